//! Several lines of text, such as the details after a "yes".

use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::control::Control;
use crate::definition::Reader;
use crate::limits::MAX_LONG_TEXT_CHARS;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `long_text`.
#[derive(Debug, Clone)]
pub struct LongText {
    /// Most characters.
    pub max: u32,
}

/// Most characters when a program does not say.
const DEFAULT_MAX: u32 = 2_000;

impl LongText {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { max: reader.count("max", 1..=MAX_LONG_TEXT_CHARS, DEFAULT_MAX) }
    }
}

impl Field for LongText {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![Control::Area {
            suffix: "",
            label: draw.label(),
            hint: draw.hint(),
            value: draw.value(""),
            max_chars: self.max,
        }]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        At::ONLY.filled_lines(entry, self.max as usize).map(Answer::Text).map_err(|mistake| vec![mistake])
    }

    fn show(&self, answer: &Answer, _: &Showing<'_>) -> Vec<String> {
        let Answer::Text(text) = answer else { return Vec::new() };
        text.lines().map(str::to_owned).collect()
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Text(text) = answer { text.as_str().into() } else { Value::Null }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    fn text(raw: &str) -> Result<Answer, Vec<&'static str>> {
        parsed(&LongText { max: 20 }, &Entry::of(raw)).map_err(keys)
    }

    #[test]
    fn lines_are_kept_and_bounded() {
        assert_eq!(text("one\r\n\r\ntwo"), Ok(Answer::Text("one\n\ntwo".into())));
        assert_eq!(text(&"é".repeat(20)), Ok(Answer::Text("é".repeat(20))));
        assert_eq!(text(&"é".repeat(21)), Err(vec!["fields-too-long"]));
        assert_eq!(text(" \r\n "), Err(vec!["fields-missing"]));
        assert_eq!(text("a\0"), Err(vec!["fields-unprintable"]));
    }
}
