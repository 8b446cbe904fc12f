//! Restarts while people come: with a socket that outlives the process nobody is refused.

use std::{
    io,
    net::TcpListener,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::{self, ScopedJoinHandle},
};

use super::{Answer, Connection};
use crate::walk::{Applicant, short_site};
use language::Language;
use testkit::pause;
use web::Place;

/// Clients that come anew for every request, and clients that stay.
const CLIENTS: usize = 3;
const RESTARTS: usize = 3;

#[test]
fn a_restart_under_load_drops_no_request_when_the_service_manager_holds_the_socket() {
    let socket = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = socket.local_addr().expect("bound").to_string();
    let mut landfall = short_site().socket(socket).start();
    assert_eq!(landfall.url(), format!("http://{address}"));
    let mut applicant = Applicant::begin(landfall.visitor(), Language::Fr, crate::walk::SHORT);

    let (over, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .flat_map(|_| [come_anew as fn(&str) -> io::Result<()>, stay])
            .map(|client| {
                let (over, answered, address) = (&over, &answered, &address);
                scope.spawn(move || {
                    while !over.load(Ordering::Relaxed) {
                        client(address).unwrap_or_else(|error| panic!("a request was dropped: {error}"));
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        for _ in 0..RESTARTS {
            let before = answered.load(Ordering::Relaxed);
            while answered.load(Ordering::Relaxed) < before + 100 * CLIENTS
                && !clients.iter().any(ScopedJoinHandle::is_finished)
            {
                pause();
            }
            landfall.restart();
        }
        over.store(true, Ordering::Relaxed);
    });
    println!("{} conversations over {RESTARTS} restarts", answered.load(Ordering::Relaxed));
    assert_eq!(applicant.open(Place::Tasks).status(), 200, "who was inside still is");
    landfall.stop();
    assert!(landfall.output().iter().any(|line| line.contains("held by the service manager")));
}

/// One connection for one request.
fn come_anew(address: &str) -> io::Result<()> {
    let answer = Connection::open(address)?.ask("/en")?;
    assert_eq!(answer.status, 200);
    Ok(())
}

/// One connection for many requests, or for as long as the server keeps it.
fn stay(address: &str) -> io::Result<()> {
    let mut connection = Connection::open(address)?;
    for _ in 0..100 {
        let Answer { status, last } = connection.ask("/fr")?;
        assert_eq!(status, 200);
        if last {
            break;
        }
    }
    Ok(())
}
