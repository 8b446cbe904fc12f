//! Paying over HTTP with the demonstration provider: before filing, after it, not at all, twice, and across a crash.

use std::{fs, process::Command};

use language::Language;
use testkit::{Landfall, Page};
use web::Place;

use crate::{
    signers::{PAIR, come_in, complete, link, sign},
    walk::{Applicant, Prepared, SHORT, form, publish_program, short_site},
};

/// The table of fees of these tests.
const FEES: &str = r#"
[[source]]
id = "notice"
title = { en = "Notice", fr = "Avis" }
date = "2026-03-27"
[[line]]
id = "processing"
amount = 99000
from = "2026-04-30"
from_is = "start"
basis = "stated"
source = "notice"
label = { en = "Processing", fr = "Traitement" }
[[line]]
id = "card"
amount = 5000
from = "2026-04-30"
from_is = "read"
basis = "derived"
source = "notice"
label = { en = "Card", fr = "Carte" }
"#;

/// How often a page is looked at until it says what is waited for.
const LOOKS: usize = 5_000;

/// The short program's site, with fees.
pub(crate) fn site_with_fees() -> Landfall {
    let mut landfall = short_site().start();
    let fees = "[[fee]]\nline = \"processing\"\nsource = [\"tests\"]\n[[fee]]\nline = \"card\"\nsource = [\"tests\"]\n";
    for program in [SHORT, PAIR] {
        let with_fees = |program: &str| program.replacen("[[section]]", &format!("{fees}[[section]]"), 1);
        publish_program(&landfall, program, with_fees);
    }
    let tables = landfall.site().join("tables");
    fs::create_dir_all(&tables).expect("a folder");
    fs::write(tables.join("fees.toml"), FEES).expect("a table");
    landfall.restart();
    landfall
}

fn prepared(landfall: &Landfall) -> Prepared {
    Applicant::prepare(landfall.visitor(), "paying")
}

/// Gives the demonstration provider's page an answer and goes on.
pub(crate) fn choose(applicant: &mut Applicant, button: &str) -> Page {
    let page = applicant.open(Place::Provider);
    applicant.visitor.submit(&page, &form(&page).press(button))
}

/// The page of a place, once it says something.
fn until_it_says(applicant: &mut Applicant, place: fn(String) -> Place, words: &str) -> Page {
    for _ in 0..LOOKS {
        let page = applicant.open(place);
        if page.says(words) {
            return page;
        }
    }
    panic!("never {words:?}: {}", applicant.open(place).text())
}

#[test]
fn the_bill_is_shown_line_by_line_with_source_and_date_in_both_languages() {
    let landfall = site_with_fees();
    let mut applicant = prepared(&landfall).applicant;
    let page = applicant.open(Place::Payment);
    for words in
        ["Processing", "$990.00", "Since April 30, 2026. Notice", "$50.00, to be confirmed", "In all: $1,040.00"]
    {
        assert!(page.says(words), "no {words:?}: {}", page.text());
    }
    let review = applicant.open(Place::Review);
    assert!(review.says("In all: $1,040.00") && review.says("is not paid yet"), "{}", review.text());
    let path = Place::Payment(applicant.reference.clone()).path(Language::Fr);
    let page = applicant.visitor.open(&path);
    for words in ["Traitement", "990,00\u{a0}$", "Depuis le 30 avril 2026. Avis", "à confirmer", "1\u{a0}040,00\u{a0}$"]
    {
        assert!(page.says(words), "no {words:?}: {}", page.text());
    }
}

#[test]
fn who_pays_first_has_the_amount_held_and_it_is_taken_once_the_application_is_filed() {
    let landfall = site_with_fees();
    let mut applicant = prepared(&landfall).applicant;
    let review = choose(&mut applicant, "Accept the payment");
    assert_eq!(review.path(), applicant.path(Place::Review));
    assert!(review.says("is held for you"), "{}", review.text());
    let fees = applicant.open(Place::Payment);
    assert!(fees.says("You can file now.") && !fees.says("pay later"), "{}", fees.text());
    applicant.file(&landfall);
    let receipt = until_it_says(&mut applicant, Place::Receipt, "Paid: $1,040.00");
    assert!(!receipt.says("Pay now"), "{}", receipt.text());
    let page = applicant.open(Place::Provider);
    assert_eq!(page.path(), applicant.path(Place::Payment), "there is nothing to pay any more");
}

#[test]
fn the_copy_that_is_kept_says_what_was_owed_on_the_day_of_filing() {
    let landfall = site_with_fees();
    let mut applicant = prepared(&landfall).applicant;
    applicant.file(&landfall);
    let pdf = applicant.visitor.open(&format!("{}/application.pdf", applicant.path(Place::Receipt)));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("copy.pdf");
    fs::write(&file, pdf.body()).expect("a file");
    let read = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("pdftotext runs");
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    for words in ["What this application costs", "Processing", "$990.00", "In all: $1,040.00", "calculated the amount"]
    {
        assert!(text.contains(words), "no {words:?}: {text}");
    }
}

