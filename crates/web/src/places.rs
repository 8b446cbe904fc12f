//! Every address of the service in both languages, in one place: what a route listens to and what a link leads to cannot part.

use language::Language::{self, En, Fr};
use programs::PagePath;

/// The path segments of the service. Public pages may not take the first segment of any of them.
macro_rules! segments {
    ($($(#[$doc:meta])* $name:ident = $en:literal / $fr:literal;)*) => {
        $($(#[$doc])* pub(crate) fn $name(language: Language) -> &'static str { match language { En => $en, Fr => $fr } })*
    };
}

/// Segments in each language.
pub(crate) mod segment {
    use super::{En, Fr, Language};
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
        /// The receipt.
        receipt = "receipt" / "recu";
        /// The resume link and how to come back.
        keep = "come-back" / "revenir";
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
        /// Search over the public pages.
        search = "search" / "recherche";
        /// All public pages.
        site_map = "site-map" / "plan-du-site";
    }

    /// The first segments the service itself listens to.
    pub(crate) fn reserved(language: Language) -> [&'static str; 12] {
        [
            apply(language),
            applications(language),
            resume(language),
            account(language),
            sign_in(language),
            sign_up(language),
            sign_out(language),
            reset(language),
            confirm(language),
            status(language),
            search(language),
            deleted(language),
        ]
    }
}

/// A place in the service, whatever the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Beginning an application for a program.
    Apply(String),
    /// The task list of an application, by reference.
    Tasks(String),
    /// A page of questions.
    Page(String, PagePath),
    /// The review page.
    Review(String),
    /// Filing (POST only).
    File(String),
    /// The receipt.
    Receipt(String),
    /// The resume link of an application.
    Keep(String),
    /// Deleting a draft.
    Delete(String),
    /// A draft was deleted.
    Deleted,
    /// One uploaded document: reference and document id.
    Document(String, String),
    /// Where a resume link's secret is typed in or posted.
    Resume,
    /// A resume link: reference and secret.
    ResumeLink(String, String),
    /// Asking for a new resume link.
    Lost,
    /// My account and drafts.
    Account,
    /// Deleting my account.
    DeleteAccount,
    /// Signing in.
    SignIn,
    /// Making an account.
    SignUp,
    /// Signing out (POST only).
    SignOut,
    /// Asking for a new password.
    Reset,
    /// A new-password link with its secret.
    ResetLink(String),
    /// A confirm-address link with its secret.
    Confirm(String),
    /// Status of a filed application.
    Status,
    /// Search.
    Search,
    /// Site map.
    SiteMap,
}

impl Place {
    /// The path in `language`.
    pub fn path(&self, language: Language) -> String {
        use segment as s;
        let l = language;
        let application = |reference: &str| format!("{}/{reference}", s::applications(l));
        let rest = match self {
            Self::Apply(program) => format!("{}/{program}", s::apply(l)),
            Self::Tasks(reference) => application(reference),
            Self::Page(reference, page) => format!("{}/{}/{page}", application(reference), s::page(l)),
            Self::Review(reference) => format!("{}/{}", application(reference), s::review(l)),
            Self::File(reference) => format!("{}/{}", application(reference), s::file(l)),
            Self::Receipt(reference) => format!("{}/{}", application(reference), s::receipt(l)),
            Self::Keep(reference) => format!("{}/{}", application(reference), s::keep(l)),
            Self::Delete(reference) => format!("{}/{}", application(reference), s::delete(l)),
            Self::Deleted => s::deleted(l).to_owned(),
            Self::Document(reference, id) => format!("{}/{}/{id}", application(reference), s::documents(l)),
            Self::Resume => s::resume(l).to_owned(),
            Self::ResumeLink(reference, secret) => format!("{}/{reference}/{secret}", s::resume(l)),
            Self::Lost => format!("{}/{}", s::resume(l), s::lost(l)),
            Self::Account => s::account(l).to_owned(),
            Self::DeleteAccount => format!("{}/{}", s::account(l), s::delete(l)),
            Self::SignIn => s::sign_in(l).to_owned(),
            Self::SignUp => s::sign_up(l).to_owned(),
            Self::SignOut => s::sign_out(l).to_owned(),
            Self::Reset => s::reset(l).to_owned(),
            Self::ResetLink(secret) => format!("{}/{secret}", s::reset(l)),
            Self::Confirm(secret) => format!("{}/{secret}", s::confirm(l)),
            Self::Status => s::status(l).to_owned(),
            Self::Search => s::search(l).to_owned(),
            Self::SiteMap => s::site_map(l).to_owned(),
        };
        format!("/{}/{rest}", l.code())
    }

    /// The place a site's page may link to as `service:name`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "resume" => Self::Resume,
            "status" => Self::Status,
            "account" => Self::Account,
            "sign-in" => Self::SignIn,
            "sign-up" => Self::SignUp,
            "search" => Self::Search,
            "site-map" => Self::SiteMap,
            _ => Self::Apply(name.strip_prefix("apply/")?.to_owned()),
        })
    }
}
