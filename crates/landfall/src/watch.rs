//! Watches how busy the machine is, and tells the gate.

use crate::jobs::readiness::Readiness;
use admission::Signals;
use serve::Vitals;
use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use store::Store;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use web::{Gate, Meter};

/// How often a sample is taken.
const EVERY: Duration = Duration::from_millis(5);
/// Samples from one look at memory to the next: once a second.
const MEMORY_EVERY: u32 = 200;
/// Changes the store's writer commits together.
const CHANGES_A_COMMIT: usize = 64;

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
    let mut memory = 0.0;
    for tick in 0_u32.. {
        tokio::select! {
            _ = ticks.tick() => {}
            () = stop.cancelled() => return,
        }
        if tick % MEMORY_EVERY == 0 {
            memory = memory_share().unwrap_or(0.0);
        }
        let metrics = store.metrics();
        let commits_ahead = u32::try_from(metrics.waiting_changes / CHANGES_A_COMMIT).unwrap_or(u32::MAX);
        gate.sample(Signals {
            lateness: vitals.lateness(),
            turn_wait: Duration::ZERO,
            store_wait: Duration::from_micros(metrics.last_commit_micros).saturating_mul(commits_ahead),
            memory,
            descriptors: vitals.descriptors_share(),
            store_works: readiness.holds(tokio::time::Instant::now()),
        });
    }
}

/// The share of memory in use: of the limit this process runs under (control groups), or of the machine's memory.
fn memory_share() -> Option<f64> {
    let number = |path: &str| fs::read_to_string(Path::new(path)).ok()?.trim().parse::<f64>().ok();
    if let (Some(used), Some(most)) = (number("/sys/fs/cgroup/memory.current"), number("/sys/fs/cgroup/memory.max")) {
        return Some(used / most);
    }
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    Some(1.0 - line("MemAvailable:")? / line("MemTotal:")?)
}
