//! Who is visiting, counted by the built binary: right, of nobody in particular, and only by whom may be believed.

use std::{
    collections::BTreeSet,
    fs,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpStream},
    path::Path,
};

use serde_json::Value;
use testkit::{Landfall, Setup, Visitor};

use crate::{
    operations::{operator, plain, until},
    start::refused::serve,
    walk::short_site,
};

/// People of the crowd, each of whom comes twice.
const CROWD: u32 = 3_000;
/// What their browser calls itself.
const BROWSER: &str = "Telltale/1.0";
/// Requests sent before answers are read.
const TOGETHER: usize = 50;

/// A request of one of the crowd for what their browser has already.
fn request(path: &str, from: Ipv4Addr, country: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {BROWSER}\r\nX-Forwarded-For: {from}\r\nX-Country: {country}\r\n\
         If-None-Match: *\r\n\r\n"
    )
}

/// Where the nth of the crowd comes from.
fn address(person: u32) -> Ipv4Addr {
    Ipv4Addr::from_bits(Ipv4Addr::new(100, 64, 0, 0).to_bits() + person)
}

/// Sends requests on one connection, as a proxy does.
fn send(landfall: &Landfall, requests: &[String]) {
    let mut proxy = TcpStream::connect(landfall.url().replace("http://", "")).expect("a connection");
    for some in requests.chunks(TOGETHER) {
        proxy.write_all(some.concat().as_bytes()).expect("requests that are taken");
        let (mut heard, mut buffer) = (String::new(), [0; 16 << 10]);
        while heard.matches("HTTP/1.1 304").count() < some.len() {
            let count = proxy.read(&mut buffer).expect("answers");
            assert!(count > 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
    }
}

fn settings(folder: &Path, text: &str) -> Setup {
    let file = folder.join("settings.toml");
    fs::write(&file, text).expect("settings");
    short_site()
        .environment("LANDFALL_OPERATIONS", "127.0.0.1:0")
        .environment("LANDFALL_CONFIG", file.to_str().expect("letters"))
}

fn json(visitor: &mut Visitor, path: &str) -> Value {
    let page = visitor.open(path);
    assert_eq!((page.status(), page.header("content-type")), (200, Some("application/json")));
    serde_json::from_slice(page.body()).expect("JSON")
}

fn stretch<'j>(json: &'j Value, what: &str) -> &'j Value {
    json["stretches"].as_array().and_then(|all| all.iter().find(|one| one["what"] == what)).expect("a stretch")
}

fn row(stretch: &Value, by: &str, code: &str) -> Option<u64> {
    stretch[by]["rows"].as_array()?.iter().find(|row| row["code"] == code)?["visitors"].as_u64()
}

/// That this is what is told of so many: full tens, within 2%.
fn is_about(counted: Option<u64>, truth: u64) {
    let counted = counted.unwrap_or_else(|| panic!("not {truth}, but nothing"));
    let of_truth = truth - truth % 10;
    assert!(counted.is_multiple_of(10), "{counted} is no full ten");
    assert!(counted.abs_diff(of_truth) * 50 <= truth, "{counted} is not within 2% of {of_truth}");
}

/// Waits until what was asked so far is counted: two reports later.
fn counted(operator: &mut Visitor) -> Value {
    let mut seen = BTreeSet::new();
    until("another report", || {
        let json = json(operator, "/en/visitors.json");
        seen.insert(json["at"].to_string());
        (seen.len() > 2).then_some(json)
    })
}

/// Everything below a folder.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![fs::read(path).expect("a file")] }).collect()
}

#[test]
fn a_crowd_behind_a_trusted_proxy_is_counted_right_and_nobody_of_it_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let setup =
        settings(folder.path(), "trusted_proxies = [\"127.0.0.0/8\"]\n[visitors]\ncountry_header = \"X-Country\"\n");
    let mut landfall = setup.start();
    let mut operator = operator(&landfall);
    // A third reads French too; five are from a country of their own, and some proxies say what is none.
    let country = |person: u32| match person {
        0..5 => "IS",
        5..1_000 => "FR",
        1_000..1_020 => "XX",
        _ => "CA",
    };
    let mut requests = Vec::new();
    for _ in 0..2 {
        requests.extend((0..CROWD).map(|person| request("/en", address(person), country(person))));
        requests.extend((0..CROWD / 3).map(|person| request("/fr", address(person), country(person))));
    }
    send(&landfall, &requests);
    let json = counted(&mut operator);
    for what in ["now", "this hour", "today"] {
        let stretch = stretch(&json, what);
        is_about(stretch["visitors"].as_u64(), CROWD.into());
        is_about(row(stretch, "countries", "CA"), 1_980);
        is_about(row(stretch, "countries", "FR"), 995);
        is_about(row(stretch, "languages", "both"), 1_000);
        is_about(row(stretch, "languages", "en"), 2_000);
        is_about(row(stretch, "pages", "page/home"), CROWD.into());
        // Five are too few to show, and so are they by subtraction: twenty of unknown country go with them.
        assert_eq!((row(stretch, "countries", "IS"), row(stretch, "countries", "unknown")), (None, None), "{stretch}");
        assert_eq!(stretch["countries"]["others"].as_u64(), Some(20), "{stretch}");
    }
    let metrics = plain(&operator.open("/metrics"));
    let gauge = metrics.lines().find_map(|line| line.strip_prefix("landfall_visitors{window=\"day\"} "));
    let gauge = gauge.and_then(|gauge| gauge.split('.').next()?.parse().ok());
    is_about(gauge, CROWD.into());
    let mut told = vec![metrics];
    for path in ["/en/visitors", "/fr/visiteurs", "/fr/visiteurs.json", "/en/visitors.csv"] {
        let page = operator.open(path);
        assert_eq!(page.status(), 200, "{path}");
        told.push(plain(&page));
    }
    assert!(told[1].contains("Canada") && !told[1].contains("Iceland"), "{}", told[1]);
    landfall.stop();
    let kept = fs::read_to_string(landfall.data().join("visitors.jsonl")).expect("what is kept");
    assert!(kept.contains("\"CA\"") && !kept.contains("\"IS\""), "{kept}");
    // Neither their addresses nor their browser: in no file, line of the log, measurement or page.
    told.extend(landfall.output());
    let mut all = files(&landfall.data());
    all.extend(told.into_iter().map(String::into_bytes));
    for person in (0..CROWD).step_by(97) {
        let text = address(person).to_string();
        for bytes in [text.as_bytes(), BROWSER.as_bytes()] {
            assert!(all.iter().all(|kept| !kept.windows(bytes.len()).any(|part| part == bytes)), "{text}");
        }
    }
    // A restart loses who was here and says so; the numbers stay.
    landfall.start_again();
    let mut operator = crate::operations::operator_after(&landfall, 1);
    let json = counted(&mut operator);
    assert!(stretch(&json, "today")["visitors"].is_null(), "{json}");
    is_about(stretch(&json, "hour")["visitors"].as_u64().or(stretch(&json, "day")["visitors"].as_u64()), CROWD.into());
}

