//! Who else signs: when each is needed, what each is shown, and that nothing else counts for what is signed.

mod each;

use std::sync::LazyLock;

use language::Language;
use programs::{Answers, Entry, Journey, Program, Signatory};
use proptest::prelude::*;

use crate::support::{MESSAGES, TODAY, put, tables};

const FILE: &str = r#"id = "two"
version = "2026-11-22"
title = { en = "Two", fr = "Deux" }
summary = { en = "For two.", fr = "À deux." }
sources = [ { id = "test", title = { en = "Tests", fr = "Essais" }, date = "2026-05" } ]
[[signer]]
id = "child"
title = { en = "The child", fr = "L’enfant" }
label = { en = "Your declaration", fr = "Votre déclaration" }
statement = { en = "I agree.", fr = "Je suis d’accord." }
when = "age(born) >= 14"
sections = ["child"]
pages = ["trips"]
asked_by = "parent"
name = "child"
source = ["test"]
[[section]]
id = "parent"
title = { en = "You", fr = "Vous" }
[[section.page]]
id = "parent"
title = { en = "You", fr = "Vous" }
[[section.page.question]]
id = "parent"
kind = "name"
label = { en = "Your name", fr = "Votre nom" }
source = ["test"]
[[section.page]]
id = "trips"
title = { en = "Trips", fr = "Voyages" }
[section.page.list]
item = { en = "Trip", fr = "Voyage" }
ask = { en = "A trip?", fr = "Un voyage ?" }
summary = ["place"]
[[section.page.list.page]]
id = "place"
title = { en = "Place", fr = "Lieu" }
[[section.page.list.page.question]]
id = "place"
kind = "text"
label = { en = "Place", fr = "Lieu" }
source = ["test"]
[[section]]
id = "child"
title = { en = "The child", fr = "L’enfant" }
[[section.page]]
id = "child"
title = { en = "The child", fr = "L’enfant" }
[[section.page.question]]
id = "child"
kind = "name"
label = { en = "Name", fr = "Nom" }
source = ["test"]
[[section.page.question]]
id = "born"
kind = "date"
label = { en = "Born", fr = "Naissance" }
source = ["test"]
[[section]]
id = "end"
title = { en = "End", fr = "Fin" }
[[section.page]]
id = "note"
title = { en = "Note", fr = "Note" }
[[section.page.question]]
id = "note"
kind = "text"
label = { en = "Note", fr = "Note" }
optional = true
source = ["test"]
[[section.page]]
id = "signature"
title = { en = "Signature", fr = "Signature" }
[[section.page.question]]
id = "signature"
kind = "declaration"
label = { en = "Signature", fr = "Signature" }
statement = { en = "True.", fr = "Vrai." }
source = ["test"]
"#;

static TWO: LazyLock<Program> = LazyLock::new(|| Program::parse("programs/two.toml", FILE, &tables()).unwrap());

fn signer() -> &'static Signatory<'static> {
    static CHILD: LazyLock<Signatory<'static>> = LazyLock::new(|| Signatory { signer: &TWO.signers[0], entry: None });
    &CHILD
}

fn complete(born: &str) -> Answers {
    let mut answers = Answers::default();
    put(&mut answers, "", "parent", "family=Roy;given=Zoë");
    answers.add_item(&[], "trips", "aaaaaa").unwrap();
    put(&mut answers, "trips/aaaaaa", "place", "Halifax");
    put(&mut answers, "", "trips", "no");
    put(&mut answers, "", "child", "family=Roy;given=Ana");
    let [year, month, day] = *born.split('-').collect::<Vec<_>>() else { panic!("{born}") };
    put(&mut answers, "", "born", &format!("year={year};month={month};day={day}"));
    put(&mut answers, "", "note", "");
    put(&mut answers, "", "signature", "agree=on;name=Zoë Roy");
    answers
}

fn walk(answers: &Answers) -> Journey<'_> {
    Journey::walk(&TWO, answers, TODAY)
}

