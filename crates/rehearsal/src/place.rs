//! What an address of the site is: by its segments, which are public and the same everywhere Landfall runs.

/// A place of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// An information page, or whatever has no name below.
    Public,
    /// Where an application for a program begins.
    Start,
    /// Where a resume link leads.
    Resume,
    /// The page that shows the resume link.
    Keep,
    /// The list of what is to be done.
    Tasks,
    /// A page of questions: the part of the address that names it.
    Question(&'a str),
    /// All answers, before filing.
    Review,
    /// Where filing is sent to.
    File,
    /// The receipt.
    Receipt,
    /// The status of a case.
    Status,
    /// Style sheets, scripts and pictures.
    Asset,
}

impl<'a> Place<'a> {
    /// What this path is.
    pub(crate) fn of(path: &'a str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut segments = path.split('/').skip(1);
        let language = segments.next();
        if language == Some("assets") {
            return Self::Asset;
        }
        let (first, _reference, third) = (segments.next(), segments.next(), segments.next());
        match first {
            Some("apply" | "demander") => Self::Start,
            Some("resume" | "reprendre") => Self::Resume,
            Some("status" | "etat") => Self::Status,
            Some("applications" | "demandes") => match third {
                None => Self::Tasks,
                Some("come-back" | "revenir") => Self::Keep,
                Some("page") => Self::Question(path.splitn(6, '/').nth(5).unwrap_or_default()),
                Some("review" | "verification") => Self::Review,
                Some("file" | "depot") => Self::File,
                Some("receipt" | "recu") => Self::Receipt,
                Some(_) => Self::Public,
            },
            _ => Self::Public,
        }
    }
}

/// The address of an application, out of that of any of its pages: `/en/applications/LD-…`.
pub(crate) fn application(path: &str) -> Option<&str> {
    let end = path.match_indices('/').nth(3).map_or(path.len(), |(at, _)| at);
    path.get(..end).filter(|base| base.split('/').count() == 4)
}

/// A link's address on this site: what leads elsewhere is `None`.
pub(crate) fn local(address: &str) -> Option<&str> {
    if let Some((_, rest)) = address.split_once("://") {
        return rest.find('/').and_then(|at| rest.get(at..));
    }
    address.starts_with('/').then_some(address)
}

/// Whether a page is to be expected at an address of this site: feeds and data have an ending.
pub(crate) fn is_page(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    !path.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_known_in_both_languages() {
        for (path, place) in [
            ("/en", Place::Public),
            ("/fr/droits", Place::Public),
            ("/en/apply/short", Place::Start),
            ("/fr/demandes/LD-1", Place::Tasks),
            ("/en/applications/LD-1/page/family/k3/name", Place::Question("family/k3/name")),
            ("/fr/demandes/LD-1/verification", Place::Review),
            ("/fr/demandes/LD-1/depot", Place::File),
            ("/en/applications/LD-1/receipt", Place::Receipt),
            ("/en/resume/LD-1/ABCD", Place::Resume),
            ("/assets/a.css", Place::Asset),
        ] {
            assert_eq!(Place::of(path), place, "{path}");
        }
    }

    #[test]
    fn an_application_is_found_in_the_address_of_its_pages() {
        assert_eq!(application("/en/applications/LD-1/page/about"), Some("/en/applications/LD-1"));
        assert_eq!(application("/en/fees"), None);
    }

    #[test]
    fn feeds_and_data_are_no_pages() {
        for (path, expected) in
            [("/en", true), ("/en/fees?a=b.c", true), ("/en/news.atom", false), ("/a.json#b", false)]
        {
            assert_eq!(is_page(path), expected, "{path}");
        }
    }

    #[test]
    fn links_to_other_hosts_are_taken_for_their_path_and_mail_is_none() {
        assert_eq!(local("http://localhost:8080/en/resume/a/b"), Some("/en/resume/a/b"));
        assert_eq!(local("mailto:a@b"), None);
        assert_eq!(local("#main"), None);
    }
}
