//! Processor time and memory of servers with all their processes, and on which core whom this thread starts will run.

use std::{collections::BTreeMap, fs};

use anyhow::{Context as _, Result, ensure};
use rustix::thread::{CpuSet, sched_setaffinity};

/// Clock ticks of the kernel's processor times in a second (USER_HZ, the same on every Linux).
const TICKS: f64 = 100.0;

/// Keeps this thread, and whatever it starts from now on, on these cores.
pub(crate) fn pin(cores: &[usize]) -> Result<()> {
    let mut set = CpuSet::new();
    for core in cores {
        set.set(*core);
    }
    Ok(sched_setaffinity(None, &set)?)
}

/// Seconds these processes and all that descend from them have used so far, those included that have ended.
pub(crate) fn used(processes: &[u32]) -> Result<f64> {
    Ok(descendants(processes)?.iter().map(|process| process.ticks).sum::<f64>() / TICKS)
}

/// Bytes of memory that this process and all that descend from it hold, what they share with others left out.
pub(crate) fn memory(process: u32) -> Result<f64> {
    let mut kilobytes = 0.0;
    for process in descendants(&[process])? {
        let status = fs::read_to_string(format!("/proc/{}/status", process.id))?;
        let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:")?.trim().strip_suffix(" kB"));
        kilobytes += anonymous.context("RssAnon")?.parse::<f64>()?;
    }
    Ok(kilobytes * 1024.0)
}

/// These processes and all that descend from them.
fn descendants(processes: &[u32]) -> Result<Vec<Process>> {
    let mut running = BTreeMap::new();
    for entry in fs::read_dir("/proc")? {
        // Processes come and go while one looks.
        let Ok(stat) = fs::read_to_string(entry?.path().join("stat")) else { continue };
        if let Some(process) = Process::read(&stat) {
            running.insert(process.id, process);
        }
    }
    ensure!(processes.iter().all(|id| running.contains_key(id)), "a server has ended");
    let counts = |process: &&Process| {
        let mut next = Some(*process);
        // As long as every line of parents is: it ends with the first process.
        while let Some(process) = next {
            if processes.contains(&process.id) {
                return true;
            }
            next = running.get(&process.parent);
        }
        false
    };
    Ok(running.values().filter(counts).copied().collect())
}

/// A line of `/proc/<id>/stat`.
#[derive(Clone, Copy)]
struct Process {
    id: u32,
    parent: u32,
    /// Its own time and that of its children that have ended.
    ticks: f64,
}

impl Process {
    fn read(stat: &str) -> Option<Self> {
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        let ticks: Option<Vec<f64>> = fields.get(11..15)?.iter().map(|field| field.parse().ok()).collect();
        Some(Self {
            id: stat.split(' ').next()?.parse().ok()?,
            parent: fields.get(1)?.parse().ok()?,
            ticks: ticks?.iter().sum(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_its_name_is() {
        let stat = "42 (a ) b) S 7 42 42 0 -1 4194560 1 2 3 4 10 20 30 40 20 0 1 0 100";
        let process = Process::read(stat).unwrap();
        assert_eq!((process.id, process.parent), (42, 7));
        assert!((process.ticks - 100.0).abs() < f64::EPSILON);
    }
}
