//! What counting visitors costs: the processor time of a request, in its own thread and in the one that counts, and memory.
//!
//! The same crowd is counted in every way a site can be run: reached directly, behind a proxy that tells the address, with
//! the country in a header, and with the country looked up in a file. Each row is the median of several rounds.
//! Run it with `cargo run --release -p visitors-cost`.

use anyhow::Result;
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use language::{Language, countries};
use serve::TrustedProxies;
use std::{
    hint::black_box,
    net::{IpAddr, Ipv4Addr},
    time::{Duration, Instant},
};
use visitors::{MOST_BYTES, MOST_PAGES, Tongue, Visitors};
use web::{Came, CountryFile, Visits};

/// Different people, and requests of each, spread over the pages.
const PEOPLE: u32 = 200_000;
const REQUESTS: u32 = 5;
/// Requests from one emptying of the ring to the next: fewer than it holds.
const TOGETHER: u32 = 20_000;
/// Rounds, of which the median counts.
const ROUNDS: usize = 7;
const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0";
const COUNTRY: HeaderName = HeaderName::from_static("cf-ipcountry");
/// What may be spent on a request in all.
const MOST: Duration = Duration::from_micros(1);

/// A way to run a site.
#[derive(Clone, Copy)]
struct Way {
    name: &'static str,
    proxied: bool,
    header: bool,
    file: bool,
}

/// What a round took for each request.
#[derive(Clone, Copy)]
struct Took {
    serving: Duration,
    counting: Duration,
    bytes: usize,
    report: Duration,
    missed: u64,
}

fn main() -> Result<()> {
    let ways = [
        Way { name: "reached directly", proxied: false, header: false, file: false },
        Way { name: "behind a proxy", proxied: true, header: false, file: false },
        Way { name: "behind a proxy that tells the country", proxied: true, header: true, file: false },
        Way { name: "behind a proxy, country from a file", proxied: true, header: false, file: true },
    ];
    let crowd = crowd()?;
    println!("{PEOPLE} people, {REQUESTS} pages each, medians of {ROUNDS} rounds, one thread\n");
    println!("| | in the request | in the counting thread | together | memory | a report |");
    println!("|---|---|---|---|---|---|");
    let mut worst = Duration::ZERO;
    for way in ways {
        let mut rounds = (0..ROUNDS).map(|_| round(way, &crowd)).collect::<Result<Vec<_>>>()?;
        rounds.sort_by_key(|took| took.serving + took.counting);
        let took = rounds[ROUNDS / 2];
        anyhow::ensure!(rounds.iter().all(|took| took.missed == 0), "marks were missed");
        let together = took.serving + took.counting;
        worst = worst.max(together);
        println!(
            "| {} | {:?} | {:?} | {together:?} | {} kB | {:.1} ms |",
            way.name,
            took.serving,
            took.counting,
            took.bytes >> 10,
            took.report.as_secs_f64() * 1e3
        );
    }
    println!(
        "\nNever more than {} MB, and {} kB for each core.",
        MOST_BYTES >> 20,
        Visits::new(1, [0; 16], None).counter().bytes() >> 10
    );
    anyhow::ensure!(worst < MOST, "counting a request takes {worst:?}, and may take {MOST:?}");
    Ok(())
}

/// Addresses with the headers a proxy sends for them.
fn crowd() -> Result<Vec<(IpAddr, HeaderMap)>> {
    let codes: Vec<&str> = countries::sorted(Language::En).iter().map(|(code, _)| *code).collect();
    let person = |number: u32| {
        // Spread over all of the network, as people are.
        let address = Ipv4Addr::from_bits(number.wrapping_mul(0x9e37_79b1));
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("host", "portal.example"),
            ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("accept-language", "fr-CA,fr;q=0.9,en;q=0.7"),
            ("accept-encoding", "gzip, deflate, br"),
            ("user-agent", BROWSER),
            ("cf-ipcountry", codes[number as usize % codes.len()]),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value)?);
        }
        headers.insert("x-forwarded-for", HeaderValue::try_from(format!("{address}, 10.0.0.7"))?);
        Ok((IpAddr::V4(address), headers))
    };
    (0..PEOPLE).map(person).collect()
}

#[expect(clippy::disallowed_methods, reason = "measuring is what this program is for")]
fn round(way: Way, crowd: &[(IpAddr, HeaderMap)]) -> Result<Took> {
    let proxies = TrustedProxies::new(if way.proxied { vec!["10.0.0.0/8".parse()?] } else { Vec::new() });
    let proxy: IpAddr = [10, 0, 0, 9].into();
    let visits = Visits::new(1, [7; 16], way.header.then_some(COUNTRY));
    if way.file {
        visits.look_up_in(CountryFile::read(file()).map_err(anyhow::Error::msg)?);
    }
    let pages = (0..MOST_PAGES).map(|page| format!("page/{page}")).collect();
    let codes = countries::sorted(Language::En).iter().map(|(code, _)| *code);
    let mut now: Timestamp = "2026-11-23T17:00:00Z".parse()?;
    let mut visitors = Visitors::new(visits.counter(), pages, codes, TimeZone::UTC, now);
    let (mut serving, mut counting) = (Duration::ZERO, Duration::ZERO);
    for visit in 0..REQUESTS {
        for (batch, people) in crowd.chunks(TOGETHER as usize).enumerate() {
            let begun = Instant::now();
            for (at, (address, headers)) in people.iter().enumerate() {
                let peer = if way.proxied { proxy } else { *address };
                let came = Came {
                    address: proxies.client(peer, headers.get_all("x-forwarded-for").iter().map(HeaderValue::as_bytes)),
                    through_proxy: way.proxied,
                };
                let person = visits.person(came, |name| headers.get(name).map(HeaderValue::as_bytes));
                // Most people read the same few pages.
                let page = ((at * 31 + visit as usize * 7) % MOST_PAGES).min((at % 5) * 40);
                let tongue = if at % 4 == 0 { Tongue::Fr } else { Tongue::En };
                visits.counter().saw(black_box(person), u16::try_from(page)?, tongue);
            }
            serving += begun.elapsed();
            let begun = Instant::now();
            now += SignedDuration::from_secs(if batch == 0 { 30 } else { 1 });
            visitors.advance(visits.counter(), now, || [0; 16]);
            counting += begun.elapsed();
        }
    }
    let begun = Instant::now();
    let snapshot = visitors.snapshot();
    let report = begun.elapsed();
    let bytes = snapshot.bytes + visits.counter().bytes();
    Ok(Took {
        serving: serving / (PEOPLE * REQUESTS),
        counting: counting / (PEOPLE * REQUESTS),
        bytes,
        report,
        missed: snapshot.missed,
    })
}

/// A file of 60,000 networks, a tenth of what is sold.
fn file() -> Vec<u8> {
    let codes: Vec<&str> = countries::sorted(Language::En).iter().map(|(code, _)| *code).collect();
    let networks: Vec<_> = (0..60_000_u32)
        .map(|number| (Ipv4Addr::from_bits(number << 16), 16, codes[number as usize % codes.len()]))
        .collect();
    testkit::country_file(&networks)
}
