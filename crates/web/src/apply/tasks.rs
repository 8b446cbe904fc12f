//! The task list: every section with how far it is, and where to go on.

use super::{Draft, earlier, people::People, start::page, withdrawn};
use crate::{
    look::{Frame, State, SummaryRow, Task},
    openings::Told,
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use language::Arg;
use programs::SectionState;

#[derive(Template)]
#[template(path = "apply/tasks.html")]
struct TasksTemplate {
    frame: Frame,
    program: String,
    reference: String,
    progress: String,
    told: Told,
    tasks: Vec<Task>,
    /// Answers that are no longer asked for.
    earlier: Vec<SummaryRow>,
    /// Where the person sees what has changed, and has not yet.
    changes_url: Option<String>,
    come_back: String,
    keep_url: String,
    delete_url: String,
    payment_url: Option<String>,
    people_url: String,
    /// Whether it is shown to a helper, who cannot do everything.
    helps: bool,
    /// Who helps, and with what.
    helper: Option<String>,
}

/// The task list.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let draft = Draft::open_to_fill(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    if draft.is_withdrawn() {
        return withdrawn::show(&visit, &draft).await;
    }
    let language = visit.language;
    let journey = draft.walk()?;
    let mut tasks = Vec::new();
    let (mut done, mut all) = (0_i64, 0_i64);
    for section in &journey.sections {
        let state = match section.state {
            SectionState::Done => State::Done,
            SectionState::Started => State::Started,
            SectionState::Ready => State::Ready,
            SectionState::NotYet => State::NotYet,
        };
        all += 1;
        done += i64::from(state == State::Done);
        // A section that is done opens at its beginning, one that is not where it goes on.
        let open = match state {
            State::NotYet => None,
            State::Done => section.steps.first().map(programs::Step::path),
            _ => journey.first_open(),
        };
        tasks.push(Task {
            label: section.section.title.get(language).to_owned(),
            hint: None,
            url: open.map(|path| visit.path_to(&Place::Page(reference.clone(), path))),
            state,
        });
    }
    let complete = journey.is_complete();
    let told = visit.told(draft.program()?);
    let people = People::of(&visit, &draft, &journey).await?;
    tasks.extend(people.task(&visit, &reference));
    let can_file = !told.refuses && !draft.helps && people.are_all_signed();
    tasks.push(Task {
        label: visit.say("apply-review-task"),
        hint: if complete { people.missing(&visit) } else { Some(visit.say("apply-section-file-hint")) },
        url: complete.then(|| visit.path_to(&Place::Review(reference.clone()))),
        state: if complete && can_file { State::Ready } else { State::NotYet },
    });
    let expires = visit.app.day(language, draft.row.expires);
    let template = TasksTemplate {
        frame: visit.frame(&Place::Tasks(reference.clone())),
        program: draft.program()?.title.get(language).to_owned(),
        progress: visit.say_with("apply-progress", &[("done", Arg::Number(done)), ("all", Arg::Number(all))]),
        told,
        tasks,
        earlier: earlier::rows(&visit, &draft, &journey).await?,
        changes_url: draft.changes_url(&visit),
        come_back: visit.say_with("apply-come-back", &[("date", Arg::Text(&expires))]),
        keep_url: visit.path_to(&Place::Keep(reference.clone())),
        payment_url: (!draft.program()?.fees.is_empty()).then(|| visit.path_to(&Place::Payment(reference.clone()))),
        delete_url: visit.path_to(&Place::Delete(reference.clone())),
        people_url: visit.path_to(&Place::People(reference.clone())),
        helps: draft.helps,
        helper: people.helper(&visit),
        reference,
    };
    page(&template)
}
