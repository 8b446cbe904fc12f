//! A page's words, from Markdown to HTML: a small, safe subset with links that cannot dangle.

use language::{Fault, Language};
use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::collections::BTreeSet;

/// A rendered body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// HTML of the body, without the page's title.
    pub html: String,
    /// The body's words alone, for search.
    pub words: String,
    /// Level-two headings: anchor and text, in order.
    pub headings: Vec<(String, String)>,
}

/// What a body may link to, answered by the site being loaded.
pub trait Links {
    /// The path of a page of this site in `language`, by its folder name.
    fn page(&self, folder: &str, language: Language) -> Option<String>;
    /// The path of a part of the service in `language`, such as `apply/express-entry` or `status`.
    fn service(&self, name: &str, language: Language) -> Option<String>;
}

/// Where a body came from, for faults.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file, relative to the site folder.
    pub file: &'a str,
    /// How many lines of front matter stand before the body.
    pub lines_before: u32,
}

/// Renders `markdown`.
///
/// # Errors
/// Every dangling link, raw HTML and image, each with its line and a cure.
pub fn render(markdown: &str, language: Language, links: &dyn Links, origin: Origin<'_>) -> Result<Body, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |offset: usize, what: String, cure: &str| {
        let line = markdown[..offset].bytes().filter(|byte| *byte == b'\n').count();
        let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(origin.lines_before + 1);
        faults.push(Fault { file: origin.file.to_owned(), line, what, cure: cure.to_owned() });
    };
    let mut events = Vec::new();
    let mut body = Body { html: String::new(), words: String::new(), headings: Vec::new() };
    let mut anchors = BTreeSet::new();
    // The heading being read: where its start event stands, and its text so far.
    let mut heading: Option<(usize, HeadingLevel, String)> = None;
    let mut last_heading = String::new();
    let mut tables: Vec<String> = Vec::new();

    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                fault(range.start, "a page's title comes from its front matter".into(), "Start headings at ##.");
            }
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some((events.len(), level, String::new()));
                events.push(Event::Html(CowStr::Borrowed("")));
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some((start, _, text)) = heading.take() {
                    let anchor = unique(&mut anchors, &anchor(&text));
                    events[start] = Event::Html(format!("<{level} id=\"{anchor}\">").into());
                    events.push(Event::Html(format!("</{level}>\n").into()));
                    if level == HeadingLevel::H2 {
                        body.headings.push((anchor, text.clone()));
                    }
                    last_heading = text;
                    body.words.push('\n');
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = resolve(&dest_url, language, links);
                if target.is_none() {
                    fault(
                        range.start,
                        format!("the link to {dest_url:?} leads nowhere"),
                        "Use page:folder-name, service:name, #heading or a whole https:// address.",
                    );
                }
                let dest_url = target.map_or(dest_url, CowStr::from);
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Start(Tag::Image { .. }) => {
                fault(range.start, "pages carry no images yet".into(), "Say it in words, or in a table.");
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                fault(range.start, "pages are Markdown alone, without HTML".into(), "Remove the tag.");
            }
            Event::Start(Tag::Table(alignments)) => {
                if alignments.iter().any(|alignment| *alignment != Alignment::None) {
                    fault(
                        range.start,
                        "a table column is aligned by colons".into(),
                        "Write plain dashes under the heads: alignment would be inline style, which the site refuses.",
                    );
                }
                // A wide table scrolls inside a region that the keyboard reaches, so the page itself never does.
                let label = escape(if last_heading.is_empty() { "Table" } else { &last_heading });
                tables.push(label.clone());
                // A second table under one heading is told from the first.
                let label = match tables.iter().filter(|other| **other == label).count() {
                    1 => label,
                    number => format!("{label} ({number})"),
                };
                events.push(Event::Html(
                    format!("<div class=\"lf-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">").into(),
                ));
                events.push(Event::Start(Tag::Table(alignments)));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(Event::Html("</div>\n".into()));
                body.words.push('\n');
            }
            Event::Start(Tag::BlockQuote(_)) => events.push(Event::Html("<div class=\"lf-inset-text\">\n".into())),
            Event::End(TagEnd::BlockQuote(_)) => events.push(Event::Html("</div>\n".into())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, _, heading)) = &mut heading {
                    heading.push_str(&text);
                }
                body.words.push_str(&text);
                events.push(Event::Text(text));
            }
            Event::SoftBreak | Event::HardBreak => {
                body.words.push(' ');
                events.push(event);
            }
            Event::End(
                end @ (TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::TableRow | TagEnd::TableHead),
            ) => {
                body.words.push('\n');
                events.push(Event::End(end));
            }
            other => events.push(other),
        }
    }
    html::push_html(&mut body.html, events.into_iter());
    body.html = add_scope(&body.html);
    if faults.is_empty() { Ok(body) } else { Err(faults) }
}

