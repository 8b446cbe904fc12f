//! The feeds are Atom: a validator holds them to the grammar of RFC 4287, and the rest of the RFC is asked for here.

use super::{becomes, publish, withdraw};
use crate::walk::short_site;
use language::Language;
use std::{
    collections::BTreeSet,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};
use testkit::Page;
use web::Place;

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
    ] {
        assert!(feed.contains(right), "{right}: {feed}");
        assert!(validate(feed.replacen(right, wrong, 1).as_bytes()).is_err(), "{right} became {wrong}");
    }
}
