//! Looking at a document one has uploaded.

use super::Draft;
use crate::{problem::Problem, uploads, visit::Visit};
use axum::{extract::Path, response::Response};
use http::StatusCode;
use store::{
    DocumentId,
    ops::documents::{Document, LoadDocument, Scan},
};

/// Sends it back.
pub(crate) async fn download(
    Path((reference, document)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let document: DocumentId = document.parse().map_err(|_| Problem::not_found())?;
    let draft = Draft::open_to_fill(&visit, &reference).await?;
    let load = LoadDocument { application: draft.row.id, document };
    let row = visit.app.store.read(&visit.actor_towards(&reference), load).await?;
    give(&visit, &draft, &row).await
}

/// Sends a document of `draft`, unless the scanner found something in it.
pub(super) async fn give(visit: &Visit, draft: &Draft, row: &Document) -> Result<Response, Problem> {
    if row.scan == Scan::Infected {
        return Err(Problem::new(StatusCode::FORBIDDEN));
    }
    uploads::give(&visit.app, &draft.key, row).await
}
