//! How long things take, counted in ranges: what a histogram of measurements is made of.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// Ranges: one for each of [`TimesRead::BOUNDS`], and one for what is longer.
const RANGES: usize = TimesRead::BOUNDS.len() + 1;

/// Counts of how long something took. Adding is two relaxed additions; nothing grows.
#[derive(Debug, Default)]
pub struct Times {
    counts: [AtomicU64; RANGES],
    micros: AtomicU64,
}

/// [`Times`] at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimesRead {
    /// How many were within each bound and beyond the one before it; the last: beyond all.
    pub counts: [u64; RANGES],
    /// All of them together, in microseconds.
    pub micros: u64,
}

impl Times {
    /// Counts one.
    pub fn add(&self, took: Duration) {
        let seconds = took.as_secs_f64();
        let range = TimesRead::BOUNDS.iter().position(|bound| seconds <= *bound).unwrap_or(RANGES - 1);
        self.counts[range].fetch_add(1, Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }

    /// What was counted so far.
    pub fn read(&self) -> TimesRead {
        TimesRead {
            counts: std::array::from_fn(|range| self.counts[range].load(Relaxed)),
            micros: self.micros.load(Relaxed),
        }
    }
}

impl TimesRead {
    /// The upper bounds of the ranges, in seconds.
    pub const BOUNDS: [f64; 13] = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

    /// How many were counted.
    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Both together.
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            counts: std::array::from_fn(|range| self.counts[range] + other.counts[range]),
            micros: self.micros + other.micros,
        }
    }

    /// What was counted since `earlier`.
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            counts: std::array::from_fn(|range| self.counts[range].saturating_sub(earlier.counts[range])),
            micros: self.micros.saturating_sub(earlier.micros),
        }
    }

    /// The time that a share of them was within, in seconds: by a straight line through its range, as Prometheus reckons it.
    /// `None` when there was none.
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    pub fn within(&self, share: f64) -> Option<f64> {
        let wanted = self.count() as f64 * share;
        let (mut before, mut least) = (0.0, 0.0);
        for (count, bound) in self.counts.iter().zip(Self::BOUNDS) {
            let count = *count as f64;
            if count > 0.0 && before + count >= wanted {
                return Some(least + (bound - least) * (wanted - before) / count);
            }
            (before, least) = (before + count, bound);
        }
        (self.count() > 0).then_some(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_times_is_found_within_its_range() {
        let times = Times::default();
        assert_eq!(times.read().within(0.5), None);
        for _ in 0..90 {
            times.add(Duration::from_millis(4));
        }
        let early = times.read();
        for _ in 0..10 {
            times.add(Duration::from_millis(80));
        }
        let read = times.read();
        let near = |share, seconds: f64| {
            let found = read.within(share).expect("times were counted");
            assert!((found - seconds).abs() < 1e-9, "{share}: {found}");
        };
        near(0.45, 0.002_5 + 0.002_5 / 2.0);
        near(0.95, 0.075);
        assert_eq!(read.since(&early).count(), 10);
        assert_eq!(read.plus(&early).count(), 190);
        assert_eq!(read.micros, 90 * 4_000 + 10 * 80_000);
    }

    #[test]
    fn what_is_beyond_all_bounds_is_said_to_be_at_the_last() {
        let times = Times::default();
        times.add(Duration::from_hours(1));
        assert_eq!(times.read().within(0.5), Some(10.0));
    }
}
