//! A person with a browser that has no script: keeps cookies, follows redirects, sends the forms it was served.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    thread,
    time::{Duration, Instant},
};

use ureq::{
    Agent,
    http::{Method, Request},
};

use crate::{
    form::{Form, Value},
    page::Page,
};

/// Longest a test waits for one answer.
const ANSWER: Duration = Duration::from_secs(30);
/// Longest a person stands in line, and how often they look, on a machine that has much else to do.
const IN_LINE: Duration = Duration::from_mins(1);
const LOOKS: Duration = Duration::from_millis(500);
/// Most redirects followed in a row, as in a browser.
const REDIRECTS: usize = 20;
/// Largest answer read.
const LARGEST_ANSWER: u64 = 64 << 20;
/// Parts the fields of a multipart form; too unlikely to stand in a file by chance.
const BOUNDARY: &str = "----landfall-testkit-6f1c2d9b8e7a4f35";

/// Someone at a browser. Each has cookies of its own.
#[derive(Debug, Clone)]
pub struct Visitor {
    origin: String,
    agent: Agent,
    cookies: BTreeMap<String, String>,
    headers: Vec<(String, String)>,
    /// Whether the waiting room's page is where a story wants to be.
    stays_in_line: bool,
}

impl Visitor {
    /// Someone new at the site of this origin (`http://127.0.0.1:8080`).
    pub fn new(origin: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(ANSWER))
            // A connection kept over a restart of the server would fail for no fault of the server's.
            .max_idle_connections(0)
            .build()
            .into();
        let origin = origin.trim_end_matches('/').to_owned();
        Self { origin, agent, cookies: BTreeMap::new(), headers: Vec::new(), stays_in_line: false }
    }

    /// The same person, who looks at the waiting room instead of waiting in it.
    pub fn staying_in_line(mut self) -> Self {
        self.stays_in_line = true;
        self
    }

    /// The same person, sending this header with every request from now on.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Goes to an address and on to wherever it redirects.
    ///
    /// # Panics
    /// If the server does not answer, or redirects in circles.
    pub fn open(&mut self, address: &str) -> Page {
        let page = self.send("GET", address, &[], Vec::new());
        self.follow(page)
    }

    /// Sends a form that was served at `page`, waits in line if there is one, and goes on to wherever that redirects.
    ///
    /// # Panics
    /// As [`Visitor::open`], if the form has a file and is not made for one, or if the line does not move.
    pub fn submit(&mut self, page: &Page, form: &Form) -> Page {
        let answer = self.submit_only(page, form);
        let answer = self.wait_in_line(answer);
        self.follow(answer)
    }

    /// Waits in line, if `answer` is the waiting room, until there is another answer.
    ///
    /// # Panics
    /// If the line does not move.
    pub fn wait_in_line(&mut self, mut answer: Page) -> Page {
        let patience = Instant::now() + IN_LINE;
        while !self.stays_in_line
            && let Some(line) = answer.forms().iter().find(|form| form.has("ticket")).cloned()
        {
            assert!(Instant::now() < patience, "the line does not move: {}", answer.text());
            thread::sleep(LOOKS);
            answer = self.submit_only(&answer, &line);
        }
        answer
    }

    /// Sends a form and stays at the answer, be it a redirect.
    ///
    /// # Panics
    /// As [`Visitor::submit`].
    pub fn submit_only(&mut self, page: &Page, form: &Form) -> Page {
        let address = resolve(page.url(), form.action());
        self.try_submit(&address, form).unwrap_or_else(|error| panic!("sending a form to {address}: {error}"))
    }

    /// Sends a form to this address, for a server that may be killed meanwhile, and stays at the answer.
    ///
    /// # Errors
    /// What went wrong, in words.
    ///
    /// # Panics
    /// If the request cannot be put into words HTTP has.
    pub fn try_submit(&mut self, address: &str, form: &Form) -> Result<Page, String> {
        let fields = form.sent();
        if !form.post {
            let address = address.split(['?', '#']).next().unwrap_or_default().to_owned();
            return self.try_send("GET", &format!("{address}?{}", urlencoded(&fields)), &[], Vec::new());
        }
        let (kind, body) = if form.multipart {
            (format!("multipart/form-data; boundary={BOUNDARY}"), multipart(&fields))
        } else {
            ("application/x-www-form-urlencoded".to_owned(), urlencoded(&fields).into_bytes())
        };
        let origin = self.origin.clone();
        // What every browser says of a form sent from the site's own page.
        let headers = [("content-type", kind.as_str()), ("origin", &origin), ("sec-fetch-site", "same-origin")];
        self.try_send("POST", address, &headers, body)
    }

    /// One request and its answer, redirects and all left as they are.
    ///
    /// # Panics
    /// If the server does not answer.
    pub fn send(&mut self, method: &str, address: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Page {
        self.try_send(method, address, headers, body).unwrap_or_else(|error| panic!("{method} {address}: {error}"))
    }

    /// As [`Visitor::send`], for a server that may be killed meanwhile: no answer is an answer too.
    ///
    /// # Errors
    /// What went wrong, in words.
    ///
    /// # Panics
    /// If the request cannot be put into words HTTP has.
    pub fn try_send(
        &mut self,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Page, String> {
        let url = resolve(&format!("{}/", self.origin), address);
        let mut request = Request::builder().method(method.parse::<Method>().expect("a method")).uri(&url);
        for (name, value) in self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())) {
            request = request.header(name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", cookies.join("; "));
        }
        let request = request.body(body).unwrap_or_else(|error| panic!("{method} {url}: {error}"));
        let mut response = self.agent.run(request).map_err(|error| error.to_string())?;
        let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers: Vec<_> =
            response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let body = response.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec();
        let body = body.map_err(|error| error.to_string())?;
        let page = Page::read(url, response.status().as_u16(), headers, body);
        for cookie in page.headers("set-cookie") {
            self.keep(cookie);
        }
        Ok(page)
    }

    /// The value of a cookie held.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie there, as if the site had.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Forgets every cookie: another browser, or a session that ran out.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..REDIRECTS {
            let next = match page.status() {
                301 | 302 | 303 | 307 | 308 => page.header("location").map(|location| resolve(page.url(), location)),
                _ => None,
            };
            let Some(next) = next else { return page };
            assert!(!matches!(page.status(), 307 | 308), "{} asks for the form to be sent again to {next}", page.url());
            page = self.send("GET", &next, &[], Vec::new());
        }
        panic!("more than {REDIRECTS} redirects, the last to {}", page.url())
    }

    fn keep(&mut self, cookie: &str) {
        let mut parts = cookie.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        let over =
            parts.any(|part| part.to_ascii_lowercase().strip_prefix("max-age=").is_some_and(|age| age.trim() == "0"));
        if over {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// The address a link or action means on the page it stands on.
fn resolve(base: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    if address.contains("://") {
        return address.to_owned();
    }
    let start_of_path = base.find("://").map_or(0, |at| at + 3);
    let end_of_origin = base[start_of_path..].find('/').map_or(base.len(), |at| start_of_path + at);
    let path_end = base.find('?').unwrap_or(base.len());
    match address.chars().next() {
        None => base.to_owned(),
        Some('/') => format!("{}{address}", &base[..end_of_origin]),
        Some('?') => format!("{}{address}", &base[..path_end]),
        Some(_) => {
            let folder_end = base[..path_end].rfind('/').map_or(path_end, |at| at + 1);
            format!("{}{address}", &base[..folder_end])
        }
    }
}

fn urlencoded(fields: &[(&str, Value)]) -> String {
    let pair = |(name, value): &(&str, Value)| match value {
        Value::Text(text) => format!("{}={}", encode(name), encode(text)),
        Value::File(file) => format!("{}={}", encode(name), encode(&file.name)),
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => write!(out, "%{byte:02X}").expect("a string takes all"),
        }
        out
    })
}

