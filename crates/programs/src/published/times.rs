//! How long applications take, as published: snapshots with the days they were read on, and service standards.

use jiff::civil::Date;
use language::{Arg, Fault, Language, Messages, Text};

use crate::Source;
use crate::definition::{Reader, table};
use crate::limits::{MAX_TIME, MAX_WAITING};

/// What a published time is counted in. One unit is never turned into another: that would be a figure nobody published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
}

/// A length of time as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// The time of one kind of application in one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its id, such as `spouse-abroad`.
    pub id: String,
    /// What it is the time of.
    pub label: Text,
    /// How long.
    pub time: Time,
    /// Whether the source gives a rounded figure.
    pub about: bool,
    /// The amount for people going to Quebec, in the same unit, where it is published apart.
    pub quebec: Option<u32>,
    /// People waiting on the same days, where published.
    pub waiting: Option<u32>,
    /// The first day on which the figures were read.
    pub read_from: Date,
    /// The last one.
    pub read_to: Date,
    /// Where they were read.
    pub source: Source,
    /// The line of the file it stands on.
    pub at: u32,
}

/// A service standard: a goal the department sets for itself, not a time that was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// Its id, such as `express-entry`.
    pub id: String,
    /// What it is the standard of.
    pub label: Text,
    /// How long.
    pub time: Time,
    /// Where it was read, and when.
    pub source: Source,
    /// The line of the file it stands on.
    pub at: u32,
}

/// `tables/processing_times.toml`: every snapshot and every standard.
#[derive(Debug, Clone, Default)]
pub struct ProcessingTimes {
    standards: Vec<Standard>,
    lines: Vec<Published>,
}

impl ProcessingTimes {
    /// Where a site keeps them.
    pub const FILE: &'static str = "tables/processing_times.toml";

    /// Reads the file.
    ///
    /// # Errors
    /// Everything wrong with it, with line and cure: a figure without source or date among others.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        table(file, text, |top, sources| Self { standards: standards(top, sources), lines: snapshots(top, sources) })
    }

    /// The newest published time of one id.
    pub fn latest(&self, id: &str) -> Option<&Published> {
        self.lines.iter().rev().find(|line| line.id == id)
    }

    /// The service standard of one id.
    pub fn standard(&self, id: &str) -> Option<&Standard> {
        self.standards.iter().find(|standard| standard.id == id)
    }

    /// Every line of every snapshot, oldest snapshot first.
    pub fn lines(&self) -> &[Published] {
        &self.lines
    }

    /// Every service standard.
    pub fn standards(&self) -> &[Standard] {
        &self.standards
    }
}

impl Time {
    /// Such as "7 months".
    pub fn says(self, messages: &Messages, language: Language) -> String {
        let key = match self.unit {
            TimeUnit::Days => "times-days",
            TimeUnit::Weeks => "times-weeks",
            TimeUnit::Months => "times-months",
        };
        messages.say_with(language, key, &[("count", Arg::from(self.amount))])
    }

    fn read(table: &Reader<'_, '_>) -> Self {
        const UNITS: [(&str, TimeUnit); 3] =
            [("days", TimeUnit::Days), ("weeks", TimeUnit::Weeks), ("months", TimeUnit::Months)];
        for (key, cure) in [("amount", "Add amount = and a number."), ("unit", "Add unit = \"months\".")] {
            if !table.has(key) {
                table.fault(table.line(), format!("the {} has no “{key}”", table.name()), cure);
            }
        }
        Self { amount: table.count("amount", 1..=MAX_TIME, 1), unit: table.one_of("unit", &UNITS, TimeUnit::Months) }
    }
}

impl Published {
    /// Such as "about 6 months".
    pub fn says(&self, messages: &Messages, language: Language) -> String {
        let time = self.time.says(messages, language);
        if self.about { messages.say_with(language, "times-about", &[("time", Arg::Text(&time))]) } else { time }
    }

    /// The time for people going to Quebec, where it is published apart.
    pub fn quebec_time(&self) -> Option<Time> {
        self.quebec.map(|amount| Time { amount, unit: self.time.unit })
    }
}

fn standards(top: &Reader<'_, '_>, sources: &[Source]) -> Vec<Standard> {
    let mut standards: Vec<Standard> = Vec::new();
    for table in top.tables("standard", "standard") {
        let id = table.id();
        table.rename(format!("standard “{}”", id.value));
        if standards.iter().any(|standard| standard.id == id.value) {
            table.fault(id.line, format!("the {} is there twice", table.name()), "Give one of the two another id.");
        }
        let (label, time, source) = (table.text("label"), Time::read(&table), table.source(sources));
        standards.push(Standard { id: id.value, label, time, source, at: table.line() });
        table.finish();
    }
    standards
}

fn snapshots(top: &Reader<'_, '_>, sources: &[Source]) -> Vec<Published> {
    let mut lines: Vec<Published> = Vec::new();
    let mut last = Date::MIN;
    for table in top.tables("snapshot", "snapshot") {
        let from = table.must_day("read_from", "the first day on which it was read");
        let to = table.must_day("read_to", "the last day on which it was read");
        let whole = from.value != Date::MIN && to.value != Date::MIN;
        if whole {
            table.rename(format!("snapshot of {}", to.value));
        }
        if whole && to.value < from.value {
            table.fault(to.line, "the snapshot ends before it begins", "Put the earlier day into read_from.");
        }
        if whole && to.value <= last {
            let cure = "Put the oldest snapshot first; two cannot end on one day.";
            table.fault(to.line, "the snapshots are not in the order of their days", cure);
        }
        last = last.max(to.value);
        let source = table.source(sources);
        let before = lines.len();
        for line in table.tables("line", "line") {
            let id = line.id();
            line.rename(format!("line “{}”", id.value));
            if lines[before..].iter().any(|other| other.id == id.value) {
                let what = format!("the {} is there twice in one snapshot", line.name());
                line.fault(id.line, what, "Give one of the two another id.");
            }
            // Of one day, one time: which of two is shown must not hang on their order.
            if let Some(other) =
                lines[..before].iter().find(|other| other.id == id.value && other.read_to >= from.value)
            {
                let what = format!(
                    "the {} was read from {} on, and another snapshot has it until {}",
                    line.name(),
                    from.value,
                    other.read_to
                );
                line.fault(id.line, what, "Let one of the two begin after the other has ended.");
            }
            lines.push(Published {
                id: id.value,
                label: line.text("label"),
                time: Time::read(&line),
                about: line.flag("about", false),
                quebec: optional(&line, "quebec", MAX_TIME),
                waiting: optional(&line, "waiting", MAX_WAITING),
                read_from: from.value,
                read_to: to.value,
                source: source.clone(),
                at: line.line(),
            });
            line.finish();
        }
        if lines.len() == before {
            table.fault(table.line(), format!("the {} has no line", table.name()), "Add a [[snapshot.line]].");
        }
        table.finish();
    }
    lines
}

fn optional(line: &Reader<'_, '_>, key: &'static str, most: u32) -> Option<u32> {
    line.integer(key, 1..=i64::from(most)).and_then(|count| u32::try_from(count).ok())
}
