//! What no browser sends: each gets a clear page in the language of its address, and changes nothing.

mod uploads;
mod wire;

use language::Language;
use testkit::{Form, Landfall, Page, Visitor};
use web::Place;

use crate::walk::{Applicant, Prepared, form, short_site};

/// Words that a page for people has no place for: paths of sources, names of types, what a panic says.
const INNARDS: [&str; 8] = [".rs", "panicked", "Error(", "stack backtrace", "SQLite", "sqlite", "src/", "unwrap"];
const URLENCODED: &str = "application/x-www-form-urlencoded";

/// Somebody with a complete draft, who now sends nonsense.
struct Target {
    landfall: Landfall,
    prepared: Prepared,
    token: String,
    before: String,
}

impl Target {
    fn new() -> Self {
        let landfall = short_site().start();
        let mut prepared = Applicant::prepare(landfall.visitor(), "untouched");
        let token = prepared.file.value("form_token").expect("a token").to_owned();
        let before = review(&mut prepared.applicant);
        Self { landfall, prepared, token, before }
    }

    fn visitor(&mut self) -> &mut Visitor {
        &mut self.prepared.applicant.visitor
    }

    /// A place of the application in a language, whichever it was begun in.
    fn place(&self, language: Language, place: fn(String) -> Place) -> String {
        place(self.prepared.applicant.reference.clone()).path(language)
    }

    fn page(&self, language: Language, page: &str) -> String {
        format!("{}/page/{page}", self.place(language, Place::Tasks))
    }

    /// Sends it and looks at the answer: one of these statuses, a page for people in this language, and nothing changed.
    fn refused(&mut self, what: &str, language: Language, statuses: &[u16], answer: &Page) {
        assert!(statuses.contains(&answer.status()), "{what}: {} {}", answer.status(), answer.text());
        is_for_people(what, language, answer);
        self.unchanged(what);
    }

    fn unchanged(&mut self, what: &str) {
        assert_eq!(review(&mut self.prepared.applicant), self.before, "{what} changed the draft");
        let proof = self.prepared.proof_path.clone();
        assert_eq!(self.visitor().open(&proof).body(), self.prepared.proof, "{what} changed a document");
    }
}

/// Everything the review says.
fn review(applicant: &mut Applicant) -> String {
    let page = applicant.open(Place::Review);
    assert_eq!(page.path(), applicant.path(Place::Review), "it is filed");
    page.text().to_owned()
}

fn is_for_people(what: &str, language: Language, page: &Page) {
    assert!(page.language().starts_with(language.code()), "{what}: lang={:?} {}", page.language(), page.text());
    assert!(!page.heading().is_empty() && page.markup_faults().is_empty(), "{what}: {:?}", page.markup_faults());
    for word in INNARDS {
        assert!(!page.says(word), "{what}: says {word:?}: {}", page.text());
    }
    if [400, 409, 500].contains(&page.status()) {
        let wanted = match language {
            Language::En => "reference number:",
            Language::Fr => "numéro de référence",
        };
        assert!(page.text().to_lowercase().contains(wanted), "{what}: no reference in {}", page.text());
    }
    assert_eq!(page.header("cache-control"), Some("no-store"), "{what}");
    assert!(page.header("content-security-policy").is_some(), "{what}");
}

#[test]
fn forms_that_no_page_sends_are_refused_and_change_nothing() {
    let mut target = Target::new();
    let token = target.token.clone();
    let cases: Vec<(&str, &str, Vec<u8>, &[u16])> = vec![
        ("a NUL byte", "story", b"story=a%00b".to_vec(), &[400]),
        ("a NUL byte in a name", "story", b"sto%00ry=a".to_vec(), &[400]),
        ("an escape character", "story", b"story=%1b%5b31m".to_vec(), &[400]),
        ("broken UTF-8, encoded", "story", b"story=%ff%fe".to_vec(), &[400]),
        ("broken UTF-8, raw", "story", b"story=\xc3\x28".to_vec(), &[400]),
        ("half a surrogate", "story", b"story=%ed%a0%80".to_vec(), &[400]),
        ("an unknown field", "story", b"story=a&admin=1".to_vec(), &[400]),
        ("a field of another page", "story", b"story=a&name.family=b".to_vec(), &[400]),
        ("an unknown part of a field", "about", b"name.middle=a".to_vec(), &[400]),
        ("a field twice", "story", b"story=a&story=b".to_vec(), &[400]),
        ("a thousand fields", "story", (0..1000).flat_map(|n| format!("&f{n}=").into_bytes()).collect(), &[400]),
        ("a list answered with neither yes nor no", "trips", b"trips=perhaps".to_vec(), &[400]),
        ("an unknown field of a list", "trips", b"trips=no&max=9".to_vec(), &[400]),
        ("a field of 100 kB", "story", [b"story=".as_slice(), &b"a".repeat(100_000)].concat(), &[413]),
    ];
    for language in Language::ALL {
        for (what, page, body, statuses) in &cases {
            let path = target.page(language, page);
            let body = [format!("form_token={token}&").as_bytes(), body].concat();
            let answer = target.visitor().send("POST", &path, &[("content-type", URLENCODED)], body);
            target.refused(what, language, statuses, &answer);
        }
        let path = target.page(language, "story");
        for (what, token) in [
            ("no token", None),
            ("another token", Some("0".repeat(32))),
            ("half a token", Some(token[..16].to_owned())),
        ] {
            let body = token.map(|token| format!("form_token={token}&")).unwrap_or_default() + "story=stolen";
            let answer = target.visitor().send("POST", &path, &[("content-type", URLENCODED)], body.into_bytes());
            target.refused(what, language, &[403], &answer);
        }
    }
}

