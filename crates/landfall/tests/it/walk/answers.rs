//! Prepared answers: whole applications as a person would type them, kept as JSON beside the testkit.

use std::collections::BTreeMap;

use jiff::{Zoned, civil::Date};
use serde::Deserialize;
use testkit::Form;

use super::{pdf, png};

/// The day the prepared answers were written for. Run later, every date in them moves on with the calendar.
const WRITTEN: Date = Date::constant(2026, 11, 22);

/// The answers of one application.
#[derive(Debug)]
pub(crate) struct Fixture {
    answers: Answers,
    /// Months from the day they were written to today.
    moved: i64,
}

#[derive(Debug, Default, Deserialize)]
struct Answers {
    #[serde(default)]
    entries: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    items: BTreeMap<String, Vec<Item>>,
}

#[derive(Debug, Deserialize)]
struct Item {
    answers: Answers,
}

/// The answers to the pages of one entry of a list, or those outside of any list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    answers: &'a Answers,
    moved: i64,
}

impl Fixture {
    pub(crate) fn read(json: &str) -> Self {
        let answers = serde_json::from_str(json).expect("a fixture is JSON of answers");
        let today = Zoned::now().date();
        let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        Self { answers, moved: months(today) - months(WRITTEN) }
    }

    /// One person without a family.
    pub(crate) fn single() -> Self {
        Self::read(include_str!("../../../../../tools/testkit/fixtures/express-entry-single.json"))
    }

    /// A family with a history.
    pub(crate) fn family() -> Self {
        Self::read(include_str!("../../../../../tools/testkit/fixtures/express-entry-family.json"))
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope { answers: &self.answers, moved: self.moved }
    }
}

impl<'a> Scope<'a> {
    /// The answers of one entry of the list.
    pub(crate) fn entry(self, list: &str, index: usize) -> Scope<'a> {
        Scope { answers: &self.answers.items[list][index].answers, ..self }
    }

    /// How many entries a list has; none for what is no list.
    pub(crate) fn count(self, list: &str) -> usize {
        self.answers.items.get(list).map_or(0, Vec::len)
    }

    /// Fills a page's form in. What the answers do not say is left as it was served.
    pub(crate) fn fill(self, form: Form) -> Form {
        let names: Vec<String> = form.names().into_iter().map(str::to_owned).collect();
        names.iter().fold(form, |form, name| {
            if form.takes_files(name) {
                return form.attach(name, if name == "photo" { png() } else { pdf(name) });
            }
            let (question, suffix) = name.split_once('.').unwrap_or((name, ""));
            let answer = self.answers.entries.get(question).and_then(|entry| self.typed(entry, suffix));
            match answer.filter(|answer| !answer.is_empty()) {
                Some(answer) => form.set(name, &answer),
                None => form,
            }
        })
    }

    /// What was typed under a suffix, moved on where it is part of a date.
    fn typed(self, entry: &BTreeMap<String, String>, suffix: &str) -> Option<String> {
        let typed = entry.get(suffix)?;
        let part = suffix.rsplit('-').next().unwrap_or_default();
        if self.moved == 0 || typed.is_empty() || !["year", "month", "day"].contains(&part) {
            return Some(typed.clone());
        }
        let of = |part_of: &str| entry.get(&format!("{}{part_of}", suffix.strip_suffix(part)?))?.parse::<i64>().ok();
        let months = of("year")? * 12 + of("month").unwrap_or(1) - 1 + self.moved;
        Some(match part {
            "year" => (months / 12).to_string(),
            "month" => (months % 12 + 1).to_string(),
            // Every month has a 28th.
            _ => of("day")?.min(28).to_string(),
        })
    }
}
