//! Reads the inputs of a calculator from JSON; the first thing that is wrong is named by its field.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use language::{Language, Messages};
use serde_json::{Map, Value};

use crate::definition::{Reader, nearest, quoted};
use crate::limits::{MAX_CALCULATOR_PERIODS, MAX_YEAR, MIN_YEAR};
use crate::mistake::{Mistake, MistakeArg};

/// Why inputs were refused: the field, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(Mistake);

impl Refusal {
    pub(super) fn new(field: impl Into<String>, key: &'static str) -> Self {
        Self(Mistake::new(field, key))
    }

    pub(super) fn with(self, name: &'static str, arg: MistakeArg) -> Self {
        Self(self.0.with(name, arg))
    }

    /// The field it is about, such as `trips[0].returned`; empty for the inputs as a whole.
    pub fn field(&self) -> &str {
        &self.0.control
    }

    /// The same refusal, of the field `to` where it was of `from`: for inputs that were put together from a larger form.
    pub fn within(mut self, from: &str, to: &str) -> Self {
        if self.0.control == from {
            to.clone_into(&mut self.0.control);
        }
        self
    }

    /// The sentence to show, without the field's name.
    pub fn explain(&self, language: Language, messages: &Messages) -> String {
        self.0.words("", language, messages)
    }
}

/// One object of the inputs.
pub(super) struct Given<'v> {
    path: String,
    object: &'v Map<String, Value>,
}

impl<'v> Given<'v> {
    /// The object at `path`, which may hold the `known` fields and no others.
    pub(super) fn new(value: &'v Value, path: String, known: &[&str]) -> Result<Self, Refusal> {
        let Value::Object(object) = value else { return Err(Refusal::new(path, "calculators-not-object")) };
        let given = Self { path, object };
        for field in object.keys() {
            if !known.contains(&field.as_str()) {
                let refusal = match nearest(field, known.iter().copied()) {
                    Some(meant) => Refusal::new(given.field(field), "calculators-unknown-field-meant")
                        .with("meant", MistakeArg::Plain(meant.to_owned())),
                    None => Refusal::new(given.field(field), "calculators-unknown-field")
                        .with("known", MistakeArg::Plain(quoted(known))),
                };
                return Err(refusal);
            }
        }
        Ok(given)
    }

    /// The path of a field of this object.
    pub(super) fn field(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn refuse(&self, key: &str, problem: &'static str) -> Refusal {
        Refusal::new(self.field(key), problem)
    }

    /// The value of a field; null is as good as absent.
    pub(super) fn get(&self, key: &str) -> Option<&'v Value> {
        self.object.get(key).filter(|value| !value.is_null())
    }

    pub(super) fn must(&self, key: &str) -> Result<&'v Value, Refusal> {
        self.get(key).ok_or_else(|| self.refuse(key, "calculators-missing"))
    }

    /// A whole number.
    pub(super) fn whole(&self, key: &str, bounds: RangeInclusive<u16>) -> Result<u16, Refusal> {
        let number = self.must(key)?.as_u64().and_then(|number| u16::try_from(number).ok());
        number.filter(|number| bounds.contains(number)).ok_or_else(|| {
            self.refuse(key, "calculators-not-whole")
                .with("min", MistakeArg::Number((*bounds.start()).into()))
                .with("max", MistakeArg::Number((*bounds.end()).into()))
        })
    }

    /// Yes or no; no when it is absent.
    pub(super) fn flag(&self, key: &str) -> Result<bool, Refusal> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.refuse(key, "calculators-not-flag")),
        }
    }

    /// One word out of a few.
    pub(super) fn word<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Result<T, Refusal> {
        let found = self.must(key)?.as_str().and_then(|word| words.iter().find(|(name, _)| *name == word));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            self.refuse(key, "calculators-not-word").with("words", MistakeArg::Plain(quoted(&names)))
        })
    }

    /// A day, as `2026-11-22`.
    pub(super) fn day(&self, key: &str) -> Result<Date, Refusal> {
        let day = self.must(key)?.as_str().and_then(Reader::day);
        day.filter(|day| (MIN_YEAR..=MAX_YEAR).contains(&day.year()))
            .ok_or_else(|| self.refuse(key, "calculators-not-day"))
    }

    /// Periods between two days, each with its path. The second day may not lie before the first.
    pub(super) fn periods(
        &self,
        key: &str,
        [first, last]: [&'static str; 2],
        disorder: &'static str,
    ) -> Result<Vec<(Date, Date)>, Refusal> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let Value::Array(array) = value else { return Err(self.refuse(key, "calculators-not-list")) };
        if array.len() > MAX_CALCULATOR_PERIODS {
            let most = i64::try_from(MAX_CALCULATOR_PERIODS).unwrap_or(i64::MAX);
            return Err(self.refuse(key, "calculators-too-many").with("max", MistakeArg::Number(most)));
        }
        let mut periods = Vec::with_capacity(array.len());
        for (at, value) in array.iter().enumerate() {
            let period = Given::new(value, format!("{}[{at}]", self.field(key)), &[first, last])?;
            let (from, to) = (period.day(first)?, period.day(last)?);
            if to < from {
                return Err(period.refuse(last, disorder).with("first", MistakeArg::Date(from)));
            }
            periods.push((from, to));
        }
        Ok(periods)
    }
}
