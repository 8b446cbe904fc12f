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
    /// Processor time for each filing, in microseconds, of this process and of the database's.
    pub(crate) cpu_micros: f64,
    /// 99 of 100 were answered within this many milliseconds.
    pub(crate) p99_millis: f64,
}

pub(crate) struct Stopwatch {
    began: Instant,
    cpu: f64,
    server: Option<u32>,
}

impl Stopwatch {
    /// Starts; `server` is the process whose children's processor time counts as well.
    pub(crate) fn start(server: Option<u32>) -> Result<Stopwatch> {
        Ok(Stopwatch { began: instant(), cpu: cpu_seconds(server)?, server })
    }

    #[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
    pub(crate) fn stop(self, mut waits: Vec<Duration>) -> Result<Measured> {
        let seconds = self.began.elapsed().as_secs_f64();
        let filings = waits.len() as f64;
        let cpu_micros = (cpu_seconds(self.server)? - self.cpu) * 1e6 / filings;
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

/// Processor time so far of this process, and of `server` with its children.
fn cpu_seconds(server: Option<u32>) -> Result<f64> {
    let mut ticks = ticks(&fs::read_to_string("/proc/self/stat")?, false).context("/proc/self/stat")?.1;
    if let Some(server) = server {
        for entry in fs::read_dir("/proc")? {
            // Processes come and go while one looks.
            let Ok(stat) = fs::read_to_string(entry?.path().join("stat")) else { continue };
            if stat.split(' ').next() == Some(&server.to_string()) {
                ticks += self::ticks(&stat, true).context("the server's stat")?.1;
            } else if let Some((parent, spent)) = self::ticks(&stat, false)
                && parent == server
            {
                ticks += spent;
            }
        }
    }
    Ok(ticks / TICKS)
}

/// The parent and the processor time in a line of `/proc/<id>/stat`, with or without that of children that have ended.
fn ticks(stat: &str, with_ended: bool) -> Option<(u32, f64)> {
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let number = |field: usize| fields.get(field)?.parse::<f64>().ok();
    let mut spent = number(11)? + number(12)?;
    if with_ended {
        spent += number(13)? + number(14)?;
    }
    Some((fields.get(1)?.parse().ok()?, spent))
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
