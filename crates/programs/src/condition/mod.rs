//! Conditions: when a page is asked, decided by earlier answers. Data with types, parsed once and checked when the program is read.

mod check;
mod facts;
mod parse;
mod reach;
mod words;

use std::fmt;

pub(crate) use check::{Checked, Known, NEVER_CURE, Names, check, resolve};
pub(crate) use facts::{Facet, Fact, Scope};
pub(crate) use parse::parse;
pub(crate) use reach::{Gate, Reach};

use jiff::civil::Date;

/// A condition with the line it was written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub(crate) expr: Expr,
    pub(crate) line: u32,
    text: String,
}

/// The tree of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expr {
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Test(Test),
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// The answer is one of these words. `negated` is "answered, but otherwise".
    OneOf { of: Operand, words: Vec<String>, negated: bool },
    /// This word is among those ticked.
    Includes { of: Operand, word: String },
    /// A number compares with another.
    Compare { of: Measure, how: Comparison, with: i64 },
    /// There is an answer at all.
    Answered { of: Operand },
}

/// A question, or a part of its answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Operand {
    pub(crate) id: String,
    /// `""` for the answer itself.
    pub(crate) part: String,
}

/// Something that can be counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    /// Full years since a date.
    Age(Operand),
    /// Entries of a list.
    Count(Operand),
    /// A number or an amount.
    Value(Operand),
}

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    AtMost,
    Equal,
    NotEqual,
    AtLeast,
    More,
}

impl Comparison {
    fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }
}

impl Condition {
    /// Both conditions together, as for a block used under a condition whose page has one of its own.
    pub(crate) fn and(self, other: Option<Self>) -> Self {
        let Some(other) = other else { return self };
        Self {
            expr: Expr::And(Box::new(self.expr), Box::new(other.expr)),
            line: other.line,
            text: format!("({}) and ({})", self.text, other.text),
        }
    }

    /// Names every question and list it asks for.
    pub(crate) fn each_id(&self, name: &mut dyn FnMut(&str)) {
        self.expr.each_id(name);
    }

    /// Whether it holds, or `None` while an answer it needs is missing or wrong.
    pub(crate) fn holds(&self, scope: &Scope<'_>, today: Date) -> Option<bool> {
        self.expr.holds(scope, today)
    }
}

/// As it was written.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Expr {
    fn each_id(&self, name: &mut dyn FnMut(&str)) {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                left.each_id(name);
                right.each_id(name);
            }
            Self::Not(inner) => inner.each_id(name),
            Self::Test(
                Test::OneOf { of, .. }
                | Test::Includes { of, .. }
                | Test::Answered { of }
                | Test::Compare { of: Measure::Age(of) | Measure::Count(of) | Measure::Value(of), .. },
            ) => name(&of.id),
        }
    }

    fn holds(&self, scope: &Scope<'_>, today: Date) -> Option<bool> {
        match self {
            // What is known decides as soon as it can: `false and unknown` is false.
            Self::And(left, right) => match (left.holds(scope, today), right.holds(scope, today)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(left, right) => match (left.holds(scope, today), right.holds(scope, today)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Not(inner) => inner.holds(scope, today).map(|holds| !holds),
            Self::Test(test) => test.holds(scope, today),
        }
    }
}

impl Test {
    fn holds(&self, scope: &Scope<'_>, today: Date) -> Option<bool> {
        let fact = |of: &Operand| scope.fact(&of.id, &of.part);
        let known = |fact: Fact<'_>, holds: &dyn Fn(&Fact<'_>) -> bool| match fact {
            Fact::Unknown => None,
            Fact::Nothing => Some(false),
            known => Some(holds(&known)),
        };
        match self {
            Self::OneOf { of, words, negated } => known(fact(of), &|fact| {
                let Fact::Word(word) = fact else { return false };
                words.iter().any(|one| one == word) != *negated
            }),
            Self::Includes { of, word } => known(fact(of), &|fact| {
                let Fact::Words(ticked) = fact else { return false };
                ticked.contains(&word.as_str())
            }),
            Self::Answered { of } => known(fact(of), &|_| true),
            Self::Compare { of: Measure::Age(of), how, with } => known(fact(of), &|fact| {
                let Fact::Day { first, .. } = fact else { return false };
                how.holds(i64::from(full_years(*first, today)), *with)
            }),
            Self::Compare { of: Measure::Count(of) | Measure::Value(of), how, with } => {
                known(fact(of), &|fact| match fact {
                    Fact::Number(number) => how.holds(*number, *with),
                    Fact::Money(cents) => how.holds(*cents, *with * 100),
                    _ => false,
                })
            }
        }
    }
}

/// Full years from one day to another; negative when it lies ahead. Somebody born on 29 February is a year older on 1 March of
/// a common year.
pub(crate) fn full_years(since: Date, today: Date) -> i32 {
    let years = i32::from(today.year()) - i32::from(since.year());
    years - i32::from((today.month(), today.day()) < (since.month(), since.day()))
}
