//! What can go wrong for a visitor, and the page that says so: plain words in their language, what to do next, a reference
//! number. Causes go to the log, once, and never to the page.

use crate::{
    look::Frame,
    places::{self, Place},
    public::render::PublicSite,
};
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use language::Language;
use std::error::Error;

/// A problem a handler answers with. The door turns it into a page ([`page`]).
#[derive(Debug, Clone)]
pub struct Problem {
    /// The status code; it chooses the page.
    pub status: StatusCode,
    /// What the operator needs to know; never shown.
    pub cause: Option<String>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u32>,
}

impl Problem {
    /// A problem without more to say.
    pub fn new(status: StatusCode) -> Self {
        Self { status, cause: None, retry_after: None }
    }

    /// There is nothing here, or nothing for this person: the two look the same.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND)
    }

    /// What an invitation led to is not there any more for whoever was invited.
    pub fn gone() -> Self {
        Self::new(StatusCode::GONE)
    }

    /// What was sent cannot be read as what this address takes.
    pub fn bad_request(cause: impl Into<String>) -> Self {
        Self { cause: Some(cause.into()), ..Self::new(StatusCode::BAD_REQUEST) }
    }

    /// The form did not come from one of our pages, or its session is over.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN)
    }

    /// Somebody tried too often.
    pub fn too_many(retry_after: u32) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(StatusCode::TOO_MANY_REQUESTS) }
    }

    /// The store, or something else we need, does not answer just now.
    pub fn unavailable(cause: &dyn Error) -> Self {
        Self { retry_after: Some(10), cause: Some(chain(cause)), ..Self::new(StatusCode::SERVICE_UNAVAILABLE) }
    }

    /// A fault of ours.
    pub fn internal(cause: &dyn Error) -> Self {
        Self { cause: Some(chain(cause)), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR) }
    }

    /// A fault of ours that no error describes.
    pub fn broken(cause: impl Into<String>) -> Self {
        Self { cause: Some(cause.into()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR) }
    }
}

/// An error with everything that caused it, on one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemTemplate {
    frame: Frame,
    title: String,
    body: String,
    todo: String,
    reference: Option<String>,
    /// Where it says what works, when it is not the person's mistake.
    service_url: Option<String>,
}

/// The kinds of problem that have words of their own; any other client fault reads as 400, any other fault as 500.
const WORDED: [u16; 12] = [400, 403, 404, 405, 408, 409, 410, 413, 415, 429, 500, 503];

/// The page for `status` in `language`, for an address `path`. The reference joins the page to the log.
pub(crate) fn page(
    public: &PublicSite,
    language: Language,
    path: &str,
    status: StatusCode,
    reference: Option<&str>,
) -> Response {
    let code = match status.as_u16() {
        code if WORDED.contains(&code) => code,
        400..=499 => 400,
        _ => 500,
    };
    let home = || format!("/{}", language.other().code());
    // A public page is no error in the other language; an address without a language has no twin.
    let twin = if public.shelf.get(path).is_some() { home() } else { places::twin(path).unwrap_or_else(home) };
    let frame = public.frame(language, path, &twin);
    let reference = reference.filter(|_| matches!(code, 400 | 403 | 409 | 500 | 503)).map(str::to_owned);
    let template = ProblemTemplate {
        title: frame.t(&format!("error-{code}-title")),
        body: frame.t(&format!("error-{code}-body")),
        todo: frame.t(&format!("error-{code}-do")),
        reference,
        service_url: (code >= 500).then(|| Place::Service.path(language)),
        frame,
    };
    let html = template.render().unwrap_or_else(|_| format!("{status}"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, html).into_response()
}
