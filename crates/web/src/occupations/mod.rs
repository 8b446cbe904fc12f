//! The search of occupations, by code or words: a plain form that knows nobody. No session, no store.
//!
//! What is searched for stands in the address, so that a result can be kept or sent on: a word for a trade tells nothing about
//! who looks for it.

use crate::{app::App, door, forms::Form, look::Frame, places::Place, problem::Problem};
use askama::Template;
use axum::{
    Router,
    extract::{Request, State},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use language::Language;
use programs::limits::{MAX_FOUND_OCCUPATIONS, MAX_OCCUPATION_QUERY_CHARS};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "occupations/search.html")]
struct SearchTemplate<'a> {
    frame: Frame,
    query: String,
    found: Vec<Found<'a>>,
    /// Whether there may be more than is shown.
    cut: Option<usize>,
    /// Whether a title is in the other language.
    foreign: bool,
    most_chars: usize,
    data_url: &'a str,
}

/// One occupation that matches.
struct Found<'a> {
    code: &'a str,
    teer: u8,
    title: &'a str,
    /// The language of the title, where it is not the page's.
    lang: Option<&'static str>,
}

/// The route, in `language`.
pub(crate) fn routes(language: Language) -> Router<Arc<App>> {
    Router::new().route(&Place::Occupations.path(language), get(search))
}

async fn search(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let language = door::spoken(request.uri().path(), request.headers());
    let occupations = &app.site.tables.occupations;
    if occupations.is_empty() {
        return Err(Problem::not_found());
    }
    let form = Form::parse(request.uri().query().unwrap_or_default().as_bytes())?;
    let query: String = form.get("q").trim().chars().take(MAX_OCCUPATION_QUERY_CHARS).collect();
    let mut twin = Place::Occupations.path(language.other());
    if !query.is_empty() {
        let encoded = percent_encoding::utf8_percent_encode(&query, percent_encoding::NON_ALPHANUMERIC).to_string();
        // As a browser spells the fields of a form: a page and its twin have one address each.
        twin = format!("{twin}?q={}", encoded.replace("%20", "+"));
    }
    let found = occupations.search(&query).into_iter().map(|group| {
        let (title, spoken) = group.title(language);
        Found { code: &group.code, teer: group.teer, title, lang: (spoken != language).then_some(spoken.code()) }
    });
    let found: Vec<Found<'_>> = found.collect();
    let here = Place::Occupations.path(language);
    let say = |key| app.messages.say(language, key);
    let card = app.public.card(language, &here, say("occupations-title"), say("occupations-intro"));
    let template = SearchTemplate {
        frame: app.public.frame(language, &here, &twin).with_card(card),
        cut: (found.len() == MAX_FOUND_OCCUPATIONS).then_some(MAX_FOUND_OCCUPATIONS),
        foreign: occupations.iter().any(|group| group.title(language).1 != language),
        most_chars: MAX_OCCUPATION_QUERY_CHARS,
        data_url: &app.public.lists.occupations,
        found,
        query,
    };
    Ok(Html(template.render().map_err(|error| Problem::internal(&error))?).into_response())
}
