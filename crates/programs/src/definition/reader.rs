//! Reads one table of a program file key by key, reporting whatever is wrong with each and going on with the next.
//!
//! Wrong or missing values are replaced by harmless ones, so that the rest of the file can still be looked at. A program is only
//! handed out when there were no faults at all, so such a value never reaches anyone.

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::faults::{Faults, nearest};
use crate::limits::MAX_ID_BYTES;

/// A value with the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located<T> {
    pub(crate) value: T,
    pub(crate) line: u32,
}

/// One table being read.
pub(crate) struct Reader<'r, 't> {
    table: &'r DeTable<'t>,
    line: u32,
    /// What the table is to a person, such as `question “name”`.
    name: RefCell<String>,
    pub(super) faults: &'r Faults<'r>,
    known: RefCell<Vec<&'static str>>,
}

impl<'r, 't> Reader<'r, 't> {
    pub(crate) fn new(table: &'r DeTable<'t>, offset: usize, name: &str, faults: &'r Faults<'r>) -> Self {
        Self {
            table,
            line: faults.line(offset),
            name: RefCell::new(name.to_owned()),
            faults,
            known: RefCell::default(),
        }
    }

    /// Reports a fault at a line of this table.
    pub(crate) fn fault(&self, line: u32, what: impl Into<String>, cure: impl Into<String>) {
        self.faults.add(line, what, cure);
    }

    /// What the table says, these keys left out, apart from how it is laid out.
    pub(super) fn written(&self, without: &[&str]) -> Arc<str> {
        super::written::table(self.table, without).to_string().into()
    }

    /// The line the table starts at.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// What the table is to a person.
    pub(crate) fn name(&self) -> String {
        self.name.borrow().clone()
    }

    /// Names the table by its id once that is known.
    pub(crate) fn rename(&self, name: String) {
        *self.name.borrow_mut() = name;
    }

    /// The line of a key, or of the table when it is absent.
    pub(crate) fn line_of(&self, key: &str) -> u32 {
        self.find(key).map_or(self.line, |(offset, _)| self.faults.line(offset))
    }

