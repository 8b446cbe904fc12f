//! TLS: which protocol is spoken, certificates that are replaced, and pairs that do not fit.

use std::time::Duration;

use serve::{Endpoint, Server, Tls, TlsError};

use crate::client::Client;
use crate::support::{Certificate, Site, limits, router, soon, until};

#[tokio::test]
async fn http1_is_spoken_over_tls_to_who_asks_for_nothing_else() {
    let certificate = Certificate::new();
    let mut limits = limits();
    limits.park_after = Duration::from_millis(1);
    let site = Site::secure(limits, &certificate, router());
    for protocols in [&[][..], &["http/1.1"]] {
        let mut client = Client::new(site.connect_tls(&certificate, protocols).await);
        let stats = site.running.stats();
        for _ in 0..5 {
            let parked = stats.parked();
            assert_eq!(soon(client.get("/")).await.text(), "hello");
            assert_eq!(soon(client.post("/echo", &vec![b'x'; 100_000])).await.body.len(), 100_000);
            // It is put away between requests, over TLS too.
            until(|| stats.parked() > parked).await;
        }
    }
}

#[tokio::test]
async fn a_connection_without_a_handshake_is_closed() {
    let certificate = Certificate::new();
    let mut limits = limits();
    limits.handshake_time = Duration::from_millis(100);
    let site = Site::secure(limits, &certificate, router());
    let mut slow = site.connect().await;
    slow.say(b"\x16\x03\x01").await;
    soon(slow.rest()).await;
    let mut plain = site.connect().await;
    plain.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon(plain.rest()).await;
    until(|| site.running.stats().handshake_failures() == 2).await;
    until(|| site.running.vitals().open_connections() == 0).await;
}

#[tokio::test]
async fn a_certificate_is_replaced_while_the_server_runs() {
    let (old, new) = (Certificate::new(), Certificate::new());
    let tls = old.tls();
    let endpoint = Endpoint::address(([127, 0, 0, 1], 0).into()).with_tls();
    let site = Site::start(Server::new(limits()).listen(endpoint).tls(tls.clone()), router());
    let mut before = Client::new(site.connect_tls(&old, &[]).await);
    assert_eq!(soon(before.get("/")).await.text(), "hello");

    tls.replace(new.pem.as_bytes(), new.key.as_bytes()).unwrap();
    let mut after = Client::new(site.connect_tls(&new, &[]).await);
    assert_eq!(soon(after.get("/")).await.text(), "hello");
    assert_eq!(soon(before.get("/")).await.text(), "hello", "open connections stay");

    assert!(tls.replace(old.pem.as_bytes(), new.key.as_bytes()).is_err());
    site.connect_tls(&new, &[]).await;
}

#[test]
fn a_certificate_tells_until_when_it_is_valid_and_so_does_the_one_that_replaces_it() {
    let until = |year| {
        let mut params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.not_after = rcgen::date_time_ymd(year, 2, 3);
        let key = rcgen::KeyPair::generate().unwrap();
        (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
    };
    let (first, next) = (until(2031), until(2060));
    let tls = Tls::from_pem(first.0.as_bytes(), first.1.as_bytes()).unwrap();
    let watched = tls.clone();
    assert_eq!(watched.valid_until(), Some(Duration::from_hours(535_512)));
    tls.replace(next.0.as_bytes(), next.1.as_bytes()).unwrap();
    assert_eq!(watched.valid_until(), Some(Duration::from_hours(789_720)));
}

#[test]
fn a_pair_that_cannot_be_used_is_explained() {
    let (one, other) = (Certificate::new(), Certificate::new());
    let (pem, key) = (one.pem.as_bytes(), one.key.as_bytes());
    assert!(matches!(Tls::from_pem(b"", key), Err(TlsError::NoCertificate)));
    assert!(matches!(Tls::from_pem(key, key), Err(TlsError::NoCertificate)));
    assert!(matches!(Tls::from_pem(pem, b""), Err(TlsError::NoKey)));
    assert!(matches!(Tls::from_pem(pem, pem), Err(TlsError::NoKey)));
    assert!(matches!(Tls::from_pem(pem, other.key.as_bytes()), Err(TlsError::Mismatch)));
    assert!(!format!("{:?}", one.tls()).contains("BEGIN"));
}
