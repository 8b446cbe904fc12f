//! Watches how busy the machine is, and tells the gate and the server.

use crate::{jobs::readiness::Readiness, memory::Memory};
use admission::Signals;
use serve::Vitals;
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{Metrics, Store};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use web::{Gate, Meter};

/// How often a sample is taken.
const EVERY: Duration = Duration::from_millis(5);
/// Samples from one look at memory to the next: ten a second, since the kernel sums it up anew for each look.
const MEMORY_EVERY: u32 = 20;

/// The machine's own clocks.
pub(crate) struct SystemMeter(Instant);

impl SystemMeter {
    pub(crate) fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the binary is where time comes from")]
        Self(Instant::now())
    }
}

impl Meter for SystemMeter {
    fn since_start(&self) -> Duration {
        self.0.elapsed()
    }

    fn thread_cpu(&self) -> Duration {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(time).unwrap_or_default()
    }
}

/// Samples until `stop`.
pub(crate) async fn run(
    gate: Arc<Gate>,
    vitals: Vitals,
    store: Store,
    readiness: Arc<Readiness>,
    stop: CancellationToken,
) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let memory = Memory::within(Path::new("/"));
    for tick in 0_u32.. {
        tokio::select! {
            _ = ticks.tick() => {}
            () = stop.cancelled() => return,
        }
        if tick % MEMORY_EVERY == 0 {
            vitals.set_memory_share(memory.share());
        }
        let metrics = store.metrics();
        gate.sample(Signals {
            lateness: vitals.lateness(),
            turn_wait: Duration::ZERO,
            store_wait: store_wait(&metrics),
            memory: vitals.memory_share(),
            descriptors: vitals.descriptors_share(),
            store_works: readiness.holds(tokio::time::Instant::now()),
        });
    }
}

/// How long work waits for the store beyond what it must: a change that comes while a commit is under way waits for its end
/// however few there are, and on a slow disk that is long. What waits for longer waits in a queue.
fn store_wait(metrics: &Metrics) -> Duration {
    let commit = Duration::from_micros(metrics.last_commit_micros);
    metrics.change_wait.saturating_sub(commit).max(metrics.read_wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_for_the_commit_under_way_is_no_queue_on_a_slow_disk_and_waiting_for_longer_is() {
        for (change, read, commit, wait) in
            [(0, 0, 0, 0), (9, 0, 10, 0), (25, 0, 10, 15), (25, 20, 10, 20), (8, 0, 1, 7)]
        {
            let metrics = Metrics {
                change_wait: Duration::from_millis(change),
                read_wait: Duration::from_millis(read),
                last_commit_micros: commit * 1_000,
                ..Metrics::default()
            };
            assert_eq!(store_wait(&metrics), Duration::from_millis(wait));
        }
    }
}
