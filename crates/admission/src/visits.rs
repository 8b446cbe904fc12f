//! What a whole visit costs, from coming in to the last page: what the line can count on in the long run.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// One visitor in so many is followed.
const FOLLOW_EVERY: u64 = 16;
/// The most who are followed at once.
const MOST: usize = 1 << 16;
/// Seconds without a request after which a visit is over.
const OVER: u64 = 900;
/// How much one visit changes what is believed.
const LEARN: f64 = 0.01;
/// Visits before anything is believed.
const FIRST: u32 = 20;

/// The visits that are followed.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    /// Work so far, in seconds, and when the last request was, in seconds since the start.
    followed: HashMap<u64, (f64, u64), BuildHasherDefault<DefaultHasher>>,
    mean: f64,
    over: u32,
    cleaned: u64,
}

impl Visits {
    /// Somebody made a request.
    pub(crate) fn worked(&mut self, name: u64, cost: f64, seconds: u64) {
        // Names may be counted up: they are spread first.
        if name.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 & (FOLLOW_EVERY - 1) != 0 {
            return;
        }
        if let Some((work, last)) = self.followed.get_mut(&name) {
            (*work, *last) = (*work + cost, seconds);
        } else if self.followed.len() < MOST {
            self.followed.insert(name, (cost, seconds));
        }
    }

    /// Somebody is done.
    pub(crate) fn left(&mut self, name: u64) {
        if let Some((work, _)) = self.followed.remove(&name) {
            self.learn(work);
        }
    }

    /// Ends the visits of those who went without a word.
    pub(crate) fn tick(&mut self, seconds: u64) {
        if seconds < self.cleaned + OVER / 10 {
            return;
        }
        self.cleaned = seconds;
        let gone: Vec<f64> =
            self.followed.extract_if(|_, (_, last)| *last + OVER < seconds).map(|(_, (work, _))| work).collect();
        for work in gone {
            self.learn(work);
        }
    }

    fn learn(&mut self, work: f64) {
        self.over = self.over.saturating_add(1);
        self.mean += (work - self.mean) * LEARN.max(1.0 / f64::from(self.over));
    }

    /// Seconds of work in a visit, as far as is known.
    pub(crate) fn mean(&self) -> Option<f64> {
        (self.over >= FIRST).then_some(self.mean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_costs_all_its_requests_also_when_it_ends_without_a_word() {
        let mut visits = Visits::default();
        for name in 0..2_000 {
            for page in 0..5 {
                visits.worked(name, 0.001, page);
            }
            if name % 2 == 0 {
                visits.left(name);
            }
        }
        visits.tick(OVER * 2);
        assert!((visits.mean().unwrap() - 0.005).abs() < 1e-9);
        assert!(visits.followed.is_empty());
    }
}
