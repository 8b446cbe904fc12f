//! Breakwater (Cho et al., OSDI 2020): the server hands out credits, more while requests queue for less than a target, fewer
//! when for longer, and drops what waits for twice the target.

use super::{Asking, Limiter};

/// As published: the step up for each client, the step down, and the target as a share of the promised time.
const UP: f64 = 0.001;
const DOWN: f64 = 0.02;
const TARGET: f64 = 0.4;
/// What waits for so many targets is dropped.
const DROP: f64 = 2.0;

pub(crate) struct Breakwater {
    pub(crate) credits: f64,
    target: f64,
    clients: f64,
    /// Seconds from one change to the next: a round trip.
    trip: f64,
    changed: f64,
}

impl Breakwater {
    /// For answers promised within `promised` seconds, with so many clients, a round trip of `trip` seconds away.
    pub(crate) fn new(promised: f64, clients: f64, trip: f64) -> Self {
        Self { credits: 1.0, target: TARGET * promised, clients, trip, changed: 0.0 }
    }
}

impl Limiter for Breakwater {
    #[expect(clippy::cast_precision_loss, reason = "thousands at most")]
    fn admits(&mut self, asking: Asking) -> bool {
        while asking.at - self.changed >= self.trip {
            self.changed += self.trip.max((asking.at - self.changed) / 64.0);
            if asking.delay < self.target {
                // Not more than half as many again as are used: credits that nobody uses say nothing.
                let most = (asking.running as f64 * 1.5).max(self.credits.min(self.clients)).max(2.0);
                self.credits = (self.credits + (UP * self.clients).max(1.0)).min(most.max(self.credits));
            } else {
                let over = (asking.delay - self.target) / self.target;
                self.credits = (self.credits * (1.0 - DOWN * over).max(0.5)).max(1.0);
            }
        }
        (asking.running as f64) < self.credits && asking.delay <= DROP * self.target
    }
}
