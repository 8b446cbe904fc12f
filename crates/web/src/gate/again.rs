//! What somebody sent while it could not be taken: given back in a page of its own, to be sent again. Sending twice does no
//! harm, since every form of the service may come twice.

use crate::{
    forms::{Form, SWITCH},
    look::Frame,
    places,
    problem::Problem,
    public::render::PublicSite,
    tally::Outcome,
};
use askama::Template;
use axum::{
    body::Body,
    extract::{FromRequest, Multipart},
    response::{Html, IntoResponse},
};
use http::{HeaderValue, Request, Response, StatusCode, header};
use language::Language;

/// Fields that are typed again rather than sent back.
pub(super) const TYPED_AGAIN: [&str; 2] = ["password", "word"];
/// The most of one field that is sent back, in bytes: as much as any answer may have.
const LONGEST: usize = programs::limits::MAX_RAW_BYTES;

#[derive(Template)]
#[template(path = "gate/again.html")]
struct AgainTemplate {
    frame: Frame,
    fields: Vec<(String, String)>,
    files: bool,
}

/// A page that gives back `form`, in place of `failed`. What has nothing to give back stays as it is.
pub(super) fn give_back(
    public: &PublicSite,
    (path, language): (&str, Language),
    form: Form,
    files: bool,
    failed: Response<Body>,
) -> Response<Body> {
    let fields: Vec<_> = form
        .fields()
        .filter(|(name, _)| !TYPED_AGAIN.contains(name) && *name != SWITCH)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    if fields.is_empty() {
        return failed;
    }
    let twin = places::twin(path).unwrap_or_else(|| format!("/{}", language.other().code()));
    let mut frame = public.frame(language, path, &twin);
    frame.switch_form = Some("page-form");
    let template = AgainTemplate { frame, fields, files };
    let Ok(html) = template.render() else { return failed };
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, Html(html)).into_response();
    let problem = failed.extensions().get::<Problem>();
    let cause = problem.and_then(|problem| problem.cause.as_deref());
    tracing::error!(cause, "a form could not be taken, and was given back");
    if let Some(outcome) = failed.extensions().get::<Outcome>() {
        outcome.mark(&mut response);
    }
    let retry = failed.headers().get(header::RETRY_AFTER).cloned();
    if let Some(retry) = retry.or_else(|| problem.and_then(|problem| problem.retry_after).map(HeaderValue::from)) {
        response.headers_mut().insert(header::RETRY_AFTER, retry);
    }
    response
}

/// The fields of a form with files; the files are read past.
pub(super) async fn fields_beside_files(request: Request<Body>) -> Form {
    let mut form = Form::default();
    let Ok(mut sent) = Multipart::from_request(request, &()).await else { return form };
    while let Ok(Some(mut field)) = sent.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let mut bytes = Vec::new();
        while let Ok(Some(chunk)) = field.chunk().await {
            if !is_file && bytes.len() + chunk.len() <= LONGEST {
                bytes.extend_from_slice(&chunk);
            }
        }
        // A field that is not text came from no page of ours.
        if let (false, Ok(value)) = (is_file, String::from_utf8(bytes)) {
            let _ = form.put(name, value);
        }
    }
    form
}
