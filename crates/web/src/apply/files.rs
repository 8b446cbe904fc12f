//! A page with files: each is taken in as it arrives, judged by itself, and costs nothing else on the page.

use super::{
    Draft, declined,
    edition::{self, EDITION},
    page::{Here, THEN, confirm, elsewhere, entries_for, questions, reachable, redirect},
};
use crate::{
    forms::{Form, LARGEST_FORM, SWITCH, TOKEN},
    look::{Act, Upload, UploadState},
    places::Place,
    problem::Problem,
    uploads::{self, Allowed, Refused},
    visit::Visit,
};
use axum::{extract::Multipart, response::Response};
use http::StatusCode;
use language::{Arg, Language, format};
use programs::{Asked, Body, DocumentRef, Kind, Page, PagePath, Program, Question, StepBody, StepState};
use std::{collections::BTreeMap, sync::Arc};
use store::ops::documents::{ListDocuments, Scan};

/// The most bytes of files that are read past when their sender is not known (any more): what one question may take.
const MOST_PASSED: u64 = programs::limits::MAX_FILES as u64 * programs::limits::MAX_FILE_BYTES;

/// A page with files was sent. Fields come in the order of the page: the token first, so that nothing is taken in for
/// somebody whose form is not ours.
pub(super) async fn send(
    visit: Visit,
    reference: String,
    path: PagePath,
    mut sent: Multipart,
) -> Result<Response, Problem> {
    let draft = match Draft::open_to_fill(&visit, &reference).await {
        Ok(draft) => draft,
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            let (form, files) = without_files(sent).await?;
            return declined::ask(&visit, &reference, &path, &form, files);
        }
        Err(problem) => return Err(problem),
    };
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let actor = visit.actor_towards(&reference);
    let mut form = Form::default();
    let mut trusted = false;
    let mut asked = None;
    let mut taken: Vec<(String, DocumentRef)> = Vec::new();
    let mut refused: Vec<(String, String)> = Vec::new();
    while let Some(field) = sent.next_field().await.map_err(|error| Problem::bad_request(error.to_string()))? {
        let name = field.name().unwrap_or_default().to_owned();
        // The token and the version of the program come first: the rest is read as the page that was sent.
        if asked.is_none() && ![TOKEN, EDITION].contains(&name.as_str()) {
            asked = Some(page_sent(&draft, form.get(EDITION), &path).await?);
        }
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
        let Some(Some(page)) = &asked else { return Ok(elsewhere(&visit, &draft, &draft.walk()?, &path)) };
        let question = page
            .questions()
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
    let Some(Some(page)) = asked else { return Ok(elsewhere(&visit, &draft, &draft.walk()?, &path)) };
    let entries = entries_for(&page.page, &form)?;
    if let Some(older) = page.older {
        let draft = edition::keep(&visit, draft, &older, &path, entries, &taken).await?;
        return edition::after(&visit, &draft, &path, &form).await;
    }
    let mut attach = Vec::new();
    for (_, document) in &taken {
        attach.push(document.id.parse().map_err(|_| Problem::broken("a new document has no id"))?);
    }
    let is_told_of = draft.is_told_of(&path);
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
    let here = Here { visit: &visit, draft: &draft, journey: &journey, path: &path, step, is_told_of };
    if refused.is_empty() && form.get(THEN) == "stay" {
        return Ok(visit.go(&place));
    }
    if refused.is_empty() && step.state == StepState::Done {
        return Ok(visit.go(&here.next()));
    }
    let StepBody::Questions(asked) = &step.body else { return Ok(visit.go(&place)) };
    questions(&here, asked, &vec![true; asked.len()], refused).await
}

/// A page that was sent.
struct Sent {
    page: Page,
    /// The version it was rendered from, where that is not today's.
    older: Option<Arc<Program>>,
}

impl Sent {
    fn questions(&self) -> &[Question] {
        match &self.page.body {
            Body::Questions(questions) => questions,
            Body::List(_) => &[],
        }
    }
}

/// The page that was sent. Nothing for a page of today's that may not be opened.
async fn page_sent(draft: &Draft, edition: &str, path: &PagePath) -> Result<Option<Sent>, Problem> {
    let older = edition::of(draft, edition, path).await?;
    let program = older.as_deref().map_or_else(|| draft.program(), Ok)?;
    let page = program.page(path).ok_or_else(Problem::not_found)?.clone();
    if matches!(page.body, Body::List(_)) {
        return Err(Problem::bad_request("a list takes no files"));
    }
    let open = older.is_some() || reachable(&draft.walk()?, path).is_some();
    Ok(open.then_some(Sent { page, older }))
}

/// What was sent beside the files, and whether files were sent: those cannot come back in a page, and are read past.
async fn without_files(mut sent: Multipart) -> Result<(Form, bool), Problem> {
    let (mut form, mut files) = (Form::default(), false);
    let (mut typed, mut passed) = (0, 0);
    while let Some(mut field) = sent.next_field().await.map_err(|error| Problem::bad_request(error.to_string()))? {
        if let Some(file) = field.file_name() {
            files |= !file.is_empty();
            while let Some(chunk) = field.chunk().await.map_err(|error| Problem::bad_request(error.to_string()))? {
                passed += chunk.len() as u64;
                if passed > MOST_PASSED {
                    return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE));
                }
            }
            continue;
        }
        let name = field.name().unwrap_or_default().to_owned();
        let value = small(field).await?;
        typed += name.len() + value.len();
        if typed > LARGEST_FORM {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE));
        }
        form.put(name, value)?;
    }
    Ok((form, files))
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

/// Asks once more before a document is removed.
pub(super) fn ask_to_remove(here: &Here<'_>, asked: &[Asked<'_>], document: &str) -> Result<Response, Problem> {
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
        vec![visit.say("documents-remove-what")],
        document,
    )
}

/// Removes a document from whichever of the page's questions holds it.
pub(super) async fn remove(visit: &Visit, draft: Draft, path: PagePath, document: &str) -> Result<Response, Problem> {
    let reference = draft.row.reference.clone();
    let id = document.parse().map_err(|_| Problem::not_found())?;
    let page = draft.program()?.page(&path).ok_or_else(Problem::not_found)?;
    let Body::Questions(questions) = &page.body else { return Err(Problem::not_found()) };
    let questions: Vec<String> = questions.iter().map(|question| question.id.clone()).collect();
    let (_, held) = draft
        .change(visit, &[], |answers| {
            let held = questions.iter().filter_map(|question| answers.detach(&path.hops, question, document));
            Ok(held.count() > 0)
        })
        .await?;
    // An id is taken at its word only where this page holds it.
    if held {
        uploads::delete(&visit.app, &[id]).await;
    }
    Ok(visit.go(&Place::Page(reference, path)))
}

/// What the scanner said of each document so far.
pub(super) async fn scans(here: &Here<'_>) -> Result<BTreeMap<String, Scan>, Problem> {
    let list = ListDocuments { application: here.draft.row.id };
    let actor = here.visit.actor_towards(&here.draft.row.reference);
    let rows = here.visit.app.store.read(&actor, list).await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.scan)).collect())
}

/// A document as its page lists it.
pub(super) fn upload(here: &Here<'_>, document: &DocumentRef, scans: &BTreeMap<String, Scan>) -> Upload {
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
