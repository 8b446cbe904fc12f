//! What visitors ask for, and how their browsers write it.

use std::{io::Write as _, net::Ipv6Addr, rc::Rc};

use crate::people::Person;

/// What stands between the parts of a form with files.
const BOUNDARY: &str = "----landfall-rehearsal-7MA4YWxkTrZu0gW";

/// One request.
#[derive(Debug, Clone)]
pub(crate) enum Request {
    Get(Rc<str>),
    Post(Box<Posting>),
}

/// A form that is sent.
#[derive(Debug, Clone)]
pub(crate) struct Posting {
    pub(crate) path: String,
    /// The fields as they travel; those of a form with files are put into parts when it is sent.
    pub(crate) fields: String,
    /// Names of fields that take a file, each with the kind of file; empty for a form without files.
    pub(crate) files: Vec<(String, File)>,
    /// A place in the waiting room is asked after; by the room's script, which asks for JSON.
    pub(crate) is_ticket: bool,
    pub(crate) json: bool,
}

/// A kind of file to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum File {
    Pdf,
    Png,
    Jpeg,
}

impl Request {
    /// Opens an address.
    pub(crate) fn get(path: &str) -> Self {
        Self::Get(path.into())
    }

    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Get(path) => path,
            Self::Post(posting) => &posting.path,
        }
    }

    /// Writes it as the browser of this person does.
    pub(crate) fn write(&self, host: &str, person: Person, cookies: &str, out: &mut Vec<u8>) {
        // Writing to memory cannot fail.
        let _ = self.try_write(host, person, cookies, out);
    }

    fn try_write(&self, host: &str, person: Person, cookies: &str, out: &mut Vec<u8>) -> std::io::Result<()> {
        let (method, json) = match self {
            Self::Get(_) => ("GET", false),
            Self::Post(posting) => ("POST", posting.json),
        };
        let accept = if json { "application/json" } else { "text/html,application/xhtml+xml,*/*;q=0.8" };
        let address: Ipv6Addr = person.address();
        write!(
            out,
            "{method} {} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {}\r\nAccept: {accept}\r\nAccept-Language: {}\r\n\
             Accept-Encoding: br\r\nX-Forwarded-For: {address}\r\n",
            self.path(),
            person.browser(),
            person.languages(),
        )?;
        if !cookies.is_empty() {
            write!(out, "Cookie: {cookies}\r\n")?;
        }
        let Self::Post(posting) = self else { return out.write_all(b"\r\n") };
        write!(out, "Origin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n")?;
        if posting.files.is_empty() {
            let length = posting.fields.len();
            write!(out, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n")?;
            return out.write_all(posting.fields.as_bytes());
        }
        let body = posting.parts();
        let length = body.len();
        write!(out, "Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {length}\r\n\r\n")?;
        out.write_all(&body)
    }
}

impl Posting {
    /// The body of a form with files.
    fn parts(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let mut part = |name: &str, more: &str, content: &[u8]| {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in self.fields.split('&').filter_map(|pair| pair.split_once('=')) {
            part(&decode(name), "", decode(value).as_bytes());
        }
        for (name, file) in &self.files {
            let (file_name, kind, content) = file.content();
            part(name, &format!("; filename=\"{file_name}\"\r\nContent-Type: {kind}"), &content);
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        body
    }
}

/// About as large as a page scanned by a telephone and made small.
const FILE_SIZE: usize = 24 * 1024;

impl File {
    /// The first kind that a file control accepts.
    pub(crate) fn accepted(accept: &str) -> Self {
        let takes = |kind: &str| accept.contains(kind);
        if accept.is_empty() || takes("pdf") {
            Self::Pdf
        } else if takes("png") {
            Self::Png
        } else {
            Self::Jpeg
        }
    }

    /// Its name, media type and bytes.
    fn content(self) -> (&'static str, &'static str, Vec<u8>) {
        let (name, kind, head): (_, _, &[u8]) = match self {
            Self::Pdf => ("scan.pdf", "application/pdf", b"%PDF-1.7\n1 0 obj<</Note(rehearsal)>>endobj\n"),
            Self::Png => (
                "photo.png",
                "image/png",
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89",
            ),
            Self::Jpeg => ("photo.jpg", "image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        };
        let mut bytes = head.to_vec();
        bytes.resize(FILE_SIZE, b' ');
        (name, kind, bytes)
    }
}

/// A value as it was before it was encoded for its way.
fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    let digit =
        |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => digit(bytes.next()).unwrap_or_default() * 16 + digit(bytes.next()).unwrap_or_default(),
            byte => byte,
        });
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read;

    #[test]
    fn a_form_with_a_file_travels_in_parts() {
        let form = &read("<form method=post><input name='a b' value='é&=+'></form>").forms[0];
        let files = vec![("proof".to_owned(), File::accepted("application/pdf"))];
        let posting = Posting { path: "/x".into(), fields: form.encoded(), files, is_ticket: false, json: false };
        let body = posting.parts();
        let text = String::from_utf8_lossy(&body);
        assert!(text.contains("name=\"a b\"\r\n\r\né&=+\r\n"), "{text}");
        assert!(
            text.contains("name=\"proof\"; filename=\"scan.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7")
        );
    }

    #[test]
    fn a_request_says_who_asks_as_a_proxy_would() {
        let mut out = Vec::new();
        Request::get("/fr").write("127.0.0.1:1", Person::new(5, 0.5), "a=b", &mut out);
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("GET /fr HTTP/1.1\r\nHost: 127.0.0.1:1\r\n"), "{text}");
        assert!(text.contains("\r\nX-Forwarded-For: 2001:db8:") && text.ends_with("\r\nCookie: a=b\r\n\r\n"), "{text}");
    }
}
