//! All answers laid out as parts under headings, the way the review page and the PDF both show them.

use crate::look::SummaryRow;
use language::{Language, Messages};
use programs::{PagePath, Summary, SummaryPart};
use serde::{Deserialize, Serialize};

/// The deepest heading.
const DEEPEST: u8 = 4;

/// A heading with the answers under it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Part {
    /// 2 for a section, 3 and 4 for lists and their entries.
    pub(super) level: u8,
    /// The heading.
    pub(super) title: String,
    /// The answers.
    pub(super) rows: Vec<Row>,
}

impl Part {
    /// As it is drawn where no answer leads to its page: level, heading, answers.
    pub(super) fn read_only(self) -> (u8, String, Vec<SummaryRow>) {
        let row = |row: Row| SummaryRow { key: row.label, lines: row.lines, acts: Vec::new() };
        (self.level, self.title, self.rows.into_iter().map(row).collect())
    }
}

/// One answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    /// The question.
    pub(super) label: String,
    /// The answer, line by line.
    pub(super) lines: Vec<String>,
    /// Where it is changed; nowhere once it is filed.
    #[serde(skip)]
    pub(super) path: Option<PagePath>,
}

/// Words for what is not there.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// A list without entries.
    nothing: &'a str,
    /// A question that was left empty, as it may be.
    left_empty: &'a str,
}

impl<'a> Words<'a> {
    /// The words in `language`.
    pub(super) fn of(messages: &'a Messages, language: Language) -> Self {
        let say = |key| messages.say(language, key);
        Self { nothing: say("common-none"), left_empty: say("common-not-provided") }
    }
}

/// Lays out `summary`. A row without lines is one that still needs an answer.
pub(super) fn parts(summary: &Summary<'_>, words: Words<'_>) -> Vec<Part> {
    let mut found = Vec::new();
    for section in &summary.sections {
        gather(section.title.to_owned(), 2, &section.parts, words, &mut found);
    }
    found
}

fn gather(title: String, level: u8, parts: &[SummaryPart<'_>], words: Words<'_>, found: &mut Vec<Part>) {
    let below = (level + 1).min(DEEPEST);
    let mut here = Part { level, title: title.clone(), rows: Vec::new() };
    for part in parts {
        match part {
            SummaryPart::Row(row) => {
                let mut lines = row.lines.clone();
                if lines.is_empty() && !row.missing {
                    lines.push(words.left_empty.to_owned());
                }
                here.rows.push(Row { label: row.label.to_owned(), lines, path: Some(row.path.clone()) });
            }
            SummaryPart::List(list) if list.items.is_empty() => here.rows.push(Row {
                label: list.title.to_owned(),
                lines: if list.missing { Vec::new() } else { vec![words.nothing.to_owned()] },
                path: Some(list.path.clone()),
            }),
            SummaryPart::List(list) => {
                // The list itself is a row, by which an entry can be added or taken away.
                let lines = list.items.iter().map(|item| item.name.clone()).collect();
                here.rows.push(Row { label: list.title.to_owned(), lines, path: Some(list.path.clone()) });
                // Rows so far come before the entries; those after them go on under the same heading.
                found.push(std::mem::replace(&mut here, Part { level, title: title.clone(), rows: Vec::new() }));
                for item in &list.items {
                    gather(format!("{} – {}", list.title, item.name), below, &item.parts, words, found);
                }
            }
        }
    }
    if !here.rows.is_empty() {
        found.push(here);
    }
}
