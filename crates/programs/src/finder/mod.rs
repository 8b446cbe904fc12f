//! The finder: a few questions, and for each way to live in Canada or become a citizen whether it is likely, unlikely or depends,
//! with the rule behind it.
//!
//! `site/finder.toml` holds a small program (its questions) and the ways with their rules; docs/finder.md describes it. Nothing here
//! decides anything about a person: it repeats published rules, each with its source.

mod carry;
mod check;
mod judge;
mod read;

pub use judge::{Found, Gathered, Judged, Reason, Stand, Verdict};

use std::sync::Arc;

use language::{Fault, Text};

use crate::condition::Condition;
use crate::definition;
use crate::{Program, Source, Tables};

/// The finder of a site. It only exists when its file had no fault.
#[derive(Debug, Clone)]
pub struct Finder {
    /// Its questions: a program without lists and documents.
    pub form: Program,
    /// The ways it speaks of, in the order they are shown.
    pub ways: Vec<Way>,
    /// What to gather, in parts that several ways may share.
    pub checklists: Vec<Checklist>,
    file: String,
}

/// A way to live in Canada or become a citizen.
#[derive(Debug, Clone)]
pub struct Way {
    /// Its id, unique within the finder.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The folder of the page that explains it.
    pub page: Reference,
    /// A service that works out what the finder cannot, such as `calculators/presence`.
    pub tool: Option<Reference>,
    /// The program that takes its applications; the site may not have it (yet).
    pub program: Option<Reference>,
    /// What makes it unlikely.
    pub unlikely: Vec<Clause>,
    /// What the answers leave open.
    pub depends: Vec<Clause>,
    /// What must hold for it to be likely.
    pub needed: Vec<Clause>,
    /// What a person should know beside the verdict.
    pub notes: Vec<Clause>,
    /// Ids of the checklists of its documents.
    pub checklists: Vec<Reference>,
    /// Ids of its fees in `tables/fees.toml`.
    pub fees: Vec<Reference>,
    /// Ids of its times in `tables/processing_times.toml`.
    pub times: Vec<Reference>,
    /// What answers tell the questions of its program.
    carry: Vec<Carry>,
}

/// The name of something else, with the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The name.
    pub id: String,
    /// The line of the finder's file.
    pub line: u32,
}

/// A sentence that rests on a source, and when it applies.
#[derive(Debug, Clone)]
pub struct Clause {
    /// When it applies; always, without one.
    pub when: Option<Condition>,
    /// The sentence.
    pub text: Text,
    /// What it rests on: the id of a source, then the section.
    source: Vec<String>,
    line: u32,
}

/// Papers to gather.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// Its id, unique within the finder.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The papers.
    pub items: Vec<Clause>,
    line: u32,
}

/// One answer that goes into an application.
#[derive(Debug, Clone)]
struct Carry {
    when: Option<Condition>,
    what: Carried,
    /// The question of the program.
    to: String,
    line: u32,
}

#[derive(Debug, Clone)]
enum Carried {
    /// The answer to this question of the finder.
    Answer(String),
    /// This value, whatever was typed.
    Value(String),
}

impl Finder {
    /// Reads the finder's file. `file` is how the faults name it; its last part must be `finder.toml` when its id is `finder`.
    ///
    /// # Errors
    /// Everything wrong with it, with file, line and cure.
    pub fn parse(file: &str, text: &str, tables: &Arc<Tables>) -> Result<Self, Vec<Fault>> {
        let (mut form, rest) = definition::parse_with(file, text, &[], tables, read::rest, check::check)?;
        definition::watch_all(&mut form);
        Ok(Self { form, ways: rest.ways, checklists: rest.checklists, file: file.to_owned() })
    }

    /// The way of an id.
    pub fn way(&self, id: &str) -> Option<&Way> {
        self.ways.iter().find(|way| way.id == id)
    }

    /// What a sentence rests on: each source, with the section (`87.1(2)`) or nothing.
    pub fn sources<'f>(&'f self, clause: &'f Clause) -> impl Iterator<Item = (&'f Source, &'f str)> {
        clause.source.iter().filter_map(|named| {
            let (id, section) = named.split_once(' ').unwrap_or((named, ""));
            Some((self.form.sources.iter().find(|source| source.id == id)?, section.trim()))
        })
    }

    /// A fault at a line of its file, for what only the whole site can tell.
    pub fn fault(&self, line: u32, what: impl Into<String>, cure: impl Into<String>) -> Fault {
        Fault::new(&self.file, line, what, cure)
    }
}
