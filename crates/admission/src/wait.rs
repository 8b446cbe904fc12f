//! How long it will take: how fast the line moves now and will move in the long run, and a range that holds in four cases of
//! five because it is made of what happened: the quantiles of how wrong the last predictions were, with the quantiles
//! themselves moved while too few or too many waits lie outside (adaptive conformal inference: Gibbs and Candès, NeurIPS
//! 2021).

use crate::place::Place;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// Seconds over which the pace of the line is averaged.
const OVER: f64 = 20.0;
/// Seconds over which the share of those who give up is averaged: few do in any one second.
const GONE_OVER: f64 = 120.0;
/// Seconds for which the line goes on moving as it does now. After that it moves as visits end, if that is known.
const SOON: f64 = 20.0;
/// The part of the people in line whose predictions are watched: one in so many.
const WATCH_EVERY: u64 = 8;
/// Of what a watched person is told, one time in so many is watched instead of the one before.
const WATCH_AGAIN: u64 = 3;
/// The most predictions watched at once.
const MOST_WATCHED: usize = 4_096;
/// Outcomes the range is made of.
const WINDOW: usize = 256;
/// The share of waits that may be shorter than the range, and the share that may be longer.
const OUTSIDE: f64 = 0.1;
/// How far one outcome moves the quantile that is taken for an end of the range, and how far it can go.
const STEP: f64 = 0.004;
const QUANTILES: std::ops::RangeInclusive<f64> = 0.0..=0.4;
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
    /// People called since the last tick, and how many a second on average.
    calls: f64,
    pace: Average,
    /// People who gave up since the last tick, and the share of the line that does each second.
    gives_up: f64,
    leaving: Average,
    /// How wrong the last predictions were, as logarithms, and whether the range has been made of all of them.
    outcomes: VecDeque<f64>,
    stale: bool,
    low: f64,
    high: f64,
    /// The quantiles taken for the ends, each counted from its own end.
    below: f64,
    above: f64,
    watched: BTreeMap<Place, Watched>,
    told: u64,
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
    fn add(&mut self, count: f64, weight: f64, keep: f64) {
        self.sum = self.sum * keep + count;
        self.weight = self.weight * keep + weight;
    }

    fn value(&self) -> Option<f64> {
        (self.weight > 1.0).then(|| self.sum / self.weight)
    }
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            calls: 0.0,
            pace: Average::default(),
            gives_up: 0.0,
            leaving: Average::default(),
            outcomes: VecDeque::with_capacity(WINDOW),
            stale: false,
            low: FIRST_LOW,
            high: FIRST_HIGH,
            below: OUTSIDE,
            above: OUTSIDE,
            watched: BTreeMap::new(),
            told: 0,
            due: 0,
            held: 0,
        }
    }
}

impl Waits {
    /// Somebody was called.
    pub fn moved(&mut self) {
        self.calls += 1.0;
    }

    /// So many gave up and are out of the line.
    pub fn gone(&mut self, people: usize) {
        self.gives_up += count(people);
    }

    /// Brings the averages up to date; `passed` seconds since the last call, with so many people waiting. Call it while
    /// somebody waits only.
    pub fn tick(&mut self, passed: f64, waiting: usize) {
        self.pace.add(std::mem::take(&mut self.calls), passed, (-passed / OVER).exp());
        let gone = std::mem::take(&mut self.gives_up);
        self.leaving.add(gone, count(waiting) * passed, (-passed / GONE_OVER).exp());
        if self.stale {
            self.remake_range();
        }
    }

    /// The wait of somebody with `ahead` people before them, in seconds. `later` is how many a second will be called in
    /// the long run, as far as is known.
    ///
    /// With `n` ahead, `r` called a second and a share `s` of the line giving up each second, dn/dt = -r - s n.
    pub fn predict(&self, ahead: usize, later: Option<f64>, first: f64) -> f64 {
        let ahead = count(ahead) + 1.0;
        let now = self.pace.value().unwrap_or(later.unwrap_or(first)).max(0.01);
        let later = later.unwrap_or(now).max(0.01);
        let share = self.leaving.value().unwrap_or_default().max(1e-9);
        let soon = (share * ahead / now).ln_1p() / share;
        if soon <= SOON {
            return soon;
        }
        let left = (ahead + now / share) * (-share * SOON).exp() - now / share;
        SOON + (share * left.max(0.0) / later).ln_1p() / share
    }

