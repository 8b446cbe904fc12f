//! Checks conditions before anything was answered: ids that exist and come earlier, values that can be chosen, and whether the
//! condition can hold at all.

use std::collections::BTreeMap;

use super::reach::{Form, Gate, Reach};
use super::{Condition, Expr, Facet, Measure, Operand, Test};
use crate::definition::{Faults, nearest, quoted};
use crate::program::List;
use crate::question::Question;

/// What an id stands for.
#[derive(Clone, Copy)]
pub(crate) enum Known<'a> {
    Question(&'a Question),
    List(&'a List),
}

/// The ids that can be named at a place: those asked so far, here and further out.
#[derive(Default)]
pub(crate) struct Names<'a> {
    /// Asked before this place.
    pub(crate) earlier: BTreeMap<&'a str, Known<'a>>,
    /// All of this scope, to tell a later question from an unknown one.
    pub(crate) all: BTreeMap<&'a str, Known<'a>>,
    /// Ids within the entries of lists of this scope.
    pub(crate) inside: BTreeMap<&'a str, &'a str>,
}

/// What an id means at a place.
pub(crate) enum Meaning<'a> {
    Earlier(Known<'a>),
    Later,
    InsideList(&'a str),
    Unknown { meant: Option<&'a str> },
}

/// Finds what an id means, in the entry at hand first (the last of the scopes), then outward.
pub(crate) fn meaning<'a>(id: &str, scopes: &[Names<'a>]) -> Meaning<'a> {
    for scope in scopes.iter().rev() {
        if let Some(known) = scope.earlier.get(id) {
            return Meaning::Earlier(*known);
        }
        if scope.all.contains_key(id) {
            return Meaning::Later;
        }
    }
    for scope in scopes.iter().rev() {
        if let Some(list) = scope.inside.get(id) {
            return Meaning::InsideList(list);
        }
    }
    Meaning::Unknown { meant: nearest(id, scopes.iter().flat_map(|scope| scope.earlier.keys().copied())) }
}

/// Reports what keeps an id from being used at a place, or returns what it stands for.
pub(crate) fn resolve<'a>(
    id: &str,
    line: u32,
    user: &str,
    scopes: &[Names<'a>],
    faults: &Faults<'_>,
) -> Option<Known<'a>> {
    match meaning(id, scopes) {
        Meaning::Earlier(known) => return Some(known),
        Meaning::Later => faults.add(
            line,
            format!("{user} refers to “{id}”, which is asked later"),
            "Move the page behind that question, or refer to an earlier one.",
        ),
        Meaning::InsideList(list) => faults.add(
            line,
            format!("{user} refers to “{id}”, which is asked in each entry of the list “{list}”"),
            format!("Only count({list}) can be used from outside of the list."),
        ),
        Meaning::Unknown { meant } => faults.add(
            line,
            format!("{user} refers to “{id}”, which does not exist"),
            meant.map_or_else(
                || "Use the id of an earlier question.".to_owned(),
                |meant| format!("Did you mean “{meant}”?"),
            ),
        ),
    }
    None
}

/// What a check makes of a condition.
pub(crate) enum Checked<'a> {
    /// Something is wrong with it, and was reported.
    Faulty,
    /// It never holds where it stands, though it could elsewhere: in words, why.
    Never(String),
    /// It can hold.
    Holds(Form<'a>),
}

/// Reports everything wrong with a condition at its place, which lies within `around`.
pub(crate) fn check<'a>(
    condition: &Condition,
    scopes: &[Names<'a>],
    reach: &Reach<'a>,
    around: Option<Gate>,
    faults: &Faults<'_>,
) -> Checked<'a> {
    let mut checker = Checker { line: condition.line, scopes, faults, sound: true };
    checker.expr(&condition.expr);
    let Some(form) = reach.read(condition, scopes).filter(|_| checker.sound) else { return Checked::Faulty };
    if !Reach::can_hold_alone(&form) {
        faults.add(
            condition.line,
            "the condition can never be true, so what it decides about never comes up",
            "Look for answers that exclude each other or cannot be given, such as two options of one question joined by “and”.",
        );
        return Checked::Faulty;
    }
    if reach.can_hold(&form, around) {
        return Checked::Holds(form);
    }
    Checked::Never(format!("the condition can never be true here: {}", reach.asked_when(&form, around).join("; ")))
}

/// What to do about a condition that never holds where it stands.
pub(crate) const NEVER_CURE: &str = "Change one of these conditions, or take away what never comes up.";

struct Checker<'c, 'a> {
    line: u32,
    scopes: &'c [Names<'a>],
    faults: &'c Faults<'c>,
    sound: bool,
}

