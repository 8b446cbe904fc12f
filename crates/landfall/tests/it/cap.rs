//! A program with a cap: exactly as many are filed as there are places, however many press the button at once and whatever
//! happens to the server meanwhile; everybody else is told so and keeps what they wrote.

use std::{
    collections::BTreeMap,
    fs,
    sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc,
    },
    thread,
};

use language::Language;
use testkit::{Form, Landfall, Page, Setup, Visitor, postgres::Database};
use web::Place;

use crate::walk::{Applicant, Held, form, has_start, public_key, short_site};

/// Who file at once, and for how many of them there is a place.
const FILINGS: usize = 2_000;
const PLACES: usize = 500;
/// The same where the server is killed in the middle.
const KILLED_FILINGS: usize = 120;
const KILLED_PLACES: usize = 40;
/// Acknowledgements after which it is killed.
const KILLED_AFTER: usize = 10;
/// How many prepare, or look at what became of theirs, at the same time.
const HANDS: usize = 16;
/// How often a form is sent again that came back because the machine was too busy.
const TRIES: usize = 100;
/// Bytes of stack for each of those who file at once: a request and its answer need far less than a thread's default.
const STACK: usize = 256 << 10;
/// The program's id.
const CAPPED: &str = "capped";

/// A program of one question, with so many places.
fn program(places: usize) -> String {
    format!(
        r#"
id = "capped"
version = "2026-11-22"
title = {{ en = "Refuge", fr = "Refuge" }}
summary = {{ en = "For tests.", fr = "Pour les essais." }}
sources = [ {{ id = "tests", title = {{ en = "The tests", fr = "Les essais" }}, date = "2026-11-22" }} ]
[cap]
name = "refuge-2026"
limit = {places}
[[section]]
id = "you"
title = {{ en = "You", fr = "Vous" }}
[[section.page]]
id = "story"
title = {{ en = "Your story", fr = "Votre histoire" }}
[[section.page.question]]
id = "story"
kind = "long_text"
label = {{ en = "Tell it", fr = "Racontez-la" }}
source = ["tests"]
"#
    )
}

fn capped(setup: Setup, places: usize) -> Landfall {
    let mut landfall = setup.start();
    fs::write(landfall.site().join("programs/capped.toml"), program(places)).expect("a site of our own");
    landfall.restart();
    landfall
}

/// A draft that only has to be filed.
#[derive(Clone)]
struct Draft {
    applicant: Applicant,
    story: String,
    file: Form,
}

impl Draft {
    /// Begins one, waiting in line if there is one, and fills it in.
    fn prepare(mut visitor: Visitor, number: usize) -> Self {
        let path = Place::Apply(CAPPED.to_owned()).path(Language::En);
        let answer = visitor.try_submit(&path, &Form::forged(&path).forge("form_token", "")).expect("an answer");
        let begun = visitor.wait_in_line(answer);
        let kept = visitor.open(begun.header("location").unwrap_or_else(|| panic!("not begun: {}", begun.text())));
        let token = form(&kept).value("form_token").expect("a form carries a token").to_owned();
        let mut applicant = Applicant::begun(visitor, Language::En, &kept);
        let story = format!("the story of number {number}.");
        applicant.send("story", &token, &[("story", &story)], None);
        let review = applicant.open(Place::Review);
        Self { file: form(&review), applicant, story }
    }

    /// Presses the button. Nothing, if the server has gone.
    fn press(&mut self) -> Option<Page> {
        for _ in 0..TRIES {
            let path = self.applicant.path(Place::File);
            let answer = self.applicant.visitor.try_submit(&path, &self.file).ok()?;
            // The page that comes back when the store is too busy carries the form, to be sent again.
            if answer.status() != 503 {
                return Some(answer);
            }
        }
        panic!("turned away {TRIES} times")
    }
}

