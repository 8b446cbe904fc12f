//! Time and processor time of a stretch of work.

use std::{
    fs,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

/// Clock ticks of the kernel's processor times in a second (USER_HZ, the same on every Linux).
const TICKS: f64 = 100.0;

/// What a stretch of work took for each filing in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    /// Processor time for each filing, in microseconds, of the processes that were asked for.
    pub(crate) cpu_micros: f64,
    /// 99 of 100 were answered within this many milliseconds.
    pub(crate) p99_millis: f64,
}

pub(crate) struct Stopwatch<'a> {
    began: Instant,
    cpu: f64,
    processes: &'a [u32],
}

impl<'a> Stopwatch<'a> {
    /// Starts; the processor time of these processes counts, and that of their children.
    pub(crate) fn start(processes: &'a [u32]) -> Result<Stopwatch<'a>> {
        Ok(Stopwatch { cpu: cpu_seconds(processes)?, began: instant(), processes })
    }

    #[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
    pub(crate) fn stop(self, mut waits: Vec<Duration>) -> Result<Measured> {
        let seconds = self.began.elapsed().as_secs_f64();
        let filings = waits.len() as f64;
        let cpu_micros = (cpu_seconds(self.processes)? - self.cpu) * 1e6 / filings;
        waits.sort_unstable();
        let p99 = waits.get(waits.len() * 99 / 100).context("nothing was filed")?;
        Ok(Measured { per_second: filings / seconds, cpu_micros, p99_millis: p99.as_secs_f64() * 1e3 })
    }
}

/// Now, for measuring.
#[expect(clippy::disallowed_methods, reason = "measuring is what this program is for")]
pub(crate) fn instant() -> Instant {
    Instant::now()
}

/// Processor time so far of these processes and their children.
fn cpu_seconds(processes: &[u32]) -> Result<f64> {
    let mut sum = 0.0;
    for entry in fs::read_dir("/proc")? {
        // Processes come and go while one looks.
        let Ok(stat) = fs::read_to_string(entry?.path().join("stat")) else { continue };
        let Some(spent) = Spent::read(&stat) else { continue };
        if processes.contains(&spent.process) {
            sum += spent.own + spent.ended_children;
        } else if processes.contains(&spent.parent) {
            sum += spent.own;
        }
    }
    Ok(sum / TICKS)
}

/// A line of `/proc/<id>/stat`, with times in ticks.
struct Spent {
    process: u32,
    parent: u32,
    own: f64,
    ended_children: f64,
}

impl Spent {
    fn read(stat: &str) -> Option<Spent> {
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        let number = |field: usize| fields.get(field)?.parse::<f64>().ok();
        Some(Spent {
            process: stat.split(' ').next()?.parse().ok()?,
            parent: fields.get(1)?.parse().ok()?,
            own: number(11)? + number(12)?,
            ended_children: number(13)? + number(14)?,
        })
    }
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
