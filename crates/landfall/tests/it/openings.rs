//! A program that is not open yet, is paused, or fills up: every page says the same, nobody begins or files, and nothing that
//! was typed is lost.

use std::{
    fs,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use language::Language;
use testkit::{Form, Landfall, Page, pause, postgres::Database};
use web::Place;

use crate::{
    door::sign_in,
    paying::{choose, site_with_fees},
    start::refused::{command, finish},
    walk::{Applicant, Prepared, SHORT, form, has_start, open_as, short_site},
};

/// Longest anything here may take to be noticed.
const NOTICED: Duration = Duration::from_secs(30);

fn start(language: Language) -> String {
    Place::Apply(SHORT.to_owned()).path(language)
}

/// What a stranger sees of it: start page, the page that explains it, the list of everything.
fn everywhere(landfall: &Landfall, language: Language, words: &str, short: &str) {
    let mut visitor = landfall.visitor();
    let page = visitor.open(&start(language));
    assert!(page.status() == 200 && page.says(words) && !has_start(&page), "{}", page.text());
    let home = visitor.open(&format!("/{}", language.code()));
    assert!(home.says(words) && !home.says("Start an application"), "{}", home.text());
    assert!(!home.says("Commencer une demande"), "{}", home.text());
    let map = visitor.open(&Place::SiteMap.path(language));
    assert!(map.says(short), "no {short:?}: {}", map.text());
}

/// Wants to begin, and is told why not.
fn begin(landfall: &Landfall, language: Language) -> Page {
    let mut visitor = landfall.visitor();
    let path = start(language);
    let answer = visitor.try_submit(&path, &Form::forged(&path).forge("form_token", "")).expect("an answer");
    visitor.wait_in_line(answer)
}

/// Wants to file, is told why not, and goes on writing.
fn file_and_go_on(prepared: &mut Prepared, heading: &str, words: &str) {
    let Prepared { applicant, story, file, .. } = prepared;
    let refused = applicant.press_file_as_it_was(file);
    assert_eq!((refused.status(), refused.heading()), (409, heading), "{}", refused.text());
    assert!(refused.says(words) && refused.says("Your application was not filed."), "{}", refused.text());
    assert!(refused.says("Meanwhile you can read and change them"), "{}", refused.text());
    let tasks = applicant.visitor.open(refused.link("Go to your application"));
    assert!(tasks.says(words), "{}", tasks.text());
    let review = applicant.open(Place::Review);
    assert!(review.says(words) && review.says(story), "{}", review.text());
    assert!(!review.forms().iter().any(|form| form.has("version")), "{}", review.text());
    let token = file.value("form_token").expect("a token").to_owned();
    let longer = format!("{story} And on it went.");
    applicant.send("story", &token, &[("story", &longer)], None);
    assert!(applicant.open(Place::Review).says(&longer), "it is saved");
}

#[test]
fn a_program_that_is_not_open_yet_says_from_when_and_opens_by_itself() {
    let mut landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "before it opened");
    open_as(&landfall, &format!("opens = \"{}\"", Timestamp::now() + SignedDuration::from_hours(24)));
    landfall.restart();
    everywhere(&landfall, Language::En, "This program opens on", "Short program (opens on");
    everywhere(&landfall, Language::Fr, "Ce programme ouvre le", "Programme court (ouvre le");
    for (language, heading) in
        [(Language::En, "This program is not open yet"), (Language::Fr, "Ce programme n’est pas encore ouvert")]
    {
        let refused = begin(&landfall, language);
        assert_eq!((refused.status(), refused.heading()), (409, heading), "{}", refused.text());
    }
    file_and_go_on(&mut prepared, "This program is not open yet", "This program opens on");

    // Long enough from now that the page is rendered before. Programs open at whole seconds.
    let opens = Timestamp::from_second(Timestamp::now().as_second() + 8).expect("a moment");
    open_as(&landfall, &format!("opens = \"{opens}\""));
    landfall.restart();
    let deadline = Instant::now() + NOTICED;
    let mut visitor = landfall.visitor();
    loop {
        let asked = Timestamp::now();
        let page = visitor.open(&start(Language::En));
        if has_start(&page) {
            assert!(Timestamp::now() >= opens, "open before its time");
            break;
        }
        assert!(asked < opens, "it says that it is shut after it has opened: {}", page.text());
        assert!(Instant::now() < deadline, "it does not open: {}", page.text());
        pause();
    }
    while !visitor.open("/en").says("Start an application") {
        assert!(Instant::now() < deadline, "the page that explains it does not follow");
        pause();
    }
    let review = prepared.applicant.open(Place::Review);
    let filed = prepared.applicant.press_file(&review);
    assert_eq!(filed.header("location"), Some(prepared.applicant.path(Place::Receipt).as_str()), "{}", filed.text());
}

