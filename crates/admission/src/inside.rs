//! Who is inside, and how much work a person inside makes: what has been let in goes on costing after the door closed.

use crate::names::Names;
use std::collections::HashMap;

/// Seconds without a request after which somebody no longer counts as busy inside. They stay inside all the same: this is
/// for the forecast only.
const BUSY: u64 = 60;
/// The most people counted. Past it the oldest are forgotten, which only makes the forecast less sharp.
const MOST: usize = 1 << 20;
/// Seconds over which the work of the people inside is averaged.
const SMOOTHING: f64 = 2.0;
/// What a person is believed to make at first, in requests a second of the first measured cost, and with the weight of how
/// many person-seconds. Cautious on purpose: it is corrected within seconds.
const FIRST_RATE: f64 = 0.2;
const FIRST_WEIGHT: f64 = 20.0;
/// Seconds over which the work of one person is averaged.
const MEMORY: f64 = 30.0;
/// Seconds a person counts for at least, however quickly they are done. Work that comes sooner after somebody was let in
/// needs no forecast: it is seen.
const SHORTEST: f64 = 2.0;

/// The people inside.
#[derive(Debug, Default)]
pub struct Inside {
    /// When each was last seen, in seconds since the start, by a name that means nothing outside.
    seen: HashMap<u64, u32, Names>,
    /// Seconds of work since the last tick.
    work: f64,
    /// Work a second, averaged.
    rate: f64,
    /// Work and person-seconds over the last while.
    total: f64,
    persons: f64,
    cleaned: u64,
}

impl Inside {
    /// Somebody made a request.
    pub fn saw(&mut self, name: u64, seconds: u64) {
        if self.seen.len() >= MOST && !self.seen.contains_key(&name) {
            self.clean(seconds);
            if self.seen.len() >= MOST {
                return;
            }
        }
        if self.seen.insert(name, u32::try_from(seconds).unwrap_or(u32::MAX)).is_none() {
            self.persons += SHORTEST;
        }
    }

    /// Whether somebody made a request lately.
    pub fn knows(&self, name: u64) -> bool {
        self.seen.contains_key(&name)
    }

    /// Somebody is done, such as after filing or signing out.
    pub fn left(&mut self, name: u64) {
        self.seen.remove(&name);
    }

    /// Work was done for somebody inside, in seconds.
    pub fn worked(&mut self, cost: f64) {
        self.work += cost;
    }

    /// Brings the averages up to date. `passed` is the time since the last call, in seconds.
    pub fn tick(&mut self, seconds: u64, passed: f64) {
        if passed <= 0.0 {
            return;
        }
        let share = 1.0 - (-passed / SMOOTHING).exp();
        self.rate += share * (self.work / passed - self.rate);
        let keep = (-passed / MEMORY).exp();
        self.total = self.total * keep + self.work;
        #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
        let people = self.seen.len() as f64;
        self.persons = self.persons * keep + people * passed;
        self.work = 0.0;
        if seconds >= self.cleaned + BUSY / 6 {
            self.clean(seconds);
        }
    }

    fn clean(&mut self, seconds: u64) {
        self.cleaned = seconds;
        self.seen.retain(|_, seen| u64::from(*seen) + BUSY > seconds);
    }

    /// How many are busy inside.
    pub fn people(&self) -> usize {
        self.seen.len()
    }

    /// The work they make, in seconds a second.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// The work one person makes, in seconds a second, as far as is known. `first` is the cost of one request, for as long
    /// as nothing else is.
    pub fn each(&self, first: f64) -> f64 {
        (self.total + FIRST_RATE * first * FIRST_WEIGHT) / (self.persons + FIRST_WEIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_one_person_is_learned_from_all_of_them() {
        let mut inside = Inside::default();
        for second in 0..120_u64 {
            for name in 0..100 {
                inside.saw(name, second);
            }
            inside.worked(0.5);
            inside.tick(second, 1.0);
        }
        assert_eq!(inside.people(), 100);
        assert!((inside.rate() - 0.5).abs() < 0.01);
        assert!((inside.each(0.1) - 0.005).abs() < 0.0005, "{}", inside.each(0.1));
    }

    #[test]
    fn who_is_quiet_for_a_minute_no_longer_counts() {
        let mut inside = Inside::default();
        inside.saw(1, 0);
        inside.saw(2, 50);
        inside.tick(70, 0.1);
        assert_eq!(inside.people(), 1);
        inside.left(2);
        assert_eq!(inside.people(), 0);
    }
}
