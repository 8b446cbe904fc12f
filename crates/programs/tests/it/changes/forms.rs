//! Random forms, written out as program files: pages and lists of questions with ids from a small stock, so that two of them have
//! much in common and much that differs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use programs::Program;
use proptest::prelude::*;

use crate::support::tables;

/// Ids of questions and lists; few, so that they meet again under other kinds.
pub(super) const IDS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
/// What kinds of question there are here, as their tables say it.
const KINDS: [&str; 16] = [
    "kind = \"text\"",
    "kind = \"text\"\nmax = 3",
    "kind = \"long_text\"",
    "kind = \"yes_no\"",
    "kind = \"choice\"\noptions = [ { id = \"yes\", label = { en = \"Y\", fr = \"O\" } }, { id = \"rome\", label = { en = \"R\", fr = \"R\" } } ]",
    "kind = \"choice\"\noptions = [ { id = \"rome\", label = { en = \"R\", fr = \"R\" } }, { id = \"oslo\", label = { en = \"O\", fr = \"O\" } } ]",
    "kind = \"choices\"\noptions = [ { id = \"rome\", label = { en = \"R\", fr = \"R\" } }, { id = \"oslo\", label = { en = \"O\", fr = \"O\" } } ]",
    "kind = \"number\"\nmax = 10",
    "kind = \"number\"\nmax = 99",
    "kind = \"date\"",
    "kind = \"name\"",
    "kind = \"country\"",
    "kind = \"country\"\nexcept = [\"CA\"]",
    "kind = \"document\"",
    "kind = \"declaration\"\nstatement = { en = \"True.\", fr = \"Vrai.\" }",
    "kind = \"declaration\"\nstatement = { en = \"Quite true.\", fr = \"Bien vrai.\" }",
];

/// A form.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) pages: Vec<Page>,
}

#[derive(Debug, Clone)]
pub(super) enum Page {
    Questions { questions: Vec<Question>, when: Option<usize> },
    List { id: usize, most: u8, pages: Vec<Page> },
}

#[derive(Debug, Clone)]
pub(super) struct Question {
    id: usize,
    kind: usize,
    label: u8,
    optional: bool,
}

fn question() -> impl Strategy<Value = Question> {
    (0..IDS.len(), 0..KINDS.len(), 0u8..3, any::<bool>()).prop_map(|(id, kind, label, optional)| Question {
        id,
        kind,
        label,
        optional,
    })
}

fn questions() -> impl Strategy<Value = Page> {
    let when = proptest::option::weighted(0.3, 0..IDS.len());
    (proptest::collection::vec(question(), 1..4), when)
        .prop_map(|(questions, when)| Page::Questions { questions, when })
}

fn page() -> impl Strategy<Value = Page> {
    questions().prop_recursive(2, 8, 3, |inner| {
        let list = (0..IDS.len(), 3u8..6, questions(), proptest::collection::vec(inner, 0..2));
        prop_oneof![
            2 => questions(),
            1 => list.prop_map(|(id, most, first, mut pages)| {
                pages.insert(0, first);
                Page::List { id, most, pages }
            }),
        ]
    })
}

pub(super) fn form() -> impl Strategy<Value = Form> {
    proptest::collection::vec(page(), 1..5).prop_map(|pages| Form { pages })
}

/// One change that a department might make.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    Add(usize, Page),
    Remove(usize),
    Swap(usize, usize),
    /// Another kind, label and obligation for the questions of a page.
    Rewrite(usize, Vec<Question>),
    /// Asked under another condition, or under none.
    Ask(usize, Option<usize>),
    /// The page becomes one of a list.
    Wrap(usize, usize),
    /// The pages of a list are asked once.
    Unwrap(usize),
    /// Within a list.
    Within(usize, Box<Edit>),
}

pub(super) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = || 0usize..5;
    let edit = prop_oneof![
        (at(), page()).prop_map(|(at, page)| Edit::Add(at, page)),
        at().prop_map(Edit::Remove),
        (at(), at()).prop_map(|(left, right)| Edit::Swap(left, right)),
        (at(), proptest::collection::vec(question(), 1..4)).prop_map(|(at, questions)| Edit::Rewrite(at, questions)),
        (at(), proptest::option::of(0..IDS.len())).prop_map(|(at, when)| Edit::Ask(at, when)),
        (at(), 0..IDS.len()).prop_map(|(at, id)| Edit::Wrap(at, id)),
        at().prop_map(Edit::Unwrap),
    ]
    .prop_recursive(2, 4, 1, move |inner| (at(), inner).prop_map(|(at, edit)| Edit::Within(at, Box::new(edit))));
    proptest::collection::vec(edit, 0..5)
}

impl Form {
    pub(super) fn edited(&self, edits: &[Edit]) -> Self {
        let mut pages = self.pages.clone();
        for edit in edits {
            apply(&mut pages, edit);
        }
        Self { pages }
    }

