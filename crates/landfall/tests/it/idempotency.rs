//! Filing twice is filing once, whoever presses what, and how often; and nobody else files for one.

use std::{io::Write as _, net::TcpStream, sync::Barrier, thread};

use language::Language;
use rusqlite::Connection;
use testkit::{Form, Landfall, Page};
use web::Place;

use crate::{
    operations::{metrics, operator_after, until, value, watched_site},
    versions::change,
    walk::{Applicant, Prepared, SHORT, form, public_key, short_site},
};

/// How many press the button at once.
const AT_ONCE: usize = 8;
/// Most changes that can wait for the store without anybody at a page: the proof that it takes some, jobs, what is too old.
const BY_ITSELF: u32 = 3;
/// How many tabs save, and how many file, so that one of them at least waits among those.
const TABS: u32 = BY_ITSELF + 1;
/// How often races are run: each has several outcomes, and all of them must do.
const ROUNDS: usize = 12;

fn leads_to_receipt(prepared: &Prepared, answer: &Page) {
    let receipt = prepared.applicant.path(Place::Receipt);
    assert_eq!((answer.status(), answer.header("location")), (303, Some(receipt.as_str())), "{}", answer.text());
}

fn press(prepared: &mut Prepared) -> Page {
    prepared.applicant.press_file_as_it_was(&prepared.file)
}

/// The review as it stands: every answer and the version.
fn review(applicant: &mut Applicant) -> (String, Option<String>) {
    let page = applicant.open(Place::Review);
    assert_eq!(page.path(), applicant.path(Place::Review), "it is filed");
    (page.text().to_owned(), form(&page).value("version").map(str::to_owned))
}

#[test]
fn a_second_press_a_reload_and_another_tab_lead_to_the_one_receipt() {
    let landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "twice");
    let first = press(&mut prepared);
    leads_to_receipt(&prepared, &first);
    let held = prepared.applicant.held(&landfall);
    for _ in 0..3 {
        let again = press(&mut prepared);
        leads_to_receipt(&prepared, &again);
    }
    for place in [Place::Review, Place::Tasks, Place::Delete] {
        let page = prepared.applicant.open(place);
        assert_eq!(page.path(), prepared.applicant.path(Place::Receipt), "a filed application shows its receipt");
    }
    assert_eq!(prepared.applicant.held(&landfall), held);
}

