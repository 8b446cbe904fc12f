//! The door: whoever wants to come in waits while it is shut, whoever is inside goes on, and what cannot be taken comes back.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use language::Language;
use testkit::{Form, Landfall, Page, Visitor, pause, postgres::Database};
use web::Place;

use crate::{
    secrets::{mail, secret_after},
    walk::{Applicant, SHORT, form, short_site},
};

/// The largest page that reaches a browser in one round trip.
const ONE_ROUND_TRIP: usize = 14_000;
/// Longest anything here may take to be noticed.
const NOTICED: Duration = Duration::from_secs(30);

/// A site whose door is shut by the settings file, until that is empty and the site is started again.
struct Door {
    landfall: Landfall,
    settings: PathBuf,
    _folder: tempfile::TempDir,
}

impl Door {
    fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let settings = folder.path().join("settings.toml");
        fs::write(&settings, "").expect("the settings can be written");
        let path = settings.to_str().expect("a path of letters").to_owned();
        Self { landfall: short_site().argument("--config").argument(&path).start(), settings, _folder: folder }
    }

    fn turn(&mut self, settings: &str) {
        fs::write(&self.settings, settings).expect("the settings can be written");
        self.landfall.restart();
    }
}

fn is_room(page: &Page) -> bool {
    page.status() == 200 && page.says("You are in line")
}

/// The waiting room's form, its button not pressed.
fn line(page: &Page) -> Form {
    page.form_with("ticket")
}

#[test]
fn a_shut_door_keeps_newcomers_in_line_and_sends_nobody_out() {
    let mut door = Door::open();
    let mut inside = Applicant::prepare(door.landfall.visitor(), "inside before the door shut");
    door.turn("most_work = 0.0");

    let mut newcomer = door.landfall.visitor().staying_in_line();
    let start = newcomer.open(&Place::Apply(SHORT.to_owned()).path(Language::En));
    let room = newcomer.submit(&start, &form(&start));
    assert!(is_room(&room), "{}: {}", room.status(), room.text());
    assert_eq!(room.header("cache-control"), Some("no-store"));
    assert_eq!(room.headers("set-cookie"), Vec::<&str>::new(), "waiting takes no cookie");
    assert!(room.body().len() < ONE_ROUND_TRIP, "{} bytes", room.body().len());
    assert!(room.title().contains("You are next"), "{}", room.title());
    let policy = room.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("style-src 'sha256-"), "{policy}");

    // Every other way in leads to the line as well; what needs no work does not.
    for (place, fields) in [
        (Place::SignIn, vec![("email", "a@example.org"), ("password", "correct horse")]),
        (Place::SignUp, vec![("email", "a@example.org"), ("password", "correct horse")]),
        (Place::Resume, vec![("reference", "LD-1111-1111-1"), ("code", "1111")]),
    ] {
        let path = place.path(Language::En);
        let form = fields.into_iter().fold(Form::forged(&path), |form, (name, value)| form.forge(name, value));
        let answer = door.landfall.visitor().try_submit(&path, &form).expect("an answer");
        assert!(is_room(&answer), "{path}: {}", answer.text());
        assert!(!answer.text().contains("horse"), "what was typed is kept sealed");
    }
    for place in [Place::SignIn, Place::Resume, Place::Status, Place::Search, Place::SiteMap] {
        let page = door.landfall.visitor().open(&place.path(Language::En));
        assert!(page.status() == 200 && !is_room(&page), "{}", page.path());
    }

    // Whoever is inside files.
    let held = inside.applicant.file(&door.landfall);
    assert!(held.receipt.contains(&held.number));
}

#[test]
fn a_cookie_of_ones_own_making_lets_nobody_past_the_line() {
    let mut door = Door::open();
    door.turn("most_work = 0.0");
    let mut visitor = door.landfall.visitor().staying_in_line();
    visitor.set_cookie("landfall", "AAAAAAAAAAAAAAAAAAAAAA");
    for _ in 0..2 {
        let start = visitor.open(&Place::Apply(SHORT.to_owned()).path(Language::En));
        let room = visitor.submit(&start, &form(&start));
        assert!(is_room(&room), "{}: {}", room.path(), room.text());
    }
}