#[test]
fn nothing_is_paid_or_said_to_be_filed_now_while_a_signature_is_missing() {
    let landfall = site_with_fees();
    let mut applicant = complete(&landfall);
    let fees = applicant.open(Place::Payment);
    assert!(fees.says("you can neither pay nor file") && !fees.says("file now"), "{}", fees.text());
    assert!(fees.links().any(|link| link == applicant.path(Place::People)), "{}", fees.text());
    let provider = applicant.open(Place::Provider);
    assert_eq!(provider.path(), applicant.path(Place::Payment), "what is held could not be taken within a day");

    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    sign(&mut partner, &page, "Luc Cormier");
    let fees = applicant.open(Place::Payment);
    assert!(fees.says("You can also file now") && !fees.says("neither pay nor file"), "{}", fees.text());
}

#[test]
fn whatever_a_payment_comes_to_the_application_is_filed_and_can_be_paid_later() {
    let landfall = site_with_fees();
    for (button, says) in [
        ("Decline it", "was declined"),
        ("Have the service fail", "did not answer as it should"),
        ("Stop here", "You stopped before paying"),
    ] {
        let mut applicant = prepared(&landfall).applicant;
        let page = choose(&mut applicant, button);
        assert!(page.says(says) && page.says("Your application is saved"), "{}", page.text());
        let held = applicant.file(&landfall);
        let receipt = applicant.open(Place::Receipt);
        assert!(receipt.says("Your application is filed. $1,040.00 is not paid yet"), "{}", receipt.text());
        let receipt = choose(&mut applicant, "Accept the payment");
        assert!(receipt.says("Paid: $1,040.00"), "{}", receipt.text());
        assert_eq!(applicant.held(&landfall), held, "paying changes nothing that was filed");
    }
}

#[test]
fn a_second_click_and_another_tab_pay_nothing_twice() {
    let mut landfall = site_with_fees();
    let mut applicant = prepared(&landfall).applicant;
    let page = applicant.open(Place::Provider);
    let accept = form(&page).press("Accept the payment");
    for _ in 0..3 {
        let answer = applicant.visitor.submit(&page, &accept);
        assert!(answer.says("is held for you"), "{}", answer.text());
    }
    applicant.file(&landfall);
    let receipt = applicant.visitor.submit(&page, &accept);
    assert!(receipt.status() == 200, "{}", receipt.text());
    until_it_says(&mut applicant, Place::Receipt, "Paid: $1,040.00");
    let listed = payments(&mut landfall, &["list"]);
    assert_eq!(listed.lines().filter(|line| line.contains("paid")).count(), 1, "{listed}");
}

#[test]
fn a_crash_between_the_filing_and_the_capture_is_made_good_after_the_restart() {
    let mut landfall = site_with_fees();
    let mut applicant = prepared(&landfall).applicant;
    choose(&mut applicant, "Accept the payment");
    let review = applicant.open(Place::Review);
    let answer = applicant.press_file(&review);
    assert_eq!(answer.header("location"), Some(applicant.path(Place::Receipt).as_str()));
    landfall.kill9();
    landfall.start_again();
    until_it_says(&mut applicant, Place::Receipt, "Paid: $1,040.00");
}

#[test]
fn an_operator_gives_back_what_was_paid_and_the_applicant_sees_it() {
    let mut landfall = site_with_fees();
    let mut applicant = prepared(&landfall).applicant;
    let number = applicant.file(&landfall).number;
    choose(&mut applicant, "Accept the payment");
    let said = payments(&mut landfall, &["refund", &number]);
    assert!(said.contains("is being given back"), "{said}");
    landfall.start_again();
    let receipt = applicant.open(Place::Receipt);
    assert!(receipt.says("is on its way back to you") || receipt.says("was given back to you"), "{}", receipt.text());
    assert!(!receipt.says("Pay now"), "{}", receipt.text());
}

#[test]
fn nobody_pays_for_anothers_application_or_without_the_sessions_token() {
    let landfall = site_with_fees();
    let mut applicant = prepared(&landfall).applicant;
    let page = applicant.open(Place::Provider);
    let accept = form(&page).press("Accept the payment");
    let mut stranger = landfall.visitor();
    let refused = stranger.try_submit(page.path(), &accept).expect("an answer");
    assert!([403, 404].contains(&refused.status()), "{}", refused.status());
    let forged = applicant.visitor.try_submit(page.path(), &accept.forge("form_token", "00")).expect("an answer");
    assert_eq!(forged.status(), 403);
    assert!(applicant.open(Place::Payment).says("is not paid yet"));
}

/// Stops the site and runs `landfall payments` on its store.
fn payments(landfall: &mut Landfall, words: &[&str]) -> String {
    landfall.stop();
    let output = Command::new(env!("CARGO_BIN_EXE_landfall"))
        .arg("payments")
        .args(words)
        .env("LANDFALL_DATA", landfall.data())
        .env("LANDFALL_KEYS", landfall.keys())
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
