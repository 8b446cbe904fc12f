//! The status of a filed application, also without an account: receipt number and a secret of its own. While the store does
//! not answer, a receipt still tells what was filed and when.

use crate::{
    app::App,
    apply::{Kept, STATUS, action_aad, case_aad},
    forms::Form,
    look::{Event, Field, Frame, Problem as Wrong},
    payments::{Owed, Paid},
    places::{Place, segment as s},
    problem::Problem,
    visit::{Anybody, Visit},
};
use askama::Template;
use axum::{
    Router,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use casework::{Action, Link, Receipt, Stage};
use http::StatusCode;
use jiff::Timestamp;
use language::{Arg, Language};
use std::sync::Arc;
use store::{
    Who,
    ops::{
        cases::{Case, LoadActions, LoadCaseByReceipt},
        payments::PaymentsOf,
    },
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
    receipt: Field,
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
    times_url: Option<String>,
    history: Vec<Event>,
    /// How far its fees are paid.
    payment: Option<String>,
    /// Where they can be paid, if they are to be now.
    pay_url: Option<String>,
}

#[derive(Template)]
#[template(path = "status/receipt.html")]
struct ReceiptTemplate {
    frame: Frame,
    problems: Vec<Wrong>,
    /// Whether the store could be asked.
    unread: bool,
    receipt: Field,
    receipt_value: String,
    /// What a genuine receipt says.
    says: Option<String>,
}

/// The longest receipt that is read, in characters; ours have about 700.
const LONGEST_RECEIPT: usize = 4_096;

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
        receipt: Field::new("receipt", visit.say("status-receipt-label")).hint(Some(visit.say("status-receipt-hint"))),
        account_url: visit.path_to(&Place::Account),
    };
    let html = template.render().map_err(|error| Problem::internal(&error))?;
    Ok((status, Html(html)).into_response())
}

async fn show(Anybody(visit): Anybody) -> Result<Response, Problem> {
    form(&visit, "", None)
}

/// Checks a receipt with nothing but the key it was signed with.
fn check_receipt(visit: &Visit, typed: &str, unread: bool) -> Result<Response, Problem> {
    let app = &visit.app;
    let key = app.signing.public();
    let genuine = Receipt::parse(typed.trim())
        .ok()
        .filter(|_| typed.len() <= LONGEST_RECEIPT)
        .filter(|receipt| receipt.verify(&key.key_id(), |message, signature| key.verify(message, signature)).is_ok());
    let says = genuine.map(|Receipt { statement, .. }| {
        let program = app.site.program(&statement.program);
        let program = program.map_or(statement.program.as_str(), |program| program.title.get(visit.language));
        let time = app.moment(visit.language, statement.filed_at);
        let args =
            [("number", Arg::Text(&statement.number)), ("program", Arg::Text(program)), ("time", Arg::Text(&time))];
        visit.say_with("status-receipt-says", &args)
    });
    let error = (says.is_none() && !typed.is_empty()).then(|| visit.say("status-receipt-wrong"));
    let status = match (unread, &error) {
        (_, Some(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, None) if says.is_none() => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::OK,
    };
    let mut frame = visit.frame(&Place::Status);
    frame.switch_form = Some("page-form");
    let template = ReceiptTemplate {
        frame,
        problems: error.iter().map(|text| Wrong::at("receipt", text.clone())).collect(),
        unread,
        receipt: Field::new("receipt", visit.say("status-receipt-label"))
            .hint(Some(visit.say("status-receipt-hint")))
            .error(error),
        receipt_value: typed.chars().take(LONGEST_RECEIPT).collect(),
        says,
    };
    let html = template.render().map_err(|error| Problem::internal(&error))?;
    Ok((status, Html(html)).into_response())
}

/// Looks a case up. A wrong number and a wrong code have one answer, and one query leads to it.
async fn look_up(Anybody(visit): Anybody, sent: Form) -> Result<Response, Problem> {
    let app = &visit.app;
    if let Some(elsewhere) = visit.switched(&sent, &Place::Status) {
        return Ok(elsewhere);
    }
    if let Some(typed) = sent.fields().find_map(|(name, value)| (name == "receipt").then_some(value)) {
        return check_receipt(&visit, typed, false);
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
        Err(error @ (store::Error::Busy | store::Error::Unavailable(_))) => {
            tracing::error!(cause = crate::problem::chain(&error), "a status could not be read");
            return check_receipt(&visit, "", true);
        }
        Err(error) => return Err(error.into()),
    };
    let key = app.keys.unwrap(&case.wrapped_key, case.application.0.as_bytes())?;
    let history = history(&visit, &key, &case).await?;
    let kept = key.open(&case_aad("receipt", case.application), &case.sealed_receipt)?;
    let kept: Kept = serde_json::from_slice(&kept).map_err(|error| Problem::internal(&error))?;
    let program = kept.title(app, visit.language);
    let owed = owed(&visit, &case, kept).await?;
    let mut frame = visit.frame(&Place::Status);
    frame.other_lang_url = Some(Place::Status.path(visit.language.other()));
    let template = CaseTemplate {
        frame,
        program,
        stage: visit.say("status-received"),
        stage_more: visit.say("status-received-more"),
        times_url: app.site.times_page(&case.program).map(|page| page.path(visit.language)),
        history,
        payment: (owed.paid != Paid::NotRequired).then(|| owed.says(&visit, true)),
        pay_url: owed.is_due().then(|| visit.path_to(&Place::Resume)),
        number: case.number,
    };
    let html = template.render().map_err(|error| Problem::internal(&error))?;
    Ok(Html(html).into_response())
}

/// What `case` owes, and how far it is paid. Whoever has its code may know.
async fn owed(visit: &Visit, case: &Case, kept: Kept) -> Result<Owed, Problem> {
    let of = PaymentsOf { application: case.application };
    let payments = visit.app.store.read(&visit.actor(Who::System), of).await?;
    Ok(Owed::new(&visit.app, case.application, kept.bill, &payments))
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