/// Does `work` for each number, [`HANDS`] at a time, and returns what came of it in order.
fn all<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let hand = || {
            let mut mine = Vec::new();
            loop {
                match next.fetch_add(1, Relaxed) {
                    number if number < count => mine.push((number, work(number))),
                    _ => return mine,
                }
            }
        };
        let hands: Vec<_> = (0..HANDS).map(|_| scope.spawn(hand)).collect();
        hands.into_iter().flat_map(|hand| hand.join().expect("a hand does not panic")).collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, done)| done).collect()
}

fn prepare(landfall: &Landfall, count: usize) -> Vec<Draft> {
    let url = landfall.url();
    all(count, |number| Draft::prepare(Visitor::new(&url), number))
}

/// Everybody presses the button at the same moment. `each` is told of every answer as it comes.
fn press_at_once(drafts: Vec<Draft>, each: impl Fn(&Option<Page>) + Sync) -> Vec<(Draft, Option<Page>)> {
    let barrier = Barrier::new(drafts.len());
    thread::scope(|scope| {
        let (barrier, each) = (&barrier, &each);
        let people: Vec<_> = drafts
            .into_iter()
            .map(|mut draft| {
                let person = move || {
                    barrier.wait();
                    let answer = draft.press();
                    each(&answer);
                    (draft, answer)
                };
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, person).expect("a thread")
            })
            .collect();
        people.into_iter().map(|person| person.join().expect("nobody panics")).collect()
    })
}

fn is_filed(draft: &Draft, answer: &Page) -> bool {
    let receipt = draft.applicant.path(Place::Receipt);
    answer.status() == 303 && answer.header("location") == Some(receipt.as_str())
}

fn is_told_that_it_is_full(answer: &Page, places: usize) -> bool {
    answer.status() == 409
        && answer.heading() == "All places are taken"
        && answer.says(&format!("All {places} places of this program are taken."))
        && answer.says("Your application was not filed.")
        && answer.says("you can file this application as it is")
}

/// How many places the start page says there are, once everybody has prepared.
fn all_see(landfall: &Landfall, words: &str) {
    let page = landfall.visitor().open(&Place::Apply(CAPPED.to_owned()).path(Language::En));
    assert!(page.says(words), "no {words:?}: {}", page.text());
}

fn exactly_as_many_are_filed_as_there_are_places(setup: Setup) {
    let mut landfall = capped(setup, PLACES);
    let key = public_key(&landfall);
    all_see(&landfall, "500 places of 500 were left. Others are filing now");
    let drafts = prepare(&landfall, FILINGS);

    let (mut filed, mut full) = (Vec::new(), Vec::new());
    for (draft, answer) in press_at_once(drafts, |_| ()) {
        let answer = answer.expect("the server answers everybody");
        if is_filed(&draft, &answer) {
            filed.push(draft);
        } else {
            assert!(is_told_that_it_is_full(&answer, PLACES), "{}: {}", answer.status(), answer.text());
            full.push(draft);
        }
    }
    assert_eq!((filed.len(), full.len()), (PLACES, FILINGS - PLACES));

    let receipts: BTreeMap<String, String> = all(filed.len(), |number| {
        let mut draft = filed[number].clone();
        let held = Held::fetch(&mut draft.applicant, &key).expect("a receipt that holds");
        assert!(held.filed().to_string().contains(&draft.story), "another's answers");
        (held.number, draft.story)
    })
    .into_iter()
    .collect();
    assert_eq!(receipts.len(), PLACES, "each has a number of its own");
    all(full.len(), |number| {
        let draft = &mut full[number].clone();
        let review = draft.applicant.open(Place::Review);
        assert_eq!(review.path(), draft.applicant.path(Place::Review), "it is a draft");
        assert!(review.says(&draft.story) && review.says("places of this program are taken"), "{}", review.text());
        assert!(!review.forms().iter().any(|form| form.has("version")), "{}", review.text());
    });

    // After a power cut every place is still taken, a second press has the same receipt, and nobody begins.
    landfall.kill9();
    landfall.start_again();
    let again = filed[0].press().expect("an answer");
    assert!(is_filed(&filed[0], &again), "{}", again.text());
    let refused = full[0].press().expect("an answer");
    assert!(
        is_told_that_it_is_full(&refused, PLACES) && refused.says("The last one was given on"),
        "{}",
        refused.text()
    );
    let start = Place::Apply(CAPPED.to_owned());
    for (language, words) in [
        (Language::En, "All 500 places of this program are taken"),
        (Language::Fr, "Les 500 places de ce programme sont toutes prises"),
    ] {
        let page = landfall.visitor().open(&start.path(language));
        assert!(page.status() == 200 && page.says(words) && !has_start(&page), "{}", page.text());
    }
    let path = start.path(Language::En);
    let mut late = landfall.visitor();
    let answer = late.try_submit(&path, &Form::forged(&path).forge("form_token", "")).expect("an answer");
    let answer = late.wait_in_line(answer);
    assert_eq!((answer.status(), answer.heading()), (409, "All places are taken"), "{}", answer.text());

    // More places: what was refused is filed as it stands.
    fs::write(landfall.site().join("programs/capped.toml"), program(PLACES + 1)).expect("a site of our own");
    landfall.restart();
    let last = full[0].press().expect("an answer");
    assert!(is_filed(&full[0], &last), "{}", last.text());
    let refused = full[1].press().expect("an answer");
    assert!(is_told_that_it_is_full(&refused, PLACES + 1), "{}", refused.text());
}

