//! What several kinds share: lines of text, the boxes of a date, and the rules that dates may be given.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Draw, Reference, Wants};
use crate::YearMonth;
use crate::answers::Entry;
use crate::clean::{self, Unclean};
use crate::condition::{Fact, full_years};
use crate::control::{Control, DateBox, Words};
use crate::definition::{Located, Reader, is_id};
use crate::limits::{MAX_YEAR, MIN_YEAR};
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;

/// A control to blame: its suffix, and the message that names it where it has a label of its own.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) suffix: &'static str,
    pub(crate) label: Option<&'static str>,
}

impl At {
    /// The only control of a question, which the question's label names.
    pub(crate) const ONLY: Self = Self { suffix: "", label: None };

    pub(crate) const fn part(suffix: &'static str, label: &'static str) -> Self {
        Self { suffix, label: Some(label) }
    }

    pub(crate) fn mistake(self, key: &'static str) -> Mistake {
        let mistake = Mistake::new(self.suffix, key);
        match self.label {
            Some(label) => mistake.with("label", MistakeArg::Message(label)),
            None => mistake,
        }
    }

    fn unclean(self, unclean: Unclean, max: usize) -> Mistake {
        match unclean {
            Unclean::TooLong => self.mistake("fields-too-long").with("max", number(max)),
            Unclean::Unprintable => self.mistake("fields-unprintable"),
        }
    }

    /// What was typed here as one clean line; empty when nothing was.
    pub(crate) fn line(self, entry: &Entry, max_chars: usize) -> Result<String, Mistake> {
        clean::line(entry.get(self.suffix), max_chars).map_err(|unclean| self.unclean(unclean, max_chars))
    }

    /// The same, where something must be typed.
    pub(crate) fn filled(self, entry: &Entry, max_chars: usize) -> Result<String, Mistake> {
        let line = self.line(entry, max_chars)?;
        if line.is_empty() { Err(self.mistake("fields-missing")) } else { Ok(line) }
    }

    /// What was typed here as several clean lines, where something must be.
    pub(crate) fn filled_lines(self, entry: &Entry, max_chars: usize) -> Result<String, Mistake> {
        let lines =
            clean::lines(entry.get(self.suffix), max_chars).map_err(|unclean| self.unclean(unclean, max_chars))?;
        if lines.is_empty() { Err(self.mistake("fields-missing")) } else { Ok(lines) }
    }
}

/// A count as an argument of a sentence.
pub(crate) fn number(count: usize) -> MistakeArg {
    MistakeArg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Collects the values of several controls, or all that is wrong with them.
#[derive(Default)]
pub(crate) struct Mistakes(pub(crate) Vec<Mistake>);

impl Mistakes {
    /// The value, or `None` with the mistake kept.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Mistake>) -> Option<T> {
        result.map_err(|mistake| self.0.push(mistake)).ok()
    }

    /// The same for a control that finds several mistakes at once.
    pub(crate) fn keep_all<T>(&mut self, result: Result<T, Vec<Mistake>>) -> Option<T> {
        result.map_err(|mistakes| self.0.extend(mistakes)).ok()
    }
}

/// The boxes of a day or month: their suffixes, and what names them together.
#[derive(Clone, Copy)]
pub(crate) struct DateFields {
    /// `None` for a month.
    pub(crate) day: Option<&'static str>,
    pub(crate) month: &'static str,
    pub(crate) year: &'static str,
    /// The message that names the date, where it is not the question itself.
    pub(crate) label: Option<&'static str>,
}

/// A date as far as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TypedDate {
    pub(crate) day: Option<i8>,
    pub(crate) month: Option<i8>,
    pub(crate) year: Option<i16>,
}

impl DateFields {
    /// The boxes of a question that is one date.
    pub(crate) const DAY: Self = Self { day: Some("day"), month: "month", year: "year", label: None };
    /// The boxes of a question that is one month.
    pub(crate) const MONTH: Self = Self { day: None, month: "month", year: "year", label: None };

