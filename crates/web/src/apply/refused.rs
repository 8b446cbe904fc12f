//! Somebody wants to begin or to file, and the program takes no applications now: since when, why, until when, what becomes
//! of their answers, and what they can do meanwhile.

use super::{Draft, start::page};
use crate::{look::Frame, openings::Told, places::Place, problem::Problem, visit::Visit};
use askama::Template;
use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use language::Arg;
use programs::{Availability, Opening, Program};

#[derive(Template)]
#[template(path = "apply/refused.html")]
struct RefusedTemplate {
    frame: Frame,
    title: String,
    /// Which program, and which application.
    about: String,
    words: Vec<String>,
    /// Where to go on, and what it is called.
    links: Vec<(String, String)>,
    help: String,
    support: String,
}

/// The page for somebody who wants to begin.
pub(super) fn beginning(
    visit: &Visit,
    program: &Program,
    opening: &Opening,
    says: Availability<'_>,
) -> Result<Response, Problem> {
    let mut words = Vec::new();
    if matches!(says, Availability::NotYet { .. } | Availability::Paused(_)) {
        words.push(visit.say("apply-refused-meanwhile"));
    }
    let page = visit.app.site.pages.iter().find(|page| page.start.as_deref() == Some(program.id.as_str()));
    let read = page.map(|page| (page.path(visit.language), page.sides.get(visit.language).title.clone()));
    let resume = (visit.path_to(&Place::Resume), visit.say("apply-start-resume"));
    let links = read.into_iter().chain([resume]).collect();
    let about = program.title.get(visit.language).to_owned();
    refused(visit, &Place::Apply(program.id.clone()), about, opening, says, (words, links))
}

/// The page for somebody who wants to file.
pub(super) fn filing(
    visit: &Visit,
    draft: &Draft,
    opening: &Opening,
    says: Availability<'_>,
) -> Result<Response, Problem> {
    let program = draft.program()?;
    let reference = draft.row.reference.clone();
    let mut words = vec![kept(visit, draft, says)];
    if let Availability::Full(_) = says {
        words.push(visit.say("apply-full-todo"));
        if !program.fees.is_empty() {
            words.push(visit.say("apply-full-fees"));
        }
    }
    let link = match says {
        Availability::Closed(_) => {
            (visit.path_to(&Place::Review(reference.clone())), visit.say("apply-closed-answers"))
        }
        _ => (visit.path_to(&Place::Tasks(reference.clone())), visit.say("apply-to-tasks")),
    };
    let about = format!("{} – {reference}", program.title.get(visit.language));
    refused(visit, &Place::File(reference), about, opening, says, (words, vec![link]))
}

fn refused(
    visit: &Visit,
    place: &Place,
    about: String,
    opening: &Opening,
    says: Availability<'_>,
    (more, links): (Vec<String>, Vec<(String, String)>),
) -> Result<Response, Problem> {
    let told = Told::new(&visit.app, visit.language, opening, says, None);
    let title = match says {
        Availability::NotYet { .. } => "apply-opens-title",
        Availability::Paused(_) => "apply-paused-title",
        Availability::Full(_) => "apply-full-title",
        _ => "apply-closed-title",
    };
    let is_closed = matches!(says, Availability::Closed(_));
    let template = RefusedTemplate {
        frame: visit.frame(place),
        title: visit.say(title),
        about,
        words: told.words.into_iter().chain(more).collect(),
        links,
        help: visit.say(if is_closed { "apply-closed-help" } else { "apply-refused-help" }),
        support: visit.app.site.settings.support.clone(),
    };
    let mut response = page(&template)?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

/// What becomes of the answers of a draft, if it cannot be filed now.
pub(super) fn kept_meanwhile(visit: &Visit, draft: &Draft) -> Result<Option<String>, Problem> {
    let opening = visit.app.openings.of(draft.program()?);
    let says = visit.judge(&opening, visit.app.now());
    Ok((!says.is_open()).then(|| kept(visit, draft, says)))
}

/// What becomes of the answers of a draft that cannot be filed now.
fn kept(visit: &Visit, draft: &Draft, says: Availability<'_>) -> String {
    let day = |at: Timestamp| visit.app.day(visit.language, at);
    let waits = matches!(says, Availability::NotYet { .. } | Availability::Paused(_));
    let key = if waits { "apply-refused-kept" } else { "apply-closed-kept" };
    visit.say_with(key, &[("date", Arg::Text(&day(draft.row.expires)))])
}
