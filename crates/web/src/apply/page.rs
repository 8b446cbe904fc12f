//! One page of questions: shown, sent, saved, and either left for the next one or shown again with what has to be mended.

use super::{
    Draft, declined,
    delete::RemoveTemplate,
    drawing::{Drawing, Drawn, DrawnControl},
    edition::{self, EDITION},
    files, list,
    people::{self, People},
    start::{page as render, paragraphs},
};
use crate::{
    forms::{Form, SWITCH, TOKEN},
    look::{Frame, Problem as Wrong},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{
    extract::{FromRequest, Multipart, Path, Query, Request},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use language::Language;
use programs::{Asked, Body, Entry, Journey, Kind, Next, Page, PagePath, Step, StepBody, StepState};
use std::collections::BTreeMap;

/// Marks what a form does besides going on.
pub(super) const THEN: &str = "then";

#[derive(Template)]
#[template(path = "apply/question.html")]
struct QuestionTemplate {
    frame: Frame,
    title: String,
    section: String,
    item: Option<String>,
    intro: Vec<String>,
    heading_in_control: bool,
    has_files: bool,
    /// Whether an answer comes from the finder and waits to be sent.
    suggested: bool,
    /// That somebody has signed for what is asked here.
    signed: Option<String>,
    questions: Vec<Drawn>,
    /// The version of the program it asks for.
    edition: String,
    problems: Vec<Wrong>,
    back: String,
    tasks: String,
}

/// What handlers of one page know of it.
pub(super) struct Here<'a> {
    pub(super) visit: &'a Visit,
    pub(super) draft: &'a Draft,
    pub(super) journey: &'a Journey<'a>,
    pub(super) path: &'a PagePath,
    pub(super) step: &'a Step<'a>,
    /// Whether “What has changed” led to this page when it was sent.
    pub(super) is_told_of: bool,
}

impl Here<'_> {
    pub(super) fn reference(&self) -> String {
        self.draft.row.reference.clone()
    }

    pub(super) fn place(&self) -> Place {
        Place::Page(self.reference(), self.path.clone())
    }

    /// Where "Back" leads: the page before, or the task list.
    pub(super) fn back(&self) -> String {
        let before = self.journey.before(self.path);
        self.visit.path_to(
            &before.map_or_else(|| Place::Tasks(self.reference()), |before| Place::Page(self.reference(), before)),
        )
    }

    /// Where "Continue" leads: back to what has changed, while something there waits to be seen and this was one of its
    /// pages; otherwise the page after this one, or back to the review once nothing is missing any more, which is where a
    /// finished answer is changed from.
    pub(super) fn next(&self) -> Place {
        let next = self.journey.next_after(self.path);
        let is_in_entry =
            !self.path.hops.is_empty() && matches!(&next, Next::Page(next) if next.hops == self.path.hops);
        if self.is_told_of && !is_in_entry && self.draft.differences().is_some() {
            return Place::Changes(self.reference());
        }
        if self.journey.is_complete() {
            return Place::Review(self.reference());
        }
        match next {
            Next::Page(next) => Place::Page(self.reference(), next),
            Next::Review => Place::Review(self.reference()),
        }
    }

    /// The title of the section.
    pub(super) fn section(&self) -> String {
        let top = self.path.hops.first().map_or(&self.path.page, |(list, _)| list);
        let section = self.journey.sections.iter().find(|walked| walked.steps.iter().any(|step| step.page.id == *top));
        section.map_or_else(String::new, |walked| walked.section.title.get(self.visit.language).to_owned())
    }

    /// The names of the entries this page is inside of, outermost first.
    pub(super) fn item(&self) -> Option<String> {
        let mut names = Vec::new();
        for depth in 1..=self.path.hops.len() {
            let (list, item) = &self.path.hops[depth - 1];
            let around = PagePath { hops: self.path.hops[..depth - 1].to_vec(), page: list.clone() };
            let walked = self.journey.find(&around)?.list()?;
            names.push(walked.item(item)?.name(walked.list, &self.showing()));
        }
        (!names.is_empty()).then(|| names.join(" – "))
    }

    pub(super) fn showing(&self) -> programs::Showing<'_> {
        self.journey.program.showing(self.visit.language, &self.visit.app.messages)
    }
}

/// What a page may be asked to take away: a document, or an entry of a list.
#[derive(serde::Deserialize)]
pub(crate) struct Remove {
    remove: Option<String>,
}

fn parse(path: &str) -> Result<PagePath, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}