    /// The range around a predicted wait.
    pub fn range(&self, predicted: f64) -> Range {
        let part = |log: f64| Duration::from_secs_f64(((predicted + BLUR) * log.exp() - BLUR).clamp(0.0, 86_400.0));
        Range { least: part(self.low), most: part(self.high) }
    }

    /// Somebody was told `predicted` at `seconds`. Some of them are watched, to see whether it comes true.
    pub fn told(&mut self, place: Place, seconds: f64, predicted: f64) {
        let watched = Watched { since: seconds, predicted, low: self.low, high: self.high };
        self.told += 1;
        if let Some(before) = self.watched.get_mut(&place) {
            if self.told.is_multiple_of(WATCH_AGAIN) {
                *before = watched;
            }
        } else if self.told % WATCH_EVERY == 1 && self.watched.len() < MOST_WATCHED {
            self.watched.insert(place, watched);
        }
    }

    /// Somebody went in at `seconds`.
    pub fn entered(&mut self, place: Place, seconds: f64) {
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
    pub fn forget(&mut self, place: Place) {
        self.watched.remove(&place);
    }

    /// The share of waits that lay within the range their people were told; `None` before the first came due.
    pub fn held(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts of people, far below 2^52")]
        (self.due > 0).then(|| self.held as f64 / self.due as f64)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
fn count(people: usize) -> f64 {
    people as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Places;

    #[test]
    fn a_steady_line_is_predicted_and_its_range_narrows() {
        let (mut waits, mut places) = (Waits::default(), Places::new(0));
        // 50 people a second are called, and 1,000 wait: 20 seconds each.
        let mut joined = VecDeque::new();
        let mut seconds = 0.0;
        for tick in 0..60_000_u64 {
            seconds += 0.02;
            let predicted = waits.predict(joined.len(), None, 50.0);
            let place = places.give(tick);
            waits.told(place, seconds, predicted);
            joined.push_back(place);
            if joined.len() > 1_000 {
                waits.entered(joined.pop_front().unwrap(), seconds);
                waits.moved();
            }
            waits.tick(0.02, joined.len());
        }
        assert!((waits.predict(999, None, 1.0) - 20.0).abs() < 0.5, "{}", waits.predict(999, None, 1.0));
        let Range { least, most } = waits.range(20.0);
        assert!(least.as_secs_f64() > 17.0 && most.as_secs_f64() < 23.0, "{least:?} {most:?}");
    }

    #[test]
    fn who_gives_up_makes_the_line_shorter_for_those_behind_and_not_for_the_front() {
        let mut waits = Waits::default();
        for _ in 0..10_000 {
            waits.moved();
            waits.gone(1);
            waits.tick(0.1, 1_000);
        }
        // 10 called a second; of 1,000 ahead 10 go each second by themselves.
        assert!((waits.predict(9, None, 1.0) - 1.0).abs() < 0.1);
        assert!((waits.predict(999, None, 1.0) - 69.3).abs() < 1.0, "{}", waits.predict(999, None, 1.0));
    }

    #[test]
    fn what_visits_cost_tells_how_the_line_moves_in_the_long_run() {
        let mut waits = Waits::default();
        for _ in 0..1_000 {
            waits.moved();
            waits.tick(0.01, 5_000);
        }
        // 100 a second for now, as the room inside fills up, and 10 a second once it has.
        assert!((waits.predict(999, Some(10.0), 1.0) - 10.0).abs() < 0.1);
        assert!((waits.predict(2_999, Some(10.0), 1.0) - 120.0).abs() < 1.0);
    }

    #[test]
    fn before_anybody_was_called_the_expected_pace_is_used() {
        let waits = Waits::default();
        assert!((waits.predict(99, None, 10.0) - 10.0).abs() < 1e-3);
        assert_eq!(waits.held(), None);
    }
}
