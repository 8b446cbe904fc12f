//! Changes as a department makes them, one by one.

use language::Language;
use programs::{Answers, Differences, DocumentType, EarlierPlace, Entry, Journey, Move, Program};

use crate::support::{MESSAGES, TODAY, file, put, tables};

const HEAD: &str = "id = \"form\"\ntitle = { en = \"F\", fr = \"F\" }\nsummary = { en = \"F\", fr = \"F\" }\n\
    sources = [ { id = \"s\", title = { en = \"S\", fr = \"S\" }, date = \"2026\" } ]\n\
    [[section]]\nid = \"all\"\ntitle = { en = \"A\", fr = \"A\" }\n";

fn parse(version: &str, rest: &str) -> Program {
    let file = format!("version = \"{version}\"\n{HEAD}{rest}");
    Program::parse("form.toml", &file, &tables()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A page with one question.
fn ask(id: &str, label: &str, rest: &str) -> String {
    page("section.page", id, label, rest)
}

fn page(heading: &str, id: &str, label: &str, rest: &str) -> String {
    format!(
        "[[{heading}]]\nid = \"{id}-page\"\ntitle = {{ en = \"{label}\", fr = \"{label}\" }}\n[[{heading}.question]]\nid = \"{id}\"\n\
         label = {{ en = \"{label}\", fr = \"{label}\" }}\nsource = [\"s\"]\n{rest}\n"
    )
}

fn list(id: &str, within: &str) -> String {
    format!(
        "[[section.page]]\nid = \"{id}\"\ntitle = {{ en = \"Trips\", fr = \"Voyages\" }}\n[section.page.list]\n\
         item = {{ en = \"trip\", fr = \"voyage\" }}\nask = {{ en = \"Did you?\", fr = \"Oui ?\" }}\nsummary = [\"place\"]\n{within}"
    )
}

const TEXT: &str = "kind = \"text\"";
const CITIES: &str = "kind = \"choice\"\noptions = [ { id = \"rome\", label = { en = \"Rome\", fr = \"Rome\" } }, \
    { id = \"oslo\", label = { en = \"Oslo\", fr = \"Oslo\" } } ]";

fn carry(answers: &mut Answers, from: &Program, to: &Program) {
    Move { from_version: &from.version, from: Some(from), to, messages: &MESSAGES }.carry(answers);
    answers.arranged = Some(to.version.clone());
}

fn differences(old: &Program, new: &Program, answers: &Answers) -> Differences {
    Differences::between(old, new, answers, TODAY, &MESSAGES)
}

/// What is kept aside, as people read it.
fn shown(answers: &Answers, program: &Program) -> Vec<String> {
    let showing = program.showing(Language::En, &MESSAGES);
    answers
        .all_earlier()
        .into_iter()
        .flat_map(|(place, kept)| {
            let lists: Vec<String> = place.path.hops.iter().map(|(list, _)| list.clone()).collect();
            let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
            kept.leaves(&lists, Some(program)).iter().map(|leaf| leaf.line(TODAY, &showing)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn an_answer_whose_question_is_gone_is_kept_in_its_old_words_and_never_filed() {
    let old = parse("2026-01-01", &(ask("name", "Your name", TEXT) + &ask("city", "Your city", CITIES)));
    let new = parse("2026-02-01", &ask("name", "Your name", TEXT));
    let mut answers = Answers::default();
    put(&mut answers, "", "name", "Zoë");
    put(&mut answers, "", "city", "oslo");
    carry(&mut answers, &old, &new);
    assert_eq!(shown(&answers, &old), ["Your city: Oslo"]);
    let frozen = Journey::walk(&new, &answers, TODAY).freeze().unwrap().to_string();
    assert!(frozen.contains("Zoë") && !frozen.contains("oslo"), "{frozen}");
    let told = differences(&old, &new, &answers);
    assert_eq!((told.new.len(), told.changed.len(), told.gone.len()), (0, 0, 1));
    assert!(answers.forget(&told.gone[0]).is_some() && answers.forget(&told.gone[0]).is_none());
    carry(&mut answers, &new, &old);
    assert!(!answers.entries.contains_key("city"), "removed is removed");
}

#[test]
fn a_text_that_becomes_a_choice_is_a_mistake_and_a_copy_that_outlives_it() {
    let old = parse("2026-01-01", &ask("city", "Your city", TEXT));
    let new = parse("2026-02-01", &ask("city", "Your city", CITIES));
    let mut answers = Answers::default();
    put(&mut answers, "", "city", "Montréal");
    carry(&mut answers, &old, &new);
    assert_eq!(answers.entries["city"], Entry::of("Montréal"));
    assert!(!Journey::walk(&new, &answers, TODAY).is_complete());
    let told = differences(&old, &new, &answers);
    assert!(told.gone.is_empty() && told.changed.len() == 1 && !told.changed[0].fits, "{told:?}");
    // A page with nothing chosen is sent, as a script does by itself.
    put(&mut answers, "", "city", "");
    assert_eq!(shown(&answers, &old), ["Your city: Montréal"]);
    put(&mut answers, "", "city", "rome");
    carry(&mut answers, &new, &old);
    assert_eq!(answers.entries["city"], Entry::of("rome"));
    assert_eq!(answers.all_earlier().len(), 1, "both were typed");
}

#[test]
fn an_answer_that_still_fits_another_kind_just_stays() {
    let old = parse("2026-01-01", &ask("city", "Your city", TEXT));
    let new = parse("2026-02-01", &ask("city", "Your city", CITIES));
    let mut answers = Answers::default();
    put(&mut answers, "", "city", "rome");
    carry(&mut answers, &old, &new);
    assert!(answers.earlier.is_empty() && Journey::walk(&new, &answers, TODAY).is_complete());
    assert!(differences(&old, &new, &answers).changed[0].fits);
}

#[test]
fn a_page_that_becomes_a_list_keeps_the_old_answer_beside_it_and_gets_it_back() {
    let old = parse("2026-01-01", &ask("trips", "Where to?", TEXT));
    let new = parse("2026-02-01", &list("trips", &page("section.page.list.page", "place", "Place", TEXT)));
    let mut answers = Answers::default();
    put(&mut answers, "", "trips", "no");
    carry(&mut answers, &old, &new);
    assert!(!answers.entries.contains_key("trips"), "a place called no is not a list without entries");
    assert_eq!(shown(&answers, &old), ["Where to?: no"]);
    answers.add_item(&[], "trips", "abc123").unwrap();
    put(&mut answers, "trips/abc123", "place", "Rome");
    answers.attach(&[("trips".into(), "abc123".into())], "scan", file("a.pdf", DocumentType::Pdf)).unwrap();
    carry(&mut answers, &new, &old);
    assert_eq!(answers.entries["trips"], Entry::of("no"));
    assert_eq!(shown(&answers, &new), ["trip 1 – Place: Rome", "trip 1: a.pdf"]);
    assert_eq!(answers.all_documents().len(), 1);
}

#[test]
fn nobody_has_signed_a_statement_they_have_not_read() {
    let statement =
        |words: &str| format!("kind = \"declaration\"\nstatement = {{ en = \"{words}\", fr = \"{words}\" }}");
    let old = parse("2026-01-01", &ask("sign", "Signature", &statement("All is true.")));
    let new = parse("2026-02-01", &ask("sign", "Signature", &statement("All is true, and I pay.")));
    let mut answers = Answers::default();
    put(&mut answers, "", "sign", "agree=on;name=Zoë Roy");
    assert!(Journey::walk(&old, &answers, TODAY).is_complete());
    carry(&mut answers, &old, &new);
    assert!(!Journey::walk(&new, &answers, TODAY).is_complete());
    assert_eq!(differences(&old, &new, &answers).changed.len(), 1);
    put(&mut answers, "", "sign", "agree=on;name=Z. Roy");
    assert!(Journey::walk(&new, &answers, TODAY).is_complete());
}

#[test]
fn a_question_that_others_were_asked_all_along_is_new_to_whom_it_now_concerns() {
    let yes_no = "kind = \"yes_no\"";
    let job = |when: &str| {
        ask("job", "Your job", TEXT).replace("[[section.page.question]]", &format!("{when}\n[[section.page.question]]"))
    };
    let old = parse("2026-01-01", &(ask("works", "Do you work?", yes_no) + &job("when = \"works is yes\"")));
    let new = parse("2026-02-01", &(ask("works", "Do you work?", yes_no) + &job("")));
    let mut answers = Answers::default();
    put(&mut answers, "", "works", "no");
    let told = differences(&old, &new, &answers);
    assert_eq!(told.new.iter().map(|touched| touched.label.en.as_str()).collect::<Vec<_>>(), ["Your job"]);
    put(&mut answers, "", "works", "yes");
    assert!(differences(&old, &new, &answers).is_empty(), "it was theirs to answer before");
}

#[test]
fn an_old_page_about_an_entry_of_a_list_that_is_gone_is_kept_with_the_list() {
    let trips = list("trips", &page("section.page.list.page", "place", "Place", TEXT));
    let old = parse("2026-01-01", &(ask("name", "Name", TEXT) + &trips));
    let new = parse("2026-02-01", &ask("name", "Name", TEXT));
    let mut answers = Answers::default();
    answers.add_item(&[], "trips", "abc123").unwrap();
    carry(&mut answers, &old, &new);
    let moved = Move { from_version: &old.version, from: Some(&old), to: &new, messages: &MESSAGES };
    let hops = [("trips".to_owned(), "abc123".to_owned())];
    moved.take_in(&mut answers, &hops, [("place".to_owned(), Entry::of("Oslo"))], []).unwrap();
    assert_eq!(shown(&answers, &old), ["trip 1 – Place: Oslo"]);
    carry(&mut answers, &new, &old);
    assert_eq!(answers.scope(&hops).unwrap().entries["place"], Entry::of("Oslo"));
}

#[test]
fn layout_comments_and_unused_blocks_are_no_change_and_words_are() {
    let plain = parse("2026-01-01", &ask("name", "Your name", TEXT));
    let text = format!(
        "# Revised.\nversion = '2026-01-01'\nopens = \"2026-02-01T00:00:00Z\"\ncap = {{ name = \"c\", limit = 5 }}\n\
         paused = {{ since = \"2026-03-01\", reason = {{ en = \"a\", fr = \"b\" }} }}\n\n{HEAD}{}",
        ask("name", "Your name", TEXT)
            .replace("label = {", "label = {  ")
            .replace("kind = \"text\"", "kind = 'text' # one line")
    );
    let block = "[[block]]\nid = \"other\"\n[[block.page]]\nid = \"x\"\ntitle = { en = \"X\", fr = \"X\" }\n\
        [[block.page.question]]\nid = \"x\"\nkind = \"text\"\nlabel = { en = \"X\", fr = \"X\" }\nsource = [\"s\"]\n";
    let laid_out = Program::parse_with("form.toml", &text, &[("blocks/b.toml", block)], &tables()).unwrap();
    assert_eq!(laid_out.definition, plain.definition);
    assert_ne!(parse("2026-01-01", &ask("name", "Your  name", TEXT)).definition, plain.definition);
    let used = format!("{text}\n[[section.page]]\nuse = \"other\"\n");
    let with = |block: &str| {
        Program::parse_with("form.toml", &used, &[("blocks/b.toml", block)], &tables()).unwrap().definition
    };
    assert_ne!(with(block), with(&block.replace("en = \"X\"", "en = \"Y\"")));
}

#[test]
fn a_second_version_of_a_day_has_a_number() {
    for good in ["2026-01-01", "2026-01-01.2", "2026-01-01.17"] {
        assert_eq!(parse(good, &ask("name", "Your name", TEXT)).version, good);
    }
    for bad in ["2026-13-01", "2026-01-01.", "2026-01-01.0", "2026-01-01.x", "2026-01-01.2.3", "1.2"] {
        let file = format!("version = \"{bad}\"\n{HEAD}{}", ask("name", "Your name", TEXT));
        let faults = Program::parse("form.toml", &file, &tables()).unwrap_err();
        assert_eq!((faults.len(), faults[0].line), (1, 1), "{bad}: {faults:?}");
    }
    assert!("name@2026@x".parse::<EarlierPlace>().is_err());
}
