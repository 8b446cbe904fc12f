//! A program's deadline as people meet it: what they are told before it, and after it either that the time they arrived
//! counts, or that the program has closed and what becomes of their answers.

use super::{Draft, start::page};
use crate::{look::Frame, places::Place, problem::Problem, visit::Visit};
use askama::Template;
use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use language::{Arg, format};
use programs::{Open, Program};

/// What the deadline of `program` says to the visitor at `now`.
pub(super) fn judge(visit: &Visit, program: &Program, now: Timestamp) -> Open {
    let arrived = visit.arrival(now).map(|arrival| arrival.at);
    program.deadline.map_or(Open::Open, |deadline| deadline.judge(now, arrived))
}

/// What a page says about a deadline.
#[derive(Default)]
pub(super) struct Notice {
    /// In words; nothing where there is no deadline.
    pub(super) words: Option<String>,
    /// Whether it has passed for this visitor.
    pub(super) is_closed: bool,
}

impl Notice {
    /// What the visitor is told now about the deadline of `program`.
    pub(super) fn of(visit: &Visit, program: &Program) -> Self {
        let Some(deadline) = program.deadline else { return Self::default() };
        let now = visit.app.now();
        let moment = |at| visit.app.moment(visit.language, at);
        let (time, grace_ends) = (moment(deadline.closes), deadline.grace_ends());
        let said = judge(visit, program, now);
        let words = match said {
            Open::Open => {
                visit.say_with("apply-closes", &[("time", Arg::Text(&time)), ("until", Arg::Text(&moment(grace_ends)))])
            }
            Open::InGrace { arrived } => {
                let until = visit.arrival(now).map_or(grace_ends, |arrival| arrival.until.min(grace_ends));
                let (arrived, until) = (moment(arrived), moment(until));
                let args = [("arrived", &arrived), ("time", &time), ("until", &until)];
                visit.say_with("apply-closes-grace", &args.map(|(name, text)| (name, Arg::Text(text))))
            }
            Open::Closed => visit.say_with("apply-closed", &[("time", Arg::Text(&time))]),
        };
        Self { words: Some(words), is_closed: said == Open::Closed }
    }
}

#[derive(Template)]
#[template(path = "apply/closed.html")]
struct ClosedTemplate {
    frame: Frame,
    program: String,
    words: String,
    /// What becomes of the answers, and where they are.
    kept: Option<(String, String)>,
    resume_url: String,
    support: String,
}

/// The page for somebody who wants to begin (no draft) or to file after the program has closed.
pub(super) fn refuse(visit: &Visit, program: &Program, draft: Option<&Draft>) -> Result<Response, Problem> {
    let place = match draft {
        Some(draft) => Place::Review(draft.row.reference.clone()),
        None => Place::Apply(program.id.clone()),
    };
    let template = ClosedTemplate {
        frame: visit.frame(&place),
        program: program.title.get(visit.language).to_owned(),
        words: Notice::of(visit, program).words.unwrap_or_default(),
        kept: draft.map(|draft| (kept(visit, draft), visit.path_to(&place))),
        resume_url: visit.path_to(&Place::Resume),
        support: visit.app.site.settings.support.clone(),
    };
    let mut response = page(&template)?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

/// What becomes of the answers of a draft whose program has closed.
pub(super) fn kept(visit: &Visit, draft: &Draft) -> String {
    let expires = draft.row.expires.to_zoned(visit.app.time_zone.clone()).date();
    let date = format::long_date(visit.language, expires);
    visit.say_with("apply-closed-kept", &[("date", Arg::Text(&date))])
}
