//! Wrong inputs: each is refused with the name of its field, in a sentence of both languages.

use language::Language;
use programs::calculators::Calculator::{self, Clb, Crs, Fsw, Obligation, Presence};
use serde_json::{Value, json};

use super::{KNOWN, calculate};
use crate::support::MESSAGES;

fn crs() -> Value {
    json!({ "has_spouse": false, "age": 28, "education": "masters_or_professional",
            "first_language": { "language": "en", "clb": 9 }, "canadian_work_years": 3, "foreign_work_years": 0 })
}

fn fsw() -> Value {
    json!({ "first_language_clb": 9, "education": "secondary", "experience_years": 1, "age": 30 })
}

/// `inputs` with one more field, or with one changed.
fn with(mut inputs: Value, field: &str, value: Value) -> Value {
    inputs[field] = value;
    inputs
}

#[test]
fn the_field_that_is_wrong_is_named() {
    let ielts = |scores: Value| json!({ "language": "en", "test": "ielts_gt", "scores": scores });
    let four = |score: f64| json!({ "listening": score, "reading": 7, "writing": 7, "speaking": 7 });
    let presence = json!({ "application_date": "2024-01-01", "pr_date": "2020-01-01" });
    let obligation = json!({ "examination_date": "2024-01-01", "pr_date": "2018-01-01" });
    let trip = |left: &str, returned: &str| json!([{ "left": left, "returned": returned }]);
    let clb = json!({ "test": "ielts_gt", "ability": "listening", "score": 6 });
    let cases: Vec<(Calculator, Value, &str)> = vec![
        (Crs, json!([]), ""),
        (Crs, json!({}), "age"),
        (Crs, with(crs(), "age", Value::Null), "age"),
        (Crs, with(crs(), "age", json!(-1)), "age"),
        (Crs, with(crs(), "age", json!(28.5)), "age"),
        (Crs, with(crs(), "age", json!("28")), "age"),
        (Crs, with(crs(), "agee", json!(28)), "agee"),
        (Crs, with(crs(), "education", json!("phd")), "education"),
        (Crs, with(crs(), "job_offer", json!("yes")), "job_offer"),
        (Crs, with(crs(), "canadian_study", json!(1)), "canadian_study"),
        (Crs, with(crs(), "sibling_in_canada", json!("no")), "sibling_in_canada"),
        (Crs, with(crs(), "first_language", json!({ "language": "en", "clb": 13 })), "first_language.clb"),
        (Crs, with(crs(), "first_language", json!({ "language": "de", "clb": 9 })), "first_language.language"),
        (Crs, with(crs(), "first_language", ielts(four(9.5))), "first_language.scores.listening"),
        (Crs, with(crs(), "first_language", ielts(four(6.3))), "first_language.scores.listening"),
        (Crs, with(crs(), "first_language", ielts(json!({ "listening": 7 }))), "first_language.scores.reading"),
        (
            Crs,
            with(crs(), "first_language", json!({ "language": "fr", "test": "ielts_gt", "scores": four(7.0) })),
            "first_language.test",
        ),
        (
            Crs,
            with(crs(), "first_language", json!({ "language": "en", "test": "ielts_academic", "scores": four(7.0) })),
            "first_language.test",
        ),
        (
            Crs,
            with(crs(), "first_language", json!({ "language": "en", "clb": { "listening": 7 } })),
            "first_language.clb.reading",
        ),
        (
            Crs,
            with(crs(), "first_language", json!({ "language": "en", "clb": 7, "test": "ielts_gt" })),
            "first_language.clb",
        ),
        (
            Crs,
            with(
                crs(),
                "first_language",
                json!({ "language": "fr", "test": "tef_canada_after_2023-12-10_non_express_entry", "scores": four(7.0) }),
            ),
            "first_language.test",
        ),
        (Crs, with(crs(), "second_language", json!({ "language": "en", "clb": 5 })), "second_language.language"),
        (Crs, with(with(crs(), "has_spouse", json!(true)), "spouse_accompanying", json!(true)), "spouse"),
        (Crs, with(crs(), "spouse", json!({ "education": "none" })), "spouse.canadian_work_years"),
        (Fsw, with(fsw(), "first_language_clb", json!(99)), "first_language_clb"),
        (Fsw, with(fsw(), "relative", json!(true)), "relative"),
        (Fsw, with(fsw(), "education", json!(3)), "education"),
        (Clb, with(clb.clone(), "test", json!("toefl")), "test"),
        (Clb, with(clb.clone(), "ability", json!("singing")), "ability"),
        (Clb, with(clb.clone(), "score", json!(6.25)), "score"),
        (Clb, with(clb.clone(), "score", json!(-1)), "score"),
        (Clb, with(clb, "score", json!("6")), "score"),
        (Presence, json!({ "application_date": "2024-01-01" }), "pr_date"),
        (Presence, with(presence.clone(), "pr_date", json!("2024-01-02")), "pr_date"),
        (Presence, with(presence.clone(), "application_date", json!("in the future")), "application_date"),
        (Presence, with(presence.clone(), "application_date", json!("2023-02-29")), "application_date"),
        (Presence, with(presence.clone(), "trips", trip("2022-07-06", "2022-07-01")), "trips[0].returned"),
        (Presence, with(presence.clone(), "trips", trip("2022-07-06", "soon")), "trips[0].returned"),
        (Presence, with(presence.clone(), "trips", json!([{ "left": "2022-07-06" }])), "trips[0].returned"),
        (Presence, with(presence.clone(), "trips", json!({})), "trips"),
        (Presence, with(presence.clone(), "trip", json!([])), "trip"),
        (
            Presence,
            with(presence, "excluded_periods", json!([{ "from": "2022-07-06", "to": "2022-07-05" }])),
            "excluded_periods[0].to",
        ),
        (Obligation, with(obligation.clone(), "pr_date", json!("2024-01-02")), "pr_date"),
        (Obligation, with(obligation, "trips", trip("2022-07-06", "2022-07-01")), "trips[0].returned"),
    ];
    for (calculator, inputs, field) in cases {
        let refusal = calculate(calculator, &inputs, KNOWN).expect_err(&inputs.to_string());
        assert_eq!(refusal.field(), field, "{inputs}");
        let sentences = [Language::En, Language::Fr].map(|language| refusal.explain(language, &MESSAGES));
        assert!(
            sentences.iter().all(|said| said.ends_with(['.', '?'])) && sentences[0] != sentences[1],
            "{sentences:?}"
        );
    }
}

