//! The pulse of the workers: each one's heart beats at a fixed interval, and how late it does shows how long work waits
//! there that could start now.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// How often a heart beats.
pub(crate) const INTERVAL: Duration = Duration::from_millis(5);
/// tokio counts in whole milliseconds and rounds up, so a beat that is punctual still comes up to this late.
const GRANULARITY: Duration = Duration::from_millis(1);
/// Instead of a time: this heart has stopped, as it should.
const STOPPED: u64 = u64::MAX;

/// The hearts of all workers.
#[derive(Debug)]
pub(crate) struct Pulse {
    start: Instant,
    hearts: Box<[Heart]>,
}

/// What is known of one heart; both in microseconds.
#[derive(Debug, Default)]
struct Heart {
    /// When it last beat, since the start.
    last: AtomicU64,
    /// How late it was then.
    late: AtomicU64,
}

impl Pulse {
    pub(crate) fn new(workers: usize) -> Self {
        Self { start: Instant::now(), hearts: (0..workers).map(|_| Heart::default()).collect() }
    }

    /// How late the latest heart is: at its last beat, or by now if it should have beaten since.
    pub(crate) fn lateness(&self) -> Duration {
        let now = micros(self.start.elapsed());
        let due = micros(INTERVAL + GRANULARITY);
        let late = |heart: &Heart| {
            let last = heart.last.load(Ordering::Relaxed);
            now.saturating_sub(last.saturating_add(due)).max(heart.late.load(Ordering::Relaxed))
        };
        Duration::from_micros(self.hearts.iter().map(late).max().unwrap_or(0))
    }

    /// Lets one worker's heart beat until this is dropped, and calls `each` time.
    ///
    /// It must run as a task of its own, which queues up behind the others as work does.
    pub(crate) async fn beat(self: Arc<Self>, worker: usize, mut each: impl FnMut()) {
        let Some(heart) = self.hearts.get(worker) else { return };
        let _stop = Stop(heart);
        loop {
            let due = Instant::now() + INTERVAL;
            sleep_until(due).await;
            heart.late.store(micros(due.elapsed().saturating_sub(GRANULARITY)), Ordering::Relaxed);
            heart.last.store(micros(self.start.elapsed()), Ordering::Relaxed);
            each();
        }
    }
}

/// Stops a heart when dropped, so that a worker that has ended is not taken for one that is stuck.
struct Stop<'a>(&'a Heart);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.last.store(STOPPED, Ordering::Relaxed);
        self.0.late.store(0, Ordering::Relaxed);
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::task::yield_now;
    use tokio::time::{advance, sleep};

    fn beating(workers: usize) -> (Arc<Pulse>, Vec<tokio::task::JoinHandle<()>>) {
        let pulse = Arc::new(Pulse::new(workers));
        let beats = (0..workers).map(|worker| tokio::spawn(Arc::clone(&pulse).beat(worker, || {}))).collect();
        (pulse, beats)
    }

    #[tokio::test(start_paused = true)]
    async fn hearts_that_are_on_time_are_not_late() {
        let (pulse, _beats) = beating(3);
        for _ in 0..100 {
            sleep(Duration::from_millis(3)).await;
            assert_eq!(pulse.lateness(), Duration::ZERO);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_stuck_worker_shows_while_it_is_stuck_and_at_its_next_beat() {
        let (pulse, _beats) = beating(2);
        sleep(Duration::from_millis(20)).await;
        // The clock goes on, and nobody has a turn.
        advance(Duration::from_millis(50)).await;
        let stuck = pulse.lateness();
        assert!(stuck >= Duration::from_millis(40), "{stuck:?}");
        yield_now().await;
        assert!(pulse.lateness() >= Duration::from_millis(40));
        sleep(Duration::from_millis(12)).await;
        assert_eq!(pulse.lateness(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn one_worker_that_never_begins_shows_and_one_that_has_ended_does_not() {
        let (pulse, beats) = beating(1);
        let stuck = Pulse::new(1);
        yield_now().await;
        beats[0].abort();
        sleep(Duration::from_secs(1)).await;
        assert_eq!(pulse.lateness(), Duration::ZERO);
        assert_eq!(stuck.lateness() + INTERVAL + GRANULARITY, Duration::from_secs(1));
    }
}
