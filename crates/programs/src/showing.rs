//! What drawing a question and showing an answer need: a language, its messages, and the tables.

use language::{Arg, Language, Messages};

use crate::Tables;

/// The language of a page with what is needed to speak it. Made by [`crate::Program::showing`].
#[derive(Clone, Copy)]
pub struct Showing<'a> {
    /// The language of the page.
    pub language: Language,
    /// The interface messages.
    pub messages: &'a Messages,
    /// The tables the program's answers are judged by.
    pub tables: &'a Tables,
}

impl<'a> Showing<'a> {
    /// A message without arguments.
    pub(crate) fn say(&self, key: &'static str) -> &'a str {
        self.messages.say(self.language, key)
    }

    /// A value after the name of what it is, as "Family name: Tremblay".
    pub(crate) fn labelled(&self, key: &'static str, value: &str) -> String {
        let arguments = [("label", Arg::Text(self.say(key))), ("value", Arg::Text(value))];
        self.messages.say_with(self.language, "fields-labelled", &arguments)
    }
}
