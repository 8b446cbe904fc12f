//! The status page: it says within five seconds what does not work, whatever store it is, and that it works again; and the
//! synthetic filing, which proves it and is in no other count.

mod synthetic;

use std::time::{Duration, Instant};

use serde_json::Value;
use testkit::{Landfall, Visitor, postgres::Database};

use crate::{
    operations::until,
    walk::{Applicant, short_site},
};

/// Within this time the page says what is down.
const SAID: Duration = Duration::from_secs(5);
const PAGES: [(&str, &str, &str); 2] = [
    ("/en/service-status", "Something does not work now.", "Everything works."),
    ("/fr/etat-du-service", "Quelque chose ne fonctionne pas en ce moment.", "Tout fonctionne."),
];

fn status(visitor: &mut Visitor) -> Value {
    let page = visitor.open("/service-status.json");
    assert_eq!((page.status(), page.header("content-type")), (200, Some("application/json")));
    serde_json::from_slice(page.body()).expect("JSON")
}

/// The state of each capability, in order.
fn states(status: &Value) -> Vec<&str> {
    let capabilities = status["capabilities"].as_array().expect("a list");
    capabilities.iter().map(|capability| capability["state"].as_str().expect("a state")).collect()
}

fn works(landfall: &Landfall) {
    until("everything working", || (states(&status(&mut landfall.visitor())) == ["works"; 6]).then_some(()));
}

/// The store goes away and comes back: reading works all the while, the rest is said to be down in time, and all returns.
fn store_goes_and_comes(landfall: &Landfall, go: impl FnOnce(), meanwhile: impl FnOnce(), come: impl FnOnce()) {
    works(landfall);
    for (path, _, all_is_well) in PAGES {
        let page = landfall.visitor().open(path);
        assert!(page.says(all_is_well) && page.header("set-cookie").is_none(), "{}", page.text());
    }
    go();
    let gone = Instant::now();
    let down = until("the page that says it", || {
        let status = status(&mut landfall.visitor());
        states(&status).contains(&"down").then_some(status)
    });
    assert!(gone.elapsed() < SAID, "said after {:?}", gone.elapsed());
    assert_eq!(states(&down), ["works", "down", "down", "down", "down", "down"], "{down}");
    for (path, broken, _) in PAGES {
        let page = landfall.visitor().open(path);
        assert!(page.status() == 200 && page.says(broken), "{}", page.text());
    }
    for path in ["/en", "/fr", "/en/site-map", "/en/search?q=test"] {
        assert_eq!(landfall.visitor().open(path).status(), 200, "{path}");
    }
    meanwhile();
    come();
    works(landfall);
    let after = status(&mut landfall.visitor());
    let incidents = after["incidents"].as_array().expect("a list");
    assert_eq!(incidents.len(), 5, "one for each that was down: {after}");
    for incident in incidents {
        let (began, ended) =
            (incident["began"].as_str().expect("a begin"), incident["ended"].as_str().expect("an end"));
        assert!(began <= ended && incident["level"] == "down", "{incident}");
        assert_ne!(incident["capability"], "reading");
    }
}

#[test]
fn a_store_that_is_gone_is_said_in_time_and_all_returns_on_postgresql() {
    let database = Database::fresh();
    let landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "filed when it is back");
    let mut failing = prepared.clone();
    let file = failing.file.clone();
    store_goes_and_comes(
        &landfall,
        || database.refuse(),
        || {
            for _ in 0..12 {
                let answer = failing.applicant.press_file_as_it_was(&file);
                assert_eq!(answer.status(), 503, "{}", answer.text());
                assert!(answer.links().any(|link| link == "/en/service-status"), "{}", answer.text());
            }
        },
        || database.allow(),
    );
    let after = status(&mut landfall.visitor());
    let incidents = after["incidents"].as_array().expect("a list");
    let affected = |capability: &str| {
        incidents.iter().find(|incident| incident["capability"] == capability).expect("an incident")["affected"].clone()
    };
    assert!(affected("filing").as_u64().is_some_and(|many| many >= 12), "{after}");
    assert_eq!(affected("starting"), Value::Null, "few, or nobody: {after}");
    prepared.applicant.file(&landfall);
}

