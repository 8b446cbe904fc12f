//! Chance that can be repeated: a small generator that every visitor has one of, eight bytes each.

use crate::numbers::{Micros, length, real, seconds};

/// SplitMix64 (Steele, Lea and Flood, 2014): one word of state, good enough for who does what when.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The same seed makes the same choices.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        real(self.next() >> 11) / real(1 << 53)
    }

    /// From 0 to below `bound`; 0 if there is nothing below it.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        length(self.next() >> 33) % bound.max(1)
    }

    /// True this share of the time.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// A log-normal span around its median; sigma 1 is how long people look at pages.
    pub(crate) fn log_normal(&mut self, median: f64, sigma: f64) -> Micros {
        // Box and Muller; 1 - unit() is never zero.
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * self.unit()).cos();
        seconds(median * (sigma * normal).exp())
    }

    /// One or more, with this mean: each time it goes on with the same chance.
    pub(crate) fn times(&mut self, mean: f64) -> u32 {
        let mut times = 1;
        while times < MOST_TIMES && self.happens(1.0 - 1.0 / mean) {
            times += 1;
        }
        times
    }
}

/// No visit has more pages.
const MOST_TIMES: u32 = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_all_think_longer_than_the_median_and_one_in_forty_over_seven_times_as_long() {
        let mut chance = Chance::new(7);
        let spans: Vec<f64> = (0..40_000).map(|_| real(chance.log_normal(20.0, 1.0)) / 1e6).collect();
        let share = |over: f64| real(spans.iter().filter(|span| **span > over).count() as u64) / 40_000.0;
        assert!((0.49..0.51).contains(&share(20.0)), "{}", share(20.0));
        // 1.96 sigmas above.
        assert!((0.022..0.028).contains(&share(20.0 * 1.96_f64.exp())), "{}", share(142.0));
    }

    #[test]
    fn repeated_things_have_their_mean() {
        let mut chance = Chance::new(1);
        let sum: u32 = (0..20_000).map(|_| chance.times(6.0)).sum();
        assert!((5.8..6.2).contains(&(f64::from(sum) / 20_000.0)), "{sum}");
    }

    #[test]
    fn the_same_seed_makes_the_same_choices() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            [chance.next(), chance.next(), chance.next()]
        };
        assert_eq!(draw(5), draw(5));
        assert_ne!(draw(5), draw(6));
    }
}
