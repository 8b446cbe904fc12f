//! What lies ready, asked for by clients of every kind.

use super::*;

#[tokio::test(start_paused = true)]
async fn what_lies_ready_is_answered_on_a_connection_that_stays_parked() {
    let mut fixture = serving();
    for length in [0, 5, 40_000] {
        let answer = fixture.client.get(&format!("/ready/{length}")).await;
        assert_eq!((answer.status, answer.body.len()), (200, length));
        assert!(answer.header("date").is_some_and(|date| date.ends_with(" gmt")), "{}", answer.head);
    }
    assert_eq!(fixture.shared.stats.requests(), 3);
    let start = Instant::now();
    assert!(fixture.client.rest().await.is_empty());
    assert_around(start, limits().idle_time);
    assert_eq!((fixture.shared.stats.parked(), fixture.shared.stats.cut()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_head_of_what_lies_ready_has_the_length_and_nothing_after_it() {
    let mut fixture = serving();
    fixture.client.say("HEAD /ready/5 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    let said = String::from_utf8(fixture.client.rest().await).unwrap();
    assert!(said.contains("\r\ncontent-length: 5\r\n") && said.ends_with("\r\n\r\n"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn a_close_asked_for_with_what_lies_ready_is_immediate() {
    let mut fixture = serving();
    let start = Instant::now();
    fixture.client.say("GET /ready/3 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    let said = String::from_utf8(fixture.client.rest().await).unwrap();
    assert!(said.contains("\r\nconnection: close\r\n") && said.ends_with("\r\n\r\nabc"), "{said}");
    fixture.served.await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_of_what_lies_ready_gets_it_whole_and_its_next_request_answered() {
    let mut fixture = serve_over(4_096, limits());
    fixture.client.say("GET /ready/30000 HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    take_slowly(&mut fixture.client, 30_000).await;
    assert_eq!(fixture.client.get("/ready/4").await.text(), "abcd");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_of_what_lies_ready_is_cut() {
    let mut fixture = serve_over(4_096, limits());
    let start = Instant::now();
    fixture.client.say("GET /ready/30000 HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    fixture.served.await.unwrap();
    assert_around(start, limits().write_stall);
    assert_eq!(fixture.shared.stats.cut(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_reader_of_crumbs_of_what_lies_ready_is_cut_when_it_has_lasted_too_long() {
    let mut fixture = serve_over(4_096, limits());
    let start = Instant::now();
    fixture.client.say("GET /ready/30000 HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    take_crumbs(&mut fixture).await;
    assert_around(start, limits().exchange_time);
}

#[tokio::test(start_paused = true)]
async fn stopping_is_said_with_what_lies_ready_too() {
    let mut fixture = serving();
    fixture.client.get("/ready/3").await;
    fixture.stopping.cancel();
    sleep(Duration::from_millis(100)).await;
    let answer = fixture.client.get("/ready/4").await;
    assert_eq!((answer.text(), answer.header("connection")), ("abcd", Some("close")));
    assert!(fixture.client.rest().await.is_empty());
}
