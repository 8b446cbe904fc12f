//! Resume links: one that is replaced ends the sessions it had opened, save for the one that replaced it.

use language::Language;
use testkit::{Form, Landfall, Page, Visitor};
use web::Place;

use crate::{
    signers::{self, come_in, complete, sign},
    walk::{Applicant, SHORT, form, short_site},
};

/// The resume link shown at the come-back page.
fn link(page: &Page) -> String {
    let link =
        page.links().find(|link| link.contains("/resume/")).unwrap_or_else(|| panic!("no link: {}", page.text()));
    link.split_once("/en/").map(|(_, path)| format!("/en/{path}")).expect("a link of ours")
}

/// Opens a resume link in a browser of its own.
fn open(landfall: &Landfall, link: &str) -> (Visitor, Page) {
    let mut visitor = landfall.visitor();
    let asked = visitor.open(link);
    let opened = visitor.submit(&asked, &asked.form_with("code"));
    (visitor, opened)
}

/// Somebody with an application, its link, and somebody else who has opened the link.
pub(crate) fn shared(landfall: &Landfall) -> (Applicant, String, Visitor) {
    let mut first = Applicant::begin(landfall.visitor(), Language::En, SHORT);
    let link = link(&first.open(Place::Keep));
    let (second, opened) = open(landfall, &link);
    assert_eq!((opened.status(), opened.path()), (200, first.path(Place::Tasks).as_str()));
    (first, link, second)
}

#[test]
fn whoever_makes_a_new_link_stays_and_everybody_else_is_asked_for_it() {
    let landfall = short_site().start();
    let (mut first, old, mut second) = shared(&landfall);
    let tasks = first.path(Place::Tasks);
    let about = first.page_path("about");
    let typing = second.open(&about);

    let keep = first.open(Place::Keep);
    let made = first.visitor.submit(&keep, &form(&keep).press("Make a new resume link"));
    let new = link(&made);
    assert_ne!(new, old);
    assert_eq!(first.open(Place::Tasks).status(), 200);
    assert_eq!(second.open(&tasks).status(), 404);
    assert_eq!(open(&landfall, &old).1.status(), 422);

    // What was being typed there is not saved by the old link, and not lost.
    let asked = second.submit(&typing, &form(&typing).set("name.family", "Meanwhile"));
    assert_eq!(asked.status(), 403);
    let family = |visitor: &mut Visitor| form(&visitor.open(&about)).value("name.family").map(ToOwned::to_owned);
    assert_eq!(family(&mut first.visitor).as_deref(), Some(""));
    let code = new.rsplit('/').next().expect("a link ends with its code");
    let saved = second.submit(&asked, &asked.form_with("code").set("code", code));
    assert_eq!(saved.path(), about);
    assert_eq!(family(&mut first.visitor).as_deref(), Some("Meanwhile"));

    // Using the new link puts nobody out. Whoever replaces it next stays in turn, however often.
    assert_eq!(first.open(Place::Tasks).status(), 200);
    for _ in 0..2 {
        let keep = second.open(&first.path(Place::Keep));
        assert_eq!(second.submit(&keep, &form(&keep).press("Make a new resume link")).status(), 200);
    }
    assert_eq!(second.open(&tasks).status(), 200);
    assert_eq!(first.open(Place::Tasks).status(), 404);
}

#[test]
fn a_new_link_by_mail_ends_what_was_opened_by_the_old_one() {
    let landfall = short_site().start();
    let (mut first, _, mut second) = shared(&landfall);
    let tasks = first.path(Place::Tasks);
    let keep = first.open(Place::Keep);
    let sent = first.visitor.submit(&keep, &keep.form_with("email").set("email", "roy@example.org"));
    assert_eq!(sent.status(), 200);
    assert_eq!((first.visitor.open(&tasks).status(), second.open(&tasks).status()), (200, 404));

    let ask = |visitor: &mut Visitor| {
        let lost = Place::Lost.path(Language::En);
        let form = Form::forged(&lost).forge("email", "roy@example.org");
        assert_eq!(visitor.try_submit(&lost, &form).expect("an answer").status(), 200);
    };
    ask(&mut first.visitor);
    assert_eq!(first.visitor.open(&tasks).status(), 200, "the session that asked goes on");
    ask(&mut landfall.visitor());
    assert_eq!(first.visitor.open(&tasks).status(), 404);
}

#[test]
fn a_new_link_ends_the_links_of_everybody_who_was_invited_and_no_signature() {
    let landfall = short_site().start();
    let mut applicant = complete(&landfall);
    let signer = signers::link(&mut applicant, "signer-partner");
    let helper = signers::link(&mut applicant, "helper");
    let (mut partner, to_sign) = come_in(&landfall, &signer);
    let (mut friend, tasks) = come_in(&landfall, &helper);
    assert_eq!((to_sign.status(), tasks.status()), (200, 200));
    sign(&mut partner, &to_sign, "Luc Cormier");

    // Sending oneself the link is no reason to send everybody away.
    let keep = applicant.open(Place::Keep);
    assert!(keep.says("whoever had the old link could have made such a link"), "{}", keep.text());
    applicant.visitor.submit(&keep, &keep.form_with("email").set("email", "roy@example.org"));
    assert_eq!((partner.open(to_sign.path()).status(), friend.open(tasks.path()).status()), (200, 200));

    let keep = applicant.open(Place::Keep);
    applicant.visitor.submit(&keep, &form(&keep).press("Make a new resume link"));
    assert_eq!((partner.open(to_sign.path()).status(), friend.open(tasks.path()).status()), (410, 410));
    for link in [&signer, &helper] {
        assert_eq!(come_in(&landfall, link).1.status(), 422, "{link}");
    }
    let people = applicant.open(Place::People);
    assert!(people.says("Signed by Luc Cormier") && !people.says("Sam Boudreau"), "{}", people.text());
    applicant.file(&landfall);
}
