//! What the kernel tells of this process and of the disk.

use rustix::{
    fs::statvfs,
    process::{Resource, getrlimit},
    time::{ClockId, clock_gettime},
};
use std::{fs, path::Path, time::Duration};

/// Processor time used so far, by all threads.
pub(crate) fn cpu() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}

/// Bytes of memory this process has.
pub(crate) fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

/// Files and sockets open. Since Linux 6.2 the folder's size tells; before that its entries are counted.
pub(crate) fn descriptors() -> Option<u64> {
    let folder = Path::new("/proc/self/fd");
    let told = fs::metadata(folder).ok()?.len();
    if told > 0 { Some(told) } else { Some(fs::read_dir(folder).ok()?.count() as u64) }
}

/// Files and sockets that may be open.
pub(crate) fn most_descriptors() -> u64 {
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// Free bytes, and all of them, where `folder` lies.
pub(crate) fn disk(folder: &Path) -> Option<(u64, u64)> {
    let found = statvfs(folder).ok()?;
    Some((found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_tells_of_this_process() {
        let open = descriptors().expect("a count");
        let file = fs::File::open("/proc/self/status").expect("a file");
        assert!(descriptors().expect("a count") > open.saturating_sub(1) && open > 2, "{open}");
        drop(file);
        assert!(most_descriptors() >= open);
        assert!(resident().expect("a size") > 100_000);
        let (free, size) = disk(Path::new("/")).expect("a disk");
        assert!(free <= size && size > 0);
        assert!(disk(Path::new("/nowhere/at/all")).is_none());
    }
}
