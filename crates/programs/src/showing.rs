//! What drawing a question and showing an answer need: a language, its messages, and the tables.

use language::{Language, Messages};

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

impl Showing<'_> {
    /// A message without arguments.
    pub(crate) fn say(&self, key: &str) -> String {
        self.messages.say(self.language, key)
    }
}
