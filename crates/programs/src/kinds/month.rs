//! A month of a year.

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

/// Options of `month`.
#[derive(Debug, Clone, Default)]
pub struct MonthKind {
    /// What some day of it must keep.
    pub rules: DateRules,
}

impl MonthKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { rules: DateRules::read(reader, false) }
    }
}

impl Field for MonthKind {
    fn suffixes(&self) -> Vec<&str> {
        DateFields::MONTH.suffixes().collect()
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![DateFields::MONTH.control(draw, draw.label(), draw.hint(), false, false)]
    }

    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let month = DateFields::MONTH.year_month(entry)?;
        let broken = self.rules.check(month.first_day(), month.last_day(), &DateFields::MONTH, cx);
        if broken.is_empty() { Ok(Answer::Month(month)) } else { Err(broken) }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Month(month) = answer else { return Vec::new() };
        vec![format::month(showing.language, month.year(), month.month())]
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Month(month) = answer { month.to_string().into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Day)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        let Answer::Month(month) = answer else { return Fact::Something };
        Fact::Day { first: month.first_day(), last: month.last_day() }
    }

    fn references(&self) -> Vec<Reference<'_>> {
        self.rules.references()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::YearMonth;
    use crate::kinds::testing::{keys, parsed};

    fn typed(month: &str, year: &str) -> Result<Answer, Vec<&'static str>> {
        let rules = DateRules { past: true, ..DateRules::default() };
        parsed(&MonthKind { rules }, &Entry::from_pairs([("month", month), ("year", year)])).map_err(keys)
    }

    #[test]
    fn a_month_has_a_name_and_a_year() {
        assert_eq!(typed("août", "2019"), Ok(Answer::Month(YearMonth::new(2019, 8).unwrap())));
        assert_eq!(typed("", ""), Err(vec!["fields-month-missing"]));
        assert_eq!(typed("8", ""), Err(vec!["fields-date-year-missing"]));
        assert_eq!(typed("", "2019"), Err(vec!["fields-date-month-missing"]));
    }

    #[test]
    fn the_month_of_today_is_past_and_the_next_is_not() {
        assert!(typed("11", "2026").is_ok());
        assert_eq!(typed("12", "2026"), Err(vec!["fields-date-past"]));
    }
}
