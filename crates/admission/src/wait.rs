//! How long it will take: how fast the line moves now and will move in the long run, and a range that holds in four cases of
//! five because it is made of what happened: each end moves out when a wait lies beyond it and in when one does not, and
//! rests where few enough do (quantile tracking: Gibbs and Candès, NeurIPS 2021; Angelopoulos, Candès and Tibshirani,
//! NeurIPS 2023).

use crate::place::Place;
use std::collections::BTreeMap;
use std::time::Duration;

/// Seconds over which the pace of the line is averaged.
const OVER: f64 = 20.0;
/// Seconds until what is seen of it counts for more than what is expected.
const PRIOR: f64 = 10.0;
/// Seconds over which the share of those who give up is averaged: few do in any one second.
const GONE_OVER: f64 = 120.0;
/// Seconds over which how the line moves now gives way to how it moves in the long run, if that is known.
const SOON: f64 = 60.0;
/// The part of the people in line whose predictions are watched: one in so many.
const WATCH_EVERY: u64 = 8;
/// The most predictions watched at once.
const MOST_WATCHED: usize = 4_096;
/// Somebody who has waited so many times as long as they were told, and a minute more, is not coming.
const OVERDUE: f64 = 4.0;
/// The share of waits that may be shorter than the range, and the share that may be longer. It is set lower than the one in
/// ten that is aimed for, because the ends follow what has happened, and crowds change meanwhile: with it four waits in five
/// lie within over the crowds of the simulation.
const OUTSIDE: f64 = 0.03;
/// Predictions of about the same length share a range: up to so many seconds each, and longer ones.
const LENGTHS: [f64; 5] = [10.0, 40.0, 160.0, 640.0, f64::INFINITY];
/// How far an end of a range moves out when a wait lies beyond it, as a logarithm. When one does not it moves in, so much
/// less that it stands still when the share above lies beyond.
const STEP: f64 = 0.14;
/// The narrowest and the widest end of a range, as logarithms.
const ENDS: std::ops::RangeInclusive<f64> = 0.02..=3.0;
/// The range at first, as a logarithm: from half of the predicted wait to twice as much.
const FIRST_END: f64 = 0.7;
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
    /// People who went in since the last tick, and how many a second on average.
    entries: f64,
    pace: Average,
    /// People who gave up since the last tick, and the share of the line that does each second.
    gives_up: f64,
    leaving: Average,
    /// The ends of the range for each length of prediction.
    ends: [Ends; LENGTHS.len()],
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
    told: Ends,
    times: u64,
}

/// How much shorter and longer than predicted a wait may be, as logarithms.
#[derive(Debug, Clone, Copy)]
struct Ends {
    low: f64,
    high: f64,
}

/// How the line will move in the long run, when it is known what visits cost.
#[derive(Debug, Clone, Copy)]
pub struct Later {
    /// People a second.
    pub pace: f64,
    /// Seconds by which the line is ahead of that, or behind if negative, because fewer or more are inside than will be.
    pub lead: f64,
    /// Seconds over which that evens out.
    pub over: f64,
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

    /// The average, with `first` believed as much as `prior` seconds until so many have passed.
    fn value(&self, first: f64, prior: f64) -> f64 {
        let prior = (prior - self.weight).max(1e-9);
        (self.sum + first * prior) / (self.weight + prior)
    }
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            entries: 0.0,
            pace: Average::default(),
            gives_up: 0.0,
            leaving: Average::default(),
            ends: [Ends { low: -FIRST_END, high: FIRST_END }; LENGTHS.len()],
            watched: BTreeMap::new(),
            told: 0,
            due: 0,
            held: 0,
        }
    }
}

impl Waits {
    /// So many gave up and are out of the line.
    pub fn gone(&mut self, people: usize) {
        self.gives_up += count(people);
    }

    /// Brings the averages up to date; `passed` seconds since the last call, with so many people waiting. Call it while
    /// somebody waits only.
    pub fn tick(&mut self, passed: f64, waiting: usize) {
        self.pace.add(std::mem::take(&mut self.entries), passed, (-passed / OVER).exp());
        let gone = std::mem::take(&mut self.gives_up);
        self.leaving.add(gone, count(waiting) * passed, (-passed / GONE_OVER).exp());
    }

    /// The wait of somebody with `ahead` people before them, in seconds. `later` is how many a second will go in in the long
    /// run, as far as is known, and `first` what is believed before anything is.
    ///
    /// With `n` ahead, `r` going in a second and a share `s` of the line giving up each second, dn/dt = -r - s n.
    pub fn predict(&self, ahead: f64, later: Option<Later>, first: f64) -> f64 {
        let share = self.leaving.value(0.0, 1.0).max(1e-9);
        let at = |pace: f64| (share * (ahead + 1.0) / pace.max(0.01)).ln_1p() / share;
        let soon = at(self.pace.value(first, PRIOR));
        let Some(Later { pace, lead, over }) = later else { return soon };
        let long = at(pace);
        let evened = (long - lead * (1.0 - (-long / over.max(1.0)).exp())).max(long * 0.1);
        let weight = (-soon.min(long) / SOON).exp();
        weight * soon + (1.0 - weight) * evened
    }