#[test]
fn a_place_outlives_a_restart_and_is_used_once() {
    let mut door = Door::open();
    door.turn("most_work = 0.0");
    let mut visitor = door.landfall.visitor().staying_in_line();
    let start = visitor.open(&Place::Apply(SHORT.to_owned()).path(Language::En));
    let mut page = visitor.submit(&start, &form(&start));
    let first = line(&page);
    // Looking changes nothing; a ticket of one's own making is none.
    page = visitor.submit(&page, &line(&page));
    assert!(is_room(&page) && page.title().contains("You are next"), "{}", page.title());
    let forged = Form::forged(page.path()).forge("ticket", "AAAA").forge("kept", "AAAA");
    let stranger = door.landfall.visitor().try_submit(page.path(), &forged).expect("an answer");
    assert!(is_room(&stranger) && stranger.title().contains("ahead of you"), "{}", stranger.title());

    door.turn("");
    let deadline = Instant::now() + NOTICED;
    while is_room(&page) {
        assert!(Instant::now() < deadline, "nobody is let in: {}", page.text());
        pause();
        page = visitor.submit(&page, &line(&page));
    }
    assert!(page.path().contains("/applications/LD-"), "{}: {}", page.path(), page.text());

    let again = door.landfall.visitor().try_submit(start.path(), &first).expect("an answer");
    // The place is used up: who comes with it is a newcomer, and what the form asked for happens at most as theirs.
    assert!(is_room(&again) || again.status() == 303, "{}", again.text());
    if is_room(&again) {
        assert!(again.says("has been used already"), "{}", again.text());
    }
}

/// Presses a button of the waiting room's form.
fn press(visitor: &mut Visitor, page: &Page, button: &str) -> Page {
    visitor.submit(page, &line(page).press(button))
}

#[test]
fn a_page_loads_anew_by_itself_only_when_somebody_turns_it_on_and_stops_when_they_turn_it_off() {
    for (language, on, off, leave) in [
        (Language::En, "Check by itself", "Stop checking by itself", "Leave the line"),
        (Language::Fr, "Vérifier tout seul", "Ne plus vérifier tout seul", "Quitter la file"),
    ] {
        let mut door = Door::open();
        door.turn("most_work = 0.0");
        let mut visitor = door.landfall.visitor().staying_in_line();
        let start = visitor.open(&Place::Apply(SHORT.to_owned()).path(language));
        let room = visitor.submit(&start, &form(&start));
        assert_eq!(room.header("refresh"), None, "nobody asked for it");

        let at = Place::Line.path(language);
        let page = press(&mut visitor, &room, on);
        assert_eq!((page.path(), page.status()), (at.as_str(), 200), "{}", page.text());
        let cookie = visitor.cookie("landfall-line").expect("the cookie that was announced").to_owned();
        assert!(cookie.len() < 4_000, "{} bytes", cookie.len());
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert!(page.body().len() < ONE_ROUND_TRIP, "{} bytes", page.body().len());
        let seconds: u64 = page.header("refresh").expect("it loads anew").parse().expect("seconds, and no address");
        assert!(seconds >= 10, "{seconds}");
        // What the browser does then: the same address once more, and nothing sent along but the cookie.
        let anew = visitor.open(&at);
        assert!(anew.header("refresh").is_some() && anew.title() == page.title(), "{}", anew.text());
        let set = anew.headers("set-cookie").concat();
        assert!(set.contains(&format!("Path={at};")) && set.contains("HttpOnly; SameSite=Lax"), "{set}");
        assert!(!set.contains("Max-Age"), "it goes with the browser's window: {set}");
        // Looking oneself leads back to it, and stopping keeps the place.
        let looked = visitor.submit(&anew, &line(&anew));
        assert_eq!(looked.path(), at);
        let stopped = press(&mut visitor, &looked, off);
        assert_eq!((stopped.path(), stopped.header("refresh")), (start.path(), None));
        assert_eq!(stopped.title(), room.title(), "the same place");
        assert_eq!(visitor.cookie("landfall-line"), None, "the cookie goes with it");
        // Leaving takes it away as well.
        let page = press(&mut visitor, &stopped, on);
        let left = press(&mut visitor, &page, leave);
        assert_eq!(left.path(), start.path());
        assert_eq!(visitor.cookie("landfall-line"), None);
    }
}

