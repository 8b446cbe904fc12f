//! A signer for each entry of a list: a signature belongs to the entry, wherever it stands, and is over nobody else's.

use std::sync::LazyLock;

use language::Language;
use programs::{Answers, Entry, Journey, Program, Signatory};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{MESSAGES, TODAY, put, tables};

const FILE: &str = include_str!("../../../../landfall/tests/it/site/programs/household.toml");

static HOUSEHOLD: LazyLock<Program> =
    LazyLock::new(|| Program::parse("programs/household.toml", FILE, &tables()).unwrap());

/// Adds a family member born in a year, with everything answered.
fn add(answers: &mut Answers, id: &str, name: &str, born: &str) {
    answers.add_item(&[], "family", id).unwrap();
    let within = format!("family/{id}");
    put(answers, &within, "name", &format!("family=Roy;given={name}"));
    put(answers, &within, "born", &format!("year={born};month=4;day=9"));
    put(answers, &within, "work", "Baker");
    put(answers, &within, "papers", "");
    put(answers, "", "family", "no");
}

/// Zoë with two adults and a child.
fn complete() -> Answers {
    let mut answers = Answers::default();
    put(&mut answers, "", "name", "family=Roy;given=Zoë");
    put(&mut answers, "", "place", "Chéticamp");
    add(&mut answers, "aaaaaa", "Ana", "1980");
    add(&mut answers, "cccccc", "Cleo", "2015");
    add(&mut answers, "bbbbbb", "Bea", "1990");
    put(&mut answers, "", "signature", "agree=on;name=Zoë Roy");
    answers
}

fn walk(answers: &Answers) -> Journey<'_> {
    Journey::walk(&HOUSEHOLD, answers, TODAY)
}

fn keys(journey: &Journey<'_>) -> Vec<String> {
    journey.signers.iter().map(Signatory::key).collect()
}

/// What an entry signs; nothing where it does not have to, or not everything is answered.
fn signs(answers: &Answers, key: &str) -> Option<Vec<Value>> {
    let journey = walk(answers);
    let signatory = journey.signers.iter().find(|signatory| signatory.key() == key)?;
    journey.freeze_for(signatory)
}

#[test]
fn each_entry_that_the_condition_holds_for_signs_under_its_own_id() {
    let mut answers = complete();
    let journey = walk(&answers);
    assert!(journey.is_complete());
    assert_eq!(keys(&journey), ["adult.aaaaaa", "adult.bbbbbb"]);
    let showing = HOUSEHOLD.showing(Language::Fr, &MESSAGES);
    let titles: Vec<String> = journey.signers.iter().map(|signatory| journey.title_of(signatory, &showing)).collect();
    assert_eq!(titles, ["Adulte de la famille\u{a0}: Ana Roy", "Adulte de la famille\u{a0}: Bea Roy"]);

    // Of age since yesterday, and tomorrow.
    put(&mut answers, "family/cccccc", "born", "year=2008;month=11;day=22");
    assert_eq!(keys(&walk(&answers)), ["adult.aaaaaa", "adult.cccccc", "adult.bbbbbb"]);
    put(&mut answers, "family/cccccc", "born", "year=2008;month=11;day=23");
    assert_eq!(keys(&walk(&answers)), ["adult.aaaaaa", "adult.bbbbbb"]);
    answers.entries.remove("family");
    answers.items.get_mut("family").unwrap()[0].answers.entries.remove("born");
    assert_eq!(keys(&walk(&answers)), ["adult.bbbbbb"], "of whom it is not known, nobody is asked yet");
}

#[test]
fn an_entry_is_shown_itself_and_what_the_program_says_and_nothing_of_the_others() {
    let answers = complete();
    let journey = walk(&answers);
    let bea = journey.signers[1];
    let frozen = Value::from(journey.freeze_for(&bea).unwrap()).to_string();
    let showing = HOUSEHOLD.showing(Language::En, &MESSAGES);
    let summary = format!("{:?}", journey.summary_for(&bea, &showing));
    for said in [&frozen, &summary] {
        assert!(said.contains("Bea") && said.contains("Baker") && said.contains("Chéticamp"), "{said}");
        assert!(!said.contains("Ana") && !said.contains("Cleo") && !said.contains("Zoë"), "{said}");
    }
}

#[test]
fn an_entry_can_sign_as_soon_as_it_is_answered_and_not_before() {
    let mut answers = complete();
    // Somebody else is not finished, and nobody has said whether there are more.
    answers.add_item(&[], "family", "dddddd").unwrap();
    assert!(signs(&answers, "adult.bbbbbb").is_some());
    answers.items.get_mut("family").unwrap()[2].answers.entries.remove("work");
    assert_eq!(signs(&answers, "adult.bbbbbb"), None);
    assert!(signs(&answers, "adult.aaaaaa").is_some());
    // What the program shows besides is part of what is signed.
    answers.entries.remove("place");
    assert_eq!(signs(&answers, "adult.aaaaaa"), None);
}

#[test]
fn entries_that_come_go_and_change_places_leave_a_signature_as_it_is() {
    let mut answers = complete();
    let signed = signs(&answers, "adult.bbbbbb");
    assert!(signed.is_some());
    answers.items.get_mut("family").unwrap().reverse();
    assert_eq!(signs(&answers, "adult.bbbbbb"), signed);
    add(&mut answers, "dddddd", "Dora", "1985");
    answers.remove_item(&[], "family", "aaaaaa").unwrap();
    assert_eq!(signs(&answers, "adult.bbbbbb"), signed);
    assert_eq!(signs(&answers, "adult.aaaaaa"), None);
    // The same person written down anew is another entry, and has signed nothing.
    answers.remove_item(&[], "family", "bbbbbb").unwrap();
    add(&mut answers, "eeeeee", "Bea", "1990");
    assert_eq!(signs(&answers, "adult.bbbbbb"), None);
    assert!(signs(&answers, "adult.eeeeee").is_some_and(|again| Some(again) != signed));
}

#[test]
fn an_entry_declares_under_its_own_name_and_no_other() {
    let answers = complete();
    let journey = walk(&answers);
    let declare = |name| {
        let entry = Entry::from_pairs([("agree", "on"), ("name", name)]);
        journey.declare(&journey.signers[1], &entry).map_err(|mistakes| mistakes.len())
    };
    assert_eq!(declare("Bea Roy"), Ok("Bea Roy".to_owned()));
    assert_eq!(declare("Ana Roy"), Err(1));
    assert_eq!(declare("Zoë Roy"), Err(1));
}

proptest! {
    #[test]
    fn what_an_entry_signs_changes_with_itself_and_with_what_it_is_shown_and_with_nothing_else(
        own in "[A-Z][a-z]{1,9}", other in "[A-Z][a-z]{1,9}", place in "[A-Z][a-z]{1,9}", applicant in "[A-Z][a-z]{1,9}",
    ) {
        let before = complete();
        let mut after = before.clone();
        put(&mut after, "family/bbbbbb", "work", &own);
        put(&mut after, "family/aaaaaa", "work", &other);
        put(&mut after, "", "place", &place);
        put(&mut after, "", "name", &format!("family=Roy;given={applicant}"));
        let same = signs(&before, "adult.bbbbbb") == signs(&after, "adult.bbbbbb");
        prop_assert_eq!(same, own == "Baker" && place == "Chéticamp");
    }
}
