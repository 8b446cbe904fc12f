//! Taking answers along into an application: as suggestions, which the person sees and sends themselves.

use jiff::civil::Date;
use language::Fault;

use super::{Carried, Finder, Way};
use crate::condition::Scope;
use crate::journey::walk;
use crate::question::{Parsing, Question};
use crate::{Answers, Entry, Program};

/// What a department writes in the file is an option or a yes or no, and right on every day.
const ANY_DAY: Date = jiff::civil::date(2000, 1, 1);

impl Finder {
    /// What `answers` tell the application that `way` leads to. Answers that are not asked (any more) or do not fit stay behind.
    pub fn carried(&self, way: &Way, program: &Program, answers: &Answers, today: Date) -> Answers {
        let mut scope = Scope::within(None);
        let journey = walk(&self.form, answers, today, &mut scope);
        let steps = journey.steps();
        let given = |id: &str| {
            let asked = steps.iter().flat_map(|step| step.questions()).find(|asked| asked.question.id == id)?;
            asked.entry.filter(|entry| asked.answer.is_ok() && !entry.is_blank())
        };
        let mut carried = Answers::default();
        for carry in &way.carry {
            let holds = carry.when.as_ref().is_none_or(|when| when.holds(&scope, today) == Some(true));
            let entry = match &carry.what {
                Carried::Answer(from) => given(from).cloned(),
                Carried::Value(value) => Some(Entry::of(value.as_str())),
            };
            if let Some(entry) = entry.filter(|_| holds)
                && let Some(question) = asked_once(program, &carry.to)
                && question.parse(&entry, &Parsing::alone(today, program.tables(), &[])).is_ok()
            {
                carried.entries.entry(carry.to.clone()).or_insert_with(|| entry.suggested());
            }
        }
        carried
    }

    /// Everything wrong with what is carried into `program`: questions it does not have, values it does not take.
    pub fn check_carried(&self, program: &Program) -> Vec<Fault> {
        let mut faults = Vec::new();
        let leads_there = |way: &&Way| way.program.as_ref().is_some_and(|named| named.id == program.id);
        for carry in self.ways.iter().filter(leads_there).flat_map(|way| &way.carry) {
            let Some(question) = asked_once(program, &carry.to) else {
                let what = format!("the program “{}” has no question “{}” outside of its lists", program.id, carry.to);
                faults.push(self.fault(carry.line, what, "Name one of its questions in “to”."));
                continue;
            };
            let fits = match &carry.what {
                Carried::Answer(from) => {
                    asked_once(&self.form, from).is_some_and(|from| from.kind.word() == question.kind.word())
                }
                Carried::Value(value) => {
                    question.parse(&Entry::of(value.as_str()), &Parsing::alone(ANY_DAY, program.tables(), &[])).is_ok()
                }
            };
            if !fits {
                let what = format!("the question “{}” of the program “{}” takes no such answer", carry.to, program.id);
                faults.push(self.fault(carry.line, what, "Carry an answer of its kind, or a value it has."));
            }
        }
        faults
    }
}

fn asked_once<'p>(program: &'p Program, id: &str) -> Option<&'p Question> {
    program
        .questions()
        .into_iter()
        .find(|placed| placed.lists.is_empty() && placed.question.id == id)
        .map(|placed| placed.question)
}
