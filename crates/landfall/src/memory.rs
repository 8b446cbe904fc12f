//! How much of the memory this process may have is in use: of the machine's, and of each control group's around it.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the kernel tells of memory.
pub(crate) struct Memory {
    machine: PathBuf,
    groups: Vec<Group>,
}

/// A control group, of either version.
struct Group {
    limit: PathBuf,
    used: PathBuf,
    details: PathBuf,
    /// Which details are in use only in name: pages of files, which the kernel drops as soon as memory is needed.
    spare: [&'static str; 2],
}

impl Memory {
    /// What the kernel tells below this root, which is `/` unless it is made up.
    pub(crate) fn within(root: &Path) -> Self {
        let groups = fs::read_to_string(root.join("proc/self/cgroup")).unwrap_or_default();
        let groups = groups.lines().flat_map(|line| Group::all(&root.join("sys/fs/cgroup"), line)).collect();
        Self { machine: root.join("proc/meminfo"), groups }
    }

    /// 0 to 1: the tightest limit's. 0 where the kernel tells nothing.
    pub(crate) fn share(&self) -> f64 {
        self.groups.iter().filter_map(Group::share).chain(machine(&self.machine)).fold(0.0, f64::max)
    }
}

fn machine(path: &Path) -> Option<f64> {
    let text = fs::read_to_string(path).ok()?;
    let total = field(&text, "MemTotal:")?;
    Some(share(total.saturating_sub(field(&text, "MemAvailable:")?), total))
}

impl Group {
    /// The group that a line of /proc/self/cgroup names, and all those around it.
    fn all(mounted: &Path, line: &str) -> Vec<Self> {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (parts.next(), parts.next()) else { return Vec::new() };
        let (root, names, spare) = if controllers.is_empty() {
            (mounted.to_owned(), ["memory.max", "memory.current"], ["active_file", "inactive_file"])
        } else if controllers.split(',').any(|controller| controller == "memory") {
            (
                mounted.join("memory"),
                ["memory.limit_in_bytes", "memory.usage_in_bytes"],
                ["total_active_file", "total_inactive_file"],
            )
        } else {
            return Vec::new();
        };
        let here = root.join(path.trim_start_matches('/'));
        let group = |folder: &Path| Self {
            limit: folder.join(names[0]),
            used: folder.join(names[1]),
            details: folder.join("memory.stat"),
            spare,
        };
        here.ancestors().take_while(|folder| folder.starts_with(&root)).map(group).collect()
    }

    /// None: it has no limit.
    fn share(&self) -> Option<f64> {
        let number = |path: &Path| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok();
        let limit = number(&self.limit)?;
        let details = fs::read_to_string(&self.details).unwrap_or_default();
        let spare = self.spare.iter().filter_map(|name| field(&details, name)).sum();
        Some(share(number(&self.used)?.saturating_sub(spare), limit))
    }
}

/// The number behind a name in a list of them.
fn field(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some(name)).then(|| words.next()?.parse().ok())?
    })
}

#[expect(clippy::cast_precision_loss, reason = "a share need not be exact to the byte")]
fn share(used: u64, of: u64) -> f64 {
    used as f64 / of.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a kernel tells in these files.
    fn kernel(files: &[(&str, &str)]) -> f64 {
        let root = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a made folder");
            fs::write(path, text).expect("a written file");
        }
        Memory::within(root.path()).share()
    }

    const MEMINFO: (&str, &str) = ("proc/meminfo", "MemTotal:  1000 kB\nMemFree:  100 kB\nMemAvailable:  700 kB\n");

    fn assert_share(files: &[(&str, &str)], expected: f64) {
        let share = kernel(files);
        assert!((share - expected).abs() < 1e-9, "{share} for {expected}: {files:?}");
    }

    #[test]
    fn without_a_control_group_the_machine_counts() {
        assert_share(&[MEMINFO], 0.3);
        assert_share(&[], 0.0);
    }

    #[test]
    fn the_tightest_limit_around_the_process_counts() {
        let files = [
            MEMINFO,
            ("proc/self/cgroup", "0::/system.slice/landfall.service\n"),
            ("sys/fs/cgroup/system.slice/landfall.service/memory.max", "max\n"),
            ("sys/fs/cgroup/system.slice/landfall.service/memory.current", "500\n"),
            ("sys/fs/cgroup/system.slice/memory.max", "1000\n"),
            ("sys/fs/cgroup/system.slice/memory.current", "900\n"),
            ("sys/fs/cgroup/system.slice/memory.stat", "file 300\nactive_file 60\ninactive_file 40\n"),
        ];
        assert_share(&files, 0.8);
    }

    #[test]
    fn the_older_version_of_control_groups_counts_too() {
        let files = [
            MEMINFO,
            ("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a/b\n0::/\n"),
            ("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "200\n"),
            ("sys/fs/cgroup/memory/a/b/memory.usage_in_bytes", "150\n"),
            ("sys/fs/cgroup/memory/a/b/memory.stat", "inactive_file 9\ntotal_inactive_file 50\n"),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n"),
            ("sys/fs/cgroup/memory/memory.usage_in_bytes", "150\n"),
        ];
        assert_share(&files, 0.5);
    }
}
