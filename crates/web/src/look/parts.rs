//! What the larger parts of a page are told: error summaries, summary lists, task lists, uploads, tables.

use crate::look::field::id_of;

/// One entry of the error summary: what is wrong, and a link to the control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The form field's name; `None` when the problem belongs to no single control.
    pub name: Option<String>,
    /// The id of an element that is no control.
    pub element: Option<String>,
    /// The same sentence as beside the control.
    pub text: String,
}

impl Problem {
    /// A problem with the control of this name.
    pub fn at(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: Some(name.into()), element: None, text: text.into() }
    }

    /// A problem with the element of this id, which is no control: an entry of a list.
    pub fn to(element: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: None, element: Some(element.into()), text: text.into() }
    }

    /// The id of the control or element.
    pub fn target(&self) -> Option<String> {
        self.element.clone().or_else(|| self.name.as_deref().map(id_of))
    }
}

/// A link with what it is about, which only a screen reader hears: "Change" + "name".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Where it leads.
    pub url: String,
    /// What is seen: "Change".
    pub label: String,
    /// What it is about: "date of birth".
    pub about: String,
}

impl Act {
    /// An action link.
    pub fn new(url: impl Into<String>, label: impl Into<String>, about: impl Into<String>) -> Self {
        Self { url: url.into(), label: label.into(), about: about.into() }
    }
}

/// One row of a summary list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SummaryRow {
    /// The question, shortly.
    pub key: String,
    /// The answer, line by line; empty draws "Not answered yet".
    pub lines: Vec<String>,
    /// The links of the row.
    pub acts: Vec<Act>,
}

/// The state of a task, a section, an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Everything asked for is there.
    Done,
    /// Some of it is there.
    Started,
    /// It can be started.
    Ready,
    /// Something else comes first.
    NotYet,
    /// Something has to be mended.
    Faulty,
}

impl State {
    /// The message that names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "look-state-done",
            Self::Started => "look-state-started",
            Self::Ready => "look-state-ready",
            Self::NotYet => "look-state-not-yet",
            Self::Faulty => "look-state-faulty",
        }
    }

    /// The class its tag is drawn with.
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Started => "started",
            Self::Ready => "ready",
            Self::NotYet => "not-yet",
            Self::Faulty => "faulty",
        }
    }
}

/// One line of a task list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What it is called.
    pub label: String,
    /// A sentence under it.
    pub hint: Option<String>,
    /// Where it leads; `None` while it cannot be opened.
    pub url: Option<String>,
    /// How far it is.
    pub state: State,
}

/// One entry of an "add another" list: a family member, an address, a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The element's id, which problems may lead to.
    pub id: String,
    /// What it is: "Maya Okafor".
    pub title: String,
    /// How far it is.
    pub state: State,
    /// What it holds, shortly.
    pub rows: Vec<SummaryRow>,
    /// What is wrong with it, or stands before it: a gap.
    pub problem: Option<String>,
    /// The links: change, remove.
    pub acts: Vec<Act>,
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The name it had on the person's device.
    pub name: String,
    /// "PDF, 1.2 MB".
    pub about: String,
    /// How far it is.
    pub state: UploadState,
    /// Where it can be viewed.
    pub url: Option<String>,
    /// The links or buttons beside it.
    pub acts: Vec<Act>,
}

/// How far a sent file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadState {
    /// It is stored.
    Stored,
    /// It waits for, or is in, the scan.
    Checking,
    /// It was refused.
    Refused,
}

impl UploadState {
    /// The message that names it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stored => "look-upload-stored",
            Self::Checking => "look-upload-checking",
            Self::Refused => "look-upload-refused",
        }
    }

    /// The class its tag is drawn with.
    pub fn class(self) -> &'static str {
        match self {
            Self::Stored => "done",
            Self::Checking => "started",
            Self::Refused => "faulty",
        }
    }
}

/// A table. On a phone it reflows: every cell says its column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The columns' heads.
    pub heads: Vec<String>,
    /// The rows; the first cell is the row's head.
    pub rows: Vec<Vec<String>>,
    /// Whether the columns after the first hold numbers (set to the right).
    pub numeric: bool,
}

impl Table {
    /// The head of a column, which its cells repeat on a phone; empty where there is none.
    /// `position` counts from 1.
    pub fn head(&self, position: usize) -> &str {
        position.checked_sub(1).and_then(|column| self.heads.get(column)).map_or("", String::as_str)
    }
}

/// One event of a dated history, newest or oldest first as the caller likes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day or the moment, written out.
    pub when: String,
    /// The same for machines: "2026-11-22".
    pub datetime: String,
    /// What happened.
    pub what: String,
    /// One or two sentences more.
    pub more: Option<String>,
    /// Whether this is where things stand now.
    pub current: bool,
}

/// A link to the page before or after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Where it leads.
    pub url: String,
    /// What is there.
    pub label: String,
}
