//! A program that changes: drafts move to its new version with everything they hold, what was filed stays as it was, and one
//! version never stands for two contents.

use std::fs;

use language::Language;
use serde_json::Value;
use testkit::{Form, Landfall, Page};
use web::Place;

use crate::{
    signers::put,
    start::refused::serve,
    walk::{Applicant, Prepared, SHORT, form, pdf, publish, short_site},
};

const WORK: &str = r#"[[section.page]]
id = "work"
title = { en = "Your work", fr = "Votre travail" }

[[section.page.question]]
id = "job"
kind = "text"
label = { en = "Your job", fr = "Votre métier" }
source = ["tests"]

"#;

/// What the applicant of the short program signs with.
const SIGNED: [(&str, &str); 2] = [("signature.agree", "on"), ("signature.name", "Zoë Roy")];

/// The short program without the page of this id.
fn without(program: &str, page: &str) -> String {
    let start = program.find(&format!("[[section.page]]\nid = \"{page}\"")).expect("the page");
    let rest = &program[start + 1..];
    let next = rest.find("\n[[section.page]]").into_iter().chain(rest.find("\n[[section]]")).min();
    program[..start].to_owned() + &rest[next.map_or(rest.len(), |next| next + 1)..]
}

/// No story any more, a question about work, another label, and another statement to sign.
pub(crate) fn second(program: &str) -> String {
    without(program, "story")
        .replace("[[section.page]]\nid = \"trips\"", &format!("{WORK}[[section.page]]\nid = \"trips\""))
        .replace("en = \"Date of birth\"", "en = \"When were you born?\"")
        .replace("en = \"All of this is true.\"", "en = \"All of this is true and complete.\"")
}

pub(crate) fn change(landfall: &mut Landfall, edit: fn(&str) -> String) {
    publish(landfall, edit);
    landfall.restart();
}

/// The form of a page that was opened a while ago, filled in now and sent.
fn send_late(applicant: &mut Applicant, page: &Page, form: &Form) -> Page {
    applicant.visitor.submit(page, form)
}

#[test]
fn a_draft_moves_to_a_new_version_with_everything_it_holds_and_is_filed() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, story, file, .. } =
        Applicant::prepare(landfall.visitor(), "told in the first version");
    change(&mut landfall, second);

    let tasks = applicant.open(Place::Tasks);
    assert!(tasks.says("The questions of this application have changed"), "{}", tasks.text());
    let changes = applicant.visitor.open(tasks.link("See what has changed"));
    assert_eq!(changes.path(), applicant.path(Place::Changes));
    for words in ["Your job", "When were you born?", "Before: “Date of birth”", "Signature", "Tell it", &story] {
        assert!(changes.says(words), "{words}: {}", changes.text());
    }
    let french = applicant.visitor.open(&Place::Changes(applicant.reference.clone()).path(Language::Fr));
    for words in ["Ce qui a changé", "Votre métier", "Racontez-la", &story] {
        assert!(french.says(words), "{words}: {}", french.text());
    }

    // Everything but filing goes on without having looked.
    let refused = applicant.press_file_as_it_was(&file);
    assert_eq!(refused.header("location"), Some(applicant.path(Place::Changes).as_str()), "{}", refused.text());
    put(&mut applicant, "work", &[("job", "Gardener")]);
    let signature = applicant.visitor.open(&applicant.page_path("signature"));
    assert_eq!(form(&signature).value("signature.name"), Some(""), "nobody has signed the new statement");
    put(&mut applicant, "signature", &SIGNED);
    let review = applicant.open(Place::Review);
    assert!(review.says("Gardener") && review.says("Before you can file"), "{}", review.text());
    assert!(!review.forms().iter().any(|form| form.has("version")), "{}", review.text());

    let changes = applicant.open(Place::Changes);
    let seen = applicant.visitor.submit(&changes, &form(&changes));
    assert_eq!(seen.path(), applicant.path(Place::Tasks));
    assert!(!seen.says("have changed") && seen.says("no longer asked for") && seen.says(&story), "{}", seen.text());
    let again = applicant.open(Place::Changes);
    assert_eq!(again.path(), applicant.path(Place::Tasks), "it is shown once");
    let review = applicant.open(Place::Review);
    assert!(review.says(&story) && review.says("Tell it"), "{}", review.text());

    let held = applicant.file(&landfall);
    let filed = held.filed();
    assert_eq!(filed["program_version"], Value::from("2026-11-22.2"));
    assert!(filed.to_string().contains("Gardener") && !filed.to_string().contains(&story), "{filed}");
}

