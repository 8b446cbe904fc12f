//! How long work waits for one of the store's threads or connections, and what the threads spend on it.

use std::{
    cell::Cell,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    time::{Duration, Instant},
};

/// The queue before some threads or connections: only what is known about it, not the work itself.
#[derive(Debug)]
pub(crate) struct Queue {
    start: Instant,
    waiting: AtomicUsize,
    /// Since when somebody waits, when work was last begun, and how long that had waited; in microseconds.
    since: AtomicU64,
    begun: AtomicU64,
    waited: AtomicU64,
}

impl Default for Queue {
    fn default() -> Self {
        let zero = || AtomicU64::new(0);
        Self { start: stopwatch(), waiting: AtomicUsize::new(0), since: zero(), begun: zero(), waited: zero() }
    }
}

impl Queue {
    /// Work comes. What is returned goes to [`begin`](Self::begin).
    pub(crate) fn join(&self) -> Instant {
        if self.waiting.fetch_add(1, Relaxed) == 0 {
            self.since.store(micros(self.start.elapsed()), Relaxed);
        }
        stopwatch()
    }

    /// Work that came at `joined` begins.
    pub(crate) fn begin(&self, joined: Instant) {
        self.waited.store(micros(joined.elapsed()), Relaxed);
        self.begun.store(micros(self.start.elapsed()), Relaxed);
        self.leave();
    }

    /// Work goes away again.
    pub(crate) fn leave(&self) {
        self.waiting.fetch_sub(1, Relaxed);
    }

    /// How much waits.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Relaxed)
    }

    /// How long work waits: as long as the last that was begun, or longer if nothing has begun since. Nothing while none
    /// waits.
    pub(crate) fn wait(&self) -> Duration {
        if self.waiting() == 0 {
            return Duration::ZERO;
        }
        let last = self.begun.load(Relaxed).max(self.since.load(Relaxed));
        let still = micros(self.start.elapsed()).saturating_sub(last);
        Duration::from_micros(still.max(self.waited.load(Relaxed)))
    }
}

thread_local! {
    static SPENT: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Takes what the store's own threads have spent, in processor time, on work whose answers this thread has received since it
/// last asked.
pub fn take_spent() -> Duration {
    SPENT.take()
}

/// Adds to what [`take_spent`] tells on this thread.
pub(crate) fn spent(time: Duration) {
    SPENT.set(SPENT.get() + time);
}

/// Processor time this thread has used.
pub(crate) fn thread_time() -> Duration {
    Duration::try_from(rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Starts measuring how long something takes.
#[expect(clippy::disallowed_methods, reason = "the store measures its own work; nothing stored depends on it")]
pub(crate) fn stopwatch() -> Instant {
    Instant::now()
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread::sleep;

    #[test]
    fn work_that_waits_is_seen_before_it_is_begun_and_an_empty_queue_has_no_wait() {
        let queue = Queue::default();
        sleep(Duration::from_millis(5));
        assert_eq!(queue.wait(), Duration::ZERO);
        let (first, second) = (queue.join(), queue.join());
        sleep(Duration::from_millis(5));
        assert!(queue.wait() >= Duration::from_millis(5));
        queue.begin(first);
        assert!(queue.wait() >= Duration::from_millis(5));
        queue.begin(second);
        assert_eq!(queue.wait(), Duration::ZERO);
    }

    #[test]
    fn what_was_spent_is_told_once() {
        spent(Duration::from_micros(3));
        spent(Duration::from_micros(4));
        assert_eq!(take_spent(), Duration::from_micros(7));
        assert_eq!(take_spent(), Duration::ZERO);
    }
}
