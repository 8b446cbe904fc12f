//! A person's applications, and the end of an account.

use super::FormTemplate;
use crate::{
    forms::Form,
    look::{Act, Card, Frame, State, SummaryRow},
    mail::{self, Under},
    places::{Outcome, Place},
    problem::Problem,
    uploads,
    visit::Visit,
};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use store::{
    Who,
    ops::{
        accounts::{DeleteAccount, LoadAccount},
        drafts::{ApplicationState, ListApplications, Listed},
    },
};

#[derive(Template)]
#[template(path = "account/home.html")]
struct HomeTemplate {
    frame: Frame,
    address: String,
    cards: Vec<Card>,
    starts: Vec<(String, String)>,
    delete_url: String,
}

/// The list of one's drafts and filed applications.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let Some(account) = visit.visitor.account else { return Ok(visit.go(&Place::SignIn)) };
    let app = &visit.app;
    let actor = visit.actor(Who::Account(account));
    let row = app.store.read(&actor, LoadAccount { account }).await?;
    let listed = app.store.read(&actor, ListApplications { account }).await?;
    let template = HomeTemplate {
        frame: visit.frame(&Place::Account),
        address: mail::account_address(app, &row)?,
        cards: listed.iter().map(|listed| card(&visit, listed)).collect(),
        starts: app
            .site
            .programs
            .iter()
            .map(|program| {
                let place = Place::Apply(program.id.clone());
                let title = program.title.get(visit.language);
                (visit.path_to(&place), visit.told(program).label(&app.messages, visit.language, title))
            })
            .collect(),
        delete_url: visit.path_to(&Place::DeleteAccount),
    };
    Ok(Html(template.render().map_err(|error| Problem::internal(&error))?).into_response())
}

fn card(visit: &Visit, listed: &Listed) -> Card {
    let language = visit.language;
    let day = |at: jiff::Timestamp| visit.app.day(language, at);
    let row = |key: &str, text: String| SummaryRow { key: visit.say(key), lines: vec![text], acts: Vec::new() };
    let program = visit.app.site.program(&listed.program);
    let title = program.map_or(listed.program.as_str(), |program| program.title.get(language)).to_owned();
    let mut rows = vec![row("account-reference", listed.reference.clone())];
    if let Some((number, at)) = &listed.filed {
        rows.push(row("apply-filed-number", number.clone()));
        rows.push(row("account-filed", day(*at)));
    } else {
        rows.push(row("account-saved", day(listed.touched)));
        rows.push(row("account-kept-until", day(listed.expires)));
        if let Some(state) = program.and_then(|program| visit.told(program).state) {
            rows.push(row("account-program", state));
        }
    }
    let reference = listed.reference.clone();
    let act = |place: Place, key: &str| Act::new(visit.path_to(&place), visit.say(key), title.clone());
    let acts = match listed.state {
        ApplicationState::Draft => vec![
            act(Place::Tasks(reference.clone()), "account-continue"),
            act(Place::Delete(reference.clone()), "common-delete"),
        ],
        ApplicationState::Filed => vec![act(Place::Receipt(reference.clone()), "account-receipt")],
    };
    let state = match listed.state {
        ApplicationState::Draft => State::Started,
        ApplicationState::Filed => State::Done,
    };
    Card { id: format!("application-{reference}"), title, state, rows, problem: None, acts }
}

/// Asks once more before an account is deleted.
pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    if visit.visitor.account.is_none() {
        return Ok(visit.go(&Place::SignIn));
    }
    let frame = visit.frame(&Place::DeleteAccount);
    let mut template = FormTemplate::say(
        &visit,
        frame,
        "account-delete-title",
        &["account-delete-drafts", "account-delete-cases", "apply-delete-backups"],
    )
    .button(&visit, "account-delete-button");
    template.links = vec![(visit.path_to(&Place::Account), visit.say("apply-keep-it"))];
    template.page()
}

/// Deletes the account with its drafts.
pub(super) async fn delete(mut visit: Visit, sent: Form) -> Result<Response, Problem> {
    visit.check_token(sent.get("form_token"))?;
    let Some(account) = visit.visitor.account else { return Ok(visit.go(&Place::SignIn)) };
    let app = visit.app.clone();
    let actor = visit.actor(Who::Account(account));
    let row = app.store.read(&actor, LoadAccount { account }).await?;
    let address = mail::account_address(&app, &row)?;
    let documents = app.store.exec(&actor, DeleteAccount { account, now: app.now() }).await?;
    uploads::delete(&app, &documents).await;
    mail::send(&visit, Under::Site, &letters::mail::account_deleted(&visit.letterhead(), &address)).await?;
    visit.sign_out().await?;
    Ok(visit.go(&Place::SignInAfter(Outcome::Deleted)))
}
