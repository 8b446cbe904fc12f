//! Tables by date: which one holds on a day, since when, on what authority, and what to say when none is known.

use jiff::civil::Date;
use language::{Arg, Fault, Language, Messages, Text, format};
use serde::{Deserialize, Serialize};

use crate::Source;
use crate::definition::{Reader, table};

/// All editions of one table, in the order of their dates.
#[derive(Debug, Clone)]
pub struct Dated<T> {
    names: Vec<(&'static str, Text)>,
    editions: Vec<Edition<T>>,
}

/// A table as it holds from a day until the next edition begins.
#[derive(Debug, Clone)]
pub struct Edition<T> {
    /// Its first day.
    pub from: Date,
    /// What is known of that day.
    pub from_is: FromIs,
    /// Where it was read.
    pub source: Source,
    /// What a reader should know about it.
    pub note: Option<Text>,
    /// The line of the file it stands on.
    pub at: u32,
    /// Its values; `None` when it is said to be in force and its values are not known.
    table: Option<T>,
}

/// What the first day of an edition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FromIs {
    /// The edition came into force that day.
    Start,
    /// The edition was read that day; it may have held earlier.
    Read,
    /// The day was worked out; the source does not state it.
    Derived,
}

/// The table to use for a day.
#[derive(Debug)]
pub struct Found<'a, T> {
    /// Its values.
    pub table: &'a T,
    /// The edition they belong to.
    pub edition: &'a Edition<T>,
    /// The last day of that edition, where another one follows.
    pub until: Option<Date>,
    /// How the edition stands to the day that was asked about.
    pub standing: Standing<'a, T>,
}

/// How an edition stands to a day.
#[derive(Debug)]
pub enum Standing<'a, T> {
    /// It holds on that day.
    InForce,
    /// It is past: the one that holds is not known, and this is the last known before it.
    Past(&'a Edition<T>),
    /// It begins later: none is known for that day, and this is the first known.
    Later,
}

/// Said beside a result whose table does not hold on the day asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotInForce {
    /// `past` or `later`.
    pub standing: &'static str,
    /// The day that was asked about.
    pub on: Date,
    /// The first day of the table that was used.
    pub from: Date,
    /// Its last day, where one is known.
    pub until: Option<Date>,
    /// Where it was read.
    pub source: Text,
    /// All of that as sentences.
    pub says: Text,
}

/// The words for what a first day is.
const FROM_IS: [(&str, FromIs); 3] = [("start", FromIs::Start), ("read", FromIs::Read), ("derived", FromIs::Derived)];

impl<T> Dated<T> {
    /// Reads a table file. `names` are the ids of what its results consist of, each named in both languages; `values` reads one
    /// edition.
    pub(super) fn read(
        file: &str,
        text: &str,
        names: &[&'static str],
        values: impl Fn(&Reader<'_, '_>) -> Option<T>,
    ) -> Result<Self, Vec<Fault>> {
        table(file, text, |top, sources| {
            let names = named(top, names);
            let mut editions: Vec<Edition<T>> = Vec::new();
            for table in top.tables("table", "table") {
                let from = table.must_day("from", "its first day");
                if from.value != Date::MIN {
                    table.rename(format!("table of {}", from.value));
                }
                let unknown = table.flag("unknown", false);
                let edition = Edition {
                    from: from.value,
                    from_is: table.one_of("from_is", &FROM_IS, FromIs::Start),
                    source: table.source(sources),
                    note: table.optional_text("note"),
                    at: table.line(),
                    table: if unknown { None } else { values(&table) },
                };
                if editions.last().is_some_and(|last| last.from >= edition.from) {
                    table.fault(
                        from.line,
                        "the tables are not in the order of their first days",
                        "Put the oldest table first; two cannot begin on one day.",
                    );
                }
                if unknown && edition.note.is_none() {
                    let what = format!("the {} is unknown and nothing says why", table.name());
                    table.fault(from.line, what, "Add note = { en = \"…\", fr = \"…\" }.");
                }
                editions.push(edition);
                table.finish();
            }
            if editions.first().is_none_or(|first| first.table.is_none()) && (editions.is_empty() || top.is_sound()) {
                top.fault(
                    0,
                    "the file begins with no known table",
                    "Add a [[table]] with from, source and its values.",
                );
            }
            Self { names, editions }
        })
    }

    /// The table to use for a day: the one in force, or else the nearest one that is known, marked as such.
    pub fn on(&self, day: Date) -> Option<Found<'_, T>> {
        let begun = self.editions.iter().rposition(|edition| edition.from <= day);
        let known = match begun {
            Some(begun) => (0..=begun).rev().find(|at| self.editions[*at].table.is_some())?,
            None => 0,
        };
        let edition = &self.editions[known];
        let standing = match begun {
            None => Standing::Later,
            Some(begun) if begun == known => Standing::InForce,
            Some(begun) => Standing::Past(&self.editions[begun]),
        };
        let until = self.editions.get(known + 1).and_then(|next| next.from.yesterday().ok());
        Some(Found { table: edition.table.as_ref()?, edition, until, standing })
    }

    /// What a part of the result is called.
    pub fn name(&self, id: &str, language: Language) -> &str {
        self.names.iter().find(|(name, _)| *name == id).map_or("", |(_, text)| text.get(language))
    }

    /// Every edition with its first day, oldest first.
    pub fn editions(&self) -> &[Edition<T>] {
        &self.editions
    }
}

impl<T> Edition<T> {
    /// The values, where they are known.
    pub const fn table(&self) -> Option<&T> {
        self.table.as_ref()
    }
}

impl<T> Found<'_, T> {
    /// What to say beside the result, unless the table holds on that day.
    pub fn not_in_force(&self, on: Date, messages: &Messages) -> Option<NotInForce> {
        let (standing, key, note) = match &self.standing {
            Standing::InForce => return None,
            Standing::Past(unknown) => ("past", "calculators-past", unknown.note.as_ref()),
            Standing::Later => ("later", "calculators-later", None),
        };
        let says = |language: Language| {
            let date = |date: Date| format::long_date(language, date);
            let (on, from, until) = (date(on), date(self.edition.from), self.until.map_or_else(String::new, date));
            let words = [("on", Arg::Text(&on)), ("from", Arg::Text(&from)), ("until", Arg::Text(&until))];
            let said = messages.say_with(language, key, &words);
            note.map_or(said.clone(), |note| format!("{said} {}", note.get(language)))
        };
        Some(NotInForce {
            standing,
            on,
            from: self.edition.from,
            until: self.until,
            source: self.edition.source.title.clone(),
            says: Text::new(says(Language::En), says(Language::Fr)),
        })
    }
}

fn named(top: &Reader<'_, '_>, names: &[&'static str]) -> Vec<(&'static str, Text)> {
    let Some(table) = top.must_hold("names", "names") else { return Vec::new() };
    let names = names.iter().map(|name| (*name, table.text(name))).collect();
    table.finish();
    names
}
