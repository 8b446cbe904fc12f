//! The pages that are counted apart, each with a number and a name.

use super::Asked;
use crate::{
    places::{self, segment as s},
    public::content::Page,
    site::Site,
    tally::{Class, Outcome},
};
use http::{Method, Response, StatusCode, header};
use language::Language;
use std::collections::HashMap;
use visitors::{MOST_PAGES, Tongue};

/// What has no row of its own. The first.
const OTHER: &str = "other";
/// The waiting room.
const ROOM: &str = "waiting-room";
const FINDER: &str = "finder";

/// Pages of the service, each with the message that is its title, and the finder, which has one of its own.
const SERVICE: [(&str, &str); 12] = [
    (OTHER, "visitors-page-other"),
    (ROOM, "visitors-page-room"),
    ("application", "visitors-page-application"),
    ("invitation", "visitors-page-invitation"),
    ("resume", "apply-resume-title"),
    ("account", "account-title"),
    ("status", "status-title"),
    ("search", "public-search-title"),
    ("calculators", "calculators-title"),
    ("occupations", "occupations-title"),
    ("site-map", "public-site-map-title"),
    ("visitors", "visitors-title"),
];
/// What the names of programs' entrances and of public pages begin with.
const APPLY: &str = "apply/";
const PAGE: &str = "page/";

/// Every page that is counted apart.
#[derive(Debug, Default)]
pub struct Catalogue {
    names: Vec<String>,
    numbers: HashMap<String, u16>,
}

impl Catalogue {
    /// The pages of a site. Those past the most there can be share the row of what has none.
    pub fn of(site: &Site) -> Self {
        let service = SERVICE.iter().map(|(name, _)| (*name).to_owned()).chain([FINDER.to_owned()]);
        let programs = site.programs.iter().map(|program| format!("{APPLY}{}", program.id));
        let pages = site.pages.iter().map(|page| format!("{PAGE}{}", page.folder));
        let names: Vec<String> = service.chain(programs).chain(pages).take(MOST_PAGES).collect();
        let numbers = (0..).zip(&names).map(|(number, name)| (name.clone(), number)).collect();
        Self { names, numbers }
    }

    /// The names, by number.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A public page as it is counted.
    pub(crate) fn page(&self, page: &Page, language: Language) -> Asked {
        self.asked(&format!("{PAGE}{}", page.folder), language)
    }

    pub(crate) fn asked(&self, name: &str, language: Language) -> Asked {
        let page = self.numbers.get(name).copied().unwrap_or_default();
        let tongue = if language == Language::Fr { Tongue::Fr } else { Tongue::En };
        Asked { page, tongue }
    }

    /// What an answer of the gate or the router counts as. `None` for what is no page that somebody asked for: answers to
    /// forms, parts that a script fetches, pages in line that look by themselves, and whatever went wrong.
    pub(crate) fn answered<B>(
        &self,
        (method, path, language): (&Method, &str, Language),
        (class, outcome): (Class, Outcome),
        response: &Response<B>,
    ) -> Option<Asked> {
        let shown = match outcome {
            Outcome::Room => true,
            Outcome::Page => {
                method == Method::GET && [StatusCode::OK, StatusCode::NOT_MODIFIED].contains(&response.status())
            }
            _ => false,
        };
        // A 304 does not say what it is of; of pages only the entrances are answered so.
        let kind = response.headers().get(header::CONTENT_TYPE);
        let is_page = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/html"));
        if !shown || !is_page || class == Class::Line {
            return None;
        }
        if outcome == Outcome::Room {
            return Some(self.asked(ROOM, language));
        }
        if let Some(program) = places::applied_for(path) {
            return Some(self.asked(&format!("{APPLY}{program}"), language));
        }
        let l = language;
        let first = path.split('/').nth(2).unwrap_or_default();
        let name = match first {
            first if first == s::applications(l) => "application",
            first if first == s::invitation(l) || first == s::sign(l) => "invitation",
            first if first == s::resume(l) => "resume",
            first if first == s::status(l) => "status",
            first if first == s::search(l) => "search",
            first if first == s::calculators(l) => "calculators",
            first if first == s::occupations(l) => "occupations",
            first if first == s::finder(l) => FINDER,
            first if [s::account(l), s::sign_in(l), s::sign_up(l), s::reset(l), s::confirm(l)].contains(&first) => {
                "account"
            }
            _ => OTHER,
        };
        Some(self.asked(name, language))
    }

