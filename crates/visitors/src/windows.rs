//! The last minutes, the hour and the day: filled from the marks, shown, and thrown away when they are over.

use crate::{
    Counter, Country, Kept, Mark, Shown, Span,
    counter::Places,
    day::{hour_of, next_turn, turn_of},
    sketches::{self, MOST_PAGES, Minute, Sketches},
};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::VecDeque;

/// Minutes that are over and still count as now.
const MINUTES: u8 = 5;
/// Seconds of a minute.
const MINUTE: i64 = 60;
/// The most memory that sketches take, in bytes, however many come from wherever: six minutes, the five together, the hour
/// and the day, each with every country and the most pages there can be.
pub const MOST_BYTES: usize = 64 << 20;

/// Counts everybody, in one thread.
#[derive(Debug)]
pub struct Visitors {
    zone: TimeZone,
    /// Which codes mean a country, by their numbers.
    countries: Vec<bool>,
    /// The names of pages, by their numbers.
    pages: Vec<String>,
    places: Places,
    /// The minute that is being counted last.
    minutes: VecDeque<Minute>,
    hour: Stretch,
    day: Stretch,
    day_ends: Timestamp,
    /// The latest moment seen: time does not go back here.
    now: Timestamp,
    missed: u64,
}

/// An hour or a day.
#[derive(Debug)]
struct Stretch {
    start: Timestamp,
    from: Timestamp,
    sketches: Sketches,
}

impl Stretch {
    fn new(start: Timestamp, from: Timestamp) -> Self {
        Self { start, from, sketches: Sketches::default() }
    }
}

/// What may be told of a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The moment.
    pub at: Timestamp,
    /// Since when the day is counted.
    pub since: Timestamp,
    /// When the hour began.
    pub hour_start: Timestamp,
    /// When the day began.
    pub day_start: Timestamp,
    /// Who was here in the last five minutes.
    pub now: Shown,
    /// In this hour so far.
    pub hour: Shown,
    /// Today so far.
    pub day: Shown,
    /// Bytes of memory that counting takes.
    pub bytes: usize,
    /// Requests that could not be counted, since the start.
    pub missed: u64,
}

impl Visitors {
    /// Begins to count what `counter` takes. Pages are named by their number, the first being what has no row of its own;
    /// what is past [`MOST_PAGES`] counts there too. `countries` are the codes that mean one.
    pub fn new<'c>(
        counter: &Counter,
        pages: Vec<String>,
        countries: impl IntoIterator<Item = &'c str>,
        zone: TimeZone,
        now: Timestamp,
    ) -> Self {
        let mut known = vec![false; 1 << Country::BITS];
        for code in countries {
            known[usize::from(Country::read(code.as_bytes()).number())] = true;
        }
        Self {
            countries: known,
            pages,
            places: counter.places(),
            minutes: VecDeque::from([Minute::new()]),
            hour: Stretch::new(hour_of(now, &zone), now),
            day: Stretch::new(turn_of(now, &zone), now),
            day_ends: next_turn(now, &zone),
            zone,
            now,
            missed: 0,
        }
    }

    /// Counts what has come and goes on to `now`: ends minutes, hours and the day. At the end of a day `salt` gives 16 random
    /// bytes for the next. Returns what is to be kept. To be called ten times a second.
    pub fn advance(&mut self, counter: &Counter, now: Timestamp, salt: impl FnOnce() -> [u8; 16]) -> Vec<Kept> {
        let (before, now) = (self.now, now.max(self.now));
        self.take(counter);
        self.now = now;
        let (last, this) = (before.as_second().div_euclid(MINUTE), now.as_second().div_euclid(MINUTE));
        if last == this {
            return Vec::new();
        }
        self.settle();
        if now >= self.day_ends {
            let kept = self.keep(before);
            counter.turn(salt());
            // What was marked under the old salt until now belongs to nobody any more.
            counter.take(&mut self.places, |_| {});
            self.minutes = VecDeque::from([Minute::new()]);
            self.hour = Stretch::new(hour_of(now, &self.zone), now);
            self.day = Stretch::new(turn_of(now, &self.zone), now);
            self.day_ends = next_turn(now, &self.zone);
            return kept;
        }
        for _ in last..this.min(last + 1 + i64::from(MINUTES)) {
            self.minutes.push_back(Minute::new());
        }
        while self.minutes.len() > usize::from(MINUTES) + 1 {
            self.minutes.pop_front();
        }
        let hour = hour_of(now, &self.zone);
        if hour == self.hour.start {
            return Vec::new();
        }
        let kept = self.keep(before);
        self.hour = Stretch::new(hour, now);
        kept
    }

    /// The hour and the day as they are when the program ends.
    pub fn end(&mut self, counter: &Counter, now: Timestamp) -> Vec<Kept> {
        self.take(counter);
        self.settle();
        self.keep(now.max(self.now))
    }

    /// What may be told now.
    pub fn snapshot(&mut self) -> Snapshot {
        self.settle();
        let mut now = Sketches::default();
        for minute in &self.minutes {
            now.add(minute);
        }
        let stretches = [&now, &self.hour.sketches, &self.day.sketches];
        Snapshot {
            at: self.now,
            since: self.day.from,
            hour_start: self.hour.start,
            day_start: self.day.start,
            bytes: sketches::bytes(self.minutes.iter()) + stretches.map(Sketches::bytes).iter().sum::<usize>(),
            missed: self.missed,
            now: now.show(&self.pages),
            hour: self.hour.sketches.show(&self.pages),
            day: self.day.sketches.show(&self.pages),
        }
    }

    fn take(&mut self, counter: &Counter) {
        let Some(minute) = self.minutes.back_mut() else { return };
        let pages = self.pages.len().min(MOST_PAGES);
        self.missed += counter.take(&mut self.places, |mark| {
            let is_known = self.countries[usize::from(mark.country.number())];
            let country = if is_known { mark.country } else { Country::UNKNOWN };
            let page = if usize::from(mark.page) < pages { mark.page } else { 0 };
            minute.add(Mark { country, page, ..mark });
        });
    }

    /// Adds the minute that is being counted to the hour and the day.
    fn settle(&mut self) {
        if let Some(minute) = self.minutes.back() {
            self.hour.sketches.add(minute);
            self.day.sketches.add(minute);
        }
    }

    fn keep(&self, to: Timestamp) -> Vec<Kept> {
        let kept = |span, stretch: &Stretch| Kept {
            span,
            start: stretch.start,
            from: stretch.from,
            to,
            shown: stretch.sketches.show(&self.pages),
        };
        vec![kept(Span::Hour, &self.hour), kept(Span::Day, &self.day)]
    }
}
