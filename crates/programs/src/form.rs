//! From the posted fields of a page to the entries of its questions; what the page did not ask is left aside.

use std::collections::BTreeMap;

use crate::answers::Entry;
use crate::limits::MAX_RAW_BYTES;
use crate::program::{Body, Page};

/// The posted fields of a page, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRead {
    /// An entry for every question of the page, or the answer to "another?" of its list. Ready for [`crate::Answers::put`].
    pub entries: BTreeMap<String, Entry>,
    /// Names of fields that the page does not have.
    pub unknown: Vec<String>,
    /// Names of fields that were longer than any control takes; they were left out.
    pub too_long: Vec<String>,
}

impl Page {
    /// Sorts posted fields, named `question` or `question.suffix`, by the questions of the page. Every question gets an entry, so that
    /// one left blank counts as seen. When a field comes twice the first counts.
    pub fn read_form<'f>(&self, fields: impl IntoIterator<Item = (&'f str, &'f str)>) -> FormRead {
        let mut suffixes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        match &self.body {
            Body::Questions(questions) => {
                suffixes.extend(questions.iter().map(|question| (question.id.as_str(), question.suffixes())));
            }
            Body::List(list) => {
                suffixes.insert(&list.id, vec![""]);
            }
        }
        let mut entries: BTreeMap<String, Entry> =
            suffixes.keys().map(|id| ((*id).to_owned(), Entry::default())).collect();
        let (mut unknown, mut too_long) = (Vec::new(), Vec::new());
        for (name, value) in fields {
            let (id, suffix) = name.split_once('.').unwrap_or((name, ""));
            if !suffixes.get(id).is_some_and(|suffixes| suffixes.contains(&suffix)) {
                unknown.push(name.to_owned());
            } else if value.len() > MAX_RAW_BYTES {
                too_long.push(name.to_owned());
            } else if let Some(entry) = entries.get_mut(id) {
                entry.0.entry(suffix.to_owned()).or_insert_with(|| value.to_owned());
            }
        }
        FormRead { entries, unknown, too_long }
    }
}
