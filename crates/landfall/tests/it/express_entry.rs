//! The whole Express Entry application, answered over HTTP page by page and filed.

use language::Language;
use testkit::Landfall;

use crate::{
    signers::sign_all,
    walk::{Applicant, Fixture},
};

/// `adults` of the family sign for themselves.
fn walk(language: Language, fixture: &Fixture, says: &[&str], adults: &[&str]) {
    let landfall = Landfall::start();
    let mut applicant = Applicant::begin(landfall.visitor(), language, "express-entry");
    let review = applicant.fill(fixture);
    assert!(review.language().starts_with(language.code()), "{}", review.language());
    for words in says {
        assert!(review.says(words), "the review does not say {words:?}: {}", review.text());
    }
    sign_all(&landfall, &mut applicant, adults);
    let held = applicant.file(&landfall);
    let filed = held.filed();
    let signed = filed["signatures"].as_array().map_or(0, Vec::len);
    assert_eq!(signed, adults.len(), "each adult’s signature is part of what was filed");
    assert_eq!((filed["program"].as_str(), filed["language"].as_str()), (Some("express-entry"), Some(language.code())));
    assert_eq!(applicant.held(&landfall), held, "the receipt does not change");
}

#[test]
fn a_single_person_applies_in_english_and_holds_a_receipt_that_verifies() {
    walk(
        Language::En,
        &Fixture::single(),
        &["María José Delgado Ruiz", "1583 Barrington Street", "Harbourview General Hospital"],
        &[],
    );
}

#[test]
fn a_family_applies_in_french_and_holds_a_receipt_that_verifies() {
    walk(Language::Fr, &Fixture::family(), &["Kumaran Selvarajah"], &["Nirmala", "Aravind Kumaran"]);
}
