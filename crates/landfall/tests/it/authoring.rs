//! What somebody who writes a program has at hand: the check of a site folder.

use std::{fs, path::Path, process::Command};

/// What a command says, and whether it succeeded.
fn landfall(arguments: &[&str], site: &Path) -> (bool, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_landfall")).args(arguments).arg("--site").arg(site).output();
    let ran = ran.expect("landfall runs");
    (ran.status.success(), String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr))
}

fn ours() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site")
}

/// A copy of the site that ships, in which one text of one file stands in place of another.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    crate::finder::copy(&ours(), site.path());
    let text = fs::read_to_string(site.path().join(file)).expect("a file of the site");
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(site.path().join(file), text.replacen(from, to, 1)).expect("a file");
    site
}

#[test]
fn what_the_site_that_ships_does_not_know_is_worth_a_look_and_no_fault() {
    let (good, said) = landfall(&["check"], &ours());
    assert!(good, "{said}");
    let known = ["no program and no way of the finder names the fee", "what holds since 2026-11-03 is not known"];
    for line in said.lines().filter(|line| line.starts_with("worth a look")) {
        assert!(known.iter().any(|known| line.contains(known)), "{line}");
        assert!(line.contains("site/tables/fees.toml:") || line.contains("site/tables/crs.toml:"), "{line}");
    }
    assert!(said.contains("worth a look") && said.contains("is whole"), "{said}");
}

#[test]
fn a_fee_that_is_owed_and_not_known_today_and_a_version_ahead_are_worth_a_look() {
    let card = "id = \"permanent-resident-card\"";
    let fees = fs::read_to_string(ours().join("tables/fees.toml")).expect("the fees");
    let row = &fees[fees.find(card).expect("the fee of the card")..];
    let from = row.lines().find(|line| line.starts_with("from =")).expect("its first day");
    let ahead = row[..row.find(from).expect("its first day")].to_owned();
    let site = changed("tables/fees.toml", &format!("{ahead}{from}"), &format!("{ahead}from = \"2100-01-01\""));
    let (good, said) = landfall(&["check"], site.path());
    assert!(
        good && said.contains("what the fee “permanent-resident-card” comes to before 2100-01-01 is not known"),
        "{said}"
    );

    let program = fs::read_to_string(ours().join("programs/pr-card.toml")).expect("a program");
    let version = program.lines().find(|line| line.starts_with("version =")).expect("its version");
    let site = changed("programs/pr-card.toml", version, "version = \"2100-01-01\"");
    let (good, said) = landfall(&["check"], site.path());
    assert!(good && said.contains("pr-card.toml: the version 2100-01-01 lies ahead"), "{said}");
}

#[test]
fn a_shared_block_that_no_program_uses_fails_the_check() {
    let spare = "[[block]]\nid = \"spare\"\n[[block.page]]\nuse = \"name\"\n\n[[block]]";
    let (good, said) = landfall(&["check"], changed("blocks/common.toml", "[[block]]", spare).path());
    assert!(!good && said.contains("the block “spare” is used by no program"), "{said}");
}
