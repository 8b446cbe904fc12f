//! Who else has to sign, what each of them is shown, and what they sign.

use std::slice;

use language::Arg;
use serde_json::Value;

use super::freeze::{frozen, frozen_list};
use super::summary::{entry, parts};
use super::{Asked, ItemWalk, Journey, ListWalk, SectionWalk, Step, StepState, gather};
use super::{Summary, SummaryList, SummaryPart, SummarySection};
use crate::answers::{DocumentRef, Entry};
use crate::condition::Scope;
use crate::kinds::Answer;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::signer::{Share, Signatory};
use crate::{PagePath, Showing};

/// A page as a signer is shown it: whole, or of a list their own entry and nothing else.
enum Shown<'s, 'a> {
    Whole(&'s Step<'a>),
    Own(&'s Step<'a>, &'s ListWalk<'a>, &'s ItemWalk<'a>),
}

impl Shown<'_, '_> {
    fn is_done(&self) -> bool {
        match self {
            Self::Whole(step) => step.state == StepState::Done,
            Self::Own(_, _, item) => item.state == StepState::Done,
        }
    }
}

impl<'a> Signatory<'a> {
    /// What of a page is shown.
    fn part<'s>(&self, section: &SectionWalk<'a>, step: &'s Step<'a>) -> Option<Shown<'s, 'a>> {
        match self.signer.share(section.section, step.page) {
            Share::Nothing => None,
            Share::Own => {
                let list = step.list()?;
                Some(Shown::Own(step, list, list.item(self.entry?)?))
            }
            Share::Whole => Some(Shown::Whole(step)),
        }
    }
}

