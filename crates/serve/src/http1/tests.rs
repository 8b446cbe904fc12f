//! HTTP/1 connections against a clock that stands still unless everyone waits, so that limits are tested to the second.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body::Frame;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use tokio::io::{DuplexStream, duplex};
use tokio::time::{Instant, sleep};

use super::*;
use crate::body::{BodyError, RequestBody};
use crate::peer::TrustedProxies;
use crate::server::Shared;

#[path = "../../tests/it/client.rs"]
mod client;
mod conversations;
mod ready;
use client::Client;

type Answered = Result<Response<UnsyncBoxBody<Bytes, Infallible>>, Infallible>;

fn limits() -> Limits {
    Limits::for_descriptors(1_024)
}

/// What a body of `length` bytes holds.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| b'a' + u8::try_from(at % 23).expect("23 is small")).collect()
}

fn full(bytes: impl Into<Bytes>) -> UnsyncBoxBody<Bytes, Infallible> {
    Full::new(bytes.into()).boxed_unsync()
}

/// Answers `/bytes/N` and `/stream/N` with N bytes, of known and unknown length; `/echo` with the body it gets; `/ignore`
/// without reading it; `/hold` while it keeps the body; `/never` not at all; `/endless` without end.
async fn handle(request: Request<RequestBody>) -> Answered {
    let path = request.uri().path().to_owned();
    let length = path.rsplit('/').next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let chunks = |count: usize| {
        let frames: Vec<_> =
            content(count).chunks(700).map(|chunk| Ok(Frame::data(Bytes::copy_from_slice(chunk)))).collect();
        StreamBody::new(futures_util::stream::iter(frames)).boxed_unsync()
    };
    let endless = || StreamBody::new(futures_util::stream::repeat_with(|| Ok(Frame::data(vec![0; 9_000].into()))));
    Ok(match path.split('/').nth(1) {
        Some("bytes") => Response::new(full(content(length))),
        Some("stream") => Response::new(chunks(length)),
        Some("endless") => Response::new(endless().boxed_unsync()),
        Some("hold") => {
            tokio::spawn(async move {
                let _body = request.into_body();
                std::future::pending::<()>().await;
            });
            Response::new(full("held"))
        }
        Some("never") => std::future::pending().await,
        Some("echo") => match request.into_body().collect().await {
            Ok(body) => Response::new(full(body.to_bytes())),
            Err(error) => {
                let mut response = Response::new(full(error.to_string()));
                *response.status_mut() = if matches!(error, BodyError::TooSlow) {
                    StatusCode::REQUEST_TIMEOUT
                } else {
                    StatusCode::BAD_REQUEST
                };
                response
            }
        },
        _ => Response::new(full("ignored")),
    })
}

/// Has `/ready/N`, which is N bytes, lying ready; the rest is up to [`handle`].
#[derive(Clone)]
struct Site;

impl Handler for Site {
    type AnswerBody = UnsyncBoxBody<Bytes, Infallible>;

    fn at_once(&self, asked: &crate::Asked<'_>) -> Option<Arc<Response<Bytes>>> {
        let length = asked.path().strip_prefix("/ready/")?.parse().ok()?;
        Some(Arc::new(Response::new(content(length).into())))
    }

    async fn answer(self, request: Request<RequestBody>) -> Response<Self::AnswerBody> {
        let Ok(answer) = handle(request).await;
        answer
    }
}

/// How often a worker looks after its idle connections here: seldom enough for hours to pass quickly.
const TENDED: Duration = Duration::from_millis(100);

/// A connection being served, and the client's end of it.
struct Fixture {
    client: Client<DuplexStream>,
    shared: Arc<Shared>,
    stopping: CancellationToken,
    served: tokio::task::JoinHandle<()>,
}

/// Serves one connection over a pipe that holds `pipe` bytes in each direction.
fn serve_over(pipe: usize, limits: Limits) -> Fixture {
    let (near, far) = duplex(pipe);
    let shared = Arc::new(Shared::new(limits, None, TrustedProxies::default(), 1));
    let stopping = CancellationToken::new();
    let local = Arc::new(Local::new(0, Arc::clone(&shared), stopping.clone()));
    let origin = Origin { peer: ([192, 0, 2, 1], 4711).into(), secure: false };
    let served = tokio::spawn(serve(far, Site, origin, Arc::clone(&local)));
    tokio::spawn(async move {
        loop {
            sleep(TENDED).await;
            local.tend();
        }
    });
    Fixture { client: Client::new(near), shared, stopping, served }
}

fn serving() -> Fixture {
    serve_over(64 * 1024, limits())
}

/// Checks that the time since `start` is `expected` and at most a second and a half more.
fn assert_around(start: Instant, expected: Duration) {
    let elapsed = start.elapsed();
    assert!(elapsed >= expected && elapsed < expected + Duration::from_millis(1_500), "{elapsed:?} for {expected:?}");
}

