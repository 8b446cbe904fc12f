//! A session that ended while a page was being filled: what was posted comes back sealed in the page that asks the person to
//! show again who they are, and is saved once they have. Nothing is stored for somebody unknown.

use super::{
    Draft,
    edition::{self, EDITION},
    page::fields_of,
    resume,
};
use crate::{forms::Form, places::Place, problem::Problem, visit::Visit};
use axum::response::Response;
use http::StatusCode;
use programs::PagePath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What tokens of this kind are sealed for.
const PURPOSE: &str = "carried answers";

/// A posted page on its way through the resume form.
#[derive(Serialize, Deserialize)]
pub(crate) struct Carried {
    page: String,
    fields: BTreeMap<String, String>,
    /// The version of the program the page was rendered from.
    #[serde(default)]
    edition: String,
    /// Whether files were sent as well, which are not carried.
    pub(super) files: bool,
}

/// Asks the person to show again who they are, with `form` sealed for `page` of the application `reference`. With `files`,
/// says that they have to be chosen again.
pub(crate) fn ask(
    visit: &Visit,
    reference: &str,
    page: &PagePath,
    form: &Form,
    files: bool,
) -> Result<Response, Problem> {
    let fields = fields_of(form).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let carried = Carried { page: page.to_string(), fields, edition: form.get(EDITION).to_owned(), files };
    let plain = serde_json::to_vec(&carried).map_err(|error| Problem::internal(&error))?;
    let sealed = visit.app.keys.seal_token(PURPOSE, reference.as_bytes(), &plain, &*visit.app.random);
    let shown = resume::Shown { reference: reference.to_owned(), carried: Some(sealed), ..resume::Shown::default() };
    let mut response = resume::render(visit, shown)?;
    // Nothing was saved, and whoever saved without looking (the script does) must know.
    *response.status_mut() = StatusCode::FORBIDDEN;
    Ok(response)
}

/// Shows the same page again after a sign-in on it that failed.
pub(crate) fn again(
    visit: &Visit,
    reference: &str,
    carried: &str,
    email: &str,
    error: String,
) -> Result<Response, Problem> {
    let shown = resume::Shown {
        reference: reference.to_owned(),
        carried: Some(carried.to_owned()),
        email: email.to_owned(),
        email_error: Some(error),
        ..resume::Shown::default()
    };
    resume::render(visit, shown)
}

/// Opens what was sealed for the application `reference`; `None` for anything else.
pub(crate) fn open(visit: &Visit, reference: &str, sealed: &str) -> Option<Carried> {
    let plain = visit.app.keys.open_token(PURPOSE, reference.as_bytes(), sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// Saves carried answers where they belong and goes to their page.
pub(crate) async fn take_up(visit: &Visit, draft: Draft, carried: Carried) -> Result<Response, Problem> {
    let path: PagePath = carried.page.parse().map_err(|_| Problem::bad_request("carried answers name no page"))?;
    let reference = draft.row.reference.clone();
    if !draft.is_filed() {
        let fields = carried.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let older = edition::of(&draft, &carried.edition, &path).await?;
        let program = older.as_deref().map_or_else(|| draft.program(), Ok)?;
        let entries = program.page(&path).ok_or_else(Problem::not_found)?.read_form(fields).entries;
        if let Some(older) = older {
            let draft = edition::keep(visit, draft, &older, &path, entries, &[]).await?;
            return edition::after(visit, &draft, &path, &Form::default()).await;
        }
        draft
            .change(visit, &[], |answers| {
                // An entry of a list that was removed meanwhile takes nothing any more.
                let _ = answers.put(&path.hops, entries.clone());
                Ok(())
            })
            .await?;
    }
    Ok(visit.go(&Place::Page(reference, path)))
}
