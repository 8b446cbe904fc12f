//! The table of fees: what holds on a day, and what is said of one that was edited wrongly.

use jiff::civil::date;
use programs::calculators::FromIs;
use programs::fees::{Basis, FeeTable};

use super::{FILE, table};

/// A table with one fee. Tests change one thing and look what is said about it.
const GOOD: &str = r#"[[source]]
id = "notice"
title = { en = "Notice", fr = "Avis" }
date = "2026-03-27"

[[line]]
id = "card"
amount = 5000
from = "2026-04-30"
from_is = "start"
basis = "stated"
source = "notice"
label = { en = "Card", fr = "Carte" }
"#;

fn said(from: &str, to: &str) -> String {
    assert_eq!(GOOD.matches(from).count(), 1, "{from:?} must be there once");
    let faults = FeeTable::parse("tables/fees.toml", &GOOD.replacen(from, to, 1)).unwrap_err();
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_fee_is_the_one_of_its_day() {
    let table = table();
    let amount = |id: &str, on| table.line(id, on).map(|line| line.amount_cents);
    assert_eq!(amount("right-of-permanent-residence", date(2026, 11, 23)), Some(60_000));
    assert_eq!(amount("right-of-permanent-residence", date(2026, 4, 30)), Some(60_000));
    assert_eq!(amount("right-of-permanent-residence", date(2026, 4, 29)), Some(57_500));
    assert_eq!(amount("right-of-permanent-residence", date(2024, 4, 29)), None, "nothing is known of that day");
    assert_eq!(amount("no-such-fee", date(2026, 11, 23)), None);
}

#[test]
fn a_fee_says_where_it_comes_from_and_what_it_rests_on() {
    let table = table();
    let right = table.line("right-of-permanent-residence", date(2026, 11, 23)).unwrap();
    assert_eq!((right.from, right.from_is, right.basis), (date(2026, 4, 30), FromIs::Start, Basis::Stated));
    assert_eq!((right.source.id.as_str(), right.source.date.as_str()), ("fee-notice-2026", "2026-03-27"));
    assert_eq!(right.label.fr, "Droit de résidence permanente");
    assert!(!right.is_to_be_confirmed());
    assert!(table.line("protected-child", date(2026, 11, 23)).unwrap().is_to_be_confirmed());
    assert_eq!(table.line("biometrics", date(2026, 11, 23)).unwrap().from_is, FromIs::Read);
}

#[test]
fn every_fee_of_the_site_has_an_amount_a_date_and_a_source() {
    let table = table();
    assert_eq!(FILE.matches("[[line]]").count(), table.ids().map(|id| table.history(id).len()).sum::<usize>());
    for line in table.ids().flat_map(|id| table.history(id)) {
        assert!(line.amount_cents > 0 && !line.source.title.en.is_empty(), "{line:?}");
    }
}

#[test]
fn a_fee_without_source_date_or_basis_is_a_fault_with_file_and_line() {
    for (line, key) in [
        ("from = \"2026-04-30\"\n", "from"),
        ("source = \"notice\"\n", "source"),
        ("basis = \"stated\"\n", "basis"),
        ("from_is = \"start\"\n", "from_is"),
        ("amount = 5000\n", "amount"),
        ("label = { en = \"Card\", fr = \"Carte\" }\n", "label"),
    ] {
        let said = said(line, "");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with(&format!("tables/fees.toml:6: the line “card” has no “{key}”")), "{said}");
    }
    assert!(said("date = \"2026-03-27\"\n", "").starts_with("tables/fees.toml:1: the source “notice” has no “date”"));
}

#[test]
fn every_slip_in_the_table_is_named() {
    let again = GOOD.split_once("[[line]]").unwrap().1;
    for (from, to, what) in [
        ("source = \"notice\"", "source = \"hearsay\"", "tables/fees.toml:12: there is no source “hearsay”"),
        ("2026-04-30", "2026-04", "tables/fees.toml:9: “from” of the line “card” is no day"),
        ("amount = 5000", "amount = -1", "out of bounds"),
        ("amount = 5000", "amount = 50.00", "not a whole number"),
        ("basis = \"stated\"", "basis = \"guessed\"", "Use “derived” or “stated”"),
        ("label =", "lable =", "Did you mean “label”?"),
        ("label = { en = \"Card\", fr = \"Carte\" }", "label = { en = \"Card\" }", "has no French"),
        ("[[source]]", "[[source]", "cannot be read here"),
        ("fr = \"Carte\" }\n", &format!("fr = \"Carte\" }}\n[[line]]{again}"), "not in the order of their first days"),
    ] {
        let said = said(from, to);
        assert!(said.contains(what) && said.contains("tables/fees.toml:"), "{to:?}: {said}");
    }
    assert!(FeeTable::parse("tables/fees.toml", "").unwrap_err()[0].what.contains("no fee"));
}
