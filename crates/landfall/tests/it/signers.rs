//! More than one signer, and a helper, over HTTP: what each link opens, and that it opens nothing else.

mod household;
mod pages;

use std::fs;

use language::Language;
use testkit::{Form, Landfall, Page, Visitor};
use web::Place;

use crate::{
    secrets::{mail, secret_after},
    start::verify::verify,
    walk::{Applicant, form, png, short_site},
};

/// The id of the program for two of `tests/it/site`.
pub(crate) const PAIR: &str = "pair";
const PARTNER: &str = "partner";
const STORY: &str = "Nobody but me knows of the puffins";

/// An application for two with everything answered.
pub(crate) fn complete(landfall: &Landfall) -> Applicant {
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, PAIR);
    let about = [("name.family", "Roy"), ("name.given", "Zoë"), ("together", "yes")];
    let partner = [("partner-name.family", "Cormier"), ("partner-name.given", "Luc"), ("partner-place", "Chéticamp")];
    put(&mut applicant, "about", &about);
    put(&mut applicant, "partner", &partner);
    put(&mut applicant, "story", &[("story", STORY)]);
    let path = applicant.page_path("photo");
    let page = applicant.visitor.open(&path);
    applicant.visitor.submit(&page, &form(&page).attach("photo", png()));
    put(&mut applicant, "signature", &[("signature.agree", "on"), ("signature.name", "Zoë Roy")]);
    applicant
}

/// Answers a page of questions as its form asks.
pub(crate) fn put(applicant: &mut Applicant, page: &str, fields: &[(&str, &str)]) -> Page {
    let path = applicant.page_path(page);
    let page = applicant.visitor.open(&path);
    let filled = fields.iter().fold(form(&page), |form, (name, value)| form.set(name, value));
    let next = applicant.visitor.submit(&page, &filled);
    assert_eq!(next.status(), 200, "{path}: {}", next.text());
    next
}

/// Makes a link for a signer or the helper, as its path.
pub(crate) fn link(applicant: &mut Applicant, who: &str) -> String {
    let page = applicant.open(Place::People);
    let form = page.form_with(&format!("email.{who}"));
    let form = if who == "helper" { form.set("name.helper", "Sam Boudreau") } else { form };
    let made = applicant.visitor.submit(&page, &form.withhold("withdraw").forge("invite", who));
    assert_eq!(made.status(), 200, "{}", made.text());
    path_of(&made)
}

fn path_of(made: &Page) -> String {
    let link = made.links().find(|link| link.contains("/invitation/"));
    let link = link.unwrap_or_else(|| panic!("no link: {}", made.text()));
    link.splitn(4, '/').nth(3).map(|path| format!("/{path}")).expect("a link of ours")
}

/// Opens an invitation in a browser of its own.
pub(crate) fn come_in(landfall: &Landfall, link: &str) -> (Visitor, Page) {
    let mut visitor = landfall.visitor();
    let asked = visitor.open(link);
    assert_eq!(asked.status(), 200, "{}", asked.text());
    let opened = visitor.submit(&asked, &asked.form_with("code"));
    (visitor, opened)
}

/// Everybody who has to sign comes in by a link and does, in the order in which the page names them.
pub(crate) fn sign_all(landfall: &Landfall, applicant: &mut Applicant, names: &[&str]) {
    let page = applicant.open(Place::People);
    let form = page.form_with("email.helper");
    let whose: Vec<&str> = form.names().into_iter().filter_map(|name| name.strip_prefix("email.signer-")).collect();
    assert_eq!(whose.len(), names.len(), "{whose:?} have to sign");
    for (key, name) in whose.into_iter().zip(names) {
        let link = link(applicant, &format!("signer-{key}"));
        let (mut visitor, page) = come_in(landfall, &link);
        let id = key.split('.').next().unwrap_or(key);
        let form = page.form_with("shown").set(&format!("{id}.agree"), "on").set(&format!("{id}.name"), name);
        let signed = visitor.submit(&page, &form.forge("do", "sign"));
        assert!(signed.status() == 200 && !signed.forms().iter().any(|form| form.has("shown")), "{}", signed.text());
    }
}

