//! Floods that HTTP/2 makes possible, frame by frame, as no library sends them: each ends its connection.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::support::{Certificate, Site, limits, router, soon, until};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;
const ENHANCE_YOUR_CALM: u32 = 11;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
/// GET https://localhost/stay, as HPACK without a table writes it: answered when told to, which is never.
const STAY: &[u8] = b"\x82\x87\x41\x09localhost\x04\x05/stay";

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

async fn begin(site: &Site, certificate: &Certificate) -> TlsStream<TcpStream> {
    let mut stream = site.connect_tls(certificate, &["h2"]).await;
    let hello = [PREFACE.to_vec(), frame(SETTINGS, 0, 0, &[])].concat();
    soon(stream.write_all(&hello)).await.unwrap();
    stream
}

/// Sends what `next` gives and reads what the server says until it closes. Returns the error code of its GOAWAY.
async fn flood(stream: TlsStream<TcpStream>, mut next: impl FnMut(u32) -> Vec<u8>) -> Option<u32> {
    let (mut read, mut write) = tokio::io::split(stream);
    let sending = tokio::spawn({
        let frames: Vec<_> = (0..10_000).map(&mut next).collect();
        async move {
            for frame in frames {
                if write.write_all(&frame).await.is_err() {
                    break;
                }
            }
            // Not closed: the server is to end it.
            write
        }
    });
    let mut said = Vec::new();
    // A reset is an end too.
    let _ = soon(read.read_to_end(&mut said)).await;
    drop(soon(sending).await);
    let mut said = &said[..];
    let mut code = None;
    while let [a, b, c, kind, _, _, _, _, _, rest @ ..] = said {
        let length = usize::try_from(u32::from_be_bytes([0, *a, *b, *c])).unwrap();
        let Some((payload, rest)) = rest.split_at_checked(length) else { break };
        if *kind == GOAWAY {
            code = Some(u32::from_be_bytes(payload[4..8].try_into().unwrap()));
        }
        said = rest;
    }
    code
}

#[tokio::test]
async fn a_head_that_goes_on_and_on_in_continuations_ends_the_connection() {
    let certificate = Certificate::new();
    let site = Site::secure(limits(), &certificate, router());
    let mut stream = begin(&site, &certificate).await;
    soon(stream.write_all(&frame(HEADERS, END_STREAM, 1, STAY))).await.unwrap();
    // A field of one letter each time; the head never ends.
    let code = flood(stream, |_| frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b")).await;
    assert_eq!(code, Some(ENHANCE_YOUR_CALM));
    until(|| site.running.vitals().open_connections() == 0).await;
    assert_eq!(site.running.stats().requests(), 0);
}

#[tokio::test]
async fn a_client_that_makes_the_server_reset_its_requests_loses_the_connection() {
    let certificate = Certificate::new();
    let site = Site::secure(limits(), &certificate, router());
    let stream = begin(&site, &certificate).await;
    // A request, and more room for its answer than there can be, which is a fault of the stream alone (CVE-2025-8671).
    let code = flood(stream, |number| {
        let stream = 1 + 2 * number;
        [frame(HEADERS, END_STREAM | END_HEADERS, stream, STAY), frame(WINDOW_UPDATE, 0, stream, b"\x7f\xff\xff\xff")]
            .concat()
    })
    .await;
    assert_eq!(code, Some(ENHANCE_YOUR_CALM));
    until(|| site.running.vitals().open_connections() == 0).await;
    assert!(site.running.stats().requests() < 1_000, "{:?}", site.running.stats());
}

#[tokio::test]
async fn pings_whose_answers_nobody_reads_end_the_connection() {
    let certificate = Certificate::new();
    let mut limits = limits();
    limits.write_stall = Duration::from_millis(100);
    let site = Site::secure(limits, &certificate, router());
    let mut stream = begin(&site, &certificate).await;
    let many = frame(PING, 0, 0, b"are you?").repeat(1_000);
    soon(async { while stream.write_all(&many).await.is_ok() {} }).await;
    until(|| site.running.vitals().open_connections() == 0).await;
}
