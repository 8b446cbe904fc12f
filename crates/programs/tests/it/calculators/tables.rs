//! Tables as a department edits them: what is wrong is named with file and line.

use programs::calculators::Calculators;

use super::FILES;

fn file(name: &str) -> String {
    FILES.iter().find(|(path, _)| path.ends_with(name)).unwrap().1.to_owned()
}

/// What is said of a table file after one change.
fn said(name: &str, from: &str, to: &str) -> String {
    let text = file(name);
    assert!(text.contains(from), "{name} has no {from:?}");
    let path = format!("tables/{name}");
    let faults = Calculators::read([(path.as_str(), text.replacen(from, to, 1).as_str())]).unwrap_err();
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn line_of(name: &str, needle: &str) -> usize {
    file(name).lines().position(|line| line == needle).unwrap() + 1
}

#[test]
fn a_table_without_source_or_date_is_a_fault_with_file_and_line() {
    for (name, head) in [("crs.toml", "[[table]]"), ("fsw.toml", "[[table]]"), ("presence.toml", "[[table]]")] {
        let place = format!("tables/{name}:{}: ", line_of(name, head));
        let date = file(name).lines().find(|line| line.starts_with("from = ")).unwrap().to_owned();
        let without_date = said(name, &date, "");
        assert!(without_date.contains(&place) && without_date.contains("has no “from”"), "{without_date}");
        let source = file(name).lines().find(|line| line.starts_with("source = ")).unwrap().to_owned();
        let without_source = said(name, &source, "");
        assert!(without_source.contains(&place) && without_source.contains("has no “source”"), "{without_source}");
    }
    let undated = said("presence.toml", "date = \"2025-12-29\"", "");
    assert!(undated.starts_with("tables/presence.toml:3: the source “act” has no “date”"), "{undated}");
    let nowhere = said("presence.toml", "source = \"act\"", "source = \"hearsay\"");
    assert!(nowhere.contains("there is no source “hearsay”"), "{nowhere}");
    let no_day = said("presence.toml", "2017-10-11\"", "2017-10\"");
    assert!(no_day.contains("“from” of the table is no day"), "{no_day}");
}

#[test]
fn every_slip_in_a_table_is_named() {
    for (name, from, to, what) in [
        ("crs.toml", "[18, 90, 99], [19, 95, 105]", "[19, 90, 99], [18, 95, 105]", "do not rise"),
        ("crs.toml", "most = [460, 500]", "most = [460]", "is not 2 numbers"),
        ("crs.toml", "most = [460, 500]", "most = [460, 5000]", "out of bounds"),
        ("crs.toml", "none = [0, 0]\n", "", "has no “none”"),
        ("crs.toml", "[table.spouse]\nmost", "[table.spuose]\nmost", "Did you mean “spouse”?"),
        ("crs.toml", "from = \"2025-03-25\"", "from = \"2022-01-01\"", "order of their first days"),
        ("crs.toml", "french = [25, 50]", "french = [25, 50]\nlatin = 5", "unknown key “latin”"),
        ("crs.toml", "age = { en = \"Age\", fr = \"Âge\" }", "age = { en = \"Age\" }", "has no French"),
        ("crs.toml", "unknown = true\nnote", "unknown = true\nnoted", "nothing says why"),
        ("language_tests.toml", "[4.5, 5, 5.5,", "[4.5, 5.5, 5,", "do not rise within its scale"),
        ("language_tests.toml", "[4.5, 5, 5.5,", "[4.55, 5, 5.5,", "is not 7 numbers"),
        ("language_tests.toml", "step = 0.5", "step = \"half\"", "is not a number from"),
        ("language_tests.toml", "language = \"en\"", "", "names no language"),
        ("fsw.toml", "pass_mark = 67", "", "has no “pass_mark”"),
        ("obligation.toml", "needed = 730", "needed = \"730\"", "not a whole number"),
        ("obligation.toml", "[names]", "[names", "cannot be read here"),
    ] {
        let said = said(name, from, to);
        assert!(said.contains(what) && said.contains(&format!("tables/{name}:")), "{to:?}: {said}");
    }
    let faults = Calculators::read([("tables/crs.toml", "")]).unwrap_err();
    assert!(faults.iter().any(|fault| fault.what.contains("no known table")), "{faults:?}");
}