#[test]
fn many_tabs_pressing_at_once_get_the_one_receipt() {
    let landfall = short_site().start();
    let key = public_key(&landfall);
    for round in 0..3 {
        let prepared = Applicant::prepare(landfall.visitor(), &format!("at once {round}"));
        let barrier = Barrier::new(AT_ONCE);
        let numbers: Vec<String> = thread::scope(|scope| {
            let tabs: Vec<_> = (0..AT_ONCE)
                .map(|_| {
                    let mut tab = prepared.clone();
                    let (barrier, key) = (&barrier, &key);
                    scope.spawn(move || {
                        barrier.wait();
                        let answer = press(&mut tab);
                        leads_to_receipt(&tab, &answer);
                        crate::walk::Held::fetch(&mut tab.applicant, key).expect("a receipt that holds").number
                    })
                })
                .collect();
            tabs.into_iter().map(|tab| tab.join().expect("a tab does not panic")).collect()
        });
        assert!(numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");
    }
}

#[test]
fn a_retry_after_a_cut_connection_leads_to_the_one_receipt() {
    let landfall = short_site().start();
    let address = landfall.url().replace("http://", "");
    for round in 0..ROUNDS {
        let mut prepared = Applicant::prepare(landfall.visitor(), &format!("cut {round}"));
        let value = |name: &str| prepared.file.value(name).unwrap_or_default().to_owned();
        let body = format!("form_token={}&version={}", value("form_token"), value("version"));
        let cookie = prepared.applicant.visitor.cookie("landfall").expect("a session").to_owned();
        let request = format!(
            "POST {} HTTP/1.1\r\nHost: {address}\r\nCookie: landfall={cookie}\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
            prepared.applicant.path(Place::File),
            body.len()
        );
        // Sent whole, and gone before the answer: what came of it, nobody knows.
        let mut stream = TcpStream::connect(&address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("a sent request");
        drop(stream);
        let answer = press(&mut prepared);
        leads_to_receipt(&prepared, &answer);
        let held = prepared.applicant.held(&landfall);
        let again = press(&mut prepared);
        leads_to_receipt(&prepared, &again);
        assert_eq!(prepared.applicant.held(&landfall), held);
    }
}

#[test]
fn answers_changed_after_the_review_are_shown_again_before_anything_is_filed() {
    let landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "as it was");
    let story = prepared.applicant.page_path("story");
    let page = prepared.applicant.visitor.open(&story);
    prepared.applicant.visitor.submit(&page, &form(&page).set("story", "as it is now"));

    let answer = press(&mut prepared);
    let review = prepared.applicant.path(Place::Review);
    assert_eq!((answer.status(), answer.header("location")), (303, Some(review.as_str())), "{}", answer.text());
    assert!(prepared.applicant.open(Place::Review).says("as it is now"));
    let held = prepared.applicant.file(&landfall);
    assert!(held.filed().to_string().contains("as it is now"));
}

#[test]
fn a_save_racing_with_the_filing_never_files_what_was_not_confirmed() {
    let landfall = short_site().start();
    for round in 0..ROUNDS {
        let mut prepared = Applicant::prepare(landfall.visitor(), "confirmed");
        let mut saver = prepared.applicant.clone();
        let story = saver.page_path("story");
        let page = saver.visitor.open(&story);
        let changed = form(&page).set("story", "changed meanwhile");
        let barrier = Barrier::new(2);
        let (filed, saved) = thread::scope(|scope| {
            let saving = scope.spawn(|| {
                barrier.wait();
                saver.visitor.submit_only(&page, &changed)
            });
            barrier.wait();
            (press(&mut prepared), saving.join().expect("the other tab does not panic"))
        });
        let receipt = prepared.applicant.path(Place::Receipt);
        if filed.header("location") == Some(receipt.as_str()) {
            let held = prepared.applicant.held(&landfall);
            assert!(held.filed().to_string().contains("confirmed"), "round {round}: {}", held.filed());
            assert!(
                saved.status() == 409 || saved.header("location") == Some(receipt.as_str()),
                "round {round}: a save was confirmed that is nowhere: {} {:?}",
                saved.status(),
                saved.header("location")
            );
        } else {
            assert_eq!(
                filed.header("location"),
                Some(prepared.applicant.path(Place::Review).as_str()),
                "{}",
                filed.text()
            );
            assert_eq!(saved.status(), 303);
            assert!(prepared.applicant.open(Place::Review).says("changed meanwhile"), "round {round}");
        }
    }
}

/// Holds back every change until it is dropped: what is read meanwhile is what was there before.
fn hold_changes(landfall: &Landfall) -> Connection {
    let database = Connection::open(landfall.data().join("landfall.sqlite3")).expect("the database");
    database.execute_batch("BEGIN IMMEDIATE").expect("the one writer's place");
    database
}

/// Presses the button while a save from another tab waits to be written: whoever files has read the draft as it was reviewed,
/// and what is written first is the save. What the presses come to.
fn press_behind_saves(landfall: &Landfall, restarts: usize, prepared: &Prepared) -> Vec<Page> {
    let mut operator = operator_after(landfall, restarts);
    let mut until_waiting = |least: u32| {
        until("enough changes that wait", || {
            let waiting = value(&metrics(&mut operator), "landfall_store_waiting{what=\"changes\"}")?;
            (waiting >= f64::from(least)).then_some(())
        });
    };
    let mut saver = prepared.applicant.clone();
    let page = saver.visitor.open(&saver.page_path("story"));
    let changed = form(&page).set("story", "changed meanwhile").forge("then", "save");
    let held = hold_changes(landfall);
    thread::scope(|scope| {
        for _ in 0..TABS {
            let mut tab = saver.clone();
            let (page, changed) = (&page, &changed);
            scope.spawn(move || tab.visitor.submit_only(page, changed));
        }
        until_waiting(BY_ITSELF + 1);
        let presses: Vec<_> = (0..TABS)
            .map(|_| {
                let mut tab = prepared.clone();
                scope.spawn(move || press(&mut tab))
            })
            .collect();
        until_waiting(TABS + BY_ITSELF + 1);
        drop(held);
        presses.into_iter().map(|press| press.join().expect("a tab does not panic")).collect()
    })
}

#[test]
fn a_save_between_reading_and_filing_is_shown_before_anything_is_filed() {
    for settles in [false, true] {
        let mut landfall = watched_site().start();
        let mut prepared = Applicant::prepare(landfall.visitor(), "as reviewed");
        if settles {
            // Another version that asks the same: filing has to bring the draft to it first.
            change(&mut landfall, str::to_owned);
            prepared.file = form(&prepared.applicant.open(Place::Review));
        }
        let review = prepared.applicant.path(Place::Review);
        for answer in press_behind_saves(&landfall, usize::from(settles), &prepared) {
            // Whoever lost to others again and again is told to try once more.
            let led_back = answer.header("location") == Some(review.as_str());
            assert!(led_back || answer.status() == 409, "{}: {:?}", answer.status(), answer.header("location"));
        }
        assert!(prepared.applicant.open(Place::Review).says("changed meanwhile"));
        let held = prepared.applicant.file(&landfall);
        assert!(held.filed().to_string().contains("changed meanwhile"), "{}", held.filed());
    }
}

#[test]
fn nobody_files_reads_or_deletes_for_somebody_else() {
    let landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "mine alone");
    let before = review(&mut prepared.applicant);
    let mut other = Applicant::begin(landfall.visitor(), Language::Fr, SHORT);
    let kept = other.open(Place::Keep);
    let token = form(&kept).value("form_token").expect("a token").to_owned();
    let mut nobody = landfall.visitor();

    let path = prepared.applicant.path(Place::File);
    let version = prepared.file.value("version").expect("a version").to_owned();
    let forged = |token: &str| Form::forged(&path).forge("form_token", token).forge("version", &version);
    // With their own session and token; with their own session and the owner's token; with no session at all.
    let mine = prepared.file.value("form_token").expect("a token").to_owned();
    assert_eq!(other.visitor.try_submit(&path, &forged(&token)).expect("an answer").status(), 404);
    assert_eq!(other.visitor.try_submit(&path, &forged(&mine)).expect("an answer").status(), 403);
    assert_eq!(nobody.try_submit(&path, &forged(&mine)).expect("an answer").status(), 403);
    // The owner's session, from a form that is not one of its own.
    let visitor = &mut prepared.applicant.visitor;
    for token in ["", "0", token.as_str()] {
        assert_eq!(visitor.try_submit(&path, &forged(token)).expect("an answer").status(), 403, "{token:?}");
    }
    // Whatever else there is of it.
    let proof = prepared.proof_path.clone();
    for place in [Place::Tasks, Place::Review, Place::Receipt, Place::Keep, Place::Delete] {
        let path = prepared.applicant.path(place);
        for page in [other.visitor.open(&path), nobody.open(&path)] {
            assert_eq!(page.status(), 404, "{path}");
            assert!(page.language().starts_with("en") && !page.says("mine alone"), "{path}");
        }
    }
    assert_eq!(other.visitor.open(&proof).status(), 404);
    assert_eq!(nobody.open(&proof).status(), 404);
    let delete = prepared.applicant.path(Place::Delete);
    let sure = Form::forged(&delete).forge("form_token", &token).forge("sure", "yes");
    assert_eq!(other.visitor.try_submit(&delete, &sure).expect("an answer").status(), 404);
    let story = prepared.applicant.page_path("story");
    let typed = Form::forged(&story).forge("form_token", &token).forge("story", "not mine");
    // It comes back sealed, to be saved by whoever can show that it is theirs.
    assert_eq!(other.visitor.try_submit(&story, &typed).expect("an answer").status(), 403);

    assert_eq!(review(&mut prepared.applicant), before);
    assert_eq!(prepared.applicant.visitor.open(&proof).body(), prepared.proof);
    let answer = press(&mut prepared);
    leads_to_receipt(&prepared, &answer);
}

#[test]
fn a_form_posted_from_another_site_is_refused() {
    let landfall: Landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "elsewhere");
    let before = review(&mut prepared.applicant);
    let path = prepared.applicant.path(Place::File);
    let value = |name: &str| prepared.file.value(name).unwrap_or_default().to_owned();
    let body = format!("form_token={}&version={}", value("form_token"), value("version"));
    for headers in [
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
        [("origin", "null"), ("sec-fetch-site", "same-site")],
    ] {
        let headers = [headers.as_slice(), &[("content-type", "application/x-www-form-urlencoded")]].concat();
        let page = prepared.applicant.visitor.send("POST", &path, &headers, body.clone().into_bytes());
        assert_eq!(page.status(), 403, "{headers:?}");
        assert!(page.language().starts_with("en"));
    }
    assert_eq!(review(&mut prepared.applicant), before);
}
