//! A short rehearsal against the built binary: everything filed is found and verified, and the report says so.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use rehearsal::Report;
use testkit::Landfall;

use crate::walk::short_site;

/// Plays with the built binary against the running one, and gives what it said and the report.
fn rehearse(landfall: &Landfall, folder: &Path, arguments: &[&str]) -> (Output, Report) {
    let (page, data) = (folder.join("report.html"), folder.join("report.json"));
    let output = Command::new(env!("CARGO_BIN_EXE_landfall"))
        .args(["rehearse", "--target", &landfall.url(), "--report"])
        .arg(&page)
        .arg("--json")
        .arg(&data)
        .args(arguments)
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let json = fs::read_to_string(&data).unwrap_or_else(|error| panic!("{error}: {said}{output:?}"));
    let html = fs::read_to_string(&page).expect("the page is written with the data");
    assert!(html.contains("<section class=\"part\" id=\"fr\" lang=\"fr\">"), "one page in both languages");
    assert!(!html.contains("<script") && !html.contains("http-equiv"), "nothing in the page runs or loads");
    (output, Report::from_json(&json).expect("a report"))
}

#[test]
fn everything_filed_in_a_rehearsed_night_is_found_and_verified() {
    let landfall = short_site().start();
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let arguments = ["--visitors", "60", "--scale-time", "3600", "--think", "0.3", "--drafts", "12"];
    let (output, report) = rehearse(&landfall, folder.path(), &arguments);
    let said = String::from_utf8_lossy(&output.stdout);
    let filings = report.filings;
    assert!(filings.filed >= 5, "{said}");
    assert_eq!((filings.found, filings.verified), (filings.filed, filings.filed), "{said}");
    assert_eq!((filings.lost, filings.doubled, report.faults()), (0, 0, 0), "{said}");
    assert!(said.contains("night") && said.contains("inside"), "{said}");

    let data = folder.path().join("report.json");
    let compared =
        Command::new(env!("CARGO_BIN_EXE_landfall")).args(["rehearse", "compare"]).args([&data, &data]).output();
    let compared = String::from_utf8(compared.expect("the binary runs").stdout).expect("text");
    let line = compared.lines().find(|line| line.starts_with("verified")).expect("a line for what was verified");
    assert_eq!(line.split_whitespace().last(), Some("1.00"), "{compared}");
}

#[test]
fn everybody_with_a_finished_application_files_before_the_deadline() {
    let landfall = short_site().start();
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let arguments = ["--variant", "deadline", "--times", "0.25", "--seconds", "3", "--think", "0.1"];
    let (output, report) = rehearse(&landfall, folder.path(), &arguments);
    let said = String::from_utf8_lossy(&output.stdout);
    // A quarter of 214,000 an hour for three seconds.
    assert_eq!((report.filings.filed, report.filings.found, report.filings.verified), (45, 45, 45), "{said}");
    assert_eq!((report.filings.lost, report.filings.doubled), (0, 0), "{said}");
}

#[test]
fn a_site_on_another_machine_is_left_alone() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_landfall")).args(["rehearse", "--target", "http://192.0.2.1"]).output();
    let output = output.expect("the binary runs");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--i-own-this-site"), "{said}");
}
