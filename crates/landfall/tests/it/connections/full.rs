//! Running out of places for connections, which is running out of descriptors.

use std::{iter, time::Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use testkit::pause;

use super::{Answer, Connection, PATIENCE};
use crate::walk::short_site;

/// What this process may open at most; the soft limit is raised to it.
fn own_limit() -> u64 {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).expect("a limit that may be raised");
    maximum.unwrap_or(u64::MAX)
}

/// Fills the places of a server with `limit` descriptors: who has to go, who is told what, what is left afterwards?
fn fill(limit: u64) {
    const BEGUN: &str = "GET /en HTTP/1.1\r\n";
    const SERVED: Answer = Answer { status: 200, last: false };
    const TOLD: Answer = Answer { status: 503, last: true };
    let limit = limit.min(own_limit());
    let mut landfall = short_site().descriptors(limit).start();
    let address = landfall.url().replace("http://", "");
    let open = || Connection::open(&address).expect("the server takes a connection");
    let begun = || {
        let mut connection = open();
        connection.say(BEGUN);
        connection
    };
    let places = serve::Limits::for_descriptors(limit).connections;

    // People who have read a page and look at it take nearly every place. Long before the usual 75 seconds those who came
    // first are let go.
    let start = Instant::now();
    let mut readers = Vec::new();
    for number in 0..places * 94 / 100 {
        let mut reader = open();
        assert_eq!(reader.ask("/en").ok(), Some(SERVED), "connection {number} of {places}");
        readers.push(reader);
    }
    let half = readers.len() / 2;
    while !readers[..half].iter_mut().any(Connection::is_closed) {
        assert!(start.elapsed() < PATIENCE, "nobody who is idle is let go");
        pause();
    }
    let newest = readers.last_mut().expect("many");
    assert_eq!(newest.ask("/fr").expect("the latest idle connection stays").status, 200);

    // More people come at once than there are places left. Who is turned away tries again.
    let newcomers: Vec<_> = (0..places * 16 / 100).map(|_| begun()).collect();
    let all = newcomers.len();
    let refused =
        newcomers.into_iter().filter_map(|mut newcomer| (newcomer.ask_on().ok()?.status != 200).then_some(()));
    let refused = refused.count();
    for _ in 0..refused {
        while open().ask("/fr").ok().is_none_or(|answer| answer.status != 200) {
            assert!(start.elapsed() < PATIENCE, "newcomers do not get in beside people who are idle");
        }
    }

    // Nobody is idle any more, and every place is taken.
    let mut busy = readers;
    for reader in &mut busy {
        reader.say(BEGUN);
    }
    let start = Instant::now();
    loop {
        busy.retain_mut(|one| !one.is_closed());
        let missing = places.saturating_sub(busy.len());
        busy.extend(iter::repeat_with(begun).take(missing));
        if open().ask("/en").ok() == Some(TOLD) {
            break;
        }
        assert!(start.elapsed() < PATIENCE, "nobody is told that it is full");
    }
    println!(
        "{limit} descriptors: {all} newcomers at once, {refused} had to try again; full after {:?}",
        start.elapsed()
    );
    drop(busy);
    while open().ask("/en").ok() != Some(SERVED) {
        assert!(start.elapsed() < PATIENCE, "places do not come back");
        pause();
    }
    let status = landfall.stop();
    assert!(status.success(), "{status}");
}

#[test]
fn with_1024_descriptors_idle_connections_go_first_and_newcomers_past_the_limit_are_told() {
    fill(1_024);
}

#[test]
fn with_20000_descriptors_idle_connections_go_first_and_newcomers_past_the_limit_are_told() {
    fill(20_000);
}