#[test]
fn what_anybody_can_write_into_a_header_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let setup =
        settings(folder.path(), "trusted_proxies = [\"10.0.0.0/8\"]\n[visitors]\ncountry_header = \"X-Country\"\n");
    let landfall = setup.start();
    let mut operator = operator(&landfall);
    let requests: Vec<_> = (0..500).map(|person| request("/en", address(person), "CA")).collect();
    send(&landfall, &requests);
    let json = counted(&mut operator);
    // They are one visitor, who is too few to show.
    for what in ["now", "this hour", "today"] {
        let stretch = stretch(&json, what);
        assert!(stretch["visitors"].is_null(), "{stretch}");
        assert_eq!(stretch["countries"]["rows"].as_array().map(Vec::len), Some(0), "{stretch}");
    }
}

#[test]
fn countries_are_looked_up_in_the_operators_file_and_a_broken_one_is_refused_with_a_cure() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("countries.mmdb");
    let networks = [(Ipv4Addr::new(100, 64, 0, 0), 24, "FR"), (Ipv4Addr::new(100, 64, 1, 0), 24, "MA")];
    let good = testkit::country_file(&networks);
    fs::write(&file, &good).expect("a file of countries");
    let text =
        format!("trusted_proxies = [\"127.0.0.1\"]\n[visitors]\ncountry_file = {:?}\n", file.display().to_string());
    let mut landfall = settings(folder.path(), &text).start();
    let mut operator = operator(&landfall);
    let requests: Vec<_> = (0..600).map(|person| request("/fr", address(person), "CA")).collect();
    send(&landfall, &requests);
    let json = counted(&mut operator);
    let now = stretch(&json, "now");
    is_about(row(now, "countries", "FR"), 256);
    is_about(row(now, "countries", "MA"), 256);
    is_about(row(now, "countries", "unknown"), 88);
    assert_eq!(row(now, "countries", "CA"), None, "nobody was told to believe the header");
    landfall.stop();
    let config = folder.path().join("settings.toml");
    for broken in [&good[..good.len() / 2], b"not a file of countries"] {
        fs::write(&file, broken).expect("a broken file");
        let said = serve(&landfall, &["--config", config.to_str().expect("letters")]).fails();
        assert!(said.contains("countries.mmdb") && said.contains("country_file") && said.contains(".mmdb"), "{said}");
    }
}

#[test]
fn everybody_may_see_it_where_the_department_publishes_it_and_nobody_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut landfall = settings(folder.path(), "trusted_proxies = [\"127.0.0.1\"]\n").start();
    let paths = ["/en/visitors", "/fr/visiteurs", "/en/visitors.json", "/fr/visiteurs.csv"];
    for path in paths {
        assert_eq!(landfall.visitor().open(path).status(), 404, "{path}");
    }
    let site = landfall.site().join("site.toml");
    let text = fs::read_to_string(&site).expect("site.toml");
    fs::write(&site, format!("publish_visitors = true\n{text}")).expect("a site of our own");
    landfall.restart();
    for path in paths {
        assert_eq!(landfall.visitor().open(path).status(), 200, "{path}");
    }
    let first = landfall.visitor().open("/en/visitors");
    assert!(first.says("fewer than 10") && first.says("Counted since"), "{}", first.text());
    assert!(landfall.visitor().open("/fr/plan-du-site").links().any(|link| link == "/fr/visiteurs"));
    let requests: Vec<_> = (0..1_200).map(|person| request("/en", address(person), "CA")).collect();
    send(&landfall, &requests);
    until("the number on the page", || {
        let (en, fr) = (landfall.visitor().open("/en/visitors"), landfall.visitor().open("/fr/visiteurs"));
        // Whoever asks here is one more, and no full ten.
        (plain(&en).contains("1,200") && plain(&fr).contains("1\u{a0}200")).then_some(())
    });
    let csv = plain(&landfall.visitor().open("/en/visitors.csv"));
    assert!(
        csv.starts_with("what,from,to,by,code,name,visitors\r\n") && csv.contains(",country,unknown,Unknown,1200\r\n"),
        "{csv}"
    );
}
