//! The journey: what an application asks its person, worked out anew from the program and the answers each time it is needed.
//!
//! Nothing about progress is stored. The walk goes through the pages in order, leaves out those whose condition does not hold, parses
//! every answer on its way, and stops for nothing: whatever is stored, however odd, it ends with a journey. The page, the task list,
//! the review, the PDF and the officer's view are all drawn from it.

mod freeze;
mod navigation;
mod signing;
mod summary;
mod walk;

use std::sync::Arc;

use jiff::civil::Date;

use crate::PagePath;
use crate::answers::{Answers, DocumentRef, Entry};
use crate::condition::Scope;
use crate::coverage::{Coverage, Gap};
use crate::fees::Charge;
use crate::kinds::Answer;
use crate::mistake::Mistake;
use crate::program::{List, Page, Program, Section};
use crate::question::Question;
use crate::signer::Signatory;

pub use navigation::Next;
pub use summary::{Summary, SummaryItem, SummaryList, SummaryPart, SummaryRow, SummarySection};
pub(crate) use walk::walk;

/// An application as far as it is filled in.
#[derive(Debug)]
pub struct Journey<'a> {
    /// The program walked.
    pub program: &'a Program,
    /// The day it was walked on: ages and histories depend on it.
    pub today: Date,
    /// The sections that ask something, and those of which it is not known yet whether they will.
    pub sections: Vec<SectionWalk<'a>>,
    /// Whether it is not known yet which pages are asked, because answers are missing that decide it.
    undecided: bool,
    /// Who else has to sign, by the answers there are. Once the journey is complete nothing is left to decide about it.
    pub signers: Vec<Signatory<'a>>,
    /// How often each fee of the program is owed.
    pub(crate) charges: Vec<Charge<'a>>,
}

/// A section with the pages that are asked.
#[derive(Debug)]
pub struct SectionWalk<'a> {
    /// The section.
    pub section: &'a Section,
    /// Its pages that are asked, in order.
    pub steps: Vec<Step<'a>>,
    /// How far it is filled in.
    pub state: SectionState,
}

/// How far a section is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionState {
    /// Everything it asks is answered.
    Done,
    /// Something in it is answered.
    Started,
    /// It can be started now.
    Ready,
    /// It can be started once the sections before it are done.
    NotYet,
}

/// A page that is asked.
#[derive(Debug)]
pub struct Step<'a> {
    hops: Hops<'a>,
    /// The page.
    pub page: &'a Page,
    /// How far it is filled in.
    pub state: StepState,
    /// Whether it may be opened: every page before it is done, here and around the lists it is in.
    pub open: bool,
    /// What it asks, with the answers.
    pub body: StepBody<'a>,
}

/// The entries a step lies in: shared by all steps of an entry.
type Hops<'a> = Arc<[(&'a str, &'a str)]>;

/// How far a page is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Every answer is there and right.
    Done,
    /// It is to be filled in, or is only filled in half.
    Open,
    /// It was saved with mistakes, or a change elsewhere made an answer wrong.
    Faulty,
    /// It is empty, and pages before it come first.
    NotYet,
}

/// What a page asks, with the answers.
#[derive(Debug)]
pub enum StepBody<'a> {
    /// Questions.
    Questions(Vec<Asked<'a>>),
    /// A list.
    List(ListWalk<'a>),
}

/// A question that is asked.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The question.
    pub question: &'a Question,
    /// What was typed; `None` when its page was never saved.
    pub entry: Option<&'a Entry>,
    /// The files uploaded for it.
    pub documents: &'a [DocumentRef],
    /// The typed answer, or what is wrong or missing.
    pub answer: Result<Answer, Vec<Mistake>>,
}

/// A list with its entries.
#[derive(Debug)]
pub struct ListWalk<'a> {
    /// The list.
    pub list: &'a List,
    /// Its entries: most recent first where they are a history, otherwise in the order they were added.
    pub items: Vec<ItemWalk<'a>>,
    /// The answer to "another?", as far as one was given since the last entry was added.
    pub more: Option<bool>,
    /// How the entries cover time, where they have to.
    pub coverage: Option<Coverage<'a>>,
    /// What keeps it from being done; nothing when it is done.
    pub problems: Vec<ListProblem<'a>>,
}

