//! What earlier answers tell: small typed facts by question id, looked up in the entry at hand first and outward from there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::kinds::ChoiceOption;

/// What is known of an answer, or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact<'a> {
    /// It is asked but not (rightly) answered yet.
    Unknown,
    /// It is not asked, or was left empty.
    Nothing,
    /// One word: an option, yes or no, a code.
    Word(Cow<'a, str>),
    /// The options that are ticked.
    Words(Vec<&'a str>),
    /// A day between these two: the same twice for one known in full.
    Day { first: Date, last: Date },
    /// A number.
    Number(i64),
    /// An amount in cents.
    Money(i64),
    /// A name, reduced to what any spelling of it has in common.
    Name(String),
    /// It was answered with something that cannot be compared.
    Something,
}

/// What kind of fact a question gives, to check conditions before anything was answered.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Facet<'a> {
    /// `yes` or `no`.
    YesNo,
    /// One of these options.
    Options(&'a [ChoiceOption]),
    /// Any of these options.
    ManyOptions(&'a [ChoiceOption]),
    /// One of these words.
    Words(&'a [&'static str]),
    /// A country code.
    Country,
    /// A language code.
    Tongue,
    /// A day or month.
    Day,
    /// A number.
    Number,
    /// Dollars and cents; compared in dollars.
    Money,
    /// A person's name.
    Name,
    /// Nothing but whether it was answered.
    Opaque,
}

/// The facts of the program or of one entry, and of what lies around it.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    facts: BTreeMap<(&'a str, &'static str), Fact<'a>>,
    outer: Option<&'a Scope<'a>>,
}

impl<'a> Scope<'a> {
    /// Nothing is known.
    pub(crate) const EMPTY: &'static Scope<'static> = &Scope { facts: BTreeMap::new(), outer: None };

    /// A scope within another.
    pub(crate) fn within(outer: Option<&'a Scope<'a>>) -> Self {
        Self { facts: BTreeMap::new(), outer }
    }

    /// Notes a fact.
    pub(crate) fn note(&mut self, id: &'a str, part: &'static str, fact: Fact<'a>) {
        self.facts.insert((id, part), fact);
    }

    /// What is known here, or further out; nothing where it was never asked.
    pub(crate) fn fact(&self, id: &str, part: &str) -> Fact<'a> {
        let mut scope = Some(self);
        while let Some(here) = scope {
            if let Some(fact) = here.facts.get(&(id, part)) {
                return fact.clone();
            }
            scope = here.outer;
        }
        Fact::Nothing
    }
}
