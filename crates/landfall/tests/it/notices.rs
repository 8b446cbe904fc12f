//! Notices: published while the site runs, on the next view of every page, in both languages and both feeds; gone when they are
//! withdrawn; there while the store is not; whole or not at all when the power fails.

mod broken;
mod feeds;
mod kept;
mod refused;
mod rehearsed;
mod surge;
mod times;

use std::{
    process::Command,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use language::Language;
use programs::calculators::Calculator;
use testkit::{Landfall, Page, Visitor, pause, postgres::Database};
use web::Place;

use crate::{
    operations::until,
    start::refused::{Finished, command, finish},
    walk::{Applicant, form, has_start, short_site},
};

/// How soon a notice is on every page.
const SOON: Duration = Duration::from_secs(1);

/// `landfall notice` with these arguments, in the folders of `landfall`.
fn desk(landfall: &Landfall, arguments: &[&str]) -> Command {
    let mut command = command();
    command.arg("notice").args(arguments).arg("--data").arg(landfall.data()).arg("--site").arg(landfall.site());
    command
}

fn say(landfall: &Landfall, arguments: &[&str]) -> Finished {
    finish(&mut desk(landfall, arguments))
}

/// A title and a text in both languages.
const WORDS: [&str; 8] = [
    "--title-en",
    "Payments take longer",
    "--title-fr",
    "Les paiements tardent",
    "--text-en",
    "You can file as usual.",
    "--text-fr",
    "Vous pouvez déposer comme d’habitude.",
];

/// Publishes (or schedules) a notice and returns its name.
fn publish(landfall: &Landfall, verb: &str, more: &[&str]) -> String {
    let said = say(landfall, &[&[verb], &WORDS[..], more].concat());
    assert!(said.succeeded, "{}", said.said);
    said.said.split(' ').next().expect("its name").to_owned()
}

fn withdraw(landfall: &Landfall, id: &str) {
    let said = say(landfall, &["withdraw", id]);
    assert!(said.succeeded && said.said.contains("is withdrawn"), "{}", said.said);
}

/// A picture that is one, as far as anybody looks.
fn png(dots: u32) -> Vec<u8> {
    let sides = [dots.to_be_bytes(), 630_u32.to_be_bytes()].concat();
    [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &sides, b"\x08\x06\0\0\0....", b"\0\0\0\0IEND\xae\x42\x60\x82"].concat()
}

fn words(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (WORDS[1], WORDS[5]),
        Language::Fr => (WORDS[3], WORDS[7]),
    }
}

/// Pages of every kind, but for those of somebody inside.
fn pages(language: Language) -> Vec<String> {
    let code = language.code();
    let places = [
        Place::Apply("short".to_owned()),
        Place::SiteMap,
        Place::Search,
        Place::Calculators,
        Place::Occupations,
        Place::Status,
        Place::SignIn,
        Place::SignUp,
        Place::Resume,
        Place::News,
    ];
    let mut pages = vec![format!("/{code}"), format!("/{code}/nothing-here")];
    pages.extend(places.map(|place| place.path(language)));
    pages
}

/// Whether each of these pages says it, or none does.
fn say_it(visitor: &mut Visitor, language: Language, words: &str, says: bool) -> Result<(), String> {
    for path in pages(language) {
        let page = visitor.open(&path);
        let is_news = path == Place::News.path(language);
        if page.says(words) != (says || is_news) {
            return Err(format!("{path}: {}", page.text()));
        }
        assert_eq!(page.markup_faults(), Vec::<String>::new(), "{path}");
    }
    Ok(())
}

fn says(page: &Page, words: &str) -> Result<(), String> {
    if page.says(words) { Ok(()) } else { Err(page.text().to_owned()) }
}

fn becomes(what: &str, mut look: impl FnMut() -> Result<(), String>) {
    let begun = Instant::now();
    loop {
        let Err(fault) = look() else { return };
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}: {fault}");
        pause();
    }
}

