//! One page of questions: shown, sent, saved, and either left for the next one or shown again with what has to be mended.

use super::{
    Draft, declined,
    delete::RemoveTemplate,
    drawing::{Drawing, Drawn, DrawnControl},
    list,
    start::{page as render, paragraphs},
};
use crate::{
    forms::{Form, SWITCH, TOKEN},
    look::{Act, Frame, Problem as Wrong, Upload, UploadState},
    places::Place,
    problem::Problem,
    uploads::{self, Allowed, Refused},
    visit::Visit,
};
use askama::Template;
use axum::{
    extract::{FromRequest, Multipart, Path, Query, Request},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use language::{Arg, Language, format};
use programs::{Asked, Body, DocumentRef, Entry, Journey, Kind, Next, Page, PagePath, Step, StepBody, StepState};
use std::collections::BTreeMap;
use store::ops::documents::{ListDocuments, Scan};

/// Marks what a form does besides going on.
const THEN: &str = "then";

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
    questions: Vec<Drawn>,
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

    /// The page after this one.
    pub(super) fn next(&self) -> Place {
        match self.journey.next_after(self.path) {
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
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let journey = draft.walk()?;
    let Some(step) = reachable(&journey, &path) else { return Ok(elsewhere(&visit, &draft, &journey, &path)) };
    let here = Here { visit: &visit, draft: &draft, journey: &journey, path: &path, step };
    if let Some(remove) = &asked.remove {
        return match &step.body {
            StepBody::Questions(questions) => ask_to_remove(&here, questions, remove),
            StepBody::List(walked) => list::ask_to_remove(&here, walked, remove),
        };
    }
    match &step.body {
        // An answer that was typed wrong (and saved as it was typed) says so when its page is opened again.
        StepBody::Questions(asked) => questions(&here, asked, &was_typed(asked), Vec::new()).await,
        StepBody::List(walked) => list::show(&here, walked, false),
    }
}

fn reachable<'a>(journey: &'a Journey<'a>, path: &PagePath) -> Option<&'a Step<'a>> {
    journey.find(path).filter(|_| journey.may_open(path))
}

/// Where a person goes whose page cannot be opened now: the first open page, or the task list for a page that is not asked.
fn elsewhere(visit: &Visit, draft: &Draft, journey: &Journey<'_>, path: &PagePath) -> Response {
    let reference = draft.row.reference.clone();
    let known = journey.program.page(path).is_some();
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

async fn questions(
    here: &Here<'_>,
    asked: &[Asked<'_>],
    judged: &[bool],
    refused: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let visit = here.visit;
    // A label that is the page's heading has no room for an introduction before it.
    let alone = asked.len() == 1 && here.step.page.intro.is_none();
    let drawing = Drawing { showing: here.showing(), alone };
    let has_files = asked.iter().any(|asked| matches!(asked.question.kind, Kind::Document(_)));
    let scans = if has_files { scans(here).await? } else { BTreeMap::new() };
    let nothing = Entry::default();
    let mut problems = Vec::new();
    let mut drawn = Vec::new();
    for (asked, judged) in asked.iter().zip(judged) {
        let question = asked.question;
        let mistakes = match &asked.answer {
            Err(mistakes) if *judged => mistakes.as_slice(),
            _ => &[],
        };
        let uploads = asked.documents.iter().map(|document| upload(here, document, &scans)).collect();
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
        questions: drawn,
        problems,
        back: here.back(),
        tasks: visit.path_to(&Place::Tasks(here.reference())),
    };
    let mut response = render(&template)?;
    *response.status_mut() = status;
    Ok(response)
}

/// Asks once more before a document is removed.
fn ask_to_remove(here: &Here<'_>, asked: &[Asked<'_>], document: &str) -> Result<Response, Problem> {
    let visit = here.visit;
    let name = asked
        .iter()
        .flat_map(|asked| asked.documents)
        .find(|known| known.id == document)
        .map(|known| known.name.as_str())
        .ok_or_else(Problem::not_found)?;
    confirm(
        here,
        visit.say_with("documents-remove-title", &[("name", Arg::Text(name))]),
        visit.say("documents-remove-what"),
        document,
    )
}

/// The page that asks once more.
pub(super) fn confirm(here: &Here<'_>, title: String, what: String, value: &str) -> Result<Response, Problem> {
    let place = here.visit.path_to(&here.place());
    render(&RemoveTemplate {
        frame: here.visit.frame(&here.place()),
        title,
        paragraphs: vec![what],
        action: place.clone(),
        yes: here.visit.say("apply-remove-button"),
        field: "remove",
        value: value.to_owned(),
        back: place,
    })
}

/// Removes a document from whichever of the page's questions holds it.
async fn remove_document(visit: &Visit, draft: Draft, path: PagePath, document: &str) -> Result<Response, Problem> {
    let reference = draft.row.reference.clone();
    let id = document.parse().map_err(|_| Problem::not_found())?;
    let page = draft.program()?.page(&path).ok_or_else(Problem::not_found)?;
    let Body::Questions(questions) = &page.body else { return Err(Problem::not_found()) };
    let questions: Vec<String> = questions.iter().map(|question| question.id.clone()).collect();
    draft
        .change(visit, &[], |answers| {
            for question in &questions {
                answers.detach(&path.hops, question, document);
            }
            Ok(())
        })
        .await?;
    uploads::delete(&visit.app, &[id]).await;
    Ok(visit.go(&Place::Page(reference, path)))
}

/// What the scanner said of each document so far.
async fn scans(here: &Here<'_>) -> Result<BTreeMap<String, Scan>, Problem> {
    let list = ListDocuments { application: here.draft.row.id };
    let actor = here.visit.actor_towards(&here.draft.row.reference);
    let rows = here.visit.app.store.read(&actor, list).await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.scan)).collect())
}

