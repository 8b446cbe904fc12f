//! The bill: what the answers make of the rules of a program.

use std::sync::Arc;

use jiff::civil::{Date, date};
use programs::fees::{Bill, FeeTable};
use programs::{Answers, Entry, Journey, Program, Tables};

use super::table;
use crate::express_entry::{family, program, single};

const TODAY: Date = date(2026, 11, 23);

/// A bill as id, people and cents.
fn lines(bill: &Bill) -> Vec<(&str, u32, i64)> {
    bill.lines.iter().map(|line| (line.id.as_str(), line.times, line.amount_cents)).collect()
}

fn bill(answers: &Answers, on: Date) -> Bill {
    Journey::walk(&program(), answers, on).bill()
}

#[test]
fn a_single_person_owes_processing_the_right_and_biometrics() {
    let bill = bill(&single(), TODAY);
    assert_eq!(
        lines(&bill),
        [("economic-principal", 1, 99_000), ("right-of-permanent-residence", 1, 60_000), ("biometrics", 1, 8_500)]
    );
    assert_eq!((bill.total_cents, bill.undecided), (167_500, false));
    let principal = &bill.lines[0];
    assert_eq!((principal.from, principal.source_date.as_str()), (date(2026, 4, 30), "2026-03-27"));
    assert!(!principal.to_be_confirmed && !principal.source.fr.is_empty());
}

#[test]
fn a_family_owes_for_each_who_comes_along_and_biometrics_once_capped() {
    assert_eq!(
        lines(&bill(&family(), TODAY)),
        [
            ("economic-principal", 1, 99_000),
            ("economic-spouse", 1, 99_000),
            ("economic-child", 1, 27_000),
            ("right-of-permanent-residence", 2, 120_000),
            ("biometrics-family", 1, 17_000),
        ]
    );
    let mut answers = family();
    let item = answers.items["family"][0].id.clone();
    answers.put(&[("family".to_owned(), item)], [("accompanying".to_owned(), Entry::of("no"))]).unwrap();
    let alone = bill(&answers, TODAY);
    assert!(!lines(&alone).iter().any(|(id, ..)| *id == "economic-spouse"), "{alone:?}");
    assert!(lines(&alone).contains(&("right-of-permanent-residence", 1, 60_000)), "{alone:?}");
}

#[test]
fn a_bill_is_the_one_of_its_day() {
    let before = bill(&single(), date(2026, 4, 29));
    assert_eq!(before.lines[0].amount_cents, 95_000);
    let biometrics = before.lines.iter().find(|line| line.id == "biometrics").unwrap();
    assert!(biometrics.to_be_confirmed, "no amount is known for that day: {biometrics:?}");
}

#[test]
fn a_bill_says_when_answers_that_decide_are_missing() {
    let begun = bill(&Answers::default(), TODAY);
    assert!(begun.undecided);
    assert_eq!(begun.lines.len(), 2, "what everybody owes: {begun:?}");
}

#[test]
fn a_bill_is_kept_and_read_again() {
    let bill = bill(&family(), TODAY);
    assert_eq!(serde_json::from_str::<Bill>(&serde_json::to_string(&bill).unwrap()).unwrap(), bill);
}

/// A small program with one fee.
const SMALL: &str = r#"id = "small"
version = "2026-11-22"
title = { en = "Small", fr = "Petit" }
summary = { en = "A small one.", fr = "Un petit." }
sources = [ { id = "law", title = { en = "Law", fr = "Loi" }, date = "2026" } ]
[[fee]]
line = "biometrics"
each = "people"
when = "member is yes"
source = ["law 1"]
[[section]]
id = "you"
title = { en = "You", fr = "Vous" }
[[section.page]]
id = "people"
title = { en = "People", fr = "Personnes" }
[section.page.list]
item = { en = "person", fr = "personne" }
ask = { en = "Anyone?", fr = "Quelqu’un ?" }
summary = ["member"]
[[section.page.list.page]]
id = "member"
title = { en = "Member", fr = "Membre" }
[[section.page.list.page.question]]
id = "member"
kind = "yes_no"
label = { en = "Member?", fr = "Membre ?" }
source = ["law 2"]
"#;

fn said(from: &str, to: &str, fees: FeeTable) -> String {
    assert_eq!(SMALL.matches(from).count(), 1, "{from:?} must be there once");
    let tables = Arc::new(Tables { fees, ..Tables::default() });
    match Program::parse("programs/small.toml", &SMALL.replacen(from, to, 1), &tables) {
        Ok(_) => String::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn every_slip_in_a_fee_of_a_program_is_named_at_its_line() {
    assert_eq!(said("law 1", "law 1", table()), "");
    for (from, to, what) in [
        (
            "\"biometrics\"",
            "\"biometric\"",
            "there is no fee “biometric” in tables/fees.toml. Did you mean “biometrics”?",
        ),
        ("each = \"people\"\n", "each = \"persons\"\n", "which is no list"),
        ("each = \"people\"\n", "", "which is asked in each entry of the list “people”"),
        ("member is yes", "member is maybe", "maybe"),
        ("member is yes", "membre is yes", "Did you mean “member”?"),
        ("source = [\"law 1\"]\n", "", "the fee “biometrics” has no “source”"),
        ("\"law 1\"", "\"hearsay\"", "the fee “biometrics” names the source “hearsay”, which does not exist"),
        ("source = [\"law 1\"]", "source = [\"law 1\"]\nmost = \"nothing\"", "there is no fee “nothing”"),
        ("source = [\"law 1\"]", "source = [\"law 1\"]\ntwice = true", "unknown key “twice”"),
    ] {
        let said = said(from, to, table());
        assert!(said.contains(what), "{to:?}: {said}");
        let line: usize = said.split(':').nth(1).unwrap().parse().unwrap();
        assert!((6..=11).contains(&line), "{to:?}: {said}");
    }
    assert!(said("law 1", "law 1", FeeTable::default()).contains("there is no fee “biometrics”"));
}
