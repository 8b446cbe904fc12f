//! Everything answered, on one page, each answer with the way to change it; and the button that files.

use super::{
    Draft, earlier,
    fees::{self, Fees},
    people::People,
    reading::{self, Words},
    refused,
    start::page,
    withdrawn,
};
use crate::{
    look::{Act, Frame, SummaryRow},
    openings::Told,
    payments::Paid,
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};

#[derive(Template)]
#[template(path = "apply/review.html")]
struct ReviewTemplate {
    frame: Frame,
    parts: Vec<Part>,
    /// Answers that are no longer asked for.
    earlier: Vec<SummaryRow>,
    /// Where the person sees what has changed, and has not yet.
    changes_url: Option<String>,
    complete: bool,
    told: Told,
    /// What becomes of the answers, where nothing can be filed now.
    kept: Option<String>,
    fees: Option<Fees>,
    /// How the signatures of others stand.
    signatures: Vec<SummaryRow>,
    /// Whether one of them is missing.
    waiting: bool,
    /// Whether it is shown to a helper, who cannot file.
    helps: bool,
    people_url: String,
    payment_url: String,
    file_url: String,
    version: u64,
    open_url: String,
    back: String,
    tasks: String,
}

/// A section, or an entry of a list within one.
struct Part {
    level: u8,
    title: String,
    rows: Vec<SummaryRow>,
}

/// The review page, as far as the application has come.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let draft = Draft::open_to_fill(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    if draft.is_withdrawn() {
        return withdrawn::show(&visit, &draft).await;
    }
    let journey = draft.walk()?;
    let showing = draft.program()?.showing(visit.language, &visit.app.messages);
    let change = visit.say("common-change");
    let parts = reading::parts(&journey.summary(&showing), Words::of(&visit.app.messages, visit.language))
        .into_iter()
        .map(|part| Part {
            level: part.level,
            title: part.title,
            rows: part
                .rows
                .into_iter()
                .map(|row| {
                    let act = row.path.map(|path| {
                        let place = Place::Page(reference.clone(), path);
                        Act::new(visit.path_to(&place), change.clone(), row.label.clone())
                    });
                    SummaryRow { key: row.label, lines: row.lines, acts: act.into_iter().collect() }
                })
                .collect(),
        })
        .collect();
    let tasks = visit.path_to(&Place::Tasks(reference.clone()));
    let people = People::who_sign(&visit, &draft, &journey).await?;
    // What was paid is between the applicant and the department.
    let owed = if draft.helps { None } else { Some(fees::owed_by_draft(&visit, &draft, &journey).await?) };
    let owed = owed.filter(|owed| owed.paid != Paid::NotRequired);
    let template = ReviewTemplate {
        frame: visit.frame(&Place::Review(reference.clone())),
        parts,
        earlier: earlier::rows(&visit, &draft, &journey).await?,
        changes_url: draft.changes_url(&visit),
        complete: journey.is_complete(),
        kept: refused::kept_meanwhile(&visit, &draft)?,
        told: visit.told(draft.program()?),
        fees: owed.map(|owed| Fees::of(&visit, &owed, false)),
        signatures: people.rows(&visit, &reference),
        waiting: !people.are_all_signed(),
        helps: draft.helps,
        people_url: visit.path_to(&Place::People(reference.clone())),
        payment_url: visit.path_to(&Place::Payment(reference.clone())),
        file_url: visit.path_to(&Place::File(reference.clone())),
        version: draft.row.version,
        open_url: journey
            .first_open()
            .map_or_else(|| tasks.clone(), |open| visit.path_to(&Place::Page(reference.clone(), open))),
        back: tasks.clone(),
        tasks,
    };
    page(&template)
}
