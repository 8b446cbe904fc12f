//! Which of the two languages a page, a letter or an account speaks.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language the portal speaks. Written "en" and "fr" in addresses, files and stored records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English as written in Canada.
    En,
    /// French as written in Canada.
    Fr,
}

impl Language {
    /// Both languages, English first.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The two-letter code used in addresses and in the `lang` attribute: "en" or "fr".
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language of a two-letter code, or `None` for anything but exactly "en" and "fr".
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The other one of the two: where the language switch leads.
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Fr,
            Self::Fr => Self::En,
        }
    }

    /// The locale whose conventions dates, numbers and sorting follow: "en-CA" or "fr-CA".
    pub const fn locale(self) -> &'static str {
        match self {
            Self::En => "en-CA",
            Self::Fr => "fr-CA",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_there_and_back() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
            assert_eq!(language.other().other(), language);
            assert_ne!(language.other(), language);
            assert!(language.locale().starts_with(language.code()));
            assert_eq!(language.to_string(), language.code());
        }
    }

    #[test]
    fn only_the_exact_codes_are_languages() {
        for wrong in ["", "EN", "en-CA", "fr ", "de", "english"] {
            assert_eq!(Language::from_code(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn records_hold_the_two_letter_code() {
        assert_eq!(serde_json::to_string(&Language::ALL).unwrap(), r#"["en","fr"]"#);
        assert_eq!(serde_json::from_str::<Language>(r#""fr""#).unwrap(), Language::Fr);
        assert!(serde_json::from_str::<Language>(r#""Fr""#).is_err());
    }
}
