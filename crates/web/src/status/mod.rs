//! The status of a filed application, also without an account: receipt number and a secret of its own.

use crate::{
    app::App,
    apply::{STATUS, action_aad},
    forms::Form,
    look::{Event, Field, Frame, Problem as Wrong},
    places::{Place, segment as s},
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{
    Router,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use casework::{Action, Link, Stage};
use http::StatusCode;
use jiff::Timestamp;
use language::{Arg, Language};
use std::sync::Arc;
use store::{
    Who,
    ops::cases::{Case, LoadActions, LoadCaseByReceipt},
};
use vault::{DataKey, ReceiptNumber, Secret};

#[derive(Template)]
#[template(path = "status/status.html")]
struct StatusTemplate {
    frame: Frame,
    problems: Vec<Wrong>,
    number: Field,
    number_value: String,
    code: Field,
    account_url: String,
}

#[derive(Template)]
#[template(path = "status/case.html")]
struct CaseTemplate {
    frame: Frame,
    program: String,
    number: String,
    stage: String,
    stage_more: String,
    history: Vec<Event>,
}

/// The routes of status, in `language`.
pub(crate) fn routes(language: Language) -> Router<Arc<App>> {
    Router::new().route(&format!("/{}/{}", language.code(), s::status(language)), get(show).post(look_up))
}

fn form(visit: &Visit, typed: &str, error: Option<String>) -> Result<Response, Problem> {
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = visit.frame(&Place::Status);
    frame.switch_form = Some("page-form");
    let template = StatusTemplate {
        frame,
        problems: error.iter().map(|text| Wrong::at("number", text.clone())).collect(),
        number: Field::new("number", visit.say("apply-filed-number"))
            .hint(Some(visit.say("status-number-hint")))
            .error(error),
        number_value: typed.to_owned(),
        code: Field::new("code", visit.say("apply-filed-code")).hint(Some(visit.say("status-code-hint"))),
        account_url: visit.path_to(&Place::Account),
    };
    let html = template.render().map_err(|error| Problem::internal(&error))?;
    Ok((status, Html(html)).into_response())
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    form(&visit, "", None)
}

/// Looks a case up. A wrong number and a wrong code have one answer, and one query leads to it.
async fn look_up(visit: Visit, sent: Form) -> Result<Response, Problem> {
    let app = &visit.app;
    if let Some(elsewhere) = visit.switched(&sent, &Place::Status) {
        return Ok(elsewhere);
    }
    let typed = sent.get("number");
    if sent.is_switch() {
        return form(&visit, typed, None);
    }
    // What cannot be a number or a code is looked up all the same, as one that was never given out.
    let number = ReceiptNumber::parse(typed).map(|number| number.to_string()).unwrap_or_default();
    let secret = Secret::parse(sent.get("code")).unwrap_or_else(|_| Secret::new(&*app.random));
    let load = LoadCaseByReceipt { number, status_hash: app.keys.hash_secret(STATUS, &secret) };
    let case = match app.store.read(&visit.actor(Who::Nobody), load).await {
        Ok(case) => case,
        Err(store::Error::NotFound) => return form(&visit, typed, Some(visit.say("status-wrong"))),
        Err(error) => return Err(error.into()),
    };
    let key = app.keys.unwrap(&case.wrapped_key, case.application.0.as_bytes())?;
    let history = history(&visit, &key, &case).await?;
    let mut frame = visit.frame(&Place::Status);
    frame.other_lang_url = Some(Place::Status.path(visit.language.other()));
    let template = CaseTemplate {
        frame,
        program: app
            .site
            .program(&case.program)
            .map_or(case.program.clone(), |program| program.title.get(visit.language).to_owned()),
        stage: visit.say("status-received"),
        stage_more: visit.say("status-received-more"),
        history,
        number: case.number,
    };
    let html = template.render().map_err(|error| Problem::internal(&error))?;
    Ok(Html(html).into_response())
}

/// That an arrival before the deadline counts, in words.
pub(crate) fn arrived(visit: &Visit, at: Timestamp) -> String {
    let time = visit.app.moment(visit.language, at);
    visit.say_with("status-arrived", &[("time", Arg::Text(&time))])
}

/// What happened to `case`, newest first.
pub(crate) async fn history(visit: &Visit, key: &DataKey, case: &Case) -> Result<Vec<Event>, Problem> {
    let app = &visit.app;
    let load = LoadActions { application: case.application, after: 0 };
    let mut actions = Vec::new();
    for stored in app.store.read(&visit.actor(Who::System), load).await? {
        let link = key.open(&action_aad(case.application, stored.sequence), &stored.sealed)?;
        let link: Link = serde_json::from_slice(&link).map_err(|error| Problem::internal(&error))?;
        actions.push((link, stored.hash));
    }
    casework::verify_chain(&actions, vault::sha256).map_err(|error| Problem::internal(&error))?;
    let folded = casework::Case::fold(actions.into_iter().map(|(link, _)| (link.at, link.action)))
        .map_err(|error| Problem::internal(&error))?;
    let last = folded.history.len().saturating_sub(1);
    let events = folded.history.iter().enumerate().map(|(index, (at, action))| {
        let (what, more) = match action {
            Action::Filed { arrived_at, .. } => {
                let counts = arrived_at.map(|at| arrived(visit, at) + " ").unwrap_or_default();
                ("status-filed", counts + &visit.say("status-filed-more"))
            }
        };
        Event {
            when: app.moment(visit.language, *at),
            datetime: at.to_string(),
            what: visit.say(what),
            more: Some(more),
            current: index == last,
        }
    });
    let mut events: Vec<_> = events.collect();
    events.reverse();
    let Stage::Received = folded.stage;
    Ok(events)
}
