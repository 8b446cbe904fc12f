//! Helpers while a program changes, over HTTP: they sign nothing by any page, take no signature away, and meet no dead end.

use testkit::{Landfall, Page, Visitor};
use web::Place;

use crate::{
    links::shared,
    signers::{come_in, link, post},
    versions::{change, second},
    walk::{Applicant, Prepared, form, short_site},
};

/// What each trip is signed for with.
const SIGNED_TRIP: &str = r#"[[section.page.list.page.question]]
id = "trip-true"
kind = "declaration"
label = { en = "Signature for the trip", fr = "Signature pour le voyage" }
statement = { en = "I was there.", fr = "J’y étais." }
source = ["tests"]

[[section]]
id = "papers"
"#;

fn with_signed_trips(program: &str) -> String {
    program.replace("[[section]]\nid = \"papers\"\n", SIGNED_TRIP)
}

/// A prepared application, and the browser of its helper.
fn helped(landfall: &Landfall) -> (Applicant, Visitor) {
    let Prepared { mut applicant, .. } = Applicant::prepare(landfall.visitor(), "told with help");
    let link = link(&mut applicant, "helper");
    let (helper, tasks) = come_in(landfall, &link);
    assert_eq!((tasks.status(), tasks.path()), (200, applicant.path(Place::Tasks).as_str()));
    (applicant, helper)
}

fn token(helper: &mut Visitor, applicant: &Applicant) -> String {
    form(&helper.open(&applicant.page_path("about"))).value("form_token").expect("a token").to_owned()
}

/// The link of a page to the first address that holds these words.
fn towards(page: &Page, words: &str) -> String {
    page.links().find(|link| link.contains(words)).unwrap_or_else(|| panic!("no {words}: {}", page.text())).to_owned()
}

#[test]
fn a_helper_signs_nothing_by_a_page_of_an_earlier_version() {
    let mut landfall = short_site().start();
    let (mut applicant, mut helper) = helped(&landfall);
    change(&mut landfall, second);
    let path = applicant.page_path("signature");
    let token = token(&mut helper, &applicant);
    let signature = [("signature.agree", "on"), ("signature.name", "Somebody Else"), ("form_edition", "2026-11-22")];
    assert_eq!(post(&mut helper, &path, &token, &signature), 403);
    let tasks = applicant.open(Place::Tasks);
    assert!(!tasks.says("Somebody Else"), "{}", tasks.text());
}

#[test]
fn a_helper_meets_no_dead_end_when_the_program_changes() {
    let mut landfall = short_site().start();
    let (applicant, mut helper) = helped(&landfall);
    let about = applicant.page_path("about");
    let page = helper.open(&about);
    change(&mut landfall, second);
    let late = form(&page).set("name.given", "Zoé");
    let next = helper.submit(&page, &late);
    assert_eq!(next.status(), 200, "{}: {}", next.path(), next.text());
    for place in [Place::Tasks, Place::Review] {
        let page = helper.open(&applicant.path(place));
        assert_eq!(page.status(), 200, "{}", page.text());
        for link in
            page.links().filter(|link| link.contains(&applicant.reference)).map(str::to_owned).collect::<Vec<_>>()
        {
            let status = helper.open(&link).status();
            // The page only the applicant signs says so.
            assert!(status == 200 || status == 403, "{link}: {status}");
        }
    }
}

#[test]
fn a_helper_takes_no_entry_away_that_somebody_has_signed_for() {
    let mut landfall = short_site().start();
    let (mut applicant, mut helper) = helped(&landfall);
    change(&mut landfall, with_signed_trips);
    let trips = applicant.page_path("trips");
    let list = applicant.visitor.open(&trips);
    let page = applicant.visitor.submit(&list, &form(&list).set("trips", "yes"));
    let trip = page.path().to_owned();
    let signed = form(&page).set("place", "Oslo").set("trip-true.agree", "on").set("trip-true.name", "Zoë Roy");
    assert_eq!(applicant.visitor.submit(&page, &signed).status(), 200);
    let sure = towards(&helper.open(&trips), "remove=");
    let asked = helper.open(&sure);
    assert_eq!(helper.try_submit(&sure, &form(&asked)).expect("an answer").status(), 403);
    assert!(form(&applicant.visitor.open(&trip)).value("trip-true.name") == Some("Zoë Roy"));
}

#[test]
fn whoever_held_the_application_by_a_link_that_was_replaced_can_come_back_as_its_helper() {
    let landfall = short_site().start();
    let (mut first, _, mut second) = shared(&landfall);
    let keep = first.open(Place::Keep);
    first.visitor.submit(&keep, &form(&keep).press("Make a new resume link"));
    assert_eq!(second.open(&first.path(Place::Tasks)).status(), 404);
    let link = link(&mut first, "helper");
    let asked = second.open(&link);
    let tasks = second.submit(&asked, &asked.form_with("code"));
    assert_eq!((tasks.status(), tasks.path()), (200, first.path(Place::Tasks).as_str()), "{}", tasks.text());
}
