//! Reads who else signs, and checks that each is shown something and that everything named is there.

use std::collections::BTreeSet;

use super::{Faults, Located, Reader, nearest, raw};
use crate::kinds::{DeclarationKind, Kind};
use crate::limits::{MAX_SIGNATURES, MAX_SIGNERS};
use crate::program::{List, Page, Program};
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
    let each = table.optional_string("each");
    if sections.is_empty() && pages.is_empty() && each.is_none() {
        table.fault(
            table.line(),
            format!("the {} is shown no page", table.name()),
            "Add sections = [\"…\"] or pages = [\"…\"] with the ids of what this person is to see.",
        );
    }
    let (each, each_line) = each.map_or((None, 0), |each| (Some(each.value), each.line));
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
        each,
        when: raw::when(table),
        declaration,
        asked_by: asked_by.value,
        sections,
        pages,
        each_line,
        asked_by_line: asked_by.line,
        line: table.line(),
    }
}

/// Reports every section, page and list that a signer names and that is not there or not theirs, and more signatures than one
/// application can have.
pub(super) fn check(program: &Program, faults: &Faults<'_>) {
    let sections: BTreeSet<&str> = program.sections.iter().map(|section| section.id.as_str()).collect();
    let pages: Vec<&Page> = program.sections.iter().flat_map(|section| &section.pages).collect();
    let page_ids: BTreeSet<&str> = pages.iter().map(|page| page.id.as_str()).collect();
    let mut most = 0;
    for signer in &program.signers {
        let list = signer.each.as_deref().and_then(|each| list(each, &pages));
        for (what, named, known, cure) in [
            ("section", &signer.sections, &sections, "Name one of the program’s sections."),
            ("page", &signer.pages, &page_ids, "Name a page that lies in no list."),
        ] {
            for (at, (id, line)) in named.iter().enumerate() {
                if named.iter().take(at).any(|(earlier, _)| earlier == id) {
                    let what = format!("the signer “{}” names the {what} “{id}” twice", signer.id);
                    faults.add(*line, what, "Take one of them away.");
                }
                if known.contains(id.as_str()) {
                    continue;
                }
                let own = list.is_some_and(|list| list.pages.iter().any(|page| page.id == *id));
                let cure = match nearest(id, known.iter().copied()) {
                    _ if own => "Take it away: each is shown the whole of their own entry.".to_owned(),
                    Some(meant) => format!("Did you mean “{meant}”?"),
                    None => cure.to_owned(),
                };
                let is_not = if own { "which lies in the list" } else { "which does not exist" };
                faults.add(*line, format!("the signer “{}” is shown the {what} “{id}”, {is_not}", signer.id), cure);
            }
        }
        match (signer.each.as_deref(), list) {
            (None, _) => most += 1,
            (Some(_), Some(list)) => {
                most += list.max as usize;
                others(program, signer, list, faults);
            }
            (Some(each), None) => {
                let lists = pages.iter().filter_map(|page| page.list()).map(|list| list.id.as_str());
                let cure = match nearest(each, lists) {
                    Some(meant) => format!("Did you mean “{meant}”?"),
                    None => "Name a list that lies in no other list.".to_owned(),
                };
                let what = format!("the signer “{}” stands for each entry of “{each}”, which is no list", signer.id);
                faults.add(signer.each_line, what, cure);
            }
        }
    }
    if most > MAX_SIGNATURES {
        let line = program.signers.iter().map(|signer| signer.each_line).find(|line| *line > 0).unwrap_or_default();
        let what = format!("the program may need {most} signatures, and {MAX_SIGNATURES} is the most");
        faults.add(line, what, "Lower the max of the list, or let fewer lists sign.");
    }
}

/// The list of an id, when it lies in no other list.
fn list<'p>(id: &str, pages: &[&'p Page]) -> Option<&'p List> {
    pages.iter().filter_map(|page| page.list()).find(|list| list.id == id)
}

/// Reports what would show somebody the entries of the others: the page of the list, or the section it is in.
fn others(program: &Program, signer: &Signer, list: &List, faults: &Faults<'_>) {
    for section in &program.sections {
        for page in section.pages.iter().filter(|page| page.list().is_some_and(|other| other.id == list.id)) {
            for (what, named, id) in [("section", &signer.sections, &section.id), ("page", &signer.pages, &page.id)] {
                for (_, line) in named.iter().filter(|(named, _)| named == id) {
                    let what = format!(
                        "the signer “{}” is shown the {what} “{id}”, and with it every entry of the list “{}”",
                        signer.id, list.id
                    );
                    faults.add(*line, what, "Take it away: each is shown the whole of their own entry.");
                }
            }
        }
    }
}
