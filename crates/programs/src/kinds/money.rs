//! An amount of Canadian dollars and cents, as either language writes it.

use language::{Language, format};
use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field, number};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Affix, Control, TextBox};
use crate::definition::Reader;
use crate::limits::MAX_NUMBER;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `money`.
#[derive(Debug, Clone)]
pub struct Money {
    /// Smallest, in cents.
    pub min: i64,
    /// Largest, in cents.
    pub max: i64,
}

/// Longest amount as typed, in characters.
const MAX_CHARS: usize = 24;

impl Money {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let min = reader.integer("min", 0..=MAX_NUMBER).unwrap_or(0);
        let max = reader.integer("max", 0..=MAX_NUMBER).unwrap_or(MAX_NUMBER);
        reader.check_bounds(min, max);
        Self { min: min * 100, max: max * 100 }
    }
}

/// Cents of "$1,590.00", "1 590,00 $" or "1590". A sign with two digits after it parts the cents; groups have three.
fn cents(typed: &str) -> Option<i64> {
    let bare = typed.trim_matches(['$', ' ']);
    let (dollars, cents) = match bare.rfind(['.', ',']) {
        Some(at) if bare.len() - at == 3 => (&bare[..at], bare[at + 1..].parse::<u8>().ok()?),
        _ => (bare, 0),
    };
    // "+5" is a number to the standard library and "1.590" is one and a half or one and a half thousand to different people.
    if dollars.contains(['.', '-', '−']) || !bare.ends_with(|c: char| c.is_ascii_digit()) || bare.contains('+') {
        return None;
    }
    let dollars = number::whole(dollars).filter(|dollars| *dollars <= MAX_NUMBER)?;
    Some(dollars * 100 + i64::from(cents))
}

impl Field for Money {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![Control::Text(TextBox {
            hint: draw.hint(),
            inputmode: Some("decimal"),
            width: Some(10),
            max_chars: u32::try_from(MAX_CHARS).unwrap_or(u32::MAX),
            affix: Some(match draw.showing.language {
                Language::En => Affix::Before("$".into()),
                Language::Fr => Affix::After("$".into()),
            }),
            ..TextBox::new("", draw.label(), draw.value(""))
        })]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let read = || {
            let typed = At::ONLY.filled(entry, MAX_CHARS)?;
            let cents = cents(&typed).ok_or_else(|| At::ONLY.mistake("fields-money-wrong"))?;
            if (self.min..=self.max).contains(&cents) {
                return Ok(Answer::Money(cents));
            }
            Err(At::ONLY
                .mistake("fields-money-range")
                .with("min", MistakeArg::Money(self.min))
                .with("max", MistakeArg::Money(self.max)))
        };
        read().map_err(|mistake| vec![mistake])
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        if let Answer::Money(cents) = answer { vec![format::money(showing.language, *cents)] } else { Vec::new() }
    }

    /// In cents, so that no floating-point number is needed.
    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Money(cents) = answer { (*cents).into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Money)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        if let Answer::Money(cents) = answer { Fact::Money(*cents) } else { Fact::Something }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    fn money(raw: &str) -> Result<Answer, Vec<&'static str>> {
        parsed(&Money { min: 100, max: 10_000_000 }, &Entry::of(raw)).map_err(keys)
    }

    #[test]
    fn amounts_are_read_as_either_language_writes_them() {
        for typed in ["1590", "1,590", "1 590", "$1,590.00", "1 590,00 $", "1590.00", "1590,00", "$ 1590"] {
            assert_eq!(money(typed), Ok(Answer::Money(159_000)), "{typed}");
        }
        assert_eq!(money("1,590.05"), Ok(Answer::Money(159_005)));
        assert_eq!(money("1.00"), Ok(Answer::Money(100)));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for typed in
            ["1.590", "1.5", "15,90.00", "-5", "+5", "1e3", "$", "1590.0", "1590.", "CAD 5", "5 €", "1.590,00", "1.+5"]
        {
            assert_eq!(money(typed), Err(vec!["fields-money-wrong"]), "{typed}");
        }
        assert_eq!(money(""), Err(vec!["fields-missing"]));
        assert_eq!(money("0.99"), Err(vec!["fields-money-range"]));
        assert_eq!(money("100000.01"), Err(vec!["fields-money-range"]));
    }
}