pub(crate) fn sign(visitor: &mut Visitor, page: &Page, name: &str) -> Page {
    let form = page.form_with("shown").set("partner.agree", "on").set("partner.name", name);
    visitor.submit(page, &form.forge("do", "sign"))
}

fn withdraw(applicant: &mut Applicant, who: &str) -> Page {
    let page = applicant.open(Place::People);
    let form = page.form_with(&format!("email.{who}")).withhold("invite").forge("withdraw", who);
    applicant.visitor.submit(&page, &form)
}

#[test]
fn filing_waits_for_the_second_signature_which_the_receipt_then_covers() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let review = applicant.open(Place::Review);
    assert!(review.says("You cannot file yet") && review.says("Not invited yet"), "{}", review.text());
    assert!(!review.forms().iter().any(|form| form.has("version")));

    // Not by a form of one's own making either; and nothing is lost.
    let keep = applicant.open(Place::Keep);
    let token = form(&keep).value("form_token").expect("a token").to_owned();
    for version in 1..12 {
        let path = applicant.path(Place::File);
        let forged = Form::forged(&path).forge("form_token", &token).forge("version", &version.to_string());
        let answer = applicant.visitor.try_submit(&path, &forged).expect("an answer");
        assert_eq!(answer.header("location"), Some(applicant.path(Place::Review).as_str()), "{}", answer.text());
    }
    let link = link(&mut applicant, "signer-partner");
    assert!(applicant.open(Place::Review).says("link not opened yet"));
    let (mut partner, page) = come_in(&landfall, &link);
    let place = Place::Sign(applicant.reference.clone(), PARTNER.to_owned()).path(Language::En);
    assert_eq!((page.status(), page.path()), (200, place.as_str()));
    assert!(page.says("Zoë Roy asks you") && page.says("Chéticamp") && page.says("photo.png"), "{}", page.text());
    assert!(!page.says(STORY), "the signer is shown what is not theirs");
    assert!(applicant.open(Place::Review).says("Opened the link"));

    let wrong = sign(&mut partner, &page, "Somebody Else");
    assert_eq!(wrong.status(), 422, "{}", wrong.text());
    let signed = sign(&mut partner, &wrong, "Luc Cormier");
    assert!(signed.status() == 200 && signed.says("You signed as Luc Cormier"), "{}", signed.text());

    let held = applicant.file(&landfall);
    let filing: serde_json::Value = serde_json::from_slice(&held.filing).expect("a filing");
    let signature = &filing["signatures"][0];
    assert_eq!((signature["signer"].as_str(), signature["name"].as_str()), (Some(PARTNER), Some("Luc Cormier")));
    assert_eq!(signature["shown"], serde_json::json!(["partner-name", "partner-place", "photo"]));
    let read: casework::Filing = serde_json::from_value(filing).expect("a filing");
    assert_eq!(read.unsound_signature(vault::sha256), None);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a written file");
        path
    };
    let key = file("key.txt", landfall.visitor().open("/receipt-key.txt").body());
    let (receipt, filing) = (file("receipt.json", held.receipt.as_bytes()), file("filing.json", &held.filing));
    let verified = verify(&key, &receipt, Some(&filing));
    assert!(verified.succeeded && verified.said.contains("by Luc Cormier (partner)"), "{}", verified.said);
    // What was signed can still be read, and nothing be done about it.
    let after = partner.open(&place);
    let words = "was filed with your signature, given as Luc Cormier";
    assert!(after.says(words) && after.says("Chéticamp") && after.says("We live together."), "{}", after.text());
    assert!(!after.says(STORY) && !after.forms().iter().any(|form| form.has("remark")), "{}", after.text());
    assert_eq!(partner.open(after.link("photo.png")).body(), png().bytes);
}

