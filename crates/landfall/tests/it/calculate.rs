//! `landfall calculate` and the tables that it reads, with the built binary and the site that ships.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use language::Language;
use programs::calculators::Calculator;
use serde_json::{Value, json};
use testkit::{Form, Landfall};
use web::Place;

use crate::start::refused::{command, finish};

fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site")
}

fn calculate(arguments: &[&str], input: &str) -> Output {
    let mut command = command();
    command.arg("calculate").args(arguments).arg("--site").arg(site());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads its input");
    child.wait_with_output().expect("it ends")
}

/// The result and what was said beside it.
fn worked(arguments: &[&str], input: &Value) -> (Value, String) {
    let output = calculate(arguments, &input.to_string());
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.success(), "{arguments:?} {input}: {said}");
    (serde_json::from_slice(&output.stdout).expect("JSON"), said)
}

fn cases(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../programs/tests/cases").join(file);
    serde_json::from_str(&fs::read_to_string(path).expect("the cases")).expect("JSON")
}

#[test]
fn the_command_agrees_with_the_worked_cases() {
    let (points, presence) = (cases("points.json"), cases("presence.json"));
    for (arguments, case, expected) in [
        (
            &["crs", "--on", "2025-03-25"][..],
            &points["crs_cases"][1]["inputs"],
            points["crs_cases"][1]["expected"].clone(),
        ),
        (&["fsw"], &points["fsw_cases"][1]["inputs"], points["fsw_cases"][1]["expected"].clone()),
        (&["clb"], &points["clb_cases"][0], json!({ "level": points["clb_cases"][0]["expected_level"] })),
        (&["presence"], &presence["cases"][4]["inputs"], presence["cases"][4]["expected"].clone()),
        (
            &["obligation"],
            &presence["residency_obligation_cases"][0]["inputs"],
            presence["residency_obligation_cases"][0]["expected"].clone(),
        ),
    ] {
        let (result, said) = worked(arguments, case);
        assert_eq!(result, expected, "{arguments:?}");
        assert_eq!(said, "", "{arguments:?}");
    }
}

#[test]
fn a_score_that_is_past_says_so() {
    let case = &cases("points.json")["crs_cases"][0];
    let (result, said) = worked(&["crs", "--on", "2026-11-22"], &case["inputs"]);
    assert_eq!(result["total"], case["expected"]["total"]);
    assert_eq!(result["table"]["standing"], "past");
    assert!(said.contains("is past") && said.contains("not known here"), "{said}");
}

#[test]
fn wrong_input_is_refused_by_the_name_of_its_field() {
    for (arguments, input, named) in [
        (
            &["presence"][..],
            r#"{"application_date":"2024-01-01","pr_date":"2020-01-01","trips":[{"left":"2022-07-06","returned":"2022-07-01"}]}"#,
            "trips[0].returned: The return is before the departure on July 6, 2022.",
        ),
        (&["clb"], r#"{"test":"ielts_gt","ability":"reading","score":9.5}"#, "score: "),
        (&["crs"], "not JSON", "is not JSON"),
        (&["crs", "--on", "soon"], "{}", "--on"),
        (&["luck"], "{}", "luck"),
    ] {
        let output = calculate(arguments, input);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
        assert!(said.contains(named) && !said.contains("panicked"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_table_without_a_source_fails_the_check_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let tables = folder.path().join("tables");
    fs::create_dir(&tables).expect("a folder");
    let text = fs::read_to_string(site().join("tables/presence.toml")).expect("the table");
    fs::write(tables.join("presence.toml"), text.replace("source = \"act\"\n", "")).expect("a written table");
    let line = text.lines().position(|line| line == "[[table]]").expect("a table") + 1;
    let finished = finish(command().arg("check").arg("--site").arg(folder.path()));
    let place = format!("tables/presence.toml:{line}: ");
    assert!(!finished.succeeded && finished.said.contains(&place), "{}", finished.said);
}

/// Types a case into a calculator's page: names of fields are paths of the inputs.
fn typed(form: Form, path: &str, value: &Value) -> Form {
    match value {
        Value::Null | Value::Bool(false) => form,
        Value::Object(fields) if fields.contains_key("language") => {
            let test = fields.get("test").unwrap_or(&fields["language"]);
            let form = typed(form, &format!("{path}.test"), test);
            match (fields.get("scores"), &fields.get("clb")) {
                (Some(scores), _) => typed(form, path, scores),
                (None, Some(levels @ Value::Object(_))) => typed(form, path, levels),
                (None, levels) => ["listening", "reading", "writing", "speaking"]
                    .iter()
                    .fold(form, |form, ability| typed(form, &format!("{path}.{ability}"), levels.expect("levels"))),
            }
        }
        Value::Object(fields) => fields.iter().fold(form, |form, (name, value)| {
            typed(form, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, value)
        }),
        Value::Array(rows) => {
            rows.iter().enumerate().fold(form, |form, (row, value)| typed(form, &format!("{path}.{row}"), value))
        }
        Value::Bool(true) => form.set(path, "on"),
        // A page has one empty row, and more are asked for one at a time.
        Value::String(text) if form.has(path) => form.set(path, text),
        Value::String(text) => form.forge(path, text),
        Value::Number(number) => form.set(path, &number.to_string()),
    }
}

#[test]
fn the_pages_show_the_figures_of_the_worked_cases() {
    let landfall = Landfall::start();
    let mut visitor = landfall.visitor();
    let (points, presence) = (cases("points.json"), cases("presence.json"));
    let ranked = points["crs_cases"].as_array().expect("cases").iter().map(|case| {
        let says =
            format!("{} points", language::format::number(Language::En, case["expected"]["total"].as_i64().unwrap()));
        (Calculator::Crs, case, says)
    });
    let counted = presence["cases"].as_array().expect("cases").iter().map(|case| {
        let total = case["expected"]["total"].to_string();
        let whole = total.split('.').next().expect("a number").parse().expect("a number");
        let half = if total.contains('.') { ".5" } else { "" };
        (
            Calculator::Presence,
            case,
            format!("Days that count: {}{half}.", language::format::number(Language::En, whole)),
        )
    });
    for (calculator, case, says) in ranked.chain(counted) {
        let empty = visitor.open(&Place::Calculator(calculator).path(Language::En));
        let name = if calculator == Calculator::Crs { "age" } else { "pr_date" };
        let form = typed(empty.form_with(name), "", &case["inputs"]).press("Calculate");
        let page = visitor.submit(&empty, &form);
        assert_eq!(page.status(), 200, "{}: {}", case["id"], page.text());
        assert!(page.says(&says), "{} does not say {says}: {}", case["id"], page.text());
        assert_eq!(page.markup_faults(), [""; 0], "{}", case["id"]);
        assert_eq!(page.header("set-cookie"), None, "{}", case["id"]);
    }
}
