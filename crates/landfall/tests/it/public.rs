//! The public pages: bytes that ask nothing of anybody, and answer whatever becomes of the store.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use language::Language;
use testkit::{Landfall, Page, pause, postgres::Database};
use web::Place;

use crate::{
    operations::until,
    walk::{Applicant, SHORT, short_site},
};

/// Headers that nothing may leave without.
const SECURITY: [&str; 6] = [
    "content-security-policy",
    "x-content-type-options",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
];

fn get(landfall: &Landfall, path: &str, headers: &[(&str, &str)]) -> Page {
    landfall.visitor().send("GET", path, headers, Vec::new())
}

fn is_secured(page: &Page) {
    for name in SECURITY {
        assert_eq!(page.headers(name).len(), 1, "{} ({}) and its {name}", page.path(), page.status());
    }
    let policy = page.header("content-security-policy").unwrap_or_default();
    assert!(!policy.contains("unsafe-") && policy.contains("default-src 'none'"), "{policy}");
    assert_eq!(page.header("server"), None, "{}", page.path());
}

/// Every page that links lead to from `path`, without those of the service.
fn public_paths(landfall: &Landfall) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for map in ["/en/site-map", "/fr/plan-du-site"] {
        let page = get(landfall, map, &[]);
        assert_eq!(page.status(), 200, "{map}");
        let language = &map[..3];
        found.extend(
            page.links()
                .filter(|link| *link == language || link.starts_with(&format!("{language}/")))
                .map(str::to_owned),
        );
    }
    found
}

#[test]
fn every_public_page_is_whole_secured_and_asks_for_nothing() {
    let landfall = Landfall::start();
    let mut public = 0;
    for path in public_paths(&landfall) {
        let page = get(&landfall, &path, &[]);
        is_secured(&page);
        if page.status() == 303 {
            // A page of the service that asks who one is first.
            assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
            continue;
        }
        assert_eq!(page.status(), 200, "{path}");
        assert!(page.language().starts_with(&path[1..3]) && !page.heading().is_empty(), "{path}");
        assert_eq!(page.markup_faults(), Vec::<String>::new(), "{path}");
        if page.header("etag").is_none() {
            assert_eq!(page.header("cache-control"), Some("no-store"), "{path} is neither public nor private");
            continue;
        }
        public += 1;
        assert_eq!(page.header("set-cookie"), None, "{path}");
        assert_eq!(page.header("cache-control"), Some("public, max-age=0, must-revalidate"), "{path}");
        assert_eq!(page.header("content-length"), Some(page.body().len().to_string().as_str()), "{path}");
    }
    assert!(public >= 20, "only {public} public pages");
}

#[test]
fn a_page_that_has_not_changed_is_not_sent_again_and_head_sends_none() {
    let landfall = Landfall::start();
    for path in ["/en", "/fr", "/sitemap.xml", "/robots.txt"] {
        let page = get(&landfall, path, &[]);
        if page.status() == 404 && path == "/robots.txt" {
            continue;
        }
        let tag = page.header("etag").unwrap_or_else(|| panic!("{path} has no tag")).to_owned();
        assert!(tag.starts_with('"'), "a strong tag: {tag}");
        let again = get(&landfall, path, &[("if-none-match", &tag)]);
        assert_eq!((again.status(), again.body().len(), again.header("etag")), (304, 0, Some(tag.as_str())), "{path}");
        is_secured(&again);
        let weak = format!("\"other\", W/{tag}");
        assert_eq!(get(&landfall, path, &[("if-none-match", &weak)]).status(), 304, "{path}");
        assert_eq!(get(&landfall, path, &[("if-none-match", "\"other\"")]).status(), 200, "{path}");
        let head = landfall.visitor().send("HEAD", path, &[], Vec::new());
        assert_eq!((head.status(), head.body().len()), (200, 0), "{path}");
        assert_eq!(head.header("content-length"), page.header("content-length"), "{path}");
        is_secured(&head);
    }
}

