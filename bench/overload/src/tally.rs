//! What happened to a crowd.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use crate::visit::End;

/// When something was answered, from the beginning of the load, and how long that took.
pub(crate) type Sample = (Duration, Duration);

#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Visits that were due.
    pub(crate) arrived: u64,
    /// Each answer that began an application.
    pub(crate) begins: Vec<Sample>,
    /// Each answer to somebody inside, filings left out.
    pub(crate) pages: Vec<Sample>,
    pub(crate) filings: Vec<Sample>,
    /// Each answer that was the waiting room.
    pub(crate) told: Vec<Sample>,
    /// When each visit was complete, and whether every answer in it was good.
    pub(crate) completed: Vec<(Duration, bool)>,
    /// A public page, asked for all along.
    pub(crate) public: Vec<Sample>,
    /// Public pages that were not answered well.
    pub(crate) public_faults: u64,
    /// Visits that were sent to the room.
    pub(crate) waited: u64,
    /// Those of them that were let in.
    pub(crate) let_in: u64,
    /// When those in the room were told to ask again, the longest.
    pub(crate) longest_again: Duration,
    /// How the other visits ended.
    pub(crate) ends: BTreeMap<End, u64>,
    /// Visits that ended without a receipt after they had begun.
    pub(crate) failed_inside: u64,
    /// How late the generator was to begin each visit.
    pub(crate) lateness: Vec<Duration>,
    receipts: HashSet<String>,
    /// Receipts that somebody else had too.
    pub(crate) doubled: u64,
}

impl Tally {
    pub(crate) fn arrived(&mut self, late: Duration) {
        self.arrived += 1;
        self.lateness.push(late);
    }

    pub(crate) fn begun(&mut self, at: Duration, took: Duration) {
        self.begins.push((at, took));
    }

    pub(crate) fn page(&mut self, at: Duration, took: Duration) {
        self.pages.push((at, took));
    }

    pub(crate) fn filing(&mut self, at: Duration, took: Duration) {
        self.filings.push((at, took));
    }

    pub(crate) fn told(&mut self, at: Duration, took: Duration, again: Duration, first: bool) {
        self.told.push((at, took));
        self.waited += u64::from(first);
        self.longest_again = self.longest_again.max(again);
    }

    pub(crate) fn let_in(&mut self) {
        self.let_in += 1;
    }

    pub(crate) fn completed(&mut self, at: Duration, receipt: String, good: bool) {
        self.doubled += u64::from(!self.receipts.insert(receipt));
        self.completed.push((at, good));
    }

    pub(crate) fn ended(&mut self, end: End) {
        *self.ends.entry(end).or_default() += 1;
    }

    pub(crate) fn failed_inside(&mut self) {
        self.failed_inside += 1;
    }

    pub(crate) fn public(&mut self, at: Duration, took: Option<Duration>) {
        match took {
            Some(took) => self.public.push((at, took)),
            None => self.public_faults += 1,
        }
    }
}

/// The value that this share of a hundred lies under.
pub(crate) fn percentile(values: impl IntoIterator<Item = Duration>, share: usize) -> Option<Duration> {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_unstable();
    values.get((values.len() * share / 100).min(values.len().saturating_sub(1))).copied()
}

/// How long these took that were answered within the load.
pub(crate) fn within(samples: &[Sample], load: Duration) -> impl Iterator<Item = Duration> {
    samples.iter().filter(move |(at, _)| *at <= load).map(|(_, took)| *took)
}
