//! Signing in and out. Tries are counted per account, never per address: a school or a shelter shares one.

use super::FormTemplate;
use crate::{
    apply::{Draft, declined},
    forms::Form,
    mail,
    places::{Outcome, Place},
    problem::Problem,
    visit::Visit,
};
use axum::{extract::Query, response::Response};
use http::{HeaderValue, header};
use jiff::SignedDuration;
use language::Arg;
use serde::Deserialize;
use store::{
    AccountId, Who,
    ops::{
        accounts::{ClearFailures, CountFailure, FindAccountByIndex},
        drafts::ClaimDraft,
    },
};

/// Wrong passwords in a row before an account rests.
const MOST_FAILURES: u32 = 10;
/// How long it then rests.
const REST: SignedDuration = SignedDuration::from_mins(15);

fn form(visit: &Visit, typed: &str, error: Option<String>) -> FormTemplate {
    let frame = visit.frame(&Place::SignIn);
    let mut template = FormTemplate::say(visit, frame, "account-sign-in-title", &["account-sign-in-intro"])
        .email(visit, typed, error)
        .password(visit, false, None)
        .button(visit, "account-sign-in-button");
    template.links = vec![
        (visit.path_to(&Place::Reset), visit.say("account-forgotten")),
        (visit.path_to(&Place::SignUp), visit.say("account-none-yet")),
        (visit.path_to(&Place::Resume), visit.say("apply-resume-title")),
    ];
    template
}

/// What may have happened before the page to sign in is shown.
#[derive(Deserialize)]
pub(super) struct After {
    done: Option<Outcome>,
}

/// The form; or what was just done, with the way to it.
pub(super) async fn show(visit: Visit, Query(after): Query<After>) -> Result<Response, Problem> {
    if visit.visitor.account.is_some() {
        return Ok(visit.go(&Place::Account));
    }
    let Some(outcome) = after.done else { return form(&visit, "", None).page() };
    let (title, paragraphs): (_, &[&str]) = match outcome {
        Outcome::Confirmed => ("account-confirmed-title", &["account-confirmed"]),
        Outcome::NewPassword => ("account-chosen-title", &["account-chosen"]),
        Outcome::SignedOut => ("account-signed-out-title", &["account-signed-out"]),
        Outcome::Deleted => ("account-deleted-title", &["account-deleted", "apply-delete-backups"]),
    };
    let mut template = FormTemplate::say(&visit, visit.frame(&Place::SignInAfter(outcome)), title, paragraphs);
    template.links = vec![(visit.path_to(&Place::SignIn), visit.say("account-sign-in-title"))];
    if outcome == Outcome::SignedOut {
        template.links.push((visit.path_to(&Place::Resume), visit.say("apply-start-resume")));
    }
    template.page()
}

/// Signs in. Whatever the session held goes into the account: a person who signs in midway loses nothing.
pub(super) async fn sign_in(mut visit: Visit, mut sent: Form) -> Result<Response, Problem> {
    if let Some(elsewhere) = visit.switched(&sent, &Place::SignIn) {
        return Ok(elsewhere);
    }
    let password = sent.take("password").unwrap_or_default();
    let typed = sent.get("email").to_owned();
    if sent.is_switch() {
        return form(&visit, &typed, None).page();
    }
    let (carried, reference) = (sent.take("carried"), sent.take("reference").unwrap_or_default());
    let again = |visit: &Visit, error: String| match &carried {
        // The way back from an ended session keeps what was typed there, whatever goes wrong on it.
        Some(carried) => declined::again(visit, &reference, carried, &typed, error),
        None => form(visit, &typed, Some(error)).page(),
    };
    let app = visit.app.clone();
    let index = app.keys.blind_index(mail::EMAIL, &mail::address(&typed).unwrap_or_default());
    let account = app.store.read(&visit.actor(Who::Nobody), FindAccountByIndex { email_index: index }).await?;
    // A pool that is full is no fault of whoever types a password: only a try that will be judged is counted.
    let place = app.passwords.place().map_err(|busy| Problem::unavailable(&busy))?;
    if let Some(account) = &account {
        let count = CountFailure { account: account.id, max_failures: MOST_FAILURES, locked_for: REST, now: app.now() };
        if let Some(until) = app.store.exec(&visit.actor(Who::Nobody), count).await? {
            let until = app.moment(visit.language, until);
            let text = visit.say_with("account-locked", &[("until", Arg::Text(&until))]);
            return again(&visit, text);
        }
    }
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = app.passwords.verify_at(place, password.clone(), stored.clone()).await;
    let right = right.map_err(|busy| Problem::unavailable(&busy))?;
    let Some(account) = account.filter(|_| right) else { return again(&visit, visit.say("account-wrong")) };
    let newer = match stored.filter(|stored| vault::passwords::needs_rehash(stored)) {
        Some(_) => Some(app.passwords.hash(password).await.map_err(|busy| Problem::unavailable(&busy))?),
        None => None,
    };
    let clear = ClearFailures { account: account.id, password_hash: newer, now: app.now() };
    app.store.exec(&visit.actor(Who::Account(account.id)), clear).await?;
    if account.verified_at.is_none() {
        let address = mail::account_address(&app, &account)?;
        if mail::may_be_sent(&visit, &address) {
            super::sign_up::send_link(&visit, account.id, &address).await?;
        }
        return again(&visit, visit.say("account-unconfirmed"));
    }
    claim(&visit, account.id).await?;
    visit.sign_in(account.id).await?;
    let Some(carried) = carried.as_deref().and_then(|sealed| declined::open(&visit, &reference, sealed)) else {
        return Ok(visit.go(&Place::Account));
    };
    declined::take_up(&visit, Draft::open(&visit, &reference).await?, carried).await
}

/// Takes what the session holds into the account.
async fn claim(visit: &Visit, account: AccountId) -> Result<(), Problem> {
    for held in &visit.visitor.holds {
        let claim = ClaimDraft { application: held.application, account, now: visit.app.now() };
        match visit.app.store.exec(&visit.actor_towards(&held.reference), claim).await {
            // Somebody else's account has it, it is gone or its link replaced, or this account is full: the session still
            // holds what it held.
            Ok(()) | Err(store::Error::NotFound | store::Error::Full { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Ends the session and clears what the browser keeps of it.
pub(super) async fn sign_out(mut visit: Visit, sent: Form) -> Result<Response, Problem> {
    visit.check_token(sent.get("form_token"))?;
    visit.sign_out().await?;
    let mut response = visit.go(&Place::SignInAfter(Outcome::SignedOut));
    response
        .headers_mut()
        .insert(header::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}
