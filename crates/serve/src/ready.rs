//! What lies ready: the request is read where its bytes lie, and the answer written from the one that everybody gets. No
//! library takes the first apart or puts the second together. On the night everyone comes this is what most requests are.

use std::mem::MaybeUninit;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{HeaderMap, HeaderName, Method, Request, Response, StatusCode};
use httparse::Status;

use crate::exchange::{Caller, Handler};
use crate::peer::{Client, FORWARDED_FOR};

/// The most fields of a head that are looked at here: browsers send some fifteen.
const FIELDS: usize = 48;

/// A request as a [`Handler`] sees it that may be answered at once: GET or HEAD, or a form that has come with it whole.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    target: &'a str,
    fields: Fields<'a>,
    is_head: bool,
    form: Option<&'a [u8]>,
    caller: Caller<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Fields<'a> {
    /// As they stand in the bytes read.
    Read(&'a [httparse::Header<'a>]),
    /// As hyper has kept them.
    Kept(&'a HeaderMap),
}

impl<'a> Asked<'a> {
    /// A request that was taken apart already; `None` if it is neither GET nor HEAD: what is sent with others is not here yet.
    pub(crate) fn of<B>(request: &'a Request<B>, caller: Caller<'a>) -> Option<Self> {
        let is_head = request.method() == Method::HEAD;
        let (target, fields) = (request.uri().path(), Fields::Kept(request.headers()));
        (is_head || request.method() == Method::GET).then_some(Self { target, fields, is_head, form: None, caller })
    }

    /// The path asked for. A query, if it stands here at all, stands behind it: what lies ready has none.
    pub fn path(&self) -> &'a str {
        self.target
    }

    /// The first value of a header field.
    pub fn field(&self, name: &HeaderName) -> Option<&'a [u8]> {
        match self.fields {
            Fields::Read(fields) => named(fields, name.as_str()).next(),
            Fields::Kept(fields) => fields.get(name).map(HeaderValue::as_bytes),
        }
    }

    /// What was sent, with POST. `None` for GET and HEAD.
    pub fn form(&self) -> Option<&'a [u8]> {
        self.form
    }

    /// Whether only the head of the answer is wanted.
    pub fn is_head(&self) -> bool {
        self.is_head
    }

    /// Who asks. It is worked out here, for whoever wants to know.
    pub fn client(&self) -> Client {
        match self.fields {
            Fields::Read(fields) => self.caller.client(named(fields, FORWARDED_FOR)),
            Fields::Kept(fields) => self.caller.client(fields.get_all(FORWARDED_FOR).iter().map(HeaderValue::as_bytes)),
        }
    }
}

/// The values of the fields of this name.
fn named<'a>(fields: &'a [httparse::Header<'a>], name: &str) -> impl DoubleEndedIterator<Item = &'a [u8]> {
    fields.iter().filter(move |field| field.name.eq_ignore_ascii_case(name)).map(|field| field.value)
}

/// An answer found for a request.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) answer: Arc<Response<Bytes>>,
    /// Whether only its head is wanted.
    pub(crate) head_only: bool,
    /// Whether the client wants nothing more.
    pub(crate) last: bool,
}

impl Found {
    /// What goes out after the head.
    pub(crate) fn body(&self) -> &[u8] {
        if self.head_only { &[] } else { self.answer.body() }
    }
}

/// The answer to a request that has arrived whole and alone, if it is a plain one and the handler answers it at once. Anything
/// unusual, a fault included, is left to those who know all of HTTP.
pub(crate) fn find<H: Handler>(words: &[u8], handler: &H, caller: Caller<'_>) -> Option<Found> {
    let mut fields = [const { MaybeUninit::uninit() }; FIELDS];
    let mut request = httparse::Request::new(&mut []);
    let Ok(Status::Complete(head)) = request.parse_with_uninit_headers(words, &mut fields) else { return None };
    let sent = words.get(head..)?;
    if request.version != Some(1) {
        return None;
    }
    let (is_head, form) = match request.method? {
        "GET" => (false, None),
        "HEAD" => (true, None),
        "POST" => (false, Some(sent)),
        _ => return None,
    };
    if form.is_none() && !sent.is_empty() {
        return None;
    }
    let last = is_last(request.headers, form.map(<[u8]>::len))?;
    // A full address, and what stands behind a #, are taken apart elsewhere.
    let target = request.path.filter(|path| path.starts_with('/') && !path.contains('#'))?;
    let asked = Asked { target, fields: Fields::Read(request.headers), is_head, form, caller };
    handler.at_once(&asked).map(|answer| Found { answer, head_only: is_head, last })
}

