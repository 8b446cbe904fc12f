//! What the law asks for, and whether a question asks it.

use super::{GOOD, faults};

/// The program with a fact before its first section.
fn with_fact(fact: &str) -> String {
    GOOD.replacen("[[section]]", &format!("[[fact]]\n{fact}\n[[section]]"), 1)
}

fn only_fault(fact: &str, line_with: &str, says: &str) {
    let changed = with_fact(fact);
    let found = faults(&changed);
    let [fault] = &found[..] else { panic!("{fact}: {found:#?}") };
    assert!(format!("{}. {}", fault.what, fault.cure).contains(says), "{fault} should say {says:?}");
    assert_eq!(fault.line, super::line_of(&changed, line_with), "{fault}");
}

#[test]
fn a_fact_with_its_questions_is_no_fault() {
    let fact = "id = \"work\"\nsource = [\"test s. 1\"]\nquestions = [\"status\", \"jobs\", \"jobs/period\", \"end\"]";
    assert_eq!(faults(&with_fact(fact)), []);
}

#[test]
fn a_fact_without_its_question_is_named_with_its_law() {
    let asks = |question: &str| format!("id = \"age\"\nsource = [\"test s. 5(1)\"]\nquestions = [\"{question}\"]");
    only_fault(&asks("bron"), "questions =", "Did you mean “born”?");
    only_fault(&asks("jobs/born"), "questions =", "the fact “age” (test s. 5(1)) is not asked for");
    only_fault("id = \"age\"\nsource = [\"test\"]", "[[fact]]", "no question asks for the fact “age”");
    only_fault("id = \"age\"\nquestions = [\"born\"]", "[[fact]]", "the fact “age” has no source");
    only_fault("id = \"age\"\nsource = [\"tset\"]\nquestions = [\"born\"]", "[[fact]]", "Did you mean “test”?");
    let twice = "id = \"age\"\nsource = [\"test\"]\nquestions = [\"born\"]";
    let twice = format!("{twice}\n[[fact]] # again\n{twice}");
    assert_eq!(faults(&with_fact(&twice)).len(), 1);
}
