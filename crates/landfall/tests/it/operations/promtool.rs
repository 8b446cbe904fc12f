//! Prometheus' own tool takes the measurements, and finds the alert rules right.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use super::{metrics, operator, watched_site};

/// Runs promtool (Debian's package `prometheus`) in the folder of the rules.
fn promtool(arguments: &[&str], input: &str) {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ops");
    let mut promtool = Command::new("promtool");
    promtool.args(arguments).current_dir(rules).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = promtool.spawn().unwrap_or_else(|error| panic!("promtool (Debian's package prometheus): {error}"));
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said));
}

#[test]
fn the_measurements_are_as_prometheus_wants_them() {
    let landfall = watched_site().start();
    let mut operator = operator(&landfall);
    landfall.visitor().open("/en/apply/short");
    promtool(&["check", "metrics"], &metrics(&mut operator));
    // Who asks for the newer form gets it, with its mark at the end.
    let newer =
        operator.send("GET", "/metrics", &[("accept", "application/openmetrics-text;version=1.0.0")], Vec::new());
    assert!(newer.header("content-type").is_some_and(|kind| kind.starts_with("application/openmetrics-text")));
    let newer = String::from_utf8_lossy(newer.body()).into_owned();
    assert!(newer.ends_with("# EOF\n") && newer.contains("# TYPE landfall_requests counter\n"), "{newer}");
}

#[test]
fn the_alert_rules_fire_when_they_must_and_only_then() {
    promtool(&["check", "rules", "alerts.yml"], "");
    promtool(&["test", "rules", "alerts.test.yml"], "");
}
