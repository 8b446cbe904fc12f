//! One question: what it says, and the four things its kind can do with an answer (draw, parse, show, export).

use std::sync::Arc;

use jiff::civil::Date;
use language::Text;

use crate::answers::{DocumentRef, Entry};
use crate::condition::{Fact, Scope};
use crate::control::Control;
use crate::kinds::{Answer, Draw, Kind};
use crate::mistake::Mistake;
use crate::{Showing, Tables};

/// A question of a program.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id, unique in its scope and never changed: answers are kept by it.
    pub id: String,
    /// The question as people read it.
    pub label: Text,
    /// A line under the label.
    pub hint: Option<Text>,
    /// A longer explanation that can be opened.
    pub help: Option<Text>,
    /// Whether it may be left empty.
    pub optional: bool,
    /// The kind of answer it takes.
    pub kind: Kind,
    /// What it rests on; the first word of each is the id of a source.
    pub source: Vec<String>,
    /// The line of the file it is defined at.
    pub line: u32,
    /// Whether a condition, a bound or a history asks for its answer. Only then does the walk note what the answer tells.
    pub(crate) watched: bool,
    /// What its table says, its sources left out: another text is another question to whoever answered.
    pub(crate) written: Arc<str>,
}

/// What an answer is judged by besides itself.
#[derive(Clone, Copy)]
pub struct Parsing<'a> {
    pub(crate) today: Date,
    pub(crate) tables: &'a Tables,
    pub(crate) documents: &'a [DocumentRef],
    pub(crate) scope: &'a Scope<'a>,
}

impl<'a> Parsing<'a> {
    /// A question judged by itself, with the files uploaded for it but without the answers to other questions: bounds that name
    /// other questions then do not apply. A walk supplies them.
    pub fn alone(today: Date, tables: &'a Tables, documents: &'a [DocumentRef]) -> Self {
        Self { today, tables, documents, scope: Scope::EMPTY }
    }

    /// What is known of an earlier question or list.
    pub(crate) fn fact(&self, id: &str) -> Fact<'a> {
        self.scope.fact(id, "")
    }
}

impl Question {
    /// What to draw for the question, filled with what was typed so far.
    pub fn controls<'a>(&'a self, entry: &'a Entry, showing: &Showing<'a>) -> Vec<Control<'a>> {
        self.kind.field().controls(&Draw { question: self, entry, showing: *showing })
    }

    /// Whether it is a declaration, which only the person whose answers these are may make.
    pub fn is_declaration(&self) -> bool {
        matches!(self.kind, Kind::Declaration(_))
    }

    /// Whether its controls form a group that needs the label as a legend of its own; otherwise the only control shows the label.
    pub fn is_group(&self) -> bool {
        self.kind.field().is_group()
    }

    /// The suffixes of its fields, in the order of the controls. Nothing else is an answer to it.
    pub fn suffixes(&self) -> Vec<&str> {
        self.kind.field().suffixes()
    }

    /// The typed answer, or everything that is wrong with the raw one. [`Answer::Nothing`] when it was left empty and may be.
    pub fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let blank = match self.kind {
            Kind::Document(_) => cx.documents.is_empty(),
            _ => entry.is_blank(),
        };
        if self.optional && blank { Ok(Answer::Nothing) } else { self.kind.field().parse(entry, cx) }
    }

    /// The answer as lines to be read: on the review page, in the PDF and by officers. No line when there is no answer.
    pub fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        self.kind.field().show(answer, showing)
    }

    /// The answer in one line: what names an entry of a list on its card. Empty when there is none.
    pub fn brief(&self, answer: &Answer, showing: &Showing<'_>) -> String {
        self.kind.field().brief(answer, showing)
    }

    /// The answer in its canonical form: no floating-point numbers, dates as `2020-01-31`, `null` when there is no answer.
    pub fn export(&self, answer: &Answer) -> serde_json::Value {
        if *answer == Answer::Nothing { serde_json::Value::Null } else { self.kind.field().export(answer) }
    }
}
