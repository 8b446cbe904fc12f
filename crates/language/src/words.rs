//! One language's words at hand, for whoever says more than a sentence in it.

use jiff::civil::Date;

use crate::{Arg, Language, Messages, format};

/// The wording of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// All wording.
    pub messages: &'a Messages,
    /// Which of it.
    pub language: Language,
}

impl Words<'_> {
    /// The words of a message without arguments.
    pub fn say(&self, key: &str) -> String {
        self.messages.say(self.language, key).to_owned()
    }

    /// The words of a message with its arguments filled in.
    pub fn with(&self, key: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        self.messages.say_with(self.language, key, arguments)
    }

    /// As [`Words::with`], where all arguments are texts.
    pub fn texts(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let arguments: Vec<_> = arguments.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        self.with(key, &arguments)
    }

    /// A day in full.
    pub fn date(&self, date: Date) -> String {
        format::long_date(self.language, date)
    }
}