#[test]
fn what_may_be_left_out_may_be_left_out() {
    for (calculator, inputs) in [
        (Crs, crs()),
        (Fsw, fsw()),
        (Presence, json!({ "application_date": "2024-01-01", "pr_date": "2020-01-01" })),
        (Obligation, json!({ "examination_date": "2024-01-01", "pr_date": "2018-01-01" })),
    ] {
        assert!(calculate(calculator, &inputs, KNOWN).is_ok(), "{inputs}");
    }
}

#[test]
fn a_site_without_a_table_says_so() {
    let none = programs::calculators::Calculators::default();
    let refusal = none.calculate(Crs, &crs(), KNOWN, &MESSAGES).unwrap_err();
    assert!(refusal.explain(Language::En, &MESSAGES).contains("no table"));
}

#[test]
fn more_periods_than_anybody_has_are_refused() {
    let trips =
        vec![json!({ "left": "2022-07-01", "returned": "2022-07-02" }); programs::limits::MAX_CALCULATOR_PERIODS];
    let inputs =
        |trips: &Vec<Value>| json!({ "application_date": "2024-01-01", "pr_date": "2020-01-01", "trips": trips });
    assert!(calculate(Presence, &inputs(&trips), KNOWN).is_ok());
    let more = [trips.clone(), trips].concat();
    assert_eq!(calculate(Presence, &inputs(&more), KNOWN).unwrap_err().field(), "trips");
}
