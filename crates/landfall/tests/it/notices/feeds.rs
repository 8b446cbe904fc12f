//! The feeds are Atom: a validator holds them to the grammar of RFC 4287, and a reader that shares nothing with it or with us finds
//! in them what the notices' files say. What neither the grammar nor the reader asks for, and the RFC does, is asked for here.

use super::{WORDS, becomes, publish, say, withdraw};
use crate::walk::short_site;
use atom_syndication::{Entry, Feed, FixedDateTime, Link};
use jiff::Timestamp;
use language::Language;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};
use testkit::{Landfall, Page};
use web::{
    Place,
    notices::{Notice, NoticeId, Written},
};

/// Holds a feed to the grammar, with xmllint (Debian's package `libxml2-utils`).
pub(super) fn is_valid(feed: &Page) {
    assert_eq!((feed.status(), feed.header("content-type")), (200, Some("application/atom+xml; charset=utf-8")));
    if let Err(fault) = validate(feed.body()) {
        panic!("{fault}\n{}", String::from_utf8_lossy(feed.body()));
    }
}

fn validate(feed: &[u8]) -> Result<(), String> {
    let grammar = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/notices/atom.rng");
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--nonet", "--noout", "--relaxng"]).arg(grammar).arg("-");
    xmllint.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = xmllint.spawn().unwrap_or_else(|error| panic!("xmllint (Debian's libxml2-utils): {error}"));
    child.stdin.take().expect("a pipe").write_all(feed).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    if output.status.success() { Ok(()) } else { Err(said) }
}

/// What stands between these tags, each time.
fn all<'a>(feed: &'a str, tag: &str) -> Vec<&'a str> {
    let open = format!("<{tag}>");
    feed.split(&open).skip(1).filter_map(|rest| rest.split("</").next()).collect()
}

#[test]
fn both_feeds_are_valid_atom_with_and_without_notices() {
    let landfall = short_site().start();
    let mut visitor = landfall.visitor();
    for language in Language::ALL {
        is_valid(&visitor.open(&Place::Feed.path(language)));
    }
    let first = publish(&landfall, "publish", &[]);
    let second = publish(&landfall, "publish", &["--severity", "urgent"]);
    withdraw(&landfall, &first);
    becomes("both are there", || {
        let feed = visitor.open("/fr/nouvelles.atom");
        let text = String::from_utf8_lossy(feed.body()).into_owned();
        let ready = text.contains(&second) && text.contains("Retiré");
        ready.then_some(()).ok_or(text)
    });
    let mut ids = BTreeSet::new();
    for language in Language::ALL {
        let page = visitor.open(&Place::Feed.path(language));
        is_valid(&page);
        let feed = String::from_utf8_lossy(page.body()).into_owned();
        assert!(feed.contains(&format!("xml:lang=\"{}\"", language.code())), "{feed}");
        // RFC 4287, 4.2.7.2: the feed names its own address, which is its id, and the page it belongs to.
        let address = all(&feed, "id")[0];
        assert!(address.ends_with(&Place::Feed.path(language)), "{feed}");
        assert!(feed.contains(&format!("rel=\"self\" type=\"application/atom+xml\" href=\"{address}\"")), "{feed}");
        // RFC 4287, 4.2.6: no two entries have one id, in neither feed.
        let entries: Vec<_> = all(&feed, "id").into_iter().skip(1).collect();
        assert!(entries.len() == 2 && entries.iter().all(|id| id.starts_with("urn:uuid:")), "{feed}");
        assert!(entries.iter().all(|id| ids.insert((*id).to_owned())), "{feed}");
        let updated = all(&feed, "updated");
        assert_eq!(Some(&updated[0]), updated[1..].iter().max(), "the feed is as new as its newest entry");
        // Every page names it.
        let home = visitor.open(&format!("/{}", language.code()));
        let html = String::from_utf8_lossy(home.body()).into_owned();
        let link = format!("href=\"{}\"", Place::Feed.path(language));
        assert!(html.contains("rel=\"alternate\" type=\"application/atom+xml\"") && html.contains(&link), "{html}");
    }
    assert_eq!(ids.len(), 4);
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let landfall = short_site().start();
    publish(&landfall, "publish", &[]);
    let mut visitor = landfall.visitor();
    let mut feed = String::new();
    becomes("it is there", || {
        feed = String::from_utf8_lossy(visitor.open("/en/news.atom").body()).into_owned();
        feed.contains("<entry>").then_some(()).ok_or_else(|| feed.clone())
    });
    validate(feed.as_bytes()).expect("a valid feed");
    let updated = format!("<updated>{}</updated>", all(&feed, "updated")[0]);
    for (right, wrong) in [
        (updated.as_str(), ""),
        (updated.as_str(), "<updated>yesterday</updated>"),
        ("<author><name>Short</name></author>", ""),
        ("<title>", "<heading>x</heading><title>"),
        ("rel=\"self\"", "rel=\"\""),
        (" xml:lang=\"en\"", " xml:lang=\"English, please\""),
        ("<summary>", "<summary type=\"markdown\">"),
        ("<content type=\"html\">", "<content type=\"html\" src=\"https://a.example\">"),
        ("<content type=\"html\">", "<rights type=\"html\">"),
    ] {
        assert!(feed.contains(right), "{right}: {feed}");
        assert!(validate(feed.replacen(right, wrong, 1).as_bytes()).is_err(), "{right} became {wrong}");
    }
}

