//! A program that the site has taken away while people were applying: nothing can be filed, and everything they wrote can be read.

use super::{
    Draft, earlier,
    reading::{self, Part, Words},
    start::page,
};
use crate::{
    look::{Frame, SummaryRow},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::response::Response;
use http::StatusCode;
use language::Arg;

#[derive(Template)]
#[template(path = "apply/withdrawn.html")]
struct WithdrawnTemplate {
    frame: Frame,
    title: String,
    reference: String,
    kept: String,
    /// Whether it is shown to a helper.
    helps: bool,
    parts: Vec<(u8, String, Vec<SummaryRow>)>,
    earlier: Vec<SummaryRow>,
    keep_url: String,
    people_url: String,
    delete_url: String,
    support: String,
}

/// Every answer, and what becomes of it.
///
/// # Errors
/// As [`Draft::program`].
pub(super) async fn show(visit: &Visit, draft: &Draft) -> Result<Response, Problem> {
    let (program, reference) = (draft.program()?, draft.row.reference.clone());
    let journey = draft.walk()?;
    let showing = program.showing(visit.language, &visit.app.messages);
    let expires = visit.app.day(visit.language, draft.row.expires);
    let title = program.title.get(visit.language);
    let parts = reading::parts(&journey.summary(&showing), Words::of(&visit.app.messages, visit.language));
    page(&WithdrawnTemplate {
        frame: visit.frame(&Place::Tasks(reference.clone())),
        title: visit.say_with("apply-withdrawn-title", &[("program", Arg::Text(title))]),
        kept: visit.say_with("apply-withdrawn-kept", &[("date", Arg::Text(&expires))]),
        helps: draft.helps,
        parts: parts.into_iter().map(Part::read_only).collect(),
        earlier: earlier::rows(visit, draft, &journey).await?,
        keep_url: visit.path_to(&Place::Keep(reference.clone())),
        people_url: visit.path_to(&Place::People(reference.clone())),
        delete_url: visit.path_to(&Place::Delete(reference.clone())),
        support: visit.app.site.settings.support.clone(),
        reference,
    })
}

/// The same for whoever wanted to file.
///
/// # Errors
/// As [`show`].
pub(super) async fn refuse(visit: &Visit, draft: &Draft) -> Result<Response, Problem> {
    let mut response = show(visit, draft).await?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
