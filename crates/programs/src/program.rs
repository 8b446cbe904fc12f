//! A program as the rest of the portal sees it: sections of pages, pages of questions or a list, everything checked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use language::{Fault, Language, Messages, Text};

use crate::condition::Condition;
use crate::fees::Fee;
use crate::question::Question;
use crate::signer::Signer;
use crate::{Answers, Entry, Opening, Showing, Tables};

/// One application form. It only exists when its file had no fault.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its id: the name of its file.
    pub id: String,
    /// The day of its last change, `2026-11-22`; a second one of the same day is `2026-11-22.2`.
    pub version: String,
    /// The line of the file that says so.
    pub version_line: u32,
    /// What its file says, with the shared blocks it uses and apart from how it is laid out: what is published under the version.
    pub definition: Arc<str>,
    /// Its name.
    pub title: Text,
    /// What it is for, in a sentence or two.
    pub summary: Text,
    /// When it takes applications, and how many, as its file says. The portal may put another in its place.
    pub opening: Arc<Opening>,
    /// What its questions rest on.
    pub sources: Vec<Source>,
    /// What nobody could confirm yet; shown on the start page.
    pub unconfirmed: Vec<Text>,
    /// What applying costs.
    pub fees: Vec<Fee>,
    /// What the law asks for, and which questions gather it.
    pub facts: Vec<Fact>,
    /// Who signs besides whoever fills it in.
    pub signers: Vec<Signer>,
    /// The lines of the task list.
    pub sections: Vec<Section>,
    /// The ids of the blocks that stand in it.
    pub(crate) blocks: BTreeSet<String>,
    pub(crate) tables: Arc<Tables>,
}

/// A form, law or page that questions rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id: the first word of a question's source.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its edition: a year, a month or a day.
    pub date: String,
}

/// Something the law asks an applicant for. Each of its questions is there, or the file has a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its id, unique in the program.
    pub id: String,
    /// Which law asks for it.
    pub source: Vec<String>,
    /// The full ids of the questions and lists that gather it (`trips/left`), each with its line.
    pub(crate) questions: Vec<(String, u32)>,
    pub(crate) line: u32,
}

impl Fact {
    /// The full ids of the questions and lists that gather it.
    pub fn questions(&self) -> impl Iterator<Item = &str> {
        self.questions.iter().map(|(question, _)| question.as_str())
    }
}

/// A line of the task list.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id, unique within the program.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its pages in order, blocks already in their places.
    pub pages: Vec<Page>,
}

/// One page to fill in.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its id, unique in its scope (the program, or the entries of one list).
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Text under the title; blank lines part paragraphs.
    pub intro: Option<Text>,
    /// When it is asked; always, without one.
    pub when: Option<Condition>,
    /// What it asks.
    pub body: Body,
    /// The line of the file it is defined at.
    pub line: u32,
}

/// What a page asks.
#[derive(Debug, Clone)]
pub enum Body {
    /// One or a few questions.
    Questions(Vec<Question>),
    /// The same pages again for each entry.
    List(Box<List>),
}

/// Pages that are filled in again for each family member, job, trip or address.
#[derive(Debug, Clone)]
pub struct List {
    /// Its id: that of its page.
    pub id: String,
    /// What one entry is called.
    pub item: Text,
    /// The question before the first entry.
    pub ask: Text,
    /// The question after the first entry; `ask` when absent.
    pub another: Option<Text>,
    /// Fewest entries.
    pub min: u32,
    /// Most entries.
    pub max: u32,
    /// Whether the entries must leave no month out.
    pub cover: Option<Cover>,
    /// The pages of one entry.
    pub pages: Vec<Page>,
    /// Ids of the questions whose answers name an entry.
    pub summary: Vec<String>,
    /// What its table says, its pages left out.
    pub(crate) written: Arc<str>,
}

/// The rule that the entries of a list must together cover a stretch of time, month by month: the last `years` years, or the
/// time since the birthday of `since_age` if that is shorter (IMM 5669, questions 8 and 12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Id of the question of kind `period` within an entry.
    pub period: String,
    /// Id of the birth date, outside of the entries.
    pub birth_date: Option<String>,
    /// The age from which on time counts.
    pub since_age: u8,
    /// How many years back time counts at most.
    pub years: u8,
    pub(crate) line: u32,
}

impl Page {
    /// Whether something is signed on it.
    pub fn is_signed(&self) -> bool {
        matches!(&self.body, Body::Questions(questions) if questions.iter().any(Question::is_declaration))
    }

    /// Its list, when it is one.
    pub(crate) fn list(&self) -> Option<&List> {
        match &self.body {
            Body::Questions(_) => None,
            Body::List(list) => Some(list),
        }
    }
}