#[test]
fn a_changed_answer_ends_the_signature_and_another_one_does_not() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    sign(&mut partner, &page, "Luc Cormier");
    put(&mut applicant, "story", &[("story", "Another one")]);
    assert!(applicant.open(Place::Review).says("Signed by Luc Cormier"));
    put(&mut applicant, "partner", &[("partner-place", "Grand Étang")]);
    let review = applicant.open(Place::Review);
    assert!(review.says("Has to sign again") && review.says("You cannot file yet"), "{}", review.text());

    // Put back as it was, it is what was signed.
    put(&mut applicant, "partner", &[("partner-place", "Chéticamp")]);
    assert!(applicant.open(Place::Review).says("Signed by Luc Cormier"));
    put(&mut applicant, "partner", &[("partner-place", "Grand Étang")]);
    let page = partner.open(page.path());
    assert!(page.says("Something has changed since you signed") && page.says("Grand Étang"), "{}", page.text());

    // What changes while it is read is not signed.
    put(&mut applicant, "partner", &[("partner-place", "Belle-Marche")]);
    let changed = sign(&mut partner, &page, "Luc Cormier");
    assert_eq!(changed.status(), 409, "{}", changed.text());
    assert!(changed.says("nothing was signed") && changed.says("Belle-Marche"), "{}", changed.text());
    sign(&mut partner, &changed, "Luc Cormier");
    // Nor is it needed when there is nobody any more.
    assert!(applicant.open(Place::Review).says("Signed by Luc Cormier"));
    put(&mut applicant, "about", &[("together", "no")]);
    assert!(partner.open(page.path()).says("not needed any more"));
    assert!(form(&applicant.open(Place::Review)).has("version"));
}

#[test]
fn an_objection_is_shown_to_the_applicant_and_ends_a_signature() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    let object = |partner: &mut Visitor, page: &Page, words: &str| {
        partner.submit(page, &page.form_with("remark").set("remark", words).forge("do", "object"))
    };
    assert_eq!(object(&mut partner, &page, " ").status(), 422);
    let page = sign(&mut partner, &page, "Luc Cormier");
    let said = object(&mut partner, &page, "We moved to <b>Inverness</b>.");
    assert!(said.says("What you wrote was sent"), "{}", said.text());
    assert!(said.says("You said that this is not right"), "{}", said.text());
    let people = applicant.open(Place::People);
    assert!(people.says("We moved to <b>Inverness</b>."), "{}", people.text());
    assert!(applicant.open(Place::Review).says("Says that something is not right"));
    sign(&mut partner, &said, "Luc Cormier");
    assert!(!applicant.open(Place::People).says("Inverness"));
    assert!(form(&applicant.open(Place::Review)).has("version"));
}

/// Every address of an application, with what it answers to a visitor.
fn assert_closed(visitor: &mut Visitor, applicant: &Applicant, places: &[fn(String) -> Place]) {
    for place in places {
        let path = applicant.path(*place);
        assert_eq!(visitor.open(&path).status(), 404, "{path}");
    }
}

/// Posts a form of the visitor's own making, with the session's own token.
pub(crate) fn post(visitor: &mut Visitor, path: &str, token: &str, fields: &[(&str, &str)]) -> u16 {
    let forged = fields
        .iter()
        .fold(Form::forged(path).forge("form_token", token), |form, (name, value)| form.forge(name, value));
    visitor.try_submit(path, &forged).unwrap_or_else(|error| panic!("{path}: {error}")).status()
}

