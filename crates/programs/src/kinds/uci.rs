//! A unique client identifier, as printed on every letter of the immigration department.

use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::control::{Control, TextBox};
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// `uci` has no options.
#[derive(Debug, Clone, Copy)]
pub struct Uci;

/// Longest number as typed, in characters.
const MAX_CHARS: usize = 20;

/// The number as it is printed: eight digits as `1234-5678`, ten as `01-2345-6789` (facts, 6.2).
fn uci(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '‐' | '‑' | '–')).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        8 => Some(format!("{}-{}", &digits[..4], &digits[4..])),
        10 => Some(format!("{}-{}-{}", &digits[..2], &digits[2..6], &digits[6..])),
        _ => None,
    }
}

impl Field for Uci {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![Control::Text(TextBox {
            hint: draw.hint().or_else(|| Some(draw.say("fields-uci-hint"))),
            inputmode: Some("numeric"),
            width: Some(20),
            max_chars: u32::try_from(MAX_CHARS).unwrap_or(u32::MAX),
            ..TextBox::new("", draw.label(), draw.value(""))
        })]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let number = At::ONLY
            .filled(entry, MAX_CHARS)
            .and_then(|typed| uci(&typed).ok_or_else(|| At::ONLY.mistake("fields-uci-wrong")));
        number.map(Answer::Text).map_err(|mistake| vec![mistake])
    }

    fn show(&self, answer: &Answer, _: &Showing<'_>) -> Vec<String> {
        if let Answer::Text(number) = answer { vec![number.clone()] } else { Vec::new() }
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Text(number) = answer { number.as_str().into() } else { Value::Null }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    #[test]
    fn eight_or_ten_digits_are_printed_with_their_dashes() {
        let number = |raw: &str| parsed(&Uci, &Entry::of(raw)).map_err(keys);
        for typed in ["12345678", "1234-5678", " 1234 5678 ", "1234–5678"] {
            assert_eq!(number(typed), Ok(Answer::Text("1234-5678".into())), "{typed}");
        }
        for typed in ["0123456789", "01-2345-6789"] {
            assert_eq!(number(typed), Ok(Answer::Text("01-2345-6789".into())), "{typed}");
        }
        for typed in ["1234567", "123456789", "12345678901", "T1234567", "1234.5678"] {
            assert_eq!(number(typed), Err(vec!["fields-uci-wrong"]), "{typed}");
        }
        assert_eq!(number(" "), Err(vec!["fields-missing"]));
    }
}
