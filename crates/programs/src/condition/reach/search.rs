//! The search for answers that make a condition true: one answer after the other, as few as decide it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Test;
use super::super::check::Known;
use super::domain::{self, Value};
use super::{Form, Gate, Gated, address, operand};

/// Most answers that are tried for one condition.
const MAX_TRIALS: usize = 20_000;

/// What is tried: the part of an answer, or whether a page is asked where nobody knows when it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject<'t> {
    Answer(*const (), &'t str),
    Page(Gate),
}

/// What a form comes to as far as answers were chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    True,
    False,
    /// It depends, first of all on the subject of this number.
    Open(usize),
}

/// Whether some answers make the form true. Without `gates`, whenever a question is asked; where there is too much to try, it
/// is said to hold.
pub(super) fn can_hold<'p>(form: &Form<'p>, gates: Option<&[Gated<'p>]>) -> bool {
    let mut gathered = Gathered { gates, needed: BTreeSet::new(), subjects: BTreeMap::new() };
    gathered.gather(form);
    let numbers: BTreeMap<Subject<'_>, usize> = gathered.subjects.keys().cloned().zip(0..).collect();
    let domains: Option<Vec<Vec<Value<'_>>>> = gathered
        .subjects
        .iter()
        .map(|(subject, (known, tests))| match (subject, known) {
            (Subject::Answer(_, part), Some(known)) => domain::answers(*known, part, tests, gates.is_none()),
            _ => Some(vec![Value::Asked(true), Value::Asked(false)]),
        })
        .collect();
    let Some(domains) = domains else { return true };
    let chosen = vec![None; domains.len()];
    let gates = gates.unwrap_or_default();
    let mut search =
        Search { form, gates, needed: gathered.needed, numbers, domains: &domains, chosen, trials: MAX_TRIALS };
    search.found()
}

/// What a form and the gates it needs ask about.
struct Gathered<'s, 'p> {
    gates: Option<&'s [Gated<'p>]>,
    needed: BTreeSet<Gate>,
    subjects: BTreeMap<Subject<'s>, (Option<Known<'p>>, Vec<&'s Test>)>,
}

impl<'s, 'p> Gathered<'s, 'p> {
    fn gather(&mut self, form: &'s Form<'p>) {
        match form {
            Form::And(left, right) | Form::Or(left, right) => {
                self.gather(left);
                self.gather(right);
            }
            Form::Not(inner) => self.gather(inner),
            Form::Asked(gate) => self.page(*gate),
            Form::Test { of, gate, test } => {
                let subject = Subject::Answer(address(*of), &operand(test).part);
                self.subjects.entry(subject).or_insert_with(|| (Some(*of), Vec::new())).1.push(test);
                if let Some(gate) = gate {
                    self.page(*gate);
                }
            }
        }
    }

    fn page(&mut self, gate: Gate) {
        match self.gates.and_then(|gates| gates[gate].form.as_ref()) {
            None => {
                self.subjects.entry(Subject::Page(gate)).or_default();
            }
            Some(form) => {
                if self.needed.insert(gate) {
                    self.gather(form);
                }
            }
        }
    }
}

struct Search<'s, 'p> {
    form: &'s Form<'p>,
    gates: &'s [Gated<'p>],
    needed: BTreeSet<Gate>,
    numbers: BTreeMap<Subject<'s>, usize>,
    domains: &'s [Vec<Value<'s>>],
    chosen: Vec<Option<&'s Value<'s>>>,
    trials: usize,
}

impl Search<'_, '_> {
    fn found(&mut self) -> bool {
        if self.trials == 0 {
            return true;
        }
        self.trials -= 1;
        let mut asked = BTreeMap::new();
        // A gate needs only earlier ones.
        for gate in &self.needed {
            if let Some(form) = &self.gates[*gate].form {
                asked.insert(*gate, self.outcome(form, &asked));
            }
        }
        let open = match self.outcome(self.form, &asked) {
            Outcome::True => return true,
            Outcome::False => return false,
            Outcome::Open(open) => open,
        };
        for value in &self.domains[open] {
            self.chosen[open] = Some(value);
            if self.found() {
                return true;
            }
        }
        self.chosen[open] = None;
        false
    }

    fn outcome(&self, form: &Form<'_>, asked: &BTreeMap<Gate, Outcome>) -> Outcome {
        use Outcome::{False, Open, True};
        match form {
            Form::And(left, right) => match (self.outcome(left, asked), self.outcome(right, asked)) {
                (False, _) | (_, False) => False,
                (True, other) | (other, True) => other,
                (open, _) => open,
            },
            Form::Or(left, right) => match (self.outcome(left, asked), self.outcome(right, asked)) {
                (True, _) | (_, True) => True,
                (False, other) | (other, False) => other,
                (open, _) => open,
            },
            Form::Not(inner) => match self.outcome(inner, asked) {
                True => False,
                False => True,
                open @ Open(_) => open,
            },
            Form::Asked(gate) => self.asked(*gate, asked),
            Form::Test { of, gate, test } => {
                let subject = Subject::Answer(address(*of), &operand(test).part);
                let passes = self.value(&subject, |value| value.passes(test));
                match (passes, gate.map_or(True, |gate| self.asked(gate, asked))) {
                    (False, _) | (_, False) => False,
                    (True, asked) => asked,
                    (open, _) => open,
                }
            }
        }
    }

    fn asked(&self, gate: Gate, asked: &BTreeMap<Gate, Outcome>) -> Outcome {
        match asked.get(&gate) {
            Some(outcome) => *outcome,
            None => self.value(&Subject::Page(gate), |value| *value == Value::Asked(true)),
        }
    }

    fn value(&self, subject: &Subject<'_>, passes: impl Fn(&Value<'_>) -> bool) -> Outcome {
        let Some(number) = self.numbers.get(subject).copied() else { return Outcome::False };
        match self.chosen[number] {
            None => Outcome::Open(number),
            Some(value) if passes(value) => Outcome::True,
            Some(_) => Outcome::False,
        }
    }
}
