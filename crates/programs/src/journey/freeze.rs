//! The canonical form of a complete application: what is sealed, hashed and filed.

use serde_json::{Value, json};

use super::{ItemWalk, Journey, ListWalk, Step, StepBody};
use crate::PagePath;

impl Journey<'_> {
    /// The typed answers of every page that is asked, in the order they are asked, or the pages that are not done.
    ///
    /// The form, documented here because receipts are checked against it: an object with `program`, `version` and `answers`. `answers`
    /// is a list in the order of the walk. A question is `{"id", "kind", "value"}`, its value `null` when it was left empty; a list
    /// is `{"id", "items"}`, each item `{"answers", "item"}` with the item's id. Keys are sorted, numbers are whole, texts are NFC.
    pub fn freeze(&self) -> Result<Value, Vec<PagePath>> {
        if !self.is_complete() {
            return Err(self.not_done());
        }
        let mut answers = Vec::new();
        for section in &self.sections {
            frozen(&section.steps, &mut answers);
        }
        let mut frozen = json!({ "answers": answers, "program": self.program.id, "version": self.program.version });
        // They are sorted already, unless another crate switches on the JSON library's own order of keys.
        frozen.sort_all_objects();
        Ok(frozen)
    }
}

/// The typed answers of these pages.
pub(super) fn frozen<'s, 'a: 's>(steps: impl IntoIterator<Item = &'s Step<'a>>, answers: &mut Vec<Value>) {
    for step in steps {
        match &step.body {
            StepBody::Questions(questions) => answers.extend(questions.iter().map(|asked| {
                let value = asked.answer.as_ref().map_or(Value::Null, |answer| asked.question.export(answer));
                json!({ "id": asked.question.id, "kind": asked.question.kind.word(), "value": value })
            })),
            StepBody::List(list) => {
                answers.push(frozen_list(list, &list.items));
            }
        }
    }
}

/// A list with these of its entries.
pub(super) fn frozen_list<'s, 'a: 's>(list: &ListWalk<'a>, items: impl IntoIterator<Item = &'s ItemWalk<'a>>) -> Value {
    let items = items.into_iter().map(|item| {
        let mut answers = Vec::new();
        frozen(&item.steps, &mut answers);
        json!({ "answers": answers, "item": item.id })
    });
    json!({ "id": list.list.id, "items": items.collect::<Vec<_>>() })
}