#[test]
fn a_notice_is_on_the_next_view_of_every_page_within_a_second_and_gone_as_soon_when_it_is_withdrawn() {
    let landfall = short_site().start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::Fr, "short");
    let mut visitor = landfall.visitor();
    let mut quickest = [Duration::MAX; 2];
    // The machine does other things, too: of five times the quickest counts.
    for _ in 0..5 {
        let id = publish(&landfall, "publish", &[]);
        let begun = Instant::now();
        for language in Language::ALL {
            becomes("it is shown", || say_it(&mut visitor, language, words(language).0, true));
            becomes("its first paragraph, too", || say_it(&mut visitor, language, words(language).1, true));
            let feed = visitor.open(&Place::Feed.path(language));
            assert!(String::from_utf8_lossy(feed.body()).contains(words(language).0), "the feed");
            let own = visitor.open(&Place::Notice(id.parse().expect("its name")).path(language));
            assert_eq!((own.status(), own.heading()), (200, words(language).0));
        }
        assert!(applicant.open(Place::Tasks).says(WORDS[3]), "somebody's own pages");
        quickest[0] = quickest[0].min(begun.elapsed());

        withdraw(&landfall, &id);
        let begun = Instant::now();
        for language in Language::ALL {
            becomes("it is gone", || say_it(&mut visitor, language, words(language).0, false));
        }
        assert!(!applicant.open(Place::Tasks).says(WORDS[3]));
        quickest[1] = quickest[1].min(begun.elapsed());
        for (language, withdrawn) in [(Language::En, "It was withdrawn on"), (Language::Fr, "Il a été retiré le")] {
            assert!(visitor.open(&Place::News.path(language)).says(withdrawn));
            let feed = visitor.open(&Place::Feed.path(language));
            let mark = if language == Language::En { "Withdrawn: Payments" } else { "Retiré\u{a0}: Les" };
            assert!(String::from_utf8_lossy(feed.body()).contains(mark), "the feed");
        }
    }
    assert!(quickest.iter().all(|took| *took < SOON), "{quickest:?}");
}

#[test]
fn what_is_written_while_the_site_is_down_is_there_with_the_first_page_it_serves() {
    let mut landfall = short_site().start();
    landfall.kill9();
    let id = publish(&landfall, "publish", &["--severity", "urgent"]);
    landfall.start_again();
    let mut visitor = landfall.visitor();
    for language in Language::ALL {
        assert!(visitor.open(&format!("/{}", language.code())).says(words(language).0));
        assert!(visitor.open(&Place::SignIn.path(language)).says(words(language).0));
    }
    let listed = say(&landfall, &["list"]);
    assert!(listed.succeeded && listed.said.contains(&id) && listed.said.contains("on "), "{}", listed.said);
}

#[test]
fn a_notice_comes_and_goes_by_the_clock() {
    let landfall = short_site().start();
    let at = |seconds: i64| Timestamp::from_second(Timestamp::now().as_second() + seconds).expect("a moment");
    // Long enough from now that the command is over before.
    let (from, end) = (at(4), at(9));
    publish(&landfall, "schedule", &["--from", &from.to_string(), "--until", &end.to_string()]);
    let mut visitor = landfall.visitor();
    let mut shown = false;
    let deadline = end + SignedDuration::from_secs(10);
    loop {
        let asked = Timestamp::now();
        let says = visitor.open("/en").says(WORDS[1]);
        let answered = Timestamp::now();
        assert!(!says || answered >= from, "shown before its time");
        shown |= says;
        assert!(
            says || !(from + SignedDuration::from_secs(2) < asked && answered < end),
            "its time, and it is not shown"
        );
        if !says && asked > end {
            break;
        }
        assert!(asked < deadline, "shown after its time");
    }
    assert!(shown);
    becomes("the news say so", || says(&visitor.open("/en/news"), "It ended on"));
}

#[test]
fn it_stands_only_on_the_pages_it_concerns() {
    let landfall = short_site().start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, "short");
    publish(&landfall, "publish", &["--page", "status", "--page", "applications"]);
    let mut visitor = landfall.visitor();
    becomes("it is on one page", || says(&visitor.open("/fr/etat"), WORDS[3]));
    let others = ["/en", "/fr", "/en/site-map", "/en/sign-in", "/en/apply/short", "/en/nothing"];
    for path in others {
        assert!(!visitor.open(path).says(WORDS[1]) && !visitor.open(path).says(WORDS[3]), "{path}");
    }
    assert!(applicant.open(Place::Tasks).says(WORDS[1]) && applicant.open(Place::Review).says(WORDS[1]));
}

