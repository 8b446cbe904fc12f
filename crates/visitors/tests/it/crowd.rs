//! A site with a crowd: people who are numbers, and a clock.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::net::IpAddr;
use visitors::{Counter, Country, Kept, Snapshot, Tongue, Visitors};

/// People counted from one look at the rings to the next: fewer than a ring holds.
const BATCH: usize = 20_000;

pub(crate) struct Site {
    pub(crate) counter: Counter,
    visitors: Visitors,
    pub(crate) now: Timestamp,
    pub(crate) kept: Vec<Kept>,
    since_looked: usize,
    salts: u8,
}

/// So many pages, the first of them what has no row of its own.
pub(crate) fn pages(number: usize) -> Vec<String> {
    (0..number).map(|page| format!("page/{page}")).collect()
}

impl Site {
    pub(crate) fn new(salt: u64, pages: Vec<String>, countries: &[&str], zone: &str, now: &str) -> Self {
        let now = now.parse().expect("a moment");
        let zone = TimeZone::get(zone).expect("a zone");
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&salt.to_le_bytes());
        let counter = Counter::new(1, bytes);
        let visitors = Visitors::new(&counter, pages, countries.iter().copied(), zone, now);
        Self { counter, visitors, now, kept: Vec::new(), since_looked: 0, salts: 0 }
    }

    /// Somebody asks for a page.
    pub(crate) fn visit(&mut self, person: u64, country: &str, page: u16, tongue: Tongue) {
        let [_, _, _, _, a, b, c, d] = person.to_be_bytes();
        let person = self.counter.person(IpAddr::from([a, b, c, d]), b"Firefox", Country::read(country.as_bytes()));
        self.counter.saw(person, page, tongue);
        self.since_looked += 1;
        if self.since_looked == BATCH {
            self.pass(SignedDuration::ZERO);
        }
    }

    /// Time passes.
    pub(crate) fn pass(&mut self, time: SignedDuration) {
        self.since_looked = 0;
        self.now += time;
        let kept = self.visitors.advance(&self.counter, self.now, || {
            self.salts += 1;
            [self.salts; 16]
        });
        self.kept.extend(kept);
    }

    pub(crate) fn until(&mut self, moment: &str) {
        let time = moment.parse::<Timestamp>().expect("a moment").duration_since(self.now);
        self.pass(time);
    }

    pub(crate) fn look(&mut self) -> Snapshot {
        self.pass(SignedDuration::ZERO);
        self.visitors.snapshot()
    }
}
