//! One line of text.

use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::clean::is_letter;
use crate::control::{Control, TextBox};
use crate::definition::Reader;
use crate::limits::MAX_TEXT_CHARS;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `text`.
#[derive(Debug, Clone)]
pub struct TextKind {
    /// Most characters.
    pub max: u32,
    /// Which characters.
    pub allow: Allow,
}

/// Which characters a line may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    /// Any that can be shown.
    Any,
    /// Letters of any script and the signs of place names, no digits (the official forms' rule for a place of birth).
    Letters,
    /// Latin letters without accents, digits, blanks and dashes.
    Code,
}

/// Most characters when a program does not say.
const DEFAULT_MAX: u32 = 100;

impl TextKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let words = [("any", Allow::Any), ("letters", Allow::Letters), ("code", Allow::Code)];
        Self {
            max: reader.count("max", 1..=MAX_TEXT_CHARS, DEFAULT_MAX),
            allow: reader.one_of("allow", &words, Allow::Any),
        }
    }
}

impl Allow {
    fn takes(self, c: char) -> bool {
        match self {
            Self::Any => true,
            Self::Letters => {
                is_letter(c) || matches!(c, ' ' | '-' | '\'' | '’' | ',' | '.' | '/' | '&' | '(' | ')' | '‐' | '‑')
            }
            Self::Code => c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'),
        }
    }

    const fn mistake(self) -> &'static str {
        match self {
            Self::Any | Self::Letters => "fields-text-letters",
            Self::Code => "fields-text-code",
        }
    }
}

impl Field for TextKind {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let width = match self.max {
            0..=5 => Some(5),
            6..=10 => Some(10),
            11..=30 => Some(20),
            _ => None,
        };
        vec![Control::Text(TextBox {
            hint: draw.hint(),
            width,
            max_chars: self.max,
            ..TextBox::new("", draw.label(), draw.value(""))
        })]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let line = At::ONLY.filled(entry, self.max as usize).map_err(|mistake| vec![mistake])?;
        match line.chars().find(|c| !self.allow.takes(*c)) {
            None => Ok(Answer::Text(line)),
            Some(wrong) => {
                let mistake = At::ONLY.mistake(self.allow.mistake());
                Err(vec![mistake.with("character", MistakeArg::Plain(wrong.to_string()))])
            }
        }
    }

    fn show(&self, answer: &Answer, _: &Showing<'_>) -> Vec<String> {
        if let Answer::Text(text) = answer { vec![text.clone()] } else { Vec::new() }
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Text(text) = answer { text.as_str().into() } else { Value::Null }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    fn text(raw: &str, max: u32, allow: Allow) -> Result<Answer, Vec<&'static str>> {
        parsed(&TextKind { max, allow }, &Entry::of(raw)).map_err(keys)
    }

    #[test]
    fn a_line_is_trimmed_and_bounded() {
        assert_eq!(text("  a  b ", 10, Allow::Any), Ok(Answer::Text("a b".into())));
        assert_eq!(text("éééé", 3, Allow::Any), Err(vec!["fields-too-long"]));
        assert_eq!(text("   ", 3, Allow::Any), Err(vec!["fields-missing"]));
        assert_eq!(text("a\nb", 10, Allow::Any), Err(vec!["fields-unprintable"]));
    }

    #[test]
    fn places_have_letters_and_codes_have_no_accents() {
        for place in ["St. John’s", "Sault Ste. Marie", "北京", "Trois-Rivières (Québec)", "Bosnia & Herzegovina"]
        {
            assert_eq!(text(place, 50, Allow::Letters), Ok(Answer::Text(place.into())));
        }
        assert_eq!(text("Area 51", 50, Allow::Letters), Err(vec!["fields-text-letters"]));
        assert_eq!(text("AB-12 3", 50, Allow::Code), Ok(Answer::Text("AB-12 3".into())));
        assert_eq!(text("É12", 50, Allow::Code), Err(vec!["fields-text-code"]));
    }
}
