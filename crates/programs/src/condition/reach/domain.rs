//! The answers to one question that can make a difference to some comparisons.

use super::super::check::Known;
use super::super::{Facet, Test};
use crate::kinds::Kind;
use crate::question::Question;

/// One answer, or many of which all comparisons think alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value<'t> {
    /// Left empty.
    Nothing,
    /// Something that no comparison names.
    Other,
    /// One word.
    Word(&'t str),
    /// A number, in parts of which so many make one: an amount is in cents.
    Number { number: i64, unit: i64 },
    /// These words are ticked, and perhaps others.
    Ticked(Vec<&'t str>),
    /// Whether a page is asked.
    Asked(bool),
}

/// Most options of one question whose combinations are tried.
const MAX_TICKS: usize = 10;

/// The answers that matter to `tests`, which all are about one part of one answer; `None` when these are too many. `alone` adds
/// that there is none.
pub(super) fn answers<'t>(of: Known<'_>, part: &str, tests: &[&'t Test], alone: bool) -> Option<Vec<Value<'t>>> {
    let mut values = match of {
        Known::List(list) => numbers(tests, Some(list.min.into()), Some(list.max.into()), 1),
        Known::Question(question) => of_question(question, part, tests)?,
    };
    // What must be answered is never left empty; of a part nobody knows.
    if alone || !part.is_empty() || matches!(of, Known::Question(question) if question.optional) {
        values.push(Value::Nothing);
    }
    Some(values)
}

fn of_question<'t>(question: &Question, part: &str, tests: &[&'t Test]) -> Option<Vec<Value<'t>>> {
    let facets = question.kind.field().facets();
    let facet = facets.iter().find(|(name, _)| *name == part).map_or(Facet::Opaque, |(_, facet)| *facet);
    Some(match (facet, &question.kind) {
        (Facet::YesNo, _) => words(tests, |word| ["yes", "no"].contains(&word), 2),
        (Facet::Options(options), _) => {
            words(tests, |word| options.iter().any(|option| option.id == word), options.len())
        }
        (Facet::Words(all), _) => words(tests, |word| all.contains(&word), all.len()),
        (Facet::Country, Kind::Country(kind)) => {
            let many = if kind.only.is_empty() { usize::MAX } else { kind.only.len() + usize::from(kind.stateless) };
            words(tests, |word| kind.takes(word), many)
        }
        (Facet::Tongue, Kind::Tongue(kind)) => {
            words(tests, |word| kind.takes(word), if kind.only.is_empty() { usize::MAX } else { kind.only.len() })
        }
        (Facet::Country | Facet::Tongue, _) => words(tests, |_| true, usize::MAX),
        (Facet::ManyOptions(_), Kind::Choices(kind)) => {
            let named = named(tests);
            let others = kind.options.len().saturating_sub(named.len());
            let (least, most) = (if kind.none.is_some() { 0 } else { kind.min as usize }, kind.max as usize);
            let sets = subsets(&named)?.into_iter();
            sets.filter(|set| set.len() <= most && set.len() + others >= least).map(Value::Ticked).collect()
        }
        (Facet::Number, Kind::Number(kind)) => numbers(tests, Some(kind.min), Some(kind.max), 1),
        (Facet::Money, Kind::Money(kind)) => numbers(tests, Some(kind.min), Some(kind.max), 100),
        (Facet::Day, kind) => {
            let (youngest, oldest) = ages(kind);
            numbers(tests, youngest, oldest, 1)
        }
        _ => vec![Value::Other],
    })
}

/// The ages an answer can have on any day. Of a date that is known in part, the earliest possible day counts.
fn ages(kind: &Kind) -> (Option<i64>, Option<i64>) {
    let rules = match kind {
        Kind::Date(kind) => &kind.rules,
        Kind::PartialDate(kind) => &kind.rules,
        Kind::Month(kind) => &kind.rules,
        _ => return (None, None),
    };
    let youngest = rules.min_age.map(i64::from).or(rules.past.then_some(0));
    let oldest = rules.max_age.map(i64::from).filter(|_| matches!(kind, Kind::Date(_)));
    (youngest, oldest)
}

/// Every word the tests name.
fn named<'t>(tests: &[&'t Test]) -> Vec<&'t str> {
    let mut named: Vec<&'t str> = Vec::new();
    for test in tests {
        match test {
            Test::OneOf { words, .. } => named.extend(words.iter().map(String::as_str)),
            Test::Includes { word, .. } => named.push(word),
            Test::Compare { .. } | Test::Answered { .. } => {}
        }
    }
    named.sort_unstable();
    named.dedup();
    named
}

/// The words that can be chosen among those named, and one that stands for the rest of `many`.
fn words<'t>(tests: &[&'t Test], can_be: impl Fn(&str) -> bool, many: usize) -> Vec<Value<'t>> {
    let mut words: Vec<Value<'t>> = named(tests).into_iter().filter(|word| can_be(word)).map(Value::Word).collect();
    if words.len() < many {
        words.push(Value::Other);
    }
    words
}

/// Nothing changes between two of these numbers, so they stand for all from `least` to `most`.
fn numbers<'t>(tests: &[&'t Test], least: Option<i64>, most: Option<i64>, unit: i64) -> Vec<Value<'t>> {
    let compared = tests.iter().filter_map(|test| match test {
        Test::Compare { with, .. } => Some(with * unit),
        _ => None,
    });
    let mut numbers: Vec<i64> = compared.flat_map(|with| [with - 1, with, with + 1]).collect();
    numbers.retain(|number| least.is_none_or(|least| *number >= least) && most.is_none_or(|most| *number <= most));
    numbers.extend(least.into_iter().chain(most));
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() {
        vec![Value::Other]
    } else {
        numbers.into_iter().map(|number| Value::Number { number, unit }).collect()
    }
}

fn subsets<'t>(words: &[&'t str]) -> Option<Vec<Vec<&'t str>>> {
    if words.len() > MAX_TICKS {
        return None;
    }
    let set =
        |bits: usize| words.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, word)| *word).collect();
    Some((0..1_usize << words.len()).map(set).collect())
}

impl Value<'_> {
    /// What a comparison says of it.
    pub(super) fn passes(&self, test: &Test) -> bool {
        match (test, self) {
            (_, Value::Nothing) => false,
            (Test::Answered { .. }, _) => true,
            (Test::OneOf { words, negated, .. }, Value::Word(word)) => words.iter().any(|one| one == word) != *negated,
            (Test::OneOf { negated, .. }, _) => *negated,
            (Test::Includes { word, .. }, Value::Ticked(ticked)) => ticked.contains(&word.as_str()),
            (Test::Compare { how, with, .. }, Value::Number { number, unit }) => how.holds(*number, with * unit),
            (Test::Includes { .. } | Test::Compare { .. }, _) => false,
        }
    }
}