#[test]
fn a_page_that_loads_anew_says_when_it_is_somebodys_turn_and_the_button_lets_them_in() {
    let mut door = Door::open();
    door.turn("most_work = 0.0");
    let mut visitor = door.landfall.visitor().staying_in_line();
    let start = visitor.open(&Place::Apply(SHORT.to_owned()).path(Language::En));
    let room = visitor.submit(&start, &form(&start));
    let mut page = press(&mut visitor, &room, "Check by itself");
    // A restart takes nothing from them.
    door.turn("");
    let deadline = Instant::now() + NOTICED;
    while page.header("refresh").is_some() {
        assert!(Instant::now() < deadline, "nobody is called: {}", page.text());
        pause();
        page = visitor.open(page.path());
    }
    assert!(page.title().starts_with("It is your turn"), "{}", page.title());
    assert!(page.path() == Place::Line.path(Language::En) && page.body().len() < ONE_ROUND_TRIP);
    let mut went = press(&mut visitor, &page, "Go in");
    while went.path() == Place::Line.path(Language::En) {
        assert!(Instant::now() < deadline, "nobody is let in: {}", went.text());
        pause();
        went = visitor.submit(&went, &line(&went));
    }
    assert!(went.path().contains("/applications/LD-"), "{}: {}", went.path(), went.text());
    assert_eq!(visitor.cookie("landfall-line"), None, "in, and no cookie of the line");

    // Whoever has no cookie, or one whose place was used, is told so and not put in line.
    visitor.set_cookie("landfall-line", "AAAA");
    for mut stranger in [door.landfall.visitor(), visitor] {
        for language in Language::ALL {
            let lost = stranger.open(&Place::Line.path(language));
            assert_eq!(lost.status(), 404);
            assert!(lost.forms().iter().all(|form| !form.has("ticket")), "{}", lost.text());
        }
    }
}

/// Makes an account in this visitor's browser, and signs in.
pub(crate) fn sign_in(landfall: &Landfall, visitor: &mut Visitor, email: &str) {
    let password = "dix sternes sur un rocher";
    let page = visitor.open(&Place::SignUp.path(Language::En));
    visitor.submit(&page, &form(&page).set("email", email).set("password", password));
    let confirm = Place::Confirm(String::new()).path(Language::En);
    let secret = secret_after(&mail(landfall, &confirm), &confirm);
    let page = visitor.open(&Place::Confirm(secret).path(Language::En));
    visitor.submit(&page, &form(&page));
    let page = visitor.open(&Place::SignIn.path(Language::En));
    let home = visitor.submit(&page, &form(&page).set("email", email).set("password", password));
    assert_eq!(home.path(), Place::Account.path(Language::En), "{}", home.text());
}

