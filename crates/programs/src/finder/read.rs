//! Reads the ways and checklists of the finder's file.

use super::{Carried, Carry, Checklist, Clause, Reference, Way};
use crate::definition::{Located, Reader, sources_named, when};

/// What stands in the file beside its questions.
pub(super) struct Rest {
    pub(super) ways: Vec<Way>,
    pub(super) checklists: Vec<Checklist>,
}

pub(super) fn rest(top: &Reader<'_, '_>) -> Rest {
    let ways: Vec<Way> = top.tables("way", "way").into_iter().map(way).collect();
    if ways.is_empty() {
        top.fault(0, "the finder has no way", "Add a [[way]] with what is needed for it.");
    }
    Rest { ways, checklists: top.tables("checklist", "checklist").into_iter().map(checklist).collect() }
}

fn way(table: Reader<'_, '_>) -> Way {
    let id = table.id().value;
    table.rename(format!("way “{id}”"));
    let way = Way {
        title: table.text("title"),
        page: reference(
            table.string("page", "Name the folder of the page that explains it: page = \"express-entry\"."),
        ),
        tool: table.optional_string("tool").map(reference),
        program: table.optional_string("program").map(reference),
        unlikely: clauses(&table, "unlikely", &format!("rule of the way “{id}”")),
        depends: clauses(&table, "depends", &format!("rule of the way “{id}”")),
        needed: clauses(&table, "needed", &format!("rule of the way “{id}”")),
        notes: clauses(&table, "note", &format!("note of the way “{id}”")),
        checklists: references(&table, "checklists"),
        fees: references(&table, "fees"),
        times: references(&table, "times"),
        carry: table.tables("carry", "answer to carry").into_iter().map(carry).collect(),
        id,
    };
    if way.needed.is_empty() {
        let cure = "Add a [[way.needed]]: without one, nobody’s answers could make it likely or say why not.";
        table.fault(table.line(), format!("nothing is needed for the {}", table.name()), cure);
    }
    for needed in way.needed.iter().filter(|needed| needed.when.is_none()) {
        table.fault(needed.line, "what is needed has no “when”", "Add the condition that answers must meet.");
    }
    if !way.carry.is_empty() && way.program.is_none() {
        let what = format!("the {} carries answers into no program", table.name());
        table.fault(table.line(), what, "Add program = \"…\", or take the answers away.");
    }
    table.finish();
    way
}

fn checklist(table: Reader<'_, '_>) -> Checklist {
    let id = table.id().value;
    table.rename(format!("checklist “{id}”"));
    let items = clauses(&table, "item", &format!("item of the checklist “{id}”"));
    if items.is_empty() {
        table.fault(table.line(), format!("the {} is empty", table.name()), "Add a [[checklist.item]].");
    }
    let checklist = Checklist { title: table.text("title"), items, line: table.line(), id };
    table.finish();
    checklist
}

fn clauses(table: &Reader<'_, '_>, key: &'static str, name: &str) -> Vec<Clause> {
    let clause = |table: Reader<'_, '_>| {
        let clause = Clause {
            when: when(&table),
            text: table.text("text"),
            source: sources_named(&table).into_iter().map(|source| source.trim().to_owned()).collect(),
            line: table.line(),
        };
        table.finish();
        clause
    };
    table.tables(key, name).into_iter().map(clause).collect()
}

fn carry(table: Reader<'_, '_>) -> Carry {
    let to = table.string("to", "Name the question of the program it answers: to = \"marital-status\".");
    let (from, value) = (table.optional_string("from"), table.optional_string("value"));
    if from.is_some() == value.is_some() {
        let cure = "Give one of the two: from = a question of the finder, or value = what to answer.";
        table.fault(table.line(), format!("the {} has both “from” and “value”, or neither", table.name()), cure);
    }
    let what = match (from, value) {
        (Some(from), _) => Carried::Answer(from.value),
        (None, value) => Carried::Value(value.map(|value| value.value).unwrap_or_default()),
    };
    let carry = Carry { when: when(&table), what, to: to.value, line: table.line() };
    table.finish();
    carry
}

fn reference(named: Located<String>) -> Reference {
    Reference { id: named.value, line: named.line }
}

fn references(table: &Reader<'_, '_>, key: &'static str) -> Vec<Reference> {
    table.strings(key).unwrap_or_default().into_iter().map(reference).collect()
}