#[test]
fn a_paused_program_says_since_when_why_and_until_when() {
    let mut landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "when it was paused");
    let reason = "reason = { en = \"The rules <are> under review.\", fr = \"Les règles sont à l’étude.\" }";
    open_as(&landfall, &format!("paused = {{ since = \"2026-01-05\", until = \"2199-03-05\", {reason} }}"));
    landfall.restart();
    for (language, words, short) in [
        (Language::En, "This program has been paused since January 5, 2026.", "Short program (paused)"),
        (Language::Fr, "Ce programme est suspendu depuis le 5 janvier 2026.", "Programme court (suspendu)"),
    ] {
        everywhere(&landfall, language, words, short);
    }
    for (language, words) in [
        (
            Language::En,
            ["This program is paused", "again from March 5, 2199", "The reason: The rules <are> under review."],
        ),
        (Language::Fr, ["Ce programme est suspendu", "à partir du 5 mars 2199", "Les règles sont à l’étude."]),
    ] {
        let refused = begin(&landfall, language);
        assert_eq!(refused.status(), 409);
        for words in words {
            assert!(refused.says(words), "no {words:?}: {}", refused.text());
        }
    }
    file_and_go_on(&mut prepared, "This program is paused", "The reason: The rules <are> under review.");

    open_as(&landfall, &format!("paused = {{ since = \"2026-01-05\", {reason} }}"));
    landfall.restart();
    assert!(begin(&landfall, Language::En).says("No date for a new opening is set."));
    open_as(&landfall, "");
    landfall.restart();
    prepared.applicant.file(&landfall);
}

#[test]
fn who_waits_in_line_for_a_program_is_told_that_it_has_been_paused() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let settings = folder.path().join("settings.toml");
    fs::write(&settings, "most_work = 0.0").expect("the settings can be written");
    let mut landfall =
        short_site().argument("--config").argument(settings.to_str().expect("a path of letters")).start();
    let mut visitor = landfall.visitor().staying_in_line();
    let page = visitor.open(&start(Language::En));
    let room = visitor.submit(&page, &form(&page));
    assert!(room.says("You are in line") && !room.says("paused"), "{}", room.text());

    let reason = "reason = { en = \"The rules <are> under review.\", fr = \"Les règles sont à l’étude.\" }";
    open_as(&landfall, &format!("paused = {{ since = \"2026-01-05\", {reason} }}"));
    landfall.restart();
    let line = room.form_with("ticket");
    let looked = visitor.submit_only(&room, &line);
    for words in
        ["You are in line", "has been paused since January 5, 2026", "The reason: The rules <are> under review."]
    {
        assert!(looked.says(words), "no {words:?}: {}", looked.text());
    }
    let mut scripted = visitor.clone().with_header("accept", "application/json");
    let news = scripted.submit_only(&room, &line);
    let news = String::from_utf8_lossy(news.body()).into_owned();
    assert!(news.contains("has been paused since January 5, 2026"), "{news}");
}

