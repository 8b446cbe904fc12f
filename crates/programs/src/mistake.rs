//! What is wrong with a typed answer, said as a plain sentence that tells the person what to do.

use jiff::civil::Date;
use language::{Arg, Language, Messages, Text, format};

use crate::{Question, Showing, YearMonth};

/// One thing wrong with the raw answer of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Suffix of the control it is about, so that the page can point at it. `""` for the only control or the whole group.
    pub control: String,
    /// Key of the sentence in `fields.ftl`.
    pub key: &'static str,
    /// What the sentence is filled with. `label` is the question's unless it is given here, as for one part of an answer.
    pub args: Vec<(&'static str, MistakeArg)>,
}

/// A value that fills a mistake's sentence, written out in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeArg {
    /// A whole number.
    Number(i64),
    /// An amount in cents.
    Money(i64),
    /// A size in bytes.
    Size(u64),
    /// A day.
    Date(Date),
    /// A month of a year.
    Month(YearMonth),
    /// Words of the program itself, such as the label of another question.
    Text(Text),
    /// Words that are the same in both languages, such as a typed name.
    Plain(String),
    /// Another message, such as the name of a part.
    Message(&'static str),
}

impl Mistake {
    pub(crate) fn new(control: impl Into<String>, key: &'static str) -> Self {
        Self { control: control.into(), key, args: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, arg: MistakeArg) -> Self {
        self.args.push((name, arg));
        self
    }

    /// The sentence to show beside the control and at the top of the page.
    pub fn explain(&self, question: &Question, showing: &Showing<'_>) -> String {
        self.sentence(question.label.get(showing.language), showing)
    }

    pub(crate) fn sentence(&self, label: &str, showing: &Showing<'_>) -> String {
        self.words(label, showing.language, showing.messages)
    }

    pub(crate) fn words(&self, label: &str, language: Language, messages: &Messages) -> String {
        let words: Vec<(&'static str, Option<String>, i64)> = self
            .args
            .iter()
            .map(|(name, arg)| match arg {
                MistakeArg::Number(number) => (*name, None, *number),
                MistakeArg::Money(cents) => (*name, Some(format::money(language, *cents)), 0),
                MistakeArg::Size(bytes) => (*name, Some(format::file_size(language, *bytes)), 0),
                MistakeArg::Date(date) => (*name, Some(format::long_date(language, *date)), 0),
                MistakeArg::Month(month) => (*name, Some(format::month(language, month.year(), month.month())), 0),
                MistakeArg::Text(text) => (*name, Some(text.get(language).to_owned()), 0),
                MistakeArg::Plain(text) => (*name, Some(text.clone()), 0),
                MistakeArg::Message(key) => (*name, Some(messages.say(language, key).to_owned()), 0),
            })
            .collect();
        let mut args: Vec<(&str, Arg<'_>)> = Vec::with_capacity(words.len() + 1);
        if !words.iter().any(|(name, _, _)| *name == "label") {
            args.push(("label", Arg::Text(label)));
        }
        args.extend(words.iter().map(|(name, text, number)| match text {
            Some(text) => (*name, Arg::Text(text)),
            None => (*name, Arg::Number(*number)),
        }));
        messages.say_with(language, self.key, &args)
    }
}
