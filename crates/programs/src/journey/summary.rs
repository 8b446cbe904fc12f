//! All answers laid out to be read: for the review page, the PDF and the officer.

use language::{Arg, format};

use super::{Asked, ItemWalk, Journey, ListProblem, ListWalk, Step, StepBody, StepState};
use crate::coverage::{Coverage, Gap};
use crate::kinds::Answer;
use crate::question::Question;
use crate::{PagePath, Showing, YearMonth};

/// An application to be read.
#[derive(Debug, Clone)]
pub struct Summary<'a> {
    /// Its sections in order.
    pub sections: Vec<SummarySection<'a>>,
}

/// A section to be read.
#[derive(Debug, Clone)]
pub struct SummarySection<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Its questions and lists in order.
    pub parts: Vec<SummaryPart<'a>>,
}

/// A question or a list to be read.
#[derive(Debug, Clone)]
pub enum SummaryPart<'a> {
    /// A question with its answer.
    Row(SummaryRow<'a>),
    /// A list with its entries.
    List(SummaryList<'a>),
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub struct SummaryRow<'a> {
    /// The question.
    pub question: &'a Question,
    /// Its label.
    pub label: &'a str,
    /// The answer, one string a line; none when it was left empty or is missing.
    pub lines: Vec<String>,
    /// Whether an answer is needed and not there, or not right.
    pub missing: bool,
    /// The page to change it on.
    pub path: PagePath,
}

/// A list with its entries.
#[derive(Debug, Clone)]
pub struct SummaryList<'a> {
    /// The title of its page.
    pub title: &'a str,
    /// Its entries in the order of the walk.
    pub items: Vec<SummaryItem<'a>>,
    /// How they cover time, where they have to.
    pub coverage: Option<Coverage<'a>>,
    /// Whether something keeps it from being done.
    pub missing: bool,
    /// The page to change it on.
    pub path: PagePath,
}

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct SummaryItem<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called: the answers that name it, or what an entry is called while they are missing.
    pub name: String,
    /// Its questions and lists in order.
    pub parts: Vec<SummaryPart<'a>>,
}

impl<'a> Journey<'a> {
    /// All answers to be read, in the language of the page.
    pub fn summary(&self, showing: &Showing<'a>) -> Summary<'a> {
        let sections = self.sections.iter().map(|section| SummarySection {
            id: &section.section.id,
            title: section.section.title.get(showing.language),
            parts: parts(&section.steps, showing),
        });
        Summary { sections: sections.collect() }
    }
}

/// These pages to be read.
pub(super) fn parts<'s, 'a: 's>(
    steps: impl IntoIterator<Item = &'s Step<'a>>,
    showing: &Showing<'a>,
) -> Vec<SummaryPart<'a>> {
    let mut found = Vec::new();
    for step in steps {
        let path = step.path();
        match &step.body {
            StepBody::Questions(questions) => {
                found.extend(questions.iter().map(|asked| SummaryPart::Row(row(asked, path.clone(), showing))));
            }
            StepBody::List(list) => found.push(SummaryPart::List(SummaryList {
                title: step.page.title.get(showing.language),
                items: list.items.iter().map(|item| entry(list, item, showing)).collect(),
                coverage: list.coverage.clone(),
                missing: step.state != StepState::Done,
                path,
            })),
        }
    }
    found
}

/// An entry to be read.
pub(super) fn entry<'a>(list: &ListWalk<'a>, item: &ItemWalk<'a>, showing: &Showing<'a>) -> SummaryItem<'a> {
    SummaryItem { id: item.id, name: item.name(list.list, showing), parts: parts(&item.steps, showing) }
}

fn row<'a>(asked: &Asked<'a>, path: PagePath, showing: &Showing<'a>) -> SummaryRow<'a> {
    SummaryRow {
        question: asked.question,
        label: asked.question.label.get(showing.language),
        lines: asked.lines(showing),
        missing: asked.answer.is_err(),
        path,
    }
}

impl Asked<'_> {
    /// The answer as lines to be read; none when it was left empty, is missing or is wrong.
    pub fn lines(&self, showing: &Showing<'_>) -> Vec<String> {
        match &self.answer {
            Ok(Answer::Nothing) | Err(_) => Vec::new(),
            Ok(answer) => self.question.show(answer, showing),
        }
    }
}

impl ItemWalk<'_> {
    /// What the entry is called on its card: the answers that name it, or what an entry is called while they are missing.
    pub fn name(&self, list: &crate::List, showing: &Showing<'_>) -> String {
        let questions: Vec<&Asked<'_>> = self.steps.iter().flat_map(Step::questions).collect();
        let names: Vec<String> = list
            .summary
            .iter()
            .filter_map(|id| questions.iter().find(|asked| asked.question.id == *id))
            .filter_map(|asked| Some(asked.question.brief(asked.answer.as_ref().ok()?, showing)))
            .filter(|name| !name.is_empty())
            .collect();
        if names.is_empty() { list.item.get(showing.language).to_owned() } else { names.join(", ") }
    }
}

impl ListProblem<'_> {
    /// A sentence that says what is wrong with the list and what to do. Gaps name the entries on either side.
    pub fn explain(&self, walked: &ListWalk<'_>, showing: &Showing<'_>) -> String {
        let say = |key, arguments: &[(&str, Arg<'_>)]| showing.messages.say_with(showing.language, key, arguments);
        let name = |id: &str| walked.item(id).map_or_else(String::new, |item| item.name(walked.list, showing));
        match self {
            Self::Unanswered => say("fields-list-unanswered", &[]),
            Self::Unfinished(item) => say("fields-list-unfinished", &[("name", Arg::Text(&name(item)))]),
            Self::TooFew(min) => say("fields-list-too-few", &[("min", Arg::Number((*min).into()))]),
            Self::TooMany(max) => say("fields-list-too-many", &[("max", Arg::Number((*max).into()))]),
            Self::Gap(gap) => {
                let months = gap.months(showing);
                let months = ("months", Arg::Text(&months));
                let before = gap.before_item.map(&name);
                let after = gap.after_item.map(&name);
                match (&before, &after) {
                    (Some(before), Some(after)) => {
                        say("fields-list-gap-between", &[months, ("before", before.into()), ("after", after.into())])
                    }
                    (Some(before), None) => say("fields-list-gap-end", &[months, ("before", before.into())]),
                    (None, Some(after)) => say("fields-list-gap-start", &[months, ("after", after.into())]),
                    (None, None) => say("fields-list-gap-all", &[months]),
                }
            }
        }
    }
}

impl Gap<'_> {
    /// The months of the gap in words: one month, or the first and the last.
    pub fn months(&self, showing: &Showing<'_>) -> String {
        let month = |month: YearMonth| format::month(showing.language, month.year(), month.month());
        if self.from == self.to {
            return month(self.from);
        }
        let arguments = [("from", Arg::Text(&month(self.from))), ("to", Arg::Text(&month(self.to)))];
        showing.messages.say_with(showing.language, "fields-period-range", &arguments)
    }
}
