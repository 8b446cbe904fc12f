//! Readiness follows the store alone: work in the background that takes long neither hides its end nor its return.

use std::{
    net::TcpListener,
    sync::mpsc::channel,
    thread,
    time::{Duration, Instant},
};

use testkit::{Landfall, pause, postgres::Database};

use crate::{
    operations::{operator, plain, until, watched_site},
    walk::Applicant,
};

/// Longest anything here may take to be noticed; a scan without an answer takes twice as long.
const NOTICED: Duration = Duration::from_mins(1);

fn becomes(landfall: &Landfall, status: u16) {
    let deadline = Instant::now() + NOTICED;
    while landfall.visitor().open("/health/ready").status() != status {
        assert!(Instant::now() < deadline, "/health/ready does not come to answer {status}");
        pause();
    }
}

#[test]
fn a_scan_that_hangs_does_not_hide_that_the_store_is_gone_or_back() {
    let scanner = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = scanner.local_addr().expect("an address").to_string();
    let (say, scanning) = channel();
    thread::spawn(move || {
        // Each is kept open, and never answered.
        let _ = scanner.incoming().try_for_each(|asked| say.send(asked));
    });
    let database = Database::fresh();
    let landfall = watched_site()
        .environment("LANDFALL_DATABASE_URL", &database.address())
        .environment("LANDFALL_CLAMAV", &address)
        .start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "scanned for long");
    let mut operator = operator(&landfall);
    let _asked = scanning.recv_timeout(NOTICED).expect("a scan begins");
    becomes(&landfall, 200);
    database.refuse();
    becomes(&landfall, 503);
    // Alive all the same, and whoever operates it is told why it is not ready.
    assert_eq!(landfall.visitor().open("/health/live").status(), 200);
    assert!(plain(&operator.open("/health/ready")).contains("the store has not taken a change"));
    until("the alarm", || operator.open("/en").says("The store does not take changes.").then_some(()));
    // What is given back to be sent again is logged with the request, and without whose application it is.
    let filed = prepared.applicant.press_file_as_it_was(&prepared.file);
    assert_eq!(filed.status(), 503, "{}", filed.text());
    // What it wrote comes by another way than its answer.
    let log = until("what is logged of it", || {
        let log = landfall.output().join("\n");
        log.contains("a form could not be taken").then_some(log)
    });
    assert!(log.contains("asked{request="), "{log}");
    assert!(!log.contains(&prepared.applicant.reference), "{log}");
    database.allow();
    becomes(&landfall, 200);
}