#[test]
fn a_signer_reaches_nothing_else_of_the_application() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let photo = applicant.page_path("photo");
    let photo = applicant.visitor.open(&photo);
    let photo = photo.links().find(|link| link.contains("/documents/")).expect("an upload").to_owned();
    let link = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &link);
    let token = page.form_with("shown").value("form_token").expect("a token").to_owned();
    let closed: [fn(String) -> Place; 8] = [
        Place::Tasks,
        Place::Review,
        Place::Receipt,
        Place::Payment,
        Place::Provider,
        Place::Keep,
        Place::People,
        Place::Delete,
    ];
    assert_closed(&mut partner, &applicant, &closed);
    for page in ["about", "partner", "story", "photo", "signature"] {
        assert_eq!(partner.open(&applicant.page_path(page)).status(), 404, "{page}");
    }
    assert_eq!(partner.open(&photo).status(), 404);
    // What the signer is shown opens by an address of the signer's own, and by it nothing else does.
    let shown = page.link("photo.png").to_owned();
    assert_eq!(partner.open(&shown).body(), png().bytes);
    let (own, document) = shown.rsplit_once('/').expect("an address");
    assert_eq!(landfall.visitor().open(&shown).status(), 404);
    for none in ["0", "x", "00000000-0000-0000-0000-000000000000", document.trim_end_matches(|last| last != '-')] {
        assert_eq!(partner.open(&format!("{own}/{none}")).status(), 404, "{none}");
    }
    let other = Place::Sign(applicant.reference.clone(), "child".to_owned()).path(Language::En);
    assert_eq!(partner.open(&other).status(), 404);
    for (path, fields) in [
        (applicant.path(Place::File), [("version", "7"), ("x", "")]),
        (applicant.path(Place::Keep), [("do", "renew"), ("x", "")]),
        (applicant.path(Place::Keep), [("do", "word"), ("word", "razorbill")]),
        (applicant.path(Place::People), [("invite", "helper"), ("name.helper", "Sam")]),
        (applicant.path(Place::People), [("withdraw", "signer-partner"), ("x", "")]),
        (applicant.path(Place::Delete), [("sure", "yes"), ("x", "")]),
        (applicant.path(Place::Provider), [("do", "pay"), ("x", "")]),
    ] {
        assert_eq!(post(&mut partner, &path, &token, &fields), 404, "{path}");
    }
    // A page of questions comes back to be saved by somebody who may.
    let story = applicant.page_path("story");
    assert_eq!(post(&mut partner, &story, &token, &[("story", "forged"), ("then", "continue")]), 403);
    assert!(applicant.open(Place::Review).says(STORY));
    // Nor does the link open the application as a resume link would.
    let code = link.rsplit('/').next().expect("a code").to_owned();
    let resume = Place::ResumeLink(applicant.reference.clone(), code).path(Language::En);
    let asked = partner.open(&resume);
    assert_eq!(partner.submit(&asked, &asked.form_with("code")).status(), 422);
    // Without the session's token nothing is signed, and a stranger has no page at all.
    assert_eq!(post(&mut partner, page.path(), "0000", &[("do", "sign")]), 403);
    assert_eq!(landfall.visitor().open(page.path()).status(), 404);
}

#[test]
fn a_link_that_was_replaced_or_withdrawn_opens_nothing_any_more() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let first = link(&mut applicant, "signer-partner");
    let (mut partner, page) = come_in(&landfall, &first);
    let second = link(&mut applicant, "signer-partner");
    assert_ne!(first, second);
    let gone = partner.open(page.path());
    assert!(gone.status() == 410 && gone.says("Your link opens nothing here any more"), "{}", gone.text());
    assert_eq!(come_in(&landfall, &first).1.status(), 422);
    let (mut partner, page) = come_in(&landfall, &second);
    sign(&mut partner, &page, "Luc Cormier");
    assert!(withdraw(&mut applicant, "signer-partner").says("It opens nothing any more"));
    let gone = partner.open(page.path());
    assert!(gone.status() == 410 && gone.says("Your link opens nothing here any more"), "{}", gone.text());
    assert!(applicant.open(Place::Review).says("The link was withdrawn"));
}