#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_in_is_cut_when_its_time_is_over() {
    let mut fixture = serving();
    let start = Instant::now();
    fixture.client.say("GET / HTTP/1.1\r\n").await;
    let (read, mut write) = tokio::io::split(fixture.client.stream);
    let trickle = tokio::spawn(async move {
        for _ in 0..100 {
            sleep(Duration::from_secs(1)).await;
            if tokio::io::AsyncWriteExt::write_all(&mut write, b"X-A: b\r\n").await.is_err() {
                break;
            }
        }
    });
    fixture.served.await.unwrap();
    assert_around(start, limits().header_time);
    assert_eq!(fixture.shared.stats.cut(), 1);
    assert_eq!(fixture.shared.stats.requests(), 0);
    drop(read);
    trickle.abort();
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_never_speaks_is_closed_when_its_idle_time_is_over() {
    let mut fixture = serving();
    let start = Instant::now();
    assert!(fixture.client.rest().await.is_empty());
    assert_around(start, limits().idle_time);
}

#[tokio::test(start_paused = true)]
async fn a_connection_is_parked_when_quiet_and_closed_when_its_idle_time_is_over() {
    let mut fixture = serving();
    assert_eq!(fixture.client.get("/bytes/5").await.text(), "abcde");
    let start = Instant::now();
    assert!(fixture.client.rest().await.is_empty());
    assert_around(start, limits().idle_time + limits().park_after * 2);
    assert_eq!(fixture.shared.stats.parked(), 1);
    assert_eq!(fixture.shared.stats.cut(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_parked_connection_wakes_for_every_request() {
    let mut fixture = serving();
    for round in 1..=5 {
        assert_eq!(fixture.client.get("/stream/2000").await.body, content(2_000));
        assert_eq!(fixture.client.post("/echo", &content(9_000)).await.body, content(9_000));
        sleep(Duration::from_secs(30)).await;
        assert_eq!(fixture.shared.stats.parked(), round);
    }
}

#[tokio::test(start_paused = true)]
async fn a_busy_connection_is_not_parked() {
    let mut fixture = serving();
    for _ in 0..20 {
        fixture.client.get("/bytes/5").await;
        sleep(Duration::from_millis(900)).await;
    }
    assert_eq!(fixture.shared.stats.parked(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_head_begun_when_the_connection_is_parked_is_not_lost() {
    let mut fixture = serving();
    fixture.client.get("/bytes/5").await;
    fixture.client.say("GET /bytes/6 HT").await;
    sleep(Duration::from_secs(3)).await;
    fixture.client.say("TP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert_eq!(fixture.client.hear().await.text(), "abcdef");
}

#[tokio::test(start_paused = true)]
async fn a_head_begun_after_an_answer_still_has_a_bound() {
    let mut fixture = serving();
    fixture.client.get("/bytes/5").await;
    let start = Instant::now();
    fixture.client.say("GET /bytes/6 HT").await;
    assert!(fixture.client.rest().await.is_empty());
    assert!(start.elapsed() <= limits().header_time + limits().park_after * 3);
    assert_eq!(fixture.shared.stats.cut(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_left_of_an_unread_body_is_never_taken_for_a_request() {
    for (path, answer) in [("/ignore", "ignored"), ("/hold", "held")] {
        let mut fixture = serving();
        fixture.client.say(format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 43\r\n\r\n")).await;
        assert_eq!(fixture.client.hear().await.text(), answer);
        sleep(Duration::from_secs(5)).await;
        fixture.client.say("GET /bytes/30 HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
        let start = Instant::now();
        assert!(fixture.client.rest().await.is_empty());
        assert!(start.elapsed() <= limits().exchange_time, "{:?}", start.elapsed());
        assert_eq!(fixture.shared.stats.parked(), 0);
        assert_eq!(fixture.shared.stats.requests(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_arrives_too_slowly_is_told_so() {
    let mut fixture = serving();
    let start = Instant::now();
    fixture.client.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc").await;
    let answer = fixture.client.hear().await;
    assert_eq!((answer.status, answer.text()), (408, "the request's body arrived too slowly"));
    assert_around(start, limits().body_window);
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_that_keeps_moving_is_heard() {
    let mut fixture = serving();
    fixture.client.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n").await;
    for part in content(50_000).chunks(5_000) {
        sleep(Duration::from_secs(12)).await;
        fixture.client.say(part).await;
    }
    assert_eq!(fixture.client.hear().await.body, content(50_000));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_of_its_answer_is_cut() {
    let mut fixture = serve_over(4_096, limits());
    let start = Instant::now();
    fixture.client.say("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    fixture.served.await.unwrap();
    assert_around(start, limits().write_stall);
    assert_eq!(fixture.shared.stats.cut(), 1);
}

/// Takes an answer of `length` bytes, a little every twenty seconds.
async fn take_slowly(client: &mut Client<DuplexStream>, length: usize) {
    let mut taken = Vec::new();
    while !taken.ends_with(&content(length)) {
        sleep(Duration::from_secs(20)).await;
        let mut part = [0; 4_096];
        let read = tokio::io::AsyncReadExt::read(&mut client.stream, &mut part).await.unwrap();
        assert!(read > 0, "the server closed in the middle of an answer");
        taken.extend_from_slice(&part[..read]);
    }
}

/// Takes one byte a second until the connection is cut.
async fn take_crumbs(fixture: &mut Fixture) {
    let mut crumb = [0];
    while !fixture.served.is_finished() {
        sleep(Duration::from_secs(1)).await;
        tokio::io::AsyncReadExt::read_exact(&mut fixture.client.stream, &mut crumb).await.unwrap();
    }
    assert_eq!(fixture.shared.stats.cut(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_that_keeps_moving_gets_its_whole_answer() {
    let mut fixture = serve_over(4_096, limits());
    fixture.client.say("GET /bytes/30000 HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    take_slowly(&mut fixture.client, 30_000).await;
}

#[tokio::test(start_paused = true)]
async fn a_reader_of_crumbs_is_cut_when_its_exchange_has_lasted_too_long() {
    let mut fixture = serve_over(4_096, limits());
    let start = Instant::now();
    fixture.client.say("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    take_crumbs(&mut fixture).await;
    let elapsed = start.elapsed();
    assert!(elapsed < limits().exchange_time + Duration::from_secs(3), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn requests_of_a_client_that_reads_no_answer_do_not_pile_up() {
    let fixture = serve_over(4_096, limits());
    let start = Instant::now();
    let mut stream = fixture.client.stream;
    let request = b"GET /bytes/1000 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    while tokio::io::AsyncWriteExt::write_all(&mut stream, request).await.is_ok() {}
    assert_around(start, limits().write_stall);
    assert_eq!(fixture.shared.stats.cut(), 1);
    assert!(fixture.shared.stats.requests() < 100, "{:?}", fixture.shared.stats);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_without_end_is_cut() {
    let mut fixture = serving();
    let start = Instant::now();
    fixture.client.say("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(fixture.client.rest().await.is_empty());
    assert_around(start, limits().exchange_time);
    assert_eq!(fixture.shared.stats.cut(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_came_early_is_not_lost_to_a_reset() {
    // The client is still sending when the server has answered and closed its side.
    let mut fixture = serve_over(1_024, limits());
    fixture.client.say("POST /ignore HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n").await;
    for part in content(1_000_000).chunks(10_000) {
        fixture.client.say(part).await;
    }
    assert_eq!(fixture.client.hear().await.text(), "ignored");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_sends_on_and_on_after_its_answer_is_not_listened_to_forever() {
    let mut fixture = serving();
    fixture.client.say("POST /ignore HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n").await;
    let start = Instant::now();
    assert!(fixture.client.rest().await.starts_with(b"HTTP/1.1 200"));
    fixture.served.await.unwrap();
    assert!(start.elapsed() <= Duration::from_secs(11), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_close_that_the_client_asked_for_is_immediate() {
    let mut fixture = serving();
    let start = Instant::now();
    fixture.client.say("GET /bytes/3 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(fixture.client.rest().await.ends_with(b"\r\n\r\nabc"));
    fixture.served.await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn stopping_closes_a_quiet_connection_and_hears_what_was_said_just_before() {
    let mut quiet = serving();
    quiet.stopping.cancel();
    let start = Instant::now();
    assert!(quiet.client.rest().await.is_empty());
    assert!(start.elapsed() <= Duration::from_secs(1));

    let mut parked = serving();
    parked.client.get("/bytes/3").await;
    sleep(Duration::from_secs(5)).await;
    parked.stopping.cancel();
    sleep(Duration::from_millis(100)).await;
    let answer = parked.client.get("/bytes/4").await;
    assert_eq!((answer.text(), answer.header("connection")), ("abcd", Some("close")));
    assert!(parked.client.rest().await.is_empty());

    let mut between = serving();
    between.client.get("/bytes/3").await;
    between.stopping.cancel();
    sleep(Duration::from_millis(100)).await;
    let answer = between.client.get("/stream/4").await;
    assert_eq!((answer.text(), answer.header("connection")), ("abcd", Some("close")));
    assert!(between.client.rest().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn stopping_lets_a_request_in_flight_finish_and_says_that_the_connection_ends() {
    let mut fixture = serving();
    fixture.client.say("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na").await;
    sleep(Duration::from_secs(1)).await;
    fixture.stopping.cancel();
    sleep(Duration::from_secs(1)).await;
    fixture.client.say("bc").await;
    let answer = fixture.client.hear().await;
    assert_eq!((answer.text(), answer.header("connection")), ("abc", Some("close")));
    assert!(fixture.client.rest().await.is_empty());
}
