//! The pages around signing, over HTTP: what they keep, what they warn of, what they tell.

use std::fs;

use language::Language;
use web::Place;

use super::{PAIR, PARTNER, come_in, complete, link, path_of, put, sign, withdraw};
use crate::walk::{Applicant, form, publish_program, short_site};

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
    let says = |applicant: &mut Applicant, page: &str, words: &str| {
        let path = applicant.page_path(page);
        applicant.visitor.open(&path).says(words)
    };
    let signed = "Already signed: Your partner.";
    assert!(!says(&mut applicant, "partner", signed));
    sign(&mut partner, &page, "Luc Cormier");
    for (page, warns) in [("partner", true), ("photo", true), ("story", false)] {
        assert_eq!(says(&mut applicant, page, signed), warns, "{page}");
    }
    put(&mut applicant, "partner", &[("partner-place", "Grand Étang")]);
    assert!(!says(&mut applicant, "partner", signed), "it counts no longer as it is");
    for (page, tells) in [("partner", true), ("photo", true), ("story", false)] {
        assert_eq!(says(&mut applicant, page, LAPSED), tells, "{page}");
    }
    assert!(applicant.open(Place::Tasks).says(LAPSED));
}

const LAPSED: &str = "This signature no longer counts, because something has changed since it was given: Your partner.";

#[test]
fn a_new_version_of_the_program_names_the_signatures_that_lapsed_with_it() {
    let mut landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    sign(&mut partner, &page, "Luc Cormier");
    publish_program(&landfall, PAIR, |program| program.replace("Tell it", "Tell us"));
    landfall.restart();
    let changes = applicant.open(Place::Changes);
    assert!(changes.says("Tell us") && changes.says(LAPSED), "{}", changes.text());
    assert!(changes.links().any(|link| link == applicant.path(Place::People)));
    let french = applicant.visitor.open(&Place::Changes(applicant.reference.clone()).path(Language::Fr));
    assert!(french.says("Cette signature ne compte plus") && french.says("Votre partenaire."), "{}", french.text());
    let seen = applicant.visitor.submit(&changes, &form(&changes));
    assert!(seen.says(LAPSED), "{}", seen.text());
}

#[test]
fn the_task_list_names_the_signature_that_filing_waits_for() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let missing = "To file, you need this signature: Your partner.";
    assert!(applicant.open(Place::Tasks).says(missing));
    let french = applicant.visitor.open(&Place::Tasks(applicant.reference.clone()).path(Language::Fr));
    assert!(french.says("il faut cette signature") && french.says("Votre partenaire."), "{}", french.text());
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    assert!(applicant.open(Place::Tasks).says(missing));
    sign(&mut partner, &page, "Luc Cormier");
    assert!(!applicant.open(Place::Tasks).says("To file, you need"));
}

#[test]
fn the_page_of_signatures_says_what_is_so_of_a_link_from_its_making_to_its_end() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let says = |applicant: &mut Applicant, words: &[&str], not: &[&str]| {
        let page = applicant.open(Place::People);
        assert!(words.iter().all(|words| page.says(words)), "{words:?}: {}", page.text());
        assert!(!not.iter().any(|words| page.says(words)), "{not:?}: {}", page.text());
        page
    };
    let (made, withdrawn) = ("The link is made.", "The link was withdrawn");
    says(&mut applicant, &["Not invited yet"], &[made]);
    let first = link(&mut applicant, "signer-partner");
    says(&mut applicant, &[made, "link not opened yet"], &["Not invited yet"]);
    let (mut partner, page) = come_in(&landfall, &first);
    let opened = says(&mut applicant, &["Opened the link"], &[made, "Not invited yet"]);
    assert!(!opened.links().any(|link| link.contains("/invitation/")), "it was passed on");
    withdraw(&mut applicant, "signer-partner");
    let page_of_it = says(&mut applicant, &["The link is withdrawn.", withdrawn], &["Not invited yet", made]);
    assert!(!page_of_it.says("Withdraw the link"), "{}", page_of_it.text());
    assert!(applicant.open(Place::Review).says(withdrawn));
    assert_eq!(partner.open(page.path()).status(), 410);

    let (mut partner, page) = {
        let second = link(&mut applicant, "signer-partner");
        come_in(&landfall, &second)
    };
    sign(&mut partner, &page, "Luc Cormier");
    says(&mut applicant, &["Signed by Luc Cormier"], &[made, withdrawn]);
    // A new link while the signature stands is made all the same, and shown.
    link(&mut applicant, "signer-partner");
    says(&mut applicant, &["Signed by Luc Cormier", made], &[]);
    // A helper's is passed on as well.
    let helpers = link(&mut applicant, "helper");
    says(&mut applicant, &[made], &[]);
    come_in(&landfall, &helpers);
    says(&mut applicant, &["Has not saved anything yet."], &[made]);
}

#[test]
fn the_page_of_a_signer_says_at_its_head_what_is_to_be_done_or_was() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    let french = Place::Sign(applicant.reference.clone(), PARTNER.to_owned()).path(Language::Fr);
    assert!(page.heading() == "Read and sign" && page.says("Zoë Roy asks you to sign"), "{}", page.text());
    let signed = sign(&mut partner, &page, "Luc Cormier");
    assert!(
        signed.heading() == "You have signed" && signed.title().starts_with("You have signed"),
        "{}",
        signed.title()
    );
    assert!(signed.says("Zoë Roy asked you to sign") && !signed.says("asks you to sign the"), "{}", signed.text());
    assert_eq!(partner.open(&french).heading(), "Vous avez signé");
    put(&mut applicant, "partner", &[("partner-place", "Grand Étang")]);
    let again = partner.open(page.path());
    assert!(again.heading() == "Read and sign" && again.says("Zoë Roy asks you to sign"), "{}", again.text());
    put(&mut applicant, "about", &[("together", "no")]);
    assert_eq!(partner.open(page.path()).heading(), "There is nothing to sign");
    put(&mut applicant, "about", &[("together", "yes")]);
    let page = partner.open(page.path());
    sign(&mut partner, &page, "Luc Cormier");
    applicant.file(&landfall);
    let filed = partner.open(page.path());
    assert_eq!(filed.heading(), "This application was filed");
    assert!(filed.says("Zoë Roy asked you to sign") && filed.says("What you signed"), "{}", filed.text());
    assert_eq!(partner.open(&french).heading(), "Cette demande a été déposée");
}

#[test]
fn all_of_what_is_declared_can_be_read_in_the_other_language_on_the_spot() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let own = applicant.visitor.open(&applicant.page_path("signature"));
    let link = link(&mut applicant, "signer-partner");
    let (_, others) = come_in(&landfall, &link);
    for (page, declared) in [(own, "Tout cela est vrai."), (others, "Nous habitons ensemble.")] {
        assert!(page.says("Cette question en français") && page.says(declared), "{}", page.text());
        assert!(page.says("J’ai lu") || page.says("je déclare"), "{}", page.text());
    }
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
