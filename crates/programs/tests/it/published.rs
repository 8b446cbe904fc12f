//! Published times, as the file that ships has them and as a department may get it wrong.

use jiff::civil::date;
use language::Language;
use programs::{Funds, ProcessingTimes, TimeUnit};

use crate::support::MESSAGES;

const TIMES: &str = include_str!("../../../../site/tables/processing_times.toml");

fn times() -> ProcessingTimes {
    ProcessingTimes::parse(ProcessingTimes::FILE, TIMES).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// What is said of the file after one change.
fn said(from: &str, to: &str) -> String {
    assert!(TIMES.contains(from), "there is no {from:?}");
    let faults = ProcessingTimes::parse("tables/t.toml", &TIMES.replacen(from, to, 1)).unwrap_err();
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn line_of(line: &str) -> usize {
    TIMES.lines().position(|other| other == line).unwrap() + 1
}

#[test]
fn published_times_come_with_their_days_and_source() {
    let times = times();
    let skilled = times.latest("federal-skilled-worker").unwrap();
    assert_eq!((skilled.time.amount, skilled.time.unit, skilled.about), (7, TimeUnit::Months, false));
    assert_eq!((skilled.waiting, skilled.quebec), (Some(53_800), None));
    assert_eq!((skilled.read_from, skilled.read_to), (date(2026, 9, 30), date(2026, 10, 1)));
    assert_eq!((skilled.source.id.as_str(), skilled.source.date.as_str()), ("processing-times", "2026-10-01"));
    let spouse = times.latest("spouse-abroad").unwrap();
    assert_eq!(spouse.quebec_time().unwrap().says(&MESSAGES, Language::En), "33 months");
    let standard = times.standard("express-entry").unwrap();
    assert_eq!((standard.time.amount, standard.source.date.as_str()), (6, "2026-11-22"));
    assert!(times.latest("skilled-trades").is_none() && times.standard("citizenship").is_none());
    assert_eq!((times.lines().len(), times.standards().len()), (12, 2));
}

#[test]
fn a_time_is_said_in_its_own_unit() {
    let times = times();
    let said = |id: &str| Language::ALL.map(|language| times.latest(id).unwrap().says(&MESSAGES, language));
    assert_eq!(said("canadian-experience"), ["about 6 months", "environ 6 mois"]);
    assert_eq!(said("permanent-resident-card"), ["34 days", "34 jours"]);
    assert_eq!(said("study-extension"), ["8 weeks", "8 semaines"]);
}

#[test]
fn the_newest_snapshot_that_has_a_line_counts_and_the_older_one_stays() {
    let newer = format!(
        "{TIMES}\n[[snapshot]]\nread_from = \"2026-11-20\"\nread_to = \"2026-11-20\"\nsource = \"processing-times\"\n\
         [[snapshot.line]]\nid = \"citizenship\"\namount = 13\nunit = \"months\"\nlabel = {{ en = \"a\", fr = \"b\" }}\n"
    );
    let times = ProcessingTimes::parse("tables/t.toml", &newer).unwrap();
    assert_eq!(times.latest("citizenship").unwrap().time.amount, 13);
    assert_eq!(times.latest("federal-skilled-worker").unwrap().read_to, date(2026, 10, 1));
    assert_eq!(times.lines().iter().filter(|line| line.id == "citizenship").count(), 2);
}

#[test]
fn a_time_without_source_or_date_is_a_fault_with_file_and_line() {
    let snapshot = format!("tables/t.toml:{}: the snapshot", line_of("[[snapshot]]"));
    for key in ["read_from", "read_to"] {
        let line = TIMES.lines().find(|line| line.starts_with(key)).unwrap();
        let said = said(line, "");
        assert!(said.starts_with(&snapshot) && said.contains(&format!("has no “{key}”")), "{said}");
    }
    let whole = "read_to = \"2026-10-01\"\nsource = \"processing-times\"";
    let said_of_snapshot = said(whole, "read_to = \"2026-10-01\"");
    assert!(said_of_snapshot.starts_with(&snapshot) && said_of_snapshot.contains("“source”"), "{said_of_snapshot}");
    let standard = format!("tables/t.toml:{}: the standard “express-entry” has no “source”", line_of("[[standard]]"));
    let said_of_standard = said("source = \"help-centre\"\n", "");
    assert!(said_of_standard.starts_with(&standard), "{said_of_standard}");
    assert!(said("date = \"2026-10-01\"\n", "").contains("the source “processing-times” has no “date”"));
}

#[test]
fn every_slip_in_the_times_is_named() {
    for (from, to, what) in [
        ("read_to = \"2026-10-01\"", "read_to = \"October\"", "“read_to” of the snapshot is no day"),
        ("read_to = \"2026-10-01\"", "read_to = \"2026-09-01\"", "ends before it begins"),
        ("unit = \"months\"", "unit = \"years\"", "“years” is not a value of “unit”"),
        ("unit = \"months\"", "", "has no “unit”"),
        ("amount = 6", "amount = 0", "out of bounds"),
        ("amount = 6\n", "", "has no “amount”"),
        ("waiting = 58900", "waiting = -1", "out of bounds"),
        ("about = true", "abuot = true", "Did you mean “about”?"),
        ("id = \"parents\"", "id = \"citizenship\"", "is there twice in one snapshot"),
        ("id = \"spouse\"", "id = \"express-entry\"", "is there twice"),
        ("source = \"help-centre\"", "source = \"hearsay\"", "there is no source “hearsay”"),
        (", fr = \"Citoyenneté, sur demande\"", "", "has no French"),
    ] {
        let said = said(from, to);
        assert!(said.contains(what) && said.contains("tables/t.toml:"), "{to:?}: {said}");
    }
    let text = format!(
        "{TIMES}\n[[snapshot]]\nread_from = \"2026-10-01\"\nread_to = \"2026-10-01\"\nsource = \"help-centre\"\n"
    );
    let faults = ProcessingTimes::parse("tables/t.toml", &text).unwrap_err();
    let said: Vec<&str> = faults.iter().map(|fault| fault.what.as_str()).collect();
    assert!(said.contains(&"the snapshots are not in the order of their days"), "{said:?}");
    assert!(said.contains(&"the snapshot of 2026-10-01 has no line"), "{said:?}");
}

const FUNDS: &str = include_str!("../../../../site/tables/funds.toml");

fn said_of_funds(from: &str, to: &str) -> String {
    assert!(FUNDS.contains(from), "there is no {from:?}");
    let faults = Funds::parse("tables/f.toml", &FUNDS.replacen(from, to, 1)).unwrap_err();
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_newest_amounts_to_settle_are_those_of_a_known_day() {
    let funds = Funds::parse(Funds::FILE, FUNDS).unwrap();
    let latest = funds.latest().unwrap();
    assert_eq!((latest.from, latest.shown_until), (date(2025, 7, 7), date(2026, 9, 30)));
    assert_eq!((latest.amounts[0], latest.amounts[6], latest.each_more), (1_526_300, 4_039_200, 411_200));
    assert_eq!(latest.source.id, "proof-of-funds");
}

#[test]
fn every_slip_in_the_amounts_is_named() {
    for (from, to, what) in [
        ("from = \"2025-07-07\"\n", "", "has no “from”"),
        ("from = \"2025-07-07\"", "from = \"July 2025\"", "is no day and no year"),
        ("shown_until = \"2026-09-30\"\n", "", "has no “shown_until”"),
        ("source = \"proof-of-funds\"\n", "", "has no “source”"),
        ("date = \"2026-09-30\"\n", "", "has no “date”"),
        ("[1526300, 1900100", "[1900100, 1526300", "rising amounts"),
        ("[1526300,", "[15263.00,", "rising amounts"),
        ("each_more = 411200\n", "", "has no “each_more”"),
        ("each_more = 411200", "each_one = 411200", "unknown key “each_one”"),
    ] {
        let said = said_of_funds(from, to);
        assert!(said.contains(what) && said.starts_with("tables/f.toml:"), "{to:?}: {said}");
    }
}

#[test]
fn two_snapshots_that_have_one_time_on_the_same_day_are_a_fault() {
    let newer = |read_from: &str, id: &str| {
        let text = format!(
            "{TIMES}\n[[snapshot]]\nread_from = \"{read_from}\"\nread_to = \"2026-11-20\"\nsource = \"processing-times\"\n\
             [[snapshot.line]]\nid = \"{id}\"\namount = 13\nunit = \"months\"\nlabel = {{ en = \"a\", fr = \"b\" }}\n"
        );
        ProcessingTimes::parse("tables/t.toml", &text).err().unwrap_or_default()
    };
    assert_eq!(newer("2026-10-02", "citizenship"), []);
    assert_eq!(newer("2026-10-01", "another"), []);
    let found = newer("2026-10-01", "citizenship");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].what.contains("read from 2026-10-01 on, and another snapshot has it until 2026-10-01"),
        "{found:?}"
    );
}

#[test]
fn two_tables_of_funds_that_hold_on_the_same_day_are_a_fault() {
    let table = |from: &str, until: &str| {
        format!(
            "[[table]]\nfrom = \"{from}\"\nshown_until = \"{until}\"\nsource = \"s\"\namounts = [1]\neach_more = 1\n"
        )
    };
    let said = |first: String, second: String| {
        let source = "[[source]]\nid = \"s\"\ntitle = { en = \"a\", fr = \"b\" }\ndate = \"2026\"\n";
        let faults = Funds::parse("tables/f.toml", &format!("{source}{first}{second}")).err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(said(table("2025-07-01", "2026-06-30"), table("2026-07-01", "2026-11-01")), "");
    let overlap = said(table("2025-07-01", "2026-07-01"), table("2026-07-01", "2026-11-01"));
    assert!(overlap.starts_with("tables/f.toml:11: two tables hold on 2026-07-01"), "{overlap}");
    let upside_down = said(table("2025-07-01", "2025-06-30"), String::new());
    assert!(upside_down.contains("last seen before it begins"), "{upside_down}");
}
