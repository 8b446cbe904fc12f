//! Faults in when a program takes applications, and how many.

use language::Text;
use programs::{Cap, Moment, Opening, Pause, Program};

use super::{GOOD, expect};
use crate::support::tables;

const VERSION: &str = "version = \"2026-11-22\"";
const CLOSES: &str = "closes = \"2026-12-31T23:59:59-05:00\"";
const OPENS: &str = "opens = \"2026-12-01T09:00:00-05:00\"";
const REASON: &str = "reason = { en = \"A review.\", fr = \"Un examen.\" }";

fn opening(lines: &str) -> Opening {
    let text = GOOD.replace(VERSION, &format!("{VERSION}\n{lines}"));
    let program = Program::parse("small.toml", &text, &tables()).unwrap();
    Opening::clone(&program.opening)
}

fn fault(lines: &str, on: &str, says: &str) {
    expect(VERSION, &format!("{VERSION}\n{lines}"), on, says);
}

#[test]
fn a_program_closes_at_a_moment_and_its_grace_is_bounded() {
    assert_eq!(opening(""), Opening::default());
    for (lines, grace_ends) in [
        (CLOSES.to_owned(), "2027-01-02T04:59:59Z"),
        (format!("{CLOSES}\ngrace_hours = 1"), "2027-01-01T05:59:59Z"),
        (format!("{CLOSES}\ngrace_hours = 24"), "2027-01-02T04:59:59Z"),
    ] {
        let deadline = opening(&lines).deadline.unwrap();
        assert_eq!(deadline.closes.to_string(), "2027-01-01T04:59:59Z");
        assert_eq!(deadline.grace_ends().to_string(), grace_ends);
    }
    for (lines, on, says) in [
        ("closes = \"2026-12-31\"", "closes", "no moment"),
        ("closes = \"2026-12-31T23:59:59\"", "closes", "offset"),
        ("closes = \"2026-02-30T23:59:59Z\"", "closes", "no moment"),
        ("closes = 2026-12-31T23:59:59Z", "closes", "text in quotes"),
        ("grace_hours = 24", "grace_hours", "never closes"),
        (&format!("{CLOSES}\ngrace_hours = 0"), "grace_hours", "from 1 to 24"),
        (&format!("{CLOSES}\ngrace_hours = 25"), "grace_hours", "from 1 to 24"),
        (&format!("{CLOSES}\ngrace_hours = 1.5"), "grace_hours", "whole number"),
    ] {
        fault(lines, on, says);
    }
}

#[test]
fn a_program_opens_at_a_moment_before_it_closes() {
    let opening = opening(&format!("{OPENS}\n{CLOSES}"));
    assert_eq!(opening.opens.unwrap().to_string(), "2026-12-01T14:00:00Z");
    for (lines, on, says) in [
        ("opens = \"2026-12-01\"", "opens", "no moment"),
        ("opens = \"2026-12-01T09:00:00\"", "opens", "offset"),
        (&format!("opens = \"2027-01-01T00:00:00-05:00\"\n{CLOSES}"), "opens", "closes before it opens"),
        (&format!("opens = \"2026-12-31T23:59:59-05:00\"\n{CLOSES}"), "opens", "closes before it opens"),
    ] {
        fault(lines, on, says);
    }
}

#[test]
fn a_pause_has_a_beginning_and_a_reason_in_both_languages() {
    let reason = Text::new("A review.", "Un examen.");
    let day = |day: &str| Moment::Day(day.parse().unwrap());
    let moment = |at: &str| Moment::At(at.parse().unwrap());
    for (lines, since, until) in [
        ("since = \"2026-12-01\"".to_owned(), day("2026-12-01"), None),
        ("since = \"2026-12-01\", until = \"2026-12-02\"".to_owned(), day("2026-12-01"), Some(day("2026-12-02"))),
        (
            "since = \"2026-12-01T10:00:00-05:00\", until = \"2026-12-01T11:00:00-05:00\"".to_owned(),
            moment("2026-12-01T15:00:00Z"),
            Some(moment("2026-12-01T16:00:00Z")),
        ),
    ] {
        let paused = opening(&format!("paused = {{ {lines}, {REASON} }}")).paused;
        assert_eq!(paused, Some(Pause { since, until, reason: reason.clone() }), "{lines}");
    }
    for (lines, says) in [
        ("since = \"2026-12-01\"", "has no “reason”"),
        ("since = \"2026-12-01\", reason = { en = \"A review.\" }", "French"),
        (REASON, "has no “since”"),
        (&format!("since = \"soon\", {REASON}"), "neither a day nor a moment"),
        (&format!("since = \"2026-12-01T10:00:00\", {REASON}"), "neither a day nor a moment"),
        (&format!("since = \"2026-12-01\", until = \"later\", {REASON}"), "neither a day nor a moment"),
        (&format!("since = \"2026-12-01\", until = \"2026-12-01\", {REASON}"), "ends before it begins"),
        (&format!("since = \"2026-12-02\", until = \"2026-12-01T10:00:00-05:00\", {REASON}"), "ends before it begins"),
        (&format!("since = \"2026-12-01\", from = \"2026-12-01\", {REASON}"), "unknown key “from”"),
    ] {
        fault(&format!("paused = {{ {lines} }}"), "paused", says);
    }
    let dates = format!("{OPENS}\n{CLOSES}\n");
    fault(&format!("{dates}paused = {{ since = \"2026-11-30\", {REASON} }}"), "paused", "before the program opens");
    fault(&format!("{dates}paused = {{ since = \"2027-01-03\", {REASON} }}"), "paused", "after the program has closed");
}

#[test]
fn a_cap_counts_under_a_name_and_is_bounded() {
    let cap = opening("cap = { name = \"refuge-2026\", limit = 500 }").cap.unwrap();
    assert_eq!(cap, Cap { name: "refuge-2026".to_owned(), limit: 500, shared: false, line: cap.line });
    assert!(opening("cap = { name = \"refuge-2026\", limit = 500, shared = true }").cap.unwrap().shared);
    for (lines, says) in [
        ("limit = 500", "has no “name”"),
        ("name = \"refuge-2026\"", "has no “limit”"),
        ("name = \"Refuge 2026\", limit = 500", "not a good id"),
        ("name = \"refuge-2026\", limit = 0", "from 1 to 10000000"),
        ("name = \"refuge-2026\", limit = 10000001", "from 1 to 10000000"),
        ("name = \"refuge-2026\", limit = \"500\"", "whole number"),
        ("name = \"refuge-2026\", limit = 500, shared = \"yes\"", "true or false"),
    ] {
        fault(&format!("cap = {{ {lines} }}"), "cap", says);
    }
}
