//! The service's routes, in both languages, with the layers every one of them passes.

use crate::{
    account,
    app::App,
    apply, calculators, door, finder,
    forms::LARGEST_FORM,
    look::Frame,
    occupations,
    places::{Place, segment as s},
    problem::Problem,
    public::search::Entry,
    sessions, status,
};
use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use language::Language;
use std::sync::Arc;
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

/// Everything that is not on the shelf.
pub fn router(app: &Arc<App>) -> Router {
    let mut service = Router::new();
    let mut open = Router::new().route("/receipt-key.txt", get(receipt_key));
    for language in Language::ALL {
        service =
            service.merge(apply::routes(language)).merge(account::routes(language)).merge(status::routes(language));
        open = open
            .route(&format!("/{}/{}", language.code(), s::search(language)), get(search))
            .merge(calculators::routes(language))
            .merge(occupations::routes(language))
            .merge(finder::routes(language));
    }
    service
        .layer(sessions::layer(app))
        // What knows nobody needs no session.
        .merge(open)
        .fallback(|| async { Problem::not_found() })
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        // A form posted from another site is refused before anything looks at it.
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(Arc::clone(app))
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("something that is no text");
    Problem::broken(format!("a handler panicked: {cause}")).into_response()
}

#[derive(Template)]
#[template(path = "public/search.html")]
struct SearchTemplate<'a> {
    frame: Frame,
    query: String,
    results: Vec<&'a Entry>,
}

/// Search over the public pages: no session, no store.
async fn search(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let language = door::spoken(request.uri().path(), request.headers());
    let query = crate::forms::Form::parse(request.uri().query().unwrap_or_default().as_bytes())?;
    let query: String = query.get("q").trim().chars().take(crate::public::search::LONGEST_QUERY).collect();
    let here = Place::Search.path(language);
    let encoded = percent_encoding::utf8_percent_encode(&query, percent_encoding::NON_ALPHANUMERIC);
    let mut twin = Place::Search.path(language.other());
    if !query.is_empty() {
        twin = format!("{twin}?q={encoded}");
    }
    let template = SearchTemplate {
        frame: app.public.frame(language, &here, &twin),
        results: app.public.indexes.get(language).find(&query),
        query,
    };
    Ok(Html(template.render().map_err(|error| Problem::internal(&error))?).into_response())
}

/// The public half of the key that signs receipts.
async fn receipt_key(State(app): State<Arc<App>>) -> String {
    app.signing.public().to_file_text()
}
