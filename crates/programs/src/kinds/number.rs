//! A whole number, such as a height in centimetres.

use language::{Arg, Text, format};
use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Affix, Control, TextBox};
use crate::definition::Reader;
use crate::limits::MAX_NUMBER;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `number`.
#[derive(Debug, Clone)]
pub struct Number {
    /// Smallest.
    pub min: i64,
    /// Largest.
    pub max: i64,
    /// What is counted, shown after the box.
    pub unit: Option<Unit>,
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is called of many, and beside the box: “years”.
    pub many: Text,
    /// What it is called of one, which in French is nought as well: “year”.
    pub one: Text,
}

/// Longest number as typed, in characters: its digits, blanks or commas between them, and a sign.
const MAX_CHARS: usize = 20;

impl Number {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let min = reader.integer("min", -MAX_NUMBER..=MAX_NUMBER).unwrap_or(0);
        let max = reader.integer("max", -MAX_NUMBER..=MAX_NUMBER).unwrap_or(MAX_NUMBER);
        reader.check_bounds(min, max);
        let unit = reader.optional_text("unit");
        let one = reader.optional_text("unit_one");
        if unit.is_none() && one.is_some() {
            let what = format!("the {} has a “unit_one” and no “unit”", reader.name());
            reader.fault(
                reader.line_of("unit_one"),
                what,
                "Add unit = { en = \"…\", fr = \"…\" }, or take unit_one away.",
            );
        }
        let unit = unit.map(|many| Unit { one: one.unwrap_or_else(|| many.clone()), many });
        Self { min, max, unit }
    }
}

/// A whole number with its digits together, or in groups of three parted by blanks or commas.
pub(crate) fn whole(typed: &str) -> Option<i64> {
    let (negative, digits) = match typed.strip_prefix(['-', '−']) {
        Some(digits) => (true, digits.trim_start()),
        None => (false, typed),
    };
    let groups: Vec<&str> = digits.split([' ', ',']).collect();
    let digits_only = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.len() == 1
        || (groups.first().is_some_and(|first| first.len() <= 3)
            && groups.iter().skip(1).all(|group| group.len() == 3));
    if !grouped || !groups.iter().all(digits_only) {
        return None;
    }
    let number: i64 = groups.concat().parse().ok()?;
    Some(if negative { -number } else { number })
}

impl Field for Number {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![Control::Text(TextBox {
            hint: draw.hint(),
            // Keyboards of digits have no minus sign.
            inputmode: Some("numeric").filter(|_| self.min >= 0),
            width: Some(if self.max < 1_000 { 3 } else { 10 }),
            max_chars: u32::try_from(MAX_CHARS).unwrap_or(u32::MAX),
            affix: self.unit.as_ref().map(|unit| Affix::After(unit.many.get(draw.showing.language).into())),
            ..TextBox::new("", draw.label(), draw.value(""))
        })]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let read = || {
            let typed = At::ONLY.filled(entry, MAX_CHARS)?;
            let number = whole(&typed).ok_or_else(|| At::ONLY.mistake("fields-number-wrong"))?;
            if (self.min..=self.max).contains(&number) {
                return Ok(Answer::Number(number));
            }
            Err(At::ONLY
                .mistake("fields-number-range")
                .with("min", MistakeArg::Number(self.min))
                .with("max", MistakeArg::Number(self.max)))
        };
        read().map_err(|mistake| vec![mistake])
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Number(number) = answer else { return Vec::new() };
        vec![match &self.unit {
            None => format::number(showing.language, *number),
            Some(Unit { many, one }) => {
                let [many, one] = [many, one].map(|unit| Arg::Text(unit.get(showing.language)));
                let arguments = [("number", Arg::Number(*number)), ("unit", many), ("one", one)];
                showing.messages.say_with(showing.language, "fields-number-unit", &arguments)
            }
        }]
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Number(number) = answer { (*number).into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Number)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        if let Answer::Number(number) = answer { Fact::Number(*number) } else { Fact::Something }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{MESSAGES, TABLES, keys, parsed};
    use language::Language;

    fn number(raw: &str, min: i64, max: i64) -> Result<Answer, Vec<&'static str>> {
        parsed(&Number { min, max, unit: None }, &Entry::of(raw)).map_err(keys)
    }

    #[test]
    fn digits_may_stand_in_groups_of_three() {
        for typed in ["1560", "1 560", "1,560", " 1\u{a0}560 ", "01560"] {
            assert_eq!(number(typed, 0, 10_000), Ok(Answer::Number(1560)), "{typed}");
        }
        assert_eq!(number("-5", -10, 10), Ok(Answer::Number(-5)));
        assert_eq!(number("−5", -10, 10), Ok(Answer::Number(-5)));
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        for typed in
            ["1.5", "1,5", "15,60", "1e3", "ten", "0x10", "--5", "5-", "٥", "1 ,560", ",560", "99999999999999999999"]
        {
            assert_eq!(number(typed, -10, 10_000), Err(vec!["fields-number-wrong"]), "{typed}");
        }
        assert_eq!(number("", 0, 10), Err(vec!["fields-missing"]));
    }

    #[test]
    fn a_unit_is_said_of_one_or_of_many_as_each_language_counts() {
        let unit = Unit { many: Text::new("years", "années"), one: Text::new("year", "année") };
        let kind = Number { min: -9, max: 9_999, unit: Some(unit) };
        for (number, en, fr) in [
            (0, "0 years", "0\u{a0}année"),
            (1, "1 year", "1\u{a0}année"),
            (2, "2 years", "2\u{a0}années"),
            (1_095, "1,095 years", "1\u{a0}095\u{a0}années"),
        ] {
            for (language, said) in [(Language::En, en), (Language::Fr, fr)] {
                let showing = Showing { language, messages: &MESSAGES, tables: &TABLES };
                assert_eq!(kind.show(&Answer::Number(number), &showing), [said]);
            }
        }
    }

    #[test]
    fn bounds_are_part_of_the_range() {
        assert!(number("50", 50, 272).is_ok());
        assert!(number("272", 50, 272).is_ok());
        assert_eq!(number("49", 50, 272), Err(vec!["fields-number-range"]));
        assert_eq!(number("273", 50, 272), Err(vec!["fields-number-range"]));
    }
}