#[test]
fn content_types_that_a_page_does_not_take_are_refused() {
    let mut target = Target::new();
    let body = format!("form_token={}&story=other", target.token);
    for language in Language::ALL {
        for (page, kind, statuses) in [
            ("story", "application/json", [415]),
            ("story", "text/plain", [415]),
            ("story", "", [415]),
            ("story", "multipart/form-data", [400]),
            ("story", "multipart/form-data; boundary=", [400]),
            ("trips", "multipart/form-data; boundary=x", [400]),
            ("proof", "multipart/mixed; boundary=x", [415]),
        ] {
            let path = target.page(language, page);
            let answer = target.visitor().send("POST", &path, &[("content-type", kind)], body.clone().into_bytes());
            target.refused(&format!("{kind:?} for {page}"), language, &statuses, &answer);
        }
        for place in [Place::File, Place::Delete, Place::Keep] {
            let path = target.place(language, place);
            let answer = target.visitor().send("POST", &path, &[("content-type", "application/json")], b"{}".to_vec());
            target.refused("JSON", language, &[415], &answer);
        }
    }
}

#[test]
fn forged_addresses_lead_nowhere_and_change_nothing() {
    let mut target = Target::new();
    let mut other = Applicant::prepare(target.landfall.visitor(), "another's");
    let theirs = other.proof_path.rsplit('/').next().expect("an id").to_owned();
    let mine = target.prepared.proof_path.rsplit('/').next().expect("an id").to_owned();
    for language in Language::ALL {
        let tasks = target.place(language, Place::Tasks);
        let elsewhere = Place::Tasks(other.applicant.reference.clone()).path(language);
        let home = format!("/{}", language.code());
        for path in [
            format!("{tasks}/page/nothing"),
            format!("{tasks}/page/about/about"),
            format!("{tasks}/page/trips/zzzzzz/nothing"),
            format!("{tasks}/page/TRIPS"),
            format!("{tasks}/page/{}", "trips/aaaaaa/".repeat(40)),
            format!("{tasks}/page/%00"),
            format!("{tasks}/page/%ff"),
            format!("{tasks}/page/..%2f..%2freview"),
            format!("{tasks}/page/about?remove={mine}"),
            format!("{tasks}/page/proof?remove={theirs}"),
            format!("{tasks}/page/trips?remove=zzzzzz"),
            format!("{tasks}/documents/{theirs}"),
            format!("{tasks}/documents/nothing"),
            format!("{tasks}/documents/00000000-0000-0000-0000-000000000000"),
            format!("{tasks}/documents/..%2f..%2fkeys%2fmaster.key"),
            format!("{tasks}/nothing"),
            format!("{elsewhere}/documents/{theirs}"),
            format!("{elsewhere}/documents/{mine}"),
            elsewhere.clone(),
            Place::Tasks("LD-0000-0000-0".to_owned()).path(language),
            Place::Tasks("%00".to_owned()).path(language),
            Place::Apply("nothing".to_owned()).path(language),
            format!("{home}/%2e%2e/%2e%2e/etc/passwd"),
            format!("{home}/{}", "a".repeat(6_000)),
        ] {
            let page = target.visitor().open(&path);
            target.refused(&path, language, &[400, 404], &page);
        }
        // A page of an entry that is not there leads to where the person is.
        let page = target.visitor().open(&format!("{tasks}/page/trips/zzzzzz/trip"));
        assert_eq!(page.status(), 200);
        is_for_people("an entry that is not there", language, &page);

        // Removing what is not theirs, or not there.
        for (page, remove) in
            [("proof", theirs.as_str()), ("about", mine.as_str()), ("story", theirs.as_str()), ("trips", "zzzzzz")]
        {
            let path = target.page(language, page);
            let form = Form::forged(&path).forge("form_token", &target.token).forge("remove", remove);
            let answer = target.visitor().try_submit(&path, &form).expect("an answer");
            assert!([303, 400, 404].contains(&answer.status()), "{page}: {} {}", answer.status(), answer.text());
            target.unchanged(page);
        }
        assert_eq!(other.applicant.visitor.open(&other.proof_path).body(), other.proof, "another's document is gone");
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
            let answer = target.visitor().send(method, &tasks, &[], Vec::new());
            target.refused(method, language, &[403, 405], &answer);
        }
        let answer = target.visitor().open(&Place::SignOut.path(language));
        target.refused("GET of what is only posted", language, &[405], &answer);
        let path = target.place(language, Place::File);
        let answer = target.visitor().open(&path);
        assert_eq!(answer.path(), target.place(language, Place::Review), "looking at it files nothing");
        target.unchanged("GET of the filing");
    }
}

