//! What pages draw and what comes back from them.

use std::collections::BTreeSet;

use language::Language;
use programs::{Answers, Control, Entry, Journey, Kind};

use crate::support::{EVERYTHING, TODAY, complete, path, showing};

#[test]
fn the_test_program_has_every_kind_of_question() {
    let kinds: BTreeSet<&str> = EVERYTHING.questions().iter().map(|placed| placed.question.kind.word()).collect();
    assert_eq!(kinds, BTreeSet::from(Kind::WORDS));
}

#[test]
fn every_question_draws_the_fields_it_reads_in_both_languages() {
    let answers = complete();
    for placed in EVERYTHING.questions() {
        let question = placed.question;
        let blank = Entry::default();
        let words = Entry::of("software");
        // An occupation is a choice, too, once words were typed.
        let is_occupation = matches!(question.kind, Kind::Occupation(_));
        let entry = if is_occupation { &words } else { answers.entries.get(&question.id).unwrap_or(&blank) };
        let mut drawn = Vec::new();
        for language in Language::ALL {
            let showing = showing(language);
            let controls = question.controls(entry, &showing);
            let suffixes: Vec<&str> = controls.iter().flat_map(Control::suffixes).collect();
            assert_eq!(suffixes, question.suffixes(), "{}", question.id);
            assert!(!controls.is_empty());
            assert!(controls.len() == 1 || question.is_group() || is_occupation, "{}", question.id);
            drawn.push(format!("{controls:?}"));
        }
        assert_ne!(drawn[0], drawn[1], "{} speaks both languages", question.id);
    }
}

#[test]
fn every_mistake_points_at_a_field_and_is_a_sentence_in_both_languages() {
    let garbage = ["", "x", "\0", "on", "99", "é", "-1", "<b>", "2026", &"9".repeat(200)];
    let answers = Answers::default();
    let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
    let tables = EVERYTHING.tables();
    let mut keys = BTreeSet::new();
    assert!(!journey.is_complete());
    for placed in EVERYTHING.questions() {
        let question = placed.question;
        for typed in garbage {
            let entry = Entry::from_pairs(question.suffixes().into_iter().map(|suffix| (suffix, typed)));
            let parsing = programs::Parsing::alone(TODAY, tables, &[]);
            let Err(mistakes) = question.parse(&entry, &parsing) else { continue };
            assert!(!mistakes.is_empty());
            for mistake in mistakes {
                let control = mistake.control.as_str();
                assert!(question.suffixes().contains(&control), "{} {control:?}", question.id);
                keys.insert(mistake.key);
                let [en, fr] = Language::ALL.map(|language| mistake.explain(question, &showing(language)));
                assert_ne!(en, fr);
                for sentence in [en, fr] {
                    assert!(sentence.len() > 10 && sentence.ends_with(['.', '»', '”']), "{sentence}");
                    assert!(!sentence.contains(['{', '}']), "{sentence}");
                }
            }
        }
    }
    assert!(keys.len() > 20, "{keys:?}");
}

#[test]
fn a_form_is_sorted_by_question_and_keeps_nothing_else() {
    let page = EVERYTHING.page(&path("birth")).unwrap();
    let huge = "9".repeat(programs::limits::MAX_RAW_BYTES + 1);
    let read = page.read_form([
        ("birth-date.day", "27"),
        ("birth-date.month", "3"),
        ("birth-date.month", "4"),
        ("birth-date.year", huge.as_str()),
        ("birth-date.age", "41"),
        ("birth-place", "Roberval"),
        ("name.family", "Elsewhere"),
        ("csrf", "token"),
        ("", ""),
        (".", ""),
    ]);
    assert_eq!(read.entries.len(), 3, "the nickname was left out of the form and counts as seen all the same");
    assert_eq!(read.entries["birth-date"], Entry::from_pairs([("day", "27"), ("month", "3")]));
    assert_eq!(read.entries["birth-place"].get(""), "Roberval");
    assert!(read.entries["nickname"].is_blank());
    assert_eq!(read.unknown, ["birth-date.age", "name.family", "csrf", "", "."]);
    assert_eq!(read.too_long, ["birth-date.year"]);
}

#[test]
fn a_list_page_reads_whether_there_are_more() {
    let page = EVERYTHING.page(&path("family")).unwrap();
    let read = page.read_form([("family", "no"), ("family.x", "1")]);
    assert_eq!(read.entries["family"], Entry::of("no"));
    assert_eq!(read.unknown, ["family.x"]);
}

#[test]
fn pages_are_found_in_the_definition_by_path() {
    assert_eq!(EVERYTHING.page(&path("family/any/person")).unwrap().id, "person");
    assert_eq!(EVERYTHING.page(&path("family/any/history/other/where")).unwrap().id, "where");
    for wrong in ["where", "family/any/family", "name/any/person", "family/any/person/x/where"] {
        assert!(EVERYTHING.page(&path(wrong)).is_none(), "{wrong}");
    }
}

#[test]
fn every_question_has_a_full_path_of_its_own() {
    let placed = EVERYTHING.questions();
    let paths: BTreeSet<String> = placed.iter().map(programs::Placed::path).collect();
    assert_eq!(paths.len(), placed.len());
    assert_eq!(placed.len(), EVERYTHING.question_count());
    for path in ["name", "family/name", "family/history/period", "history/period"] {
        assert!(paths.contains(path), "{path}");
    }
}

#[test]
fn a_list_asks_differently_after_the_first_entry() {
    let page = EVERYTHING.page(&path("family")).unwrap();
    let programs::Body::List(list) = &page.body else { panic!() };
    assert_eq!(list.question(false).en, "Do you have family members?");
    assert_eq!(list.question(true).en, "Do you have another family member?");
    let page = EVERYTHING.page(&path("history")).unwrap();
    let programs::Body::List(list) = &page.body else { panic!() };
    assert_eq!(list.question(true), list.question(false));
}
