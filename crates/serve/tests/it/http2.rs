//! HTTP/2, which is spoken over TLS only.

use std::time::Duration;

use axum::body::Bytes;
use h2::client::SendRequest;
use h2::{Reason, RecvStream};
use http::{Request, Response};

use crate::support::{Certificate, Site, endless, limits, router, soon, until, waiting};

async fn get(requests: &mut SendRequest<Bytes>, path: &str) -> Response<RecvStream> {
    let mut ready = soon(requests.clone().ready()).await.unwrap();
    let request = Request::get(format!("https://localhost{path}")).body(()).unwrap();
    let (response, _) = ready.send_request(request, true).unwrap();
    soon(response).await.unwrap()
}

async fn text(response: Response<RecvStream>) -> String {
    let mut body = response.into_body();
    let mut bytes = Vec::new();
    while let Some(part) = soon(body.data()).await {
        let part = part.unwrap();
        body.flow_control().release_capacity(part.len()).unwrap();
        bytes.extend_from_slice(&part);
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn many_requests_share_one_connection() {
    let certificate = Certificate::new();
    let (router, mut entered, go) = waiting();
    let site = Site::secure(limits(), &certificate, router);
    let (mut requests, _connection) = site.connect_http2(&certificate).await;
    let waiting = tokio::spawn({
        let mut requests = requests.clone();
        async move { text(get(&mut requests, "/wait").await).await }
    });
    soon(entered.recv()).await.unwrap();
    for _ in 0..10 {
        assert_eq!(text(get(&mut requests, "/").await).await, "hello");
    }
    go.notify_one();
    assert_eq!(soon(waiting).await.unwrap(), "at last");
    assert_eq!(site.running.stats().accepted(), 1);
}

#[tokio::test]
async fn a_body_is_taken_and_given_back() {
    let certificate = Certificate::new();
    let site = Site::secure(limits(), &certificate, router());
    let (requests, _connection) = site.connect_http2(&certificate).await;
    let mut ready = soon(requests.ready()).await.unwrap();
    let request = Request::post("https://localhost/echo").body(()).unwrap();
    let (response, mut body) = ready.send_request(request, false).unwrap();
    let sent = "x".repeat(1_000_000);
    body.send_data(Bytes::from(sent.clone()), true).unwrap();
    assert_eq!(text(soon(response).await.unwrap()).await, sent);
}

#[tokio::test]
async fn http2_without_tls_is_not_spoken() {
    let site = Site::plain(limits(), router());
    let mut client = site.connect().await;
    client.say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    let answer = soon(client.rest()).await;
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{answer:?}");
    assert_eq!(site.running.stats().requests(), 0);
}

#[tokio::test]
async fn no_more_requests_are_open_at_once_than_allowed() {
    let certificate = Certificate::new();
    let mut limits = limits();
    limits.streams = 3;
    let site = Site::secure(limits, &certificate, router());
    let (mut requests, _connection) = site.connect_http2(&certificate).await;
    get(&mut requests, "/").await;
    assert_eq!(requests.current_max_send_streams(), 3);
}

#[tokio::test]
async fn a_flood_of_requests_that_are_reset_at_once_ends_the_connection() {
    let certificate = Certificate::new();
    let site = Site::secure(limits(), &certificate, router());
    let (requests, connection) = site.connect_http2(&certificate).await;
    for _ in 0..10_000 {
        let Ok(mut ready) = soon(requests.clone().ready()).await else { break };
        let request = Request::get("https://localhost/stay").body(()).unwrap();
        let Ok((_, mut stream)) = ready.send_request(request, true) else { break };
        stream.send_reset(Reason::CANCEL);
        tokio::task::yield_now().await;
    }
    let error = soon(connection).await.unwrap().unwrap_err();
    assert_eq!(error.reason(), Some(Reason::ENHANCE_YOUR_CALM), "{error}");
    until(|| site.running.vitals().open_connections() == 0).await;
}

#[tokio::test]
async fn a_head_that_is_too_large_is_told_so() {
    let certificate = Certificate::new();
    let site = Site::secure(limits(), &certificate, router());
    let (requests, _connection) = site.connect_http2(&certificate).await;
    let mut ready = soon(requests.ready()).await.unwrap();
    let huge = "x".repeat(100_000);
    let request = Request::get("https://localhost/").header("x-huge", huge).body(()).unwrap();
    let (response, _) = ready.send_request(request, true).unwrap();
    match soon(response).await {
        Ok(response) => assert_eq!(response.status(), 431),
        Err(error) => assert!(error.is_reset() || error.is_go_away(), "{error}"),
    }
    assert_eq!(site.running.stats().requests(), 0);
}

#[tokio::test]
async fn a_connection_without_requests_is_closed() {
    let certificate = Certificate::new();
    let mut limits = limits();
    limits.idle_time = Duration::from_millis(100);
    let site = Site::secure(limits, &certificate, router());
    let (mut requests, connection) = site.connect_http2(&certificate).await;
    get(&mut requests, "/").await;
    soon(connection).await.unwrap().unwrap();
    until(|| site.running.vitals().open_connections() == 0).await;
}

#[tokio::test]
async fn an_exchange_without_end_is_reset_and_the_connection_lives_on() {
    let certificate = Certificate::new();
    let mut limits = limits();
    limits.exchange_time = Duration::from_millis(100);
    let (router, mut dropped) = endless();
    let site = Site::secure(limits, &certificate, router);
    let (mut requests, _connection) = site.connect_http2(&certificate).await;
    // The client never says that it has room for more.
    let mut stalled = get(&mut requests, "/endless").await.into_body();
    soon(dropped.recv()).await.unwrap();
    assert_eq!(text(get(&mut requests, "/").await).await, "hello");
    let error = soon(async {
        loop {
            match stalled.data().await {
                Some(Ok(_)) => {}
                other => break other,
            }
        }
    })
    .await;
    assert!(error.is_some_and(|error| error.is_err_and(|error| error.is_reset())));
    assert_eq!(site.running.stats().cut(), 1);
}

#[tokio::test]
async fn stopping_lets_requests_in_flight_finish() {
    let certificate = Certificate::new();
    let (router, mut entered, go) = waiting();
    let site = Site::secure(limits(), &certificate, router);
    let (requests, connection) = site.connect_http2(&certificate).await;
    let waiting = tokio::spawn({
        let mut requests = requests.clone();
        async move { text(get(&mut requests, "/wait").await).await }
    });
    soon(entered.recv()).await.unwrap();
    let (mut idle, idle_connection) = site.connect_http2(&certificate).await;
    get(&mut idle, "/").await;
    site.shutdown.cancel();
    soon(idle_connection).await.unwrap().unwrap();
    go.notify_one();
    assert_eq!(soon(waiting).await.unwrap(), "at last");
    drop(requests);
    soon(connection).await.unwrap().unwrap();
    assert_eq!(site.stop().await.cut, 0);
}