#[test]
fn the_site_map_for_search_engines_names_pages_and_services_in_both_languages_and_all_are_there() {
    let landfall = Landfall::start();
    let map = get(&landfall, "/sitemap.xml", &[]);
    let map = String::from_utf8_lossy(map.body()).into_owned();
    let addresses = map.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    let paths: BTreeSet<String> =
        addresses.map(|address| format!("/{}", address.splitn(4, '/').last().unwrap())).collect();
    for language in Language::ALL {
        let start = Place::Apply("express-entry".to_owned());
        for place in [Place::News, Place::Service, Place::SiteMap, Place::Calculators, Place::Finder, start] {
            assert!(paths.contains(&place.path(language)), "{place:?}: {paths:?}");
        }
        for place in [Place::Account, Place::Resume, Place::Status, Place::Search] {
            assert!(!paths.contains(&place.path(language)), "{place:?}: {paths:?}");
        }
    }
    for path in &paths {
        let page = get(&landfall, path, &[]);
        assert_eq!((page.status(), page.says("noindex")), (200, false), "{path}");
        let twins = map.matches(&format!("{path}\"/>")).count();
        assert!(twins >= 2, "{path} is named by its twin and by itself: {twins}");
    }
}

#[test]
fn the_lists_never_change_under_their_name_and_the_index_tells_the_names() {
    let landfall = Landfall::start();
    let index = get(&landfall, "/lists.json", &[]);
    assert_eq!(index.header("cache-control"), Some("public, max-age=0, must-revalidate"));
    let names: BTreeMap<String, String> = serde_json::from_slice(index.body()).expect("the names");
    for (name, items) in
        [("noc2021", 516), ("countries.en", 250), ("countries.fr", 250), ("languages.en", 100), ("languages.fr", 100)]
    {
        let path = names.get(name).unwrap_or_else(|| panic!("no {name} in {names:?}"));
        let list = get(&landfall, path, &[("accept-encoding", "br")]);
        is_secured(&list);
        assert_eq!(list.status(), 200, "{path}");
        assert_eq!(list.header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
        assert_eq!(list.header("set-cookie"), None, "{path}");
        let tag = list.header("etag").unwrap_or_else(|| panic!("{path} has no tag")).to_owned();
        assert!(tag.starts_with('"'), "a strong tag: {tag}");
        assert_eq!(get(&landfall, path, &[("if-none-match", &tag)]).status(), 304, "{path}");
        let plain: serde_json::Value = serde_json::from_slice(get(&landfall, path, &[]).body()).expect("a list");
        let many = plain["items"].as_array().map_or(0, Vec::len);
        assert!(many >= items, "{name} has {many}");
        assert!(plain["source"].is_string() || plain["source"]["fr"].is_string(), "{name} names no source");
    }
}

#[test]
fn a_page_comes_in_the_smallest_coding_the_browser_takes() {
    let landfall = Landfall::start();
    let plain = get(&landfall, "/fr", &[("accept-encoding", "identity")]);
    assert_eq!(plain.header("content-encoding"), None);
    let mut sizes = Vec::new();
    for (accepts, coding) in [
        ("br, gzip", Some("br")),
        ("gzip", Some("gzip")),
        ("br;q=0, gzip", Some("gzip")),
        ("zstd", None),
        ("*;q=0", None),
    ] {
        let raw = landfall.raw(
            format!("GET /fr HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {accepts}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        );
        let end = raw.windows(4).position(|window| window == b"\r\n\r\n").expect("a whole head");
        let (head, body) = (String::from_utf8_lossy(&raw[..end]).to_lowercase(), &raw[end + 4..]);
        let said = head.lines().find_map(|line| line.strip_prefix("content-encoding: "));
        assert_eq!(said, coding, "{accepts}");
        assert!(head.contains("vary: accept-encoding"), "{head}");
        sizes.push(body.len());
        if coding.is_none() {
            assert_eq!(body, plain.body());
        }
    }
    assert!(sizes[0] < sizes[1] && sizes[1] < sizes[3], "{sizes:?}");
}

#[test]
fn what_makes_pages_smaller_after_the_start_gives_way_to_everybody() {
    /// The nice value, after the name in parentheses: proc_pid_stat(5) counts it as field 19.
    const NICE: usize = 16;
    let landfall = Landfall::start();
    let threads = format!("/proc/{}/task", landfall.pid());
    until("the thread that does it, at the lowest priority", || {
        let threads = fs::read_dir(&threads).expect("the server runs").flatten();
        let mut stats = threads.filter_map(|thread| fs::read_to_string(thread.path().join("stat")).ok());
        let nice = |stat: &str| stat.split_once("(packing) ")?.1.split(' ').nth(NICE).map(str::to_owned);
        stats.any(|stat| nice(&stat).as_deref() == Some("19")).then_some(())
    });
}

#[test]
fn the_front_door_leads_to_the_language_asked_for_and_sets_nothing() {
    let landfall = short_site().start();
    for (accepts, leads) in [
        ("", "/en"),
        ("fr-CA,fr;q=0.9,en;q=0.5", "/fr"),
        ("en;q=0.1, fr;q=0.2", "/fr"),
        ("de", "/en"),
        ("fr;q=0", "/en"),
        ("\u{1}\u{2}", "/en"),
    ] {
        let headers = [("accept-language", accepts)];
        let page = get(&landfall, "/", if accepts.is_empty() || accepts.contains('\u{1}') { &[] } else { &headers });
        assert_eq!((page.status(), page.header("location")), (302, Some(leads)), "{accepts:?}");
        assert_eq!((page.header("set-cookie"), page.header("vary")), (None, Some("accept-language")));
        is_secured(&page);
    }
    // Signed in or not, the door is the same.
    let mut applicant = Applicant::begin(landfall.visitor(), Language::Fr, SHORT);
    assert_eq!(applicant.visitor.send("GET", "/", &[], Vec::new()).header("set-cookie"), None);
}

#[test]
fn what_is_not_there_or_not_done_has_a_page_in_its_language() {
    let landfall = short_site().start();
    for language in Language::ALL {
        let code = language.code();
        for path in [format!("/{code}/nothing"), format!("/{code}/nothing/at/all?x=1"), format!("/{code}//")] {
            let page = get(&landfall, &path, &[]);
            assert_eq!(page.status(), 404, "{path}");
            assert!(page.language().starts_with(code), "{path}");
            is_secured(&page);
            assert_eq!((page.header("set-cookie"), page.header("cache-control")), (None, Some("no-store")), "{path}");
        }
        for (path, allow) in [
            (format!("/{code}"), "GET, HEAD"),
            (format!("/{code}/{}", if code == "en" { "site-map" } else { "plan-du-site" }), "GET, HEAD"),
        ] {
            let page = landfall.visitor().send("POST", &path, &[], Vec::new());
            assert_eq!((page.status(), page.header("allow")), (405, Some(allow)), "{path}");
            assert!(page.language().starts_with(code), "{path}");
            is_secured(&page);
        }
        let page = landfall.visitor().send("DELETE", &Place::Status.path(language), &[], Vec::new());
        assert_eq!(page.status(), 405);
        assert!(page.header("allow").is_some_and(|allow| allow.contains("POST")), "{:?}", page.header("allow"));
        assert!(page.language().starts_with(code));
    }
    // No language in the address: the browser's.
    let page = get(&landfall, "/nothing", &[("accept-language", "fr")]);
    assert!(page.status() == 404 && page.language().starts_with("fr"));
}

#[test]
fn private_pages_are_kept_by_nobody() {
    let landfall = short_site().start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, SHORT);
    for place in [Place::Tasks, Place::Review, Place::Keep, Place::Delete, Place::Receipt] {
        let page = applicant.open(place);
        assert_eq!(page.header("cache-control"), Some("no-store"), "{}", page.path());
        is_secured(&page);
        assert_eq!(page.header("etag"), None);
    }
    let kept = applicant.open(Place::Keep);
    assert_eq!(
        kept.header("referrer-policy"),
        Some("no-referrer"),
        "the page with the secret tells nobody where one was"
    );
}

#[test]
fn public_pages_answer_while_the_store_is_dead_and_the_service_says_so_plainly() {
    let database = Database::fresh();
    let landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::Fr, SHORT);
    assert_eq!(get(&landfall, "/health/ready", &[]).status(), 200);

    database.refuse();
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while get(&landfall, "/health/ready", &[]).status() != 503 {
        assert!(std::time::Instant::now() < deadline, "the server says it is ready and has no store");
        pause();
    }
    assert_eq!(get(&landfall, "/health/live", &[]).status(), 200);
    for path in ["/en", "/fr", "/en/site-map", "/fr/recherche?q=site", "/sitemap.xml", "/lists.json"] {
        assert_eq!(get(&landfall, path, &[]).status(), 200, "{path}");
    }
    let page = applicant.open(Place::Tasks);
    assert_eq!(page.status(), 503);
    assert!(page.language().starts_with("fr") && page.header("retry-after").is_some(), "{}", page.text());
    is_secured(&page);

    database.allow();
    while get(&landfall, "/health/ready", &[]).status() != 200 {
        assert!(std::time::Instant::now() < deadline, "the store is back and the server does not notice");
        pause();
    }
    assert_eq!(applicant.open(Place::Tasks).status(), 200, "the session outlived it");
}