    /// The suffix of the first box.
    pub(crate) fn first(&self) -> &'static str {
        self.day.unwrap_or(self.month)
    }

    fn at(&self, suffix: &'static str) -> At {
        At { suffix, label: self.label }
    }

    /// A mistake about the date as a whole.
    pub(crate) fn mistake(&self, key: &'static str) -> Mistake {
        self.at(self.first()).mistake(key)
    }

    /// The suffixes in the order of the boxes.
    pub(crate) fn suffixes(&self) -> impl Iterator<Item = &'static str> {
        self.day.into_iter().chain([self.month, self.year])
    }

    /// Whether nothing was typed into any box.
    pub(crate) fn is_blank(&self, entry: &Entry) -> bool {
        self.suffixes().all(|suffix| entry.get(suffix).trim().is_empty())
    }

    /// The group of boxes.
    pub(crate) fn control<'a>(
        &self,
        draw: &Draw<'a>,
        label: Words<'a>,
        hint: Option<Words<'a>>,
        birthday: bool,
        optional: bool,
    ) -> Control<'a> {
        let part = |suffix, key, inputmode, autocomplete, width| DateBox {
            suffix,
            label: draw.say(key),
            value: draw.value(suffix),
            inputmode,
            autocomplete: Some(autocomplete).filter(|_| birthday),
            width,
        };
        let mut boxes = Vec::with_capacity(3);
        if let Some(day) = self.day {
            boxes.push(part(day, "common-day", Some("numeric"), "bday-day", 2));
        }
        // A month may be typed by name, so phones must not show a keyboard of digits only.
        boxes.push(part(self.month, "common-month", None, "bday-month", 10));
        boxes.push(part(self.year, "common-year", Some("numeric"), "bday-year", 4));
        let key = if self.day.is_some() { "fields-date-hint" } else { "fields-month-hint" };
        Control::Date { label, hint: hint.or_else(|| Some(draw.say(key))), boxes, optional }
    }

    /// The parts that were typed; those left blank are `None`.
    pub(crate) fn typed(&self, entry: &Entry) -> Result<TypedDate, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let day = self.day.and_then(|suffix| {
            let typed = entry.get(suffix).trim();
            let day = whole(typed, 2).filter(|day| (1..=31).contains(day)).and_then(|day| i8::try_from(day).ok());
            mistakes.keep(optional(typed, day, || self.at(suffix).mistake("fields-date-day"))).flatten()
        });
        let typed = entry.get(self.month).trim();
        let month =
            mistakes.keep(optional(typed, month(typed), || self.at(self.month).mistake("fields-date-month"))).flatten();
        let typed = entry.get(self.year).trim();
        let in_range = |year: &i16| (MIN_YEAR..=MAX_YEAR).contains(year);
        let year = whole(typed, 4).filter(|_| typed.len() == 4);
        let year = mistakes
            .keep(optional(typed, year, || self.at(self.year).mistake("fields-date-year")))
            .flatten()
            .filter(|year| {
                if !in_range(year) {
                    mistakes.0.push(
                        self.at(self.year)
                            .mistake("fields-date-year-range")
                            .with("from", MistakeArg::Plain(MIN_YEAR.to_string()))
                            .with("to", MistakeArg::Plain(MAX_YEAR.to_string())),
                    );
                }
                in_range(year)
            });
        if mistakes.0.is_empty() { Ok(TypedDate { day, month, year }) } else { Err(mistakes.0) }
    }

    /// A mistake for every part that was left blank.
    fn missing(&self, typed: TypedDate) -> Vec<Mistake> {
        if typed.day.is_none() && typed.month.is_none() && typed.year.is_none() {
            let key = if self.day.is_some() { "fields-date-missing" } else { "fields-month-missing" };
            return vec![self.mistake(key)];
        }
        let mut missing = Vec::new();
        if let Some(day) = self.day.filter(|_| typed.day.is_none()) {
            missing.push(self.at(day).mistake("fields-date-day-missing"));
        }
        if typed.month.is_none() {
            missing.push(self.at(self.month).mistake("fields-date-month-missing"));
        }
        if typed.year.is_none() {
            missing.push(self.at(self.year).mistake("fields-date-year-missing"));
        }
        missing
    }

    /// A real day with every part typed.
    pub(crate) fn date(&self, entry: &Entry) -> Result<Date, Vec<Mistake>> {
        let typed = self.typed(entry)?;
        let TypedDate { day: Some(day), month: Some(month), year: Some(year) } = typed else {
            return Err(self.missing(typed));
        };
        self.real(year, month, day)
    }

    /// The day of three numbers, when the calendar has it.
    pub(crate) fn real(&self, year: i16, month: i8, day: i8) -> Result<Date, Vec<Mistake>> {
        Date::new(year, month, day).map_err(|_| {
            let mistake = self.mistake("fields-date-unreal").with("day", MistakeArg::Number(day.into()));
            vec![match YearMonth::new(year, month) {
                Some(month) => mistake.with("month", MistakeArg::Month(month)),
                None => self.mistake("fields-date-month"),
            }]
        })
    }

    /// A month with both parts typed.
    pub(crate) fn year_month(&self, entry: &Entry) -> Result<YearMonth, Vec<Mistake>> {
        let typed = self.typed(entry)?;
        let (Some(month), Some(year)) = (typed.month, typed.year) else { return Err(self.missing(typed)) };
        YearMonth::new(year, month).ok_or_else(|| vec![self.at(self.month).mistake("fields-date-month")])
    }
}

