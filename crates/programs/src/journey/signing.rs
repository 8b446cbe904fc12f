//! Who else has to sign, what each of them is shown, and what they sign.

use serde_json::Value;

use super::freeze::frozen;
use super::summary::parts;
use super::{Asked, Journey, Step, StepState, Summary, SummarySection};
use crate::Showing;
use crate::answers::Entry;
use crate::condition::Scope;
use crate::kinds::Answer;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::signer::Signer;

impl<'a> Journey<'a> {
    /// What a signer is shown: the pages that are asked, section by section.
    fn shown<'s>(
        &'s self,
        signer: &'s Signer,
    ) -> impl Iterator<Item = (&'s super::SectionWalk<'a>, Vec<&'s Step<'a>>)> {
        self.sections.iter().filter_map(move |walked| {
            let steps: Vec<_> = walked.steps.iter().filter(|step| signer.is_shown(walked.section, step.page)).collect();
            (!steps.is_empty()).then_some((walked, steps))
        })
    }

    /// Whether there is something to sign, and all of it is answered.
    pub fn is_ready_for(&self, signer: &Signer) -> bool {
        let mut shown = self.shown(signer).flat_map(|(_, steps)| steps).peekable();
        shown.peek().is_some() && shown.all(|step| step.state == StepState::Done)
    }

    /// The answers a signer is shown, as they stand among the frozen answers of the application ([`Journey::freeze`]); `None`
    /// while one of them is missing.
    pub fn freeze_for(&self, signer: &Signer) -> Option<Vec<Value>> {
        if !self.is_ready_for(signer) {
            return None;
        }
        let mut answers = Vec::new();
        for (_, steps) in self.shown(signer) {
            frozen(steps, &mut answers);
        }
        answers.iter_mut().for_each(Value::sort_all_objects);
        Some(answers)
    }

    /// The answers a signer is shown, to be read.
    pub fn summary_for(&self, signer: &Signer, showing: &Showing<'a>) -> Summary<'a> {
        let sections = self.shown(signer).map(|(walked, steps)| SummarySection {
            id: &walked.section.id,
            title: walked.section.title.get(showing.language),
            parts: parts(steps, showing),
        });
        Summary { sections: sections.collect() }
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

    /// Judges what a signer typed under the declaration: the name as it was typed, or what is wrong with it.
    ///
    /// # Errors
    /// Each mistake, as with any question.
    pub fn declare(&self, signer: &Signer, entry: &Entry) -> Result<String, Vec<Mistake>> {
        let field = signer.declaration.kind.field();
        let mut scope = Scope::within(None);
        for reference in field.references() {
            let asked = self.asked(reference.id);
            if let Some(Asked { question, answer: Ok(answer), .. }) = asked {
                scope.note(&question.id, "", question.kind.field().fact("", answer));
            }
        }
        let parsing = Parsing { today: self.today, tables: &self.program.tables, documents: &[], scope: &scope };
        match signer.declaration.parse(entry, &parsing)? {
            Answer::Declaration(declared) => Ok(declared.name),
            _ => Err(Vec::new()),
        }
    }
}