#[test]
fn a_signature_is_needed_from_the_birthday_on() {
    for (born, needed) in [("2012-11-22", 1), ("2012-11-23", 0), ("2008-01-01", 1), ("2020-01-01", 0)] {
        let answers = complete(born);
        let journey = walk(&answers);
        assert!(journey.is_complete(), "{born}");
        assert_eq!(journey.signers.len(), needed, "{born}");
    }
    assert!(walk(&Answers::default()).signers.is_empty(), "nothing is known yet");
}

#[test]
fn a_signer_is_shown_their_pages_with_the_entries_of_lists_and_nothing_else() {
    let answers = complete("2012-01-31");
    let journey = walk(&answers);
    let showing = TWO.showing(Language::En, &MESSAGES);
    let frozen = journey.freeze_for(signer()).unwrap();
    let ids: Vec<&str> = frozen.iter().map(|answer| answer["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["trips", "child", "born"]);
    // What is signed stands word for word in what is filed.
    let all = journey.freeze().unwrap();
    assert!(frozen.iter().all(|answer| all["answers"].as_array().unwrap().contains(answer)));
    let summary = format!("{:?}", journey.summary_for(signer(), &showing));
    assert!(summary.contains("Halifax") && summary.contains("Ana"));
    assert!(!summary.contains("Zoë"), "{summary}");
    assert_eq!(journey.brief(&signer().signer.asked_by, &showing).unwrap(), "Zoë Roy");
}

#[test]
fn what_is_not_complete_cannot_be_signed() {
    for missing in ["child", "trips"] {
        let mut answers = complete("2012-01-31");
        answers.entries.remove(missing);
        let journey = walk(&answers);
        assert!(!journey.is_ready_for(signer()));
        assert_eq!(journey.freeze_for(signer()), None, "{missing}");
    }
    let mut answers = complete("2012-01-31");
    answers.entries.remove("note");
    assert!(walk(&answers).is_ready_for(signer()), "what the signer is not shown may be open");
}

#[test]
fn a_signer_declares_under_their_own_name() {
    let answers = complete("2012-01-31");
    let journey = walk(&answers);
    let sign = |agree, name| {
        let entry = Entry::from_pairs([("agree", agree), ("name", name)]);
        journey.declare(signer(), &entry).map_err(|mistakes| mistakes.len())
    };
    assert_eq!(sign("on", "Ana Roy"), Ok("Ana Roy".to_owned()));
    assert_eq!(sign("on", "roy ana"), Ok("roy ana".to_owned()));
    assert_eq!(sign("on", "Zoë Roy"), Err(1));
    assert_eq!(sign("", ""), Err(2));
}

#[test]
fn declarations_are_found_wherever_they_were_typed() {
    let answers = complete("2012-01-31");
    let declared = TWO.declared(&answers);
    assert_eq!(declared.keys().collect::<Vec<_>>(), ["signature"]);
    assert_eq!(declared["signature"].get("name"), "Zoë Roy");
    let page = |path: &str| TWO.page(&path.parse().unwrap()).unwrap().is_signed();
    assert_eq!(["signature", "child", "trips"].map(page), [true, false, false]);
}

proptest! {
    #[test]
    fn what_is_signed_changes_with_what_is_shown_and_with_nothing_else(
        place in "[a-z]{1,12}", given in "[A-Z][a-z]{1,9}", note in "[a-z]{0,12}", parent in "[A-Z][a-z]{1,9}",
    ) {
        let before = complete("2012-01-31");
        let mut after = before.clone();
        put(&mut after, "trips/aaaaaa", "place", &place);
        put(&mut after, "", "child", &format!("family=Roy;given={given}"));
        put(&mut after, "", "note", &note);
        put(&mut after, "", "parent", &format!("family=Roy;given={parent}"));
        let (before, after) = (walk(&before).freeze_for(signer()), walk(&after).freeze_for(signer()));
        prop_assert_eq!(before == after, place == "Halifax" && given == "Ana");
    }
}
