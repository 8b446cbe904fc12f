//! Faults of a program's deadline.

use programs::Program;

use super::{GOOD, expect};
use crate::support::tables;

#[test]
fn a_program_closes_at_a_moment_and_its_grace_is_bounded() {
    const VERSION: &str = "version = \"2026-11-22\"";
    const CLOSES: &str = "closes = \"2026-12-31T23:59:59-05:00\"";
    let deadline = |lines: &str| {
        let text = GOOD.replace(VERSION, &format!("{VERSION}\n{lines}"));
        Program::parse("small.toml", &text, &tables()).unwrap().deadline
    };
    assert_eq!(deadline(""), None);
    for (lines, grace_ends) in [
        (CLOSES.to_owned(), "2027-01-02T04:59:59Z"),
        (format!("{CLOSES}\ngrace_hours = 1"), "2027-01-01T05:59:59Z"),
        (format!("{CLOSES}\ngrace_hours = 24"), "2027-01-02T04:59:59Z"),
    ] {
        let deadline = deadline(&lines).unwrap();
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
        expect(VERSION, &format!("{VERSION}\n{lines}"), on, says);
    }
}