#[test]
fn continue_leads_back_to_what_has_changed_while_something_is_left_there() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, .. } = Applicant::prepare(landfall.visitor(), "one thing after the other");
    change(&mut landfall, second);
    let changes = applicant.path(Place::Changes);
    let told = applicant.open(Place::Changes);
    for (page, words) in [("work", "Your job"), ("about", "When were you born?")] {
        assert!(told.links().any(|link| link == applicant.page_path(page)) && told.says(words), "{}", told.text());
    }
    // New, changed and answered, changed and to be answered again: each leads back.
    let back = put(&mut applicant, "work", &[("job", "Gardener")]);
    assert!(back.path() == changes && !back.says("Your job"), "{}: {}", back.path(), back.text());
    assert_eq!(put(&mut applicant, "about", &[]).path(), changes);
    assert_eq!(put(&mut applicant, "signature", &SIGNED).path(), changes);
    // A page that did not change leads on as ever, and so do all once it was seen.
    assert_eq!(put(&mut applicant, "trips", &[("trips", "no")]).path(), applicant.path(Place::Review));
    let told = applicant.open(Place::Changes);
    applicant.visitor.submit(&told, &form(&told));
    assert_eq!(put(&mut applicant, "about", &[]).path(), applicant.path(Place::Review));
}

#[test]
fn an_answer_that_is_no_longer_asked_for_can_be_removed_and_stays_removed() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, story, .. } = Applicant::prepare(landfall.visitor(), "to be removed");
    change(&mut landfall, second);
    let tasks = applicant.open(Place::Tasks);
    let remove = tasks.links().find(|link| link.contains("?remove=story@")).expect("a way to remove it").to_owned();
    let sure = applicant.visitor.open(&remove);
    assert!(sure.says("Tell it") && sure.says("cannot be brought back"), "{}", sure.text());
    let tasks = applicant.visitor.submit(&sure, &form(&sure));
    assert!(tasks.path() == applicant.path(Place::Tasks) && !tasks.says(&story), "{}", tasks.text());
    assert_eq!(applicant.visitor.open(&remove).status(), 404);
    change(&mut landfall, |program| {
        let first = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/site/programs/short.toml"));
        let version = program.lines().find(|line| line.starts_with("version")).expect("a version");
        first.expect("the program").replace("version = \"2026-11-22\"", version)
    });
    let page = applicant.visitor.open(&applicant.page_path("story"));
    assert!(!page.says(&story), "{}", page.text());
}

#[test]
fn what_was_typed_in_a_page_of_the_older_version_is_kept_whenever_it_is_sent() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, .. } = Applicant::prepare(landfall.visitor(), "before");
    let open = |applicant: &mut Applicant, page: &str| applicant.visitor.open(&applicant.page_path(page));
    let pages = ["story", "about", "proof", "trips"].map(|page| open(&mut applicant, page));
    let [story, about, proof, trips] = &pages;
    change(&mut landfall, |program| without(&second(program), "proof"));

    let told = send_late(&mut applicant, story, &form(story).set("story", "typed before, sent after"));
    assert_eq!(told.path(), applicant.path(Place::Changes), "{}", told.text());
    assert!(told.says("typed before, sent after"), "{}", told.text());
    let autosave = form(story).set("story", "and once more").forge("then", "save");
    assert_eq!(applicant.visitor.submit_only(story, &autosave).status(), 204);
    send_late(&mut applicant, about, &form(about).set("name.family", "Tremblay"));
    send_late(&mut applicant, proof, &form(proof).attach("proof", pdf("late")));
    send_late(&mut applicant, trips, &form(trips).set("trips", "no"));

    let changes = applicant.open(Place::Changes);
    assert!(changes.says("and once more") && !changes.says("typed before"), "{}", changes.text());
    assert_eq!(changes.text().matches("scan.pdf").count(), 2, "{}", changes.text());
    let seen = applicant.visitor.submit(&changes, &form(&changes));
    assert!(seen.says("and once more"), "{}", seen.text());

    // Another tab that still shows the first version.
    send_late(&mut applicant, story, &form(story).set("story", "from another tab"));
    let tasks = applicant.open(Place::Tasks);
    assert!(tasks.says("from another tab"), "{}", tasks.text());
    let about = open(&mut applicant, "about");
    assert_eq!(form(&about).value("name.family"), Some("Tremblay"));
    assert_eq!(form(&about).value("birth-date.year"), Some("1990"));
}

