//! Signatures in a preview: the applicant's page of them, and for each signer what is read and declared.

use super::{
    CONTENTS, Preview,
    page::{preview_of, review},
};
use crate::{
    apply::drawing::{Drawn, DrawnControl},
    look::{Frame, SummaryRow, Table},
};
use askama::Template;
use programs::{Body, Share, Signer};

/// The applicant's page of signatures, in the folder of each language.
pub(super) const SIGNATURES: &str = "signatures.html";

#[derive(Template)]
#[template(path = "preview/signatures.html")]
pub(super) struct Signatures {
    frame: Frame,
    /// Title, file and condition of each signer.
    signers: Vec<(String, String, Option<String>)>,
    contents: String,
}

pub(super) fn signatures(preview: &Preview<'_>) -> Signatures {
    Signatures { frame: preview.frame(SIGNATURES), signers: listed(preview), contents: CONTENTS.to_owned() }
}

/// Each signer: title, file and condition.
pub(super) fn listed(preview: &Preview<'_>) -> Vec<(String, String, Option<String>)> {
    let signer = |signer: &Signer| {
        let when = signer.when.as_ref().map(|when| preview.program.in_words(when, &[], &preview.showing));
        let when = when.map(|when| preview.words.texts("preview-signed-when", &[("when", &when)]));
        (signer.title.get(preview.language).to_owned(), file(signer), when)
    };
    preview.program.signers.iter().map(signer).collect()
}

/// Its file, which cannot be that of a page.
pub(super) fn file(signer: &Signer) -> String {
    format!("sign.{}.html", signer.id)
}

#[derive(Template)]
#[template(path = "preview/sign.html")]
pub(super) struct Sign {
    frame: Frame,
    program: String,
    signer: String,
    asks: String,
    intro: String,
    parts: Vec<Part>,
    declaration: Vec<Drawn>,
    review: Table,
    signatures: String,
}

/// A page that is shown to a signer.
struct Part {
    file: String,
    title: String,
    /// When it is asked.
    when: Option<String>,
    rows: Vec<SummaryRow>,
}

pub(super) fn sign(preview: &Preview<'_>, signer: &Signer) -> Sign {
    let (program, language) = (preview.program.title.get(preview.language), preview.language);
    let is_shown = |placed: &&super::Placed<'_>| {
        let outermost = placed.around.first().map_or(placed.page, |(page, _)| page);
        match signer.share(placed.section, outermost) {
            Share::Nothing => false,
            // The page of the list itself is the applicant's.
            Share::Own => !placed.around.is_empty(),
            Share::Whole => true,
        }
    };
    let parts = preview.places.iter().filter(is_shown).map(|placed| {
        let row = |label: &str| SummaryRow {
            key: label.to_owned(),
            lines: vec![preview.words.say("preview-answer-here")],
            acts: Vec::new(),
        };
        let rows = match &placed.page.body {
            Body::Questions(questions) => questions.iter().map(|question| row(question.label.get(language))).collect(),
            Body::List(list) => vec![row(list.ask.get(language))],
        };
        Part { file: placed.file(), title: placed.title(preview), when: preview.asked_when(placed), rows }
    });
    Sign {
        frame: preview.frame(&file(signer)),
        program: program.to_owned(),
        signer: signer.title.get(language).to_owned(),
        asks: preview.words.texts("apply-sign-asked", &[("program", program)]),
        intro: if signer.each.is_some() {
            preview.words.texts("apply-sign-own", &[("name", signer.title.get(language))])
        } else {
            preview.words.say("apply-sign-intro")
        },
        parts: parts.collect(),
        declaration: vec![preview_of(preview, &signer.declaration, false)],
        review: review(preview, std::slice::from_ref(&signer.declaration)),
        signatures: SIGNATURES.to_owned(),
    }
}
