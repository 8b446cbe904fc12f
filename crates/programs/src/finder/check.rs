//! Checks of the finder as a whole: conditions, sources and names, and what its questions may be.

use std::slice;

use super::read::Rest;
use super::{Carried, Clause};
use crate::condition::{self, Condition, Known};
use crate::definition::{Named, check_sources, nearest};
use crate::kinds::Kind;
use crate::program::Body;

/// Reports everything wrong with the finder that each table by itself could not tell.
pub(super) fn check(rest: &Rest, named: &Named<'_, '_>) {
    form(named);
    let ids = rest.checklists.iter().map(|list| list.id.as_str());
    for (at, way) in rest.ways.iter().enumerate() {
        if rest.ways[..at].iter().any(|other| other.id == way.id) {
            twice("way", &way.id, way.page.line, named);
        }
        for clause in [&way.unlikely, &way.depends, &way.needed, &way.notes].into_iter().flatten() {
            self::clause(&format!("the way “{}”", way.id), clause, named);
        }
        for list in &way.checklists {
            if !ids.clone().any(|id| id == list.id) {
                let cure = match nearest(&list.id, ids.clone()) {
                    Some(meant) => format!("Did you mean “{meant}”?"),
                    None => "Add a [[checklist]] of that id, or name another.".to_owned(),
                };
                named.faults.add(list.line, format!("there is no checklist “{}”", list.id), cure);
            }
        }
        for carry in &way.carry {
            when(carry.when.as_ref(), named);
            let user = format!("an answer to carry of the way “{}”", way.id);
            if let Carried::Answer(from) = &carry.what {
                condition::resolve(from, carry.line, &user, slice::from_ref(&named.names), named.faults);
            }
        }
    }
    for (at, list) in rest.checklists.iter().enumerate() {
        if rest.checklists[..at].iter().any(|other| other.id == list.id) {
            twice("checklist", &list.id, list.line, named);
        }
        for item in &list.items {
            clause(&format!("the checklist “{}”", list.id), item, named);
        }
    }
}

fn twice(what: &str, id: &str, line: u32, named: &Named<'_, '_>) {
    named.faults.add(line, format!("the {what} “{id}” is there twice"), "Give one of the two another id.");
}

fn clause(user: &str, clause: &Clause, named: &Named<'_, '_>) {
    when(clause.when.as_ref(), named);
    check_sources(named.program, user, &clause.source, clause.line, named.faults);
}

fn when(condition: Option<&Condition>, named: &Named<'_, '_>) {
    if let Some(condition) = condition {
        named.check(condition);
    }
}

/// The finder keeps nothing: there is nowhere to upload to, and no list to come back to.
fn form(named: &Named<'_, '_>) {
    for known in named.names.all.values() {
        let (line, what) = match known {
            Known::List(list) => {
                let page = named.program.sections.iter().flat_map(|section| &section.pages);
                let line = page.filter(|page| matches!(&page.body, Body::List(inside) if inside.id == list.id));
                (line.map(|page| page.line).next().unwrap_or(0), "a list")
            }
            Known::Question(question) if matches!(question.kind, Kind::Document(_)) => (question.line, "a document"),
            Known::Question(_) => continue,
        };
        named.faults.add(line, format!("the finder asks for {what}, and it keeps nothing"), "Take it away.");
    }
}
