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
