//! The operator's page: what is wrong now in plain sentences, and then everything that is measured, as tables.

mod tables;
mod words;

use super::{concerns::Concern, sources::Ready, watching::Watching};
use askama::Template;
use language::Language;
use tables::Table;
use words::Words;

#[derive(Template)]
#[template(path = "operations/page.html")]
struct Page<'a> {
    words: Words<'a>,
    other: Language,
    site: &'a str,
    visitors: String,
    state: &'static str,
    worries: Vec<Worry>,
    /// What will be among them if it goes on.
    coming: Vec<Worry>,
    tables: Vec<Table>,
    version: &'static str,
    taken: String,
}

/// One thing to see to.
struct Worry {
    severity: &'static str,
    weight: String,
    what: String,
    todo: String,
    alert: &'static str,
}

/// The page in a language.
pub(super) fn page(watching: &Watching, language: Language) -> Result<String, askama::Error> {
    let words = Words { language, messages: &watching.app.messages };
    let state = match watching.ready() {
        Ready::Yes => "operations-ready",
        Ready::Starting => "operations-starting",
        Ready::Draining => "operations-draining",
        Ready::StoreAway => "operations-broken",
    };
    let holding = watching.holding();
    let worries = |concerns: Vec<&'static Concern>| concerns.into_iter().map(|concern| worry(words, concern)).collect();
    let page = watching.look(|now, history| Page {
        words,
        other: language.other(),
        site: &watching.app.site.settings.base_url,
        visitors: visitors_path(language),
        state,
        worries: worries(holding.firing),
        coming: worries(holding.coming),
        tables: tables::all(words, now, history),
        version: env!("CARGO_PKG_VERSION"),
        taken: words::moment(now.clock),
    });
    page.render()
}

/// Who is visiting.
#[derive(Template)]
#[template(path = "operations/visitors.html")]
struct Visitors<'a> {
    words: Words<'a>,
    here: String,
    twin: String,
    report: String,
    version: &'static str,
}

/// Where that page is.
pub(super) fn visitors_path(language: Language) -> String {
    web::Place::Visitors.path(language)
}

/// The page of visitors in a language.
pub(super) fn visitors(watching: &Watching, language: Language) -> Result<String, askama::Error> {
    let here = visitors_path(language);
    let page = Visitors {
        words: Words { language, messages: &watching.app.messages },
        report: watching.visitors().html(&watching.app.site, language, &here)?,
        here,
        twin: visitors_path(language.other()),
        version: env!("CARGO_PKG_VERSION"),
    };
    page.render()
}

fn worry(words: Words<'_>, concern: &Concern) -> Worry {
    Worry {
        severity: concern.severity.name(),
        weight: words.named(&format!("operations-severity-{}", concern.severity.name())),
        what: words.named(&format!("operations-{}-what", concern.name)),
        todo: words.named(&format!("operations-{}-do", concern.name)),
        alert: concern.alert,
    }
}
