//! HTTP/1 over sockets. The limits of time are tested to the second beside the code; here is what sockets add.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use tokio::io::AsyncReadExt;

use crate::support::{Site, endless, limits, router, soon, until};

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let site = Site::plain(limits(), router());
    let mut client = site.connect().await;
    for _ in 0..10 {
        assert_eq!(soon(client.get("/")).await.text(), "hello");
        assert_eq!(soon(client.post("/echo", b"bonjour")).await.text(), "bonjour");
    }
    assert_eq!(site.running.stats().accepted(), 1);
    assert_eq!(site.running.stats().requests(), 20);
    assert_eq!(site.running.vitals().open_connections(), 1);
    assert_eq!(site.stop().await.cut, 0);
}

#[tokio::test]
async fn a_connection_is_put_away_between_requests_and_comes_back() {
    let mut limits = limits();
    limits.park_after = Duration::from_millis(1);
    let site = Site::plain(limits, router());
    let stats = site.running.stats();
    let mut client = site.connect().await;
    for round in 1..=20 {
        assert_eq!(soon(client.get("/")).await.text(), "hello");
        assert_eq!(soon(client.post("/echo", &vec![b'x'; 50_000])).await.body.len(), 50_000);
        until(|| stats.parked() >= round).await;
    }
    assert_eq!(stats.accepted(), 1);
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let site = Site::plain(limits(), router());
    let mut client = site.connect().await;
    let request = |n| format!("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n{n:03}");
    client.say((0..100).map(request).collect::<Vec<_>>().concat()).await;
    for n in 0..100 {
        assert_eq!(soon(client.hear()).await.text(), format!("{n:03}"));
    }
}

#[tokio::test]
async fn a_head_that_does_not_come_is_cut() {
    let mut limits = limits();
    limits.header_time = Duration::from_millis(100);
    let site = Site::plain(limits, router());
    let mut client = site.connect().await;
    client.say("GET / HTTP/1.1\r\nHost: loc").await;
    assert!(soon(client.rest()).await.is_empty());
    assert_eq!(site.running.stats().cut(), 1);
}

#[tokio::test]
async fn a_quiet_connection_is_closed() {
    let mut limits = limits();
    limits.idle_time = Duration::from_millis(100);
    limits.park_after = Duration::from_millis(10);
    let site = Site::plain(limits, router());
    let mut client = site.connect().await;
    client.get("/").await;
    assert!(soon(client.rest()).await.is_empty());
    until(|| site.running.vitals().open_connections() == 0).await;
}

#[tokio::test]
async fn a_head_that_is_too_large_is_told_so() {
    let site = Site::plain(limits(), router());
    let huge = "x".repeat(1_000_000);
    for head in [
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Huge: {huge}\r\n\r\n"),
        format!("GET /{huge} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X-Many: x\r\n".repeat(limits().header_fields)),
    ] {
        let mut client = site.connect().await;
        client.say(head).await;
        let answer = soon(client.rest()).await;
        let line = String::from_utf8_lossy(&answer[..32.min(answer.len())]).into_owned();
        assert!(line.starts_with("HTTP/1.1 431 "), "{line}");
    }
    assert_eq!(site.running.stats().requests(), 0);
}

#[tokio::test]
async fn nonsense_is_told_so() {
    let site = Site::plain(limits(), router());
    for nonsense in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], b"GET\r\n\r\n", b"\0\0\0\0\r\n\r\n"] {
        let mut client = site.connect().await;
        client.say(nonsense).await;
        assert!(soon(client.rest()).await.starts_with(b"HTTP/1.1 400 "), "{nonsense:?}");
    }
}

#[tokio::test]
async fn an_upload_that_is_refused_early_still_gets_its_answer() {
    let refusing =
        Router::new().route("/", post(async |_: axum::body::Bytes| "taken")).layer(DefaultBodyLimit::max(1_000));
    let site = Site::plain(limits(), refusing);
    let mut client = site.connect().await;
    let upload = vec![0; 8 * 1024 * 1024];
    let answer = soon(client.post("/", &upload)).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_cut_and_its_answer_dropped() {
    let mut limits = limits();
    limits.write_stall = Duration::from_millis(100);
    let (router, mut dropped) = endless();
    let site = Site::plain(limits, router);
    let mut client = site.connect().await;
    client.say("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon(dropped.recv()).await.unwrap();
    until(|| site.running.vitals().open_connections() == 0).await;
    assert_eq!(site.running.stats().cut(), 1);
}

#[tokio::test]
async fn a_client_that_goes_away_frees_its_place() {
    let (router, mut dropped) = endless();
    let site = Site::plain(limits(), router);
    let mut client = site.connect().await;
    client.say("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    // It has its answer's first byte, so there is an answer to drop.
    soon(client.stream.read_u8()).await.unwrap();
    drop(client);
    soon(dropped.recv()).await.unwrap();
    until(|| site.running.vitals().open_connections() == 0).await;
}

#[tokio::test]
async fn a_panic_in_a_handler_ends_its_connection_and_no_other() {
    let panicking = router().route("/panic", post(async || -> &'static str { std::panic::panic_any("a defect") }));
    let site = Site::plain(limits(), panicking);
    let mut other = site.connect().await;
    other.get("/").await;
    let mut client = site.connect().await;
    client.say("POST /panic HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n").await;
    assert!(soon(client.rest()).await.is_empty());
    assert_eq!(soon(other.get("/")).await.text(), "hello");
    until(|| site.running.vitals().open_connections() == 1).await;
    assert_eq!(site.stop().await.cut, 0);
}