    /// Whether the key is there at all.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(&self, key: &str) -> Option<(usize, &'r Spanned<DeValue<'t>>)> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(name, value)| (name.span().start, value))
    }

    /// Looks a key up and remembers that it is a known one.
    pub(super) fn take(&self, key: &'static str) -> Option<(u32, &'r Spanned<DeValue<'t>>)> {
        self.known.borrow_mut().push(key);
        self.find(key).map(|(offset, value)| (self.faults.line(offset), value))
    }

    pub(crate) fn missing(&self, key: &str, cure: &str) {
        self.fault(self.line, format!("the {} has no “{key}”", self.name()), cure);
    }

    pub(super) fn wrong_type(&self, line: u32, key: &str, wanted: &str) {
        self.fault(line, format!("“{key}” of the {} is not {wanted}", self.name()), format!("Make it {wanted}."));
    }

    /// A string that must be there and not be empty.
    pub(crate) fn string(&self, key: &'static str, cure: &str) -> Located<String> {
        self.optional_string(key).unwrap_or_else(|| {
            if !self.has(key) {
                self.missing(key, cure);
            }
            Located { value: String::new(), line: self.line_of(key) }
        })
    }

    /// A string that may be absent but not empty.
    pub(crate) fn optional_string(&self, key: &'static str) -> Option<Located<String>> {
        let (line, value) = self.take(key)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(Located { value: text.to_string(), line }),
            DeValue::String(_) => {
                self.fault(
                    line,
                    format!("“{key}” of the {} is empty", self.name()),
                    "Write a value between the quotes.",
                );
                None
            }
            _ => {
                self.wrong_type(line, key, "text in quotes");
                None
            }
        }
    }

    /// An id that must be there.
    pub(crate) fn id(&self) -> Located<String> {
        let id = self.string("id", "Add a line such as id = \"marital-status\".");
        if !id.value.is_empty() {
            self.check_id(&id.value, id.line);
        }
        id
    }

    /// Reports an id that breaks the rule of ids.
    pub(crate) fn check_id(&self, id: &str, line: u32) -> bool {
        let good = is_id(id);
        if !good {
            self.fault(
                line,
                format!("“{id}” is not a good id"),
                format!("Use small letters a to z, digits and dashes, starting with a letter, at most {MAX_ID_BYTES}."),
            );
        }
        good
    }

    /// A yes or no with what it is when absent.
    pub(crate) fn flag(&self, key: &'static str, absent: bool) -> bool {
        match self.take(key) {
            None => absent,
            Some((line, value)) => {
                if let DeValue::Boolean(on) = value.get_ref() {
                    *on
                } else {
                    self.wrong_type(line, key, "true or false (without quotes)");
                    absent
                }
            }
        }
    }

    /// A whole number within bounds, or `None` when absent (or wrong, which is reported).
    pub(crate) fn integer(&self, key: &'static str, bounds: RangeInclusive<i64>) -> Option<i64> {
        let (line, value) = self.take(key)?;
        let DeValue::Integer(digits) = value.get_ref() else {
            self.wrong_type(line, key, "a whole number (without quotes)");
            return None;
        };
        let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok().filter(|n| bounds.contains(n));
        if number.is_none() {
            self.fault(
                line,
                format!("“{key}” of the {} is out of bounds", self.name()),
                format!("Choose a number from {} to {}.", bounds.start(), bounds.end()),
            );
        }
        number
    }

    /// A whole number that fits 32 bits, with what it is when absent.
    pub(crate) fn count(&self, key: &'static str, bounds: RangeInclusive<u32>, absent: u32) -> u32 {
        let bounds = i64::from(*bounds.start())..=i64::from(*bounds.end());
        self.integer(key, bounds).and_then(|n| u32::try_from(n).ok()).unwrap_or(absent)
    }

    /// Reports a lower bound above the upper one.
    pub(crate) fn check_bounds(&self, min: i64, max: i64) {
        if min > max {
            self.fault(
                self.line_of(if self.has("min") { "min" } else { "max" }),
                format!("the {} has a min ({min}) above its max ({max})", self.name()),
                "Lower min or raise max.",
            );
        }
    }

    /// A list of strings with their lines, or `None` when absent. Anything else in it is reported.
    pub(crate) fn strings(&self, key: &'static str) -> Option<Vec<Located<String>>> {
        let (line, value) = self.take(key)?;
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(line, key, "a list of texts in brackets, [\"…\"]");
            return Some(Vec::new());
        };
        let mut strings = Vec::with_capacity(array.len());
        for value in array {
            let line = self.faults.line(value.span().start);
            match value.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => {
                    strings.push(Located { value: text.to_string(), line });
                }
                _ => self.fault(
                    line,
                    format!("“{key}” of the {} holds something that is not text", self.name()),
                    "Put each of its values in quotes, and leave none empty.",
                ),
            }
        }
        Some(strings)
    }

    /// A list of digits within bounds; all of them when absent.
    pub(crate) fn digits(&self, key: &'static str, bounds: RangeInclusive<u8>) -> Vec<u8> {
        let Some((line, value)) = self.take(key) else { return bounds.collect() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(line, key, "a list of digits in brackets");
            return Vec::new();
        };
        let digit = |value: &Spanned<DeValue<'t>>| match value.get_ref() {
            DeValue::Integer(digits) => digits.as_str().parse().ok().filter(|digit| bounds.contains(digit)),
            _ => None,
        };
        let digits: Vec<u8> = array.iter().filter_map(digit).collect();
        if digits.len() != array.len() || digits.is_empty() {
            let cure = format!("List digits from {} to {}.", bounds.start(), bounds.end());
            self.fault(line, format!("“{key}” of the {} is not a list of digits", self.name()), cure);
        }
        digits
    }

    /// One word out of a few, or the default when absent.
    pub(crate) fn one_of<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)], absent: T) -> T {
        let Some(word) = self.optional_string(key) else { return absent };
        self.word(key, &word, words).unwrap_or(absent)
    }

    /// A list of words out of a few; all of them when absent. At least one, none twice.
    pub(crate) fn some_of<T: Copy + PartialEq>(&self, key: &'static str, words: &[(&'static str, T)]) -> Vec<T> {
        let Some(strings) = self.strings(key) else { return words.iter().map(|(_, value)| *value).collect() };
        let mut chosen = Vec::new();
        for string in &strings {
            if let Some(value) = self.word(key, string, words) {
                if chosen.contains(&value) {
                    self.fault(string.line, format!("“{}” is listed twice", string.value), "Take one of them away.");
                } else {
                    chosen.push(value);
                }
            }
        }
        if strings.is_empty() {
            let what = format!("“{key}” of the {} is empty", self.name());
            self.fault(self.line_of(key), what, "List at least one, or take the line away.");
        }
        chosen
    }

    fn word<T: Copy>(&self, key: &str, word: &Located<String>, words: &[(&'static str, T)]) -> Option<T> {
        let found = words.iter().find(|(name, _)| *name == word.value).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            self.fault(
                word.line,
                format!("“{}” is not a value of “{key}”", word.value),
                format!("Use {}.", quoted(&names)),
            );
        }
        found
    }

    /// A day written `"2020-01-31"`, as far as the text is one.
    pub(crate) fn day(text: &str) -> Option<Date> {
        let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if shape { text.parse().ok() } else { None }
    }

    /// The tables of a `[[heading]]` or of a list of `{ … }`.
    pub(crate) fn tables(&self, key: &'static str, name: &str) -> Vec<Self> {
        let Some((line, value)) = self.take(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.fault(
                line,
                format!("“{key}” of the {} is not a list", self.name()),
                format!("Write its heading with two brackets, [[…{key}]], or its value as [ {{ … }} ]."),
            );
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(array.len());
        for value in array {
            if let DeValue::Table(table) = value.get_ref() {
                tables.push(Self::new(table, value.span().start, name, self.faults));
            } else {
                let line = self.faults.line(value.span().start);
                self.fault(line, format!("“{key}” holds something that is not a table"), "Write each as { … }.");
            }
        }
        tables
    }

    /// The table of a `[heading]` or of `{ … }`.
    pub(crate) fn inner(&self, key: &'static str, name: &str) -> Option<Self> {
        let (line, value) = self.take(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            let reader = Self::new(table, value.span().start, name, self.faults);
            return Some(Self { line, ..reader });
        }
        self.fault(
            line,
            format!("“{key}” of the {} is not one table", self.name()),
            format!("Write its heading with one bracket, […{key}], or its value as {{ … }}."),
        );
        None
    }

    /// Whether nothing is wrong with the file so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Reports every key that nobody asked for. Call it last.
    pub(crate) fn finish(self) {
        let known = self.known.borrow();
        for (key, _) in self.table {
            let key_name = key.get_ref().as_ref();
            if known.contains(&key_name) {
                continue;
            }
            let cure = match nearest(key_name, known.iter().copied()) {
                Some(meant) => format!("Did you mean “{meant}”?"),
                None => format!("Take it away; known here are {}.", quoted(&known)),
            };
            self.fault(
                self.faults.line(key.span().start),
                format!("the {} has an unknown key “{key_name}”", self.name()),
                cure,
            );
        }
    }
}

/// Whether a text keeps the rule of ids.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Names in quotes, joined for a sentence.
pub(crate) fn quoted(names: &[&str]) -> String {
    let mut names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    names.sort();
    names.dedup();
    match names.pop() {
        None => "nothing".to_owned(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
    }
}
