//! WeChat's DAGOR (Zhou et al., SoCC 2018): a level of importance below which requests are turned away, made of what is
//! asked and who asks, and moved when requests queue for longer than 20 ms on average.

use super::{Asking, Limiter};

/// As published: the window, the queueing time that means overload, the steps down and up, and levels of users.
const WINDOW: f64 = 1.0;
const WINDOW_REQUESTS: u64 = 2_000;
const OVERLOAD: f64 = 0.020;
const DOWN: f64 = 0.05;
const UP: f64 = 0.01;
const USERS: usize = 128;
const LEVELS: usize = 3 * USERS;

pub(crate) struct Dagor {
    /// Requests of this level and above it are turned away.
    cursor: usize,
    came: [u64; LEVELS],
    admitted: u64,
    requests: u64,
    delays: f64,
    began: f64,
}

impl Dagor {
    pub(crate) fn new() -> Self {
        Self { cursor: LEVELS, came: [0; LEVELS], admitted: 0, requests: 0, delays: 0.0, began: 0.0 }
    }

    /// Moves the cursor in one step to where the histogram says that the wanted number would have been admitted.
    #[expect(clippy::cast_precision_loss, reason = "thousands of requests")]
    fn judge(&mut self, at: f64) {
        let mean = self.delays / self.requests.max(1) as f64;
        let came: u64 = self.came.iter().sum();
        let wanted =
            if mean > OVERLOAD { self.admitted as f64 * (1.0 - DOWN) } else { self.admitted as f64 + came as f64 * UP };
        let mut sum = 0.0;
        self.cursor = 0;
        for count in self.came {
            sum += count as f64;
            if sum > wanted {
                break;
            }
            self.cursor += 1;
        }
        (self.came, self.admitted, self.requests, self.delays, self.began) = ([0; LEVELS], 0, 0, 0.0, at);
    }
}

impl Limiter for Dagor {
    fn admits(&mut self, asking: Asking) -> bool {
        if asking.at - self.began >= WINDOW || self.requests >= WINDOW_REQUESTS {
            self.judge(asking.at);
        }
        // The same for a person within the hour; the runs here are shorter.
        let user = usize::try_from(asking.who.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 57).unwrap_or_default();
        let level = asking.importance * USERS + user;
        self.came[level] += 1;
        let admitted = level < self.cursor;
        self.admitted += u64::from(admitted);
        if admitted {
            self.requests += 1;
            self.delays += asking.delay;
        }
        admitted
    }
}
