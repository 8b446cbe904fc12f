//! The program with one of everything, and applications for it.

use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, date};
use language::{Language, Messages};
use programs::{Answers, DocumentRef, DocumentType, Entry, Occupations, PagePath, Program, Showing, Tables};

/// The day on which these applications are filled in.
pub(crate) const TODAY: Date = date(2026, 11, 22);

pub(crate) static MESSAGES: LazyLock<Messages> = LazyLock::new(|| Messages::built_in().unwrap());

pub(crate) static EVERYTHING: LazyLock<Program> =
    LazyLock::new(|| Program::parse("programs/everything.toml", include_str!("everything.toml"), &tables()).unwrap());

pub(crate) fn tables() -> Arc<Tables> {
    let csv = "code,teer,title_en\n21231,1,Software engineers and designers\n65201,5,Food counter attendants\n";
    Arc::new(Tables { occupations: Occupations::parse("noc.csv", csv).unwrap(), ..Tables::default() })
}

pub(crate) fn showing(language: Language) -> Showing<'static> {
    EVERYTHING.showing(language, &MESSAGES)
}

pub(crate) fn path(text: &str) -> PagePath {
    text.parse().unwrap()
}

pub(crate) fn hops(text: &str) -> Vec<(String, String)> {
    if text.is_empty() { Vec::new() } else { path(&format!("{text}/x")).hops }
}

/// Types something into the fields of a question: `"year=1985 month=3 day=27"`, or a plain text for a question with one field.
pub(crate) fn put(answers: &mut Answers, within: &str, question: &str, typed: &str) {
    let fields: Vec<(&str, &str)> = typed.split(';').filter_map(|field| field.trim().split_once('=')).collect();
    let entry = if fields.is_empty() { Entry::of(typed) } else { Entry::from_pairs(fields) };
    answers.put(&hops(within), [(question.to_owned(), entry)]).unwrap();
}

pub(crate) fn file(name: &str, kind: DocumentType) -> DocumentRef {
    DocumentRef { id: format!("id of {name}"), name: name.into(), kind, size: 1000, sha256: "ab".repeat(32) }
}

/// Adds a finished entry to the history around the given hops. `to` is empty while it is going on.
pub(crate) fn add_activity(answers: &mut Answers, within: &str, id: &str, from: &str, to: &str) {
    answers.add_item(&hops(within), "history", id).unwrap();
    let within = format!("{within}{}history/{id}", if within.is_empty() { "" } else { "/" });
    put(answers, &within, "activity", &format!("Work {id}"));
    let (from_year, from_month) = from.split_once('-').unwrap();
    let end = match to.split_once('-') {
        Some((year, month)) => format!("to-year={year};to-month={month}"),
        None => "ongoing=on".to_owned(),
    };
    put(answers, &within, "period", &format!("from-year={from_year};from-month={from_month};{end}"));
    put(answers, &within, "where", "street=1 Main St;city=Accra;country=GH");
}

/// A complete application of a single person born in 1985.
pub(crate) fn complete() -> Answers {
    let mut answers = Answers::default();
    let all = &mut answers;
    put(all, "", "name", "family=Tremblay;given=Élodie");
    put(all, "", "birth-date", "day=27;month=mars;year=1985");
    put(all, "", "birth-place", "Saint-Félicien");
    put(all, "", "nickname", "");
    put(all, "", "marital-status", "single");
    put(all, "", "family", "no");
    add_activity(all, "", "aaaaaa", "2016-11", "2020-02");
    add_activity(all, "", "bbbbbb", "2020-03", "");
    put(all, "", "history", "no");
    put(all, "", "convicted", "no");
    put(all, "", "languages", "french=on;english=on");
    put(all, "", "citizenship", "FR");
    put(all, "", "tongue", "fr");
    put(all, "", "phone", "=+33 1 42 68 53 00;ext=12");
    put(all, "", "email", "elodie@example.ca");
    put(all, "", "height", "170");
    put(all, "", "funds", "15 263,50");
    put(
        all,
        "",
        "passport",
        "number=12AB34567;country=FR;issued-day=1;issued-month=2;issued-year=2020;expires-day=31;expires-month=1;expires-year=2030",
    );
    put(all, "", "uci", "");
    put(all, "", "occupation", "21231");
    put(
        all,
        "",
        "test",
        "test=tef-canada;reading=250;writing=380;listening=300;speaking=390;day=1;month=6;year=2026;certificate=T-1",
    );
    all.attach(&[], "photo", file("photo.jpg", DocumentType::Jpeg)).unwrap();
    put(all, "", "photo", "");
    put(all, "", "sign", "agree=on;name=Élodie Tremblay");
    answers
}

/// Adds a family member born on a day (as `2000-05-17`), or of unknown birth when that is empty, without a history.
pub(crate) fn add_member(answers: &mut Answers, id: &str, name: &str, born: &str) {
    answers.add_item(&[], "family", id).unwrap();
    let within = format!("family/{id}");
    put(answers, &within, "name", &format!("family=Tremblay;given={name}"));
    let typed = match *born.split('-').collect::<Vec<_>>() {
        [year, month, day] => format!("year={year};month={month};day={day}"),
        [year] if !year.is_empty() => format!("year={year};unknown=on"),
        _ => "unknown=on".to_owned(),
    };
    put(answers, &within, "birth-date", &typed);
    put(answers, "", "family", "no");
}
