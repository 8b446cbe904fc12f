//! The operations listener: what it measures is documented, promtool takes it and its alert rules, it answers when the public
//! side is full, and no other site's page can read it.

pub(crate) mod document;
mod mail;
mod promtool;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read as _, Write as _},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use testkit::{Landfall, Page, Setup, Visitor, pause};
use web::Place;

use crate::walk::{Applicant, short_site};

/// Longest anything here may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_mins(1);
/// What the line begins with that says where the listener is.
const SAID: &str = "Operations:  ";

/// The short site with an operations listener on a free port.
pub(crate) fn watched_site() -> Setup {
    short_site().environment("LANDFALL_OPERATIONS", "127.0.0.1:0")
}

/// Waits until something is so.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "{what} does not come");
        pause();
    }
}

/// Somebody at the operations listener.
pub(crate) fn operator(landfall: &Landfall) -> Visitor {
    operator_after(landfall, 0)
}

/// The same after so many restarts, each of which has a listener on another port.
pub(crate) fn operator_after(landfall: &Landfall, restarts: usize) -> Visitor {
    let address = until("the listener's address", || {
        let lines = landfall.output().into_iter();
        let said = lines.filter_map(|line| line.strip_prefix(SAID).map(str::to_owned)).nth(restarts)?;
        said.split(' ').next().map(str::to_owned)
    });
    Visitor::new(&address)
}

/// What an answer says that is no page.
pub(crate) fn plain(answer: &Page) -> String {
    String::from_utf8_lossy(answer.body()).into_owned()
}

pub(crate) fn metrics(operator: &mut Visitor) -> String {
    let page = operator.open("/metrics");
    assert_eq!(page.status(), 200);
    plain(&page)
}

/// The value of one sample, by its name with labels as it is written.
pub(crate) fn value(metrics: &str, sample: &str) -> Option<f64> {
    let line = metrics.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '))?;
    line.parse().ok()
}