#[test]
fn a_store_that_hangs_is_said_in_time_and_all_returns_on_sqlite() {
    let landfall = short_site().start();
    let file = landfall.data().join("landfall.sqlite3");
    // Somebody else holds the file: every change waits.
    let other = rusqlite::Connection::open(file).expect("the database");
    store_goes_and_comes(
        &landfall,
        || other.execute_batch("BEGIN IMMEDIATE").expect("the lock"),
        || {},
        || other.execute_batch("ROLLBACK").expect("the lock given back"),
    );
}

#[test]
fn a_kill_in_the_middle_of_an_incident_loses_and_invents_none_and_its_time_is_not_called_fine() {
    let database = Database::fresh();
    let mut landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    works(&landfall);
    database.refuse();
    let down = until("the outage", || {
        let status = status(&mut landfall.visitor());
        let incidents = status["incidents"].as_array().expect("a list");
        (incidents.len() == 5 && states(&status)[3] == "down").then_some(status)
    });
    // What is on disk by now is looked for where it lies.
    let history = landfall.data().join("service-history-0.jsonl");
    until("the incident on disk", || std::fs::read_to_string(&history).ok()?.contains("\"filing\"").then_some(()));
    landfall.kill9();
    database.allow();
    landfall.start_again();
    let again = until("the same incident", || {
        let status = status(&mut landfall.visitor());
        let measured = states(&status)[3] != "unmeasured";
        measured.then_some(status)
    });
    assert_eq!(again["incidents"].as_array().map(Vec::len), Some(5), "{again}");
    assert_eq!(again["incidents"][0]["began"], down["incidents"][0]["began"], "{again}");
    works(&landfall);
    let after = status(&mut landfall.visitor());
    assert_eq!(after["incidents"].as_array().map(Vec::len), Some(5), "{after}");
    assert!(
        after["incidents"].as_array().expect("a list").iter().all(|incident| incident["ended"].is_string()),
        "{after}"
    );
    assert_eq!(after["not_measured"].as_array().map(Vec::len), Some(1), "{after}");
    let page = landfall.visitor().open("/en/service-status");
    assert!(page.says("Not measured: the service did not run"), "{}", page.text());
    // An orderly stop is said as well, and the history is still there.
    landfall.restart();
    works(&landfall);
    let after = status(&mut landfall.visitor());
    assert_eq!(after["incidents"].as_array().map(Vec::len), Some(5), "{after}");
    assert_eq!(after["not_measured"].as_array().map(Vec::len), Some(2), "{after}");
}

#[test]
fn it_is_found_from_every_page_and_costs_a_browser_that_knows_it_nothing() {
    let landfall = short_site().start();
    works(&landfall);
    let mut visitor = landfall.visitor();
    for path in ["/en", "/en/sign-in", "/en/apply/short", "/en/site-map", "/en/nowhere", "/en/service-status"] {
        let page = visitor.open(path);
        assert!(page.links().any(|link| link == "/en/service-status"), "{path}");
        assert!(page.markup_faults().is_empty(), "{path}: {:?}", page.markup_faults());
    }
    assert!(visitor.open("/fr/plan-du-site").links().any(|link| link == "/fr/etat-du-service"));
    let page = visitor.open("/fr/etat-du-service");
    assert_eq!((page.language(), page.heading()), ("fr", "État du service"));
    assert!(page.links().any(|link| link == "/en/service-status"), "the other language");
    let tag = page.header("etag").expect("a tag").to_owned();
    let again = visitor.send("GET", "/fr/etat-du-service", &[("if-none-match", &tag)], Vec::new());
    // It is made anew every ten seconds.
    assert!(again.status() == 304 || again.header("etag").is_some_and(|new| new != tag), "{}", again.status());
    assert_eq!(visitor.send("POST", "/en/service-status", &[], Vec::new()).status(), 405);
}
