//! A telephone number of any country, with an extension where that is asked for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::parts::{At, Mistakes};
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::control::{Control, TextBox};
use crate::definition::Reader;
use crate::limits::{MAX_EXTENSION_DIGITS, MAX_PHONE_CHARS};
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `phone`.
#[derive(Debug, Clone)]
pub struct PhoneKind {
    /// Whether an extension is asked for.
    pub extension: bool,
    /// Whether it is the number of the person at the keyboard.
    pub autofill: bool,
}

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// In international form with a plus sign and no blanks (E.164).
    pub e164: String,
    /// Digits of the extension.
    pub extension: Option<String>,
    /// In international form with the blanks its person typed, to be read.
    pub spaced: String,
}

const NUMBER: At = At { suffix: "", label: None };
const NUMBER_OF_TWO: At = At::part("", "fields-phone-number");
const EXTENSION: At = At::part("ext", "fields-phone-extension");

impl PhoneKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { extension: reader.flag("extension", false), autofill: reader.flag("autofill", false) }
    }
}

/// How many digits a number has after each country calling code, as a set of bits.
static LENGTHS: LazyLock<BTreeMap<&str, u32>> = LazyLock::new(|| {
    let lines = include_str!("../../data/calling-codes.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(code, lengths)| (code, bits(lengths))).collect()
});

/// "8,10-12" as a set of bits.
fn bits(lengths: &str) -> u32 {
    lengths.split(',').fold(0, |bits, part| {
        let (low, high) = part.split_once('-').unwrap_or((part, part));
        let range = low.parse().unwrap_or(0)..=high.parse().unwrap_or(0);
        range.fold(bits, |bits, length: u32| bits | 1 << length.min(31))
    })
}

/// A number as typed: Canadian or American without a country code, any other with a plus sign or the prefix dialled for it.
///
/// Only the country code and the count of digits are judged (and the official rule for North America): lists of the area codes in
/// use are old the day they are printed, and a number refused in error keeps somebody from applying.
fn number(typed: &str) -> Option<Phone> {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')' | '/' | '‑' | '–');
    if !typed.chars().all(allowed) || typed.rfind('+').is_some_and(|at| at > 0) {
        return None;
    }
    // "+44 (0)20 …" shows the zero that is dialled within the country only.
    let typed = if typed.starts_with('+') { typed.replace("(0)", " ") } else { typed.to_owned() };
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let abroad = if typed.starts_with('+') {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("011").or_else(|| digits.strip_prefix("00"))
    };
    let Some(abroad) = abroad else { return north_american(digits.strip_prefix('1').unwrap_or(&digits)) };
    // No calling code begins another, so the first that fits is the one.
    let (code, lengths) = (1..=3).find_map(|end| LENGTHS.get_key_value(abroad.get(..end)?))?;
    let national = &abroad[code.len()..];
    if *code == "1" {
        return north_american(national);
    }
    let fits =
        |national: &&str| u32::try_from(national.len()).is_ok_and(|length| length < 32 && lengths >> length & 1 == 1);
    let national = Some(national).filter(fits).or_else(|| national.strip_prefix('0').filter(fits))?;
    Some(Phone {
        e164: format!("+{code}{national}"),
        extension: None,
        spaced: format!("+{code} {}", grouped_as_typed(&typed, national)),
    })
}

/// The official rule for North America: neither the area code nor the exchange begins with 0 or 1.
fn north_american(digits: &str) -> Option<Phone> {
    let bytes = digits.as_bytes();
    let starts = |at: usize| bytes.get(at).is_some_and(|digit| (b'2'..=b'9').contains(digit));
    (bytes.len() == 10 && starts(0) && starts(3)).then(|| Phone {
        e164: format!("+1{digits}"),
        extension: None,
        spaced: format!("+1 {}-{}-{}", &digits[..3], &digits[3..6], &digits[6..]),
    })
}

/// The last digits of a number with the gaps their person typed, since every country groups its numbers in ways of its own.
fn grouped_as_typed(typed: &str, national: &str) -> String {
    let mut left = national.len();
    let mut backwards = String::with_capacity(typed.len());
    for c in typed.chars().rev().skip_while(|c| !c.is_ascii_digit()) {
        if left == 0 {
            break;
        }
        if c.is_ascii_digit() {
            backwards.push(c);
            left -= 1;
        } else if !backwards.ends_with(' ') {
            backwards.push(' ');
        }
    }
    backwards.chars().rev().collect()
}

impl Field for PhoneKind {
    fn suffixes(&self) -> Vec<&str> {
        let extension = self.extension.then_some(EXTENSION.suffix);
        std::iter::once(NUMBER.suffix).chain(extension).collect()
    }

