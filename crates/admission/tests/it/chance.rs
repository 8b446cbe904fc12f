//! Chance that is the same on every run.

/// A stream of numbers made of a seed (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// Anything from 0 up to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(crate) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A time between two events that come by chance, `mean` on average.
    pub(crate) fn gap(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.share()).ln()
    }

    pub(crate) fn happens(&mut self, share: f64) -> bool {
        share > 0.0 && self.share() < share
    }
}

/// A log-normal spread around a mean of 1, looked up: drawing one costs a few nanoseconds.
pub(crate) struct Spread(Vec<f64>);

/// Entries of the table: its tails end at one in 8,192.
const ENTRIES: usize = 4_096;

impl Spread {
    /// With `sigma` as the deviation of the logarithm; 0 is always the mean.
    pub(crate) fn new(sigma: f64) -> Self {
        let mut chance = Chance::new(7);
        let mut normal = Vec::with_capacity(ENTRIES);
        while normal.len() < ENTRIES {
            let (radius, angle) = (chance.gap(2.0).sqrt(), chance.share() * std::f64::consts::TAU);
            normal.extend([radius * angle.cos(), radius * angle.sin()]);
        }
        let mut table: Vec<f64> = normal.into_iter().map(|normal| (sigma * normal).exp()).collect();
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let mean = table.iter().sum::<f64>() / table.len() as f64;
        for value in &mut table {
            *value /= mean;
        }
        Self(table)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
    pub(crate) fn draw(&self, chance: &mut Chance) -> f64 {
        self.0[chance.bits() as usize % ENTRIES]
    }
}
