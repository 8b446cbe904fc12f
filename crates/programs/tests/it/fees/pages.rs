//! The information page about fees says what the table says, in both languages.

use jiff::civil::date;
use language::Language;
use language::format::money;

use super::table;

/// The rows of the page's tables, in their order, each with the lines of the table of fees it states, and whether it states the
/// sum of them.
const ROWS: &[(&[&str], bool)] = &[
    (&["economic-principal"], false),
    (&["economic-spouse"], false),
    (&["economic-child"], false),
    (&["business-principal"], false),
    (&["right-of-permanent-residence"], false),
    (&["sponsorship"], false),
    (&["family-principal"], false),
    (&["family-child-principal"], false),
    (&["family-spouse"], false),
    (&["family-child"], false),
    (&["right-of-permanent-residence"], false),
    (&["protected-principal"], false),
    (&["protected-spouse"], false),
    (&["protected-child"], false),
    (&["permit-holder"], false),
    (&["permanent-resident-card"], false),
    (&["citizenship-adult-processing"], false),
    (&["citizenship-right"], false),
    (&["citizenship-adult-processing", "citizenship-right"], true),
    (&["citizenship-minor"], false),
    (&["citizenship-certificate"], false),
    (&["citizenship-resumption-adult", "citizenship-resumption-minor"], false),
    (&["citizenship-renunciation"], false),
];

/// Whole dollars as the page writes them.
fn dollars(language: Language, cents: i64) -> String {
    money(language, cents).replace(".00", "").replace(",00", "")
}

#[test]
fn the_page_about_fees_states_the_amounts_of_the_table_and_marks_the_derived_ones() {
    let table = table();
    let on = date(2026, 11, 23);
    for (language, page, marks) in [
        (Language::En, include_str!("../../../../../site/pages/fees/en.md"), "to be confirmed"),
        (Language::Fr, include_str!("../../../../../site/pages/fees/fr.md"), "à confirmer"),
    ] {
        let rows: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with('|') && !line.starts_with("| ---"))
            .filter(|line| !line.starts_with("| Fee |") && !line.starts_with("| Frais |"))
            .collect();
        assert_eq!(rows.len(), ROWS.len(), "{language:?}: a row was added or taken away: say here which fee it states");
        for (row, (ids, sum)) in rows.iter().zip(ROWS) {
            let lines: Vec<_> =
                ids.iter().map(|id| table.line(id, on).unwrap_or_else(|| panic!("no fee {id}"))).collect();
            let stated: Vec<i64> = if *sum {
                vec![lines.iter().map(|line| line.amount_cents).sum()]
            } else {
                lines.iter().map(|line| line.amount_cents).collect()
            };
            for cents in stated {
                let amount = dollars(language, cents);
                assert!(row.contains(&amount), "{ids:?} cost {amount}: {row}");
            }
            let derived = lines.iter().any(|line| line.is_to_be_confirmed());
            assert_eq!(row.contains(marks), derived, "{ids:?}: {row}");
        }
    }
}