fn a_kill_in_the_middle_gives_no_place_twice_and_loses_none(setup: Setup) {
    let mut landfall = capped(setup, KILLED_PLACES);
    let key = public_key(&landfall);
    let drafts = prepare(&landfall, KILLED_FILINGS);
    let (tell, told) = mpsc::channel();
    let killing = thread::spawn(move || {
        // Or all have been answered before.
        told.iter().take(KILLED_AFTER).for_each(drop);
        landfall.kill9();
        landfall
    });
    let tell = std::sync::Mutex::new(tell);
    let pressed = press_at_once(drafts, |answer| {
        if answer.as_ref().is_some_and(|answer| answer.status() == 303) {
            // Nobody listens any more once it is killed.
            let _ = tell.lock().expect("nobody panics").send(());
        }
    });
    drop(tell);
    let mut landfall = killing.join().expect("the server could be killed");
    landfall.start_again();

    let (mut filed, mut full) = (BTreeMap::new(), 0);
    for (mut draft, before) in pressed {
        let acknowledged = before.is_some_and(|before| is_filed(&draft, &before));
        let answer = draft.press().expect("an answer");
        if is_filed(&draft, &answer) {
            let held = Held::fetch(&mut draft.applicant, &key).expect("a receipt that holds");
            assert!(held.filed().to_string().contains(&draft.story), "another's answers");
            filed.insert(held.number, draft.story);
        } else {
            assert!(is_told_that_it_is_full(&answer, KILLED_PLACES), "{}: {}", answer.status(), answer.text());
            assert!(!acknowledged, "{} was acknowledged and is not filed", draft.applicant.reference);
            full += 1;
        }
    }
    assert_eq!((filed.len(), full), (KILLED_PLACES, KILLED_FILINGS - KILLED_PLACES));
}

#[test]
fn of_2_000_who_file_at_once_exactly_500_have_a_place_on_sqlite() {
    exactly_as_many_are_filed_as_there_are_places(short_site());
}

#[test]
fn of_2_000_who_file_at_once_exactly_500_have_a_place_on_postgresql() {
    let database = Database::fresh();
    exactly_as_many_are_filed_as_there_are_places(
        short_site().environment("LANDFALL_DATABASE_URL", &database.address()),
    );
}

#[test]
fn a_kill_while_places_run_out_gives_none_twice_and_loses_none_on_sqlite() {
    a_kill_in_the_middle_gives_no_place_twice_and_loses_none(short_site());
}

#[test]
fn a_kill_while_places_run_out_gives_none_twice_and_loses_none_on_postgresql() {
    let database = Database::fresh();
    a_kill_in_the_middle_gives_no_place_twice_and_loses_none(
        short_site().environment("LANDFALL_DATABASE_URL", &database.address()),
    );
}