    /// The range around a predicted wait.
    pub fn range(&self, predicted: f64) -> Range {
        let Ends { low, high } = self.ends[length(predicted)];
        let part = |log: f64| Duration::from_secs_f64(((predicted + BLUR) * log.exp() - BLUR).clamp(0.0, 86_400.0));
        Range { least: part(low), most: part(high) }
    }

    /// Somebody was told `predicted` at `seconds`. Some of them are watched, to see whether it comes true.
    pub fn told(&mut self, place: Place, seconds: f64, predicted: f64) {
        let watched = Watched { since: seconds, predicted, told: self.ends[length(predicted)], times: 1 };
        self.told += 1;
        if let Some(before) = self.watched.get_mut(&place) {
            // Each time they are told has the same chance to be the one that counts.
            let times = before.times + 1;
            if self.told.is_multiple_of(times) {
                *before = watched;
            }
            before.times = times;
            return;
        }
        if self.told % WATCH_EVERY != 1 {
            return;
        }
        // Whoever stopped asking is still watched, and in front of everybody else.
        if self.watched.len() >= MOST_WATCHED
            && let Some(first) = self.watched.first_entry()
            && first.get().since + OVERDUE * (first.get().predicted + SOON) < seconds
        {
            first.remove();
        }
        if self.watched.len() < MOST_WATCHED {
            self.watched.insert(place, watched);
        }
    }

    /// Somebody went in at `seconds`.
    pub fn entered(&mut self, place: Place, seconds: f64) {
        self.entries += 1.0;
        let Some(Watched { since, predicted, told, .. }) = self.watched.remove(&place) else { return };
        let log = ((seconds - since + BLUR) / (predicted + BLUR)).ln();
        self.due += 1;
        self.held += u64::from((told.low..=told.high).contains(&log));
        let end = |end: f64, beyond: bool| {
            let step = if beyond { 1.0 - OUTSIDE } else { -OUTSIDE };
            (end + STEP * step / (1.0 - OUTSIDE)).clamp(*ENDS.start(), *ENDS.end())
        };
        let ends = &mut self.ends[length(predicted)];
        (ends.low, ends.high) = (-end(-ends.low, log < ends.low), end(ends.high, log > ends.high));
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

fn length(predicted: f64) -> usize {
    LENGTHS.iter().position(|longest| predicted <= *longest).unwrap_or_default()
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
        let mut joined = std::collections::VecDeque::new();
        let mut seconds = 0.0;
        for tick in 0..60_000_u64 {
            seconds += 0.02;
            let predicted = waits.predict(count(joined.len()), None, 50.0);
            let place = places.give(tick);
            waits.told(place, seconds, predicted);
            joined.push_back(place);
            if joined.len() > 1_000 {
                waits.entered(joined.pop_front().unwrap(), seconds);
            }
            waits.tick(0.02, joined.len());
        }
        assert!((waits.predict(999.0, None, 1.0) - 20.0).abs() < 0.5, "{}", waits.predict(999.0, None, 1.0));
        let Range { least, most } = waits.range(20.0);
        assert!(least.as_secs_f64() > 17.0 && most.as_secs_f64() < 23.0, "{least:?} {most:?}");
    }

    #[test]
    fn who_gives_up_makes_the_line_shorter_for_those_behind_and_not_for_the_front() {
        let (mut waits, place) = (Waits::default(), Places::new(0).give(1));
        for _ in 0..10_000 {
            waits.entered(place, 0.0);
            waits.gone(1);
            waits.tick(0.1, 1_000);
        }
        // 10 called a second; of 1,000 ahead 10 go each second by themselves.
        assert!((waits.predict(9.0, None, 1.0) - 1.0).abs() < 0.1);
        assert!((waits.predict(999.0, None, 1.0) - 69.3).abs() < 1.0, "{}", waits.predict(999.0, None, 1.0));
    }

    #[test]
    fn what_visits_cost_tells_how_the_line_moves_in_the_long_run() {
        let (mut waits, place) = (Waits::default(), Places::new(0).give(1));
        for _ in 0..1_000 {
            waits.entered(place, 0.0);
            waits.tick(0.01, 5_000);
        }
        // 100 a second for now, as the room inside fills up, and 10 a second once it has.
        let later = |lead| Some(Later { pace: 10.0, lead, over: 60.0 });
        assert!(waits.predict(9.0, later(0.0), 1.0) < 0.5, "{}", waits.predict(9.0, later(0.0), 1.0));
        assert!((waits.predict(9_999.0, later(0.0), 1.0) - 1_000.0).abs() < 250.0);
        assert!(waits.predict(9_999.0, later(90.0), 1.0) < waits.predict(9_999.0, later(0.0), 1.0) - 50.0);
    }

    #[test]
    fn before_anybody_was_called_the_expected_pace_is_used() {
        let waits = Waits::default();
        assert!((waits.predict(99.0, None, 10.0) - 10.0).abs() < 1e-3);
        assert_eq!(waits.held(), None);
    }
}
