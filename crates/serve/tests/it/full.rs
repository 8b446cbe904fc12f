//! A server with no place left says so, and a system with nothing left is waited for.

use std::num::NonZeroUsize;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serve::{Endpoint, Server};
use tokio::net::{TcpSocket, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::support::{Certificate, Site, limits, router, soon, until, waiting};

fn limits_for(connections: usize) -> serve::Limits {
    serve::Limits { connections, ..limits() }
}

#[tokio::test]
async fn a_newcomer_past_the_limit_is_told_in_both_languages_when_to_come_back() {
    let (router, mut entered, go) = waiting();
    let site = Site::plain(limits_for(1), router);
    let mut first = site.connect().await;
    first.say("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon(entered.recv()).await.unwrap();

    let mut second = site.connect().await;
    let answer = soon(second.get("/")).await;
    assert_eq!(answer.status, 503);
    assert!((20..40).contains(&answer.header("retry-after").unwrap().parse().unwrap()), "{}", answer.head);
    assert_eq!(answer.header("connection"), Some("close"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.text().contains("The site is full right now"));
    assert!(answer.text().contains("Le site est plein en ce moment"));
    assert!(soon(second.rest()).await.is_empty());

    go.notify_one();
    assert_eq!(soon(first.hear()).await.text(), "at last", "those inside are not disturbed");
    let stats = site.running.stats();
    assert_eq!((stats.accepted(), stats.refused(), stats.requests()), (2, 1, 1));
}

#[tokio::test]
async fn a_connection_ends_with_its_answer_while_hardly_a_place_is_left() {
    let site = Site::plain(limits_for(20), router());
    let mut early = site.connect().await;
    assert_eq!(soon(early.get("/")).await.header("connection"), None);
    let mut silent = Vec::new();
    for connections in 2..=19 {
        silent.push(site.connect().await);
        until(|| site.running.vitals().open_connections() == connections).await;
    }
    assert_eq!(soon(early.get("/")).await.header("connection"), Some("close"));
    assert!(soon(early.rest()).await.is_empty());
    until(|| site.running.vitals().open_connections() == 18).await;
    let mut another = site.connect().await;
    assert_eq!(soon(another.get("/")).await.header("connection"), Some("close"));
}

#[tokio::test]
async fn places_that_silent_clients_hold_are_given_back() {
    let certificate = Certificate::new();
    let secure = Endpoint::address(([127, 0, 0, 1], 0).into()).with_tls();
    let server = Server::new(limits_for(40)).listen(Endpoint::address(([127, 0, 0, 1], 0).into())).listen(secure);
    let bound = server.tls(certificate.tls()).workers(NonZeroUsize::MIN).bind().unwrap();
    let addresses = bound.addresses().to_vec();
    let running = bound.start(router(), CancellationToken::new()).unwrap();
    let mut silent = Vec::new();
    // Some have said a word and some none, with TLS and without.
    for number in 0..40 {
        let mut client = Client::new(soon(TcpStream::connect(addresses[number % 2])).await.unwrap());
        if number % 4 == 0 {
            client.get("/").await;
        }
        silent.push(client);
    }
    // The limits give an idle connection 75 seconds; the test has less patience.
    soon(silent[1].rest()).await;
    until(|| running.vitals().open_connections() < 38).await;
    let stats = running.stats();
    assert!(stats.idled() > 2 && stats.handshake_failures() == 0, "{stats:?}");
    let mut newcomer = Client::new(soon(TcpStream::connect(addresses[0])).await.unwrap());
    assert_eq!(soon(newcomer.get("/")).await.text(), "hello");
}

#[tokio::test]
async fn a_newcomer_that_finds_no_place_makes_one_for_the_next() {
    let site = Site::plain(limits_for(2), router());
    let mut silent = [site.connect().await, site.connect().await];
    until(|| site.running.vitals().open_connections() == 2).await;
    assert_eq!(soon(site.connect().await.get("/")).await.status, 503);
    assert!(soon(silent[0].rest()).await.is_empty(), "it had been idle longest");
    assert_eq!((site.running.stats().idled(), site.running.stats().made_room()), (1, 1));
    assert_eq!(soon(site.connect().await.get("/")).await.text(), "hello");
}

#[tokio::test]
async fn an_idle_http2_connection_gives_its_place_back_and_a_busy_one_keeps_it() {
    let certificate = Certificate::new();
    let (router, mut entered, go) = waiting();
    let site = Site::secure(limits_for(2), &certificate, router);
    let (busy, _busy) = site.connect_http2(&certificate).await;
    let mut busy = soon(busy.ready()).await.unwrap();
    let request = http::Request::get("https://localhost/wait").body(()).unwrap();
    let (answer, _) = busy.send_request(request, true).unwrap();
    soon(entered.recv()).await.unwrap();
    let (_idle, ended) = site.connect_http2(&certificate).await;
    soon(ended).await.unwrap().unwrap();
    go.notify_one();
    assert_eq!(soon(answer).await.unwrap().status(), 200);
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
    let (router, mut entered, go) = waiting();
    let site = Site::plain(limits(), router);
    let stats = site.running.stats();
    let (mut before, mut idle) = (site.connect().await, site.connect().await);
    before.say("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon(entered.recv()).await.unwrap();
    until(|| site.running.vitals().open_connections() == 2).await;

    let socket = TcpSocket::new_v4().unwrap();
    let old = getrlimit(Resource::Nofile);
    // From here on no descriptor can be opened in this process; the client has its own already.
    setrlimit(Resource::Nofile, Rlimit { current: Some(0), ..old }).unwrap();
    let mut client = Client::new(soon(socket.connect(site.address)).await.unwrap());
    client.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    until(|| stats.accept_failures() >= 3).await;
    assert!(soon(idle.rest()).await.is_empty(), "an idle connection makes room");
    go.notify_one();
    assert_eq!(soon(before.hear()).await.text(), "at last", "those inside are not disturbed");
    let tries = stats.accept_failures();
    setrlimit(Resource::Nofile, old).unwrap();

    assert_eq!(soon(client.hear()).await.text(), "hello");
    assert!(tries < 50, "{tries} tries in a moment is spinning");
    assert_eq!(soon(tokio::time::timeout(Duration::from_secs(5), site.stop())).await.unwrap().cut, 0);
}
