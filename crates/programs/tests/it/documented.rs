//! docs/programs.md: its examples are programs without a fault, and it names every kind of question.

use std::sync::Arc;

use jiff::civil::date;
use programs::{Answers, Journey, Kind, Program, Tables};

use crate::support::tables;

const PAGE: &str = include_str!("../../../../docs/programs.md");

/// The pieces of TOML under a heading of the page, one under the other.
fn toml_under(heading: &str) -> String {
    let section = PAGE.split("\n## ").find_map(|section| section.strip_prefix(heading)).unwrap();
    section.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_first_program_is_one_and_its_answers_complete_it() {
    let tables = Arc::new(Tables { fees: crate::fees::table(), ..Tables::default() });
    let text = toml_under("Your first program\n");
    let program = Program::parse("programs/records-search.toml", &text, &tables).unwrap();
    let answers = include_str!("../../../../tools/testkit/fixtures/records-search.json");
    let mut answers: Answers = serde_json::from_str(answers).unwrap();
    let asked = |answers: &Answers| {
        let journey = Journey::walk(&program, answers, date(2026, 11, 23));
        let pages: Vec<String> = journey.steps().iter().map(|step| step.path().to_string()).collect();
        (pages, journey.is_complete(), journey.bill().total_cents)
    };
    let entry = "other-names/bkwq75/other-name";
    let all = ["for-whom", "name", "consent", "other-names", entry, "signature"].map(str::to_owned).to_vec();
    assert_eq!(asked(&answers), (all.clone(), true, 7_500));
    // Whoever asks about their own records is not asked for the consent of another person.
    crate::support::put(&mut answers, "", "for-whom", "mine");
    let own: Vec<String> = all.into_iter().filter(|page| page != "consent").collect();
    assert_eq!(asked(&answers), (own, true, 7_500));
    assert!(program.facts.iter().flat_map(programs::Fact::questions).count() >= 5);
}

#[test]
fn the_example_is_a_program() {
    let example = toml_under("A complete example\n");
    let program = Program::parse("programs/library-card.toml", &example, &tables()).unwrap();
    assert_eq!(program.sections.len(), 3);
    assert!(program.question_count() >= 8);
}

#[test]
fn every_kind_is_described() {
    for word in Kind::WORDS {
        assert!(PAGE.contains(&format!("| `{word}` |")), "{word}");
    }
}

#[test]
fn the_limits_it_states_are_those_that_hold() {
    use programs::limits::{
        MAX_CAP, MAX_DEPTH, MAX_FILE_BYTES, MAX_FILES, MAX_GRACE_HOURS, MAX_ID_BYTES, MAX_ITEMS, MAX_LONG_TEXT_CHARS,
        MAX_TEXT_CHARS,
    };
    for stated in [
        format!("at most {MAX_ID_BYTES} characters"),
        format!("at most {MAX_ITEMS} |"),
        format!("at most {MAX_TEXT_CHARS})"),
        format!("at most {MAX_LONG_TEXT_CHARS})"),
        format!("at most {MAX_FILE_BYTES})"),
        format!("at most {MAX_FILES}) files"),
        format!("from 1 to {MAX_GRACE_HOURS} (default {MAX_GRACE_HOURS})"),
        format!("from 1 to {MAX_CAP} |"),
    ] {
        assert!(PAGE.contains(&stated), "{stated}");
    }
    assert_eq!(MAX_DEPTH, 6, "the page says six");
}
