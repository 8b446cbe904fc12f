//! A notice in the middle of a rehearsed night: on the next view of every page, and in both feeds, within a second; and nobody who
//! is there meets a fault.

use super::{SOON, feeds, publish, withdraw, words};
use crate::walk::Applicant;
use language::Language;
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use testkit::{Landfall, Setup};
use web::Place;

/// Who comes, and how fast the night goes by: some twenty seconds, and the slowest of them look up what they filed after it.
const NIGHT: [&str; 10] =
    ["--visitors", "600", "--scale-time", "1200", "--think", "3", "--drafts", "2", "--program", "proof-of-citizenship"];
/// Requests sent before answers are read.
const TOGETHER: usize = 20;
/// Notices published one after the other. The machine does other things, too: the quickest counts.
const NOTICES: usize = 3;

/// Asks for pages over one connection, as they are kept: each with its status and its bytes.
fn ask(connection: &mut TcpStream, paths: &[String]) -> Vec<(u16, String)> {
    let mut reader = BufReader::new(connection.try_clone().expect("a connection"));
    let mut answers = Vec::with_capacity(paths.len());
    for some in paths.chunks(TOGETHER) {
        let requests: Vec<_> =
            some.iter().map(|path| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")).collect();
        connection.write_all(requests.concat().as_bytes()).expect("requests that are taken");
        for path in some {
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                assert!(reader.read_line(&mut head).expect("an answer") > 0, "{path}: {head}");
            }
            let head = head.to_ascii_lowercase();
            let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            let length = field("content-length:").map_or(0, |length| length.parse().expect("a length"));
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("its bytes");
            let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
            answers.push((status, String::from_utf8_lossy(&body).into_owned()));
        }
    }
    answers
}

/// Every page that the site maps lead to and that is there for everybody, in both languages, with the feeds.
fn everything(landfall: &Landfall, connection: &mut TcpStream) -> BTreeMap<String, Language> {
    let mut all = BTreeMap::new();
    for language in Language::ALL {
        let home = format!("/{}", language.code());
        let map = landfall.visitor().open(&Place::SiteMap.path(language));
        let links = map.links().filter(|link| *link == home || link.starts_with(&format!("{home}/")));
        let mut paths: Vec<String> = links.map(str::to_owned).collect();
        paths.push(Place::Feed.path(language));
        let answers = ask(connection, &paths);
        let served = paths.into_iter().zip(answers).filter(|(_, (status, _))| *status == 200);
        all.extend(served.map(|(path, _)| (path, language)));
    }
    for language in Language::ALL {
        for place in [Place::News, Place::Feed, Place::Service, Place::SiteMap, Place::Calculators] {
            assert!(all.contains_key(&place.path(language)), "{all:?}");
        }
    }
    assert!(all.len() > 80, "{all:?}");
    all
}

/// A rehearsal against the site, ended with this.
struct Night(Child);

impl Night {
    /// Begins one, and returns once the night has.
    fn begin(landfall: &Landfall, folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
        command.args(["rehearse", "--target", &landfall.url()]).args(NIGHT);
        command.arg("--report").arg(folder.join("report.html")).arg("--json").arg(folder.join("report.json"));
        let mut night = Self(command.stdout(Stdio::piped()).spawn().expect("the binary runs"));
        let said = BufReader::new(night.0.stdout.take().expect("a pipe"));
        let mut lines = said.lines().map_while(Result::ok);
        assert!(lines.any(|line| line.starts_with("night")), "the night begins");
        // Somebody goes on reading, so that it can go on speaking.
        std::thread::spawn(move || lines.for_each(drop));
        night
    }

    fn goes_on(&mut self) -> bool {
        self.0.try_wait().expect("its state").is_none()
    }
}

impl Drop for Night {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_notice_during_a_rehearsal_is_on_the_next_view_of_every_page_and_in_both_feeds_and_nobody_meets_a_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("rehearsal.toml");
    std::fs::write(&config, "trusted_proxies = [\"127.0.0.0/8\"]\n").expect("settings");
    let landfall = Setup::built().environment("LANDFALL_CONFIG", config.to_str().expect("letters")).start();
    let mut connection = TcpStream::connect(landfall.url().replace("http://", "")).expect("a connection");
    let all = everything(&landfall, &mut connection);
    let mut applicant = Applicant::begin(landfall.visitor(), Language::Fr, "proof-of-citizenship");
    let mut night = Night::begin(&landfall, folder.path());
    let mut took = Vec::new();
    for _ in 0..NOTICES {
        let id = publish(&landfall, "publish", &[]);
        let begun = Instant::now();
        // Its own address is linked wherever it stands, and nowhere before; the news say the words of those before, too.
        let own = |language| Place::Notice(id.parse().expect("its name")).path(language);
        let says = |page: &str, language| page.contains(words(language).0) && page.contains(&own(language));
        let mut left: Vec<String> = all.keys().cloned().collect();
        while !left.is_empty() {
            let answers = ask(&mut connection, &left);
            assert!(begun.elapsed() < Duration::from_secs(30), "not on {left:?}");
            let without = left.iter().zip(answers).filter(|(path, (_, page))| !says(page, all[*path]));
            left = without.map(|(path, _)| path.clone()).collect();
        }
        let tasks = applicant.open(Place::Tasks);
        assert!(says(&String::from_utf8_lossy(tasks.body()), Language::Fr), "a page of an application");
        took.push(begun.elapsed());
        for language in Language::ALL {
            feeds::is_valid(&landfall.visitor().open(&Place::Feed.path(language)));
        }
        withdraw(&landfall, &id);
        let home = "/fr".to_owned();
        while says(&ask(&mut connection, std::slice::from_ref(&home))[0].1, Language::Fr) {
            assert!(begun.elapsed() < Duration::from_mins(1), "it stays");
        }
    }
    assert!(night.goes_on(), "it was over before all of them were seen");
    // A binary without optimisations makes pages several times as slowly: `LANDFALL_BIN` names one with.
    let soon = if std::env::var_os("LANDFALL_BIN").is_some() { SOON } else { SOON * 3 };
    assert!(took.iter().any(|took| *took < soon), "{took:?} for {} pages", all.len());

    let ended = night.0.wait().expect("it ends");
    let report = std::fs::read_to_string(folder.path().join("report.json")).expect("a report");
    let report = rehearsal::Report::from_json(&report).expect("a report");
    assert_eq!((report.faults(), report.filings.lost, report.filings.doubled), (0, 0, 0), "{ended}");
    // Who has finished an application comes back some time in the night, and may still be reading it when it ends.
    assert!(report.filings.filed > 0, "{ended}");
    assert_eq!(report.filings.filed, report.filings.verified, "{ended}");
}