fn optional<T>(typed: &str, value: Option<T>, mistake: impl Fn() -> Mistake) -> Result<Option<T>, Mistake> {
    if typed.is_empty() {
        return Ok(None);
    }
    value.map(Some).ok_or_else(mistake)
}

/// A whole number of at most so many digits.
fn whole(typed: &str, digits: usize) -> Option<i16> {
    let good = !typed.is_empty() && typed.len() <= digits && typed.bytes().all(|b| b.is_ascii_digit());
    typed.parse().ok().filter(|_| good)
}

/// A month by number, by name, or by the beginnings in use, in either language and with or without accents.
fn month(typed: &str) -> Option<i8> {
    if let Some(number) = whole(typed, 2) {
        return i8::try_from(number).ok().filter(|month| (1..=12).contains(month));
    }
    if typed.len() > MONTH_NAME_BYTES {
        return None;
    }
    let name = clean::folded(typed);
    let at = MONTHS.iter().position(|names| names.contains(&name.as_str()))?;
    i8::try_from(at + 1).ok()
}

/// Longest month name that is looked at, in bytes: "septembre" and some accents.
const MONTH_NAME_BYTES: usize = 20;

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "janv"],
    &["february", "feb", "fevrier", "fevr", "fev"],
    &["march", "mar", "mars"],
    &["april", "apr", "avril", "avr"],
    &["may", "mai"],
    &["june", "jun", "juin"],
    &["july", "jul", "juillet", "juil"],
    &["august", "aug", "aout"],
    &["september", "sept", "sep", "septembre"],
    &["october", "oct", "octobre"],
    &["november", "nov", "novembre"],
    &["december", "dec", "decembre"],
];

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

    fn typed(day: &str, month: &str, year: &str) -> Result<Date, Vec<&'static str>> {
        let entry = Entry::from_pairs([("day", day), ("month", month), ("year", year)]);
        DateFields::DAY.date(&entry).map_err(|mistakes| mistakes.into_iter().map(|mistake| mistake.key).collect())
    }

    #[test]
    fn a_month_may_be_a_number_or_a_name_in_either_language() {
        for month in ["2", "02", "February", "FEB", "feb.", "février", "Fevrier", "FÉVR.", "fe\u{301}vrier"] {
            assert_eq!(typed("7", month, "1985"), Ok(date(1985, 2, 7)), "{month}");
        }
        for month in ["13", "0", "februar", "2.", "x".repeat(100).as_str(), "二月"] {
            assert_eq!(typed("7", month, "1985"), Err(vec!["fields-date-month"]), "{month}");
        }
    }

    #[test]
    fn only_real_days_are_days() {
        assert_eq!(typed("29", "2", "2024"), Ok(date(2024, 2, 29)));
        assert_eq!(typed("29", "2", "2023"), Err(vec!["fields-date-unreal"]));
        assert_eq!(typed("31", "4", "2023"), Err(vec!["fields-date-unreal"]));
        assert_eq!(typed(" 1 ", " 1 ", " 1900 "), Ok(date(1900, 1, 1)));
    }

    #[test]
    fn each_wrong_part_is_named() {
        assert_eq!(typed("", "", ""), Err(vec!["fields-date-missing"]));
        assert_eq!(typed("1", "", ""), Err(vec!["fields-date-month-missing", "fields-date-year-missing"]));
        assert_eq!(typed("", "2", "2020"), Err(vec!["fields-date-day-missing"]));
        assert_eq!(typed("32", "13", "85"), Err(vec!["fields-date-day", "fields-date-month", "fields-date-year"]));
        assert_eq!(typed("1", "1", "1899"), Err(vec!["fields-date-year-range"]));
        assert_eq!(typed("1", "1", "2200"), Err(vec!["fields-date-year-range"]));
        assert_eq!(typed("1", "1", "٢٠٢٠"), Err(vec!["fields-date-year"]));
        assert_eq!(typed("-1", "1", "2020"), Err(vec!["fields-date-day"]));
    }

    #[test]
    fn months_ago_end_with_the_shorter_month() {
        assert_eq!(months_ago(date(2026, 3, 31), 1), date(2026, 2, 28));
        assert_eq!(months_ago(date(2026, 11, 22), 24), date(2024, 11, 22));
    }
}