#[test]
fn what_was_held_for_fees_is_let_go_of_when_no_place_is_left() {
    let mut landfall = site_with_fees();
    let mut first = Applicant::prepare(landfall.visitor(), "the first");
    let mut second = Applicant::prepare(landfall.visitor(), "the second");
    let mut third = Applicant::prepare(landfall.visitor(), "the third");
    open_as(&landfall, "cap = { name = \"one\", limit = 1 }");
    landfall.restart();
    for prepared in [&mut first, &mut second] {
        let review = choose(&mut prepared.applicant, "Accept the payment");
        assert!(review.says("is held for you") && review.says("1 place of 1 was left"), "{}", review.text());
    }
    first.applicant.file(&landfall);
    // Whether the store says so or the last count does.
    for _ in 0..2 {
        let refused = second.applicant.press_file_as_it_was(&second.file);
        assert_eq!((refused.status(), refused.heading()), (409, "All places are taken"), "{}", refused.text());
        assert!(refused.says("Nothing was charged"), "{}", refused.text());
    }
    let payment = second.applicant.open(Place::Payment);
    assert!(payment.says("not taken. Nothing was charged"), "{}", payment.text());
    assert!(payment.says("The one place of this program is taken"), "{}", payment.text());
    // Nobody is asked to pay for what cannot be filed.
    for applicant in [&mut second.applicant, &mut third.applicant] {
        let page = applicant.open(Place::Provider);
        assert_eq!(page.path(), applicant.path(Place::Payment), "{}", page.text());
    }
    assert!(third.applicant.open(Place::Payment).says("The one place"));
}

#[test]
fn places_that_cannot_be_read_are_said_to_be_so() {
    let database = Database::fresh();
    let mut landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    open_as(&landfall, "cap = { name = \"many\", limit = 1200 }");
    landfall.restart();
    let becomes = |words: &str| {
        let deadline = Instant::now() + NOTICED;
        loop {
            let page = landfall.visitor().open(&start(Language::En));
            if page.says(words) {
                assert!(has_start(&page), "{}", page.text());
                return;
            }
            assert!(Instant::now() < deadline, "never {words:?}: {}", page.text());
            pause();
        }
    };
    becomes("1,200 places of 1,200 were left. Others are filing now");
    database.refuse();
    becomes("This program has 1,200 places. How many are left cannot be read at the moment.");
    database.allow();
    becomes("1,200 places of 1,200 were left.");
}

#[test]
fn an_account_lists_how_programs_and_drafts_stand() {
    let mut landfall = short_site().start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, SHORT);
    sign_in(&landfall, &mut applicant.visitor, "openings@example.org");
    let home = applicant.visitor.open(&Place::Account.path(Language::En));
    assert!(home.says(&applicant.reference) && !home.says("paused"), "{}", home.text());

    open_as(&landfall, "paused = { since = \"2026-01-05\", reason = { en = \"A review.\", fr = \"Un examen.\" } }");
    landfall.restart();
    let home = applicant.visitor.open(&Place::Account.path(Language::En));
    assert!(home.says("The program paused") && home.says("Short program (paused)"), "{}", home.text());
}

#[test]
fn two_programs_count_under_one_name_only_where_both_say_so() {
    let landfall = short_site().start();
    let program = fs::read_to_string(landfall.site().join("programs/short.toml")).expect("the program");
    for (one, other, fault) in [
        (
            "limit = 5",
            "limit = 5",
            Some("programs/short.toml:1: the cap counts under “one”, as that of the program “other” does"),
        ),
        ("limit = 5, shared = true", "limit = 5", Some("programs/other.toml:1: the cap counts under “one”")),
        (
            "limit = 5, shared = true",
            "limit = 6, shared = true",
            Some("the shared cap “one” is 5 here and 6 in the program “other”"),
        ),
        ("limit = 5, shared = true", "limit = 5, shared = true", None),
    ] {
        open_as(&landfall, &format!("cap = {{ name = \"one\", {one} }}"));
        let second = format!("cap = {{ name = \"one\", {other} }}\n{}", program.replace("\"short\"", "\"other\""));
        fs::write(landfall.site().join("programs/other.toml"), second).expect("a site of our own");
        let checked = finish(command().arg("check").arg("--site").arg(landfall.site()));
        assert_eq!(checked.succeeded, fault.is_none(), "{one} / {other}: {}", checked.said);
        assert!(checked.said.contains(fault.unwrap_or_default()), "{}", checked.said);
    }
}
