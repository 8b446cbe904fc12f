//! The synthetic filing: it passes behind a shut door, is in no count of people's, cannot be begun by anybody, and is known in
//! the store by its program.

use std::fs;

use testkit::{Form, Setup};

use crate::{
    operations::{operator, plain, until, value, watched_site},
    service::{states, status, works},
    start::refused::{command, finish},
    walk::short_site,
};

/// The short site that files by itself, so many minutes apart.
fn proving(minutes: &str) -> Setup {
    watched_site().environment("LANDFALL_SYNTHETIC_FILING_MINUTES", minutes)
}

#[test]
fn it_passes_while_newcomers_wait_takes_nobodys_place_and_is_in_no_count_of_theirs() {
    let settings = tempfile::NamedTempFile::new().expect("a file");
    fs::write(settings.path(), "most_work = 0.0\n").expect("settings");
    let mut landfall = proving("5").argument("--config").argument(settings.path().to_str().expect("a path")).start();
    let mut operator = operator(&landfall);
    let text = until("a synthetic filing", || {
        let text = plain(&operator.open("/metrics"));
        (value(&text, "landfall_synthetic_filing_passed")? > 0.0).then_some(text)
    });
    assert_eq!(value(&text, r#"landfall_synthetic_filings_total{result="failed"}"#), Some(0.0));
    assert!(value(&text, "landfall_synthetic_filing_duration_seconds").is_some_and(|took| took > 0.0 && took < 30.0));
    for class in ["begin", "inside", "upload", "file"] {
        let line = format!("landfall_requests_total{{class=\"{class}\",outcome=\"page\"}}");
        assert_eq!(value(&text, &line), Some(0.0), "{class}");
        assert_eq!(value(&text, &format!("landfall_request_duration_seconds_count{{class=\"{class}\"}}")), Some(0.0));
    }
    for counted in ["landfall_entered_people_total", "landfall_inside_people", "landfall_room_shown_total"] {
        assert_eq!(value(&text, counted), Some(0.0), "{counted}");
    }
    assert!(!text.contains("landfall_route_cost_seconds{"), "what it costs is learned from people alone");
    assert!(text.contains(r#"landfall_job_runs_total{kind="mail",result="done"} 0"#), "{text}");
    assert!(operator.open("/en").says("Synthetic filing worked, in"));
    assert!(operator.open("/fr").says("Essai de dépôt réussi, en"));
    // Somebody who wants to begin waits all the same.
    let path = "/en/apply/short";
    let shown = landfall.visitor().staying_in_line().try_submit(path, &Form::forged(path)).expect("an answer");
    assert!(shown.says("You are in line"), "{}", shown.text());
    let waits = status(&mut landfall.visitor())["waiting"].clone();
    assert_eq!((&waits[2]["waits"], &waits[2]["most_seconds"]), (&true.into(), &serde_json::Value::Null));
    landfall.stop();
    // A backup holds it, and counts it among nobody's.
    let backups = tempfile::tempdir().expect("a temporary folder");
    let mut backup = command();
    backup.args(["backup", "--to"]).arg(backups.path().join("b")).arg("--data").arg(landfall.data());
    let said = finish(backup.arg("--keys").arg(landfall.keys()));
    let counted = "0 documents among them, 0 applications filed, 0 receipts verified.";
    assert!(said.succeeded && said.said.contains(counted), "{}", said.said);
    let store = rusqlite::Connection::open(landfall.data().join("landfall.sqlite3")).expect("the database");
    let count = |sql: &str| store.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a count");
    let filed = count("SELECT COUNT(*) FROM cases");
    let marked = "SELECT COUNT(*) FROM cases JOIN applications ON id = application WHERE program = 'synthetic-filing'";
    assert!(filed > 0 && filed == count(marked), "{filed} filed");
    assert_eq!(count("SELECT COUNT(*) FROM applications WHERE program <> 'synthetic-filing'"), 0);
    assert_eq!(count("SELECT COUNT(*) FROM sessions"), 0, "its session is over with it");
    assert_eq!(count("SELECT COUNT(*) FROM counters WHERE name LIKE 'filed:%'"), 0, "it counts under no cap");
}

#[test]
fn where_it_cannot_send_a_document_uploads_are_down_and_nothing_else_until_it_can_again() {
    let landfall = proving("0.05").start();
    works(&landfall);
    let documents = landfall.data().join("documents");
    let away = landfall.data().join("documents-away");
    until("the first", || {
        let mut operator = operator(&landfall);
        value(&plain(&operator.open("/metrics")), "landfall_synthetic_filing_passed")
    });
    // From the next one on documents cannot be kept.
    fs::rename(&documents, &away).expect("moved");
    fs::write(&documents, "no folder").expect("a file in its place");
    let down = until("uploads down", || {
        let status = status(&mut landfall.visitor());
        states(&status).contains(&"down").then_some(status)
    });
    assert_eq!(states(&down), ["works", "works", "works", "works", "down", "works"], "{down}");
    let mut operator = operator(&landfall);
    assert_eq!(value(&plain(&operator.open("/metrics")), "landfall_synthetic_filing_passed"), Some(0.0));
    let log = landfall.output().join("\n");
    assert!(log.contains("the synthetic filing failed") && log.contains("step=\"upload\""), "{log}");
    fs::remove_file(&documents).expect("removed");
    fs::rename(&away, &documents).expect("put back");
    works(&landfall);
}

#[test]
fn nobody_can_begin_it_and_no_site_can_have_a_program_of_its_name() {
    let landfall = short_site().start();
    let mut visitor = landfall.visitor();
    for path in ["/en/apply/synthetic-filing", "/fr/demander/synthetic-filing"] {
        assert_eq!(visitor.open(path).status(), 404, "{path}");
        let begun = visitor.try_submit(path, &Form::forged(path)).expect("an answer");
        assert_eq!(begun.status(), 404, "{path}: {}", begun.text());
        // A header that names it changes nothing.
        let marked = visitor.send("POST", path, &[("synthetic", "1"), ("x-synthetic", "1")], Vec::new());
        assert_eq!(marked.status(), 404);
    }
    assert!(!visitor.open("/en/site-map").text().contains("Test by the service"));
    let programs = landfall.site().join("programs");
    let text = fs::read_to_string(programs.join("short.toml")).expect("the program");
    fs::write(programs.join("synthetic-filing.toml"), text.replace("id = \"short\"", "id = \"synthetic-filing\""))
        .expect("a site of our own");
    let checked = finish(command().arg("check").arg("--site").arg(landfall.site()));
    assert!(!checked.succeeded && checked.said.contains("synthetic filing"), "{}", checked.said);
}