/// The notices as their files say them.
fn files(landfall: &Landfall) -> BTreeMap<String, Notice> {
    let folder = landfall.data().join("notices");
    let names = fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let notices = names.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).map(|path| {
        let id: NoticeId =
            path.file_stem().and_then(|stem| stem.to_str()).and_then(|id| id.parse().ok()).expect("a name");
        let text = fs::read_to_string(&path).expect("a file");
        (id.to_string(), Written::read(&text, id).expect("a notice"))
    });
    notices.collect()
}

fn moment(date: &FixedDateTime) -> Timestamp {
    date.to_rfc3339().parse().expect("RFC 3339")
}

/// RFC 4287, 4.1.1 and 4.1.2: no two alternate links of one type and language. Returns where the one that is a page leads.
fn page_of(links: &[Link]) -> &str {
    let alternates: Vec<_> = links.iter().filter(|link| link.rel() == "alternate").collect();
    let kinds: BTreeSet<_> = alternates.iter().map(|link| (link.mime_type(), link.hreflang())).collect();
    assert_eq!(kinds.len(), alternates.len(), "{links:?}");
    let pages: Vec<_> = alternates.iter().filter(|link| link.mime_type() == Some("text/html")).collect();
    assert_eq!(pages.len(), 1, "{links:?}");
    &pages[0].href
}

fn entry_says(entry: &Entry, notice: &Notice, language: Language, withdrawn: bool) {
    let title = notice.title.get(language);
    let word = if language == Language::En { "Withdrawn: " } else { "Retiré\u{a0}: " };
    assert_eq!(entry.title.value, if withdrawn { format!("{word}{title}") } else { title.to_owned() });
    assert_eq!(entry.summary().map(|summary| summary.value.as_str()), Some(notice.summary(language)));
    let content = entry.content().expect("content");
    assert_eq!(content.content_type(), Some("html"));
    let escaped = |words: &str| words.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: Vec<_> = notice.paragraphs(language).map(|words| format!("<p>{}</p>", escaped(words))).collect();
    assert_eq!(content.value(), Some(paragraphs.concat().as_str()));
    assert_eq!(entry.published().map(moment), Some(notice.from));
    let updated = moment(entry.updated());
    assert!(if withdrawn { updated > notice.from } else { updated == notice.from }, "{updated} of {}", notice.from);
    let severities: Vec<_> = entry.categories().iter().map(|category| category.term.as_str()).collect();
    assert_eq!(severities, [notice.severity.name()]);
    assert!(page_of(entry.links()).ends_with(&Place::Notice(notice.id).path(language)));
    assert_eq!(entry.links()[0].hreflang(), Some(language.code()));
}

#[test]
fn another_reader_finds_in_the_feeds_what_the_notices_files_say() {
    let landfall = short_site().start();
    let first = publish(&landfall, "publish", &[]);
    let texts = ["--text-en", "One & two.\n\nAnd <three>.", "--text-fr", "Un & deux.\n\nEt <trois>."];
    let said = say(&landfall, &[&["publish", "--severity", "urgent"], &WORDS[..4], &texts].concat());
    assert!(said.succeeded, "{}", said.said);
    let second = said.said.split(' ').next().expect("its name").to_owned();
    withdraw(&landfall, &first);
    let mut visitor = landfall.visitor();
    becomes("both are there", || {
        let text = String::from_utf8_lossy(visitor.open("/fr/nouvelles.atom").body()).into_owned();
        (text.contains(&second) && text.contains("Retiré")).then_some(()).ok_or(text)
    });
    let notices = files(&landfall);
    assert_eq!(notices.len(), 2);
    for language in Language::ALL {
        let page = visitor.open(&Place::Feed.path(language));
        let feed = Feed::read_from(page.body()).expect("a feed");
        assert_eq!(feed.lang(), Some(language.code()));
        assert!(!feed.title().value.is_empty() && feed.authors().len() == 1, "{feed:?}");
        let own: Vec<_> = feed.links().iter().filter(|link| link.rel() == "self").collect();
        assert_eq!((own.len(), own[0].href()), (1, feed.id()));
        assert!(page_of(feed.links()).ends_with(&Place::News.path(language)));
        let newest = feed.entries().iter().map(|entry| moment(entry.updated())).max();
        assert_eq!(Some(moment(feed.updated())), newest);
        let mut named = BTreeSet::new();
        for entry in feed.entries() {
            let id = page_of(entry.links()).rsplit('/').next().expect("a name");
            assert!(named.insert(id.to_owned()), "{id} twice");
            entry_says(entry, &notices[id], language, id == first);
        }
        assert_eq!(named.len(), 2, "{feed:?}");
    }
}
