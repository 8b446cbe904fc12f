//! Whether a condition can ever hold, also together with the conditions under which the questions it asks about are asked.
//!
//! An exact search over the answers that matter to it: the options of a choice, the numbers around those it compares with. A
//! question that is not asked makes each comparison false, just as on the walk. Where there is too much to try, the answer is
//! that it can: nothing is called unreachable that somebody could reach.

mod domain;
mod search;

use std::collections::BTreeMap;

use super::check::{Known, Names};
use super::{Condition, Expr, Measure, Operand, Test};

/// A condition whose ids are replaced by what they stand for at its place.
#[derive(Clone)]
pub(crate) enum Form<'p> {
    And(Box<Form<'p>>, Box<Form<'p>>),
    Or(Box<Form<'p>>, Box<Form<'p>>),
    Not(Box<Form<'p>>),
    /// The page of this gate is asked.
    Asked(Gate),
    /// A comparison with an answer, which is false unless its page is asked.
    Test {
        of: Known<'p>,
        gate: Option<Gate>,
        test: Test,
    },
}

/// The number of the condition under which a page is asked.
pub(crate) type Gate = usize;

/// The condition of a page, and how it is written.
struct Gated<'p> {
    /// Nobody knows when the page is asked, where its condition is wrong.
    form: Option<Form<'p>>,
    words: String,
}

/// The conditions of the pages seen so far.
#[derive(Default)]
pub(crate) struct Reach<'p> {
    /// In the order of the pages, so that each asks only about pages of earlier ones.
    gates: Vec<Gated<'p>>,
    /// The gates of questions and lists, by where these lie in memory.
    of: BTreeMap<*const (), Gate>,
}

impl<'p> Reach<'p> {
    /// Notes the condition of a page that lies within `around`.
    pub(crate) fn gate(&mut self, form: Option<Form<'p>>, around: Option<Gate>, when: &Condition) -> Gate {
        let words =
            around.map_or_else(|| when.to_string(), |around| format!("({}) and ({when})", self.gates[around].words));
        let form = form.map(|form| within(around, form));
        self.gates.push(Gated { form, words });
        self.gates.len() - 1
    }

    /// Notes that a question or list is asked only when a gate is open.
    pub(crate) fn behind(&mut self, known: Known<'p>, gate: Option<Gate>) {
        if let Some(gate) = gate {
            self.of.insert(address(known), gate);
        }
    }

    /// A condition, whose every id means something, as it reads at a place.
    pub(crate) fn read(&self, when: &Condition, scopes: &[Names<'p>]) -> Option<Form<'p>> {
        self.form(&when.expr, scopes)
    }

    fn form(&self, expr: &Expr, scopes: &[Names<'p>]) -> Option<Form<'p>> {
        let pair = |left, right| Some((Box::new(self.form(left, scopes)?), Box::new(self.form(right, scopes)?)));
        Some(match expr {
            Expr::And(left, right) => pair(left, right).map(|(left, right)| Form::And(left, right))?,
            Expr::Or(left, right) => pair(left, right).map(|(left, right)| Form::Or(left, right))?,
            Expr::Not(inner) => Form::Not(Box::new(self.form(inner, scopes)?)),
            Expr::Test(test) => {
                let id = operand(test).id.as_str();
                // In an entry of a list, an id means the question outside of it while that of the entry is not asked.
                let meant = scopes.iter().filter_map(|scope| scope.earlier.get(id));
                meant.fold(None, |outer, known| {
                    let gate = self.of.get(&address(*known)).copied();
                    let here = Form::Test { of: *known, gate, test: test.clone() };
                    Some(match (outer, gate) {
                        (Some(outer), Some(gate)) => {
                            let away = Form::And(Box::new(Form::Not(Box::new(Form::Asked(gate)))), Box::new(outer));
                            Form::Or(Box::new(here), Box::new(away))
                        }
                        _ => here,
                    })
                })?
            }
        })
    }

    /// Whether some answers make it true, whenever the questions are asked that it names.
    pub(crate) fn can_hold_alone(form: &Form<'p>) -> bool {
        search::can_hold(form, None)
    }

    /// Whether some answers make a condition true whose page lies within `around`.
    pub(crate) fn can_hold(&self, form: &Form<'p>, around: Option<Gate>) -> bool {
        search::can_hold(&within(around, form.clone()), Some(&self.gates))
    }

    /// Under which conditions the questions are asked that a condition names, in words.
    pub(crate) fn asked_when(&self, form: &Form<'p>, around: Option<Gate>) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(around) = around {
            said.push(format!("its list is asked only when: {}", self.gates[around].words));
        }
        self.say(form, &mut said);
        said
    }

    fn say(&self, form: &Form<'p>, said: &mut Vec<String>) {
        match form {
            Form::And(left, right) | Form::Or(left, right) => {
                self.say(left, said);
                self.say(right, said);
            }
            Form::Not(inner) => self.say(inner, said),
            Form::Test { of, gate, .. } => {
                let id = match of {
                    Known::Question(question) => &question.id,
                    Known::List(list) => &list.id,
                };
                let words = match gate {
                    Some(gate) => format!("“{id}” is asked only when: {}", self.gates[*gate].words),
                    None => format!("“{id}” is always asked"),
                };
                if !said.contains(&words) {
                    said.push(words);
                }
            }
            Form::Asked(_) => {}
        }
    }
}

/// A condition together with that of the list around it.
fn within(around: Option<Gate>, form: Form<'_>) -> Form<'_> {
    match around {
        None => form,
        Some(around) => Form::And(Box::new(Form::Asked(around)), Box::new(form)),
    }
}

fn address(known: Known<'_>) -> *const () {
    match known {
        Known::Question(question) => std::ptr::from_ref(question).cast(),
        Known::List(list) => std::ptr::from_ref(list).cast(),
    }
}

/// What a comparison asks about.
fn operand(test: &Test) -> &Operand {
    match test {
        Test::OneOf { of, .. }
        | Test::Includes { of, .. }
        | Test::Answered { of }
        | Test::Compare { of: Measure::Age(of) | Measure::Count(of) | Measure::Value(of), .. } => of,
    }
}