impl List {
    /// The question whether there is an entry, or another one, to add.
    pub fn question(&self, has_items: bool) -> &Text {
        match &self.another {
            Some(another) if has_items => another,
            _ => &self.ask,
        }
    }
}

/// A question with its place in the definition.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    /// The section it is in.
    pub section: &'a Section,
    /// The lists it is in, outermost first.
    pub lists: Vec<&'a List>,
    /// The page it is on.
    pub page: &'a Page,
    /// The question.
    pub question: &'a Question,
}

impl Placed<'_> {
    /// Its full id, unique in the program: the ids of the lists it is in and its own, `family/history/period`.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for list in &self.lists {
            path.push_str(&list.id);
            path.push('/');
        }
        path + &self.question.id
    }
}

impl Program {
    /// Reads a program file, or says everything that is wrong with it. `file` is how the faults name it; its last part without
    /// `.toml` must be the program's id.
    pub fn parse(file: &str, text: &str, tables: &Arc<Tables>) -> Result<Self, Vec<Fault>> {
        Self::parse_with(file, text, &[], tables)
    }

    /// As [`Program::parse`], for a program that may use blocks of other files as well, given with path and text each.
    pub fn parse_with(
        file: &str,
        text: &str,
        shared: &[(&str, &str)],
        tables: &Arc<Tables>,
    ) -> Result<Self, Vec<Fault>> {
        crate::definition::parse(file, text, shared, tables)
    }

    /// The program that was published with this [`Program::definition`]. `None` for anything else.
    pub fn recall(id: &str, definition: &str, tables: &Arc<Tables>) -> Option<Self> {
        crate::definition::recall(id, definition, tables)
    }

    /// The tables its questions are judged by.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// What is needed to draw its questions and show its answers in one language.
    pub fn showing<'a>(&'a self, language: Language, messages: &'a Messages) -> Showing<'a> {
        Showing { language, messages, tables: &self.tables }
    }

    /// Every question with its place, in the order they are asked; those of a block once for each use.
    pub fn questions(&self) -> Vec<Placed<'_>> {
        let mut found = Vec::new();
        for section in &self.sections {
            gather(section, &section.pages, &mut Vec::new(), &mut found);
        }
        found
    }

    /// How many questions there are, those of a block counted once for each use and those of a list once.
    pub fn question_count(&self) -> usize {
        self.questions().len()
    }

    /// What was typed under the declarations, by the path of each question with the entries it lies in.
    pub fn declared<'a>(&self, answers: &'a Answers) -> BTreeMap<String, &'a Entry> {
        let mut found = BTreeMap::new();
        for section in &self.sections {
            declared(&section.pages, answers, "", &mut found);
        }
        found
    }

    /// The page a path leads to by its ids, whether or not an application has reached it.
    pub fn page(&self, path: &crate::PagePath) -> Option<&Page> {
        let mut pages: Vec<&Page> = self.sections.iter().flat_map(|section| &section.pages).collect();
        for (list, _) in &path.hops {
            match &pages.into_iter().find(|page| page.id == *list)?.body {
                Body::List(list) => pages = list.pages.iter().collect(),
                Body::Questions(_) => return None,
            }
        }
        pages.into_iter().find(|page| page.id == path.page)
    }
}

impl Page {
    /// Whether the two ask for the same answers in the same words: a form of one is a form of the other.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        match (&self.body, &other.body) {
            (Body::Questions(ours), Body::Questions(theirs)) => {
                let same = |(ours, theirs): (&Question, &Question)| ours.written == theirs.written;
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
            }
            (Body::List(ours), Body::List(theirs)) => ours.id == theirs.id,
            _ => false,
        }
    }
}

fn declared<'a>(pages: &[Page], answers: &'a Answers, within: &str, found: &mut BTreeMap<String, &'a Entry>) {
    for page in pages {
        match &page.body {
            Body::Questions(questions) => {
                for question in questions.iter().filter(|question| question.is_declaration()) {
                    found.extend(
                        answers.entries.get(&question.id).map(|entry| (format!("{within}{}", question.id), entry)),
                    );
                }
            }
            Body::List(list) => {
                for item in answers.items.get(&list.id).into_iter().flatten() {
                    declared(&list.pages, &item.answers, &format!("{within}{}/{}/", list.id, item.id), found);
                }
            }
        }
    }
}

fn gather<'a>(section: &'a Section, pages: &'a [Page], lists: &mut Vec<&'a List>, found: &mut Vec<Placed<'a>>) {
    for page in pages {
        match &page.body {
            Body::Questions(questions) => {
                found.extend(questions.iter().map(|question| Placed { section, lists: lists.clone(), page, question }));
            }
            Body::List(list) => {
                lists.push(list);
                gather(section, &list.pages, lists, found);
                lists.pop();
            }
        }
    }
}
