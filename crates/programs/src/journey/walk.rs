//! The walk itself: one pass through the pages, noting what each answer tells the conditions that come later.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Asked, Hops, ItemWalk, Journey, ListProblem, ListWalk, SectionState, SectionWalk, Step, StepBody, StepState,
};
use crate::Tables;
use crate::answers::{Answers, Entry, Item};
use crate::condition::{Fact, Scope};
use crate::coverage::{Coverage, first_month};
use crate::fees::Charge;
use crate::kinds::{Answer, Period};
use crate::limits::{MAX_DEPTH, MAX_ITEMS};
use crate::program::{Body, List, Page, Program};
use crate::question::{Parsing, Question};
use crate::signer::{Signatory, Signer};

/// Stands in for a page that was never saved.
static EMPTY: Entry = Entry(BTreeMap::new());

/// Walks an application. What its answers outside of lists tell stands in `scope` afterwards.
pub(crate) fn walk<'a>(program: &'a Program, answers: &'a Answers, today: Date, scope: &mut Scope<'a>) -> Journey<'a> {
    let charges = program.fees.iter().map(Charge::new).collect();
    let mut walker = Walker { today, tables: &program.tables, charges, signers: &program.signers, signing: Vec::new() };
    let hops: Hops<'a> = Arc::from([]);
    // Once a page is not done, none after it may be opened.
    let mut open = true;
    let mut undecided = false;
    let mut sections = Vec::with_capacity(program.sections.len());
    for section in &program.sections {
        let ready = open;
        let walked = walker.pages(&section.pages, answers, &hops, scope, open);
        open = walked.open;
        undecided |= walked.undecided;
        let done = walked.steps.iter().all(|step| step.state == StepState::Done);
        // A section none of whose pages is asked is not shown, as soon as that is sure.
        if walked.steps.is_empty() && !walked.undecided {
            continue;
        }
        let state = if done && !walked.undecided {
            SectionState::Done
        } else if walked.steps.iter().any(is_started) {
            SectionState::Started
        } else if ready && !walked.steps.is_empty() {
            SectionState::Ready
        } else {
            SectionState::NotYet
        };
        sections.push(SectionWalk { section, steps: walked.steps, state });
    }
    walker.charge(None, scope);
    walker.sign(None, scope);
    let mut signers = walker.signing;
    signers.sort_by_key(|signing| program.signers.iter().position(|signer| signer.id == signing.signer.id));
    Journey { program, today, sections, undecided, signers, charges: walker.charges }
}

/// Whether anything was ever typed on a page.
fn is_started(step: &Step<'_>) -> bool {
    match &step.body {
        StepBody::Questions(questions) => questions.iter().any(is_saved),
        StepBody::List(list) => !list.items.is_empty() || list.more.is_some(),
    }
}

/// Whether a person has sent the page of a question; what was only suggested to them is not theirs yet.
fn is_saved(asked: &Asked<'_>) -> bool {
    asked.entry.is_some_and(|entry| !entry.is_suggested()) || !asked.documents.is_empty()
}

struct Walker<'a> {
    today: Date,
    tables: &'a Tables,
    charges: Vec<Charge<'a>>,
    signers: &'a [Signer],
    signing: Vec<Signatory<'a>>,
}

/// Pages in a row, walked.
struct Walked<'a> {
    steps: Vec<Step<'a>>,
    /// Whether a page after these may be opened.
    open: bool,
    /// Whether it is not known of some page if it is asked.
    undecided: bool,
}