    /// The program, as one parses it from its file.
    pub(super) fn program(&self, version: &str) -> Program {
        let mut file = format!(
            "id = \"form\"\nversion = \"{version}\"\ntitle = {{ en = \"F\", fr = \"F\" }}\nsummary = {{ en = \"F\", fr = \"F\" }}\n\
             sources = [ {{ id = \"s\", title = {{ en = \"S\", fr = \"S\" }}, date = \"2026\" }} ]\n\
             [[section]]\nid = \"all\"\ntitle = {{ en = \"A\", fr = \"A\" }}\n"
        );
        let mut writer = Writer { file: &mut file, pages: 0 };
        if !writer.write("section.page", &self.pages, &mut BTreeSet::new(), &mut BTreeSet::new()) {
            // Nothing is left to ask; a program has to ask something.
            writer.question_page("section.page", &[(0, 0, 0, true)], None);
        }
        Program::parse("programs/form.toml", &file, &tables()).unwrap_or_else(|faults| panic!("{faults:?}\n{file}"))
    }
}

fn apply(pages: &mut Vec<Page>, edit: &Edit) {
    let many = pages.len();
    match edit {
        Edit::Add(at, page) => pages.insert((*at).min(many), page.clone()),
        _ if pages.is_empty() => {}
        Edit::Remove(at) => {
            pages.remove(at % many);
        }
        Edit::Swap(left, right) => pages.swap(left % many, right % many),
        Edit::Rewrite(at, new) => {
            if let Page::Questions { questions, .. } = &mut pages[at % many] {
                for (old, new) in questions.iter_mut().zip(new) {
                    *old = Question { id: old.id, ..new.clone() };
                }
            }
        }
        Edit::Ask(at, new) => {
            if let Page::Questions { when, .. } = &mut pages[at % many] {
                *when = *new;
            }
        }
        Edit::Wrap(at, id) => {
            let page = pages.remove(at % many);
            pages.insert(at % many, Page::List { id: *id, most: 5, pages: vec![page] });
        }
        Edit::Unwrap(at) => {
            if let Page::List { pages: inner, .. } = &pages[at % many] {
                let inner = inner.clone();
                pages.splice(at % many..=at % many, inner);
            }
        }
        Edit::Within(at, edit) => {
            if let Page::List { pages, .. } = &mut pages[at % many] {
                apply(pages, edit);
            }
        }
    }
}

/// Writes what of a form makes a sound program: each id once in its place, conditions that ask for earlier answers, lists that have
/// a question to name their entries by.
struct Writer<'f> {
    file: &'f mut String,
    pages: usize,
}

impl Writer<'_> {
    /// Whether anything was written. `decides` are the ids a condition may ask for: earlier questions with yes and no.
    fn write(
        &mut self,
        heading: &str,
        pages: &[Page],
        taken: &mut BTreeSet<usize>,
        decides: &mut BTreeSet<usize>,
    ) -> bool {
        let mut any = false;
        for page in pages {
            match page {
                Page::Questions { questions, when } => {
                    let fresh: Vec<_> = questions.iter().filter(|question| taken.insert(question.id)).collect();
                    let fresh: Vec<_> = fresh.iter().map(|q| (q.id, q.kind, q.label, q.optional)).collect();
                    if fresh.is_empty() {
                        continue;
                    }
                    any = true;
                    self.question_page(heading, &fresh, when.filter(|id| decides.contains(id)));
                    decides.extend(fresh.iter().filter(|(_, kind, ..)| KINDS[*kind].contains("yes_no")).map(|q| q.0));
                    for (id, kind, ..) in &fresh {
                        if !KINDS[*kind].contains("yes_no") {
                            decides.remove(id);
                        }
                    }
                }
                Page::List { id, most, pages } => {
                    let first = pages.iter().find_map(|page| match page {
                        Page::Questions { questions, .. } => questions.first(),
                        Page::List { .. } => None,
                    });
                    let Some(first) = first.filter(|_| heading.matches("list").count() < 3) else { continue };
                    if !taken.insert(*id) {
                        continue;
                    }
                    any = true;
                    decides.remove(id);
                    let (name, id) = (IDS[first.id], IDS[*id]);
                    // The page of a list has the list's id; those of questions have numbers.
                    let _ = writeln!(
                        self.file,
                        "[[{heading}]]\nid = \"{id}\"\ntitle = {{ en = \"{id}\", fr = \"{id}\" }}\n[{heading}.list]\nmax = {most}\n\
                         summary = [\"{name}\"]\nitem = {{ en = \"one\", fr = \"un\" }}\nask = {{ en = \"Any?\", fr = \"Encore ?\" }}"
                    );
                    // Questions first, so that no inner list takes the id of the one that names an entry.
                    let mut pages = pages.clone();
                    pages.sort_by_key(|page| matches!(page, Page::List { .. }));
                    self.write(&format!("{heading}.list.page"), &pages, &mut BTreeSet::new(), &mut BTreeSet::new());
                }
            }
        }
        any
    }

    fn question_page(&mut self, heading: &str, questions: &[(usize, usize, u8, bool)], when: Option<usize>) {
        self.pages += 1;
        let _ = writeln!(self.file, "[[{heading}]]\nid = \"p{}\"\ntitle = {{ en = \"P\", fr = \"P\" }}", self.pages);
        if let Some(when) = when {
            let _ = writeln!(self.file, "when = \"{} is yes\"", IDS[when]);
        }
        for (id, kind, label, optional) in questions {
            let (id, kind) = (IDS[*id], KINDS[*kind]);
            let _ = writeln!(
                self.file,
                "[[{heading}.question]]\nid = \"{id}\"\nlabel = {{ en = \"{id}{label}\", fr = \"{id}{label}\" }}\n\
                 optional = {optional}\nsource = [\"s\"]\n{kind}"
            );
        }
    }
}