    /// What a page is called. The name itself for one that the site has no more.
    pub(super) fn title(site: &Site, language: Language, name: &str) -> String {
        if let Some((_, key)) = SERVICE.iter().find(|(service, _)| *service == name) {
            return site.messages.say(language, key).to_owned();
        }
        let title = match (name.strip_prefix(APPLY), name.strip_prefix(PAGE)) {
            (Some(program), _) => site.program(program).map(|program| {
                let title = program.title.get(language);
                site.messages.say_with(language, "visitors-page-apply", &[("program", language::Arg::Text(title))])
            }),
            (_, Some(page)) => site.page(page).map(|page| page.sides.get(language).title.clone()),
            _ => site.finder.as_ref().filter(|_| name == FINDER).map(|it| it.form.title.get(language).to_owned()),
        };
        title.unwrap_or_else(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_asked_for_is_counted_and_what_a_script_or_a_form_fetched_is_not() {
        let names: Vec<String> =
            SERVICE.iter().map(|(name, _)| (*name).to_owned()).chain(["apply/pr".into()]).collect();
        let numbers = (0..).zip(&names).map(|(number, name)| (name.clone(), number)).collect();
        let catalogue = Catalogue { names, numbers };
        let html = Some("text/html; charset=utf-8");
        let (get, post) = (Method::GET, Method::POST);
        for (method, path, class, outcome, status, kind, name) in [
            (&get, "/en/search", Class::Open, Outcome::Page, 200, html, Some("search")),
            (&get, "/fr/demander/pr", Class::Entrance, Outcome::Page, 304, None, Some("apply/pr")),
            (&get, "/en/apply/none", Class::Entrance, Outcome::Page, 200, html, Some("other")),
            (&get, "/en/applications/LD-1/page/x", Class::Inside, Outcome::Page, 200, html, Some("application")),
            (&get, "/en/sign-in", Class::Entrance, Outcome::Page, 200, html, Some("account")),
            (&post, "/en/apply/pr", Class::Begin, Outcome::Room, 200, html, Some("waiting-room")),
            // The waiting room's script asks again.
            (&post, "/en/apply/pr", Class::Begin, Outcome::Room, 200, Some("application/json"), None),
            (&get, "/en/line", Class::Line, Outcome::Room, 200, html, None),
            (&post, "/en/calculators", Class::Open, Outcome::Page, 200, html, None),
            (
                &get,
                "/en/applications/LD-1/receipt.json",
                Class::Inside,
                Outcome::Page,
                200,
                Some("application/json"),
                None,
            ),
            (&get, "/en/account", Class::Inside, Outcome::Page, 303, None, None),
            (&get, "/en/nowhere", Class::Open, Outcome::Problem, 404, html, None),
            (&get, "/en/search", Class::Open, Outcome::Error, 500, html, None),
        ] {
            let mut response = Response::builder().status(status);
            if let Some(kind) = kind {
                response = response.header(header::CONTENT_TYPE, kind);
            }
            let response = response.body(()).unwrap();
            let language = if path.starts_with("/fr") { Language::Fr } else { Language::En };
            let asked = catalogue.answered((method, path, language), (class, outcome), &response);
            let named = asked.map(|asked| catalogue.names()[usize::from(asked.page)].as_str());
            assert_eq!(named, name, "{method} {path}");
        }
    }
}
