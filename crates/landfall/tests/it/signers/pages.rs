//! The pages around signing, over HTTP: what they keep, what they warn of, what they tell.

use std::fs;

use language::Language;
use web::Place;

use super::{PAIR, come_in, complete, link, path_of, put, sign, withdraw};
use crate::walk::{Applicant, short_site};

#[test]
fn reloading_after_a_link_was_made_shows_that_link_and_makes_no_other() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let page = applicant.open(Place::People);
    let form = page.form_with("email.signer-partner").forge("invite", "signer-partner");
    let made = applicant.visitor.submit_only(&page, &form);
    assert_eq!((made.status(), made.header("location")), (303, Some(page.path())));
    let shown: Vec<String> = (0..2).map(|_| path_of(&applicant.open(Place::People))).collect();
    assert_eq!(shown[0], shown[1]);
    assert_eq!(come_in(&landfall, &shown[0]).1.status(), 200);
    // Once it is withdrawn, the page shows it no longer. Nor does any other application's.
    withdraw(&mut applicant, "signer-partner");
    assert!(!applicant.open(Place::People).links().any(|link| link.contains("/invitation/")));
    link(&mut applicant, "signer-partner");
    let mut other = Applicant::begin(applicant.visitor.clone(), Language::En, PAIR);
    assert!(!other.open(Place::People).links().any(|link| link.contains("/invitation/")));
}

#[test]
fn the_language_switch_and_the_enter_key_keep_what_was_typed_and_invite_nobody() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let page = applicant.open(Place::People);
    let typed = page.form_with("email.signer-partner").set("email.signer-partner", "luc@example.org");
    // The first button of the form is nobody’s.
    let typed = typed.set("name.helper", "Sam Boudreau").set("language.helper", "fr").withhold("invite");
    let to_french = typed.clone().forge("switch_language", "fr");
    let sent_on = applicant.visitor.submit_only(&page, &to_french);
    let french = sent_on.header("location").expect("the same page in French").to_owned();
    assert_eq!(sent_on.status(), 307, "the browser brings along what was typed");
    let switched = applicant.visitor.try_submit(&french, &to_french).expect("an answer");
    assert!(switched.language().starts_with("fr"), "{}", switched.language());
    let entered = applicant.visitor.submit(&page, &typed);
    for page in [switched, entered] {
        let form = page.form_with("name.helper");
        let values = ["email.signer-partner", "name.helper", "language.helper"].map(|name| form.value(name));
        assert_eq!(values, [Some("luc@example.org"), Some("Sam Boudreau"), Some("fr")], "{}", page.path());
    }
    assert!(applicant.open(Place::Review).says("Not invited yet"));
}

#[test]
fn the_applicant_is_warned_before_changing_what_somebody_has_signed_for() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    let warns = |applicant: &mut Applicant, page: &str| {
        let path = applicant.page_path(page);
        applicant.visitor.open(&path).says("Already signed: Your partner.")
    };
    assert!(!warns(&mut applicant, "partner"));
    sign(&mut partner, &page, "Luc Cormier");
    assert!(warns(&mut applicant, "partner") && warns(&mut applicant, "photo") && !warns(&mut applicant, "story"));
    put(&mut applicant, "partner", &[("partner-place", "Grand Étang")]);
    assert!(!warns(&mut applicant, "partner"), "it counts no longer as it is");
}

#[test]
fn a_signer_is_told_when_applications_are_taken_and_can_sign_before() {
    let mut landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    let file = landfall.site().join("programs/pair.toml");
    let program = fs::read_to_string(&file).expect("the program");
    let pause =
        "[paused]\nsince = \"2026-11-01\"\nreason = { en = \"We are moving.\", fr = \"Nous déménageons.\" }\n\n";
    fs::write(&file, program.replacen("[[signer]]", &format!("{pause}[[signer]]"), 1)).expect("a site of our own");
    landfall.restart();
    let page = partner.open(page.path());
    assert!(page.says("We are moving.") && page.says("You can sign all the same"), "{}", page.text());
    assert!(sign(&mut partner, &page, "Luc Cormier").says("You signed as Luc Cormier"));
}
