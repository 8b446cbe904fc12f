//! Coming in by an invitation: opening the link shows a button, and only the button redeems it.

use super::{super::start::page, PURPOSE};
use crate::{
    forms::Form,
    look::Frame,
    places::Place,
    problem::Problem,
    visit::{Guest, Visit},
};
use askama::Template;
use axum::{extract::Path, response::Response};
use http::{HeaderValue, StatusCode, header};
use store::{
    Who,
    ops::{
        drafts::LoadByReference,
        invitations::{RedeemInvitation, Role},
    },
};
use vault::{Reference, Secret};

#[derive(Template)]
#[template(path = "apply/people/invited.html")]
struct InvitedTemplate {
    frame: Frame,
    title: String,
    /// Where the button posts.
    action: String,
    reference: String,
    code: String,
    /// Whether the link was tried, and opens nothing.
    is_wrong: bool,
}

/// The page behind the link.
pub(crate) async fn from_link(
    Path((reference, code)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    // The link's own address holds the secret, so its page names another as its place.
    let mut frame = visit.frame(&Place::Invitation);
    let link = Place::InvitationLink(reference.clone(), code.clone());
    frame.other_lang_url = Some(link.path(visit.language.other()));
    let (title, action) = (visit.say("apply-invited-title"), visit.path_to(&Place::Invitation));
    let mut response = page(&InvitedTemplate { frame, title, action, reference, code, is_wrong: false })?;
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// What a link that opens nothing leads to.
pub(crate) async fn nowhere(visit: Visit) -> Result<Response, Problem> {
    page(&InvitedTemplate {
        frame: visit.frame(&Place::Invitation),
        title: visit.say("apply-invited-wrong-title"),
        action: String::new(),
        reference: String::new(),
        code: String::new(),
        is_wrong: true,
    })
}

async fn refused(visit: Visit) -> Result<Response, Problem> {
    let mut response = nowhere(visit).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Redeems it.
pub(crate) async fn redeem(mut visit: Visit, form: Form) -> Result<Response, Problem> {
    let (Ok(reference), Ok(secret)) = (Reference::parse(form.get("reference")), Secret::parse(form.get("code"))) else {
        return refused(visit).await;
    };
    let reference = reference.to_string();
    let app = visit.app.clone();
    let link = app.keys.hash_secret(PURPOSE, &secret);
    let redeem = RedeemInvitation { reference: reference.clone(), link, now: app.now() };
    let Some(role) = app.store.exec(&visit.actor(Who::Nobody), redeem).await? else {
        return refused(visit).await;
    };
    let place = match &role {
        Role::Signer(signer) => Place::Sign(reference.clone(), signer.clone()),
        Role::Helper => Place::Tasks(reference.clone()),
    };
    // An owner who tries the helper's link stays the owner.
    let load = LoadByReference { reference: reference.clone() };
    let is_owner = role == Role::Helper
        && match app.store.read(&visit.actor_towards(&reference), load).await {
            Ok(_) => true,
            Err(store::Error::NotFound) => false,
            Err(error) => return Err(error.into()),
        };
    if !is_owner {
        visit.accept(Guest { reference, link, role }).await?;
    }
    Ok(visit.go(&place))
}
