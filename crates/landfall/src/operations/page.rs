//! The operator's page: what is wrong now in plain sentences, and then everything that is measured, as tables.

mod tables;
mod words;

use super::{concerns, sources::Ready, watching::Watching};
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
    state: &'static str,
    worries: Vec<Worry>,
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
    let words = Words { language, messages: &watching.messages };
    let state = match watching.ready() {
        Ready::Yes => "operations-ready",
        Ready::Starting => "operations-starting",
        Ready::Draining => "operations-draining",
        Ready::StoreAway => "operations-broken",
    };
    let page = watching.look(|now, history| Page {
        words,
        other: language.other(),
        site: &watching.site,
        state,
        worries: concerns::ALL
            .iter()
            .filter(|concern| concern.holds(now, history))
            .map(|concern| Worry {
                severity: concern.severity.name(),
                weight: words.named(&format!("operations-severity-{}", concern.severity.name())),
                what: words.named(&format!("operations-{}-what", concern.name)),
                todo: words.named(&format!("operations-{}-do", concern.name)),
                alert: concern.alert,
            })
            .collect(),
        tables: tables::all(words, now, history),
        version: env!("CARGO_PKG_VERSION"),
        taken: words::moment(now.clock),
    });
    page.render()
}
