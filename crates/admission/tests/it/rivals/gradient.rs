//! Netflix's Gradient2 (concurrency-limits, `Gradient2Limit`): a limit on what runs at once, from how much slower answers are
//! now than over the last while.

use super::{Asking, Limiter};

/// As published: initial limit, bounds, window of the long average, its warm-up, smoothing, tolerance and queue.
const FIRST: f64 = 20.0;
const LEAST: f64 = 20.0;
const MOST: f64 = 200.0;
const LONG: f64 = 600.0;
const WARM_UP: f64 = 10.0;
const SMOOTHING: f64 = 0.2;
const TOLERANCE: f64 = 1.5;
const QUEUE: f64 = 4.0;

pub(crate) struct Gradient {
    pub(crate) limit: f64,
    long: f64,
    samples: f64,
    /// The shares of the limit that each importance may fill; Netflix's partitions.
    shares: [f64; 3],
}

impl Gradient {
    pub(crate) fn new(shares: [f64; 3]) -> Self {
        Self { limit: FIRST, long: 0.0, samples: 0.0, shares }
    }
}

impl Limiter for Gradient {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    fn admits(&mut self, asking: Asking) -> bool {
        (asking.running as f64) < self.limit.floor() * self.shares[asking.importance]
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    fn done(&mut self, _at: f64, took: f64, _delay: f64, running: usize) {
        self.samples += 1.0;
        if self.samples <= WARM_UP {
            self.long += (took - self.long) / self.samples;
        } else {
            self.long += 2.0 / (LONG + 1.0) * (took - self.long);
        }
        if self.long / took > 2.0 {
            self.long *= 0.95;
        }
        if (running as f64) < self.limit / 2.0 {
            return;
        }
        let gradient = (TOLERANCE * self.long / took).clamp(0.5, 1.0);
        let new = self.limit * (1.0 - SMOOTHING) + SMOOTHING * (gradient * self.limit + QUEUE);
        self.limit = new.clamp(LEAST, MOST);
    }
}
