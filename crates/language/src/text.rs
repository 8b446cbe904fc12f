//! A piece of text that exists in both languages, by type.

use serde::{Deserialize, Serialize};

use crate::Language;

/// The same words in both languages. There is no default and neither half is optional, so a missing translation is an
/// error where the text is read, never a gap where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The English words.
    pub en: String,
    /// The French words.
    pub fr: String,
}

impl Text {
    /// Text from its English and its French words.
    pub fn new(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self { en: en.into(), fr: fr.into() }
    }

    /// The words in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_gets_its_own_words() {
        let text = Text::new("Fee", "Frais");
        assert_eq!(text.get(Language::En), "Fee");
        assert_eq!(text.get(Language::Fr), "Frais");
    }

    #[test]
    fn a_missing_or_unknown_language_is_refused() {
        let read = serde_json::from_str::<Text>;
        assert_eq!(read(r#"{"en":"Fee","fr":"Frais"}"#).unwrap(), Text::new("Fee", "Frais"));
        assert!(read(r#"{"en":"Fee"}"#).is_err());
        assert!(read(r#"{"fr":"Frais"}"#).is_err());
        assert!(read(r#"{"en":"Fee","fr":"Frais","de":"Gebühr"}"#).is_err());
        assert!(read(r#"{"en":"Fee","fr":null}"#).is_err());
    }

    #[test]
    fn text_is_written_as_it_is_read() {
        let text = Text::new("Fee", "Frais");
        assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"en":"Fee","fr":"Frais"}"#);
    }
}
