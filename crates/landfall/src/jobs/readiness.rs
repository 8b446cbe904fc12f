//! Whether this process can do its work: the store is asked again and again to prove that it takes changes, whatever else the
//! background does meanwhile.

use super::system;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use store::ops::facts::ProveWritable;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use web::App;

/// How often the store is asked.
const EVERY: Duration = Duration::from_secs(2);
/// How long one proof may take. A change that waits longer is no use to the people who wait for theirs.
const DEADLINE: Duration = Duration::from_secs(3);
/// How long a proof counts: one that came late, or failed, is not the end yet; a store that is gone is noticed in this time.
const COUNTS: Duration = Duration::from_secs(10);

/// When the store last proved itself.
#[derive(Debug)]
pub(crate) struct Readiness {
    begun: Instant,
    /// Until when the last proof counts, in milliseconds after `begun`; 0 before the first.
    until: AtomicU64,
}

impl Readiness {
    /// Not ready before the first proof.
    pub(crate) fn new(begun: Instant) -> Self {
        Self { begun, until: AtomicU64::new(0) }
    }

    /// Whether the store has ever proved itself.
    pub(crate) fn has_begun(&self) -> bool {
        self.until.load(Ordering::Relaxed) > 0
    }

    fn proved(&self, at: Instant) {
        self.until.store(self.since_begun(at + COUNTS), Ordering::Relaxed);
    }

    /// Whether the last proof still counts.
    pub(crate) fn holds(&self, now: Instant) -> bool {
        self.since_begun(now) < self.until.load(Ordering::Relaxed)
    }

    fn since_begun(&self, at: Instant) -> u64 {
        u64::try_from(at.duration_since(self.begun).as_millis()).unwrap_or(u64::MAX)
    }
}

/// Asks for proofs, for ever.
pub(crate) async fn run(app: Arc<App>, readiness: Arc<Readiness>) {
    let mut every = interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        let prove = ProveWritable { now: app.now() };
        match timeout(DEADLINE, app.store.exec(&system(&app), prove)).await {
            Ok(Ok(())) => readiness.proved(Instant::now()),
            Ok(Err(error)) => {
                let error = format!("{:#}", anyhow::Error::from(error));
                tracing::warn!(error, "the store does not prove that it takes changes");
            }
            Err(_) => tracing::warn!("the store is slow to prove that it takes changes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_counts_for_its_time_and_a_new_one_at_once() {
        let begun = Instant::now();
        let readiness = Readiness::new(begun);
        assert!(!readiness.holds(begun) && !readiness.has_begun());
        let proved = begun + Duration::from_secs(1);
        readiness.proved(proved);
        assert!(readiness.holds(proved) && readiness.holds(proved + COUNTS / 2));
        assert!(!readiness.holds(proved + COUNTS));
        let later = proved + Duration::from_hours(1);
        assert!(!readiness.holds(later) && readiness.has_begun(), "away, and no longer starting");
        readiness.proved(later);
        assert!(readiness.holds(later));
    }
}
