//! Reads a page from its bytes, in one pass.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::{
    Page,
    form::{FormReader, squeeze},
};

/// The beginning of every receipt number.
const RECEIPT: &str = "LF-";
/// How long one is.
const RECEIPT_LENGTH: usize = 14;

/// What text is being read for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Nothing,
    Title,
    Heading,
    Code,
}

/// Reads a page.
pub(crate) fn read(html: &str) -> Page {
    let mut page = Page { is_whole: html.trim_ascii_end().ends_with("</html>"), ..Page::default() };
    let mut forms = FormReader::default();
    let (mut reading, mut text) = (Reading::Nothing, String::new());
    let mut in_main = false;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                forms.start(&tag);
                if let Some(id) = attribute(&tag, "id") {
                    page.mistakes.extend(mistake(&id).map(str::to_owned));
                }
                match &**tag.name {
                    b"html" => page.language = attribute(&tag, "lang").unwrap_or_default(),
                    b"main" => {
                        page.has_main = true;
                        in_main = true;
                        page.again = attribute(&tag, "data-room")
                            .and_then(|_| attribute(&tag, "data-ask-again"))
                            .and_then(|seconds| seconds.parse().ok());
                    }
                    b"a" => page.links.extend(attribute(&tag, "href")),
                    b"link" if attribute(&tag, "rel").is_some_and(|rel| rel == "stylesheet") => {
                        page.assets.extend(attribute(&tag, "href"));
                    }
                    b"script" => page.assets.extend(attribute(&tag, "src")),
                    b"title" => (reading, text) = (Reading::Title, String::new()),
                    b"h1" => (reading, text) = (Reading::Heading, String::new()),
                    b"code" => (reading, text) = (Reading::Code, String::new()),
                    _ => {}
                }
            }
            Token::EndTag(tag) => {
                forms.end(&tag.name);
                let done = match &**tag.name {
                    b"title" => Reading::Title,
                    b"h1" => Reading::Heading,
                    b"code" => Reading::Code,
                    b"main" => {
                        in_main = false;
                        continue;
                    }
                    _ => continue,
                };
                if done == reading {
                    reading = Reading::Nothing;
                    let text = squeeze(&text);
                    match done {
                        // An image may have a title too.
                        Reading::Title if page.title.is_empty() => page.title = text,
                        Reading::Heading => page.headings.push(text),
                        Reading::Code => page.codes.push(text),
                        _ => {}
                    }
                }
            }
            Token::String(string) => {
                let Ok(string) = std::str::from_utf8(&string) else { continue };
                forms.text(string);
                if reading != Reading::Nothing {
                    text.push_str(string);
                }
                if in_main && page.receipt.is_none() {
                    page.receipt = receipt(string);
                }
            }
            Token::Error(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    page.forms = forms.finish();
    page
}

/// The question that an element with this id finds fault with: mistakes have their control's id with an ending.
fn mistake(id: &str) -> Option<&str> {
    id.strip_prefix("f-")?.strip_suffix("-error")
}

/// The receipt number in a text.
fn receipt(text: &str) -> Option<String> {
    let from = text.find(RECEIPT)?;
    let number = text.get(from..from + RECEIPT_LENGTH)?;
    number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-').then(|| number.to_owned())
}

/// A tag's attribute, decoded.
pub(super) fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_a_person_reads_it() {
        let page = read(
            "<!doctype html><html lang=en><head><title>Fees &amp; more</title><link rel=stylesheet href=/a.css>\
             <script src=/a.js></script></head><body><svg><title>x</title></svg><main><h1>What it\n <em>costs</em></h1>\
             <a href='/en/help?x=1&amp;y=2'>Help</a> <p>Your number is <b>LF-4WK5-5H2F-D</b>, <code>AB</code></p></main>\
             </body></html>\n",
        );
        assert_eq!((page.title.as_str(), page.headings[0].as_str()), ("Fees & more", "What it costs"));
        assert_eq!(
            (page.links, page.assets),
            (vec!["/en/help?x=1&y=2".to_owned()], vec!["/a.css".into(), "/a.js".into()])
        );
        assert_eq!((page.receipt.as_deref(), page.codes), (Some("LF-4WK5-5H2F-D"), vec!["AB".to_owned()]));
    }

    #[test]
    fn the_waiting_room_says_when_to_ask_again_and_no_other_page_does() {
        let room = read("<html lang=en><main data-room=waiting data-ask-again=7><h1>Wait</h1></main></html>");
        assert_eq!(room.room(), Some(7_000_000));
        assert_eq!(read("<html lang=en><main>data-room</main></html>").room(), None);
    }

    #[test]
    fn the_questions_a_page_finds_fault_with_are_known() {
        let page = read("<p id=f-birth-date-day-group-error>Enter a date</p><p id=f-name-hint>So</p>");
        assert!(page.has_mistakes() && page.finds_fault("birth-date"));
        assert!(!page.finds_fault("name") && !page.finds_fault("date"));
    }

    #[test]
    fn a_page_that_was_cut_or_is_in_another_language_or_has_no_heading_is_not_right() {
        let html = "<html lang=\"en\"><title>T</title><main><h1>H</h1></main></html>";
        assert_eq!(read(html).fault("en"), None);
        assert_eq!(read(html).fault("fr"), Some("the page is in another language"));
        assert_eq!(read(&html[..html.len() - 3]).fault("en"), Some("the page is not whole"));
        assert_eq!(read(&html.replace("h1", "h2")).fault("en"), Some("the page has not one heading"));
        assert_eq!(read(&html.replace("main", "div")).fault("en"), Some("the page has no title or no main part"));
    }
}
