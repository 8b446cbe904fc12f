//! A resume link that was lost: a new one goes to the address the person gave for it. What the page says does not depend on
//! whether there is anything to send.

use super::{keep, start::page};
use crate::{
    forms::Form,
    look::{Field, Frame, Problem as Wrong},
    mail::{self, Under},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::response::Response;
use http::StatusCode;
use store::{
    Who,
    ops::{contacts::FindByContact, resume::RotateResume},
};
use vault::Secret;

#[derive(Template)]
#[template(path = "apply/lost.html")]
struct LostTemplate {
    frame: Frame,
    problems: Vec<Wrong>,
    sent: bool,
    email: Field,
    email_value: String,
}

fn render(visit: &Visit, sent: bool, typed: &str, error: Option<String>) -> Result<Response, Problem> {
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = visit.frame(&Place::Lost);
    frame.switch_form = (!sent).then_some("page-form");
    let mut response = page(&LostTemplate {
        frame,
        problems: error.iter().map(|text| Wrong::at("email", text.clone())).collect(),
        sent,
        email: Field::new("email", visit.say("account-email")).error(error),
        email_value: typed.to_owned(),
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// Asks for the address.
pub(crate) async fn show(visit: Visit) -> Result<Response, Problem> {
    render(&visit, false, "", None)
}

/// Mails a new link for each application of the address. The old links open nothing any more, and of the sessions that
/// opened them only this one goes on.
pub(crate) async fn ask(visit: Visit, form: Form) -> Result<Response, Problem> {
    if let Some(elsewhere) = visit.switched(&form, &Place::Lost) {
        return Ok(elsewhere);
    }
    let typed = form.get("email");
    if form.is_switch() {
        return render(&visit, false, typed, None);
    }
    let Some(to) = mail::address(typed) else {
        return render(&visit, false, typed, Some(visit.say("account-email-error")));
    };
    if !mail::may_be_sent(&visit, &to) {
        return render(&visit, true, "", None);
    }
    let app = &visit.app;
    let find = FindByContact { contact: app.keys.blind_index(mail::CONTACT, &to) };
    for (application, reference, wrapped) in app.store.read(&visit.actor(Who::System), find).await? {
        let key = app.keys.unwrap(&wrapped, application.0.as_bytes())?;
        let secret = Secret::new(&*app.random);
        let resume_hash = app.keys.hash_secret(keep::PURPOSE, &secret);
        let rotate = RotateResume { application, resume_hash, ends_invitations: None };
        match app.store.exec(&visit.actor_towards(&reference), rotate.clone()).await {
            Err(store::Error::NotFound) => app.store.exec(&visit.actor(Who::System), rotate).await?,
            done => done?,
        }
        let link = app.address(&visit.path_to(&Place::ResumeLink(reference.clone(), secret.expose().to_owned())));
        let letter = letters::mail::resume_link(&visit.letterhead(), &to, &reference, &link);
        mail::send(&visit, Under::Application(application, &key), &letter).await?;
    }
    render(&visit, true, "", None)
}
