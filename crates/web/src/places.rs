//! Every address of the service in both languages, in one place: what a route listens to and what a link leads to cannot part.

use crate::notices::NoticeId;
use language::Language;
use programs::PagePath;
use programs::calculators::Calculator;
use serde::Deserialize;

pub(crate) mod segment;

/// What can have been done with an account that has nobody signed in to it any more, or yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Its address was confirmed.
    Confirmed,
    /// It has a new password.
    NewPassword,
    /// The session was ended.
    SignedOut,
    /// It is gone.
    Deleted,
}

impl Outcome {
    /// Its name in an address.
    fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::NewPassword => "new-password",
            Self::SignedOut => "signed-out",
            Self::Deleted => "deleted",
        }
    }
}

/// What can have come of a payment that was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotPaid {
    /// It was declined.
    Declined,
    /// The person broke it off.
    BrokenOff,
    /// The provider did not answer as it should.
    Fault,
}

impl NotPaid {
    /// Its name in an address.
    fn name(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::BrokenOff => "broken-off",
            Self::Fault => "fault",
        }
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
    /// Filing, and why it cannot be done now.
    File(String),
    /// What has changed in its program since the person saw it last.
    Changes(String),
    /// The receipt.
    Receipt(String),
    /// What an application owes, and how far it is paid.
    Payment(String),
    /// The same after a payment that was not made.
    PaymentAfter(String, NotPaid),
    /// The provider of the demonstration.
    Provider(String),
    /// The resume link of an application.
    Keep(String),
    /// Who else signs an application, and who helps with it.
    People(String),
    /// Where an invitation's secret is posted.
    Invitation,
    /// An invitation: reference and secret.
    InvitationLink(String, String),
    /// Signing somebody else's application: reference and the signer's id.
    Sign(String, String),
    /// A document among what is to be signed: reference, the signer's id, the document's.
    SignedDocument(String, String, String),
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
    /// What was just done, before the way to sign in.
    SignInAfter(Outcome),
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
    /// A place in line, on the page that looks by itself.
    Line,
    /// Search.
    Search,
    /// All calculators.
    Calculators,
    /// One of them.
    Calculator(Calculator),
    /// The search of occupations.
    Occupations,
    /// The finder: which way fits.
    Finder,
    /// The news: every notice there is and was.
    News,
    /// One notice.
    Notice(NoticeId),
    /// The feed of the news.
    Feed,
    /// Who is visiting, where that is published.
    Visitors,
    /// What of the service works now.
    Service,
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
            Self::Changes(reference) => format!("{}/{}", application(reference), s::changes(l)),
            Self::Receipt(reference) => format!("{}/{}", application(reference), s::receipt(l)),
            Self::Payment(reference) => format!("{}/{}", application(reference), s::payment(l)),
            Self::PaymentAfter(reference, outcome) => {
                format!("{}/{}?not={}", application(reference), s::payment(l), outcome.name())
            }
            Self::Provider(reference) => format!("{}/{}/{}", application(reference), s::payment(l), s::provider(l)),
            Self::Keep(reference) => format!("{}/{}", application(reference), s::keep(l)),
            Self::People(reference) => format!("{}/{}", application(reference), s::people(l)),
            Self::Invitation => s::invitation(l).to_owned(),
            Self::InvitationLink(reference, secret) => format!("{}/{reference}/{secret}", s::invitation(l)),
            Self::Sign(reference, signer) => format!("{}/{reference}/{signer}", s::sign(l)),
            Self::SignedDocument(reference, signer, id) => format!("{}/{reference}/{signer}/{id}", s::sign(l)),
            Self::Delete(reference) => format!("{}/{}", application(reference), s::delete(l)),
            Self::Deleted => s::deleted(l).to_owned(),
            Self::Document(reference, id) => format!("{}/{}/{id}", application(reference), s::documents(l)),
            Self::Resume => s::resume(l).to_owned(),
            Self::ResumeLink(reference, secret) => format!("{}/{reference}/{secret}", s::resume(l)),
            Self::Lost => format!("{}/{}", s::resume(l), s::lost(l)),
            Self::Account => s::account(l).to_owned(),
            Self::DeleteAccount => format!("{}/{}", s::account(l), s::delete(l)),
            Self::SignIn => s::sign_in(l).to_owned(),
            Self::SignInAfter(outcome) => format!("{}?done={}", s::sign_in(l), outcome.name()),
            Self::SignUp => s::sign_up(l).to_owned(),
            Self::SignOut => s::sign_out(l).to_owned(),
            Self::Reset => s::reset(l).to_owned(),
            Self::ResetLink(secret) => format!("{}/{secret}", s::reset(l)),
            Self::Confirm(secret) => format!("{}/{secret}", s::confirm(l)),
            Self::Status => s::status(l).to_owned(),
            Self::Line => s::line(l).to_owned(),
            Self::Search => s::search(l).to_owned(),
            Self::Calculators => s::calculators(l).to_owned(),
            Self::Calculator(which) => {
                let which = match which {
                    Calculator::Crs => s::crs(l),
                    Calculator::Fsw => s::fsw(l),
                    Calculator::Clb => s::clb(l),
                    Calculator::Presence => s::presence(l),
                    Calculator::Obligation => s::obligation(l),
                };
                format!("{}/{which}", s::calculators(l))
            }
            Self::Occupations => s::occupations(l).to_owned(),
            Self::Finder => s::finder(l).to_owned(),
            Self::News => s::news(l).to_owned(),
            Self::Notice(id) => format!("{}/{id}", s::news(l)),
            Self::Feed => s::feed(l).to_owned(),
            Self::Visitors => s::visitors(l).to_owned(),
            Self::Service => s::service(l).to_owned(),
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
            "calculators" => Self::Calculators,
            "occupations" => Self::Occupations,
            "finder" => Self::Finder,
            "news" => Self::News,
            "service-status" => Self::Service,
            "site-map" => Self::SiteMap,
            _ => match name.strip_prefix("calculators/") {
                Some(which) => Self::Calculator(Calculator::named(which)?),
                None => Self::Apply(name.strip_prefix("apply/")?.to_owned()),
            },
        })
    }
}

