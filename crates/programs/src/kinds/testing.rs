//! Short cuts for the tests of the kinds: parse one entry on a fixed day, and draw in both languages.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use language::{Language, Messages, Text};

use super::{Answer, ChoiceOption, Field, Kind};
use crate::answers::{DocumentRef, Entry};
use crate::condition::{Fact, Scope};
use crate::mistake::Mistake;
use crate::question::{Parsing, Question};
use crate::{Occupations, Showing, Tables};

/// The day on which all these tests take place.
pub(crate) const TODAY: Date = date(2026, 11, 22);

pub(crate) static MESSAGES: LazyLock<Messages> = LazyLock::new(|| Messages::built_in().unwrap());

pub(crate) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let csv = "code,teer,title_en\n21231,1,Software engineers and designers\n65201,5,Food counter attendants\n";
    Tables { occupations: Occupations::parse("noc.csv", csv).unwrap(), ..Tables::default() }
});

pub(crate) fn parsed(kind: &dyn Field, entry: &Entry) -> Result<Answer, Vec<Mistake>> {
    kind.parse(entry, &Parsing::alone(TODAY, &TABLES, &[]))
}

pub(crate) fn parsed_with(kind: &dyn Field, entry: &Entry, documents: &[DocumentRef]) -> Result<Answer, Vec<Mistake>> {
    kind.parse(entry, &Parsing::alone(TODAY, &TABLES, documents))
}

pub(crate) fn parsed_within(
    kind: &dyn Field,
    entry: &Entry,
    facts: &[(&str, Fact<'_>)],
) -> Result<Answer, Vec<Mistake>> {
    let mut scope = Scope::within(None);
    for (id, fact) in facts {
        scope.note(id, "", fact.clone());
    }
    kind.parse(entry, &Parsing { scope: &scope, ..Parsing::alone(TODAY, &TABLES, &[]) })
}

pub(crate) fn keys(mistakes: Vec<Mistake>) -> Vec<&'static str> {
    mistakes.into_iter().map(|mistake| mistake.key).collect()
}

pub(crate) fn options<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<ChoiceOption> {
    let option = |id: &str| ChoiceOption { id: id.to_owned(), label: Text::new(id, id), hint: None };
    ids.into_iter().map(option).collect()
}

pub(crate) fn question(kind: Kind) -> Question {
    Question {
        id: "question".into(),
        label: Text::new("The question", "La question"),
        hint: None,
        help: None,
        optional: false,
        kind,
        source: vec!["test".into()],
        line: 1,
        watched: false,
        written: "".into(),
    }
}

pub(crate) fn showing_in_both(mut check: impl FnMut(&Showing<'static>)) {
    for language in Language::ALL {
        check(&Showing { language, messages: &MESSAGES, tables: &TABLES });
    }
}
