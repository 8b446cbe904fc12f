//! docs/programs.md: its example is a program without a fault, and it names every kind of question.

use programs::{Kind, Program};

use crate::support::tables;

const PAGE: &str = include_str!("../../../../docs/programs.md");

/// The blocks of TOML of the page that are whole programs.
fn examples() -> Vec<&'static str> {
    PAGE.split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .filter(|toml| toml.contains("version ="))
        .collect()
}

#[test]
fn the_example_is_a_program() {
    let examples = examples();
    let [example] = examples[..] else { panic!("one complete example, not {}", examples.len()) };
    let program = Program::parse("programs/library-card.toml", example, &tables()).unwrap();
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
        MAX_DEPTH, MAX_FILE_BYTES, MAX_FILES, MAX_GRACE_HOURS, MAX_ID_BYTES, MAX_ITEMS, MAX_LONG_TEXT_CHARS,
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
    ] {
        assert!(PAGE.contains(&stated), "{stated}");
    }
    assert_eq!(MAX_DEPTH, 6, "the page says six");
}