impl<'a> Journey<'a> {
    /// What somebody is shown: the pages that are asked, section by section.
    fn shown<'s>(
        &'s self,
        signing: &'s Signatory<'a>,
    ) -> impl Iterator<Item = (&'s SectionWalk<'a>, Vec<Shown<'s, 'a>>)> {
        self.sections.iter().filter_map(move |walked| {
            let shown: Vec<_> = walked.steps.iter().filter_map(|step| signing.part(walked, step)).collect();
            (!shown.is_empty()).then_some((walked, shown))
        })
    }

    /// The entry that signs for itself, with its list.
    fn own(&self, signing: &Signatory<'_>) -> Option<(&ListWalk<'a>, &ItemWalk<'a>)> {
        let (id, each) = (signing.entry?, signing.signer.each.as_deref()?);
        let mut lists = self.sections.iter().flat_map(|section| &section.steps).filter_map(Step::list);
        let list = lists.find(|list| list.list.id == each)?;
        Some((list, list.item(id)?))
    }

    /// What the entry that signs is called; nothing for a signer who is no entry of a list.
    pub fn name_of(&self, signing: &Signatory<'_>, showing: &Showing<'_>) -> Option<String> {
        self.own(signing).map(|(list, item)| item.name(list.list, showing))
    }

    /// Who it is, as the applicant reads it: what the program calls them, and the entry by its name.
    pub fn title_of(&self, signing: &Signatory<'_>, showing: &Showing<'_>) -> String {
        let title = signing.signer.title.get(showing.language);
        let Some(name) = self.name_of(signing, showing) else { return title.to_owned() };
        let arguments = [("title", Arg::Text(title)), ("name", Arg::Text(&name))];
        showing.messages.say_with(showing.language, "fields-signer-entry", &arguments)
    }

    /// Whether there is something to sign, and all of it is answered.
    pub fn is_ready_for(&self, signing: &Signatory<'a>) -> bool {
        let mut shown = self.shown(signing).flat_map(|(_, shown)| shown).peekable();
        shown.peek().is_some() && shown.all(|shown| shown.is_done())
    }

    /// The answers somebody is shown, as they stand among the frozen answers of the application ([`Journey::freeze`]), a list with
    /// one entry where they are shown no other; `None` while one of them is missing.
    pub fn freeze_for(&self, signing: &Signatory<'a>) -> Option<Vec<Value>> {
        if !self.is_ready_for(signing) {
            return None;
        }
        let mut answers = Vec::new();
        for shown in self.shown(signing).flat_map(|(_, shown)| shown) {
            match shown {
                Shown::Whole(step) => frozen([step], &mut answers),
                Shown::Own(_, list, item) => answers.push(frozen_list(list, [item])),
            }
        }
        answers.iter_mut().for_each(Value::sort_all_objects);
        Some(answers)
    }

    /// The answers somebody is shown, to be read.
    pub fn summary_for(&self, signing: &Signatory<'a>, showing: &Showing<'a>) -> Summary<'a> {
        let part = |shown| match shown {
            Shown::Whole(step) => parts([step], showing),
            Shown::Own(step, list, item) => vec![SummaryPart::List(SummaryList {
                title: step.page.title.get(showing.language),
                items: vec![entry(list, item, showing)],
                coverage: None,
                missing: item.state != StepState::Done,
                path: step.path(),
            })],
        };
        let sections = self.shown(signing).map(|(walked, shown)| SummarySection {
            id: &walked.section.id,
            title: walked.section.title.get(showing.language),
            parts: shown.into_iter().flat_map(part).collect(),
        });
        Summary { sections: sections.collect() }
    }

    /// The documents among what somebody is shown.
    pub fn documents_for(&self, signing: &Signatory<'a>) -> Vec<&'a DocumentRef> {
        let mut steps = Vec::new();
        for shown in self.shown(signing).flat_map(|(_, shown)| shown) {
            match shown {
                Shown::Whole(step) => gather(slice::from_ref(step), &mut steps),
                Shown::Own(_, _, item) => gather(&item.steps, &mut steps),
            }
        }
        steps.into_iter().flat_map(Step::questions).flat_map(|asked| asked.documents).collect()
    }

    /// Whether somebody is shown the page at a path.
    pub fn shows(&self, signing: &Signatory<'a>, path: &PagePath) -> bool {
        let outermost = path.hops.first();
        let top = outermost.map_or(&path.page, |(list, _)| list);
        let mut shown = self.shown(signing).flat_map(|(_, shown)| shown);
        shown.any(|shown| match shown {
            Shown::Whole(step) => step.page.id == *top,
            Shown::Own(step, _, item) => step.page.id == *top && outermost.is_some_and(|(_, id)| id == item.id),
        })
    }

    /// What was answered to a question outside of lists, in one line; `None` while it is not (rightly) answered.
    pub fn brief(&self, question: &str, showing: &Showing<'_>) -> Option<String> {
        let asked = self.asked(question)?;
        let said = asked.question.brief(asked.answer.as_ref().ok()?, showing);
        (!said.is_empty()).then_some(said)
    }

    fn asked(&self, question: &str) -> Option<&Asked<'a>> {
        let steps = self.sections.iter().flat_map(|section| &section.steps);
        steps.flat_map(Step::questions).find(|asked| asked.question.id == question)
    }

    /// Judges what somebody typed under the declaration: the name as it was typed, or what is wrong with it.
    ///
    /// # Errors
    /// Each mistake, as with any question.
    pub fn declare(&self, signing: &Signatory<'_>, typed: &Entry) -> Result<String, Vec<Mistake>> {
        let question = &signing.signer.declaration;
        let mut scope = Scope::within(None);
        for reference in question.kind.field().references() {
            let own = self.own(signing).into_iter().flat_map(|(_, item)| &item.steps).flat_map(Step::questions);
            let mut own = own.filter(|asked| asked.question.id == reference.id);
            let asked = own.next().or_else(|| self.asked(reference.id));
            if let Some(Asked { question, answer: Ok(answer), .. }) = asked {
                scope.note(&question.id, "", question.kind.field().fact("", answer));
            }
        }
        let parsing = Parsing { today: self.today, tables: &self.program.tables, documents: &[], scope: &scope };
        match question.parse(typed, &parsing)? {
            Answer::Declaration(declared) => Ok(declared.name),
            _ => Err(Vec::new()),
        }
    }
}
