//! A program that has closed: who comes too late is told so and keeps everything, and who arrived in time and had to wait
//! files within the grace, with a receipt that states the arrival.

use std::fs;

use admission::{Entry, Places, Ticket};
use casework::Receipt;
use jiff::{SignedDuration, Timestamp};
use language::Language;
use testkit::{Form, Landfall, Page, Visitor};
use vault::{Keys, MasterKey, SystemRandom};
use web::Place;

use crate::{
    start::verify::verify,
    walk::{Applicant, Prepared, SHORT, has_start, open_as, short_site},
};

/// What the waiting room seals the form for that somebody came with.
const KEPT: &str = "waiting room form";
/// More often than a busy machine sends somebody back to the waiting room.
const TRIES: usize = 10_000;

/// A minute ago, when the program closed.
fn a_minute_ago() -> Timestamp {
    Timestamp::now() - SignedDuration::from_mins(1)
}

/// Lets the short program close at this moment and starts the site again.
fn close(landfall: &mut Landfall, closes: Timestamp) {
    open_as(landfall, &format!("closes = \"{closes}\"\ngrace_hours = 2"));
    landfall.restart();
}

/// The form of the waiting room for somebody who arrived at `arrival` and came with `fields`.
fn waited(landfall: &Landfall, place: &Place, entry: Entry, arrival: Timestamp, fields: &str) -> Form {
    let text = fs::read_to_string(landfall.keys().join("master.key")).expect("the master key");
    let keys = Keys::new(&MasterKey::from_file_text(&text).expect("a master key"));
    let millis = u64::try_from(arrival.as_millisecond()).expect("after 1970");
    let ticket = Ticket { entry, place: Places::new(0).give(millis) }.seal(None, &keys, &SystemRandom);
    let kept = keys.seal_token(KEPT, &[u8::try_from(entry.index()).expect("small")], fields.as_bytes(), &SystemRandom);
    Form::forged(&place.path(Language::En)).forge("ticket", &ticket).forge("kept", &kept)
}

/// Sends the form, and again from the waiting room for as long as that keeps the visitor.
fn send(visitor: &mut Visitor, sent: &Form) -> Page {
    let mut form = sent.clone();
    for _ in 0..TRIES {
        let answer = visitor.try_submit(form.action(), &form).expect("an answer");
        match answer.forms().iter().find(|form| form.has("ticket")) {
            Some(again) => form = again.clone(),
            None => return answer,
        }
    }
    panic!("kept in the waiting room")
}

fn begin(landfall: &Landfall, arrival: Timestamp) -> Form {
    waited(landfall, &Place::Apply(SHORT.to_owned()), Entry::Begin, arrival, "form_token=")
}

fn is_closed(page: &Page) -> bool {
    page.status() == 409 && page.heading() == "This program has closed" && page.says("support@landfall.example")
}

#[test]
fn who_comes_after_the_deadline_is_told_so_and_keeps_every_answer() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, story, file, .. } = Applicant::prepare(landfall.visitor(), "kept all the same");
    let start = Place::Apply(SHORT.to_owned());
    close(&mut landfall, Timestamp::now() + SignedDuration::from_hours(24));
    let open = landfall.visitor().open(&start.path(Language::En));
    assert!(open.says("You can begin and file until") && has_start(&open), "{}", open.text());
    close(&mut landfall, a_minute_ago());

    let refused = applicant.press_file_as_it_was(&file);
    assert!(is_closed(&refused), "{} {}", refused.status(), refused.text());
    assert!(refused.says("Your application was not filed"), "{}", refused.text());
    let review = applicant.visitor.open(refused.link("Read your answers"));
    assert!(review.says(&story) && review.says("This program closed on"), "{}", review.text());
    assert!(!review.forms().iter().any(|form| form.has("version")), "{}", review.text());
    for (language, words) in [(Language::En, "This program closed on"), (Language::Fr, "Ce programme a fermé le")] {
        let closed = landfall.visitor().open(&start.path(language));
        assert!(closed.status() == 200 && closed.says(words) && !has_start(&closed), "{}", closed.text());
    }
    let mut late = landfall.visitor();
    let begun = send(&mut late, &Form::forged(&start.path(Language::En)).forge("form_token", ""));
    assert!(is_closed(&begun), "{}", begun.text());
}

