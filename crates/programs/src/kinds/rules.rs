//! The rules that dates may be given in a program: past or future, bounds, ages.

use jiff::ToSpan;
use jiff::civil::Date;

use super::dates::DateFields;
use super::{Reference, Wants};
use crate::condition::{Fact, full_years};
use crate::definition::{Located, Reader, is_id};
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;

/// A day that bounds an answer: written in the program, or the answer to an earlier question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// A day of the calendar.
    Day(Date),
    /// The id of an earlier question.
    Question {
        /// Its id.
        id: String,
        /// The line of the file that names it.
        line: u32,
    },
}

impl Bound {
    /// Reads a bound: a day or an id.
    pub(crate) fn read(key: &'static str, reader: &Reader<'_, '_>) -> Option<Self> {
        let Located { value, line } = reader.optional_string(key)?;
        if let Some(day) = Reader::day(&value) {
            return Some(Self::Day(day));
        }
        if !is_id(&value) {
            reader.fault(
                line,
                format!("“{value}” in “{key}” is neither a day nor the id of a question"),
                "Write a real day as \"2020-01-31\", or the id of an earlier question.",
            );
            return None;
        }
        Some(Self::Question { id: value, line })
    }

    pub(crate) fn reference(&self) -> Option<Reference<'_>> {
        match self {
            Self::Day(_) => None,
            Self::Question { id, line } => Some(Reference { id, line: *line, wants: Wants::Day }),
        }
    }

    /// The earliest and latest day it can be, as far as it is known.
    pub(crate) fn days(&self, cx: &Parsing<'_>) -> Option<(Date, Date)> {
        match self {
            Self::Day(day) => Some((*day, *day)),
            Self::Question { id, .. } => match cx.fact(id) {
                Fact::Day { first, last } => Some((first, last)),
                _ => None,
            },
        }
    }
}

/// What a date must keep, beyond being real. All of it optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateRules {
    /// Today or earlier.
    pub past: bool,
    /// Today or later.
    pub future: bool,
    /// Later than.
    pub after: Option<Bound>,
    /// Earlier than.
    pub before: Option<Bound>,
    /// The same or later.
    pub not_before: Option<Bound>,
    /// The same or earlier.
    pub not_after: Option<Bound>,
    /// A birth date of somebody at least so many years old.
    pub min_age: Option<u8>,
    /// A birth date of somebody at most so many years old.
    pub max_age: Option<u8>,
    /// Not longer ago than so many months.
    pub within_months: Option<u16>,
}

/// The oldest age a rule may name.
const MAX_AGE: i64 = 150;
/// The longest time ago a rule may name, in months.
const MAX_MONTHS: i64 = 1200;

impl DateRules {
    pub(crate) fn read(reader: &Reader<'_, '_>, ages: bool) -> Self {
        let age = |key| reader.integer(key, 0..=MAX_AGE).and_then(|age| u8::try_from(age).ok());
        let rules = Self {
            past: reader.flag("past", false),
            future: reader.flag("future", false),
            after: Bound::read("after", reader),
            before: Bound::read("before", reader),
            not_before: Bound::read("not_before", reader),
            not_after: Bound::read("not_after", reader),
            min_age: if ages { age("min_age") } else { None },
            max_age: if ages { age("max_age") } else { None },
            within_months: reader.integer("within_months", 1..=MAX_MONTHS).and_then(|n| u16::try_from(n).ok()),
        };
        if rules.past && rules.future {
            let what = format!("the {} must lie in the past and in the future at once", reader.name());
            reader.fault(reader.line_of("future"), what, "Keep past or future.");
        }
        if let (Some(min), Some(max)) = (rules.min_age, rules.max_age)
            && min > max
        {
            let what = format!("the {} has a min_age ({min}) above its max_age ({max})", reader.name());
            reader.fault(reader.line_of("min_age"), what, "Lower min_age or raise max_age.");
        }
        let lower = [&rules.after, &rules.not_before].into_iter().flatten();
        for low in lower {
            for high in [&rules.before, &rules.not_after].into_iter().flatten() {
                if let (Bound::Day(low), Bound::Day(high)) = (low, high)
                    && low > high
                {
                    let what = format!("the {} must be after {low} and before {high}", reader.name());
                    reader.fault(reader.line(), what, "Exchange the two days.");
                }
            }
        }
        rules
    }

    pub(crate) fn references(&self) -> Vec<Reference<'_>> {
        [&self.after, &self.before, &self.not_before, &self.not_after]
            .into_iter()
            .flatten()
            .filter_map(Bound::reference)
            .collect()
    }

    /// What a date breaks that lies somewhere from `first` to `last`. The doubt is the person's: a rule is broken only when no day
    /// of these keeps it.
    pub(crate) fn check(&self, first: Date, last: Date, fields: &DateFields, cx: &Parsing<'_>) -> Vec<Mistake> {
        let mut broken = Vec::new();
        let today = cx.today;
        if self.past && first > today {
            broken.push(fields.mistake("fields-date-past").with("date", MistakeArg::Date(today)));
        }
        if self.future && last < today {
            broken.push(fields.mistake("fields-date-future").with("date", MistakeArg::Date(today)));
        }
        let mut bound =
            |bound: &Option<Bound>, key, date: fn(Date, Date) -> Date, kept: &dyn Fn(Date, Date) -> bool| {
                if let Some((low, high)) = bound.as_ref().and_then(|bound| bound.days(cx))
                    && !kept(low, high)
                {
                    broken.push(fields.mistake(key).with("date", MistakeArg::Date(date(low, high))));
                }
            };
        bound(&self.after, "fields-date-after", |low, _| low, &|low, _| last > low);
        bound(&self.not_before, "fields-date-not-before", |low, _| low, &|low, _| last >= low);
        bound(&self.before, "fields-date-before", |_, high| high, &|_, high| first < high);
        bound(&self.not_after, "fields-date-not-after", |_, high| high, &|_, high| first <= high);
        let age = |age: u8| MistakeArg::Number(age.into());
        if let Some(min) = self.min_age.filter(|min| full_years(first, today) < i32::from(*min)) {
            broken.push(fields.mistake("fields-date-min-age").with("age", age(min)));
        }
        if let Some(max) = self.max_age.filter(|max| full_years(last, today) > i32::from(*max)) {
            broken.push(fields.mistake("fields-date-max-age").with("age", age(max)));
        }
        if let Some(months) = self.within_months
            && last < months_ago(today, months)
        {
            broken
                .push(fields.mistake("fields-date-too-old").with("date", MistakeArg::Date(months_ago(today, months))));
        }
        broken
    }
}

/// The same day so many months ago, or the last of that month where it is shorter.
pub(crate) fn months_ago(today: Date, months: u16) -> Date {
    today.saturating_sub(i32::from(months).months())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_ago_end_with_the_shorter_month() {
        assert_eq!(months_ago(date(2026, 3, 31), 1), date(2026, 2, 28));
        assert_eq!(months_ago(date(2026, 11, 22), 24), date(2024, 11, 22));
    }
}