/// The page, as far as it may be opened; otherwise the first one that is still open.
pub(crate) async fn show(
    Path((reference, path)): Path<(String, String)>,
    Query(asked): Query<Remove>,
    visit: Visit,
) -> Result<Response, Problem> {
    let path = parse(&path)?;
    let draft = Draft::open_to_fill(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    if draft.is_withdrawn() {
        return Ok(visit.go(&Place::Tasks(reference)));
    }
    let journey = draft.walk()?;
    let Some(step) = reachable(&journey, &path) else { return Ok(elsewhere(&visit, &draft, &journey, &path)) };
    if draft.helps && step.page.is_signed() {
        return people::not_yours(&visit, &Place::Page(reference.clone(), path.clone()), &reference);
    }
    let here = Here { visit: &visit, draft: &draft, journey: &journey, path: &path, step, is_told_of: false };
    if let Some(remove) = &asked.remove {
        return match &step.body {
            StepBody::Questions(questions) => files::ask_to_remove(&here, questions, remove),
            StepBody::List(walked) => list::ask_to_remove(&here, walked, remove).await,
        };
    }
    match &step.body {
        // An answer that was typed wrong (and saved as it was typed) says so when its page is opened again.
        StepBody::Questions(asked) => questions(&here, asked, &was_typed(asked), Vec::new()).await,
        StepBody::List(walked) => list::show(&here, walked, false).await,
    }
}

pub(super) fn reachable<'a>(journey: &'a Journey<'a>, path: &PagePath) -> Option<&'a Step<'a>> {
    journey.find(path).filter(|_| journey.may_open(path))
}

/// Where a person goes whose page cannot be opened now: the first open page, or the task list for a page that is not asked.
pub(super) fn elsewhere(visit: &Visit, draft: &Draft, journey: &Journey<'_>, path: &PagePath) -> Response {
    let reference = draft.row.reference.clone();
    let known = [Some(journey.program), draft.seen.as_deref()].iter().flatten().any(|p| p.page(path).is_some());
    if !known {
        return Problem::not_found().into_response();
    }
    visit.go(&journey
        .first_open()
        .map_or_else(|| Place::Tasks(reference.clone()), |open| Place::Page(reference.clone(), open)))
}

