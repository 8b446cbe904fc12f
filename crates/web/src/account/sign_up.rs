//! Making an account, and proving that its address is one's own.

use super::{FormTemplate, password};
use crate::{
    forms::Form,
    mail::{self, Under},
    places::{self, Outcome, Place},
    problem::Problem,
    visit::Visit,
};
use axum::{extract::Path, response::Response};
use jiff::SignedDuration;
use store::{
    AccountId, Who,
    ops::{
        accounts::{CreateAccount, Created, MarkVerified, VERIFY},
        tokens::{PeekToken, PutToken},
    },
};
use vault::Secret;

/// How long a confirm-address link is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(48);

fn form(visit: &Visit, typed: &str, wrong_email: Option<String>, wrong_password: Option<String>) -> FormTemplate {
    let frame = visit.frame(&Place::SignUp);
    let mut template = FormTemplate::say(visit, frame, "account-sign-up-title", &["account-sign-up-intro"])
        .email(visit, typed, wrong_email)
        .password(visit, true, wrong_password)
        .button(visit, "account-sign-up-button");
    template.links = vec![(visit.path_to(&Place::SignIn), visit.say("account-have-one"))];
    template
}

/// The form.
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    if visit.visitor.account.is_some() {
        return Ok(visit.go(&Place::Account));
    }
    form(&visit, "", None, None).page()
}

/// Makes the account, or mails the owner of an address that has one already: the page is the same, so it tells nobody who
/// has an account here.
pub(super) async fn sign_up(visit: Visit, mut sent: Form) -> Result<Response, Problem> {
    if let Some(elsewhere) = visit.switched(&sent, &Place::SignUp) {
        return Ok(elsewhere);
    }
    let typed = sent.get("email").to_owned();
    if sent.is_switch() {
        return form(&visit, &typed, None, None).page();
    }
    let chosen = sent.take("password").unwrap_or_default();
    let address = mail::address(&typed);
    let wrong_email = address.is_none().then(|| visit.say("account-email-error"));
    let wrong_password = password::check(&chosen, &typed).err().map(|key| visit.say(key));
    let Some(address) = address.filter(|_| wrong_password.is_none()) else {
        return form(&visit, &typed, wrong_email, wrong_password).page();
    };
    let app = &visit.app;
    let hash = app.passwords.hash(chosen).await.map_err(|busy| Problem::unavailable(&busy))?;
    let id = AccountId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid());
    let key = app.keys.new_data_key(&*app.random);
    let create = CreateAccount {
        id,
        email_index: app.keys.blind_index(mail::EMAIL, &address),
        language: visit.language.code().to_owned(),
        wrapped_key: app.keys.wrap(&key, id.0.as_bytes()),
        sealed: key.seal(&mail::account_aad(id), address.as_bytes(), &*app.random),
        password_hash: Some(hash),
        now: app.now(),
    };
    match app.store.exec(&visit.actor(Who::Nobody), create).await? {
        _ if !mail::may_be_sent(&visit, &address) => {}
        Created::New => send_link(&visit, id, &address).await?,
        Created::Exists(_) => {
            let link = app.address(&visit.path_to(&Place::Reset));
            let letter = letters::mail::account_exists(&visit.letterhead(), &address, &link);
            mail::send(&visit, Under::Site, &letter).await?;
        }
    }
    let frame = visit.frame(&Place::SignUp);
    FormTemplate::say(&visit, frame, "account-check-mail-title", &["account-check-mail", "account-check-mail-none"])
        .page()
}

/// Mails a confirm-address link.
pub(super) async fn send_link(visit: &Visit, account: AccountId, address: &str) -> Result<(), Problem> {
    let app = &visit.app;
    let secret = Secret::new(&*app.random);
    let put = PutToken {
        hash: app.keys.hash_secret(VERIFY, &secret),
        purpose: VERIFY.to_owned(),
        account,
        sealed: Vec::new(),
        expires: app.now() + GOOD_FOR,
    };
    app.store.exec(&visit.actor(Who::System), put).await?;
    let link = app.address(&visit.path_to(&Place::Confirm(secret.expose().to_owned())));
    mail::send(visit, Under::Site, &letters::mail::confirm_address(&visit.letterhead(), address, &link)).await
}

/// A confirm-address link was opened: shows the button that confirms.
pub(super) async fn ask(Path(secret): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let frame = visit.frame(&Place::Confirm(secret.clone()));
    let hash = Secret::parse(&secret).ok().map(|secret| visit.app.keys.hash_secret(VERIFY, &secret));
    let good = match hash {
        None => None,
        Some(hash) => {
            let peek = PeekToken { hash, purpose: VERIFY.to_owned(), now: visit.app.now() };
            visit.app.store.read(&visit.actor(Who::Nobody), peek).await?
        }
    };
    if good.is_none() {
        return stale(&visit);
    }
    FormTemplate::say(&visit, frame, "account-confirm-title", &["account-confirm-intro"])
        .button(&visit, "account-confirm-button")
        .page()
}

/// Confirms the address.
pub(super) async fn confirm(Path(secret): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let Ok(secret) = Secret::parse(&secret) else { return stale(&visit) };
    let mark = MarkVerified { token: visit.app.keys.hash_secret(VERIFY, &secret), now: visit.app.now() };
    match visit.app.store.exec(&visit.actor(Who::Nobody), mark).await {
        Ok(_) => {}
        Err(store::Error::NotFound) => return stale(&visit),
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go(&Place::SignInAfter(Outcome::Confirmed)))
}

/// A link that was used before, is too old, or was never sent.
pub(super) fn stale(visit: &Visit) -> Result<Response, Problem> {
    let mut frame = visit.frame(&Place::SignIn);
    frame.other_lang_url = places::twin(&visit.path);
    let mut template = FormTemplate::say(visit, frame, "account-stale-title", &["account-stale"]);
    template.links = vec![
        (visit.path_to(&Place::SignIn), visit.say("account-sign-in-title")),
        (visit.path_to(&Place::Reset), visit.say("account-forgotten")),
    ];
    template.page()
}