impl<'a> Walker<'a> {
    fn pages<'s>(
        &mut self,
        pages: &'a [Page],
        answers: &'a Answers,
        hops: &Hops<'a>,
        scope: &mut Scope<'s>,
        mut open: bool,
    ) -> Walked<'a>
    where
        'a: 's,
    {
        let mut steps = Vec::with_capacity(pages.len());
        let mut undecided = false;
        for page in pages {
            match page.when.as_ref().map_or(Some(true), |when| when.holds(scope, self.today)) {
                Some(true) => {}
                Some(false) => continue,
                None => {
                    note_unknown(page, scope);
                    undecided = true;
                    open = false;
                    continue;
                }
            }
            let (state, body) = match &page.body {
                Body::Questions(questions) => {
                    let asked: Vec<Asked<'a>> =
                        questions.iter().map(|question| self.ask(question, answers, scope)).collect();
                    (state_of(&asked, open), StepBody::Questions(asked))
                }
                Body::List(list) => {
                    let walked = self.list(list, answers, hops, scope, open);
                    let started = !walked.items.is_empty() || walked.more.is_some();
                    let state = match walked.problems.as_slice() {
                        [] => StepState::Done,
                        _ if walked.more == Some(false) => StepState::Faulty,
                        _ if open || started => StepState::Open,
                        _ => StepState::NotYet,
                    };
                    let fact = match i64::try_from(walked.items.len()) {
                        Ok(count) if state == StepState::Done => Fact::Number(count),
                        _ => Fact::Unknown,
                    };
                    scope.note(&list.id, "", fact);
                    (state, StepBody::List(walked))
                }
            };
            steps.push(Step { hops: Arc::clone(hops), page, state, open, body });
            open &= state == StepState::Done;
        }
        Walked { steps, open, undecided }
    }

    /// Parses one answer and notes what it tells.
    fn ask<'s>(&self, question: &'a Question, answers: &'a Answers, scope: &mut Scope<'s>) -> Asked<'a>
    where
        'a: 's,
    {
        let entry = answers.entries.get(&question.id);
        let documents = answers.documents.get(&question.id).map_or(&[][..], Vec::as_slice);
        let parsing = Parsing { today: self.today, tables: self.tables, documents, scope };
        let unseen = entry.is_none() && documents.is_empty() && question.optional;
        let answer = if unseen || entry.is_some_and(Entry::is_suggested) {
            // Nobody saw the question yet: leaving it empty is an answer only once its page was saved, and so is what was suggested.
            Err(Vec::new())
        } else {
            question.parse(entry.unwrap_or(&EMPTY), &parsing)
        };
        if question.watched {
            let field = question.kind.field();
            for (part, _) in field.facets() {
                let fact = match &answer {
                    Err(_) => Fact::Unknown,
                    Ok(Answer::Nothing) => Fact::Nothing,
                    Ok(answer) => field.fact(part, answer),
                };
                scope.note(&question.id, part, fact);
            }
        }
        Asked { question, entry, documents, answer }
    }

    fn list<'s>(
        &mut self,
        list: &'a List,
        answers: &'a Answers,
        hops: &Hops<'a>,
        scope: &Scope<'s>,
        open: bool,
    ) -> ListWalk<'a>
    where
        'a: 's,
    {
        let stored = answers.items.get(&list.id).map_or(&[][..], Vec::as_slice);
        // Edits keep to these bounds; stored data that does not is cut short rather than trusted.
        let stored = if hops.len() < MAX_DEPTH { &stored[..stored.len().min(MAX_ITEMS)] } else { &[] };
        let mut items: Vec<ItemWalk<'a>> = stored.iter().map(|item| self.item(list, item, hops, scope, open)).collect();
        let more = match answers.entries.get(&list.id).map(|entry| entry.get("")) {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        };
        let coverage = self.coverage(list, &items, scope);
        if let Some(coverage) = &coverage {
            // Entries without a period yet come first: they are what to go on with.
            items.sort_by_key(|item| coverage.rows.iter().position(|row| row.item == item.id));
        }
        let problems = problems(list, &items, more, coverage.as_ref());
        ListWalk { list, items, more, coverage, problems }
    }

    fn item<'s>(
        &mut self,
        list: &'a List,
        item: &'a Item,
        hops: &Hops<'a>,
        outer: &Scope<'s>,
        open: bool,
    ) -> ItemWalk<'a>
    where
        'a: 's,
    {
        let hops: Hops<'a> = hops.iter().copied().chain([(list.id.as_str(), item.id.as_str())]).collect();
        let mut scope = Scope::within(Some(outer));
        let walked = self.pages(&list.pages, &item.answers, &hops, &mut scope, open);
        if hops.len() == 1 {
            self.charge(Some(&list.id), &scope);
            self.sign(Some((&list.id, &item.id)), &scope);
        }
        let state = if walked.steps.iter().any(|step| step.state == StepState::Faulty) {
            StepState::Faulty
        } else if walked.undecided || walked.steps.iter().any(|step| step.state != StepState::Done) {
            StepState::Open
        } else {
            StepState::Done
        };
        ItemWalk { id: &item.id, steps: walked.steps, state }
    }

    /// Counts the fees that are owed once, or for this entry of a list.
    fn charge(&mut self, each: Option<&str>, scope: &Scope<'_>) {
        for charge in self.charges.iter_mut().filter(|charge| charge.fee.each.as_deref() == each) {
            charge.count(charge.fee.when.as_ref().map_or(Some(true), |when| when.holds(scope, self.today)));
        }
    }

    /// Notes who signs besides the applicant, or for this entry of a list (its list and its id).
    fn sign(&mut self, each: Option<(&str, &'a str)>, scope: &Scope<'_>) {
        let signers = self.signers.iter().filter(|signer| signer.each.as_deref() == each.map(|(list, _)| list));
        for signer in signers {
            if signer.when.as_ref().is_none_or(|when| when.holds(scope, self.today) == Some(true)) {
                self.signing.push(Signatory { signer, entry: each.map(|(_, item)| item) });
            }
        }
    }

    fn coverage(&self, list: &'a List, items: &[ItemWalk<'a>], scope: &Scope<'_>) -> Option<Coverage<'a>> {
        let cover = list.cover.as_ref()?;
        let born = match cover.birth_date.as_ref().map(|id| scope.fact(id, "")) {
            Some(Fact::Day { first, .. }) => Some(first),
            _ => None,
        };
        let from = first_month(cover, born, self.today)?;
        let periods = items.iter().filter_map(|item| Some((item.id, period(item, &cover.period)?)));
        Some(Coverage::of(from, self.today, periods))
    }
}

