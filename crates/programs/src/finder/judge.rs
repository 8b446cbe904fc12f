//! From answers to verdicts: what speaks against a way, what stays open, what is met.

use jiff::civil::Date;

use super::{Checklist, Clause, Finder, Way};
use crate::Answers;
use crate::condition::Scope;
use crate::journey::walk;

/// What the finder makes of somebody's answers.
#[derive(Debug)]
pub struct Found<'f> {
    /// Every way with its verdict, in the order of the file.
    pub ways: Vec<Judged<'f>>,
    /// What to gather for the ways that are not unlikely.
    pub checklists: Vec<Gathered<'f>>,
}

/// A way, judged.
#[derive(Debug)]
pub struct Judged<'f> {
    /// The way.
    pub way: &'f Way,
    /// Whether it may fit.
    pub verdict: Verdict,
    /// Why: at least one. Of an unlikely way only what speaks against it.
    pub reasons: Vec<Reason<'f>>,
    /// What to know beside it.
    pub notes: Vec<&'f Clause>,
}

/// Whether a way may fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everything the finder knows to ask for is met.
    Likely,
    /// Something is open.
    Depends,
    /// A rule speaks against it.
    Unlikely,
}

/// A rule and how the answers stand to it.
#[derive(Debug, Clone, Copy)]
pub struct Reason<'f> {
    /// The rule.
    pub rule: &'f Clause,
    /// How the answers stand to it.
    pub stand: Stand,
}

/// How answers stand to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It speaks against the way.
    Against,
    /// The answers do not settle it.
    Open,
    /// The answers meet it.
    Met,
}

/// A checklist with the papers this person needs.
#[derive(Debug)]
pub struct Gathered<'f> {
    /// The checklist.
    pub list: &'f Checklist,
    /// The ways it is for.
    pub ways: Vec<&'f Way>,
    /// The papers; at least one.
    pub items: Vec<&'f Clause>,
}

impl Finder {
    /// What it makes of `answers`. Total: any answers at all give every way one verdict with at least one reason.
    pub fn judge(&self, answers: &Answers, today: Date) -> Found<'_> {
        let mut scope = Scope::within(None);
        walk(&self.form, answers, today, &mut scope);
        // What is not known yet does not hold, neither for nor against.
        let holds = |clause: &Clause| clause.when.as_ref().is_none_or(|when| when.holds(&scope, today) == Some(true));
        let ways: Vec<Judged<'_>> = self.ways.iter().map(|way| judged(way, &holds)).collect();
        let gathered = self.checklists.iter().filter_map(|list| {
            let named = |judged: &&Judged<'_>| judged.way.checklists.iter().any(|named| named.id == list.id);
            let open = ways.iter().filter(|judged| judged.verdict != Verdict::Unlikely).filter(named);
            let ways: Vec<&Way> = open.map(|judged| judged.way).collect();
            let items: Vec<&Clause> = list.items.iter().filter(|item| holds(item)).collect();
            (!ways.is_empty() && !items.is_empty()).then_some(Gathered { list, ways, items })
        });
        let checklists = gathered.collect();
        Found { ways, checklists }
    }
}

fn judged<'f>(way: &'f Way, holds: &impl Fn(&Clause) -> bool) -> Judged<'f> {
    let told = |rules: &'f [Clause], stand: Stand, wanted: bool| {
        rules.iter().filter(move |rule| holds(rule) == wanted).map(move |rule| Reason { rule, stand })
    };
    let notes = way.notes.iter().filter(|note| holds(note)).collect();
    let against: Vec<Reason<'f>> = told(&way.unlikely, Stand::Against, true).collect();
    if !against.is_empty() {
        return Judged { way, verdict: Verdict::Unlikely, reasons: against, notes };
    }
    let open = told(&way.depends, Stand::Open, true).chain(told(&way.needed, Stand::Open, false));
    let mut reasons: Vec<Reason<'f>> = open.collect();
    let verdict = if reasons.is_empty() { Verdict::Likely } else { Verdict::Depends };
    reasons.extend(told(&way.needed, Stand::Met, true));
    Judged { way, verdict, reasons, notes }
}