    fn is_group(&self) -> bool {
        self.extension
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let label = if self.extension { draw.say("fields-phone-number") } else { draw.label() };
        let mut controls = vec![Control::Text(TextBox {
            hint: draw.hint().or_else(|| Some(draw.say("fields-phone-hint"))),
            input: "tel",
            inputmode: Some("tel"),
            autocomplete: Some("tel").filter(|_| self.autofill),
            width: Some(20),
            max_chars: u32::try_from(MAX_PHONE_CHARS).unwrap_or(u32::MAX),
            ..TextBox::new(NUMBER.suffix, label, draw.value(NUMBER.suffix))
        })];
        if self.extension {
            controls.push(Control::Text(TextBox {
                inputmode: Some("numeric"),
                width: Some(5),
                max_chars: u32::try_from(MAX_EXTENSION_DIGITS).unwrap_or(u32::MAX),
                optional: true,
                ..TextBox::new(EXTENSION.suffix, draw.say("fields-phone-extension"), draw.value(EXTENSION.suffix))
            }));
        }
        controls
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let at = if self.extension { NUMBER_OF_TWO } else { NUMBER };
        let phone = mistakes.keep(
            at.filled(entry, MAX_PHONE_CHARS)
                .and_then(|typed| number(&typed).ok_or_else(|| at.mistake("fields-phone-wrong"))),
        );
        let extension = if self.extension {
            mistakes.keep(EXTENSION.line(entry, MAX_EXTENSION_DIGITS).and_then(|typed| {
                let digits = typed.bytes().all(|b| b.is_ascii_digit());
                if digits { Ok(typed) } else { Err(EXTENSION.mistake("fields-phone-extension-digits")) }
            }))
        } else {
            Some(String::new())
        };
        match (phone, extension) {
            (Some(phone), Some(extension)) => {
                Ok(Answer::Phone(Phone { extension: Some(extension).filter(|ext| !ext.is_empty()), ..phone }))
            }
            _ => Err(mistakes.0),
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Phone(phone) = answer else { return Vec::new() };
        let mut lines = vec![phone.spaced.clone()];
        lines.extend(phone.extension.as_ref().map(|ext| showing.labelled("fields-phone-extension", ext)));
        lines
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::Phone(phone) = answer else { return Value::Null };
        json!({ "extension": phone.extension, "number": phone.e164 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    fn phone(number: &str, extension: Option<&str>) -> Result<(String, Option<String>), Vec<&'static str>> {
        let kind = PhoneKind { extension: extension.is_some(), autofill: true };
        let entry = Entry::from_pairs([("", number), ("ext", extension.unwrap_or_default())]);
        parsed(&kind, &entry).map_err(keys).map(|answer| {
            let Answer::Phone(phone) = answer else { panic!("not a phone: {answer:?}") };
            (phone.e164, phone.extension)
        })
    }

    #[test]
    fn canadian_numbers_need_no_country_code() {
        for typed in ["613-555-0199", "(613) 555 0199", "1 613 555 0199", "+1 613.555.0199", "613‑555‑0199"] {
            assert_eq!(phone(typed, None), Ok(("+16135550199".into(), None)), "{typed}");
        }
    }

    #[test]
    fn numbers_of_other_countries_begin_with_a_plus_or_a_prefix() {
        for (typed, e164) in [
            ("+33 1 42 68 53 00", "+33142685300"),
            ("+33 (0)1 42 68 53 00", "+33142685300"),
            ("0033 1 42 68 53 00", "+33142685300"),
            ("011 44 20 7946 0958", "+442079460958"),
            ("+44 020 7946 0958", "+442079460958"),
            ("+91 98765 43210", "+919876543210"),
            ("+86 138 1234 5678", "+8613812345678"),
            ("+39 06 698 1234", "+39066981234"),
            ("+251911123456", "+251911123456"),
        ] {
            assert_eq!(phone(typed, None), Ok((e164.into(), None)), "{typed}");
        }
    }

    #[test]
    fn numbers_are_shown_as_their_person_groups_them() {
        let spaced = |typed| number(typed).unwrap().spaced;
        assert_eq!(spaced("+33 1.42.68.53.00"), "+33 1 42 68 53 00");
        assert_eq!(spaced("+44 (0)20 7946-0958"), "+44 20 7946 0958");
        assert_eq!(spaced("+251911123456"), "+251 911123456");
        assert_eq!(spaced("6135550199"), "+1 613-555-0199");
    }

    #[test]
    fn the_table_of_calling_codes_is_whole_and_no_code_begins_another() {
        assert_eq!(LENGTHS.len(), 215);
        for (code, lengths) in LENGTHS.iter() {
            assert!(code.bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&code.len()), "{code}");
            assert!(*lengths != 0 && lengths & 1 == 0, "{code}");
            assert!(!(1..code.len()).any(|end| LENGTHS.contains_key(&code[..end])), "{code}");
        }
    }

    #[test]
    fn what_cannot_be_called_is_refused() {
        for typed in [
            "12",
            "555-0199",
            "call me",
            "+999 123456789",
            "113 555 0199",
            "613 155 0199",
            "613 555 0199 x5",
            "+",
            "+1",
            "+1 113 555 0199",
            "+33 1 42 68 53",
            "00",
            "+33+142685300",
            "33 1 42 68 53 00",
        ] {
            assert_eq!(phone(typed, None), Err(vec!["fields-phone-wrong"]), "{typed}");
        }
        assert_eq!(phone("", None), Err(vec!["fields-missing"]));
        assert_eq!(phone(&"1".repeat(41), None), Err(vec!["fields-too-long"]));
    }

    #[test]
    fn an_extension_is_digits_where_one_is_asked_for() {
        assert_eq!(phone("613-555-0199", Some("12")), Ok(("+16135550199".into(), Some("12".into()))));
        assert_eq!(phone("613-555-0199", Some("")), Ok(("+16135550199".into(), None)));
        assert_eq!(phone("613-555-0199", Some("1a")), Err(vec!["fields-phone-extension-digits"]));
    }
}
