//! Beginning an application: what it takes, and the button that starts it. Nothing is needed to begin, not even an address.

use super::{draft, keep, refused};
use crate::{
    app::App, finder, forms::Form, look::Frame, openings::Told, places::Place, problem::Problem, visit::Visit,
};
use askama::Template;
use axum::{
    extract::{FromRequest, Path, Request, State},
    response::{Html, IntoResponse, Response},
};
use language::{Arg, format};
use programs::Program;
use std::sync::Arc;
use store::{ApplicationId, Who, ops::drafts::BeginDraft};
use uuid::Builder;
use vault::Secret;

#[derive(Template)]
#[template(path = "apply/start.html")]
struct StartTemplate {
    frame: Frame,
    title: String,
    summary: Vec<String>,
    sections: Vec<String>,
    unconfirmed: Vec<String>,
    told: Told,
    resume_url: String,
    times_url: Option<String>,
    edition: String,
}

/// The start page of a program.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Path(program): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    let program = app.site.program(&program).ok_or_else(Problem::not_found)?;
    let language = visit.language;
    let template = StartTemplate {
        frame: visit.frame(&Place::Apply(program.id.clone())),
        title: program.title.get(language).to_owned(),
        summary: paragraphs(program.summary.get(language)),
        sections: program.sections.iter().map(|section| section.title.get(language).to_owned()).collect(),
        unconfirmed: program.unconfirmed.iter().map(|text| text.get(language).to_owned()).collect(),
        told: visit.told(program),
        resume_url: visit.path_to(&Place::Resume),
        times_url: app.site.times_page(&program.id).map(|page| page.path(language)),
        edition: visit.say_with("apply-start-edition", &[("date", Arg::Text(&edition(&visit, program)))]),
    };
    page(&template)
}

/// The day of its version, in words.
pub(super) fn edition(visit: &Visit, program: &Program) -> String {
    let day = program.version.split('.').next().unwrap_or_default();
    day.parse().map_or_else(|_| program.version.clone(), |date| format::long_date(visit.language, date))
}

/// Begins an application and shows how to come back to it. Nothing is asked; who comes from the finder brings answers along.
pub(crate) async fn begin(
    State(app): State<Arc<App>>,
    Path(program): Path<String>,
    mut visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let own = Some(&app.site.synthetic).filter(|own| visit.is_synthetic && own.id == program);
    let program = own.or_else(|| app.site.program(&program)).ok_or_else(Problem::not_found)?;
    let now = app.now();
    let opening = app.openings.of(program);
    let says = visit.judge(&opening, now);
    if !says.is_open() {
        return refused::beginning(&visit, program, &opening, says);
    }
    let form = Form::from_request(request, &()).await.unwrap_or_default();
    let answers = finder::carried(&app, program, &form);
    let id = ApplicationId(Builder::from_random_bytes(app.random_bytes()).into_uuid());
    let secret = Secret::new(&*app.random);
    let key = app.keys.new_data_key(&*app.random);
    let begin = BeginDraft {
        id,
        reference: new_reference(&app)?,
        program: program.id.clone(),
        program_version: program.version.clone(),
        language: visit.language.code().to_owned(),
        wrapped_key: app.keys.wrap(&key, id.0.as_bytes()),
        sealed: draft::seal_answers(&app, &key, id, &answers)?,
        resume_hash: app.keys.hash_secret(keep::PURPOSE, &secret),
        now,
        expires: draft::expiry(now),
    };
    let (reference, link) = (begin.reference.clone(), begin.resume_hash);
    let who = visit.visitor.account.map_or(Who::Nobody, Who::Account);
    app.store.exec(&visit.actor(who), begin).await?;
    visit.hold(&reference, id, link).await?;
    let response = visit.go(&Place::Keep(reference.clone()));
    Ok(keep::show_once(&visit, &reference, &secret, response))
}

/// References are drawn at random from 20 to the power of 8 and the like: a taken one is refused by the store, and the
/// person presses the button again.
fn new_reference(app: &App) -> Result<String, Problem> {
    let number = u64::from_be_bytes(app.random_bytes()) % vault::SEQUENCES;
    Ok(app.keys.reference(number)?.to_string())
}

/// The paragraphs of a text: blank lines part them.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A rendered page.
pub(crate) fn page(template: &impl Template) -> Result<Response, Problem> {
    Ok(Html(template.render().map_err(|error| Problem::internal(&error))?).into_response())
}