impl<'a> Checker<'_, 'a> {
    fn fault(&mut self, what: String, cure: impl Into<String>) {
        self.sound = false;
        self.faults.add(self.line, what, cure);
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::And(left, right) | Expr::Or(left, right) => {
                self.expr(left);
                self.expr(right);
            }
            Expr::Not(inner) => self.expr(inner),
            Expr::Test(test) => self.test(test),
        }
    }

    fn known(&mut self, of: &Operand) -> Option<Known<'a>> {
        let known = resolve(&of.id, self.line, "the condition", self.scopes, self.faults);
        self.sound &= known.is_some();
        known
    }

    /// The facet of a question's answer or of its part.
    fn facet(&mut self, of: &Operand) -> Option<Facet<'a>> {
        match self.known(of)? {
            Known::List(list) => {
                let cure = format!("Use count({}) with a number.", list.id);
                self.fault(format!("the condition compares the list “{}”", list.id), cure);
                None
            }
            Known::Question(question) => {
                let facets = question.kind.field().facets();
                let found = facets.iter().find(|(part, _)| *part == of.part).map(|(_, facet)| *facet);
                if found.is_none() {
                    let parts: Vec<&str> = facets.iter().map(|(part, _)| *part).filter(|p| !p.is_empty()).collect();
                    let cure = if parts.is_empty() {
                        "Take the point and what follows it away.".to_owned()
                    } else {
                        format!("After the point use {}.", quoted(&parts))
                    };
                    self.fault(format!("“{}” has no part “{}”", of.id, of.part), cure);
                }
                found
            }
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::OneOf { of, words, .. } => {
                let Some(facet) = self.facet(of) else { return };
                for word in words {
                    self.word(of, facet, word);
                }
            }
            Test::Includes { of, word } => match self.facet(of) {
                None => {}
                Some(Facet::ManyOptions(options)) => self.option(of, options.iter().map(|o| o.id.as_str()), word),
                Some(_) => self.fault(
                    format!("“{}” is not a question of kind choices, so it cannot include anything", of.id),
                    format!("Write: {} is {word}.", of.id),
                ),
            },
            Test::Answered { of } => {
                let _ = self.facet(of);
            }
            Test::Compare { of: Measure::Age(of), .. } => match self.facet(of) {
                None | Some(Facet::Day) => {}
                Some(_) => self.fault(
                    format!("age(…) is asked of “{}”, which is no date", of.id),
                    "Name a question of kind date, partial_date or month.",
                ),
            },
            Test::Compare { of: Measure::Count(of), .. } => match self.known(of) {
                None => {}
                Some(Known::List(_)) if of.part.is_empty() => {}
                Some(_) => {
                    self.fault(format!("count(…) is asked of “{}”, which is no list", of.id), "Name a list.");
                }
            },
            Test::Compare { of: Measure::Value(of), .. } => match self.facet(of) {
                None | Some(Facet::Number | Facet::Money) => {}
                Some(Facet::Day) => self.fault(
                    format!("the condition compares the date “{}” with a number", of.id),
                    format!("Write: age({}) and a number of years.", of.id),
                ),
                Some(_) => self.fault(
                    format!("the condition compares “{}” with a number, but it is none", of.id),
                    format!("Write: {} is, and one of its values.", of.id),
                ),
            },
        }
    }

    /// Reports a word that can never be the answer.
    fn word(&mut self, of: &Operand, facet: Facet<'_>, word: &str) {
        match facet {
            Facet::YesNo => self.option(of, ["yes", "no"].into_iter(), word),
            Facet::Options(options) => self.option(of, options.iter().map(|option| option.id.as_str()), word),
            Facet::Words(words) => self.option(of, words.iter().copied(), word),
            Facet::Country if language::countries::is_code(word) || word == crate::kinds::STATELESS => {}
            Facet::Country => {
                let cure = "Use the two capital letters of the country, such as CA.";
                self.fault(format!("“{word}” is not the code of a country"), cure);
            }
            Facet::Tongue if language::tongues::is_code(word) => {}
            Facet::Tongue => {
                self.fault(format!("“{word}” is not the code of a language"), "Use its code, such as fr.");
            }
            Facet::ManyOptions(_) => self.fault(
                format!("several options of “{}” can be ticked, so it is never just one", of.id),
                format!("Write: {} includes {word}.", of.id),
            ),
            Facet::Day | Facet::Number | Facet::Money | Facet::Name | Facet::Opaque => self.fault(
                format!("“{}” is not chosen from a list, so it cannot be compared with a word", of.id),
                format!("Write: answered({}).", of.id),
            ),
        }
    }

    fn option<'o>(&mut self, of: &Operand, options: impl Iterator<Item = &'o str> + Clone, word: &str) {
        if options.clone().any(|option| option == word) {
            return;
        }
        let cure = match nearest(word, options.clone()) {
            Some(meant) => format!("Did you mean “{meant}”?"),
            None => format!("Use {}.", quoted(&options.collect::<Vec<_>>())),
        };
        self.fault(format!("“{word}” is not a value of “{}”", of.id), cure);
    }
}