#[test]
fn somebody_with_an_account_uses_one_place_of_a_line_and_their_others_lapse_on_every_device() {
    let mut door = Door::open();
    let mut inside = Applicant::prepare(door.landfall.visitor(), "with an account");
    sign_in(&door.landfall, &mut inside.applicant.visitor, "tickets@example.org");
    door.turn("most_work = 0.0");
    // Whoever has filed is done, and waits like everybody else to begin once more.
    inside.applicant.file(&door.landfall);
    let mut visitor = inside.applicant.visitor.clone().staying_in_line();
    let start = visitor.open(&Place::Apply(SHORT.to_owned()).path(Language::En));
    let rooms = [(); 3].map(|()| visitor.submit(&start, &form(&start)));
    assert!(rooms.iter().all(is_room), "{}", rooms[0].text());
    let mut stranger = door.landfall.visitor().staying_in_line();
    let start = stranger.open(start.path());
    let strangers = [(); 2].map(|()| stranger.submit(&start, &form(&start)));

    door.turn("");
    let deadline = Instant::now() + NOTICED;
    let mut page = visitor.submit(&rooms[0], &line(&rooms[0]));
    while is_room(&page) {
        assert!(Instant::now() < deadline, "nobody is let in: {}", page.text());
        pause();
        page = visitor.submit(&page, &line(&page));
    }
    assert!(page.path().contains("/applications/LD-"), "{}: {}", page.path(), page.text());

    // Their phone hears so, as often as it asks, and gets no other place. So does a page that looks by itself.
    let mut phone = door.landfall.visitor().staying_in_line();
    for look in 0..4 {
        let sent = if look % 2 == 0 { line(&rooms[1]) } else { line(&rooms[2]).press("Check by itself") };
        let told = phone.try_submit(start.path(), &sent).expect("an answer");
        assert!(told.status() == 200 && told.says("one person uses one place"), "{}", told.text());
        assert!(told.forms().iter().all(|form| !form.has("ticket")), "no place");
    }
    // The window beside the one that came in is inside as well.
    let beside = visitor.submit(&start, &line(&rooms[1]));
    assert!(beside.path().contains("/applications/LD-"), "{}: {}", beside.path(), beside.text());

    // Nobody knows that a stranger's places are one person's, and nobody else's lapse.
    for room in strangers {
        let mut page = door.landfall.visitor().staying_in_line().submit(&room, &line(&room));
        while is_room(&page) {
            assert!(Instant::now() < deadline, "nobody is let in: {}", page.text());
            pause();
            page = stranger.submit(&page, &line(&page));
        }
        assert!(page.path().contains("/applications/LD-"), "{}: {}", page.path(), page.text());
    }
}

#[test]
fn no_password_and_no_answer_is_kept_in_a_cookie() {
    let mut door = Door::open();
    door.turn("most_work = 0.0");
    let (sign_in, resume) = (Place::SignIn.path(Language::En), Place::Resume.path(Language::En));
    let mut visitor = door.landfall.visitor().staying_in_line();
    let password = Form::forged(&sign_in).forge("email", "a@example.org").forge("password", "correct horse");
    let room = visitor.try_submit(&sign_in, &password).expect("an answer");
    let mut page = press(&mut visitor, &room, "Check by itself");
    assert_eq!(line(&page).value("kept"), Some(""), "the form stays in the page it was sent from");
    // A link holds no password, and comes along; answers that wait with it do not, and are not to be lost.
    for (carried, offered) in [("", true), ("AAAA", false)] {
        let link = Form::forged(&resume).forge("reference", "LD-1111-1111-1").forge("code", "1111");
        let link = if offered { link } else { link.forge("carried", carried) };
        let room = door.landfall.visitor().try_submit(&resume, &link).expect("an answer");
        assert_eq!(line(&room).has("by_itself"), offered, "{}", room.text());
    }

    door.turn("");
    let deadline = Instant::now() + NOTICED;
    while page.path() == Place::Line.path(Language::En) {
        assert!(Instant::now() < deadline, "nobody is let in: {}", page.text());
        pause();
        page = visitor.submit(&page, &line(&page));
    }
    // They fill it in again, and do not wait again.
    assert_eq!((page.path(), page.status()), (sign_in.as_str(), 200), "{}", page.text());
    assert!(visitor.cookie("landfall-pass").is_some());
    let again = visitor.try_submit(&sign_in, &password).expect("an answer");
    assert_eq!(again.status(), 422, "judged at once: {}", again.text());
}