#[test]
fn people_are_counted_by_what_they_asked_for_and_saw_and_nothing_of_them_is_told() {
    let landfall = watched_site().start();
    let mut operator = operator(&landfall);
    let mut prepared = Applicant::prepare(landfall.visitor(), "counted and not told");
    let filed = prepared.applicant.press_file_as_it_was(&prepared.file.clone());
    assert_eq!(filed.status(), 303, "{}", filed.text());
    let held = prepared.applicant.held(&landfall);
    let mut stranger = landfall.visitor();
    assert_eq!(stranger.open("/en/nowhere/at/all").status(), 404);
    for _ in 0..3 {
        assert_eq!(stranger.open("/fr").status(), 200);
    }
    let text = until("the last page in the counts", || {
        let text = metrics(&mut operator);
        let public = value(&text, r#"landfall_requests_total{class="public",outcome="page"}"#)?;
        (public >= 3.0).then_some(text)
    });
    for (sample, at_least) in [
        (r#"landfall_requests_total{class="file",outcome="page"}"#, 1.0),
        (r#"landfall_requests_total{class="begin",outcome="page"}"#, 1.0),
        (r#"landfall_requests_total{class="inside",outcome="page"}"#, 5.0),
        (r#"landfall_requests_total{class="upload",outcome="page"}"#, 1.0),
        (r#"landfall_requests_total{class="open",outcome="problem"}"#, 1.0),
        (r#"landfall_request_duration_seconds_count{class="file"}"#, 1.0),
        ("landfall_entered_people_total", 1.0),
        ("landfall_store_changes_total", 5.0),
        ("landfall_store_commit_duration_seconds_count", 1.0),
        ("landfall_connections_accepted_total", 1.0),
        ("landfall_data_disk_free_bytes", 1.0),
        ("landfall_ready", 1.0),
        ("process_open_fds", 5.0),
    ] {
        let found = value(&text, sample).unwrap_or_else(|| panic!("no {sample} in\n{text}"));
        assert!(found >= at_least, "{sample} is {found}");
    }
    let errors: f64 = text
        .lines()
        .filter(|line| line.starts_with("landfall_requests_total{") && line.contains("\"error\""))
        .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        .sum();
    assert!(errors.abs() < f64::EPSILON, "{text}");
    for page in ["/en", "/fr", "/health/ready"] {
        let page = operator.open(page);
        assert_eq!(page.status(), 200);
        for told in [&prepared.applicant.reference, &held.number, "counted and not told", "Zoë"] {
            assert!(!plain(&page).contains(told) && !text.contains(told), "{told}");
        }
    }
}

#[test]
fn every_label_takes_one_of_a_few_values() {
    let landfall = watched_site().start();
    let mut operator = operator(&landfall);
    for number in 0..50 {
        landfall.visitor().open(&format!("/en/nothing-{number}?q={number}"));
    }
    let before = metrics(&mut operator);
    assert!(before.len() < 64 << 10, "{} bytes", before.len());
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let labels = before.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('{'));
    for (name, value) in labels
        .flat_map(|(_, rest)| rest.split('}').next().unwrap_or_default().split(','))
        .filter_map(|l| l.split_once('='))
    {
        values.entry(name).or_default().insert(value);
    }
    assert!(values.values().all(|values| values.len() <= 16), "{values:?}");
}

#[test]
fn only_questions_are_answered_and_only_to_whom_they_are_meant_for() {
    let landfall = watched_site().start();
    let mut operator = operator(&landfall);
    for path in ["/metrics", "/en", "/health/ready", "/"] {
        for (headers, status) in [
            (&[("host", "attacker.example")][..], 421),
            (&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "cors")], 403),
            (&[("origin", "https://attacker.example")], 403),
        ] {
            let answer = operator.send("GET", path, headers, Vec::new());
            assert_eq!(answer.status(), status, "{path} {headers:?}");
            assert!(!plain(&answer).contains("landfall_") && answer.header("access-control-allow-origin").is_none());
        }
        let posted = operator.send("POST", path, &[], Vec::new());
        assert_eq!(posted.status(), 405, "{path}");
    }
    // What it has is on no public address.
    for path in ["/metrics", "/page.css"] {
        assert_eq!(landfall.visitor().open(path).status(), 404, "{path}");
    }
}

#[test]
fn it_answers_while_the_public_side_has_no_place_left_and_says_so() {
    let landfall = watched_site().descriptors(600).start();
    let mut operator = operator(&landfall);
    let address = landfall.url().replace("http://", "");
    let places = serve::Limits::for_descriptors(600).connections;
    let begun = || {
        let mut connection = TcpStream::connect(&address).expect("a connection");
        connection.write_all(b"GET /en HTTP/1.1\r\n").expect("a begun request");
        connection
    };
    let mut crowd: Vec<TcpStream> = (0..places).map(|_| begun()).collect();
    until("a refusal", || {
        // Those that were closed for being slow make way for others.
        crowd.push(begun());
        let text = metrics(&mut operator);
        let refused = value(&text, r#"landfall_connections_refused_total{how="told"}"#)?;
        let open = value(&text, "landfall_connections_open")?;
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let full = open >= places as f64;
        (full && refused > 0.0).then_some(())
    });
    // It is said once it has lasted for a moment.
    until("the page that says so", || operator.open("/en").says("Newcomers find no free connection.").then_some(()));
    assert!(operator.open("/fr").says("ne trouvent pas de connexion libre"));
}

#[test]
fn a_process_that_stops_is_alive_and_not_ready_and_says_why() {
    let mut landfall = watched_site().start();
    let mut operator = operator(&landfall);
    let mut slow = TcpStream::connect(landfall.url().replace("http://", "")).expect("a connection");
    slow.set_read_timeout(Some(PATIENCE)).expect("a patience");
    let path = Place::SignIn.path(language::Language::En);
    write!(slow, "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\nConnection: close\r\n\r\nemail=")
        .expect("a begun request");
    until("the request", || {
        let text = metrics(&mut operator);
        let (open, idle) = (value(&text, "landfall_connections_open")?, value(&text, "landfall_connections_idle")?);
        (open - idle >= 1.0).then_some(())
    });
    until("readiness", || (operator.open("/health/ready").status() == 200).then_some(()));
    // A measurement may be half a second older than that.
    until("the measured proof", || (value(&metrics(&mut operator), "landfall_store_ready")? > 0.0).then_some(()));
    thread::scope(|scope| {
        let stopping = scope.spawn(|| landfall.stop());
        until("the end of readiness", || {
            let ready = operator.open("/health/ready");
            (ready.status() == 503 && plain(&ready).contains("stopping")).then_some(())
        });
        assert_eq!(operator.open("/health/live").status(), 200);
        assert!(operator.open("/en").says("This process is stopping"));
        assert_eq!(value(&metrics(&mut operator), "landfall_store_ready"), Some(1.0), "the store has no part in it");
        slow.write_all(b"ab").expect("the rest");
        let mut answer = String::new();
        slow.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 ") && answer.contains("</html>"), "{answer}");
        assert!(stopping.join().expect("it stops").success());
    });
}