#[test]
fn notices_come_and_go_while_the_store_is_dead() {
    let database = Database::fresh();
    let landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, "short");
    database.refuse();
    let mut visitor = landfall.visitor();
    until("the store is away", || (visitor.open("/health/ready").status() == 503).then_some(()));
    let id = publish(&landfall, "publish", &[]);
    for language in Language::ALL {
        becomes("it is shown", || say_it(&mut visitor, language, words(language).0, true));
    }
    let broken = applicant.open(Place::Tasks);
    assert!(broken.status() == 503 && broken.says(WORDS[1]), "{}", broken.text());
    withdraw(&landfall, &id);
    for language in Language::ALL {
        becomes("it is gone", || say_it(&mut visitor, language, words(language).0, false));
    }
    database.allow();
}

#[test]
fn markup_in_a_notice_is_shown_and_never_obeyed() {
    let landfall = short_site().start();
    let evil = "</p><script>alert(1)</script> & \"x\" <img src=x onerror=alert(1)>";
    let said = say(
        &landfall,
        &[
            &["publish", "--title-en", evil, "--title-fr", evil, "--text-en", evil, "--text-fr", evil][..],
            &["--severity", "maintenance", "--starts", "2199-01-01T00:00Z", "--ends", "2199-01-02T00:00Z"],
            &["--deadlines-en", evil, "--deadlines-fr", evil],
        ]
        .concat(),
    );
    assert!(said.succeeded, "{}", said.said);
    let id = said.said.split(' ').next().expect("its name");
    let mut visitor = landfall.visitor();
    for path in ["/en", "/fr", "/en/status", "/fr/nothing", "/en/news", &format!("/en/news/{id}"), "/en/apply/short"] {
        becomes(path, || says(&visitor.open(path), evil));
        let page = visitor.open(path);
        let html = String::from_utf8_lossy(page.body()).into_owned();
        assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "{path}");
        assert_eq!(page.markup_faults(), Vec::<String>::new(), "{path}");
    }
    feeds::is_valid(&visitor.open("/en/news.atom"));
}

#[test]
fn a_notice_pauses_a_program_and_gives_it_back_when_it_is_withdrawn() {
    let landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "a notice paused it");
    let id = publish(&landfall, "publish", &["--pause", "short"]);
    let mut visitor = landfall.visitor();
    let start = |language| Place::Apply("short".to_owned()).path(language);
    for (language, state, reason) in [
        (Language::En, "This program has been paused since", "The reason: Payments take longer"),
        (Language::Fr, "Ce programme est suspendu depuis", "Les paiements tardent"),
    ] {
        becomes("it is paused", || {
            let page = visitor.open(&start(language));
            (page.says(state) && page.says(reason) && !has_start(&page)).then_some(()).ok_or_else(|| page.text().into())
        });
        let home = visitor.open(&format!("/{}", language.code()));
        assert!(home.says(state), "{}", home.text());
    }
    let refused = prepared.applicant.press_file_as_it_was(&prepared.file);
    assert!(refused.status() == 409 && refused.says("Your application was not filed."), "{}", refused.text());
    withdraw(&landfall, &id);
    becomes("it is open", || {
        let page = visitor.open(&start(Language::En));
        has_start(&page).then_some(()).ok_or_else(|| page.text().into())
    });
    prepared.applicant.file(&landfall);
}

#[test]
fn the_waiting_room_says_it_and_stays_small_enough_for_one_round_trip() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let settings = folder.path().join("settings.toml");
    std::fs::write(&settings, "most_work = 0.0").expect("the settings can be written");
    let landfall = short_site().argument("--config").argument(settings.to_str().expect("a path of letters")).start();
    let mut visitor = landfall.visitor().staying_in_line();
    let page = visitor.open("/en/apply/short");
    let room = visitor.submit(&page, &form(&page));
    assert!(room.says("You are in line"), "{}", room.text());
    // As long as they may be, more of them than a page shows.
    let title = "é".repeat(120);
    for _ in 0..4 {
        let said = say(
            &landfall,
            &["publish", "--title-en", &title, "--title-fr", &title, "--text-en", "x", "--text-fr", "x"],
        );
        assert!(said.succeeded, "{}", said.said);
    }
    let line = room.form_with("ticket");
    becomes("the room says it", || {
        let looked = visitor.submit_only(&room, &line);
        let shown = looked.text().matches(&title).count();
        assert!(looked.body().len() < 14_000, "{} bytes", looked.body().len());
        (shown == 3).then_some(()).ok_or_else(|| looked.text().to_owned())
    });
    let news = visitor.clone().with_header("accept", "application/json").submit_only(&room, &line);
    let news: serde_json::Value = serde_json::from_slice(news.body()).expect("news");
    assert_eq!(news["notices"][0]["title"], title.as_str());
    assert_eq!((&news["notices"][0]["kind"], &news["notices"][3]), (&"Information".into(), &serde_json::Value::Null));
}

