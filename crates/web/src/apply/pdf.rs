//! The PDF of a filed application: every answer, in the applicant's language.

use super::{Draft, Kept};
use crate::{payments::owed, problem::Problem, visit::Visit};
use language::{Language, Words};
use letters::{Letter, Section};
use store::ops::cases::Case;

/// Renders it.
pub(super) fn render(visit: &Visit, draft: &Draft, case: &Case, kept: Kept) -> Result<Vec<u8>, Problem> {
    let app = &visit.app;
    // The language the person filed in, whatever page they now download from.
    let language = Language::from_code(&case.language).unwrap_or(visit.language);
    let words = Words { messages: &app.messages, language };
    let title = kept.title(app, language);
    let bill = owed::section(&kept.bill, &words);
    let sections = kept
        .reading
        .into_iter()
        .map(|part| Section {
            title: part.title,
            level: part.level,
            rows: part.rows.into_iter().map(|row| (row.label, row.lines)).collect(),
            paragraphs: Vec::new(),
        })
        .chain(bill)
        .collect();
    let mut reference = vec![
        (words.say("apply-filed-number"), case.number.clone()),
        (words.say("account-filed"), app.moment(language, case.filed_at)),
    ];
    if let Some(arrived_at) = kept.receipt.statement.arrived_at {
        reference.push((words.say("apply-filed-arrived"), app.moment(language, arrived_at)));
    }
    reference.push((words.say("apply-keep-reference"), draft.row.reference.clone()));
    let letter = Letter {
        language,
        written: case.filed_at,
        title,
        reference,
        notice: app.site.settings.banner.text.get(language).to_owned(),
        sections,
        footer: format!("{} – {}", app.site.settings.name, case.number),
    };
    letters::pdf(&letter, &app.messages).map_err(|error| Problem::internal(&error))
}
