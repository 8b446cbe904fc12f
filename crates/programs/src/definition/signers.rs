//! Reads who else signs, and checks that each is shown something and that everything named is there.

use std::collections::BTreeSet;

use super::{Faults, Located, Reader, nearest, raw};
use crate::kinds::{DeclarationKind, Kind};
use crate::limits::MAX_SIGNERS;
use crate::program::Program;
use crate::question::Question;
use crate::signer::Signer;

/// Reads every `[[signer]]` of the file.
pub(super) fn read(top: &Reader<'_, '_>) -> Vec<Signer> {
    let tables = top.tables("signer", "signer");
    if tables.len() > MAX_SIGNERS {
        let what = format!("the program has more than {MAX_SIGNERS} signers");
        top.fault(top.line_of("signer"), what, "Let one signature stand for several declarations.");
    }
    let mut signers: Vec<Signer> = Vec::new();
    for table in tables {
        let signer = signer(&table);
        if signers.iter().any(|other| other.id == signer.id) {
            let what = format!("the signer “{}” is there twice", signer.id);
            table.fault(table.line_of("id"), what, "Give one of the two another id.");
        }
        table.finish();
        signers.push(signer);
    }
    signers
}

fn signer(table: &Reader<'_, '_>) -> Signer {
    let id = table.id().value;
    table.rename(format!("signer “{id}”"));
    let ids = |key| {
        let located = table.strings(key).unwrap_or_default();
        located.into_iter().map(|Located { value, line }| (value, line)).collect::<Vec<_>>()
    };
    let (sections, pages) = (ids("sections"), ids("pages"));
    if sections.is_empty() && pages.is_empty() {
        table.fault(
            table.line(),
            format!("the {} is shown no page", table.name()),
            "Add sections = [\"…\"] or pages = [\"…\"] with the ids of what this person is to see.",
        );
    }
    let asked_by = table.string("asked_by", "Add asked_by = and the id of the question for the name of who asks.");
    let title = table.text("title");
    let declaration = Question {
        id: id.clone(),
        label: table.text("label"),
        hint: table.optional_text("hint"),
        help: None,
        optional: false,
        kind: Kind::Declaration(DeclarationKind::read(table)),
        source: raw::sources(table),
        line: table.line(),
        watched: false,
        written: table.written(&["source"]),
    };
    Signer {
        id,
        title,
        when: raw::when(table),
        declaration,
        asked_by: asked_by.value,
        sections,
        pages,
        asked_by_line: asked_by.line,
        line: table.line(),
    }
}

/// Reports every section and page that a signer is shown and that is not there.
pub(super) fn check(program: &Program, faults: &Faults<'_>) {
    let sections: BTreeSet<&str> = program.sections.iter().map(|section| section.id.as_str()).collect();
    let pages = program.sections.iter().flat_map(|section| &section.pages);
    let pages: BTreeSet<&str> = pages.map(|page| page.id.as_str()).collect();
    for signer in &program.signers {
        for (what, named, known, cure) in [
            ("section", &signer.sections, &sections, "Name one of the program’s sections."),
            ("page", &signer.pages, &pages, "Name a page that lies in no list."),
        ] {
            for (at, (id, line)) in named.iter().enumerate() {
                if named.iter().take(at).any(|(earlier, _)| earlier == id) {
                    let what = format!("the signer “{}” names the {what} “{id}” twice", signer.id);
                    faults.add(*line, what, "Take one of them away.");
                }
                if known.contains(id.as_str()) {
                    continue;
                }
                let cure = match nearest(id, known.iter().copied()) {
                    Some(meant) => format!("Did you mean “{meant}”?"),
                    None => cure.to_owned(),
                };
                faults.add(
                    *line,
                    format!("the signer “{}” is shown the {what} “{id}”, which does not exist", signer.id),
                    cure,
                );
            }
        }
    }
}
