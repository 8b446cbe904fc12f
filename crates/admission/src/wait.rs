//! How long it will take: the pace of the line so far, and a range that holds in four cases of five because it is made of
//! what happened: the quantiles of how wrong the last predictions were, with the quantiles themselves moved while too few
//! or too many waits lie outside (adaptive conformal inference: Gibbs and Candès, NeurIPS 2021).

use crate::place::Place;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// Seconds over which the pace of the line is averaged, short and long.
const SHORT: f64 = 10.0;
const LONG: f64 = 60.0;
/// The part of arrivals whose predictions are watched: one in so many.
const WATCH_EVERY: u64 = 8;
/// The most predictions watched at once.
const MOST_WATCHED: usize = 4_096;
/// Outcomes the range is made of.
const WINDOW: usize = 256;
/// The share of waits that may be shorter than the range, and the share that may be longer.
const OUTSIDE: f64 = 0.1;
/// How far one outcome moves the quantile that is taken for an end of the range, and how far it can go.
const STEP: f64 = 0.002;
const QUANTILES: std::ops::RangeInclusive<f64> = 0.01..=0.3;
/// The range at first, as logarithms: from two thirds of the predicted wait to half as much again.
const FIRST_LOW: f64 = -0.405;
const FIRST_HIGH: f64 = 0.405;
/// Waits shorter than this many seconds are not told apart.
const BLUR: f64 = 1.0;

/// A wait as it is shown: four in five people wait no less and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// One in ten waits less.
    pub least: Duration,
    /// One in ten waits longer.
    pub most: Duration,
}

/// The estimator of one line.
#[derive(Debug)]
pub struct Waits {
    /// People the line moved on by since the last tick, and how many a second on average.
    moved: f64,
    short: Average,
    long: Average,
    /// How wrong the last predictions were, as logarithms, and whether the range has been made of all of them.
    outcomes: VecDeque<f64>,
    stale: bool,
    low: f64,
    high: f64,
    /// The quantiles taken for the ends, each counted from its own end.
    below: f64,
    above: f64,
    watched: BTreeMap<Place, Watched>,
    arrivals: u64,
    /// How many predictions came due, and how many waits lay within their range.
    due: u64,
    held: u64,
}

#[derive(Debug, Clone, Copy)]
struct Watched {
    since: f64,
    predicted: f64,
    low: f64,
    high: f64,
}

/// An average over the last while that is right from the start.
#[derive(Debug, Default)]
struct Average {
    sum: f64,
    weight: f64,
}

impl Average {
    fn add(&mut self, count: f64, passed: f64, over: f64) {
        let keep = (-passed / over).exp();
        self.sum = self.sum * keep + count;
        self.weight = self.weight * keep + passed;
    }

    fn value(&self) -> Option<f64> {
        (self.weight > 1.0).then(|| self.sum / self.weight)
    }
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            moved: 0.0,
            short: Average::default(),
            long: Average::default(),
            outcomes: VecDeque::with_capacity(WINDOW),
            stale: false,
            low: FIRST_LOW,
            high: FIRST_HIGH,
            below: OUTSIDE,
            above: OUTSIDE,
            watched: BTreeMap::new(),
            arrivals: 0,
            due: 0,
            held: 0,
        }
    }
}

impl Waits {
    /// The line moved on by so many people: called, or gone by themselves.
    pub fn moved(&mut self, people: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
        let people = people as f64;
        self.moved += people;
    }

    /// Brings the averages up to date; `passed` seconds since the last call. Call it while somebody waits only.
    pub fn tick(&mut self, passed: f64) {
        self.short.add(self.moved, passed, SHORT);
        self.long.add(self.moved, passed, LONG);
        self.moved = 0.0;
        if self.stale {
            self.remake_range();
        }
    }

    /// How many people a second the line moves on by; `expected` as long as that is not known.
    pub fn pace(&self, expected: f64) -> f64 {
        let pace = match (self.short.value(), self.long.value()) {
            (Some(short), Some(long)) => f64::midpoint(short, long),
            _ => expected,
        };
        pace.max(0.01)
    }