fn resolve(target: &str, language: Language, links: &dyn Links) -> Option<String> {
    if let Some(rest) = target.strip_prefix("page:") {
        let (folder, anchor) = rest.split_once('#').map_or((rest, None), |(folder, anchor)| (folder, Some(anchor)));
        let path = links.page(folder, language)?;
        Some(anchor.map_or(path.clone(), |anchor| format!("{path}#{anchor}")))
    } else if let Some(name) = target.strip_prefix("service:") {
        links.service(name, language)
    } else if target.starts_with("https://") || target.starts_with('#') || target.starts_with("mailto:") {
        Some(target.to_owned())
    } else {
        None
    }
}

/// Header cells say what they head: `pulldown-cmark` writes plain `<th>`.
fn add_scope(html: &str) -> String {
    html.replace("<th>", "<th scope=\"col\">").replace("<th style=", "<th scope=\"col\" style=")
}

fn unique(seen: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut count = 2;
    while !seen.insert(name.clone()) {
        name = format!("{wanted}-{count}");
        count += 1;
    }
    name
}

fn anchor(text: &str) -> String {
    let mut anchor = String::from("s");
    for word in crate::public::search::fold(text).split_whitespace() {
        anchor.push('-');
        anchor.push_str(word);
    }
    anchor
}

/// The text as it stands in HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Known;
    impl Links for Known {
        fn page(&self, folder: &str, language: Language) -> Option<String> {
            (folder == "fees").then(|| format!("/{}/fees", language.code()))
        }
        fn service(&self, name: &str, _: Language) -> Option<String> {
            (name == "status").then(|| "/en/status".into())
        }
    }

    fn rendered(markdown: &str) -> Result<Body, Vec<Fault>> {
        render(markdown, Language::En, &Known, Origin { file: "pages/x/en.md", lines_before: 4 })
    }

    #[test]
    fn links_to_pages_and_the_service_become_paths_in_the_language() {
        let body = rendered("See [fees](page:fees#s-when) and [status](service:status).").unwrap();
        assert!(body.html.contains("<a href=\"/en/fees#s-when\">fees</a>"));
        assert!(body.html.contains("<a href=\"/en/status\">status</a>"));
        assert_eq!(body.words.trim(), "See fees and status.");
    }

    #[test]
    fn every_dangling_link_and_tag_is_a_fault_with_its_line() {
        let faults = rendered("One\n\n[x](page:gone) <b>\n\n[y](/en/hand-made)").unwrap_err();
        let lines: Vec<_> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [7, 7, 9]);
    }

    #[test]
    fn headings_have_anchors_and_tables_scroll_in_a_named_region() {
        let body = rendered("## Été & hiver\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Été & hiver").unwrap();
        assert!(body.html.contains("<h2 id=\"s-ete-hiver\">"), "{}", body.html);
        assert!(body.html.contains("<h2 id=\"s-ete-hiver-2\">"));
        assert!(body.html.contains("aria-label=\"Été &amp; hiver\""));
        assert!(body.html.contains("<th scope=\"col\">a</th>"));
        assert_eq!(body.headings.len(), 2);
        let twice = rendered("## T\n\n| a |\n|---|\n| 1 |\n\nText.\n\n| b |\n|---|\n| 2 |").unwrap();
        assert!(twice.html.contains("aria-label=\"T\"") && twice.html.contains("aria-label=\"T (2)\""));
    }
}
