//! Accounts: made at any time, never needed to begin. They find a person's applications again, and nothing else.

mod home;
mod password;
mod reset;
mod sign_in;
mod sign_up;

use crate::{
    app::App,
    look::{Field, Frame, Problem as Wrong},
    places::segment as s,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{
    Router,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use http::StatusCode;
use language::Language;
use std::sync::Arc;

/// The routes of accounts, in `language`.
pub(crate) fn routes(language: Language) -> Router<Arc<App>> {
    let l = language;
    let home = format!("/{}", l.code());
    Router::new()
        .route(&format!("{home}/{}", s::account(l)), get(home::show))
        .route(&format!("{home}/{}/{}", s::account(l), s::delete(l)), get(home::ask).post(home::delete))
        .route(&format!("{home}/{}", s::sign_in(l)), get(sign_in::show).post(sign_in::sign_in))
        .route(&format!("{home}/{}", s::sign_out(l)), post(sign_in::sign_out))
        .route(&format!("{home}/{}", s::sign_up(l)), get(sign_up::show).post(sign_up::sign_up))
        .route(&format!("{home}/{}/{{secret}}", s::confirm(l)), get(sign_up::ask).post(sign_up::confirm))
        .route(&format!("{home}/{}", s::reset(l)), get(reset::show).post(reset::ask))
        .route(&format!("{home}/{}/{{secret}}", s::reset(l)), get(reset::choose).post(reset::set))
}

/// A form of e-mail and passwords, or a page that says what happens next.
#[derive(Template)]
#[template(path = "account/form.html")]
struct FormTemplate {
    frame: Frame,
    title: String,
    paragraphs: Vec<String>,
    problems: Vec<Wrong>,
    news: Option<String>,
    /// Fields a page carries unseen.
    hidden: Vec<(&'static str, String)>,
    email: Option<(Field, String)>,
    password: Option<(Field, &'static str)>,
    button: Option<String>,
    links: Vec<(String, String)>,
}

impl FormTemplate {
    /// A page with a title and paragraphs, and nothing to fill in.
    fn say(visit: &Visit, frame: Frame, title: &str, paragraphs: &[&str]) -> Self {
        Self {
            frame,
            title: visit.say(title),
            paragraphs: paragraphs.iter().map(|key| visit.say(key)).collect(),
            problems: Vec::new(),
            news: None,
            hidden: Vec::new(),
            email: None,
            password: None,
            button: None,
            links: Vec::new(),
        }
    }

    /// Adds the e-mail field, with what was typed and what is wrong with it.
    fn email(mut self, visit: &Visit, typed: &str, error: Option<String>) -> Self {
        self.wrong("email", error.as_ref());
        let field = Field::new("email", visit.say("account-email")).error(error);
        self.email = Some((field, typed.to_owned()));
        self
    }

    /// Adds the password field; a password is never sent back.
    fn password(mut self, visit: &Visit, new: bool, error: Option<String>) -> Self {
        self.wrong("password", error.as_ref());
        let label = visit.say(if new { "account-new-password" } else { "account-password" });
        let hint = new.then(|| visit.say("account-password-hint"));
        let field = Field::new("password", label).hint(hint).error(error);
        self.password = Some((field, if new { "new-password" } else { "current-password" }));
        self
    }

    fn wrong(&mut self, name: &str, error: Option<&String>) {
        self.problems.extend(error.map(|text| Wrong::at(name, text.clone())));
    }

    fn button(mut self, visit: &Visit, key: &str) -> Self {
        self.button = Some(visit.say(key));
        self
    }

    fn page(mut self) -> Result<Response, Problem> {
        if self.email.is_some() {
            self.frame.switch_form = Some("page-form");
        }
        let status = if self.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let html = self.render().map_err(|error| Problem::internal(&error))?;
        Ok((status, Html(html)).into_response())
    }
}