    /// The wait of somebody with `ahead` people before them, in seconds.
    pub fn predict(&self, ahead: usize, expected: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
        let ahead = (ahead + 1) as f64;
        ahead / self.pace(expected)
    }

    /// The range around a predicted wait.
    pub fn range(&self, predicted: f64) -> Range {
        let part = |log: f64| Duration::from_secs_f64((predicted * log.exp()).clamp(0.0, 86_400.0));
        Range { least: part(self.low), most: part(self.high) }
    }

    /// Somebody joined at `seconds` and was told `predicted`. Some of them are watched, to see whether it comes true.
    pub fn joined(&mut self, place: Place, seconds: f64, predicted: f64) {
        self.arrivals += 1;
        if self.arrivals % WATCH_EVERY == 1 && self.watched.len() < MOST_WATCHED {
            let watched = Watched { since: seconds, predicted, low: self.low, high: self.high };
            self.watched.insert(place, watched);
        }
    }

    /// Somebody's turn came at `seconds`.
    pub fn called(&mut self, place: Place, seconds: f64) {
        let Some(Watched { since, predicted, low, high }) = self.watched.remove(&place) else { return };
        let log = ((seconds - since + BLUR) / (predicted + BLUR)).ln();
        self.due += 1;
        self.held += u64::from((low..=high).contains(&log));
        // Judged against what this person was told, not against what is told now.
        let moved = |quantile: f64, outside: bool| {
            let step = if outside { OUTSIDE - 1.0 } else { OUTSIDE };
            (quantile + STEP * step).clamp(*QUANTILES.start(), *QUANTILES.end())
        };
        self.below = moved(self.below, log < low);
        self.above = moved(self.above, log > high);
        if self.outcomes.len() == WINDOW {
            self.outcomes.pop_front();
        }
        self.outcomes.push_back(log);
        self.stale = true;
    }

    /// Makes the range of the last outcomes. With few of them the first range has its say.
    fn remake_range(&mut self) {
        self.stale = false;
        let mut sorted: Vec<f64> = self.outcomes.iter().copied().collect();
        sorted.extend([FIRST_LOW, FIRST_HIGH]);
        sorted.sort_by(f64::total_cmp);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index into a few hundred outcomes"
        )]
        let at = |quantile: f64| (quantile * (sorted.len() - 1) as f64).round() as usize;
        (self.low, self.high) = (sorted[at(self.below)], sorted[sorted.len() - 1 - at(self.above)]);
    }

    /// Somebody gave up the place: what they were told will not come due.
    pub fn gone(&mut self, place: Place) {
        self.watched.remove(&place);
    }

    /// The share of waits that lay within the range their people were told; `None` before the first came due.
    pub fn held(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts of people, far below 2^52")]
        (self.due > 0).then(|| self.held as f64 / self.due as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Places;

    #[test]
    fn a_steady_line_is_predicted_and_its_range_narrows() {
        let (mut waits, mut places) = (Waits::default(), Places::new(0));
        // 50 people a second are called, and 1,000 wait: 20 seconds each.
        let mut joined = std::collections::VecDeque::new();
        let mut seconds = 0.0;
        for tick in 0..60_000_u64 {
            seconds += 0.02;
            let predicted = waits.predict(joined.len(), 50.0);
            let place = places.give(tick);
            waits.joined(place, seconds, predicted);
            joined.push_back(place);
            if joined.len() > 1_000 {
                waits.called(joined.pop_front().unwrap(), seconds);
                waits.moved(1);
            }
            waits.tick(0.02);
        }
        assert!((waits.predict(999, 1.0) - 20.0).abs() < 0.5, "{}", waits.predict(999, 1.0));
        let Range { least, most } = waits.range(20.0);
        assert!(least.as_secs_f64() > 17.0 && most.as_secs_f64() < 23.0, "{least:?} {most:?}");
    }

    #[test]
    fn before_anybody_was_called_the_expected_pace_is_used() {
        let waits = Waits::default();
        assert!((waits.predict(99, 10.0) - 10.0).abs() < 1e-9);
        assert_eq!(waits.held(), None);
    }
}