#[test]
fn a_place_in_one_line_is_none_in_another() {
    let mut door = Door::open();
    door.turn("most_work = 0.0");
    let mut beginner = door.landfall.visitor().staying_in_line();
    let start = beginner.open(&Place::Apply(SHORT.to_owned()).path(Language::En));
    let begins = beginner.submit(&start, &form(&start));
    let resume = Place::Resume.path(Language::En);
    let link = Form::forged(&resume).forge("reference", "LD-1111-1111-1").forge("code", "1111");
    let resumes = door.landfall.visitor().try_submit(&resume, &link).expect("an answer");
    assert!(is_room(&begins) && is_room(&resumes));
    let value = |page: &Page, name: &str| line(page).value(name).expect("a hidden field").to_owned();
    let swapped =
        Form::forged(start.path()).forge("ticket", &value(&resumes, "ticket")).forge("kept", &value(&begins, "kept"));
    let answer = door.landfall.visitor().try_submit(start.path(), &swapped).expect("an answer");
    assert!(is_room(&answer), "{}", answer.text());
    assert!(
        answer.title().contains("ahead of you"),
        "whoever begins stands behind who began before: {}",
        answer.title()
    );
}

#[test]
fn what_was_typed_comes_back_while_the_store_is_gone_and_is_taken_once_it_is_back() {
    let database = Database::fresh();
    let landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, SHORT);
    let about = applicant.visitor.open(&applicant.page_path("about"));
    let filled = form(&about)
        .set("name.family", "Lévesque")
        .set("name.given", "Zoë")
        .set("birth-date.year", "1990")
        .set("birth-date.month", "2")
        .set("birth-date.day", "28");
    database.refuse();
    let back = applicant.visitor.submit(&about, &filled);
    assert_eq!(back.status(), 503, "{}", back.text());
    assert!(back.says("We could not save this just now"), "{}", back.text());
    assert!(back.header("retry-after").is_some());
    let kept = back.form_with("name.family");
    assert_eq!(kept.value("name.family"), Some("Lévesque"));

    // Nobody new begins, and the public pages are there.
    let start = landfall.visitor().open(&Place::Apply(SHORT.to_owned()).path(Language::Fr));
    assert_eq!(start.status(), 200);
    assert_eq!(landfall.visitor().open("/fr").status(), 200);

    database.allow();
    let deadline = Instant::now() + NOTICED;
    let mut next = applicant.visitor.submit(&back, &kept);
    while next.status() == 503 {
        assert!(Instant::now() < deadline, "the store does not come back: {}", next.text());
        pause();
        next = applicant.visitor.submit(&next, &next.form_with("name.family"));
    }
    assert_eq!(next.path(), applicant.page_path("story"), "{}", next.text());
}

#[test]
fn a_receipt_is_checked_while_progress_cannot_be_read() {
    let database = Database::fresh();
    let landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    let mut applicant = Applicant::prepare(landfall.visitor(), "for the receipt").applicant;
    let held = applicant.file(&landfall);
    database.refuse();
    let path = Place::Status.path(Language::En);
    // The applicant's browser has a session, which cannot be read either.
    let asked = Form::forged(&path).forge("number", &held.number).forge("code", "1111 1111 1111 1111");
    let unread = applicant.visitor.try_submit(&path, &asked).expect("an answer");
    assert_eq!(unread.status(), 503);
    assert!(unread.says("Progress cannot be read right now"), "{}", unread.text());
    let told = applicant.visitor.submit(&unread, &unread.form_with("receipt").set("receipt", &held.receipt));
    assert!(told.status() == 200 && told.says("The receipt is genuine"), "{}", told.text());
    assert!(told.says(&held.number), "{}", told.text());
    let forged = held.receipt.replace("short", "other");
    let refused = applicant.visitor.submit(&unread, &unread.form_with("receipt").set("receipt", &forged));
    assert_eq!(refused.status(), 422, "{}", refused.text());
}
