//! What is filed: the canonical answers of what is asked, and the same answers laid out to be read.

use language::Language;
use programs::{Answers, Journey, SummaryPart};
use serde_json::{Value, json};

use crate::support::{EVERYTHING, MESSAGES, TODAY, add_activity, add_member, complete, path, put, showing};

fn frozen(answers: &Answers) -> Value {
    Journey::walk(&EVERYTHING, answers, TODAY).freeze().unwrap()
}

fn value<'v>(frozen: &'v Value, id: &str) -> &'v Value {
    &frozen["answers"].as_array().unwrap().iter().find(|answer| answer["id"] == id).unwrap()["value"]
}

/// Holds a value and all within it against the canonical form.
fn look(value: &Value) {
    match value {
        Value::Number(number) => assert!(number.is_i64() || number.is_u64(), "{number}"),
        Value::Array(values) => values.iter().for_each(look),
        Value::Object(map) => {
            let keys: Vec<&String> = map.keys().collect();
            assert!(keys.is_sorted(), "{keys:?}");
            map.values().for_each(look);
        }
        Value::String(_) | Value::Bool(_) | Value::Null => {}
    }
}

/// All rows of a summary, those of entries too.
fn rows<'s>(parts: &'s [SummaryPart<'s>], found: &mut Vec<&'s programs::SummaryRow<'s>>) {
    for part in parts {
        match part {
            SummaryPart::Row(row) => found.push(row),
            SummaryPart::List(list) => list.items.iter().for_each(|item| rows(&item.parts, found)),
        }
    }
}

#[test]
fn only_a_complete_application_is_frozen() {
    let mut answers = complete();
    put(&mut answers, "", "height", "tall");
    answers.entries.remove("name");
    let open = Journey::walk(&EVERYTHING, &answers, TODAY).freeze().unwrap_err();
    assert_eq!(open, [path("name"), path("details")]);
}

#[test]
fn answers_are_typed_and_in_the_order_they_are_asked() {
    let frozen = frozen(&complete());
    assert_eq!(frozen["program"], "everything");
    assert_eq!(frozen["version"], "2026-11-22");
    let ids: Vec<&str> =
        frozen["answers"].as_array().unwrap().iter().map(|answer| answer["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids[..8],
        ["name", "birth-date", "birth-place", "nickname", "marital-status", "family", "history", "convicted"]
    );
    assert!(!ids.contains(&"since"), "what is not asked is not filed");
    assert_eq!(*value(&frozen, "name"), json!({ "family": "Tremblay", "given": "Élodie" }));
    assert_eq!(*value(&frozen, "birth-date"), "1985-03-27");
    assert_eq!(*value(&frozen, "nickname"), Value::Null);
    assert_eq!(*value(&frozen, "convicted"), false);
    assert_eq!(*value(&frozen, "languages"), json!(["english", "french"]));
    assert_eq!(*value(&frozen, "phone"), json!({ "extension": "12", "number": "+33142685300" }));
    assert_eq!(*value(&frozen, "funds"), 1_526_350);
    assert_eq!(value(&frozen, "passport")["expires"], "2030-01-31");
    assert_eq!(value(&frozen, "test")["reading"], "250");
    assert_eq!(
        *value(&frozen, "photo"),
        json!([{ "name": "photo.jpg", "sha256": "ab".repeat(32), "size": 1000, "type": "jpeg" }])
    );
    assert_eq!(*value(&frozen, "sign"), json!({ "agreed": true, "name": "Élodie Tremblay" }));
}

#[test]
fn entries_are_filed_with_their_ids_however_deep() {
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "1990-01-01");
    add_activity(&mut answers, "family/cccccc", "dddddd", "2016-11", "");
    put(&mut answers, "family/cccccc", "history", "no");
    let frozen = frozen(&answers);
    let family = frozen["answers"].as_array().unwrap().iter().find(|answer| answer["id"] == "family").unwrap();
    assert_eq!(family["items"][0]["item"], "cccccc");
    let history = &family["items"][0]["answers"][2];
    assert_eq!(history["id"], "history");
    assert_eq!(history["items"][0]["answers"][1]["value"], json!({ "from": "2016-11", "to": null }));
}

#[test]
fn the_canonical_form_has_sorted_keys_and_no_fractions() {
    let text = serde_json::to_string(&frozen(&complete())).unwrap();
    assert_eq!(text, serde_json::to_string(&serde_json::from_str::<Value>(&text).unwrap()).unwrap());
    look(&frozen(&complete()));
}

#[test]
fn the_way_an_answer_is_typed_leaves_no_trace() {
    let one = complete();
    let mut other = complete();
    put(&mut other, "", "birth-date", "day=27;month=3;year= 1985 ");
    put(&mut other, "", "name", "family= Tremblay ;given=E\u{301}lodie");
    put(&mut other, "", "funds", "$15,263.50");
    put(&mut other, "", "phone", "=0033142685300;ext=12");
    assert_eq!(frozen(&one), frozen(&other));
}

#[test]
fn a_summary_shows_every_answer_and_where_to_change_it() {
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "1990-01-01");
    add_activity(&mut answers, "family/cccccc", "dddddd", "2016-11", "");
    put(&mut answers, "family/cccccc", "history", "no");
    for language in Language::ALL {
        let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
        let summary = journey.summary(&EVERYTHING.showing(language, &MESSAGES));
        assert_eq!(summary.sections.len(), 5);
        let SummaryPart::Row(name) = &summary.sections[0].parts[0] else { panic!() };
        assert_eq!(name.path, path("name"));
        assert!(name.lines.iter().any(|line| line.contains("Tremblay")));
        let SummaryPart::List(family) = &summary.sections[1].parts[0] else { panic!() };
        assert_eq!(family.items[0].name, "Léa Tremblay");
        let SummaryPart::List(history) = &family.items[0].parts[2] else { panic!() };
        assert_eq!(history.path, path("family/cccccc/history"));
        assert!(history.items[0].name.starts_with("Work dddddd, "));
        assert!(history.coverage.as_ref().unwrap().is_complete());
        let mut all = Vec::new();
        summary.sections.iter().for_each(|section| rows(&section.parts, &mut all));
        for row in all {
            let empty = ["nickname", "uci"].contains(&row.question.id.as_str());
            assert_eq!(row.lines.is_empty(), empty, "{}", row.question.id);
            assert!(!row.missing);
            assert!(journey.find(&row.path).is_some());
        }
    }
}

#[test]
fn answers_are_shown_as_each_language_writes_them() {
    let answers = complete();
    let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
    let lines = |id: &str, language| -> Vec<String> {
        let asked =
            journey.steps().iter().flat_map(|step| step.questions()).find(|asked| asked.question.id == id).unwrap();
        asked.lines(&showing(language))
    };
    let nbsp = |text: &str| text.replace('~', "\u{a0}");
    assert_eq!(lines("height", Language::Fr), [nbsp("170~cm")]);
    assert_eq!(lines("funds", Language::En), ["$15,263.50"]);
    assert_eq!(lines("marital-status", Language::Fr), ["Célibataire"]);
    assert_eq!(lines("citizenship", Language::En), ["France"]);
    assert_eq!(lines("convicted", Language::Fr), ["Non"]);
    assert_eq!(lines("name", Language::Fr), [nbsp("Nom de famille~: Tremblay"), nbsp("Prénoms~: Élodie")]);
    assert_eq!(lines("name", Language::En), ["Family name: Tremblay", "Given names: Élodie"]);
    assert_eq!(lines("occupation", Language::En), ["21231 Software engineers and designers"]);
}
