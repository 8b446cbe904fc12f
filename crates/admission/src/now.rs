//! The time, as it is handed in.

use std::time::Duration;

/// One moment on both clocks: one that never goes back, for measuring, and the wall's, for arrivals that outlive the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Since the process started; never goes back.
    pub since_start: Duration,
    /// Milliseconds since 1970 by the wall clock.
    pub unix_millis: u64,
}

impl Now {
    /// Whole and partial seconds since the start.
    pub(crate) fn seconds(self) -> f64 {
        self.since_start.as_secs_f64()
    }

    /// When the process started, in milliseconds since 1970.
    pub(crate) fn started_millis(self) -> u64 {
        let since = u64::try_from(self.since_start.as_millis()).unwrap_or(u64::MAX);
        self.unix_millis.saturating_sub(since)
    }
}
