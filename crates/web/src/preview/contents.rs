//! The first page of a preview: the sections and pages in order, what applying costs, what the law asks for, the sources.

use super::{Preview, signers};
use crate::apply::start::paragraphs;
use crate::look::{Frame, Table};
use askama::Template;

#[derive(Template)]
#[template(path = "preview/contents.html")]
pub(super) struct Contents {
    frame: Frame,
    title: String,
    summary: Vec<String>,
    sections: Vec<Listed>,
    /// Title, file and condition of each signer.
    signers: Vec<(String, String, Option<String>)>,
    signatures: &'static str,
    fees: Vec<String>,
    facts: Option<Table>,
    sources: Vec<String>,
    unconfirmed: Vec<String>,
}

/// A section: its title, and each of its pages with file, title and condition.
struct Listed {
    title: String,
    pages: Vec<(String, String, Option<String>)>,
}

pub(super) fn contents(preview: &Preview<'_>) -> Contents {
    let (program, language) = (preview.program, preview.language);
    let sections = program.sections.iter().map(|section| Listed {
        title: section.title.get(language).to_owned(),
        pages: preview
            .places
            .iter()
            .filter(|placed| std::ptr::eq(placed.section, section))
            .map(|placed| (placed.file(), placed.title(preview), preview.asked_when(placed)))
            .collect(),
    });
    let sources = program.sources.iter().map(|source| format!("{}, {}", source.title.get(language), source.date));
    Contents {
        frame: preview.frame(super::CONTENTS),
        title: preview.words.texts("preview-title", &[("program", program.title.get(language))]),
        summary: paragraphs(program.summary.get(language)),
        sections: sections.collect(),
        signers: signers::listed(preview),
        signatures: signers::SIGNATURES,
        fees: program.fees.iter().map(|fee| self::fee(preview, fee)).collect(),
        facts: (!program.facts.is_empty()).then(|| facts(preview)),
        sources: sources.collect(),
        unconfirmed: program.unconfirmed.iter().map(|text| text.get(language).to_owned()).collect(),
    }
}

fn fee(preview: &Preview<'_>, fee: &programs::fees::Fee) -> String {
    let program = preview.program;
    let label =
        program.tables().fees.history(&fee.line).last().map_or(&*fee.line, |line| line.label.get(preview.language));
    let list = fee.each.as_ref().and_then(|each| {
        let page = |placed: &&super::Placed<'_>| placed.around.len() == 1 && placed.around[0].0.id == *each;
        preview.places.iter().find(page).map(|placed| placed.around[0])
    });
    let within: Vec<_> = list.iter().map(|(_, list)| *list).collect();
    let when = fee.when.as_ref().map(|when| program.in_words(when, &within, &preview.showing));
    let list = list.map(|(page, _)| page.title.get(preview.language));
    match (list, when) {
        (None, None) => label.to_owned(),
        (None, Some(when)) => preview.words.texts("preview-fee-when", &[("fee", label), ("when", &when)]),
        (Some(list), None) => preview.words.texts("preview-fee-each", &[("fee", label), ("list", list)]),
        (Some(list), Some(when)) => {
            preview.words.texts("preview-fee-each-when", &[("fee", label), ("list", list), ("when", &when)])
        }
    }
}

fn facts(preview: &Preview<'_>) -> Table {
    let row = |fact: &programs::Fact| {
        let questions: Vec<&str> = fact.questions().collect();
        vec![fact.id.clone(), preview.sources(&fact.source).join("; "), questions.join(", ")]
    };
    Table {
        caption: preview.words.say("preview-facts"),
        heads: ["preview-fact", "preview-law", "preview-gathered"].map(|key| preview.words.say(key)).to_vec(),
        rows: preview.program.facts.iter().map(row).collect(),
        numeric: false,
    }
}
