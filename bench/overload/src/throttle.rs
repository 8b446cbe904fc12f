//! A group of processes with a bounded share of one core (cgroup version 1 or 2), and what they used of it.

use std::{
    fs, io,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use rustix::thread::{CpuSet, sched_setaffinity};

const V1: &str = "/sys/fs/cgroup/cpu";
const V1_USAGE: &str = "/sys/fs/cgroup/cpuacct";
const V2: &str = "/sys/fs/cgroup";
/// So that neighbours on the same core do not eat the share.
const V1_SHARES: &str = "262144";
const V2_WEIGHT: &str = "10000";
/// A group is idle when it uses less than this share of a core over [`IDLE_TIME`]: a server that looks 200 times a second
/// how it does uses some of it at rest.
const IDLE: f64 = 0.03;
const IDLE_TIME: Duration = Duration::from_millis(500);
/// How often one looks.
const IDLE_TRIES: u32 = 240;
/// How often the kernel is asked to give back a group whose last process has just ended.
const TRIES: u32 = 50;

/// The group. It is removed with this, when its processes have ended.
#[derive(Debug)]
pub(crate) struct Group {
    /// The folders of the group: in version 1 one for the quota and one for the count of time used.
    folders: Vec<PathBuf>,
    second_version: bool,
}

impl Group {
    /// Makes one; root may.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let second_version = !Path::new(V1).join("cgroup.procs").exists();
        let roots: &[&str] = if second_version { &[V2] } else { &[V1, V1_USAGE] };
        if second_version {
            fs::write(Path::new(V2).join("cgroup.subtree_control"), "+cpu").context(CURE)?;
        }
        let group = Self { folders: roots.iter().map(|root| Path::new(root).join(name)).collect(), second_version };
        for folder in &group.folders {
            fs::create_dir_all(folder).context(CURE)?;
        }
        let (weight, value) = if second_version { ("cpu.weight", V2_WEIGHT) } else { ("cpu.shares", V1_SHARES) };
        group.write(weight, value)?;
        Ok(group)
    }

    /// Brings this process into it. It leaves again when the group goes.
    pub(crate) fn join(&self) -> Result<()> {
        join(&self.folders)
    }

    /// From now on it has this share of a core, dealt out anew every `period`; `None` for all of it.
    pub(crate) fn limit(&self, share: Option<f64>, period: Duration) -> Result<()> {
        let period = period.as_micros();
        let quota = share.map(|share| quota(share, period));
        if self.second_version {
            let quota = quota.map_or("max".to_owned(), |quota| quota.to_string());
            return self.write("cpu.max", &format!("{quota} {period}"));
        }
        self.write("cpu.cfs_period_us", &period.to_string())?;
        self.write("cpu.cfs_quota_us", &quota.map_or("-1".to_owned(), |quota| quota.to_string()))
    }

    /// Processor time its processes have used, in seconds.
    pub(crate) fn used(&self) -> Result<f64> {
        let folder = self.folders.last().context("a group has a folder")?;
        if self.second_version {
            let stat = fs::read_to_string(folder.join("cpu.stat"))?;
            let micros = stat.lines().find_map(|line| line.strip_prefix("usage_usec ")?.parse::<f64>().ok());
            return Ok(micros.context("cpu.stat has no usage_usec")? / 1e6);
        }
        Ok(fs::read_to_string(folder.join("cpuacct.usage"))?.trim().parse::<f64>()? / 1e9)
    }

    /// Waits until what its processes do at their start is done.
    pub(crate) fn idle(&self) -> Result<()> {
        for _ in 0..IDLE_TRIES {
            let before = self.used()?;
            thread::sleep(IDLE_TIME);
            if self.used()? - before < IDLE * IDLE_TIME.as_secs_f64() {
                return Ok(());
            }
        }
        bail!("the server does not come to rest")
    }

    /// The words under which a program must be started to run in this group, on this core.
    pub(crate) fn under(&self, core: usize) -> Result<Vec<String>> {
        let ourselves = std::env::current_exe()?.display().to_string();
        let folders = self.folders.iter().map(|folder| folder.display().to_string());
        let enter = [ourselves, "enter".to_owned(), core.to_string()];
        Ok(enter.into_iter().chain(folders).chain(["--".to_owned()]).collect())
    }

    fn write(&self, file: &str, value: &str) -> Result<()> {
        let folder = self.folders.first().context("a group has a folder")?;
        fs::write(folder.join(file), value).with_context(|| format!("{file}: {CURE}"))
    }
}

const CURE: &str = "processor time cannot be bounded here: it needs root and a cgroup with the cpu controller";

impl Drop for Group {
    fn drop(&mut self) {
        for folder in &self.folders {
            let above = folder.parent().unwrap_or(folder);
            let _ = fs::write(above.join("cgroup.procs"), std::process::id().to_string());
            for _ in 0..TRIES {
                if fs::remove_dir(folder).is_ok() {
                    break;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "small numbers"
)]
fn quota(share: f64, period: u128) -> u64 {
    (share * period as f64) as u64
}

/// Runs a program in these groups and on this core, in place of this process.
pub(crate) fn enter(core: usize, groups: &[PathBuf], program: &[String]) -> Result<()> {
    join(groups)?;
    pin(core)?;
    let (program, arguments) = program.split_first().context("no program")?;
    Err(Command::new(program).args(arguments).exec().into())
}

fn join(groups: &[PathBuf]) -> Result<()> {
    for group in groups {
        fs::write(group.join("cgroup.procs"), std::process::id().to_string())?;
    }
    Ok(())
}

/// Keeps this thread, and those it starts, on one core.
pub(crate) fn pin(core: usize) -> io::Result<()> {
    let mut cores = CpuSet::new();
    cores.set(core);
    Ok(sched_setaffinity(None, &cores)?)
}
