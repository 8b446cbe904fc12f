//! A real day, typed as day, month and year.

use language::format;
use serde_json::Value;

use super::dates::DateFields;
use super::rules::DateRules;
use super::{Answer, Draw, Field, Reference};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::Control;
use crate::definition::Reader;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `date`.
#[derive(Debug, Clone, Default)]
pub struct DateKind {
    /// What it must keep.
    pub rules: DateRules,
    /// Whether it is the birth date of the person at the keyboard.
    pub autofill: bool,
}

impl DateKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { rules: DateRules::read(reader, true), autofill: reader.flag("autofill", false) }
    }
}

impl Field for DateKind {
    fn suffixes(&self) -> Vec<&str> {
        DateFields::DAY.suffixes().collect()
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![DateFields::DAY.control(draw, draw.label(), draw.hint(), self.autofill, false)]
    }

    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let date = DateFields::DAY.date(entry)?;
        let broken = self.rules.check(date, date, &DateFields::DAY, cx);
        if broken.is_empty() { Ok(Answer::Date(date)) } else { Err(broken) }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        if let Answer::Date(date) = answer { vec![format::long_date(showing.language, *date)] } else { Vec::new() }
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Date(date) = answer { date.to_string().into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Day)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        if let Answer::Date(date) = answer { Fact::Day { first: *date, last: *date } } else { Fact::Something }
    }

    fn references(&self) -> Vec<Reference<'_>> {
        self.rules.references()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::kinds::Bound;
    use crate::kinds::testing::{TODAY, keys, parsed, parsed_within};

    fn entry(date: &str) -> Entry {
        let mut parts = date.split('-');
        let mut part = || parts.next().unwrap_or("");
        Entry::from_pairs([("year", part()), ("month", part()), ("day", part())])
    }

    fn check(rules: DateRules, date: &str) -> Result<Answer, Vec<&'static str>> {
        parsed(&DateKind { rules, autofill: false }, &entry(date)).map_err(keys)
    }

    #[test]
    fn a_date_without_rules_is_any_real_day() {
        assert_eq!(check(DateRules::default(), "1985-02-28"), Ok(Answer::Date(date(1985, 2, 28))));
        assert_eq!(check(DateRules::default(), "1985-02-30"), Err(vec!["fields-date-unreal"]));
    }

    #[test]
    fn past_and_future_both_hold_today() {
        assert_eq!(TODAY, date(2026, 11, 22), "the days below are chosen around it");
        let past = || DateRules { past: true, ..DateRules::default() };
        let future = || DateRules { future: true, ..DateRules::default() };
        assert!(check(past(), "2026-11-22").is_ok());
        assert_eq!(check(past(), "2026-11-23"), Err(vec!["fields-date-past"]));
        assert!(check(future(), "2026-11-22").is_ok());
        assert_eq!(check(future(), "2026-11-21"), Err(vec!["fields-date-future"]));
    }

    #[test]
    fn ages_change_on_the_birthday() {
        let adult = || DateRules { min_age: Some(18), ..DateRules::default() };
        assert!(check(adult(), "2008-11-22").is_ok());
        assert_eq!(check(adult(), "2008-11-23"), Err(vec!["fields-date-min-age"]));
        let child = || DateRules { max_age: Some(21), ..DateRules::default() };
        assert!(check(child(), "2004-11-23").is_ok());
        assert_eq!(check(child(), "2004-11-22"), Err(vec!["fields-date-max-age"]));
    }

    #[test]
    fn a_result_may_be_too_old() {
        let recent = || DateRules { within_months: Some(24), ..DateRules::default() };
        assert!(check(recent(), "2024-11-22").is_ok());
        assert_eq!(check(recent(), "2024-11-21"), Err(vec!["fields-date-too-old"]));
    }

    #[test]
    fn dates_are_compared_with_days_and_with_earlier_answers() {
        let bound = Some(Bound::Question { id: "issued".into(), line: 1 });
        for (rules, same, later, earlier) in [
            (DateRules { after: bound.clone(), ..DateRules::default() }, false, true, false),
            (DateRules { not_before: bound.clone(), ..DateRules::default() }, true, true, false),
            (DateRules { before: bound.clone(), ..DateRules::default() }, false, false, true),
            (DateRules { not_after: bound, ..DateRules::default() }, true, false, true),
        ] {
            let kind = DateKind { rules, autofill: false };
            let issued = date(2020, 5, 10);
            let facts = [("issued", Fact::Day { first: issued, last: issued })];
            for (typed, good) in [("2020-05-10", same), ("2020-05-11", later), ("2020-05-09", earlier)] {
                assert_eq!(parsed_within(&kind, &entry(typed), &facts).is_ok(), good, "{typed} {kind:?}");
            }
            assert!(parsed(&kind, &entry("2020-05-10")).is_ok(), "nothing to compare with, nothing to break");
        }
        let rules = DateRules { after: Some(Bound::Day(date(2000, 1, 1))), ..DateRules::default() };
        assert_eq!(check(rules, "2000-01-01"), Err(vec!["fields-date-after"]));
    }
}
