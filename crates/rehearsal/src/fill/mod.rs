//! Fills in any form as it was served: by the controls' kinds, names and hints, and by what the page says is wrong.
//!
//! Nothing is known of a program beforehand. Each question has a few things one could answer; the first is typed, and when
//! the page finds fault with it, the next. What was taken is remembered for everybody, as people have read the hint.

mod guess;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::page::{Control, Form, Kind, Page};

/// So often people try to mend one page before they give up.
pub(crate) const MOST_TRIES: u8 = 40;

/// Who types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typist<'a> {
    /// A family name that nobody else in the rehearsal has.
    pub(crate) family: &'a str,
    pub(crate) given: &'a str,
    pub(crate) today: Date,
}

/// What was learned about all questions: which answer was taken in the end, by page and question.
pub(crate) type Learned = HashMap<u64, u8>;

/// What one person has tried on the way through an application.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tried {
    /// By page and question: how often the page found fault with it.
    faults: Vec<(u64, u8)>,
    /// Tries at the page that is open now.
    pub(crate) tries: u8,
    page: u64,
    /// The form was sent before it was filled in: what the page finds fault with then says nothing about answers.
    early: bool,
}

/// A question on a page, as a number.
fn key(page: &str, question: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    // Entries of a list have ids of their own in every other segment; what they ask is the same.
    page.split('/').step_by(2).for_each(|segment| segment.hash(&mut hasher));
    page.split('/').count().hash(&mut hasher);
    question.hash(&mut hasher);
    hasher.finish()
}

/// The question a control belongs to.
fn question(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

impl Tried {
    fn faults(&self, key: u64) -> Option<u8> {
        self.faults.iter().find(|(known, _)| *known == key).map(|(_, faults)| *faults)
    }

    fn count(&mut self, key: u64, from: u8) {
        match self.faults.iter_mut().find(|(known, _)| *known == key) {
            Some((_, faults)) => *faults = faults.saturating_add(1),
            None => self.faults.push((key, from.saturating_add(1))),
        }
    }

    /// Fills in a form of the page at `path` (the part of its address that names the page), and says whether there is any
    /// hope that it will be taken.
    pub(crate) fn fill(
        &mut self,
        form: &mut Form,
        page: &Page,
        path: &str,
        typist: Typist<'_>,
        learned: &Learned,
    ) -> bool {
        let here = key(path, "");
        if self.page != here {
            (self.page, self.tries) = (here, 0);
        }
        if page.has_mistakes() {
            self.tries += 1;
        }
        let early = std::mem::take(&mut self.early);
        for name in questions(form) {
            let key = key(path, &name);
            let known = learned.get(&key).copied().unwrap_or_default();
            if page.finds_fault(&name) && !early {
                self.count(key, known);
            }
            let attempt = self.faults(key).unwrap_or(known);
            let is_list = path.rsplit('/').next() == Some(&name);
            let attempt = if is_list { attempt.saturating_sub(self.entries(path)) } else { attempt };
            guess::answer(form, &name, usize::from(attempt), typist);
        }
        self.tries <= MOST_TRIES
    }

    /// The form is sent as it was served, before it is filled in.
    pub(crate) fn press_early(&mut self) {
        self.early = true;
    }

    /// An entry was added to the list at `path`.
    pub(crate) fn entered(&mut self, path: &str) {
        self.count(key(path, "#entries"), 0);
    }

    fn entries(&self, path: &str) -> u8 {
        self.faults(key(path, "#entries")).unwrap_or_default()
    }

    /// The page at `path` was taken: what was tried last is what one answers.
    pub(crate) fn taken(&self, form_names: &[String], path: &str, learned: &mut Learned) {
        for name in form_names {
            let key = key(path, name);
            if let Some(faults) = self.faults(key) {
                learned.insert(key, faults);
            }
        }
    }
}

/// The questions of a form, each once and in the page's order.
pub(crate) fn questions(form: &Form) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let asked = |control: &&Control| !matches!(control.kind, Kind::Hidden | Kind::Button) && !control.name.is_empty();
    for control in form.controls.iter().filter(asked) {
        let question = question(&control.name);
        if !names.iter().any(|known| known == question) {
            names.push(question.to_owned());
        }
    }
    names
}
