//! A program that has changed: random edits of random forms lose nothing that anybody typed.

mod examples;
mod forms;

use programs::{Answers, Body, Differences, DocumentRef, DocumentType, Entry, Item, Journey, Move, Page, Program};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{MESSAGES, TODAY, tables};
use forms::{IDS, edits, form};

const VERSIONS: [&str; 4] = ["2026-01-01", "2026-01-02", "2026-01-02.2", "2026-01-03"];

fn typed() -> impl Strategy<Value = String> {
    let likely = ["", "on", "yes", "no", "rome", "oslo", "7", "50", "2020", "CA", "FR", "two\nlines", "Rome", "Zoë"];
    prop_oneof![9 => proptest::sample::select(likely.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

fn entry() -> impl Strategy<Value = Entry> {
    let suffixes =
        ["", "", "", "family", "given", "year", "month", "day", "rome", "oslo", "agree", "name", "suggested"];
    proptest::collection::btree_map(proptest::sample::select(suffixes.to_vec()).prop_map(str::to_owned), typed(), 0..4)
        .prop_map(Entry)
}

fn id() -> impl Strategy<Value = String> {
    proptest::sample::select(IDS.to_vec()).prop_map(str::to_owned)
}

fn document() -> impl Strategy<Value = DocumentRef> {
    (0u32..10_000).prop_map(|number| DocumentRef {
        id: format!("document {number}"),
        name: "a.pdf".into(),
        kind: DocumentType::Pdf,
        size: 1,
        sha256: String::new(),
    })
}

/// Anything typed under any of the ids.
fn answers() -> impl Strategy<Value = Answers> {
    let documents = proptest::collection::btree_map(id(), proptest::collection::vec(document(), 1..3), 0..3);
    let leaf = (proptest::collection::btree_map(id(), entry(), 0..9), documents)
        .prop_map(|(entries, documents)| Answers { entries, documents, ..Answers::default() });
    leaf.prop_recursive(3, 12, 3, |inner| {
        // A list from which the last entry was removed is none (`Answers::remove_item`).
        let items = proptest::collection::btree_map("[a-d]", inner.clone(), 1..3)
            .prop_map(|items| items.into_iter().map(|(id, answers)| Item { id, answers }).collect());
        (inner, proptest::collection::btree_map(id(), items, 0..4))
            .prop_map(|(answers, items)| Answers { items, ..answers })
    })
}

/// `answers` as somebody has them who filled in `program`.
fn arranged(mut answers: Answers, program: &Program) -> Answers {
    Move { from_version: "before", from: None, to: program, messages: &MESSAGES }.carry(&mut answers);
    answers
}

fn carried(answers: &Answers, from: &Program, to: &Program) -> Answers {
    let mut answers = answers.clone();
    Move { from_version: &from.version, from: Some(from), to, messages: &MESSAGES }.carry(&mut answers);
    answers
}

/// Everything somebody typed or uploaded, each as where, under which suffix, and what; from what is stored, wherever it lies.
fn leaves(answers: &Answers) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    gather("", &serde_json::to_value(answers).unwrap(), &mut found);
    found.sort();
    found.dedup();
    found
}

fn gather(at: &str, scope: &Value, found: &mut Vec<(String, String, String)>) {
    let mut entry = |id: &str, entry: &Value| {
        for (suffix, value) in entry.as_object().into_iter().flatten() {
            let value = value.as_str().unwrap();
            if !value.trim().is_empty() {
                found.push((format!("{at}/{id}"), suffix.clone(), value.to_owned()));
            }
        }
    };
    let each = |key: &str| scope[key].as_object().into_iter().flatten();
    each("entries").for_each(|(id, typed)| entry(id, typed));
    let earlier = || scope["earlier"].as_array().into_iter().flatten();
    earlier().for_each(|kept| entry(kept["id"].as_str().unwrap(), &kept["entry"]));
    let kept_files = earlier().map(|kept| (kept["id"].as_str().unwrap(), &kept["documents"]));
    for (id, files) in each("documents").map(|(id, files)| (id.as_str(), files)).chain(kept_files) {
        for file in files.as_array().into_iter().flatten() {
            found.push((format!("{at}/{id}"), "file".to_owned(), file["id"].as_str().unwrap().to_owned()));
        }
    }
    let kept_items = earlier().map(|kept| (kept["id"].as_str().unwrap(), &kept["items"]));
    for (id, items) in each("items").map(|(id, items)| (id.as_str(), items)).chain(kept_items) {
        for item in items.as_array().into_iter().flatten() {
            gather(&format!("{at}/{id}/{}", item["id"].as_str().unwrap()), &item["answers"], found);
        }
    }
}

/// Whether everything in the tree itself (not kept aside) is asked by these pages, under some condition at least.
fn is_asked(answers: &Answers, pages: &[&Page]) -> bool {
    let entry = |id: &str, entry: &Entry| {
        // A mark of ours without anything typed is nothing.
        entry.0.iter().all(|(suffix, value)| suffix == "suggested" || value.trim().is_empty())
            || pages.iter().any(|page| match &page.body {
                Body::Questions(questions) => questions.iter().any(|question| question.id == id),
                Body::List(list) => list.id == id && ["yes", "no", ""].contains(&entry.get("")),
            })
    };
    let list = |id: &str| {
        pages.iter().find_map(|page| match &page.body {
            Body::List(list) if list.id == id => Some(list.pages.iter().collect::<Vec<_>>()),
            _ => None,
        })
    };
    let files = |id: &str| {
        pages.iter().any(|page| match &page.body {
            Body::Questions(questions) => questions.iter().any(|q| q.id == id && q.kind.word() == "document"),
            Body::List(_) => false,
        })
    };
    answers.entries.iter().all(|(id, typed)| entry(id, typed))
        && answers.documents.keys().all(|id| files(id))
        && answers
            .items
            .iter()
            .all(|(id, items)| list(id).is_some_and(|pages| items.iter().all(|item| is_asked(&item.answers, &pages))))
}

fn pages(program: &Program) -> Vec<&Page> {
    program.sections.iter().flat_map(|section| &section.pages).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn publishing_loses_nothing_and_going_back_undoes_it(form in form(), edits in edits(), answers in answers()) {
        let (old, new) = (form.program(VERSIONS[0]), form.edited(&edits).program(VERSIONS[1]));
        let before = arranged(answers.clone(), &old);
        prop_assert_eq!(leaves(&before), leaves(&answers));
        prop_assert!(is_asked(&before, &pages(&old)));
        let after = carried(&before, &old, &new);
        prop_assert_eq!(leaves(&after), leaves(&before), "nothing is lost, nothing is invented");
        prop_assert!(is_asked(&after, &pages(&new)), "what is left in the tree is asked: {after:?}");
        prop_assert_eq!(&carried(&after, &new, &new), &after, "it is carried once");
        let kept = after.all_earlier();
        let lost = before.all_documents().len();
        prop_assert_eq!(after.all_documents().len(), lost, "every file is still named, once: {:?}", kept);
        prop_assert_eq!(carried(&after, &new, &old), before, "back again");
    }

    #[test]
    fn many_versions_lose_nothing(form in form(), steps in proptest::collection::vec(edits(), 3), answers in answers()) {
        let mut forms = vec![form];
        for edits in &steps {
            forms.push(forms.last().unwrap().edited(edits));
        }
        let programs: Vec<Program> = forms.iter().zip(VERSIONS).map(|(form, version)| form.program(version)).collect();
        let mut now = arranged(answers, &programs[0]);
        let all = leaves(&now);
        for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 3), (3, 1)] {
            now = carried(&now, &programs[from], &programs[to]);
            prop_assert_eq!(leaves(&now), all.clone());
            prop_assert!(is_asked(&now, &pages(&programs[to])));
        }
    }

    #[test]
    fn a_program_that_did_not_change_differs_in_nothing(form in form(), answers in answers()) {
        let (old, new) = (form.program(VERSIONS[0]), form.program(VERSIONS[1]));
        let before = arranged(answers, &old);
        prop_assert_eq!(Differences::between(&old, &new, &before, TODAY, &MESSAGES), Differences::default());
        prop_assert_eq!(carried(&before, &old, &new), before);
    }

    #[test]
    fn what_is_recalled_is_what_was_published(form in form(), answers in answers()) {
        let published = form.program(VERSIONS[0]);
        let recalled = Program::recall("form", &published.definition, &tables()).unwrap();
        prop_assert_eq!(&recalled.definition, &published.definition);
        let before = arranged(answers, &published);
        prop_assert_eq!(&carried(&before, &published, &recalled), &before);
        let walked = |program| format!("{:?}", Journey::walk(program, &before, TODAY).not_done());
        prop_assert_eq!(walked(&recalled), walked(&published));
    }

    #[test]
    fn differences_name_what_is_new_changed_and_gone(form in form(), edits in edits(), answers in answers()) {
        let (old, new) = (form.program(VERSIONS[0]), form.edited(&edits).program(VERSIONS[1]));
        let before = arranged(answers, &old);
        let found = Differences::between(&old, &new, &before, TODAY, &MESSAGES);
        let mut after = carried(&before, &old, &new);
        after.arranged = Some(new.version.clone());
        prop_assert_eq!(&Differences::between(&old, &new, &after, TODAY, &MESSAGES), &found, "from either side");
        let journey = Journey::walk(&new, &after, TODAY);
        for touched in found.new.iter().chain(&found.changed) {
            prop_assert!(journey.find(&touched.path).is_some(), "it leads somewhere");
        }
        prop_assert!(found.new.iter().all(|touched| !touched.fits), "what is new waits for an answer");
        for place in &found.gone {
            prop_assert!(after.clone().forget(place).is_some(), "{place}");
            prop_assert_eq!(&place.to_string().parse().ok(), &Some(place.clone()));
        }
        let aside = |answers: &Answers| answers.all_earlier().len();
        prop_assert!(found.gone.len() <= aside(&after));
    }

    #[test]
    fn a_page_sent_from_an_older_form_is_kept(form in form(), edits in edits(), answers in answers(), sent in entry(), file in document()) {
        let (old, new) = (form.program(VERSIONS[0]), form.edited(&edits).program(VERSIONS[1]));
        let before = carried(&arranged(answers, &old), &old, &new);
        let moved = Move { from_version: &old.version, from: Some(&old), to: &new, messages: &MESSAGES };
        for placed in old.questions().into_iter().filter(|placed| placed.lists.is_empty()) {
            let question = placed.question;
            let mut after = before.clone();
            let files = (question.kind.word() == "document").then(|| (question.id.clone(), file.clone()));
            moved.take_in(&mut after, &[], [(question.id.clone(), sent.clone())], files.clone()).unwrap();
            prop_assert!(is_asked(&after, &pages(&new)));
            let (had, has) = (leaves(&before), leaves(&after));
            let here = format!("/{}", question.id);
            for (suffix, value) in sent.0.iter().filter(|(_, value)| !value.trim().is_empty()) {
                prop_assert!(has.contains(&(here.clone(), suffix.clone(), value.clone())), "{suffix}={value}: {after:?}");
            }
            if files.is_some() {
                prop_assert!(has.contains(&(here.clone(), "file".into(), file.id.clone())));
            }
            for leaf in had.iter().filter(|(at, ..)| *at != here) {
                prop_assert!(has.contains(leaf), "{leaf:?} was not on the page");
            }
        }
    }
}
