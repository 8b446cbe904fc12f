//! One page of a preview: its questions as applicants see them, and beside them when it is asked and what they rest on.

use super::{CONTENTS, Placed, Preview};
use crate::apply::drawing::{Drawing, Drawn, DrawnControl};
use crate::apply::start::paragraphs;
use crate::look::{Choice, Field, Frame, Table, Turn};
use askama::Template;
use language::Arg;
use programs::{Body, Entry, List, Question};

#[derive(Template)]
#[template(path = "preview/page.html")]
pub(super) struct Shown {
    frame: Frame,
    /// With the lists around it: no two pages have one title.
    full_title: String,
    title: String,
    section: String,
    notes: Vec<String>,
    intro: Vec<String>,
    heading_in_control: bool,
    questions: Vec<Drawn>,
    /// What a list asks: whether there is an entry.
    more: Option<(Field, Vec<Choice>)>,
    review: Option<Table>,
    contents: String,
    previous: Option<Turn>,
    next: Option<Turn>,
}

pub(super) fn page(preview: &Preview<'_>, at: usize) -> Shown {
    let placed = &preview.places[at];
    let (page, language) = (placed.page, preview.language);
    let mut notes: Vec<String> = preview.asked_when(placed).into_iter().collect();
    notes.extend(
        placed
            .around
            .last()
            .map(|(page, _)| preview.words.texts("preview-in-list", &[("list", page.title.get(language))])),
    );
    let intro = page.intro.as_ref().map(|intro| paragraphs(intro.get(language))).unwrap_or_default();
    let (questions, more) = match &page.body {
        Body::Questions(questions) => (questions.as_slice(), None),
        Body::List(list) => {
            notes.extend(list_notes(preview, list));
            (&[][..], Some(ask(preview, list)))
        }
    };
    let alone = questions.len() == 1 && page.intro.is_none();
    let turn = |placed: &Placed<'_>| Turn { url: placed.file(), label: placed.title(preview) };
    Shown {
        frame: preview.frame(&placed.file()),
        full_title: placed.title(preview),
        title: page.title.get(language).to_owned(),
        section: placed.section.title.get(language).to_owned(),
        notes,
        intro,
        heading_in_control: alone,
        questions: questions.iter().map(|question| preview_of(preview, question, alone)).collect(),
        more,
        review: (!questions.is_empty()).then(|| review(preview, questions)),
        contents: CONTENTS.to_owned(),
        previous: at.checked_sub(1).map(|before| turn(&preview.places[before])),
        next: preview.places.get(at + 1).map(turn),
    }
}

/// A question as whoever has not answered it yet sees it; `alone` is one whose label is the heading of its page.
pub(super) fn preview_of(preview: &Preview<'_>, question: &Question, alone: bool) -> Drawn {
    let drawing = Drawing { showing: preview.showing, alone, occupations: "" };
    drawing.draw(question, &Entry::default(), &[], Vec::new())
}

fn list_notes(preview: &Preview<'_>, list: &List) -> Vec<String> {
    let (min, max) = (list.min.to_string(), list.max.to_string());
    let mut notes = vec![preview.words.texts("preview-entries", &[("min", &min), ("max", &max)])];
    let another = list.another.as_ref().map(|another| another.get(preview.language));
    notes.extend(another.map(|another| preview.words.texts("preview-another", &[("question", another)])));
    let years = list.cover.as_ref().map(|cover| Arg::Number(cover.years.into()));
    notes.extend(years.map(|years| preview.words.with("preview-cover", &[("years", years)])));
    notes
}

fn ask(preview: &Preview<'_>, list: &List) -> (Field, Vec<Choice>) {
    let choices = [("yes", "common-yes"), ("no", "common-no")]
        .map(|(value, key)| Choice::new(value, preview.words.say(key), false));
    (Field::new(&list.id, list.ask.get(preview.language)), choices.to_vec())
}

/// What the questions are called in the program's file, and what they rest on.
pub(super) fn review(preview: &Preview<'_>, questions: &[Question]) -> Table {
    let row = |question: &Question| {
        vec![
            question.label.get(preview.language).to_owned(),
            question.id.clone(),
            question.kind.word().to_owned(),
            preview.sources(&question.source).join("; "),
        ]
    };
    Table {
        caption: preview.words.say("preview-review-caption"),
        heads: ["preview-question", "preview-id", "preview-kind", "preview-rests"]
            .map(|key| preview.words.say(key))
            .to_vec(),
        rows: questions.iter().map(row).collect(),
        numeric: false,
    }
}