#[test]
fn a_wrong_date_is_named_and_keeps_the_application_from_being_filed() {
    for (language, typed) in [
        (Language::En, ["2026", "2", "31"]),
        (Language::Fr, ["vingt", "-1", "99999999999"]),
        (Language::En, ["9999", "12", "31"]),
    ] {
        let mut target = Target::new();
        let path = target.page(language, "about");
        let page = target.visitor().open(&path);
        let parts = ["birth-date.year", "birth-date.month", "birth-date.day"];
        let wrong = parts.iter().zip(typed).fold(form(&page), |form, (name, value)| form.set(name, value));
        let answer = target.visitor().submit_only(&page, &wrong);
        assert_eq!(answer.status(), 422, "{}", answer.text());
        is_for_people("a wrong date", language, &answer);
        for (name, value) in parts.iter().zip(typed) {
            assert_eq!(form(&answer).value(name), Some(value), "what was typed is still there");
        }
        // The button is gone, and pressing it all the same files nothing.
        let answer = target.prepared.applicant.press_file_as_it_was(&target.prepared.file);
        assert_eq!(
            answer.header("location"),
            Some(target.prepared.applicant.path(Place::Review).as_str()),
            "{}",
            answer.text()
        );
        let review = target.prepared.applicant.open(Place::Review);
        assert!(!form_names(&review).contains(&"version".to_owned()), "{}", review.text());
        // Mended, all is as before.
        let right =
            parts.iter().zip(["1990", "2", "28"]).fold(form(&page), |form, (name, value)| form.set(name, value));
        target.visitor().submit(&page, &right);
        target.unchanged("a date that was mended");
    }
}

fn form_names(page: &Page) -> Vec<String> {
    page.forms().iter().flat_map(|form| form.names().into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn sessions_that_were_never_given_out_are_nobodys() {
    let target = Target::new();
    let path = target.place(Language::Fr, Place::Review);
    for cookie in
        ["", "garbage", "AAAAAAAAAAAAAAAAAAAAAA", "'; DROP TABLE sessions; --", "../../etc/passwd", "%00", "é"]
    {
        let mut visitor = target.landfall.visitor();
        visitor.set_cookie("landfall", cookie);
        visitor.set_cookie("landfall-once", cookie);
        let page = visitor.open(&path);
        assert_eq!(page.status(), 404, "{cookie:?}");
        is_for_people(cookie, Language::Fr, &page);
    }
}

#[test]
fn wrong_numbers_codes_and_links_have_one_answer() {
    let mut target = Target::new();
    let reference = target.prepared.applicant.reference.clone();
    for language in Language::ALL {
        for (place, first, seconds) in [
            (Place::Resume, "reference", [reference.as_str(), "LD-0000-0000-0", "", "\u{202e}x", "😀", "' OR 1=1 --"]),
            (Place::Status, "number", ["LF-0000-0000-0", "x", "", "\u{202e}x", "😀", "' OR 1=1 --"]),
        ] {
            let path = place.path(language);
            let mut nobody = target.landfall.visitor();
            for typed in seconds {
                for code in ["", "x", "0000-0000-0000-0000-0000-0000-0000-0000", "😀"] {
                    let form = Form::forged(&path).forge(first, typed).forge("code", code);
                    let answer = nobody.try_submit(&path, &form).expect("an answer");
                    assert_eq!(answer.status(), 422, "{path} {typed:?} {code:?}: {}", answer.text());
                    is_for_people(&path, language, &answer);
                }
            }
        }
    }
    target.unchanged("guessing");
}