#[test]
fn who_waited_since_before_the_deadline_begins_and_files_and_the_receipt_states_the_arrival() {
    let mut landfall = short_site().start();
    let closes = a_minute_ago();
    close(&mut landfall, closes);
    let arrival = closes - SignedDuration::from_secs(30);
    let form = begin(&landfall, arrival);
    let mut visitor = landfall.visitor();
    let begun = send(&mut visitor, &form);
    let kept = visitor.open(begun.header("location").expect("a redirect"));
    let Prepared { mut applicant, .. } = Applicant::begun(visitor, Language::En, &kept).fill_short("in time");
    let review = applicant.open(Place::Review);
    assert!(review.says("You arrived before that"), "{}", review.text());
    let held = applicant.file(&landfall);

    let stated = Receipt::parse(&held.receipt).expect("a receipt").statement.arrived_at;
    assert_eq!(stated.map(Timestamp::as_millisecond), Some(arrival.as_millisecond()));
    for (place, words) in [
        (Place::Receipt(applicant.reference.clone()).path(Language::En), "You arrived before the deadline"),
        (Place::Receipt(applicant.reference.clone()).path(Language::Fr), "est antérieure à l’échéance"),
    ] {
        let shown = applicant.visitor.open(&place);
        assert_eq!(shown.text().matches(words).count(), 2, "in words and in the history: {}", shown.text());
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (key, receipt) = (folder.path().join("key"), folder.path().join("receipt"));
    fs::write(&key, landfall.visitor().open("/receipt-key.txt").body()).expect("a written file");
    fs::write(&receipt, &held.receipt).expect("a written file");
    let verified = verify(&key, &receipt, None);
    assert!(verified.succeeded && verified.said.starts_with("VALID:"), "{}", verified.said);
    assert!(verified.said.contains("the arrival at"), "{}", verified.said);

    let again = send(&mut landfall.visitor(), &form);
    assert!(is_closed(&again), "a ticket counts once: {}", again.text());
    let after = begin(&landfall, closes + SignedDuration::from_secs(30));
    let after = send(&mut landfall.visitor(), &after);
    assert!(is_closed(&after), "a ticket from after the deadline: {}", after.text());
}

#[test]
fn an_arrival_counts_also_when_the_code_was_mistyped_first() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, .. } = Applicant::prepare(landfall.visitor(), "mistyped");
    let keep = applicant.open(Place::Keep);
    let renew = keep.forms().iter().find(|form| form.action() == keep.path()).expect("a button for a new link");
    let renewed = applicant.visitor.submit(&keep, &renew.clone().forge("do", "renew"));
    let link = Place::ResumeLink(applicant.reference.clone(), String::new()).path(Language::En);
    let code = renewed.links().find_map(|found| found.split_once(&link).map(|(_, code)| code.to_owned()));
    let code = code.expect("the link with its code");
    let closes = a_minute_ago();
    close(&mut landfall, closes);
    applicant.visitor.forget();

    let typed = |code: &str| format!("reference={}&code={code}", applicant.reference);
    let arrival = closes - SignedDuration::from_secs(30);
    let mistyped = waited(&landfall, &Place::Resume, Entry::Resume, arrival, &typed("wrong"));
    assert_eq!(send(&mut applicant.visitor, &mistyped).status(), 422);
    let right =
        Form::forged(&Place::Resume.path(Language::En)).forge("reference", &applicant.reference).forge("code", &code);
    assert_eq!(send(&mut applicant.visitor, &right).status(), 303);
    let review = applicant.open(Place::Review);
    let filed = applicant.press_file(&review);
    assert_eq!(filed.header("location"), Some(applicant.path(Place::Receipt).as_str()), "{}", filed.text());
    let held = applicant.held(&landfall);
    assert!(held.receipt.contains("arrived_at"), "{}", held.receipt);
}