fn meta(page: &Page, name: &str) -> Option<String> {
    let html = String::from_utf8_lossy(page.body()).into_owned();
    let (_, rest) = html.split_once(&format!("=\"{name}\" content=\""))?;
    Some(rest.split('"').next()?.to_owned())
}

#[test]
fn a_link_to_any_public_page_shows_its_words_and_a_picture_wherever_it_is_shared() {
    let landfall = Landfall::start();
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let file = folder.path().join("picture");
    std::fs::write(&file, png(1_200)).expect("a picture");
    let alt = ["--alt-en", "A ferry.", "--alt-fr", "Un traversier."];
    let id = publish(&landfall, "publish", &[&["--picture", file.to_str().expect("a path")], &alt[..]].concat());
    let mut visitor = landfall.visitor();
    becomes("it is shown", || says(&visitor.open("/fr"), WORDS[3]));
    for language in Language::ALL {
        let notice = Place::Notice(id.parse().expect("its name")).path(language);
        let presence = Place::Calculator(Calculator::Presence);
        let others = [Place::News, Place::SiteMap, Place::Calculators, presence, Place::Occupations, Place::Status];
        let others = others.map(|place| place.path(language));
        let program = Place::Apply("express-entry".to_owned()).path(language);
        for path in others.iter().chain([&format!("/{}", language.code()), &program, &notice]) {
            let page = visitor.open(path);
            assert_eq!(page.status(), 200, "{path}");
            assert_eq!(meta(&page, "og:title").as_deref(), Some(page.heading()), "{path}");
            assert!(meta(&page, "og:description").is_some_and(|words| !words.is_empty()), "{path}");
            let url = meta(&page, "og:url").expect("an address");
            assert!(url.starts_with("http") && url.ends_with(path.as_str()), "{path}: {url}");
            let (here, there) = if language == Language::En { ("en_CA", "fr_CA") } else { ("fr_CA", "en_CA") };
            assert_eq!(meta(&page, "og:locale").as_deref(), Some(here), "{path}");
            assert_eq!(meta(&page, "og:locale:alternate").as_deref(), Some(there), "{path}");
            assert_eq!(meta(&page, "twitter:card").as_deref(), Some("summary_large_image"), "{path}");
            assert!(meta(&page, "og:image:alt").is_some_and(|words| !words.is_empty()), "{path}");
            assert_eq!(meta(&page, "og:image:width").as_deref(), Some("1200"), "{path}");
            let picture = meta(&page, "og:image").expect("a picture");
            let (_, place) = picture.split_once("/assets/").expect("one of ours");
            let answer = visitor.send("GET", &format!("/assets/{place}"), &[], Vec::new());
            assert_eq!((answer.status(), answer.header("content-type")), (200, Some("image/png")), "{path}");
            assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
            assert!(answer.body().starts_with(b"\x89PNG"), "{path}");
        }
        let own = visitor.open(&notice);
        let alt = if language == Language::En { "A ferry." } else { "Un traversier." };
        assert_eq!(meta(&own, "og:image:alt").as_deref(), Some(alt));
        assert_eq!(visitor.send("GET", &own_picture(&own), &[], Vec::new()).body(), png(1_200));
    }
    // What is somebody's own says nothing of itself.
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, "express-entry");
    assert_eq!(meta(&applicant.open(Place::Tasks), "og:title"), None);
}

/// Where the picture on a notice's page lies.
fn own_picture(page: &Page) -> String {
    let html = String::from_utf8_lossy(page.body()).into_owned();
    let (_, rest) = html.split_once("<img class=\"lf-picture\" src=\"").expect("a picture");
    rest.split('"').next().expect("its address").to_owned()
}