fn upload(here: &Here<'_>, document: &DocumentRef, scans: &BTreeMap<String, Scan>) -> Upload {
    let visit = here.visit;
    let size = format::file_size(visit.language, document.size);
    let state = match scans.get(&document.id) {
        Some(Scan::Waiting) => UploadState::Checking,
        Some(Scan::Infected) => UploadState::Refused,
        _ => UploadState::Stored,
    };
    let remove = format!("{}?remove={}", visit.path_to(&here.place()), document.id);
    Upload {
        name: document.name.clone(),
        about: visit
            .say_with("documents-about", &[("type", Arg::Text(document.kind.name())), ("size", Arg::Text(&size))]),
        state,
        url: (state != UploadState::Refused)
            .then(|| visit.path_to(&Place::Document(here.reference(), document.id.clone()))),
        acts: vec![Act::new(remove, visit.say("documents-remove"), document.name.clone())],
    }
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
        return send_files(visit, reference, path, form).await;
    }
    let form = Form::from_request(request, &()).await?;
    let draft = match Draft::open(&visit, &reference).await {
        Ok(draft) => draft,
        // Nobody is known in this session any more: what was typed comes back to be sent again.
        Err(problem) if problem.status == StatusCode::NOT_FOUND && !visit.is_somebody() => {
            return declined::ask(&visit, &reference, &path, &form);
        }
        Err(problem) => return Err(problem),
    };
    visit.check_token(form.get(TOKEN))?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let program = draft.program()?;
    let page = program.page(&path).ok_or_else(Problem::not_found)?;
    match &page.body {
        Body::List(_) => list::send(visit, draft, path, form).await,
        Body::Questions(_) if !form.get("remove").is_empty() => {
            let document = form.get("remove").to_owned();
            remove_document(&visit, draft, path, &document).await
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
fn entries_for(page: &Page, form: &Form) -> Result<BTreeMap<String, Entry>, Problem> {
    let read = page.read_form(fields_of(form));
    if !read.unknown.is_empty() {
        return Err(Problem::bad_request(format!("the form has fields that are not on its page: {:?}", read.unknown)));
    }
    if !read.too_long.is_empty() {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(read.entries)
}

/// The fields of a form that are answers, ours left out.
pub(super) fn fields_of(form: &Form) -> impl Iterator<Item = (&str, &str)> {
    form.fields().filter(|(name, _)| ![TOKEN, SWITCH, THEN].contains(name))
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
    let here = Here { visit: &visit, draft: &draft, journey: &journey, path: &path, step };
    let StepBody::Questions(asked) = &step.body else { return Ok(visit.go(&here.next())) };
    if step.state == StepState::Done {
        return Ok(visit.go(&here.next()));
    }
    questions(&here, asked, &vec![true; asked.len()], Vec::new()).await
}

pub(super) fn redirect(to: &str) -> Response {
    axum::response::Redirect::to(to).into_response()
}

/// A page with files was sent. Fields come in the order of the page: the token first, so that nothing is taken in for
/// somebody whose form is not ours.
async fn send_files(visit: Visit, reference: String, path: PagePath, mut sent: Multipart) -> Result<Response, Problem> {
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let actor = visit.actor_towards(&reference);
    let program = visit.app.site.program(&draft.row.program).ok_or_else(Problem::not_found)?;
    let page = program.page(&path).ok_or_else(Problem::not_found)?;
    let Body::Questions(questions_here) = &page.body else {
        return Err(Problem::bad_request("a list takes no files"));
    };
    if reachable(&draft.walk()?, &path).is_none() {
        return Ok(elsewhere(&visit, &draft, &draft.walk()?, &path));
    }
    let mut form = Form::default();
    let mut trusted = false;
    let mut taken: Vec<(String, DocumentRef)> = Vec::new();
    let mut refused: Vec<(String, String)> = Vec::new();
    while let Some(field) = sent.next_field().await.map_err(|error| Problem::bad_request(error.to_string()))? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_none() {
            let value = small(field).await?;
            if name == TOKEN {
                visit.check_token(&value)?;
                trusted = true;
            }
            form.put(name, value)?;
            continue;
        }
        if !trusted {
            return Err(Problem::forbidden());
        }
        let question = questions_here
            .iter()
            .find(|question| question.id == name)
            .ok_or_else(|| Problem::bad_request("the form has a file that is not on its page"))?;
        let Kind::Document(kind) = &question.kind else {
            return Err(Problem::bad_request("a file was sent for a question that takes none"));
        };
        // A chooser left empty sends a nameless, empty file.
        if field.file_name() == Some("") {
            continue;
        }
        let file = field.file_name().unwrap_or_default().to_owned();
        let there = draft.answers.scope(&path.hops).and_then(|scope| scope.documents.get(&name)).map_or(0, Vec::len);
        let here = taken.iter().filter(|(id, _)| *id == name).count();
        if there + here >= kind.max as usize {
            refused.push((name, visit.say("documents-too-many")));
            continue;
        }
        let allowed = Allowed { accept: &kind.accept, max_bytes: kind.max_bytes };
        let question_path = question_path(&path, &name);
        match uploads::take(&visit, &actor, (&draft.row, &draft.key), &question_path, allowed, field).await? {
            Ok(document) => taken.push((name, document)),
            Err(why) => refused.push((name, sentence(&visit, why, &file, &allowed))),
        }
    }
    if !trusted {
        return Err(Problem::forbidden());
    }
    let entries = entries_for(page, &form)?;
    let mut attach = Vec::new();
    for (_, document) in &taken {
        attach.push(document.id.parse().map_err(|_| Problem::broken("a new document has no id"))?);
    }
    let (draft, ()) = draft
        .change(&visit, &attach, |answers| {
            answers.put(&path.hops, entries.clone()).map_err(|_| Problem::new(StatusCode::CONFLICT))?;
            for (question, document) in &taken {
                answers
                    .attach(&path.hops, question, document.clone())
                    .map_err(|_| Problem::new(StatusCode::CONFLICT))?;
            }
            Ok(())
        })
        .await?;
    visit.prolong().await?;
    let place = Place::Page(reference, path.clone());
    if let Some(language) = Language::from_code(form.get(SWITCH)) {
        return Ok(redirect(&place.path(language)));
    }
    let journey = draft.walk()?;
    let Some(step) = reachable(&journey, &path) else { return Ok(elsewhere(&visit, &draft, &journey, &path)) };
    let here = Here { visit: &visit, draft: &draft, journey: &journey, path: &path, step };
    if refused.is_empty() && form.get(THEN) != "continue" {
        return Ok(visit.go(&place));
    }
    if refused.is_empty() && step.state == StepState::Done {
        return Ok(visit.go(&here.next()));
    }
    let StepBody::Questions(asked) = &step.body else { return Ok(visit.go(&place)) };
    questions(&here, asked, &vec![true; asked.len()], refused).await
}

/// The path of a question, as documents' rows name it.
fn question_path(path: &PagePath, question: &str) -> String {
    PagePath { hops: path.hops.clone(), page: question.to_owned() }.to_string()
}

/// A field that is no file, bounded.
async fn small(mut field: axum::extract::multipart::Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| Problem::bad_request(error.to_string()))? {
        if bytes.len() + chunk.len() > programs::limits::MAX_RAW_BYTES {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Problem::bad_request("a field is not UTF-8"))
}

fn sentence(visit: &Visit, why: Refused, name: &str, allowed: &Allowed<'_>) -> String {
    let size = format::file_size(visit.language, allowed.max_bytes);
    let types: Vec<String> = allowed.accept.iter().map(|kind| kind.name().to_owned()).collect();
    let types = format::list_and(visit.language, &types);
    let name = ("name", Arg::Text(name));
    match why {
        Refused::Empty => visit.say_with("documents-empty", &[name]),
        Refused::TooLarge => visit.say_with("documents-too-large", &[name, ("size", Arg::Text(&size))]),
        Refused::WrongType => visit.say_with("documents-wrong-type", &[name, ("types", Arg::Text(&types))]),
        Refused::Broken => visit.say_with("documents-broken", &[name]),
    }
}
