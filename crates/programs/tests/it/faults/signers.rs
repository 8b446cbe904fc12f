//! Who else signs: each is shown something that is there, at a time that can come, under a name that is asked for.

use super::{GOOD, faults};

const SIGNER: &str = r#"id = "partner"
title = { en = "Your partner", fr = "Votre partenaire" }
label = { en = "Your declaration", fr = "Votre déclaration" }
statement = { en = "It is true.", fr = "C’est vrai." }
when = "status is married"
sections = ["you"]
pages = ["end"]
asked_by = "who"
name = "who"
source = ["test s. 1"]
"#;

/// A program that asks for a name and has a signer.
fn with_signer(signer: &str) -> String {
    let named = "[[section.page.question]]\nid = \"who\"\nkind = \"name\"\nlabel = { en = \"Who\", fr = \"Qui\" }\nsource = [\"test\"]\n";
    let born = "[[section.page.question]]\nid = \"born\"";
    GOOD.replacen(born, &format!("{named}{born}"), 1).replacen(
        "[[section]]",
        &format!("[[signer]]\n{signer}[[section]]"),
        1,
    )
}

/// Changes one thing of the signer and expects exactly one fault: at the line with this text, and what it says.
fn expect(from: &str, to: &str, line_with: &str, says: &str) {
    assert_eq!(SIGNER.matches(from).count(), 1, "{from:?} must be there once");
    let changed = with_signer(&SIGNER.replacen(from, to, 1));
    let found = faults(&changed);
    let [fault] = &found[..] else { panic!("{from:?} to {to:?}: {found:#?}") };
    let said = format!("{}. {}", fault.what, fault.cure);
    assert!(said.contains(says), "{said:?} should say {says:?}");
    assert_eq!(fault.line, super::line_of(&changed, line_with), "{fault}");
}

#[test]
fn a_signer_who_is_shown_something_is_no_fault() {
    assert_eq!(faults(&with_signer(SIGNER)), []);
    let always = SIGNER.replacen("when = \"status is married\"\n", "", 1).replacen("sections = [\"you\"]\n", "", 1);
    assert_eq!(faults(&with_signer(&always)), []);
}

#[test]
fn what_a_signer_is_shown_must_be_there() {
    expect("sections = [\"you\"]", "sections = [\"yous\"]", "sections =", "Did you mean “you”?");
    expect(
        "pages = [\"end\"]",
        "pages = [\"nothing-such\"]",
        "pages =",
        "the page “nothing-such”, which does not exist",
    );
    // A page within the entries of a list is shown with its list.
    expect("pages = [\"end\"]", "pages = [\"job\"]", "pages =", "which does not exist");
    expect("pages = [\"end\"]", "pages = [\"end\", \"end\"]", "pages =", "names the page “end” twice");
    expect("sections = [\"you\"]\npages = [\"end\"]\n", "", "[[signer]]", "the signer “partner” is shown no page");
}

#[test]
fn when_and_in_whose_name_is_checked() {
    expect("status is married", "status is maried", "when =", "Did you mean “married”?");
    expect("status is married", "stauts is married", "when =", "Did you mean “status”?");
    expect("asked_by = \"who\"\n", "", "[[signer]]", "has no “asked_by”");
    expect("asked_by = \"who\"", "asked_by = \"born\"", "asked_by =", "which is not a question of kind name");
    expect("\nname = \"who\"", "\nname = \"whom\"", "\nname = \"whom\"".trim_start(), "which does not exist");
    expect("source = [\"test s. 1\"]", "source = [\"tset\"]", "[[signer]]", "Did you mean “test”?");
    expect("fr = \"C’est vrai.\" }", "fr = \" \" }", "statement =", "empty French");
    expect("label = { en = \"Your declaration\", fr = \"Votre déclaration\" }\n", "", "[[signer]]", "has no “label”");
}

#[test]
fn nobody_signs_twice_and_not_too_many_sign() {
    let twice = with_signer(&format!("{SIGNER}[[signer]]\n{SIGNER}"));
    assert!(faults(&twice).iter().any(|fault| fault.what == "the signer “partner” is there twice"));
    let crowd: Vec<String> = (0..=programs::limits::MAX_SIGNERS)
        .map(|number| SIGNER.replacen("id = \"partner\"", &format!("id = \"partner-{number}\""), 1))
        .collect();
    assert!(
        faults(&with_signer(&crowd.join("[[signer]]\n")))
            .iter()
            .any(|fault| fault.what.contains("more than 10 signers"))
    );
}

