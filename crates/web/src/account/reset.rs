//! A forgotten password: a link by mail, good once, for an hour.

use super::{FormTemplate, password, sign_up::stale};
use crate::{
    forms::Form,
    mail::{self, Under},
    places::{Outcome, Place},
    problem::Problem,
    visit::Visit,
};
use axum::{extract::Path, response::Response};
use jiff::SignedDuration;
use store::{
    Who,
    ops::{
        accounts::{FindAccountByIndex, LoadAccount, RESET, ResetPassword},
        tokens::{PeekToken, PutToken},
    },
};
use vault::Secret;

/// How long a new-password link is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(1);

fn form(visit: &Visit, typed: &str, error: Option<String>) -> FormTemplate {
    FormTemplate::say(visit, visit.frame(&Place::Reset), "account-reset-title", &["account-reset-intro"])
        .email(visit, typed, error)
        .button(visit, "account-reset-button")
}

/// Asks for the address.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    form(&visit, "", None).page()
}

/// Mails a link if there is an account; says the same either way.
pub(super) async fn ask(visit: Visit, sent: Form) -> Result<Response, Problem> {
    if let Some(elsewhere) = visit.switched(&sent, &Place::Reset) {
        return Ok(elsewhere);
    }
    let typed = sent.get("email");
    if sent.is_switch() {
        return form(&visit, typed, None).page();
    }
    let Some(address) = mail::address(typed) else {
        return form(&visit, typed, Some(visit.say("account-email-error"))).page();
    };
    let app = &visit.app;
    let find = FindAccountByIndex { email_index: app.keys.blind_index(mail::EMAIL, &address) };
    if let Some(account) = app.store.read(&visit.actor(Who::Nobody), find).await?
        && mail::may_be_sent(&visit, &address)
    {
        let secret = Secret::new(&*app.random);
        let put = PutToken {
            hash: app.keys.hash_secret(RESET, &secret),
            purpose: RESET.to_owned(),
            account: account.id,
            sealed: Vec::new(),
            expires: app.now() + GOOD_FOR,
        };
        app.store.exec(&visit.actor(Who::System), put).await?;
        let link = app.address(&visit.path_to(&Place::ResetLink(secret.expose().to_owned())));
        let letter = letters::mail::new_password(&visit.letterhead(), &address, &link);
        mail::send(&visit, Under::Site, &letter).await?;
    }
    let frame = visit.frame(&Place::Reset);
    FormTemplate::say(&visit, frame, "account-reset-sent-title", &["account-reset-sent", "account-check-mail-none"])
        .page()
}

fn choose_form(visit: &Visit, secret: &str, error: Option<String>) -> FormTemplate {
    let frame = visit.frame(&Place::ResetLink(secret.to_owned()));
    FormTemplate::say(visit, frame, "account-choose-title", &["account-choose-intro"])
        .password(visit, true, error)
        .button(visit, "account-choose-button")
}

async fn is_good(visit: &Visit, secret: &str) -> Result<bool, Problem> {
    let Ok(secret) = Secret::parse(secret) else { return Ok(false) };
    let hash = visit.app.keys.hash_secret(RESET, &secret);
    let peek = PeekToken { hash, purpose: RESET.to_owned(), now: visit.app.now() };
    Ok(visit.app.store.read(&visit.actor(Who::Nobody), peek).await?.is_some())
}

/// The link was opened: asks for the new password.
pub(super) async fn choose(Path(secret): Path<String>, visit: Visit) -> Result<Response, Problem> {
    if !is_good(&visit, &secret).await? {
        return stale(&visit);
    }
    choose_form(&visit, &secret, None).page()
}

/// Sets the new password and ends every session of the account.
pub(super) async fn set(Path(secret): Path<String>, visit: Visit, mut sent: Form) -> Result<Response, Problem> {
    // A link that is not good costs no password hash.
    if !is_good(&visit, &secret).await? {
        return stale(&visit);
    }
    let chosen = sent.take("password").unwrap_or_default();
    if let Err(key) = password::check(&chosen, "") {
        return choose_form(&visit, &secret, Some(visit.say(key))).page();
    }
    let app = &visit.app;
    let Ok(secret) = Secret::parse(&secret) else { return stale(&visit) };
    let hash = app.passwords.hash(chosen).await.map_err(|busy| Problem::unavailable(&busy))?;
    let reset = ResetPassword { token: app.keys.hash_secret(RESET, &secret), password_hash: hash, now: app.now() };
    let account = match app.store.exec(&visit.actor(Who::Nobody), reset).await {
        Ok(account) => account,
        Err(store::Error::NotFound) => return stale(&visit),
        Err(error) => return Err(error.into()),
    };
    let account = app.store.read(&visit.actor(Who::System), LoadAccount { account }).await?;
    let address = mail::account_address(app, &account)?;
    let letter = letters::mail::password_changed(&visit.letterhead(), &address);
    mail::send(&visit, Under::Site, &letter).await?;
    Ok(visit.go(&Place::SignInAfter(Outcome::NewPassword)))
}
