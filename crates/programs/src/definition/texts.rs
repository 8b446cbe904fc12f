//! Reads texts of a program file: each must be there in both languages.

use language::Text;
use toml::Spanned;
use toml::de::DeValue;

use super::Reader;
use crate::limits::MAX_PROGRAM_TEXT_BYTES;

impl<'t> Reader<'_, 't> {
    /// Text in both languages that must be there.
    pub(crate) fn text(&self, key: &'static str) -> Text {
        if !self.has(key) {
            self.missing(key, &format!("Add {key} = {{ en = \"…\", fr = \"…\" }}."));
        }
        self.optional_text(key).unwrap_or_else(|| Text::new("", ""))
    }

    /// Text in both languages that may be absent.
    pub(crate) fn optional_text(&self, key: &'static str) -> Option<Text> {
        let (line, value) = self.take(key)?;
        Some(self.text_of(key, line, value))
    }

    fn text_of(&self, key: &str, line: u32, value: &Spanned<DeValue<'t>>) -> Text {
        let DeValue::Table(table) = value.get_ref() else {
            self.fault(
                line,
                format!("“{key}” of the {} is not in both languages", self.name()),
                format!("Write it as {key} = {{ en = \"…\", fr = \"…\" }}."),
            );
            return Text::new("", "");
        };
        let name = format!("“{key}” of the {}", self.name());
        let half = |code: &'static str, language: &str| {
            let found = table.iter().find(|(name, _)| name.get_ref() == code);
            let line = found.map_or(line, |(name, _)| self.faults.line(name.span().start));
            match found.map(|(_, value)| value.get_ref()) {
                Some(DeValue::String(text)) if text.trim().is_empty() => {
                    self.fault(line, format!("{name} has empty {language}"), format!("Write the {language} text."));
                }
                Some(DeValue::String(text)) if text.len() > MAX_PROGRAM_TEXT_BYTES => {
                    let cure = format!("Shorten the {language} to {MAX_PROGRAM_TEXT_BYTES} bytes.");
                    self.fault(line, format!("{name} is too long"), cure);
                }
                Some(DeValue::String(text)) => return text.trim().to_owned(),
                Some(_) => {
                    let what = format!("the {language} of {name} is not text");
                    self.fault(line, what, "Write it between quotes.");
                }
                None => self.fault(line, format!("{name} has no {language}"), format!("Add {code} = \"…\" to it.")),
            }
            String::new()
        };
        let text = Text { en: half("en", "English"), fr: half("fr", "French") };
        for (key, _) in table {
            if !matches!(key.get_ref().as_ref(), "en" | "fr") {
                let line = self.faults.line(key.span().start);
                let what = format!("{name} has “{}”, which is no language here", key.get_ref());
                self.fault(line, what, "Keep only en and fr.");
            }
        }
        text
    }

    /// A list of texts in both languages; empty when absent.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<Text> {
        let Some((line, value)) = self.take(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(line, key, "a list of texts in brackets");
            return Vec::new();
        };
        array.iter().map(|value| self.text_of(key, self.faults.line(value.span().start), value)).collect()
    }
}
