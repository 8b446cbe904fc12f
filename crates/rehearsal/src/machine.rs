//! What this machine tells: the time, this process's own use of it, the server's where it runs here, and the limits.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rustix::{
    process::{Resource, getrlimit, setrlimit},
    time::{ClockId, clock_gettime},
};

use crate::numbers::{Micros, micros, real};

/// Descriptors this process keeps for itself.
const SPARE: u64 = 200;
/// The share of connections that may rest, so that a server with the same limits keeps places for newcomers.
const RESTING: u64 = 2;
/// Where the kernel says which ports connections come from.
const PORTS: &str = "/proc/sys/net/ipv4/ip_local_port_range";

/// Time since the rehearsal began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock(Instant);

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "this is where the rehearsal's time comes from")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn now(&self) -> Micros {
        micros(self.0.elapsed())
    }
}

/// Processor time of this process so far, in microseconds.
pub(crate) fn own_time() -> Micros {
    let used = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = Duration::from_secs(u64::try_from(used.tv_sec).unwrap_or_default());
    micros(seconds) + u64::try_from(used.tv_nsec).unwrap_or_default() / 1_000
}

/// What this machine lets the rehearsal do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) descriptors: u64,
    /// Connections open at once, and of these resting.
    pub(crate) connections: u64,
    pub(crate) resting: u64,
    /// Ports for each address that connections come from.
    pub(crate) ports: u64,
}

impl Limits {
    /// Takes as many descriptors as this process may have.
    pub(crate) fn take() -> Self {
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = limit.maximum;
        // If that is refused, what there is has to do.
        let _ = setrlimit(Resource::Nofile, limit);
        let descriptors = getrlimit(Resource::Nofile).current.unwrap_or(1 << 20);
        let connections = descriptors.saturating_sub(SPARE).max(1);
        let range = std::fs::read_to_string(PORTS).unwrap_or_default();
        let mut ends = range.split_whitespace().filter_map(|port| port.parse::<u64>().ok());
        let ports = ends.next().zip(ends.next()).map_or(28_000, |(from, to)| to.saturating_sub(from) + 1);
        Self { descriptors, connections, resting: (connections / RESTING).max(1), ports }
    }
}

/// The server's process, where it runs on this machine and may be looked at.
#[derive(Debug)]
pub(crate) struct Server {
    folder: PathBuf,
    /// Processor time when it was last looked at.
    used: Option<u64>,
}

impl Server {
    /// Whoever listens on this address here.
    pub(crate) fn find(address: SocketAddr) -> Option<Self> {
        if !address.ip().is_loopback() {
            return None;
        }
        let inode = listener(address.port())?;
        let wanted = PathBuf::from(format!("socket:[{inode}]"));
        let processes = std::fs::read_dir("/proc").ok()?.flatten().map(|entry| entry.path());
        let holds = |folder: &PathBuf| {
            let open = std::fs::read_dir(folder.join("fd")).into_iter().flatten().flatten();
            open.filter_map(|file| std::fs::read_link(file.path()).ok()).any(|link| link == wanted)
        };
        processes.filter(|folder| folder.join("stat").exists()).find(holds).map(|folder| Self { folder, used: None })
    }

    /// Processor time since the last look in microseconds, and memory in bytes.
    pub(crate) fn look(&mut self) -> Option<(Micros, u64)> {
        let used = cpu(&self.folder)?;
        let since = used.saturating_sub(self.used.unwrap_or(used));
        self.used = Some(used);
        let status = std::fs::read_to_string(self.folder.join("status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
        Some((since, kilobytes * 1_024))
    }
}

/// Processor time of a process and all its threads so far: `/proc` counts it in hundredths of a second.
fn cpu(folder: &Path) -> Option<Micros> {
    let stat = std::fs::read_to_string(folder.join("stat")).ok()?;
    // The name, in parentheses, may hold anything.
    let fields: Vec<&str> = stat.get(stat.rfind(')')? + 1..)?.split_whitespace().collect();
    let ticks: u64 = fields.get(11..13)?.iter().filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(ticks * 10_000)
}

/// The inode of the socket that listens on this port.
fn listener(port: u16) -> Option<String> {
    const LISTENS: &str = "0A";
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| std::fs::read_to_string(table).unwrap_or_default());
    let wanted = format!(":{port:04X}");
    tables.iter().flat_map(|table| table.lines().skip(1)).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let is_it = fields.get(1)?.ends_with(&wanted) && *fields.get(3)? == LISTENS;
        is_it.then(|| fields.get(9).map(|inode| (*inode).to_owned())).flatten()
    })
}

/// A share of one core: processor time over time.
pub(crate) fn cores(used: Micros, span: Micros) -> f64 {
    real(used) / real(span.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_this_machine_is_found_by_its_port() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut found = Server::find(listener.local_addr().unwrap()).unwrap();
        assert_eq!(std::fs::canonicalize(&found.folder).unwrap(), std::fs::canonicalize("/proc/self").unwrap());
        let (_, memory) = found.look().unwrap();
        assert!(memory > 1 << 20, "{memory}");
        assert!(Server::find("192.0.2.1:80".parse().unwrap()).is_none(), "not on this machine");
    }

    #[test]
    fn this_machine_has_some_descriptors_and_ports() {
        let limits = Limits::take();
        assert!(limits.connections > 0 && limits.resting < limits.descriptors && limits.ports > 1_000, "{limits:?}");
    }
}
