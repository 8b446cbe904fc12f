//! A telephone number of any country, with an extension where that is asked for.

use phonenumber::{Mode, country::Id};
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
    /// In international form with the blanks of its country, to be read.
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

/// A number as typed: Canadian or American without a country code, any other with a plus sign or an international prefix.
fn number(typed: &str) -> Option<Phone> {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')' | '/' | '‑' | '–');
    let digits = typed.bytes().filter(u8::is_ascii_digit).count();
    // E.164 allows fifteen digits; some people type an international prefix before them.
    if !typed.chars().all(allowed) || !(7..=18).contains(&digits) {
        return None;
    }
    let ascii = typed.replace(['‑', '–'], "-");
    // With a country given, its rules would be applied to numbers of other countries too.
    let home = Some(Id::CA).filter(|_| !ascii.starts_with('+'));
    let number = phonenumber::parse(home, ascii).ok()?;
    let phone = Phone {
        e164: number.format().mode(Mode::E164).to_string(),
        extension: None,
        spaced: number.format().mode(Mode::International).to_string(),
    };
    (number.is_valid() || is_north_american(&phone.e164)).then_some(phone)
}

/// The official rule for North America, in case an area code is newer than our list of them.
fn is_north_american(e164: &str) -> bool {
    let Some(digits) = e164.strip_prefix("+1") else { return false };
    let digits = digits.as_bytes();
    let starts = |at: usize| digits.get(at).is_some_and(|digit| (b'2'..=b'9').contains(digit));
    digits.len() == 10 && starts(0) && starts(3)
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
    fn numbers_of_other_countries_begin_with_a_plus() {
        for (typed, e164) in [
            ("+33 1 42 68 53 00", "+33142685300"),
            ("+44 20 7946 0958", "+442079460958"),
            ("+91 98765 43210", "+919876543210"),
            ("+86 138 1234 5678", "+8613812345678"),
        ] {
            assert_eq!(phone(typed, None), Ok((e164.into(), None)), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_called_is_refused() {
        for typed in ["12", "555-0199", "call me", "+999 123456789", "113 555 0199", "613 555 0199 x5", "+", "+1"] {
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
