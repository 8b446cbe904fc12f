//! docs/metrics.md and docs/operations.md say what the binary does.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use super::{metrics, operator, until, watched_site};

pub(crate) fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a measurement is: its kind, unit, labels and meaning.
type Facts = (String, String, String, String);

fn unit(name: &str) -> &'static str {
    let name = name.strip_suffix("_total").unwrap_or(name);
    match name.rsplit('_').next() {
        Some("seconds") => "seconds",
        Some("bytes") => "bytes",
        Some("ratio") => "ratio",
        _ => "count",
    }
}

/// Labels in the order in which they are written, without that of a histogram's ranges.
fn labels(text: &str, name: &str) -> String {
    let sample = text.lines().filter(|line| line.starts_with(name)).find_map(|line| line.split_once('{'));
    let Some((_, rest)) = sample else { return String::new() };
    let labels = rest.split('}').next().unwrap_or_default().split(',').filter_map(|label| label.split('=').next());
    labels.filter(|label| *label != "le").map(|label| format!("`{label}`")).collect::<Vec<_>>().join(", ")
}

fn served(text: &str) -> BTreeMap<String, Facts> {
    let heads = |word: &'static str| {
        text.lines().filter_map(move |line| line.strip_prefix("# ")?.strip_prefix(word)?.trim().split_once(' '))
    };
    let kinds: BTreeMap<&str, &str> = heads("TYPE").collect();
    heads("HELP")
        .map(|(name, help)| {
            let facts = (kinds[name].to_owned(), unit(name).to_owned(), labels(text, name), help.to_owned());
            (name.to_owned(), facts)
        })
        .collect()
}

fn documented() -> BTreeMap<String, Facts> {
    let text = document("docs/metrics.md");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("| `")?.strip_suffix(" |")?.split(" | ").collect();
        let [name, kind, unit, labels, help] = cells[..] else { return None };
        let facts = (kind.to_owned(), unit.to_owned(), labels.trim().to_owned(), help.to_owned());
        Some((name.trim_end_matches('`').to_owned(), facts))
    });
    rows.collect()
}

#[test]
fn the_measurements_are_those_of_their_document() {
    let landfall = watched_site().start();
    // What a page costs is only known once one was opened.
    landfall.visitor().open("/en/status");
    crate::walk::Applicant::prepare(landfall.visitor(), "measured");
    let mut operator = operator(&landfall);
    let text = until("what a page costs", || {
        Some(metrics(&mut operator)).filter(|text| text.contains("landfall_route_cost_seconds{"))
    });
    let served = served(&text);
    let documented = documented();
    assert!(served.len() > 50, "{served:?}");
    for (name, facts) in &served {
        assert_eq!(documented.get(name), Some(facts), "{name} in docs/metrics.md");
    }
    for name in documented.keys() {
        assert!(served.contains_key(name), "docs/metrics.md has {name}, which is not served");
    }
}

#[test]
fn the_alert_rules_are_those_of_this_release_and_each_is_tested_and_explained() {
    let printed = Command::new(env!("CARGO_BIN_EXE_landfall")).arg("alerts").output().expect("the binary runs");
    let printed = String::from_utf8(printed.stdout).expect("text");
    assert!(printed == document("ops/alerts.yml"), "ops/alerts.yml is old: landfall alerts > ops/alerts.yml");
    let (tests, handbook) = (document("ops/alerts.test.yml"), document("docs/operations.md"));
    let alerts: Vec<&str> = printed.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(alerts.len() > 20);
    for alert in alerts {
        assert!(tests.contains(&format!("alertname=\"{alert}\"")), "{alert} has no test in ops/alerts.test.yml");
        assert!(handbook.contains(&format!("\n#### {alert}\n")), "{alert} has no section in docs/operations.md");
    }
}
