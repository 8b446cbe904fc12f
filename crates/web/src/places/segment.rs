//! The segments of the service's addresses, in each language. Public pages may not take the first segment of any of them.

use language::Language::{self, En, Fr};

macro_rules! segments {
    ($($(#[$doc:meta])* $name:ident = $en:literal / $fr:literal;)*) => {
        $($(#[$doc])* pub(crate) fn $name(language: Language) -> &'static str { match language { En => $en, Fr => $fr } })*
        /// Every segment in English and in French.
        pub(super) const ALL: &[(&str, &str)] = &[$(($en, $fr)),*];
    };
}

segments! {
    /// Beginning an application.
    apply = "apply" / "demander";
    /// An application of mine.
    applications = "applications" / "demandes";
    /// One page of an application's questions.
    page = "page" / "page";
    /// Everything answered, to check before filing.
    review = "review" / "verification";
    /// Filing (POST).
    file = "file" / "depot";
    /// What has changed in the program of an application.
    changes = "changes" / "changements";
    /// The receipt.
    receipt = "receipt" / "recu";
    /// The fees of an application, and paying them.
    payment = "payment" / "paiement";
    /// Where the provider of the demonstration is asked to hold an amount.
    provider = "demonstration" / "essai";
    /// The resume link and how to come back.
    keep = "come-back" / "revenir";
    /// Who else signs an application, and who helps with it.
    people = "people" / "personnes";
    /// Redeeming an invitation.
    invitation = "invitation" / "invitation";
    /// Signing somebody else's application.
    sign = "sign" / "signer";
    /// Deleting a draft.
    delete = "delete" / "supprimer";
    /// A draft was deleted.
    deleted = "deleted" / "supprimee";
    /// Uploaded documents.
    documents = "documents" / "documents";
    /// Redeeming a resume link.
    resume = "resume" / "reprendre";
    /// A resume link that was lost.
    lost = "lost-link" / "lien-perdu";
    /// The account and its drafts.
    account = "account" / "compte";
    /// Signing in.
    sign_in = "sign-in" / "connexion";
    /// Making an account.
    sign_up = "create-account" / "creer-un-compte";
    /// Signing out (POST).
    sign_out = "sign-out" / "deconnexion";
    /// A forgotten password.
    reset = "new-password" / "nouveau-mot-de-passe";
    /// Confirming an e-mail address.
    confirm = "confirm-address" / "confirmer-adresse";
    /// Status of a filed application.
    status = "status" / "etat";
    /// The waiting room's page that looks by itself.
    line = "line" / "file-d-attente";
    /// Search over the public pages.
    search = "search" / "recherche";
    /// The calculators.
    calculators = "calculators" / "calculatrices";
    /// The classification of occupations.
    occupations = "occupations" / "professions";
    /// Comprehensive Ranking System.
    crs = "ranking-score" / "note-de-classement";
    /// Federal skilled worker: 67 points.
    fsw = "skilled-worker-points" / "points-travailleur-qualifie";
    /// From a test score to a level.
    clb = "language-level" / "niveau-de-langue";
    /// Physical presence for citizenship.
    presence = "physical-presence" / "presence-effective";
    /// Residency obligation of permanent residents.
    obligation = "residency-obligation" / "obligation-de-residence";
    /// The finder: which way fits.
    finder = "find-your-way" / "trouver-votre-voie";
    /// News and notices.
    news = "news" / "nouvelles";
    /// The feed of the news.
    feed = "news.atom" / "nouvelles.atom";
    /// Who is visiting.
    visitors = "visitors" / "visiteurs";
    /// What of the service works now.
    service = "service-status" / "etat-du-service";
    /// All public pages.
    site_map = "site-map" / "plan-du-site";
}

/// The first segments the service itself listens to.
pub(crate) fn reserved(language: Language) -> [&'static str; 22] {
    [
        apply(language),
        applications(language),
        resume(language),
        invitation(language),
        sign(language),
        account(language),
        sign_in(language),
        sign_up(language),
        sign_out(language),
        reset(language),
        confirm(language),
        status(language),
        service(language),
        line(language),
        search(language),
        calculators(language),
        occupations(language),
        finder(language),
        news(language),
        feed(language),
        deleted(language),
        visitors(language),
    ]
}
