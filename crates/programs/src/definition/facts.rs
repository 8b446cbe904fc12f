//! The facts the law asks for: each names the questions that gather it, so that none can go missing unnoticed.

use std::collections::BTreeSet;

use super::{Faults, Reader, check, nearest};
use crate::program::{Fact, Program};

/// Reads every `[[fact]]` of the file.
pub(crate) fn read(top: &Reader<'_, '_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for table in top.tables("fact", "fact") {
        let id = table.id();
        table.rename(format!("fact “{}”", id.value));
        if facts.iter().any(|fact| fact.id == id.value) {
            let what = format!("the fact “{}” is there twice", id.value);
            table.fault(id.line, what, "Give one of the two another id.");
        }
        let source = table.strings("source").unwrap_or_default();
        if source.is_empty() {
            let what = format!("the {} has no source", table.name());
            table.fault(table.line_of("source"), what, "Add source = [\"…\"] that says which law asks for it.");
        }
        let questions = table.strings("questions").unwrap_or_default();
        if questions.is_empty() {
            let what = format!("no question asks for the {}", table.name());
            table.fault(table.line_of("questions"), what, "Add questions = [\"…\"] with the ids of those that do.");
        }
        facts.push(Fact {
            id: id.value,
            source: source.into_iter().map(|source| source.value).collect(),
            questions: questions.into_iter().map(|question| (question.value, question.line)).collect(),
            line: table.line(),
        });
        table.finish();
    }
    facts
}

/// Reports every fact that names a question the program does not ask.
pub(crate) fn check(program: &Program, faults: &Faults<'_>) {
    let mut known = BTreeSet::new();
    for placed in program.questions() {
        let path = placed.path();
        // A list's own question counts as well: whether there is anything to add.
        known.extend(path.match_indices('/').map(|(at, _)| path[..at].to_owned()));
        known.insert(path);
    }
    for fact in &program.facts {
        check::sources(program, &format!("the fact “{}”", fact.id), &fact.source, fact.line, faults);
        for (question, line) in &fact.questions {
            if known.contains(question) {
                continue;
            }
            let cure = match nearest(question, known.iter().map(String::as_str)) {
                Some(meant) => format!("Did you mean “{meant}”?"),
                None => "Ask it in a question of that id, or name the question that asks for it now.".to_owned(),
            };
            let law = fact.source.first().map_or("", String::as_str);
            let what = format!("the fact “{}” ({law}) is not asked for: there is no question “{question}”", fact.id);
            faults.add(*line, what, cure);
        }
    }
}