/// The program that somebody at `path` is about to apply for.
pub(crate) fn applied_for(path: &str) -> Option<&str> {
    let (language, rest) = path.strip_prefix('/')?.split_once('/')?;
    let (first, program) = rest.split_once('/')?;
    (first == segment::apply(Language::from_code(language)?)).then_some(program)
}

/// The same address in the other language: what of it is ours is translated, the rest stays. `None` for an address that
/// has no language.
pub(crate) fn twin(path: &str) -> Option<String> {
    let (language, rest) = path.strip_prefix('/')?.split_once('/').unwrap_or((path.strip_prefix('/')?, ""));
    let from = Language::from_code(language)?;
    let to = from.other();
    let mut twin = format!("/{}", to.code());
    // What follows is the program's: lists, entries and pages.
    let mut ours = true;
    for part in rest.split('/').filter(|part| !part.is_empty()) {
        let both = segment::ALL.iter().find(|(en, fr)| ours && part == if from == Language::En { *en } else { *fr });
        twin.push('/');
        twin.push_str(both.map_or(part, |(en, fr)| if to == Language::En { en } else { fr }));
        ours &= part != segment::page(from);
    }
    Some(twin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_its_twin_are_the_same_place() {
        let page = "family/k3f9x2/documents".parse().unwrap();
        let reference = || "LD-1111-1111-1".to_owned();
        for place in [
            Place::Tasks(reference()),
            Place::Page(reference(), page),
            Place::Changes(reference()),
            Place::Receipt(reference()),
            Place::Provider(reference()),
            Place::Document(reference(), "receipt-of-mine".into()),
            Place::ResumeLink(reference(), "ABCD".into()),
            Place::People(reference()),
            Place::InvitationLink(reference(), "ABCD".into()),
            Place::Sign(reference(), "sponsor".into()),
            Place::SignedDocument(reference(), "adult.k3f9x2".into(), "receipt-of-mine".into()),
            Place::DeleteAccount,
            Place::Service,
            Place::Apply("express-entry".into()),
            Place::Calculator(Calculator::Presence),
            Place::Notice("2026-11-23-1".parse().unwrap()),
            Place::Feed,
        ] {
            for language in Language::ALL {
                assert_eq!(twin(&place.path(language)), Some(place.path(language.other())));
            }
        }
        for language in Language::ALL {
            assert_eq!(applied_for(&Place::Apply("express-entry".into()).path(language)), Some("express-entry"));
            assert_eq!(applied_for(&Place::Resume.path(language)), None);
        }
        assert_eq!(twin("/fr"), Some("/en".into()));
        assert_eq!(twin("/en/nowhere/at-all"), Some("/fr/nowhere/at-all".into()));
        assert_eq!(twin("/nowhere"), None);
        assert_eq!(twin("/"), None);
    }
}
