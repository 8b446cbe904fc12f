//! Requests that are too large, or hardly HTTP: answered whole, then closed.

use std::collections::BTreeMap;

use language::Language;
use web::Place;

use super::{Target, URLENCODED};

/// The status line, headers and body of a raw answer, which must be whole.
fn read(what: &str, answer: &[u8]) -> (u16, BTreeMap<String, String>, String) {
    let text = String::from_utf8_lossy(answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{what}: no whole answer: {text:?}"));
    let mut lines = head.lines();
    let status =
        lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or_else(|| panic!("{what}: {head}"));
    let headers: BTreeMap<_, _> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    if let Some(length) = headers.get("content-length") {
        assert_eq!(body.len().to_string(), *length, "{what}: the answer is cut off");
    }
    (status, headers, body.to_owned())
}

#[test]
fn ten_megabytes_are_refused_with_a_whole_page_in_the_right_language() {
    let mut target = Target::new();
    let cookie = target.visitor().cookie("landfall").expect("a session").to_owned();
    let host = target.landfall.url().replace("http://", "");
    let large = "a".repeat(10_000_000);
    for language in Language::ALL {
        let page = |page: &str| target.page(language, page);
        let token = target.token.clone();
        let paths = [
            (page("story"), "story"),
            (page("trips"), "trips"),
            (target.place(language, Place::File), "version"),
            (target.place(language, Place::Keep), "word"),
            (Place::Resume.path(language), "code"),
            (Place::Status.path(language), "code"),
            (Place::SignIn.path(language), "password"),
            (Place::Apply("short".to_owned()).path(language), "x"),
        ];
        for (path, field) in paths {
            let body = format!("form_token={token}&{field}={large}");
            // Beginning an application would give the session another name.
            let begins = path == Place::Apply("short".to_owned()).path(language);
            let cookie = if begins { "none" } else { &cookie };
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: landfall={cookie}\r\nContent-Type: {URLENCODED}\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let (status, headers, page) = read(&path, &target.landfall.raw(&[head, body].concat().into_bytes()));
            // Beginning needs nothing of its body and may leave it unread.
            assert!(status == 413 || begins, "{path}: {status} {page}");
            if status == 413 {
                assert!(page.contains(&format!("<html lang=\"{}", language.code())), "{path}: {page}");
                assert_eq!(headers.get("cache-control").map(String::as_str), Some("no-store"), "{path}");
            }
        }
        target.unchanged("ten megabytes");
    }
}

#[test]
fn requests_that_are_no_http_or_too_much_of_it_are_answered_and_closed() {
    let mut target = Target::new();
    let host = target.landfall.url().replace("http://", "");
    let header = |header: String| {
        format!("GET /fr HTTP/1.1\r\nHost: {host}\r\n{header}\r\nConnection: close\r\n\r\n").into_bytes()
    };
    for (what, request, statuses) in [
        ("a header of 20 kB", header(format!("X-Large: {}", "a".repeat(20_000))), [431, 431]),
        ("a thousand headers", header("X: a\r\n".repeat(1000) + "X: a"), [431, 431]),
        ("a cookie of 20 kB", header(format!("Cookie: landfall={}", "a".repeat(20_000))), [431, 431]),
        ("an address of 20 kB", format!("GET /fr/{} HTTP/1.1\r\nHost: {host}\r\n\r\n", "a".repeat(20_000)).into_bytes(), [414, 431]),
        ("no HTTP", b"HELO landfall\r\n\r\n".to_vec(), [400, 400]),
        ("a NUL byte in the address", format!("GET /fr\0 HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes(), [400, 400]),
        ("two lengths", header("Content-Length: 1\r\nContent-Length: 2".to_owned()), [400, 400]),
        ("a broken chunk", format!("POST /fr/etat HTTP/1.1\r\nHost: {host}\r\nContent-Type: {URLENCODED}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n").into_bytes(), [400, 413]),
    ] {
        let (status, _, _) = read(what, &target.landfall.raw(&request));
        assert!(statuses.contains(&status), "{what}: {status}");
    }
    target.unchanged("nonsense on the wire");
}