/// An entry of a list.
#[derive(Debug)]
pub struct ItemWalk<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its pages that are asked, in order.
    pub steps: Vec<Step<'a>>,
    /// How far it is filled in: done, faulty when a page in it is, open otherwise.
    pub state: StepState,
}

/// What keeps a list from being done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListProblem<'a> {
    /// Nobody said yet whether there are more.
    Unanswered,
    /// The entry of this id is not filled in.
    Unfinished(&'a str),
    /// There are fewer entries than the list needs.
    TooFew(u32),
    /// There are more entries than the list takes.
    TooMany(u32),
    /// The entries leave months out.
    Gap(Gap<'a>),
}

/// A question of kind `document` that is asked, with its files.
#[derive(Debug, Clone)]
pub struct DocumentNeed<'a> {
    /// The page it is on.
    pub path: PagePath,
    /// The question.
    pub question: &'a Question,
    /// The files uploaded for it.
    pub files: &'a [DocumentRef],
    /// Whether they are enough and right.
    pub satisfied: bool,
}

impl<'a> Journey<'a> {
    /// Walks an application. Total: any answers at all give a journey.
    pub fn walk(program: &'a Program, answers: &'a Answers, today: Date) -> Self {
        walk(program, answers, today, &mut Scope::within(None))
    }

    /// Every step, those within entries after the list they belong to.
    pub fn steps(&self) -> Vec<&Step<'a>> {
        let mut found = Vec::new();
        for section in &self.sections {
            gather(&section.steps, &mut found);
        }
        found
    }

    /// Whether everything that is asked is answered.
    pub fn is_complete(&self) -> bool {
        !self.undecided && self.sections.iter().all(|section| section.state == SectionState::Done)
    }

    /// Every need for documents that is asked, in order.
    pub fn documents(&self) -> Vec<DocumentNeed<'a>> {
        let mut needs = Vec::new();
        for step in self.steps() {
            let StepBody::Questions(questions) = &step.body else { continue };
            for asked in questions {
                if matches!(asked.question.kind, crate::Kind::Document(_)) {
                    needs.push(DocumentNeed {
                        path: step.path(),
                        question: asked.question,
                        files: asked.documents,
                        satisfied: asked.answer.is_ok(),
                    });
                }
            }
        }
        needs
    }
}

fn gather<'s, 'a>(steps: &'s [Step<'a>], found: &mut Vec<&'s Step<'a>>) {
    for step in steps {
        found.push(step);
        if let StepBody::List(list) = &step.body {
            for item in &list.items {
                gather(&item.steps, found);
            }
        }
    }
}

impl<'a> Step<'a> {
    /// Where the page is.
    pub fn path(&self) -> PagePath {
        let own = |(list, item): &(&str, &str)| ((*list).to_owned(), (*item).to_owned());
        PagePath { hops: self.hops.iter().map(own).collect(), page: self.page.id.clone() }
    }

    /// The questions of the page; none when it is a list.
    pub fn questions(&self) -> &[Asked<'a>] {
        match &self.body {
            StepBody::Questions(questions) => questions,
            StepBody::List(_) => &[],
        }
    }

    /// The list of the page, when it is one.
    pub fn list(&self) -> Option<&ListWalk<'a>> {
        match &self.body {
            StepBody::Questions(_) => None,
            StepBody::List(list) => Some(list),
        }
    }
}

impl Asked<'_> {
    /// What is wrong or missing; nothing when the answer is right.
    pub fn mistakes(&self) -> &[Mistake] {
        self.answer.as_ref().err().map_or(&[], Vec::as_slice)
    }
}

impl<'a> ListWalk<'a> {
    /// The entry of an id.
    pub fn item(&self, id: &str) -> Option<&ItemWalk<'a>> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Whether another entry may be added.
    pub fn takes_more(&self) -> bool {
        self.items.len() < self.list.max as usize
    }
}
