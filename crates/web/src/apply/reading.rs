//! All answers laid out as parts under headings, the way the review page and the PDF both show them.

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

/// Lays out `summary`. `nothing` is what stands for a list without entries.
pub(super) fn parts(summary: &Summary<'_>, nothing: &str) -> Vec<Part> {
    let mut found = Vec::new();
    for section in &summary.sections {
        gather(section.title.to_owned(), 2, &section.parts, nothing, &mut found);
    }
    found
}

fn gather(title: String, level: u8, parts: &[SummaryPart<'_>], nothing: &str, found: &mut Vec<Part>) {
    let below = (level + 1).min(DEEPEST);
    let mut here = Part { level, title: title.clone(), rows: Vec::new() };
    for part in parts {
        match part {
            SummaryPart::Row(row) => {
                let row = Row { label: row.label.to_owned(), lines: row.lines.clone(), path: Some(row.path.clone()) };
                here.rows.push(row);
            }
            SummaryPart::List(list) if list.items.is_empty() => here.rows.push(Row {
                label: list.title.to_owned(),
                lines: if list.missing { Vec::new() } else { vec![nothing.to_owned()] },
                path: Some(list.path.clone()),
            }),
            SummaryPart::List(list) => {
                // Rows so far come before the entries; those after them go on under the same heading.
                let so_far = std::mem::replace(&mut here, Part { level, title: title.clone(), rows: Vec::new() });
                if !so_far.rows.is_empty() || found.is_empty() || level == 2 {
                    found.push(so_far);
                }
                for item in &list.items {
                    gather(format!("{} – {}", list.title, item.name), below, &item.parts, nothing, found);
                }
            }
        }
    }
    if !here.rows.is_empty() {
        found.push(here);
    }
}
