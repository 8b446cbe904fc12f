//! What happened, counted: latencies by kind and part of the night, faults, filings, and a line for every interval.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use crate::{
    curve::Phase,
    numbers::{Micros, SECOND, real},
    visit::End,
    wire::Fault,
};

/// The longest span a histogram tells apart: an hour. What is longer counts as that.
const LONGEST: u64 = 3_600 * SECOND;

/// What kind of step a latency is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    /// An information page, or another that knows nobody.
    Public,
    /// A style sheet or script.
    Asset,
    /// Coming in: beginning, or redeeming a resume link.
    Enter,
    /// A page of an application, for somebody inside.
    Work,
    /// Filing, up to the receipt.
    File,
    /// Asking in the waiting room.
    Room,
}

impl Class {
    pub(crate) const ALL: [Self; 6] = [Self::Public, Self::Asset, Self::Enter, Self::Work, Self::File, Self::Room];

    /// Its name in a report, in English and in French.
    pub(crate) fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Public => ("information pages", "pages d’information"),
            Self::Asset => ("style sheet and script", "feuille de style et script"),
            Self::Enter => ("coming in", "entrer"),
            Self::Work => ("pages of an application", "pages d’une demande"),
            Self::File => ("filing", "dépôt"),
            Self::Room => ("asking in the waiting room", "demander en salle d’attente"),
        }
    }
}

/// The parts of the night that latencies are compared between.
pub(crate) const PARTS: usize = 3;

/// Quiet, surge, or peak: the fall counts with the surge.
pub(crate) fn part(phase: Phase) -> usize {
    match phase {
        Phase::Gathering | Phase::Quiet => 0,
        Phase::Rise | Phase::Fall => 1,
        Phase::Peak => 2,
    }
}

/// Durations of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Spans(Histogram<u64>);

impl Default for Spans {
    fn default() -> Self {
        let histogram = Histogram::new_with_bounds(1, LONGEST, 2);
        // The bounds are fixed and right; an empty histogram that grows is as good.
        Self(histogram.unwrap_or_else(|_| Histogram::new(2).unwrap_or_else(|_| unreachable!("2 digits are allowed"))))
    }
}

impl Spans {
    pub(crate) fn record(&mut self, span: Micros) {
        self.0.saturating_record(span.clamp(1, LONGEST));
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.len()
    }

    /// The span that this share lies under, in milliseconds; nothing if there is none.
    pub(crate) fn quantile(&self, share: f64) -> Option<f64> {
        (!self.0.is_empty()).then(|| real(self.0.value_at_quantile(share)) / 1e3)
    }

    pub(crate) fn max(&self) -> Option<f64> {
        (!self.0.is_empty()).then(|| real(self.0.max()) / 1e3)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        // Both have the same bounds.
        let _ = self.0.add(&other.0);
    }

    fn clear(&mut self) {
        self.0.reset();
    }
}

/// What happened in an interval.
#[derive(Debug, Default)]
pub(crate) struct Interval {
    pub(crate) pages: u64,
    pub(crate) arrived: u64,
    pub(crate) admitted: u64,
    pub(crate) faults: u64,
    pub(crate) filed: u64,
    /// Steps of everybody, and of those inside.
    pub(crate) all: Spans,
    pub(crate) inside: Spans,
}

/// Everything counted.
#[derive(Debug)]
pub(crate) struct Tally {
    /// Latencies by class and part.
    spans: Vec<Spans>,
    pub(crate) faults: BTreeMap<Fault, u64>,
    /// A few of the faults in words, for whoever has to look for the cause.
    pub(crate) samples: Vec<String>,
    pub(crate) ends: BTreeMap<End, u64>,
    pub(crate) arrived: u64,
    pub(crate) requests: u64,
    pub(crate) pages: u64,
    pub(crate) bytes: u64,
    /// Somebody with an application was turned away or sent to the room while at work on it.
    pub(crate) inside_refused: u64,
    /// How long those who had to wait did, who were let in.
    pub(crate) waits: Spans,
    pub(crate) waited: u64,
    pub(crate) waiting: u64,
    pub(crate) away: u64,
    pub(crate) begun: u64,
    pub(crate) acknowledged: u64,
    /// How late this generator was to begin steps.
    pub(crate) late: Spans,
    /// Visitors by country: how many came, had to wait, and how long those waits were in all.
    pub(crate) countries: Vec<(u64, u64, Micros)>,
    pub(crate) interval: Interval,
}