/// The questions something was typed for, so that only those are judged on a page that was opened and not sent.
fn was_typed(asked: &[Asked<'_>]) -> Vec<bool> {
    asked.iter().map(|asked| asked.entry.is_some_and(|entry| !entry.is_blank())).collect()
}

pub(super) async fn questions(
    here: &Here<'_>,
    asked: &[Asked<'_>],
    judged: &[bool],
    refused: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let visit = here.visit;
    // A label that is the page's heading has no room for an introduction before it.
    let alone = asked.len() == 1 && here.step.page.intro.is_none();
    let drawing = Drawing { showing: here.showing(), alone, occupations: &visit.app.public.lists.occupations };
    let has_files = asked.iter().any(|asked| matches!(asked.question.kind, Kind::Document(_)));
    let scans = if has_files { files::scans(here).await? } else { BTreeMap::new() };
    let nothing = Entry::default();
    let mut problems = Vec::new();
    let mut drawn = Vec::new();
    for (asked, judged) in asked.iter().zip(judged) {
        let question = asked.question;
        let mistakes = match &asked.answer {
            Err(mistakes) if *judged => mistakes.as_slice(),
            _ => &[],
        };
        let uploads = asked.documents.iter().map(|document| files::upload(here, document, &scans)).collect();
        let mut one = drawing.draw(question, asked.entry.unwrap_or(&nothing), mistakes, uploads);
        let of_files: Vec<&String> =
            refused.iter().filter(|(id, _)| *id == question.id).map(|(_, text)| text).collect();
        if of_files.is_empty() {
            problems.extend(drawing.problems(question, mistakes));
        } else {
            problems.extend(of_files.iter().map(|text| Wrong::at(question.id.clone(), (*text).clone())));
            for control in &mut one.controls {
                if let DrawnControl::File { f, .. } = control {
                    f.error = Some(of_files.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(" "));
                }
            }
        }
        drawn.push(one);
    }
    let mut frame = visit.frame(&here.place());
    frame.switch_form = Some("page-form");
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page: &Page = here.step.page;
    let template = QuestionTemplate {
        frame,
        title: page.title.get(visit.language).to_owned(),
        section: here.section(),
        item: here.item(),
        intro: page.intro.as_ref().map(|intro| paragraphs(intro.get(visit.language))).unwrap_or_default(),
        heading_in_control: alone,
        has_files,
        signed: People::signed_for(visit, here.draft, here.journey, here.path).await?,
        suggested: asked.iter().any(|asked| asked.entry.is_some_and(Entry::is_suggested)),
        questions: drawn,
        edition: here.journey.program.version.clone(),
        problems,
        back: here.back(),
        tasks: visit.path_to(&Place::Tasks(here.reference())),
    };
    let mut response = render(&template)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The page that asks once more.
pub(super) fn confirm(
    here: &Here<'_>,
    title: String,
    paragraphs: Vec<String>,
    value: &str,
) -> Result<Response, Problem> {
    let place = here.visit.path_to(&here.place());
    let mut frame = here.visit.frame(&here.place());
    // The question is asked again in the other language, not taken as answered.
    frame.other_lang_url = Some(format!("{}?remove={value}", here.place().path(here.visit.language.other())));
    render(&RemoveTemplate {
        frame,
        title,
        paragraphs,
        action: place.clone(),
        yes: here.visit.say("apply-remove-button"),
        field: "remove",
        value: value.to_owned(),
        back: place,
    })
}

/// A page was sent: saves what it holds, whatever it is worth, and goes on if it is complete.
pub(crate) async fn send(
    Path((reference, path)): Path<(String, String)>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let path = parse(&path)?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let form = Multipart::from_request(request, &()).await.map_err(|rejection| Problem::new(rejection.status()))?;
        return files::send(visit, reference, path, form).await;
    }
    let form = Form::from_request(request, &()).await?;
    let draft = match Draft::open_to_fill(&visit, &reference).await {
        Ok(draft) => draft,
        // This session does not know the application (any more): what was typed comes back to be sent again.
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            return declined::ask(&visit, &reference, &path, &form, false);
        }
        Err(problem) => return Err(problem),
    };
    visit.check_token(form.get(TOKEN))?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    if let Some(older) = edition::of(&draft, form.get(EDITION), &path).await? {
        let entries = edition::entries(&older, &path, &form)?;
        let draft = edition::keep(&visit, draft, &older, &path, entries, &[]).await?;
        return edition::after(&visit, &draft, &path, &form).await;
    }
    let program = draft.program()?;
    let page = program.page(&path).ok_or_else(Problem::not_found)?;
    if draft.helps && page.is_signed() {
        return people::not_yours(&visit, &Place::Page(reference.clone(), path.clone()), &reference);
    }
    match &page.body {
        Body::List(_) => list::send(visit, draft, path, form).await,
        Body::Questions(_) if !form.get("remove").is_empty() => {
            let document = form.get("remove").to_owned();
            files::remove(&visit, draft, path, &document).await
        }
        Body::Questions(_) => {
            let entries = entries_for(page, &form)?;
            save(visit, draft, path, form, entries).await
        }
    }
}

/// What a form holds for the questions of its page.
///
/// # Errors
/// 400 for a field that belongs to none of them: nothing is guessed, nothing is kept.
pub(super) fn entries_for(page: &Page, form: &Form) -> Result<BTreeMap<String, Entry>, Problem> {
    let read = page.read_form(fields_of(form));
    if !read.unknown.is_empty() {
        // How many, not which: what somebody typed may stand where a field's name should.
        let many = read.unknown.len();
        return Err(Problem::bad_request(format!("the form has fields that are not on its page: {many}")));
    }
    if !read.too_long.is_empty() {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(read.entries)
}

/// The fields of a form that are answers, ours left out.
pub(super) fn fields_of(form: &Form) -> impl Iterator<Item = (&str, &str)> {
    form.fields().filter(|(name, _)| ![TOKEN, SWITCH, THEN, EDITION].contains(name))
}

async fn save(
    visit: Visit,
    draft: Draft,
    path: PagePath,
    form: Form,
    entries: BTreeMap<String, Entry>,
) -> Result<Response, Problem> {
    let reference = draft.row.reference.clone();
    if reachable(&draft.walk()?, &path).is_none() {
        return Ok(elsewhere(&visit, &draft, &draft.walk()?, &path));
    }
    let put = |answers: &mut programs::Answers| {
        answers.put(&path.hops, entries.clone()).map_err(|_| Problem::new(StatusCode::CONFLICT))
    };
    let is_told_of = draft.is_told_of(&path);
    let (draft, ()) = draft.change(&visit, &[], put).await?;
    visit.prolong().await?;
    if form.get(THEN) == "save" {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if let Some(language) = Language::from_code(form.get(SWITCH)) {
        return Ok(redirect(&Place::Page(reference, path).path(language)));
    }
    let journey = draft.walk()?;
    let Some(step) = reachable(&journey, &path) else { return Ok(elsewhere(&visit, &draft, &journey, &path)) };
    let here = Here { visit: &visit, draft: &draft, journey: &journey, path: &path, step, is_told_of };
    let StepBody::Questions(asked) = &step.body else { return Ok(visit.go(&here.next())) };
    if step.state == StepState::Done {
        return Ok(visit.go(&here.next()));
    }
    questions(&here, asked, &vec![true; asked.len()], Vec::new()).await
}

pub(super) fn redirect(to: &str) -> Response {
    axum::response::Redirect::to(to).into_response()
}
