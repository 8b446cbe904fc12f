//! What a request is, as far as admission is concerned: by its method and path, never by who sends it from where.

use crate::places::segment as s;
use admission::{Entry, Importance};
use http::Method;
use language::Language;

/// How a request is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Never gated: it knows nobody and costs next to nothing.
    Open,
    /// The entrance of the service, shown to somebody who may be a stranger.
    Entrance,
    /// Wants to come in.
    Enter(Entry),
    /// Is inside already, or asks for the status of a case.
    Inside(Importance),
    /// Waits in line with a page that looks by itself.
    Line,
}

/// What the numbers of routes stand for, among measurements.
pub(super) const ROUTES: [&str; 13] = [
    "other",
    "file",
    "save",
    "page",
    "review",
    "receipt",
    "documents",
    "application",
    "begin",
    "resume",
    "sign_in",
    "account",
    "status",
];

/// What the request is, and the number of its route, under which its cost is learned.
pub(super) fn of(method: &Method, path: &str) -> (Kind, usize) {
    let mut parts = path.split('/').skip(1);
    let Some(language) = parts.next().and_then(Language::from_code) else { return (Kind::Open, 0) };
    let post = method == Method::POST;
    let first = parts.next().unwrap_or_default();
    let _reference = parts.next();
    let third = parts.next().unwrap_or_default();
    let entrance = |entry: Entry| if post { Kind::Enter(entry) } else { Kind::Entrance };
    let l = language;
    if first == s::applications(l) {
        return match third {
            third if post && third == s::file(l) => (Kind::Inside(Importance::File), 1),
            third if third == s::page(l) => (Kind::Inside(Importance::Continue), if post { 2 } else { 3 }),
            third if third == s::review(l) => (Kind::Inside(Importance::Continue), 4),
            third if third == s::receipt(l) => (Kind::Inside(Importance::Continue), 5),
            third if third == s::documents(l) => (Kind::Inside(Importance::Continue), 6),
            _ => (Kind::Inside(Importance::Continue), 7),
        };
    }
    if first == s::apply(l) {
        return (entrance(Entry::Begin), 8);
    }
    if first == s::resume(l) {
        return (entrance(Entry::Resume), 9);
    }
    // Whoever is invited goes on with something that was begun, as with a resume link.
    if first == s::invitation(l) {
        return (entrance(Entry::Resume), 9);
    }
    if first == s::sign(l) {
        return (Kind::Inside(Importance::Continue), 4);
    }
    if [s::sign_in(l), s::sign_up(l), s::reset(l), s::confirm(l)].contains(&first) {
        return (entrance(Entry::SignIn), 10);
    }
    if first == s::line(l) && !post {
        return (Kind::Line, 0);
    }
    if first == s::account(l) || first == s::sign_out(l) {
        return (Kind::Inside(Importance::Continue), 11);
    }
    if first == s::status(l) {
        return (if post { Kind::Inside(Importance::Status) } else { Kind::Entrance }, 12);
    }
    (Kind::Open, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Place;

    #[test]
    fn each_place_is_admitted_as_what_it_is_in_both_languages() {
        let reference = || "LD-1111-1111-1".to_owned();
        let page: programs::PagePath = "family/k3f9x2/documents".parse().unwrap();
        for language in Language::ALL {
            for (method, place, kind) in [
                (Method::POST, Place::File(reference()), Kind::Inside(Importance::File)),
                (Method::POST, Place::Page(reference(), page.clone()), Kind::Inside(Importance::Continue)),
                (Method::GET, Place::Tasks(reference()), Kind::Inside(Importance::Continue)),
                (Method::GET, Place::Receipt(reference()), Kind::Inside(Importance::Continue)),
                (Method::GET, Place::Apply("express-entry".into()), Kind::Entrance),
                (Method::POST, Place::Apply("express-entry".into()), Kind::Enter(Entry::Begin)),
                (Method::POST, Place::Resume, Kind::Enter(Entry::Resume)),
                (Method::GET, Place::InvitationLink(reference(), "ABCD".into()), Kind::Entrance),
                (Method::POST, Place::Invitation, Kind::Enter(Entry::Resume)),
                (Method::POST, Place::Sign(reference(), "sponsor".into()), Kind::Inside(Importance::Continue)),
                (Method::POST, Place::SignIn, Kind::Enter(Entry::SignIn)),
                (Method::POST, Place::SignUp, Kind::Enter(Entry::SignIn)),
                (Method::POST, Place::SignOut, Kind::Inside(Importance::Continue)),
                (Method::GET, Place::Account, Kind::Inside(Importance::Continue)),
                (Method::POST, Place::Status, Kind::Inside(Importance::Status)),
                (Method::GET, Place::Search, Kind::Open),
                (Method::GET, Place::Occupations, Kind::Open),
                (Method::POST, Place::Finder, Kind::Open),
                (Method::GET, Place::Line, Kind::Line),
                (Method::POST, Place::Calculator(programs::calculators::Calculator::Presence), Kind::Open),
            ] {
                assert_eq!(of(&method, &place.path(language)).0, kind, "{place:?}");
            }
        }
        assert_eq!(of(&Method::POST, "/de/apply/x").0, Kind::Open);
        assert_eq!(of(&Method::GET, "/").0, Kind::Open);
    }
}
