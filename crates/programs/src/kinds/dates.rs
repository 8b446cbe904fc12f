//! The boxes in which days and months are typed, shared by every kind that asks for one.

use jiff::civil::Date;

use super::Draw;
use super::parts::{At, Mistakes};
use crate::YearMonth;
use crate::answers::Entry;
use crate::clean;
use crate::control::{Control, DateBox, Words};
use crate::limits::{MAX_YEAR, MIN_YEAR};
use crate::mistake::{Mistake, MistakeArg};

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
}
