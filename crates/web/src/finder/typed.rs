//! What a form of the finder holds: the answers of every page seen so far, and what it asks for next.

use crate::{
    app::App,
    apply::drawing::name,
    forms::{Form, SWITCH, TOKEN},
    problem::Problem,
};
use http::StatusCode;
use programs::{Answers, Body, Page, Program, finder::Finder};

/// The field that names the page in hand. No question can have its name: ids have no underscores.
pub(super) const AT: &str = "finder_at";
/// The field that says what to do besides going on: a page to go to, or [`SHEET`].
pub(super) const THEN: &str = "finder_then";
/// The field that names the way an application is begun for.
pub(super) const WAY: &str = "finder_way";
/// Stands for the result in [`AT`].
pub(super) const RESULT: &str = "finder_result";
/// In [`THEN`]: the result as a file.
pub(super) const SHEET: &str = "finder_sheet";

/// The answers in a form. A page counts as seen when one of its fields is there, or when it is the page in hand.
///
/// # Errors
/// 400 for a field that no page has, 413 for one longer than any answer.
pub(super) fn read(finder: &Finder, form: &Form) -> Result<Answers, Problem> {
    let ours = |name: &str| [AT, THEN, WAY, SWITCH, TOKEN].contains(&name);
    let fields: Vec<(&str, &str)> = form.fields().filter(|(name, _)| !ours(name)).collect();
    let mut answers = Answers::default();
    let mut known = 0;
    for page in pages(finder) {
        let read = page.read_form(fields.iter().copied());
        if !read.too_long.is_empty() {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let of_page = fields.len() - read.unknown.len();
        known += of_page;
        if of_page > 0 || page.id == form.get(AT) {
            answers.entries.extend(read.entries);
        }
    }
    if known == fields.len() {
        Ok(answers)
    } else {
        // How many, not which: what somebody typed may stand where a field's name should.
        let many = fields.len() - known;
        Err(Problem::bad_request(format!("the form has fields that no page of the finder has: {many}")))
    }
}

/// The fields that carry the answers of every page but the one in hand.
pub(super) fn hidden(finder: &Finder, answers: &Answers, at: Option<&str>) -> Vec<(String, String)> {
    let pages = pages(finder).filter(|page| Some(page.id.as_str()) != at);
    let questions = pages.flat_map(|page| match &page.body {
        Body::Questions(questions) => questions.as_slice(),
        Body::List(_) => &[],
    });
    questions
        .filter_map(|question| Some((question, answers.entries.get(&question.id)?)))
        .flat_map(|(question, entry)| entry.0.iter().map(|(suffix, value)| (name(question, suffix), value.clone())))
        .collect()
}

fn pages(finder: &Finder) -> impl Iterator<Item = &Page> {
    finder.form.sections.iter().flat_map(|section| &section.pages)
}

/// What an application for `program` begins with when its form comes from the finder. Nothing for any other form: beginning asks
/// for nothing, so nothing in it can be wrong.
pub(crate) fn carried(app: &App, program: &Program, form: &Form) -> Answers {
    let answers = app.site.finder.as_ref().and_then(|finder| {
        let way = finder.way(form.get(WAY))?;
        let leads_there = way.program.as_ref().is_some_and(|named| named.id == program.id);
        let answers = read(finder, form).ok().filter(|_| leads_there)?;
        Some(finder.carried(way, program, &answers, app.today()))
    });
    answers.unwrap_or_default()
}
