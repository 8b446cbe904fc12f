//! What a running server tells of itself.

use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use axum::routing::get;
use serve::Limits;

use crate::support::{Site, limits, router, soon, until};

#[tokio::test]
async fn a_worker_that_is_held_up_is_late_and_then_on_time_again() {
    let (go, gone) = mpsc::channel::<()>();
    let gone = Arc::new(Mutex::new(gone));
    // It keeps its worker to itself, which no handler should.
    let hog = get(async move || gone.lock().unwrap().recv().unwrap());
    let site = Site::plain(limits(), router().route("/hog", hog));
    let vitals = site.running.vitals();
    let mut client = site.connect().await;
    client.say("GET /hog HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    until(|| vitals.lateness() > Duration::from_millis(100)).await;
    go.send(()).unwrap();
    soon(client.hear()).await;
    until(|| vitals.lateness() < Duration::from_millis(20)).await;
    site.stop().await;
    assert_eq!(vitals.lateness(), Duration::ZERO, "a server that has stopped is not late");
}

#[tokio::test]
async fn the_share_of_descriptors_follows_the_connections() {
    let site = Site::plain(Limits { connections: 4, ..limits() }, router());
    let vitals = site.running.vitals();
    let mut clients = Vec::new();
    for share in [0.25, 0.5, 0.75, 1.0] {
        clients.push(site.connect().await);
        until(|| (vitals.descriptors_share() - share).abs() < f64::EPSILON).await;
    }
    // None of them has said anything yet.
    until(|| vitals.idle_connections() == 4).await;
    assert_eq!((vitals.open_connections(), vitals.most_connections()), (4, 4));
    drop(clients);
    until(|| vitals.descriptors_share() == 0.0 && vitals.idle_connections() == 0).await;
}

#[tokio::test]
async fn idle_connections_are_closed_sooner_while_memory_is_short_and_no_longer_when_it_is_not() {
    let site = Site::plain(limits(), router());
    let vitals = site.running.vitals();
    let mut idle = site.connect().await;
    idle.get("/").await;
    vitals.set_memory_share(0.97);
    // The limits give it 75 seconds; the test has less patience.
    assert!(soon(idle.rest()).await.is_empty());
    let mut busy = site.connect().await;
    assert_eq!(soon(busy.get("/")).await.header("connection"), None, "who asks is served as ever");
    vitals.set_memory_share(0.5);
    assert_eq!(site.running.stats().idled(), 1);
}
