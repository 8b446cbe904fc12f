//! Who comes, when, and what they do.

use crate::chance::{Chance, Spread};

/// Everything about one run.
#[derive(Debug, Clone)]
pub(crate) struct Crowd {
    pub(crate) seed: u64,
    /// Seconds of work a second that the server can do.
    pub(crate) capacity: f64,
    /// Arrivals a second at moments, in seconds; straight lines between them, and nobody after the last.
    pub(crate) curve: Vec<(f64, f64)>,
    /// The most who come.
    pub(crate) most: u32,
    /// The share of each line: going on, signing in, beginning.
    pub(crate) lines: [f64; 3],
    /// What coming in costs in each line, what a page costs and what filing costs: seconds of work.
    pub(crate) enter: [f64; 3],
    pub(crate) page: f64,
    pub(crate) file: f64,
    /// How much costs differ: the deviation of their logarithm.
    pub(crate) cost_sigma: f64,
    /// Pages between coming in and filing.
    pub(crate) pages: u8,
    /// Seconds between two requests of one person, log-normal; 0 is a machine that asks again at once.
    pub(crate) think: f64,
    pub(crate) think_sigma: f64,
    /// Whoever comes before this second is a program and does not think.
    pub(crate) programs_until: f64,
    /// The share of those in line who give up, and after how many seconds on average.
    pub(crate) abandons: f64,
    pub(crate) patience: f64,
    /// The share of people inside who go without a word, at each page.
    pub(crate) vanishes: f64,
    /// The share who come back every two seconds whatever they are told.
    pub(crate) impatient: f64,
    /// How old the signals are, in seconds.
    pub(crate) stale: f64,
    /// When the process starts anew, in seconds.
    pub(crate) restarts: Vec<f64>,
    /// When it ends at the latest, in seconds.
    pub(crate) ends: f64,
}

/// What answering somebody costs who does not come in: the room's page on a new connection, as measured.
pub(crate) const ANSWER: f64 = 35e-6;

impl Default for Crowd {
    /// A visit costs 5.5 ms: one core does 180 of them a second.
    fn default() -> Self {
        Self {
            seed: 1,
            capacity: 1.0,
            curve: Vec::new(),
            most: u32::MAX,
            lines: [0.0, 0.0, 1.0],
            enter: [0.5e-3, 20e-3, 0.5e-3],
            page: 0.45e-3,
            file: 0.5e-3,
            cost_sigma: 0.5,
            pages: 10,
            think: 20.0,
            think_sigma: 0.8,
            programs_until: 0.0,
            abandons: 0.0,
            patience: 300.0,
            vanishes: 0.0,
            impatient: 0.0,
            stale: 0.0,
            restarts: Vec::new(),
            ends: 15_000.0,
        }
    }
}

impl Crowd {
    /// Everybody within a few seconds.
    pub(crate) fn all_at_once(people: u32, seconds: f64) -> Self {
        Self { most: people, ..Self::default() }
            .with(&[(0.0, f64::from(people) / seconds), (seconds, f64::from(people) / seconds)])
    }

    pub(crate) fn with(mut self, curve: &[(f64, f64)]) -> Self {
        self.curve = curve.to_vec();
        self
    }

    /// Arrivals a second at `seconds`; `None` when nobody comes any more.
    pub(crate) fn rate(&self, seconds: f64) -> Option<f64> {
        let after = self.curve.partition_point(|(at, _)| *at <= seconds);
        let ((from, low), (to, high)) = (*self.curve.get(after.checked_sub(1)?)?, *self.curve.get(after)?);
        Some(low + (high - low) * (seconds - from) / (to - from))
    }

    /// The next arrival after `seconds`.
    pub(crate) fn next(&self, mut seconds: f64, chance: &mut Chance) -> Option<f64> {
        // Thinned: candidates at the highest rate, and each is one with the share that its moment has of it.
        let top = self.curve.iter().map(|(_, rate)| *rate).fold(0.0, f64::max);
        loop {
            seconds += chance.gap(1.0 / top);
            if chance.share() * top <= self.rate(seconds)? {
                return Some(seconds);
            }
        }
    }

    /// Work of one whole visit of the line that most people stand in.
    pub(crate) fn visit(&self) -> f64 {
        let enter: f64 = (0..3).map(|line| self.lines[line] * self.enter[line]).sum();
        enter + f64::from(self.pages) * self.page + self.file
    }

    pub(crate) fn spreads(&self) -> (Spread, Spread) {
        (Spread::new(self.cost_sigma), Spread::new(self.think_sigma))
    }
}
