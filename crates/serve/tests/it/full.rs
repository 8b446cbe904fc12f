//! A server with no place left says so, and a system with nothing left is waited for.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpSocket;

use crate::client::Client;
use crate::support::{Certificate, Site, limits, router, soon, until};

fn limits_for(connections: usize) -> serve::Limits {
    serve::Limits { connections, ..limits() }
}

#[tokio::test]
async fn a_newcomer_past_the_limit_is_told_in_both_languages_when_to_come_back() {
    let site = Site::plain(limits_for(1), router());
    let mut first = site.connect().await;
    first.get("/").await;

    let mut second = site.connect().await;
    let answer = soon(second.get("/")).await;
    assert_eq!(answer.status, 503);
    assert!((20..40).contains(&answer.header("retry-after").unwrap().parse().unwrap()), "{}", answer.head);
    assert_eq!(answer.header("connection"), Some("close"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.text().contains("The site is full right now"));
    assert!(answer.text().contains("Le site est plein en ce moment"));
    assert!(soon(second.rest()).await.is_empty());

    assert_eq!(soon(first.get("/")).await.text(), "hello", "those inside are not disturbed");
    let stats = site.running.stats();
    assert_eq!((stats.accepted(), stats.refused(), stats.requests()), (2, 1, 2));
}

#[tokio::test]
async fn a_place_that_is_given_up_is_given_out_again() {
    let site = Site::plain(limits_for(1), router());
    for _ in 0..20 {
        let mut client = site.connect().await;
        assert_eq!(soon(client.get("/")).await.status, 200);
        drop(client);
        until(|| site.running.vitals().open_connections() == 0).await;
    }
    assert_eq!(site.running.stats().refused(), 0);
}

#[tokio::test]
async fn a_newcomer_that_sends_much_still_hears_that_the_site_is_full() {
    let site = Site::plain(limits_for(0), router());
    let mut client = site.connect().await;
    assert_eq!(soon(client.post("/echo", &vec![0; 40_000])).await.status, 503);
}

#[tokio::test]
async fn newcomers_past_those_being_told_are_dropped() {
    let site = Site::plain(limits_for(0), router());
    let mut silent = Vec::new();
    for _ in 0..64 {
        silent.push(site.connect().await);
    }
    let mut one_more = site.connect().await;
    assert!(soon(one_more.rest()).await.is_empty());
    let stats = site.running.stats();
    assert_eq!((stats.refused(), stats.dropped()), (64, 1));
    assert_eq!(soon(silent[63].get("/")).await.status, 503);
}

#[tokio::test]
async fn a_newcomer_with_tls_is_told_too() {
    let certificate = Certificate::new();
    let site = Site::secure(limits_for(0), &certificate, router());
    let stream = site.connect_tls(&certificate, &["h2", "http/1.1"]).await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    assert_eq!(soon(Client::new(stream).get("/")).await.status, 503);
}

#[tokio::test]
async fn running_out_of_descriptors_is_waited_out() {
    let site = Site::plain(limits(), router());
    let stats = site.running.stats();
    let mut before = site.connect().await;
    before.get("/").await;

    let socket = TcpSocket::new_v4().unwrap();
    let old = getrlimit(Resource::Nofile);
    // From here on no descriptor can be opened in this process; the client has its own already.
    setrlimit(Resource::Nofile, Rlimit { current: Some(0), ..old }).unwrap();
    let mut client = Client::new(soon(socket.connect(site.address)).await.unwrap());
    client.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    until(|| stats.accept_failures() >= 3).await;
    assert_eq!(soon(before.get("/")).await.text(), "hello", "those inside are not disturbed");
    let tries = stats.accept_failures();
    setrlimit(Resource::Nofile, old).unwrap();

    assert_eq!(soon(client.hear()).await.text(), "hello");
    assert!(tries < 50, "{tries} tries in a moment is spinning");
    assert_eq!(soon(tokio::time::timeout(Duration::from_secs(5), site.stop())).await.unwrap().cut, 0);
}