fn multipart(fields: &[(&str, Value)]) -> Vec<u8> {
    let quoted = |text: &str| text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name));
        body.extend_from_slice(head.as_bytes());
        match value {
            Value::Text(text) => body.extend_from_slice(format!("\r\n\r\n{text}").as_bytes()),
            Value::File(file) => {
                let rest = format!("; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n", quoted(&file.name), file.kind);
                body.extend_from_slice(rest.as_bytes());
                body.extend_from_slice(&file.bytes);
            }
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_mean_what_a_browser_takes_them_for() {
        let base = "http://127.0.0.1:80/en/apply/name?draft=1";
        for (address, meaning) in [
            ("/fr", "http://127.0.0.1:80/fr"),
            ("family", "http://127.0.0.1:80/en/apply/family"),
            ("?a=b", "http://127.0.0.1:80/en/apply/name?a=b"),
            ("", base),
            ("#main", base),
            ("https://example.org/", "https://example.org/"),
        ] {
            assert_eq!(resolve(base, address), meaning, "{address:?}");
        }
        assert_eq!(resolve("http://127.0.0.1:80", "/en"), "http://127.0.0.1:80/en");
    }

    #[test]
    fn a_form_travels_as_the_standard_says() {
        let fields = [("a b", Value::Text("é&=".to_owned()))];
        assert_eq!(urlencoded(&fields), "a+b=%C3%A9%26%3D");
    }

    #[test]
    fn a_cookie_taken_back_is_not_sent_again() {
        let mut visitor = Visitor::new("http://127.0.0.1:1/");
        visitor.keep("session=abc; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(visitor.cookie("session"), Some("abc"));
        visitor.keep("session=; Path=/; Max-Age=0");
        assert_eq!(visitor.cookie("session"), None);
    }
}