/// Whether the client says that it wants nothing more. `None` if its fields say more than a plain request does, or do not say
/// that just `sent` bytes come after them.
fn is_last(fields: &[httparse::Header<'_>], sent: Option<usize>) -> Option<bool> {
    const UNUSUAL: [&str; 3] = ["transfer-encoding", "expect", "upgrade"];
    let (mut last, mut length) = (false, None);
    for field in fields {
        if field.name.eq_ignore_ascii_case("content-length") {
            // Digits alone, where the library would take a sign as well.
            let digits = field.value.iter().all(u8::is_ascii_digit).then_some(field.value)?;
            let said = std::str::from_utf8(digits).ok()?.parse().ok()?;
            if length.replace(said).is_some() {
                return None;
            }
        }
        if UNUSUAL.iter().any(|name| field.name.eq_ignore_ascii_case(name)) {
            return None;
        }
        if field.name.eq_ignore_ascii_case("connection") {
            let closes = field.value.eq_ignore_ascii_case(b"close");
            if !closes && !field.value.eq_ignore_ascii_case(b"keep-alive") {
                return None;
            }
            last |= closes;
        }
    }
    (length == sent).then_some(last)
}

/// Writes the head of `answer` over what is in `head`, with `date` as RFC 9110 (section 5.6.7) has it.
pub(crate) fn write_head(answer: &Response<Bytes>, date: &[u8], last: bool, head: &mut Vec<u8>) {
    let status = answer.status();
    head.clear();
    let mut put = |pieces: &[&[u8]]| pieces.iter().for_each(|piece| head.extend_from_slice(piece));
    put(&[b"HTTP/1.1 ", status.as_str().as_bytes(), b" ", status.canonical_reason().unwrap_or("").as_bytes(), b"\r\n"]);
    let mut measured = status == StatusCode::NOT_MODIFIED;
    for (name, value) in answer.headers() {
        measured |= name == CONTENT_LENGTH;
        put(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"]);
    }
    if !measured {
        put(&[b"content-length: ", answer.body().len().to_string().as_bytes(), b"\r\n"]);
    }
    if last {
        put(&[b"connection: close\r\n"]);
    }
    put(&[b"date: ", date, b"\r\n\r\n"]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Origin;
    use crate::{RequestBody, TrustedProxies};
    use http::header;

    /// Has one page ready, which says what coding was asked for.
    #[derive(Clone)]
    struct Page;

    impl Handler for Page {
        type AnswerBody = http_body_util::Empty<Bytes>;

        fn at_once(&self, asked: &Asked<'_>) -> Option<Arc<Response<Bytes>>> {
            let coding = asked.field(&header::ACCEPT_ENCODING).unwrap_or(b"none").to_vec();
            let answer = match (asked.path(), asked.form()) {
                ("/page", None) => coding,
                ("/who", None) => asked.client().address.to_string().into_bytes(),
                ("/form", Some(form)) => form.to_vec(),
                _ => return None,
            };
            Some(Arc::new(Response::new(answer.into())))
        }

        async fn answer(self, _: Request<RequestBody>) -> Response<Self::AnswerBody> {
            Response::default()
        }
    }

    fn found(words: &str) -> Option<(String, bool, bool)> {
        let proxies = TrustedProxies::new(["192.0.2.0/24".parse().unwrap()]);
        let origin = Origin { peer: ([192, 0, 2, 1], 4711).into(), secure: false };
        let found = find(words.as_bytes(), &Page, Caller { origin, proxies: &proxies })?;
        Some((String::from_utf8(found.body().to_vec()).unwrap(), found.head_only, found.last))
    }

    #[test]
    fn a_plain_request_for_what_lies_ready_is_answered_from_its_bytes() {
        let some = |body: &str, head, last| Some((body.to_owned(), head, last));
        for (words, expected) in [
            ("GET /page HTTP/1.1\r\nHost: a\r\n\r\n", some("none", false, false)),
            ("GET /page HTTP/1.1\r\nhost: a\r\nACCEPT-Encoding: br\r\n\r\n", some("br", false, false)),
            ("HEAD /page HTTP/1.1\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n", some("", true, false)),
            ("GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", some("none", false, true)),
            ("GET /page HTTP/1.1\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n", some("none", false, true)),
        ] {
            assert_eq!(found(words), expected, "{words}");
        }
    }

    #[test]
    fn a_form_that_is_here_whole_is_answered_from_its_bytes_and_nothing_else_that_is_sent() {
        let form =
            |head: &str, sent: &str| found(&format!("POST /form HTTP/1.1\r\n{head}\r\n{sent}")).map(|found| found.0);
        assert_eq!(form("content-length: 3\r\n", "a=b").as_deref(), Some("a=b"));
        assert_eq!(form("Content-Length: 0\r\n", "").as_deref(), Some(""));
        for (head, sent) in [
            ("", ""),
            ("", "a=b"),
            ("content-length: 4\r\n", "a=b"),
            ("content-length: 3\r\n", "a=b&"),
            ("content-length: +3\r\n", "a=b"),
            ("content-length: 3, 3\r\n", "a=b"),
            ("content-length: 3\r\ncontent-length: 3\r\n", "a=b"),
            ("content-length:\r\n", ""),
            ("content-length: 99999999999999999999999\r\n", "a=b"),
            ("transfer-encoding: chunked\r\n", "0\r\n\r\n"),
            ("content-length: 3\r\ntransfer-encoding: chunked\r\n", "a=b"),
            ("content-length: 3\r\nexpect: 100-continue\r\n", "a=b"),
        ] {
            assert_eq!(form(head, sent), None, "{head}{sent}");
        }
        for target in ["form", "x/form", "/form#a", "http://a/form"] {
            assert_eq!(found(&format!("POST {target} HTTP/1.1\r\ncontent-length: 0\r\n\r\n")), None, "{target}");
        }
        assert_eq!(found("PUT /form HTTP/1.1\r\ncontent-length: 0\r\n\r\n"), None);
        assert_eq!(found("GET /page HTTP/1.1\r\n\r\na=b"), None);
    }

    #[test]
    fn who_asks_through_a_trusted_proxy_is_known_here_too() {
        let asked = "GET /who HTTP/1.1\r\nX-Forwarded-For: 198.51.100.7\r\nx-forwarded-for: 203.0.113.9\r\n\r\n";
        assert_eq!(found(asked).unwrap().0, "203.0.113.9");
        assert_eq!(found("GET /who HTTP/1.1\r\nHost: a\r\n\r\n").unwrap().0, "192.0.2.1");
    }

    #[test]
    fn anything_but_a_plain_request_that_is_here_whole_is_left_to_others() {
        for words in [
            "",
            "GET /page HTT",
            "GET /page HTTP/1.1\r\nHost: a\r\n",
            "GET /page HTTP/1.1\r\nHost: a\r\n\r\nG",
            "GET /page HTTP/1.0\r\nHost: a\r\n\r\n",
            "GET /other HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /page?x HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET http://a/page HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /page HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /page HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            "GET /page HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /page HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
            "GET /page HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
            "GET /page HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, x\r\n\r\n",
            "GET /page HTTP/1.1\r\nHost : a\r\n\r\n",
            "\u{16}\u{3}\u{1} nonsense \r\n\r\n",
        ] {
            assert_eq!(found(words), None, "{words}");
        }
        let many = "x: y\r\n".repeat(FIELDS + 1);
        assert_eq!(found(&format!("GET /page HTTP/1.1\r\n{many}\r\n")), None);
    }

    #[test]
    fn the_head_names_status_fields_length_date_and_whether_the_connection_ends() {
        let mut answer = Response::new(Bytes::from_static(b"four"));
        answer.headers_mut().insert(header::ETAG, "\"a\"".parse().unwrap());
        let head = |answer: &Response<Bytes>, last| {
            let mut head = Vec::new();
            write_head(answer, b"then", last, &mut head);
            String::from_utf8(head).unwrap()
        };
        assert_eq!(head(&answer, false), "HTTP/1.1 200 OK\r\netag: \"a\"\r\ncontent-length: 4\r\ndate: then\r\n\r\n");
        answer.headers_mut().insert(CONTENT_LENGTH, 4.into());
        assert_eq!(head(&answer, false).matches("content-length").count(), 1);
        answer.headers_mut().remove(CONTENT_LENGTH);
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        assert_eq!(
            head(&answer, true),
            "HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\nconnection: close\r\ndate: then\r\n\r\n"
        );
    }
}