/// The same signer for each entry of a list.
fn with_each(changed: &[(&str, &str)]) -> String {
    let each = SIGNER
        .replacen("when = \"status is married\"\nsections = [\"you\"]\npages = [\"end\"]\n", "each = \"jobs\"\n", 1)
        .replacen("\nname = \"who\"", "\nname = \"boss\"", 1);
    let boss = "[[section.page.list.page.question]]\nid = \"boss\"\nkind = \"name\"\nlabel = { en = \"Boss\", fr = \"Chef\" }\nsource = [\"test\"]\n";
    let period = "[[section.page.list.page.question]]\nid = \"period\"";
    let program = with_signer(&each).replacen(period, &format!("{boss}{period}"), 1);
    changed.iter().fold(program, |program, (from, to)| {
        assert_eq!(program.matches(from).count(), 1, "{from:?} must be there once");
        program.replacen(from, to, 1)
    })
}

/// Changes something about the signer for each entry and expects exactly one fault.
fn expect_each(changed: &[(&str, &str)], line_with: &str, says: &str) {
    let program = with_each(changed);
    let found = faults(&program);
    let [fault] = &found[..] else { panic!("{changed:?}: {found:#?}") };
    let said = format!("{}. {}", fault.what, fault.cure);
    assert!(said.contains(says), "{said:?} should say {says:?}");
    assert_eq!(fault.line, super::line_of(&program, line_with), "{fault}");
}

#[test]
fn a_signer_for_each_entry_needs_no_page_and_may_ask_about_the_entry_and_about_what_came_before() {
    assert_eq!(faults(&with_each(&[])), []);
    for when in ["answered(boss)", "status is married and answered(job)", "age(born) >= 18"] {
        let when = format!("each = \"jobs\"\nwhen = \"{when}\"");
        assert_eq!(faults(&with_each(&[("each = \"jobs\"", &when)])), [], "{when}");
    }
    assert_eq!(faults(&with_each(&[("each = \"jobs\"", "each = \"jobs\"\npages = [\"end\"]")])), []);
}

#[test]
fn the_list_whose_entries_sign_must_be_there() {
    expect_each(&[("each = \"jobs\"", "each = \"job\"")], "each =", "“job”, which is no list. Did you mean “jobs”?");
    expect_each(&[("each = \"jobs\"", "each = \"status\"")], "each =", "Name a list that lies in no other list");
}

#[test]
fn an_entry_is_shown_none_of_the_others() {
    let shown = |what| format!("each = \"jobs\"\n{what}");
    let all = "with it every entry of the list “jobs”";
    expect_each(&[("each = \"jobs\"", &shown("sections = [\"you\"]"))], "sections =", all);
    expect_each(&[("each = \"jobs\"", &shown("pages = [\"jobs\"]"))], "pages =", all);
    let own = "the page “job”, which lies in the list. Take it away: each is shown the whole of their own entry";
    expect_each(&[("each = \"jobs\"", &shown("pages = [\"job\"]"))], "pages =", own);
}

#[test]
fn when_and_in_whose_name_an_entry_signs_is_checked_where_the_entry_is() {
    let when = |when| format!("each = \"jobs\"\nwhen = \"{when}\"");
    expect_each(&[("each = \"jobs\"", &when("bos is x"))], "when = \"bos is x\"", "Did you mean “boss”?");
    // What comes after the list is not known at the list.
    expect_each(&[("each = \"jobs\"", &when("end > 1"))], "when = \"end > 1\"", "“end”");
    // The list is asked of nobody else.
    expect_each(&[("each = \"jobs\"", &when("status is single"))], "when = \"status is single\"", "never");
    expect_each(&[("\nname = \"boss\"", "\nname = \"period\"")], "name = \"period\"", "is not a question of kind name");
    // Who asks is the applicant, and no entry.
    expect_each(&[("asked_by = \"who\"", "asked_by = \"boss\"")], "asked_by =", "“boss”");
}

#[test]
fn no_program_needs_more_signatures_than_one_application_may_have() {
    let fits = |max: usize| {
        let max = format!("summary = [\"job\"]\nmax = {max}");
        faults(&with_each(&[("summary = [\"job\"]", &max)]))
    };
    let most = programs::limits::MAX_SIGNATURES;
    assert_eq!(fits(most), []);
    let found = fits(most + 1);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].what.contains("may need 51 signatures, and 50 is the most"), "{}", found[0]);
}
