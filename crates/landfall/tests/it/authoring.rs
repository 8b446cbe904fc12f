//! What somebody who writes a program has at hand: the walk-through of docs/programs.md, the check of a site folder, the preview.

use std::{fs, path::Path, process::Command};

use language::Language;
use testkit::{Setup, copy_folder};

use crate::walk::{Applicant, Fixture};

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
    copy_folder(&ours(), site.path());
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

/// The program that docs/programs.md has a newcomer write, as it stands there.
fn first_program() -> String {
    let page = include_str!("../../../../docs/programs.md");
    let section =
        page.split("\n## ").find(|section| section.starts_with("Your first program")).expect("the walk-through");
    section.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect::<Vec<_>>().join("\n")
}

/// The site that ships, with that program.
fn with_first_program() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    copy_folder(&ours(), site.path());
    fs::write(site.path().join("programs/records-search.toml"), first_program()).expect("a file");
    site
}

#[test]
fn the_first_program_passes_the_check_and_is_filed_in_both_languages() {
    let site = with_first_program();
    let (good, said) = landfall(&["check"], site.path());
    assert!(good && said.contains("9 programs") && !said.contains("records-search"), "{said}");

    let landfall = Setup::built().site(site.path()).start();
    let answers = Fixture::read(include_str!("../../../../tools/testkit/fixtures/records-search.json"));
    for (language, fee) in [(Language::En, "$75.00"), (Language::Fr, "75,00\u{a0}$")] {
        let mut person = Applicant::begin(landfall.visitor(), language, "records-search");
        let review = person.fill(&answers);
        assert!(review.says("Gagnon") && review.says(fee), "{}", review.text());
        let held = person.file(&landfall);
        let filing = String::from_utf8(held.filing).expect("a filing is text");
        for answer in ["\"another\"", "Tremblay", "Gagnon"] {
            assert!(filing.contains(answer), "{answer}: {filing}");
        }
    }
}

/// What `landfall preview` says of the first program, drawn into a folder.
fn preview(site: &Path, to: &Path) -> (bool, String) {
    landfall(&["preview", "records-search", "--to", to.to_str().expect("a path of text")], site)
}

#[test]
fn a_preview_has_every_page_in_both_languages_and_says_when_it_is_asked() {
    let site = with_first_program();
    let home = tempfile::tempdir().expect("a folder");
    let to = home.path().join("new/preview");
    let (good, said) = preview(site.path(), &to);
    assert!(good && said.contains("en/index.html") && said.contains("fr/index.html"), "{said}");
    let read = |file: &str| fs::read_to_string(to.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let pages = ["for-whom", "name", "consent", "other-names", "other-names.other-name", "signature"];
    for language in ["en", "fr"] {
        let contents = read(&format!("{language}/index.html"));
        for page in pages {
            assert!(contents.contains(&format!("href=\"page.{page}.html\"")), "{page} of {language}");
            let html = read(&format!("{language}/page.{page}.html"));
            let other = if language == "en" { "fr" } else { "en" };
            assert!(html.contains(&format!("href=\"../{other}/page.{page}.html\"")), "{page} of {language}");
            assert!(html.contains("href=\"../landfall.css\"") && !html.contains("<script"), "{page} of {language}");
        }
        assert_eq!(fs::read_dir(to.join(language)).expect("a folder").count(), pages.len() + 1);
    }
    let consent = read("en/page.consent.html");
    assert!(consent.contains("Asked when: “Whose records are they?” is “Those of somebody else”."), "{consent}");
    assert!(consent.contains("Privacy Act, 2026, s. 8: consent") && consent.contains("name=\"consent\""), "{consent}");
    assert!(
        read("fr/page.consent.html").contains(
            "la réponse à «\u{a0}À qui sont ces dossiers\u{a0}?\u{a0}» est «\u{a0}À quelqu’un d’autre\u{a0}»"
        )
    );
    assert!(read("en/page.other-names.html").contains("Has this person used one more?"));
    assert!(read("en/index.html").contains("No official form was at hand."));
}

#[test]
fn a_preview_draws_what_each_signer_sees_and_nothing_else() {
    let to = tempfile::tempdir().expect("a folder");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/site");
    let (good, said) = landfall(&["preview", "pair", "--to", to.path().to_str().expect("a path of text")], &site);
    assert!(good, "{said}");
    let read = |file: &str| fs::read_to_string(to.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let contents = read("en/index.html");
    for file in ["signatures.html", "sign.partner.html"] {
        assert!(contents.contains(&format!("href=\"{file}\"")), "{contents}");
    }
    let sees = read("en/sign.partner.html");
    for words in
        ["We live together.", "href=\"page.partner.html\"", "href=\"page.photo.html\"", "name=\"partner.agree\""]
    {
        assert!(sees.contains(words), "{words}: {sees}");
    }
    assert!(!sees.contains("page.story.html"), "{sees}");
    let signatures = read("fr/signatures.html");
    for words in ["Votre partenaire", "Signe quand", "href=\"sign.partner.html\"", "href=\"../en/signatures.html\""] {
        assert!(signatures.contains(words), "{words}: {signatures}");
    }
}

#[test]
fn a_preview_takes_the_place_of_an_earlier_one_and_of_nothing_else() {
    let site = with_first_program();
    let to = tempfile::tempdir().expect("a folder");
    assert!(preview(site.path(), to.path()).0, "an empty folder is taken");
    fs::write(to.path().join("en/page.gone.html"), "a question that is gone").expect("a file");
    fs::write(to.path().join("notes.txt"), "mine").expect("a file");
    assert!(preview(site.path(), to.path()).0);
    assert!(!to.path().join("en/page.gone.html").exists() && to.path().join("notes.txt").exists());

    let mine = tempfile::tempdir().expect("a folder");
    fs::write(mine.path().join("notes.txt"), "mine").expect("a file");
    let (good, said) = preview(site.path(), mine.path());
    assert!(!good && said.contains("holds something else than a preview"), "{said}");
    assert_eq!(fs::read_dir(mine.path()).expect("a folder").count(), 1, "nothing was written");
    let (good, said) = landfall(&["preview", "no-such-program", "--to", "x"], site.path());
    assert!(!good && said.contains("there is no program no-such-program; this site has"), "{said}");
}
