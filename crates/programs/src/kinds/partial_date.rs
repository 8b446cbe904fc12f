//! A day of which the day, the month, or everything may be unknown, as for birth dates in places without registers.

use jiff::civil::{Date, date};
use language::format;
use serde_json::{Value, json};

use super::dates::DateFields;
use super::rules::DateRules;
use super::{Answer, Draw, Field, Reference};
use crate::YearMonth;
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, TickBox};
use crate::definition::Reader;
use crate::limits::MIN_YEAR;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `partial_date`.
#[derive(Debug, Clone, Default)]
pub struct PartialDateKind {
    /// What it must keep, as far as it is known.
    pub rules: DateRules,
    /// Whether it is the birth date of the person at the keyboard.
    pub autofill: bool,
}

/// A date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialDate {
    /// To the day.
    Day(Date),
    /// To the month.
    Month(YearMonth),
    /// Only the year.
    Year(i16),
    /// Not at all.
    Unknown,
}

impl PartialDate {
    /// The earliest and the latest day it can be.
    pub fn days(self) -> (Date, Date) {
        match self {
            Self::Day(day) => (day, day),
            Self::Month(month) => (month.first_day(), month.last_day()),
            Self::Year(year) => {
                (Date::new(year, 1, 1).unwrap_or(Date::MIN), Date::new(year, 12, 31).unwrap_or(Date::MAX))
            }
            Self::Unknown => (date(MIN_YEAR, 1, 1), Date::MAX),
        }
    }
}

/// Suffix of "I do not know all of it".
const UNKNOWN: &str = "unknown";

impl PartialDateKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { rules: DateRules::read(reader, true), autofill: reader.flag("autofill", false) }
    }
}

/// The date as typed when its person says that not all of it is known.
fn known_part(entry: &Entry) -> Result<PartialDate, Vec<Mistake>> {
    let fields = DateFields::DAY;
    let typed = fields.typed(entry)?;
    match (typed.year, typed.month, typed.day) {
        (Some(year), Some(month), Some(day)) => fields.real(year, month, day).map(PartialDate::Day),
        (Some(year), Some(month), None) => {
            Ok(YearMonth::new(year, month).map_or(PartialDate::Year(year), PartialDate::Month))
        }
        (Some(year), None, None) => Ok(PartialDate::Year(year)),
        (None, None, None) => Ok(PartialDate::Unknown),
        (Some(_), None, Some(_)) => Err(vec![Mistake::new("month", "fields-partial-date-day-alone")]),
        (None, _, _) => Err(vec![Mistake::new("year", "fields-partial-date-year-first")]),
    }
}

impl Field for PartialDateKind {
    fn suffixes(&self) -> Vec<&str> {
        DateFields::DAY.suffixes().chain([UNKNOWN]).collect()
    }

    fn is_group(&self) -> bool {
        true
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![
            DateFields::DAY.control(draw, draw.label(), draw.hint(), self.autofill, false),
            Control::Tick(TickBox {
                suffix: UNKNOWN,
                label: draw.say("fields-partial-date-unknown"),
                hint: Some(draw.say("fields-partial-date-unknown-hint")),
                on: draw.entry.is_on(UNKNOWN),
                exclusive: false,
            }),
        ]
    }

    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let date =
            if entry.is_on(UNKNOWN) { known_part(entry)? } else { PartialDate::Day(DateFields::DAY.date(entry)?) };
        let (first, last) = date.days();
        let broken = self.rules.check(first, last, &DateFields::DAY, cx);
        if broken.is_empty() { Ok(Answer::PartialDate(date)) } else { Err(broken) }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::PartialDate(date) = answer else { return Vec::new() };
        vec![match date {
            PartialDate::Day(day) => format::long_date(showing.language, *day),
            PartialDate::Month(month) => format::month(showing.language, month.year(), month.month()),
            PartialDate::Year(year) => year.to_string(),
            PartialDate::Unknown => showing.say("fields-partial-date-not-known").to_owned(),
        }]
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::PartialDate(date) = answer else { return Value::Null };
        let (year, month, day) = match date {
            PartialDate::Day(day) => (Some(day.year()), Some(day.month()), Some(day.day())),
            PartialDate::Month(month) => (Some(month.year()), Some(month.month()), None),
            PartialDate::Year(year) => (Some(*year), None, None),
            PartialDate::Unknown => (None, None, None),
        };
        json!({ "day": day, "month": month, "year": year })
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Day)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        let Answer::PartialDate(date) = answer else { return Fact::Something };
        let (first, last) = date.days();
        Fact::Day { first, last }
    }

    fn references(&self) -> Vec<Reference<'_>> {
        self.rules.references()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    fn typed(day: &str, month: &str, year: &str, unknown: bool) -> Result<PartialDate, Vec<&'static str>> {
        let tick = if unknown { "on" } else { "" };
        let entry = Entry::from_pairs([("day", day), ("month", month), ("year", year), ("unknown", tick)]);
        let rules = DateRules { past: true, ..DateRules::default() };
        parsed(&PartialDateKind { rules, autofill: false }, &entry).map_err(keys).map(|answer| {
            let Answer::PartialDate(date) = answer else { panic!("not a date: {answer:?}") };
            date
        })
    }

    #[test]
    fn parts_may_be_left_out_only_by_saying_so() {
        assert_eq!(typed("", "", "1970", false), Err(vec!["fields-date-day-missing", "fields-date-month-missing"]));
        assert_eq!(typed("", "", "1970", true), Ok(PartialDate::Year(1970)));
        assert_eq!(typed("", "3", "1970", true), Ok(PartialDate::Month(YearMonth::new(1970, 3).unwrap())));
        assert_eq!(typed("5", "3", "1970", true), Ok(PartialDate::Day(date(1970, 3, 5))));
        assert_eq!(typed("5", "3", "1970", false), Ok(PartialDate::Day(date(1970, 3, 5))));
        assert_eq!(typed("", "", "", true), Ok(PartialDate::Unknown));
    }

    #[test]
    fn what_is_known_must_still_make_sense() {
        assert_eq!(typed("5", "", "1970", true), Err(vec!["fields-partial-date-day-alone"]));
        assert_eq!(typed("5", "3", "", true), Err(vec!["fields-partial-date-year-first"]));
        assert_eq!(typed("", "13", "1970", true), Err(vec!["fields-date-month"]));
        assert_eq!(typed("30", "2", "1970", true), Err(vec!["fields-date-unreal"]));
        assert_eq!(typed("", "", "2027", true), Err(vec!["fields-date-past"]));
        assert_eq!(typed("", "12", "2026", true), Err(vec!["fields-date-past"]));
        assert_eq!(typed("", "", "2026", true), Ok(PartialDate::Year(2026)), "some days of it are past");
    }
}
