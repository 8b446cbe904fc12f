//! A page that was opened before its program changed, and is sent after: what was typed in it is kept, as that version asked it.

use super::{
    Draft,
    page::{THEN, entries_for, reachable, redirect},
};
use crate::{
    forms::{Form, SWITCH},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use language::Language;
use programs::{Body, DocumentRef, Entry, Move, Page, PagePath, Program};
use std::{collections::BTreeMap, sync::Arc};
use store::DocumentId;

/// The field in which a form says which version of the program it was rendered from.
pub(super) const EDITION: &str = "form_edition";

/// The version that a form for the page at `path` was rendered from, where today's program would take the form for something else.
///
/// # Errors
/// 503 when the store does not answer.
pub(super) async fn of(draft: &Draft, edition: &str, path: &PagePath) -> Result<Option<Arc<Program>>, Problem> {
    let today = draft.program()?;
    if edition.is_empty() || edition == today.version || draft.is_withdrawn() {
        return Ok(None);
    }
    let older = draft.app.publication(&draft.row.program, edition).await?;
    let differs = |older: &Arc<Program>| match (older.page(path), today.page(path)) {
        (Some(was), Some(is)) => {
            let open = draft.walk().is_ok_and(|journey| reachable(&journey, path).is_some());
            !(was.asks_the_same(is) && open)
        }
        (was, _) => was.is_some(),
    };
    Ok(older.filter(differs))
}

/// What such a form holds for the questions of its page.
///
/// # Errors
/// As [`entries_for`].
pub(super) fn entries(older: &Program, path: &PagePath, form: &Form) -> Result<BTreeMap<String, Entry>, Problem> {
    let page = older.page(path).ok_or_else(Problem::not_found)?;
    match &page.body {
        Body::Questions(_) => entries_for(page, form),
        Body::List(list) => {
            let more = form.get(&list.id);
            let said = ["yes", "no"].contains(&more);
            Ok(said.then(|| (list.id.clone(), Entry::of(more))).into_iter().collect())
        }
    }
}

/// Keeps what such a form brought. `files` were uploaded with it, and are to be attached.
///
/// # Errors
/// 403 for a helper's signature; 409 when the entry of the list it is about was removed.
pub(super) async fn keep(
    visit: &Visit,
    draft: Draft,
    older: &Program,
    path: &PagePath,
    entries: BTreeMap<String, Entry>,
    files: &[(String, DocumentRef)],
) -> Result<Draft, Problem> {
    // A helper was never shown such a page, whatever version it was of.
    if draft.helps && older.page(path).is_some_and(Page::is_signed) {
        return Err(Problem::forbidden());
    }
    let app = &visit.app;
    let today = app.site.program(&draft.row.program).ok_or_else(Problem::not_found)?;
    let moved = Move { from_version: &older.version, from: Some(older), to: today, messages: &app.messages };
    let attach: Vec<DocumentId> = files.iter().filter_map(|(_, file)| file.id.parse().ok()).collect();
    let (draft, ()) = draft
        .change(visit, &attach, |answers| {
            let done = moved.take_in(answers, &path.hops, entries.clone(), files.iter().cloned());
            done.map_err(|_| Problem::new(StatusCode::CONFLICT))
        })
        .await?;
    Ok(draft)
}

/// Where the person goes from there.
///
/// # Errors
/// As [`Draft::program`].
pub(super) async fn after(visit: &Visit, draft: &Draft, path: &PagePath, form: &Form) -> Result<Response, Problem> {
    visit.prolong().await?;
    if form.get(THEN) == "save" {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let reference = draft.row.reference.clone();
    let place = if draft.changes_url(visit).is_some() {
        Place::Changes(reference)
    } else if reachable(&draft.walk()?, path).is_some() {
        Place::Page(reference, path.clone())
    } else {
        Place::Tasks(reference)
    };
    let language = Language::from_code(form.get(SWITCH)).unwrap_or(visit.language);
    Ok(redirect(&place.path(language)))
}
