//! Reads an answer: its head, and its body once it is all there.

use std::ops::Range;

use super::Fault;

/// The most header fields an answer may have.
const MOST_FIELDS: usize = 64;
/// The largest answer read.
pub(crate) const LARGEST: usize = 4 << 20;

/// What a visitor takes from an answer's head.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a header field of its own")]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    /// Cookies set: name, value, and whether it is taken back.
    pub(crate) cookies: Vec<(String, String, bool)>,
    pub(crate) is_html: bool,
    /// The same for everybody: it has an ETag.
    pub(crate) is_shared: bool,
    pub(crate) is_brotli: bool,
    /// Seconds after which to come again.
    pub(crate) retry_after: Option<u64>,
    /// The connection ends with this answer.
    pub(crate) closes: bool,
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) head: Head,
    body: Body,
}

/// Where a body is: in the bytes that came, or put together from chunks.
#[derive(Debug)]
enum Body {
    Within(Range<usize>),
    Joined(Vec<u8>),
}

impl Response {
    /// The body, out of the bytes this was read from.
    pub(crate) fn body<'a>(&'a self, bytes: &'a [u8]) -> &'a [u8] {
        match &self.body {
            Body::Within(range) => bytes.get(range.clone()).unwrap_or_default(),
            Body::Joined(joined) => joined,
        }
    }
}

/// How the end of a body is known.
enum Length {
    Bytes(usize),
    Chunked,
    UntilClose,
}

/// Reads what has come so far; `None` means that more is to come. `ended`: the other side has said all.
pub(crate) fn read(bytes: &[u8], ended: bool) -> Result<Option<Response>, Fault> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut parsed = httparse::Response::new(&mut fields);
    let from = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) if bytes.len() < LARGEST => return Ok(None),
        _ => return Err(Fault::Garbled),
    };
    let mut head =
        Head { status: parsed.code.ok_or(Fault::Garbled)?, closes: parsed.version == Some(0), ..Head::default() };
    let mut length = Length::UntilClose;
    for field in parsed.headers.iter() {
        let value = std::str::from_utf8(field.value).map_err(|_| Fault::Garbled)?.trim();
        let is = |name: &str| field.name.eq_ignore_ascii_case(name);
        if is("content-length") {
            length = Length::Bytes(value.parse().map_err(|_| Fault::Garbled)?);
        } else if is("transfer-encoding") {
            length = Length::Chunked;
        } else if is("location") {
            head.location = Some(value.to_owned());
        } else if is("set-cookie") {
            head.cookies.extend(cookie(value));
        } else if is("content-type") {
            head.is_html = value.starts_with("text/html");
        } else if is("etag") {
            head.is_shared = true;
        } else if is("content-encoding") {
            head.is_brotli = value == "br";
        } else if is("retry-after") {
            head.retry_after = value.parse().ok();
        } else if is("connection") {
            head.closes |= value.eq_ignore_ascii_case("close");
        }
    }
    if matches!(head.status, 204 | 304) {
        length = Length::Bytes(0);
    }
    let rest = bytes.get(from..).unwrap_or_default();
    let body = match length {
        Length::Bytes(most) if most > LARGEST => return Err(Fault::Garbled),
        Length::Bytes(wanted) => rest.get(..wanted).map(|_| Body::Within(from..from + wanted)),
        Length::Chunked => chunks(rest)?.map(Body::Joined),
        Length::UntilClose => {
            head.closes = true;
            ended.then_some(Body::Within(from..bytes.len()))
        }
    };
    match body {
        Some(body) => Ok(Some(Response { head, body })),
        None if ended => Err(Fault::Cut),
        None => Ok(None),
    }
}

/// A body that came in chunks, once the last is there.
fn chunks(mut rest: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let mut body = Vec::new();
    loop {
        let (line, size) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete(found)) => found,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(Fault::Garbled),
        };
        let size = usize::try_from(size).ok().filter(|size| *size <= LARGEST).ok_or(Fault::Garbled)?;
        let (Some(chunk), Some(b"\r\n")) = (rest.get(line..line + size), rest.get(line + size..line + size + 2)) else {
            return if rest.len() < line + size + 2 { Ok(None) } else { Err(Fault::Garbled) };
        };
        if size == 0 {
            return Ok(Some(body));
        }
        body.extend_from_slice(chunk);
        rest = rest.get(line + size + 2..).unwrap_or_default();
    }
}

fn cookie(value: &str) -> Option<(String, String, bool)> {
    let mut parts = value.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let taken_back = parts.any(|part| part.eq_ignore_ascii_case("max-age=0"));
    Some((name.to_owned(), value.to_owned(), taken_back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ANSWER: &[u8] = b"HTTP/1.1 303 See Other\r\nLocation: /en/x\r\nSet-Cookie: a=b; Path=/; HttpOnly\r\n\
        set-cookie: c=; Max-Age=0\r\nContent-Type: text/html\r\nETag: \"1\"\r\nContent-Length: 5\r\n\r\nhellomore";

    #[test]
    fn an_answer_is_read_with_what_matters_to_a_visitor() {
        let answer = read(ANSWER, false).unwrap().unwrap();
        assert_eq!(
            (answer.head.status, answer.head.location.as_deref(), answer.body(ANSWER)),
            (303, Some("/en/x"), &b"hello"[..])
        );
        let cookies = [("a".into(), "b".into(), false), ("c".into(), String::new(), true)];
        assert_eq!(answer.head.cookies, cookies);
        assert!(answer.head.is_html && answer.head.is_shared && !answer.head.closes);
    }

    #[test]
    fn an_answer_cut_short_is_no_answer() {
        assert_eq!(read(&ANSWER[..ANSWER.len() - 6], true).map(|_| ()), Err(Fault::Cut));
        assert_eq!(read(b"<html>", false).map(|_| ()), Err(Fault::Garbled));
    }

    #[test]
    fn chunks_are_put_together() {
        let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        assert_eq!(read(chunked, false).unwrap().unwrap().body(chunked), b"abcde");
    }

    #[test]
    fn what_ends_with_the_connection_is_whole_when_that_has_ended() {
        let open = b"HTTP/1.0 200 OK\r\n\r\nabc";
        assert!(read(open, false).unwrap().is_none());
        assert_eq!(read(open, true).unwrap().unwrap().body(open), b"abc");
    }

    proptest! {
        #[test]
        fn no_part_of_an_answer_is_taken_for_the_whole(cut in 0_usize..140) {
            let whole = ANSWER.len() - 4;
            let answer = read(&ANSWER[..cut.min(whole - 1)], false).unwrap();
            prop_assert!(answer.is_none());
        }

        #[test]
        fn bytes_from_anywhere_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes, true);
            let _ = chunks(&bytes);
        }
    }
}
