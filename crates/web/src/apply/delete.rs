//! Deleting a draft, with everything in it. A filed application is a case, and is not deleted here.

use super::{Draft, start::page};
use crate::{forms::Form, look::Frame, places::Place, problem::Problem, uploads, visit::Visit};
use askama::Template;
use axum::{extract::Path, response::Response};
use store::ops::retention::DeleteDraft;

#[derive(Template)]
#[template(path = "apply/remove.html")]
pub(crate) struct RemoveTemplate {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) action: String,
    pub(crate) yes: String,
    pub(crate) field: &'static str,
    pub(crate) value: String,
    pub(crate) back: String,
}

/// Asks once more.
pub(crate) async fn ask(Path(reference): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let place = Place::Delete(reference.clone());
    page(&RemoveTemplate {
        frame: visit.frame(&place),
        title: visit.say("apply-delete-title"),
        paragraphs: vec![visit.say("apply-delete-what"), visit.say("apply-delete-backups")],
        action: visit.path_to(&place),
        yes: visit.say("apply-delete-button"),
        field: "sure",
        value: "yes".into(),
        back: visit.path_to(&Place::Tasks(reference)),
    })
}

/// Deletes it.
pub(crate) async fn delete(Path(reference): Path<String>, mut visit: Visit, form: Form) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let draft = Draft::open(&visit, &reference).await?;
    if form.get("sure") != "yes" {
        return Ok(visit.go(&Place::Delete(reference)));
    }
    let delete = DeleteDraft { application: draft.row.id, now: visit.app.now() };
    let documents = visit.app.store.exec(&visit.actor_towards(&reference), delete).await?;
    uploads::delete(&visit.app, &documents).await;
    visit.let_go(&reference).await?;
    if visit.visitor.account.is_some() {
        return Ok(visit.go(&Place::Account));
    }
    Ok(visit.go(&Place::Deleted))
}

#[derive(Template)]
#[template(path = "apply/deleted.html")]
struct DeletedTemplate {
    frame: Frame,
}

/// Says that it is gone.
pub(crate) async fn deleted(visit: Visit) -> Result<Response, Problem> {
    page(&DeletedTemplate { frame: visit.frame(&Place::Deleted) })
}
