//! An answer of the server as a test reads it: status, headers, and the HTML's headings, links and forms.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::form::{Form, FormReader};

/// One answer.
#[derive(Debug, Clone)]
pub struct Page {
    url: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    title: String,
    headings: Vec<String>,
    links: Vec<Link>,
    forms: Vec<Form>,
    language: String,
    text: String,
    faults: Vec<String>,
}

#[derive(Debug, Clone)]
struct Link {
    href: String,
    text: String,
}

impl Page {
    pub(crate) fn read(url: String, status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        let mut page = Self {
            url,
            status,
            headers,
            body,
            title: String::new(),
            headings: Vec::new(),
            links: Vec::new(),
            forms: Vec::new(),
            language: String::new(),
            text: String::new(),
            faults: Vec::new(),
        };
        if page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            page.read_html();
        }
        page
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The address this page answered at, after any redirects, from the origin on (`/en/fees`).
    pub fn path(&self) -> &str {
        let after_scheme = self.url.find("://").map_or(0, |at| at + 3);
        self.url[after_scheme..].find('/').map_or("/", |at| &self.url[after_scheme + at..])
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// A header's first value; names are compared without case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every value of a header, in the order sent.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The body as it came.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The words a person reads: the body's text without its markup, each run of spaces as one.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether those words hold these.
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(&squeeze(words))
    }

    /// The `<title>`.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The one `<h1>`.
    ///
    /// # Panics
    /// If there is none, or more than one.
    pub fn heading(&self) -> &str {
        let [heading] = self.headings.as_slice() else {
            panic!("{} has {} h1, not one: {:?}", self.url, self.headings.len(), self.headings)
        };
        heading
    }

    /// The `lang` of `<html>`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Where the link with exactly this text leads.
    ///
    /// # Panics
    /// If no link reads so.
    pub fn link(&self, text: &str) -> &str {
        let found = self.links.iter().find(|link| link.text == squeeze(text));
        let Some(link) = found else { panic!("{} has no link {text:?}: {:?}", self.url, self.links) };
        &link.href
    }

    /// Where every link leads, in the page's order.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.links.iter().map(|link| link.href.as_str())
    }

    /// Every form, in the page's order.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The form that has a control or button of this name, ready to be filled in.
    ///
    /// # Panics
    /// If no form has one.
    pub fn form_with(&self, name: &str) -> Form {
        let found = self.forms.iter().find(|form| form.has(name));
        let Some(form) = found else {
            panic!("{} ({}) has no form with {name:?}: {:?}\n{}", self.url, self.status, self.forms, self.text)
        };
        form.clone()
    }

    /// What the HTML standard calls parse errors, of which our pages have none.
    pub fn markup_faults(&self) -> &[String] {
        &self.faults
    }

    fn read_html(&mut self) {
        let body = String::from_utf8_lossy(&self.body).into_owned();
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut forms = FormReader::default();
        let mut reading = Reading::default();
        for token in Tokenizer::new_with_emitter(&body, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    forms.start(&tag);
                    self.start(&tag, &mut reading);
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    forms.end(&name);
                    self.end(&name, &mut reading);
                }
                Token::String(text) => {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    forms.text(&text);
                    reading.text(&text);
                }
                Token::Error(error) => self.faults.push(error.to_string()),
                Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        self.forms = forms.finish();
        self.text = squeeze(&reading.all);
    }

    fn start(&mut self, tag: &StartTag<()>, reading: &mut Reading) {
        match &**tag.name {
            b"html" => self.language = attribute(tag, "lang").unwrap_or_default(),
            b"title" | b"h1" => reading.heading = Some(String::new()),
            b"a" => reading.link = attribute(tag, "href").map(|href| Link { href, text: String::new() }),
            b"script" | b"style" => reading.silent = true,
            _ => {}
        }
        // Words of neighbouring elements are not one word.
        reading.all.push(' ');
    }

    fn end(&mut self, name: &str, reading: &mut Reading) {
        match name {
            "title" => self.title = squeeze(&reading.heading.take().unwrap_or_default()),
            "h1" => self.headings.extend(reading.heading.take().map(|heading| squeeze(&heading))),
            "a" => self.links.extend(reading.link.take().map(|link| Link { text: squeeze(&link.text), ..link })),
            "script" | "style" => reading.silent = false,
            _ => {}
        }
        reading.all.push(' ');
    }
}

/// What is being read at the moment.
#[derive(Default)]
struct Reading {
    all: String,
    heading: Option<String>,
    link: Option<Link>,
    silent: bool,
}

impl Reading {
    fn text(&mut self, text: &str) {
        if self.silent {
            return;
        }
        self.all.push_str(text);
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
    }
}

/// A tag's attribute, decoded.
pub(crate) fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

/// Text as it reads: each run of plain white space is one space. A no-break space is typography and stays.
pub(crate) fn squeeze(text: &str) -> String {
    text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        let headers = vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())];
        Page::read("http://127.0.0.1:1/en/fees?a=b".to_owned(), 200, headers, html.as_bytes().to_vec())
    }

    #[test]
    fn a_page_is_read_as_a_person_reads_it() {
        let page = page(
            "<!doctype html><html lang=en-CA><title>Fees &amp; more</title><style>p{}</style>\
             <h1>What it\n   <em>costs</em></h1><p>$1,590</p><p>each</p><a href='/en/help?x=1&amp;y=2'>Help &gt; now</a></html>",
        );
        assert_eq!(page.title(), "Fees & more");
        assert_eq!(page.heading(), "What it costs");
        assert_eq!(page.language(), "en-CA");
        assert_eq!(page.link("Help > now"), "/en/help?x=1&y=2");
        assert_eq!(page.path(), "/en/fees?a=b");
        assert!(page.says("costs $1,590 each") && !page.says("p{}"), "{}", page.text());
    }

    #[test]
    fn broken_markup_is_noticed() {
        assert!(page("<!doctype html><p>fine</p>").markup_faults().is_empty());
        assert!(!page("<!doctype html><p class='a' class='b'>twice</p>").markup_faults().is_empty());
    }

    #[test]
    #[should_panic(expected = "2 h1, not one")]
    fn two_headings_are_one_too_many() {
        page("<h1>a</h1><h1>b</h1>").heading();
    }
}