/// Faults told in words.
const SAMPLES: usize = 20;

impl Tally {
    pub(crate) fn new(countries: usize) -> Self {
        Self {
            spans: vec![Spans::default(); Class::ALL.len() * PARTS],
            faults: BTreeMap::new(),
            samples: Vec::new(),
            ends: BTreeMap::new(),
            arrived: 0,
            requests: 0,
            pages: 0,
            bytes: 0,
            inside_refused: 0,
            waits: Spans::default(),
            waited: 0,
            waiting: 0,
            away: 0,
            begun: 0,
            acknowledged: 0,
            late: Spans::default(),
            countries: vec![(0, 0, 0); countries],
            interval: Interval::default(),
        }
    }

    /// A step was answered rightly, this long after it was to begin.
    pub(crate) fn answered(&mut self, class: Class, part: usize, span: Micros) {
        if let Some(spans) = self.spans.get_mut(class as usize * PARTS + part) {
            spans.record(span);
        }
        if class != Class::Asset {
            self.pages += 1;
            self.interval.pages += 1;
            self.interval.all.record(span);
        }
        if matches!(class, Class::Work | Class::File) {
            self.interval.inside.record(span);
        }
    }

    /// Something went wrong.
    pub(crate) fn fault(&mut self, fault: Fault, words: impl FnOnce() -> String) {
        *self.faults.entry(fault).or_default() += 1;
        self.interval.faults += 1;
        if self.samples.len() < SAMPLES {
            self.samples.push(words());
        }
    }

    pub(crate) fn ended(&mut self, end: End) {
        *self.ends.entry(end).or_default() += 1;
    }

    /// Latencies of a class in a part of the night.
    pub(crate) fn spans(&self, class: Class, part: usize) -> &Spans {
        &self.spans[class as usize * PARTS + part]
    }

    /// Begins the next interval.
    pub(crate) fn next_interval(&mut self) {
        let mut fresh = std::mem::take(&mut self.interval);
        fresh.all.clear();
        fresh.inside.clear();
        self.interval = Interval { all: fresh.all, inside: fresh.inside, ..Interval::default() };
    }

    /// Visitors with an end of this kind.
    pub(crate) fn ends(&self, end: End) -> u64 {
        self.ends.get(&end).copied().unwrap_or_default()
    }

    /// Everybody counted by country.
    pub(crate) fn country(&mut self, country: u8) -> Option<&mut (u64, u64, Micros)> {
        self.countries.get_mut(usize::from(country))
    }

    /// Classes with anything in them, over all parts.
    pub(crate) fn total(&self, class: Class) -> Spans {
        let mut total = Spans::default();
        (0..PARTS).for_each(|part| total.add(self.spans(class, part)));
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_hundred_spans_lie_under_the_middle_one() {
        let mut spans = Spans::default();
        (1..=100).for_each(|span| spans.record(span * 1_000));
        let median = spans.quantile(0.5).unwrap();
        assert!((49.5..51.0).contains(&median), "{median}");
        assert_eq!(spans.count(), 100);
        assert_eq!(Spans::default().quantile(0.5), None);
    }

    #[test]
    fn an_interval_begins_with_nothing() {
        let mut tally = Tally::new(1);
        tally.answered(Class::Work, 0, 5_000);
        tally.next_interval();
        assert_eq!((tally.interval.pages, tally.interval.all.count()), (0, 0));
        assert_eq!(tally.spans(Class::Work, 0).count(), 1);
    }
}