#[test]
fn one_version_with_two_contents_does_not_start_and_layout_is_no_content() {
    let mut landfall = short_site().start();
    landfall.stop();
    let file = landfall.site().join("programs/short.toml");
    let first = fs::read_to_string(&file).expect("the program");
    let changed = first.replace("en = \"Tell it\"", "en = \"Tell us\"");
    fs::write(&file, &changed).expect("a written program");
    let said = serve(&landfall, &[]).fails();
    assert!(said.contains("programs/short.toml:3") && said.contains("Raise the version"), "{said}");
    fs::write(&file, format!("# Looked over.\n\n{}", first.replace("\"Tell it\"", "'Tell it'")))
        .expect("a written program");
    landfall.start_again();
    landfall.stop();

    // A new version, and back to the one before.
    fs::write(&file, changed.replace("2026-11-22\"\ntitle", "2026-11-23\"\ntitle")).expect("a written program");
    landfall.start_again();
    landfall.stop();
    fs::write(&file, &first).expect("a written program");
    landfall.start_again();
}

#[test]
fn a_draft_whose_program_was_taken_away_can_be_read_and_says_what_becomes_of_it() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, story, file, .. } = Applicant::prepare(landfall.visitor(), "still to be read");
    let old = applicant.visitor.open(&applicant.page_path("story"));
    fs::remove_file(landfall.site().join("programs/short.toml")).expect("the program goes");
    for language in Language::ALL {
        let page = landfall.site().join(format!("pages/home/{}.md", language.code()));
        let text = fs::read_to_string(&page).expect("a page").replace("start = \"short\"\n", "");
        fs::write(&page, text).expect("a written page");
    }
    landfall.restart();

    for place in [Place::Tasks, Place::Review] {
        let page = applicant.open(place);
        assert!(page.status() == 200 && page.says("You can no longer apply for “Short program”"), "{}", page.text());
        assert!(page.says(&story) && page.says("Tell it") && page.says("are kept until"), "{}", page.text());
    }
    let french = applicant.visitor.open(&Place::Tasks(applicant.reference.clone()).path(Language::Fr));
    assert!(french.says("Vous ne pouvez plus présenter") && french.says("Racontez-la"), "{}", french.text());
    assert_eq!(applicant.press_file_as_it_was(&file).status(), 409);
    // What was being typed when it went is kept as well.
    let kept = send_late(&mut applicant, &old, &form(&old).set("story", "typed when it went"));
    assert!(kept.says("typed when it went") && kept.says("You can no longer apply"), "{}", kept.text());
    let start = landfall.visitor().open(&Place::Apply(SHORT.to_owned()).path(Language::En));
    assert_eq!(start.status(), 404);
    let delete = applicant.open(Place::Delete);
    let deleted = applicant.visitor.submit(&delete, &form(&delete));
    assert_eq!(deleted.path(), Place::Deleted.path(Language::En), "{}", deleted.text());
}

#[test]
fn what_was_filed_needs_nothing_of_the_program_as_it_is_now() {
    let mut landfall = short_site().start();
    let Prepared { mut applicant, .. } = Applicant::prepare(landfall.visitor(), "filed for good");
    let held = applicant.file(&landfall);
    let pdf_path = format!("{}/application.pdf", applicant.path(Place::Receipt));
    let shown = |applicant: &mut Applicant| {
        let receipt = applicant.open(Place::Receipt);
        (receipt.text().to_owned(), applicant.visitor.open(&pdf_path).body().to_vec())
    };
    let before = shown(&mut applicant);
    assert!(before.0.contains("Short program"), "{}", before.0);
    let code = applicant.open(Place::Receipt).text().split("Status code").nth(1).expect("a code").trim().to_owned();
    let code = code.split_whitespace().next().expect("a code").to_owned();

    publish(&landfall, |program| second(program).replace("\"Short program\"", "\"Another name\""));
    landfall.restart();
    assert_eq!(shown(&mut applicant), before);
    fs::remove_file(landfall.site().join("programs/short.toml")).expect("the program goes");
    for language in Language::ALL {
        let page = landfall.site().join(format!("pages/home/{}.md", language.code()));
        let text = fs::read_to_string(&page).expect("a page").replace("start = \"short\"\n", "");
        fs::write(&page, text).expect("a written page");
    }
    landfall.restart();
    assert_eq!(shown(&mut applicant), before);
    assert_eq!(applicant.held(&landfall), held);
    let mut visitor = landfall.visitor();
    let status = visitor.open(&Place::Status.path(Language::En));
    let looked = visitor.submit(&status, &status.form_with("code").set("number", &held.number).set("code", &code));
    assert!(looked.says("Short program") && looked.says(&held.number), "{}", looked.text());
}
