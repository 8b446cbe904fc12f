//! Checks conditions before anything was answered: ids that exist and come earlier, values that can be chosen, and whether the
//! condition can hold at all.

use std::collections::BTreeMap;

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

/// Reports everything wrong with a condition at its place.
pub(crate) fn check(condition: &Condition, scopes: &[Names<'_>], faults: &Faults<'_>) {
    let mut checker = Checker { line: condition.line, scopes, faults, sound: true };
    checker.expr(&condition.expr);
    if checker.sound && never_true(&condition.expr) {
        faults.add(
            condition.line,
            "the condition can never be true, so what it decides about never comes up",
            "Look for answers that exclude each other, such as two options of one question joined by “and”.",
        );
    }
}

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

/// Most combinations of answers that are tried.
const MAX_TRIALS: usize = 20_000;

/// Whether no combination of answers makes the condition true. Tries every answer that matters to it; gives up (and says no)
/// where there are too many.
pub(crate) fn never_true(expr: &Expr) -> bool {
    let mut domains = BTreeMap::new();
    collect(expr, &mut domains);
    let domains: Vec<(Subject<'_>, Vec<Value<'_>>)> = domains.into_iter().collect();
    let trials = domains.iter().try_fold(1_usize, |trials, (_, values)| trials.checked_mul(values.len()));
    let Some(trials) = trials.filter(|trials| *trials <= MAX_TRIALS) else { return false };
    !(0..trials).any(|mut trial| {
        let chosen: BTreeMap<Subject<'_>, Value<'_>> = domains
            .iter()
            .map(|(subject, values)| {
                let value = values[trial % values.len()].clone();
                trial /= values.len();
                (*subject, value)
            })
            .collect();
        tried(expr, &chosen)
    })
}

/// What a comparison is about, as far as trying answers goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject<'e> {
    Word(&'e Operand),
    Ticked(&'e Operand, &'e str),
    Measure(&'e Measure),
    Answered(&'e Operand),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value<'e> {
    Nothing,
    Other,
    Word(&'e str),
    Number(i64),
}

fn collect<'e>(expr: &'e Expr, domains: &mut BTreeMap<Subject<'e>, Vec<Value<'e>>>) {
    let mut add = |subject: Subject<'e>, values: &[Value<'e>]| {
        let domain = domains.entry(subject).or_insert_with(|| vec![Value::Nothing]);
        for value in values {
            if !domain.contains(value) {
                domain.push(value.clone());
            }
        }
    };
    match expr {
        Expr::And(left, right) | Expr::Or(left, right) => {
            collect(left, domains);
            collect(right, domains);
        }
        Expr::Not(inner) => collect(inner, domains),
        Expr::Test(Test::OneOf { of, words, .. }) => {
            let words: Vec<_> = words.iter().map(|word| Value::Word(word)).chain([Value::Other]).collect();
            add(Subject::Word(of), &words);
        }
        Expr::Test(Test::Includes { of, word }) => add(Subject::Ticked(of, word), &[Value::Other]),
        Expr::Test(Test::Answered { of }) => add(Subject::Answered(of), &[Value::Other]),
        Expr::Test(Test::Compare { of, with, .. }) => {
            // Nothing changes between two of these numbers, so they stand for all. In hundredths, since money has cents.
            let step = if matches!(of, Measure::Value(_)) { 1 } else { 100 };
            add(Subject::Measure(of), &[-step, 0, step].map(|away| Value::Number(with * 100 + away)));
        }
    }
}

fn tried(expr: &Expr, chosen: &BTreeMap<Subject<'_>, Value<'_>>) -> bool {
    let value = |subject: Subject<'_>| chosen.get(&subject).cloned().unwrap_or(Value::Nothing);
    match expr {
        Expr::And(left, right) => tried(left, chosen) && tried(right, chosen),
        Expr::Or(left, right) => tried(left, chosen) || tried(right, chosen),
        Expr::Not(inner) => !tried(inner, chosen),
        Expr::Test(Test::OneOf { of, words, negated }) => match value(Subject::Word(of)) {
            Value::Word(word) => words.iter().any(|one| one == word) != *negated,
            Value::Other => *negated,
            _ => false,
        },
        Expr::Test(Test::Includes { of, word }) => value(Subject::Ticked(of, word)) == Value::Other,
        Expr::Test(Test::Answered { of }) => value(Subject::Answered(of)) == Value::Other,
        Expr::Test(Test::Compare { of, how, with }) => match value(Subject::Measure(of)) {
            // Neither ages nor counts are negative.
            Value::Number(number) if number < 0 && !matches!(of, Measure::Value(_)) => false,
            Value::Number(number) => how.holds(number, with * 100),
            _ => false,
        },
    }
}