#[test]
fn a_helper_fills_in_and_uploads_and_can_do_nothing_else() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let link = link(&mut applicant, "helper");
    let (visitor, tasks) = come_in(&landfall, &link);
    assert_eq!((tasks.status(), tasks.path()), (200, applicant.path(Place::Tasks).as_str()));
    assert!(tasks.says("You help with this application"), "{}", tasks.text());
    let mut helper = applicant.clone();
    helper.visitor = visitor;
    put(&mut helper, "story", &[("story", "Told by a helper")]);
    let path = helper.page_path("photo");
    let page = helper.visitor.open(&path);
    let uploaded = helper.visitor.submit(&page, &form(&page).attach("photo", png()));
    assert_eq!(uploaded.status(), 200);
    let page = helper.visitor.open(&path);
    let photo = page.links().find(|link| link.contains("/documents/")).expect("an upload").to_owned();
    assert_eq!(helper.visitor.open(&photo).status(), 200);

    let review = helper.open(Place::Review);
    assert!(review.says("Told by a helper") && review.says("Only the applicant can sign, pay and file"));
    assert!(!review.forms().iter().any(|form| form.has("version")));
    let tasks = applicant.open(Place::Tasks);
    assert!(tasks.says("Sam Boudreau can read and fill in"), "{}", tasks.text());
    assert!(applicant.open(Place::People).says("Saved 2 times"));

    // What only the applicant does.
    let closed: [fn(String) -> Place; 6] =
        [Place::Receipt, Place::Payment, Place::Provider, Place::Keep, Place::People, Place::Delete];
    assert_closed(&mut helper.visitor, &applicant, &closed);
    let signature = applicant.page_path("signature");
    let page = helper.visitor.open(&signature);
    assert!(page.status() == 403 && page.says("Only the applicant signs this page"), "{}", page.text());
    let story = helper.page_path("story");
    let token = form(&helper.visitor.open(&story)).value("form_token").expect("a token").to_owned();
    for (path, fields, status) in [
        (&signature, [("signature.agree", "on"), ("signature.name", "Zoë Roy")], 403),
        (&applicant.path(Place::File), [("version", "9"), ("x", "")], 404),
        (&applicant.path(Place::Keep), [("do", "renew"), ("x", "")], 404),
        (&applicant.path(Place::Keep), [("do", "word"), ("word", "razorbill")], 404),
        (&applicant.path(Place::Keep), [("do", "mail"), ("email", "sam@example.org")], 404),
        (&applicant.path(Place::People), [("invite", "signer-partner"), ("x", "")], 404),
        (&applicant.path(Place::People), [("withdraw", "helper"), ("x", "")], 404),
        (&applicant.path(Place::Delete), [("sure", "yes"), ("x", "")], 404),
        (&applicant.path(Place::Provider), [("do", "pay"), ("x", "")], 404),
    ] {
        assert_eq!(post(&mut helper.visitor, path, &token, &fields), status, "{path} {fields:?}");
    }
    let sign = Place::Sign(applicant.reference.clone(), PARTNER.to_owned()).path(Language::En);
    assert_eq!(helper.visitor.open(&sign).status(), 404);

    withdraw(&mut applicant, "helper");
    assert_eq!(post(&mut helper.visitor, &story, &token, &[("story", "late"), ("then", "continue")]), 410);
    let gone = helper.open(Place::Tasks);
    assert!(gone.status() == 410 && gone.says("Your link opens nothing here any more"), "{}", gone.text());
    assert!(applicant.open(Place::Review).says("Told by a helper"));
}

#[test]
fn a_link_is_sent_in_the_language_of_whoever_is_invited_and_the_address_is_not_kept() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let page = applicant.open(Place::People);
    let form = page.form_with("email.signer-partner").forge("invite", "signer-partner");
    let wrong = form.clone().set("email.signer-partner", "no address");
    let refused = applicant.visitor.submit(&page, &wrong);
    assert_eq!(refused.status(), 422, "{}", refused.text());
    let sent = form.set("email.signer-partner", "luc@example.org").set("language.signer-partner", "fr");
    let made = applicant.visitor.submit(&page, &sent);
    assert!(made.says("on its way to the address"), "{}", made.text());
    let prefix = Place::InvitationLink(applicant.reference.clone(), String::new()).path(Language::Fr);
    let mail = mail(&landfall, &prefix);
    let asks = "Zoë Roy remplit la demande «\u{a0}Programme pour deux\u{a0}»";
    assert!(mail.contains("To: luc@example.org") && mail.contains(asks), "{mail}");
    assert!(mail.contains("vous demande de la signer aussi") && !mail.contains("Chéticamp"), "{mail}");
    let code = secret_after(&mail, &prefix);
    let (_, page) = come_in(&landfall, &format!("{prefix}{code}"));
    assert_eq!(page.path(), Place::Sign(applicant.reference.clone(), PARTNER.to_owned()).path(Language::Fr));
    // An owner who tries the helper's link stays the owner.
    let link = link(&mut applicant, "helper");
    let asked = applicant.visitor.open(&link);
    let opened = applicant.visitor.submit(&asked, &asked.form_with("code"));
    assert!(opened.status() == 200 && !opened.says("You help with this application"), "{}", opened.text());
}
