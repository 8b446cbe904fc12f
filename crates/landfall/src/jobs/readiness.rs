//! Whether this process can do its work: the store is asked again and again to prove that it takes changes, whatever else the
//! background does meanwhile.

use super::system;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
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

/// How long a try at a proof may take before the status page says that the store is away. It must say so within five seconds.
const IN_DOUBT: Duration = Duration::from_millis(1_500);

/// When the store last proved itself.
#[derive(Debug)]
pub(crate) struct Readiness {
    begun: Instant,
    /// Until when the last proof counts, in milliseconds after `begun`; 0 before the first.
    until: AtomicU64,
    /// When the try that is under way began, in the same way; 0 while none is.
    asked: AtomicU64,
    /// Whether the last try failed.
    failed: AtomicBool,
}

impl Readiness {
    /// Not ready before the first proof.
    pub(crate) fn new(begun: Instant) -> Self {
        Self { begun, until: AtomicU64::new(0), asked: AtomicU64::new(0), failed: AtomicBool::new(false) }
    }

    /// Whether the store has ever proved itself.
    pub(crate) fn has_begun(&self) -> bool {
        self.until.load(Ordering::Relaxed) > 0
    }

    fn asked(&self, at: Instant) {
        self.asked.store(self.since_begun(at).max(1), Ordering::Relaxed);
    }

    fn proved(&self, at: Instant) {
        self.until.store(self.since_begun(at + COUNTS), Ordering::Relaxed);
        self.failed.store(false, Ordering::Relaxed);
        self.asked.store(0, Ordering::Relaxed);
    }

    fn failed(&self) {
        self.failed.store(true, Ordering::Relaxed);
        self.asked.store(0, Ordering::Relaxed);
    }

    /// How long ago the store last proved itself, if the last try at a proof failed or the present one takes too long; `None`
    /// while it works. Readiness is slower to give up: it has a process taken out of service.
    pub(crate) fn away(&self, now: Instant) -> Option<Duration> {
        let (now, asked) = (self.since_begun(now), self.asked.load(Ordering::Relaxed));
        let hangs = asked > 0 && Duration::from_millis(now.saturating_sub(asked)) > IN_DOUBT;
        let proved = Duration::from_millis(self.until.load(Ordering::Relaxed)).saturating_sub(COUNTS);
        (hangs || self.failed.load(Ordering::Relaxed)).then(|| Duration::from_millis(now).saturating_sub(proved))
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
        readiness.asked(Instant::now());
        let prove = ProveWritable { now: app.now() };
        match timeout(DEADLINE, app.store.exec(&system(&app), prove)).await {
            Ok(Ok(())) => readiness.proved(Instant::now()),
            Ok(Err(error)) => {
                let error = format!("{:#}", anyhow::Error::from(error));
                tracing::warn!(error, "the store does not prove that it takes changes");
                readiness.failed();
            }
            Err(_) => {
                tracing::warn!("the store is slow to prove that it takes changes");
                readiness.failed();
            }
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

    #[test]
    fn a_store_that_fails_or_hangs_is_away_until_it_proves_itself_again() {
        let begun = Instant::now();
        let at = |millis| begun + Duration::from_millis(millis);
        let readiness = Readiness::new(begun);
        assert_eq!(readiness.away(at(9_000)), None, "nobody has asked");
        readiness.asked(at(1_000));
        readiness.proved(at(1_010));
        assert_eq!(readiness.away(at(2_900)), None);
        readiness.asked(at(3_000));
        assert_eq!(readiness.away(at(4_500)), None, "it is slow");
        assert_eq!(readiness.away(at(4_501)), Some(Duration::from_millis(3_491)), "it hangs");
        readiness.failed();
        readiness.asked(at(7_000));
        assert_eq!(readiness.away(at(7_001)), Some(Duration::from_millis(5_991)), "it is asked again, and was away");
        assert!(readiness.holds(at(9_000)), "for as long it is not taken out of service");
        readiness.proved(at(9_000));
        assert_eq!(readiness.away(at(9_001)), None);
    }
}
