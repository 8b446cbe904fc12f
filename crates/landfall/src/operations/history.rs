//! The last minutes of measurements, for what only shows over time: rates, and shares of answers within a time.

use super::{names::Metric, reading::Reading};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use store::TimesRead;

/// How often measurements are kept.
pub(crate) const EVERY: Duration = Duration::from_secs(5);
/// How far back rates and shares look, on the page and in the alert rules.
pub(crate) const SPAN: Duration = Duration::from_mins(5);
/// Readings kept: those of the span, and the one it is measured from.
const KEPT: usize = 61;

/// The last minutes.
#[derive(Debug, Default)]
pub(crate) struct History(VecDeque<Arc<Reading>>);

impl History {
    pub(crate) fn keep(&mut self, reading: Arc<Reading>) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(reading);
    }

    /// The reading that `now` is to be compared with to see what happened within `span`; `now` itself has none before it
    /// at the start.
    fn before(&self, now: &Reading, span: Duration) -> Option<&Reading> {
        self.0.iter().find(|kept| kept.at + span + EVERY > now.at).map(|kept| &**kept)
    }

    /// How much a counter has grown within `span`.
    pub(crate) fn grew(&self, now: &Reading, span: Duration, metric: &'static Metric, labels: &[&str]) -> f64 {
        let before = self.before(now, span).and_then(|before| before.sum(metric, labels)).unwrap_or(0.0);
        (now.sum(metric, labels).unwrap_or(0.0) - before).max(0.0)
    }

    /// Times measured within `span`.
    pub(crate) fn times(&self, now: &Reading, span: Duration, metric: &'static Metric, labels: &[&str]) -> TimesRead {
        let all = now.times(metric, labels);
        self.before(now, span).map_or(all, |before| all.since(&before.times(metric, labels)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::names;

    fn reading(at: u64, accepted: f64) -> Arc<Reading> {
        let mut reading = Reading { at: Duration::from_secs(at), ..Reading::default() };
        reading.put(&names::ACCEPTED, [], accepted);
        Arc::new(reading)
    }

    #[test]
    fn growth_is_measured_from_the_reading_before_the_span_and_no_more_readings_are_kept_than_that_needs() {
        let mut history = History::default();
        for step in 0..200_u32 {
            history.keep(reading(u64::from(step) * 5, f64::from(step)));
        }
        assert_eq!(history.0.len(), KEPT);
        let now = reading(200 * 5, 200.0);
        let minute = history.grew(&now, Duration::from_mins(1), &names::ACCEPTED, &[]);
        assert!((minute - 12.0).abs() < 1e-9, "{minute}");
        let span = history.grew(&now, SPAN, &names::ACCEPTED, &[]);
        assert!((span - 60.0).abs() < 1e-9, "{span}");
    }

    #[test]
    fn at_the_start_everything_is_new() {
        let now = reading(3, 7.0);
        assert!((History::default().grew(&now, SPAN, &names::ACCEPTED, &[]) - 7.0).abs() < 1e-9);
    }
}
