//! The worked cases, each compared whole.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use programs::calculators::Calculator;
use serde_json::{Value, json};

use super::{KNOWN, calculate, json};

static POINTS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../cases/points.json")).unwrap());
static PRESENCE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../cases/presence.json")).unwrap());

fn cases(file: &'static Value, key: &str, at_least: usize) -> &'static [Value] {
    let cases = file[key].as_array().unwrap();
    assert!(cases.len() >= at_least, "{key} lost its cases");
    cases
}

fn agrees(case: &Value, calculator: Calculator, on: Date, expected: &Value) {
    let worked = calculate(calculator, &case["inputs"], on).unwrap_or_else(|refusal| panic!("{case}: {refusal:?}"));
    assert_eq!(json(&worked), *expected, "{}", case["id"]);
}

#[test]
fn every_ranking_case_agrees() {
    for case in cases(&POINTS, "crs_cases", 27) {
        let on = match case["grid_version"].as_str().unwrap() {
            "pre-2025-03-25" => date(2025, 3, 24),
            version => version.parse().unwrap(),
        };
        agrees(case, Calculator::Crs, on, &case["expected"]);
    }
}

#[test]
fn before_march_25_2025_a_job_offer_still_counts() {
    for (job_offer, points) in [("major_group_00", 200), ("other_teer_0_1_2_3", 50), ("none", 0)] {
        let mut case = cases(&POINTS, "crs_cases", 27)[0].clone();
        case["inputs"]["job_offer"] = json!(job_offer);
        let total = case["expected"]["total"].as_u64().unwrap();
        let before = json(&calculate(Calculator::Crs, &case["inputs"], date(2025, 3, 24)).unwrap());
        assert_eq!(before["total"], total + points);
        assert_eq!(before["items"]["additional_job_offer"], points);
        let after = json(&calculate(Calculator::Crs, &case["inputs"], date(2025, 3, 25)).unwrap());
        assert_eq!(after["total"], total);
    }
}

#[test]
fn a_score_under_a_grid_nobody_knows_is_shown_as_past() {
    let case = &cases(&POINTS, "crs_cases", 27)[0];
    let last_day = json(&calculate(Calculator::Crs, &case["inputs"], date(2026, 11, 2)).unwrap());
    assert_eq!(last_day, case["expected"]);
    for on in [date(2026, 11, 3), date(2026, 11, 22), date(2030, 1, 1)] {
        let worked = calculate(Calculator::Crs, &case["inputs"], on).unwrap();
        let result = json(&worked);
        assert_eq!(result["total"], case["expected"]["total"]);
        assert_eq!(result["table"]["standing"], "past");
        assert_eq!(result["table"]["on"], on.to_string());
        assert_eq!([&result["table"]["from"], &result["table"]["until"]], ["2025-03-25", "2026-11-02"]);
        let says = &worked.table.unwrap().says;
        assert!(says.en.contains("is past") && says.en.contains("November 2, 2026"), "{}", says.en);
        assert!(says.fr.contains("est passé") && says.fr.contains("2 novembre 2026"), "{}", says.fr);
    }
    let early = json(&calculate(Calculator::Crs, &case["inputs"], date(2020, 1, 1)).unwrap());
    assert_eq!(early["table"]["standing"], "later");
}

#[test]
fn every_test_score_case_agrees() {
    for case in cases(&POINTS, "clb_cases", 17) {
        let worked = calculate(Calculator::Clb, case, KNOWN).unwrap_or_else(|refusal| panic!("{case}: {refusal:?}"));
        assert_eq!(json(&worked), json!({ "level": case["expected_level"] }), "{case}");
    }
}

#[test]
fn every_federal_skilled_worker_case_agrees() {
    for case in cases(&POINTS, "fsw_cases", 12) {
        agrees(case, Calculator::Fsw, KNOWN, &case["expected"]);
    }
}

#[test]
fn every_presence_case_agrees() {
    for case in cases(&PRESENCE, "cases", 18) {
        agrees(case, Calculator::Presence, KNOWN, &case["expected"]);
    }
}

#[test]
fn trips_that_overlap_are_named() {
    let case = cases(&PRESENCE, "cases", 18).iter().find(|case| case["id"] == "D16").unwrap();
    let worked = calculate(Calculator::Presence, &case["inputs"], KNOWN).unwrap();
    assert!(worked.odd[0].en.starts_with("trips[1] overlaps trips[0]"), "{:?}", worked.odd);
    assert!(worked.odd[0].fr.starts_with("trips[1] chevauche trips[0]"), "{:?}", worked.odd);
}

#[test]
fn every_earliest_date_agrees() {
    for case in cases(&PRESENCE, "earliest_date_cases", 3) {
        let expected = json!({
            "earliest_application_date": case["expected_earliest_application_date"],
            "total_on_that_date": case["total_on_that_date"],
            "total_the_day_before": case["total_the_day_before"],
        });
        agrees(case, Calculator::Presence, date(2028, 1, 1), &expected);
    }
}

#[test]
fn a_date_of_application_to_come_is_an_estimate() {
    let inputs = json!({ "application_date": "2026-11-23", "pr_date": "2020-01-01" });
    let worked = |on| json(&calculate(Calculator::Presence, &inputs, on).unwrap());
    assert_eq!(worked(date(2026, 11, 22))["estimate"], true);
    assert_eq!(worked(date(2026, 11, 23)).get("estimate"), None);
}

#[test]
fn every_residency_obligation_case_agrees() {
    for case in cases(&PRESENCE, "residency_obligation_cases", 1) {
        agrees(case, Calculator::Obligation, KNOWN, &case["expected"]);
    }
}

#[test]
fn a_resident_of_less_than_five_years_is_asked_what_is_still_possible() {
    let inputs = |returned: &str| {
        json!({ "examination_date": "2024-01-01", "pr_date": "2022-01-01",
                "trips": [{ "left": "2022-01-10", "returned": returned }] })
    };
    // In the first five years, 2022-01-01 to 2026-12-31, lie 1,826 days; 730 are left when 1,096 are spent away.
    let met = json(&calculate(Calculator::Obligation, &inputs("2025-01-11"), KNOWN).unwrap());
    assert_eq!(
        met,
        json!({ "days_present": 10, "met_730": true, "first_five_years_end": "2026-12-31", "most_possible": 730 })
    );
    let missed = json(&calculate(Calculator::Obligation, &inputs("2025-01-12"), KNOWN).unwrap());
    assert_eq!([&missed["met_730"], &missed["most_possible"]], [&json!(false), &json!(729)]);
}

#[test]
fn days_abroad_with_a_citizen_count_towards_the_obligation() {
    let mut inputs = cases(&PRESENCE, "residency_obligation_cases", 1)[0]["inputs"].clone();
    inputs["deemed_present_periods"] = json!([{ "from": "2020-06-02", "to": "2020-06-11" }]);
    let worked = json(&calculate(Calculator::Obligation, &inputs, KNOWN).unwrap());
    assert_eq!(worked["days_present"], 741);
}
