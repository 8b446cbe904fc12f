//! What a stretch of work took, and how several of them are told as one.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use tokio::time::Instant;

use crate::cpu;

/// What a stretch of work took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    /// The server's processor time for each request, in microseconds.
    pub(crate) micros: f64,
    pub(crate) per_second: f64,
    /// The part of its core that the generator used.
    pub(crate) generator: f64,
}

/// Runs from its making until it is stopped.
pub(crate) struct Stopwatch<'a> {
    processes: &'a [u32],
    used: f64,
    ours: f64,
    began: Instant,
}

impl<'a> Stopwatch<'a> {
    /// The processor time of these processes counts, and that of all their children.
    pub(crate) fn start(processes: &'a [u32]) -> Result<Self> {
        Ok(Self { processes, used: cpu::used(processes)?, ours: own_time()?, began: Instant::now() })
    }

    pub(crate) fn stop(self, requests: usize) -> Result<Measured> {
        ensure!(requests > 0, "nothing was answered");
        let (seconds, requests) = (self.began.elapsed().as_secs_f64(), count(requests));
        Ok(Measured {
            micros: (cpu::used(self.processes)? - self.used) * 1e6 / requests,
            per_second: requests / seconds,
            generator: (own_time()? - self.ours) / seconds,
        })
    }
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn count(count: usize) -> f64 {
    count as f64
}

/// Processor time of this thread so far, in seconds.
fn own_time() -> Result<f64> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanos = stat.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok());
    Ok(nanos.context("/proc/thread-self/schedstat")? / 1e9)
}

/// The middle one.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
