//! Gathers everything wrong with a file, each fault at its line, so that a person can mend all of it at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use language::Fault;

use crate::limits::MAX_FAULTS;

/// The faults of one file as they are found.
pub(crate) struct Faults<'t> {
    /// The files that were joined to one text, each with the number of its first line in that text.
    files: Vec<(&'t str, u32)>,
    /// Byte offset at which each line starts.
    starts: Vec<usize>,
    // Readers of nested tables report side by side, so this is shared and filled from within.
    found: RefCell<BTreeSet<Fault>>,
    /// The sources of the file by id, each with its line and whether anything rests on it.
    sources: RefCell<BTreeMap<String, (u32, bool)>>,
}

impl<'t> Faults<'t> {
    pub(crate) fn new(file: &'t str, text: &str) -> Self {
        Self::joined(&[(file, text)]).0
    }

    /// The faults of several files that are read as one text, and that text.
    pub(crate) fn joined(parts: &[(&'t str, &str)]) -> (Self, String) {
        let (mut files, mut text, mut first) = (Vec::new(), String::new(), 1);
        for (file, part) in parts {
            files.push((*file, first));
            text.push_str(part);
            if !part.ends_with('\n') {
                text.push('\n');
            }
            first = u32::try_from(text.matches('\n').count() + 1).unwrap_or(u32::MAX);
        }
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        (Self { files, starts, found: RefCell::default(), sources: RefCell::default() }, text)
    }

    /// Whether a line of the joined text comes from another file than the first.
    pub(crate) fn is_shared(&self, line: u32) -> bool {
        self.files.get(1).is_some_and(|(_, first)| line >= *first)
    }

    /// The line of a byte offset, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }

    /// Reports a fault at a line; the same fault of the same line (a block used twice) counts once.
    pub(crate) fn add(&self, line: u32, what: impl Into<String>, cure: impl Into<String>) {
        let mut found = self.found.borrow_mut();
        if found.len() < MAX_FAULTS {
            // Line 0 is the first file as a whole.
            let at = self.files.partition_point(|(_, first)| *first <= line.max(1)).saturating_sub(1);
            let (file, first) = self.files.get(at).copied().unwrap_or(("", 1));
            let line = if line == 0 { 0 } else { line - first + 1 };
            found.insert(Fault::new(file, line, what, cure));
        }
    }

    /// Notes a source that the file names.
    pub(crate) fn note_source(&self, id: &str, line: u32) {
        self.sources.borrow_mut().insert(id.to_owned(), (line, false));
    }

    /// Notes that something rests on a source.
    pub(crate) fn cite(&self, id: &str) {
        if let Some((_, cited)) = self.sources.borrow_mut().get_mut(id) {
            *cited = true;
        }
    }

    /// Reports sources on which nothing rests, once nothing else is wrong: a slip in what cites one is a fault already.
    pub(crate) fn report_uncited(&self) {
        if !self.is_empty() {
            return;
        }
        for (id, (line, _)) in self.sources.borrow().iter().filter(|(_, (_, cited))| !cited) {
            let cure = "Take it away, or name it in the “source” of what rests on it.";
            self.add(*line, format!("nothing rests on the source “{id}”"), cure);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// All faults in the order of lines.
    pub(crate) fn into_sorted(self) -> Vec<Fault> {
        self.found.into_inner().into_iter().collect()
    }
}

/// The candidate most like a word, when one is close enough to have been meant.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = word.chars().count().div_ceil(3).min(3);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must change to make one word the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_named_by_line() {
        let faults = Faults::new("a.toml", "one\ntwo\n\nfour");
        assert_eq!([0, 3, 4, 8, 9, 12].map(|at| faults.line(at)), [1, 1, 2, 3, 4, 4]);
    }

    #[test]
    fn lines_of_joined_files_are_those_of_each_file() {
        let (faults, text) = Faults::joined(&[("a.toml", "one\ntwo"), ("b.toml", "three\n"), ("c.toml", "four")]);
        assert_eq!(text, "one\ntwo\nthree\nfour\n");
        for line in 0..=4 {
            faults.add(line, "wrong", "Mend it.");
        }
        assert_eq!([1, 2, 3, 4].map(|line| faults.is_shared(line)), [false, false, true, true]);
        let found = faults.into_sorted();
        let found: Vec<_> = found.iter().map(|fault| (fault.file.as_str(), fault.line)).collect();
        assert_eq!(found, [("a.toml", 0), ("a.toml", 1), ("a.toml", 2), ("b.toml", 1), ("c.toml", 1)]);
    }

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_another_word_is_not() {
        let keys = ["label", "hint", "optional", "options"];
        assert_eq!(nearest("lable", keys), Some("label"));
        assert_eq!(nearest("option", keys), Some("options"));
        assert_eq!(nearest("colour", keys), None);
    }
}
