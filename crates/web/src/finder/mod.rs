//! The finder's pages: one page of questions after the other, then what the rules make of the answers. No session, no store,
//! nothing kept: everything answered so far travels in the form, in hidden fields.

mod check;
mod result;
mod sheet;
mod typed;

pub(crate) use check::check;
pub(crate) use typed::carried;

use crate::{
    app::App,
    apply::{
        drawing::{Drawing, Drawn, DrawnControl},
        start::paragraphs,
    },
    forms::{Form, SWITCH},
    look::{Frame, Problem as Wrong, first_paragraph},
    openings::Told,
    places::Place,
    problem::Problem,
};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use http::{StatusCode, header};
use language::Language;
use programs::{Answers, Entry, Journey, Next, PagePath, Program, StepState, finder::Finder};
use std::sync::Arc;
use typed::{AT, RESULT, SHEET, THEN};

#[derive(Template)]
#[template(path = "finder/questions.html")]
struct QuestionsTemplate {
    frame: Frame,
    /// The finder's name.
    name: String,
    /// What it is for; on the first page only.
    summary: Vec<String>,
    title: String,
    intro: Vec<String>,
    heading_in_control: bool,
    questions: Vec<Drawn>,
    problems: Vec<Wrong>,
    /// The page in hand, and what was answered on the others.
    at: String,
    hidden: Vec<(String, String)>,
    before: Option<String>,
}

/// The routes, in `language`.
pub(crate) fn routes(language: Language) -> Router<Arc<App>> {
    Router::new().route(
        &Place::Finder.path(language),
        get(move |State(app): State<Arc<App>>| async move { begin(&app, language) })
            .post(move |State(app): State<Arc<App>>, form: Form| async move { send(&app, language, &form) }),
    )
}

/// What the handlers of one request know.
struct Here<'a> {
    app: &'a App,
    language: Language,
    finder: &'a Finder,
    answers: &'a Answers,
    journey: Journey<'a>,
}

impl<'a> Here<'a> {
    fn new(app: &'a App, language: Language, finder: &'a Finder, answers: &'a Answers) -> Self {
        let journey = Journey::walk(&finder.form, answers, app.today());
        Self { app, language, finder, answers, journey }
    }

    /// What anybody is told of `program`.
    fn told(&self, program: &Program) -> Told {
        self.app.told(program, self.language, None)
    }

    fn t(&self, key: &str) -> String {
        self.app.messages.say(self.language, key).to_owned()
    }

    fn frame(&self) -> Frame {
        let (here, there) = (Place::Finder.path(self.language), Place::Finder.path(self.language.other()));
        let form = &self.finder.form;
        let (title, summary) = (form.title.get(self.language), form.summary.get(self.language));
        let card = self.app.public.card(self.language, &here, title, first_paragraph(summary));
        let mut frame = self.app.public.frame(self.language, &here, &there).with_card(card);
        frame.switch_form = Some("page-form");
        frame
    }

    /// The result once nothing is missing, otherwise the first page that is open.
    fn result(&self) -> Result<Response, Problem> {
        if self.journey.is_complete() { result::page(self) } else { self.first_open() }
    }

    fn first_open(&self) -> Result<Response, Problem> {
        match self.journey.first_open() {
            Some(open) => self.questions(&open, false),
            None => Err(Problem::broken("the finder asks nothing")),
        }
    }

    /// A page, as far as it may be opened. With `judged`, what keeps it from being done is said.
    fn questions(&self, path: &PagePath, judged: bool) -> Result<Response, Problem> {
        let Some(step) = self.journey.find(path).filter(|step| step.open) else {
            return match self.journey.first_open() {
                Some(open) if open != *path => self.questions(&open, false),
                _ => result::page(self),
            };
        };
        let (page, asked) = (step.page, step.questions());
        let alone = asked.len() == 1 && page.intro.is_none();
        let showing = self.finder.form.showing(self.language, &self.app.messages);
        let drawing = Drawing { showing, alone, occupations: &self.app.public.lists.occupations };
        let nothing = Entry::default();
        let (mut questions, mut problems) = (Vec::new(), Vec::new());
        for asked in asked {
            let mistakes = if judged { asked.mistakes() } else { &[] };
            problems.extend(drawing.problems(asked.question, mistakes));
            questions.push(drawing.draw(asked.question, asked.entry.unwrap_or(&nothing), mistakes, Vec::new()));
        }
        let before = self.journey.before(path);
        let text = |text: &language::Text| paragraphs(text.get(self.language));
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let template = QuestionsTemplate {
            frame: self.frame(),
            name: self.finder.form.title.get(self.language).to_owned(),
            summary: if before.is_none() { text(&self.finder.form.summary) } else { Vec::new() },
            title: page.title.get(self.language).to_owned(),
            intro: page.intro.as_ref().map(text).unwrap_or_default(),
            heading_in_control: alone && before.is_some(),
            questions,
            problems,
            at: page.id.clone(),
            hidden: typed::hidden(self.finder, self.answers, Some(&page.id)),
            before: before.map(|before| before.to_string()),
        };
        let html = template.render().map_err(|error| Problem::internal(&error))?;
        Ok((status, Html(html)).into_response())
    }
}

fn begin(app: &App, language: Language) -> Result<Response, Problem> {
    let finder = app.site.finder.as_ref().ok_or_else(Problem::not_found)?;
    Here::new(app, language, finder, &Answers::default()).first_open()
}

fn send(app: &App, language: Language, form: &Form) -> Result<Response, Problem> {
    let finder = app.site.finder.as_ref().ok_or_else(Problem::not_found)?;
    if Language::from_code(form.get(SWITCH)).is_some_and(|elsewhere| elsewhere != language) {
        // The browser brings along what was typed (307).
        return Ok(Redirect::temporary(&Place::Finder.path(language.other())).into_response());
    }
    let answers = typed::read(finder, form)?;
    let here = Here::new(app, language, finder, &answers);
    let at = form.get(AT);
    if at == RESULT && (form.is_switch() || form.get(THEN).is_empty()) {
        return here.result();
    }
    let at = PagePath::top(at);
    if form.is_switch() {
        return here.questions(&at, false);
    }
    match form.get(THEN) {
        "" => {}
        SHEET if here.journey.is_complete() => return Ok(sheet(&here)),
        SHEET => return here.first_open(),
        page => return here.questions(&PagePath::top(page), false),
    }
    match here.journey.find(&at) {
        Some(step) if step.open && step.state != StepState::Done => here.questions(&at, true),
        Some(_) => match here.journey.next_after(&at) {
            Next::Page(next) => here.questions(&next, false),
            Next::Review => here.result(),
        },
        None => here.result(),
    }
}

/// The result as a file to keep.
fn sheet(here: &Here<'_>) -> Response {
    let name = format!("attachment; filename=\"{}.txt\"", crate::places::segment::finder(here.language));
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    (headers, sheet::write(here)).into_response()
}