/// What keeps a list from being done.
fn problems<'a>(
    list: &List,
    items: &[ItemWalk<'a>],
    more: Option<bool>,
    coverage: Option<&Coverage<'a>>,
) -> Vec<ListProblem<'a>> {
    let mut problems: Vec<ListProblem<'a>> = items
        .iter()
        .filter(|item| item.state != StepState::Done)
        .map(|item| ListProblem::Unfinished(item.id))
        .collect();
    if items.len() < list.min as usize {
        problems.push(ListProblem::TooFew(list.min));
    }
    if items.len() > list.max as usize {
        problems.push(ListProblem::TooMany(list.max));
    }
    problems.extend(coverage.iter().flat_map(|coverage| &coverage.gaps).map(|gap| ListProblem::Gap(*gap)));
    // A full list takes no more, so there is nothing to ask.
    if more != Some(false) && items.len() < list.max as usize {
        problems.push(ListProblem::Unanswered);
    }
    problems
}

/// The answer to the period question of an entry, when it is right.
fn period(item: &ItemWalk<'_>, id: &str) -> Option<Period> {
    let asked = item.steps.iter().flat_map(Step::questions).find(|asked| asked.question.id == id)?;
    match asked.answer {
        Ok(Answer::Period(period)) => Some(period),
        _ => None,
    }
}

/// Notes that nothing is known of a page of which it is not known if it is asked.
fn note_unknown<'s, 'a: 's>(page: &'a Page, scope: &mut Scope<'s>) {
    match &page.body {
        Body::List(list) => scope.note(&list.id, "", Fact::Unknown),
        Body::Questions(questions) => {
            for question in questions.iter().filter(|question| question.watched) {
                for (part, _) in question.kind.field().facets() {
                    scope.note(&question.id, part, Fact::Unknown);
                }
            }
        }
    }
}

fn state_of(asked: &[Asked<'_>], open: bool) -> StepState {
    if asked.iter().all(|asked| asked.answer.is_ok()) {
        StepState::Done
    } else if asked.iter().all(is_saved) {
        StepState::Faulty
    } else if open || asked.iter().any(is_saved) {
        StepState::Open
    } else {
        StepState::NotYet
    }
}
