//! How busy the store is: numbers for the operator's page and for admission, which lets people in by them.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use crate::{
    queue::Queue,
    times::{Times, TimesRead},
};

/// The store at one moment. Counts are since it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Metrics {
    /// Changes handed in and not yet begun.
    pub waiting_changes: usize,
    /// Reads handed in and not yet begun.
    pub waiting_reads: usize,
    /// How long a change waits until it is begun: nothing while none waits.
    pub change_wait: Duration,
    /// The same for reads. On PostgreSQL both wait for the same connections, and count as changes.
    pub read_wait: Duration,
    /// How long the last commit took, in microseconds, the disk's part included.
    pub last_commit_micros: u64,
    /// How long commits took, the disk's part included; they count as commits whether they succeeded or not.
    pub commits: TimesRead,
    /// Commits that failed: everybody who waited for one was told so.
    pub failed_commits: u64,
    /// Changes and reads that the database could not answer, for whatever reason.
    pub unanswered: u64,
    /// Changes answered, refused by the operation itself or not.
    pub changes: u64,
    /// Changes and reads turned away because too many were waiting.
    pub turned_away: u64,
    /// Operations run again after PostgreSQL could not serialize them or its connection broke; 0 on SQLite.
    pub run_again: u64,
    /// Bytes in SQLite's write-ahead log that the next start-over has not yet freed; 0 on PostgreSQL.
    pub log_bytes: u64,
}

/// The counters behind [`Metrics`].
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) queued_changes: Queue,
    pub(crate) queued_reads: Queue,
    pub(crate) last_commit_micros: AtomicU64,
    pub(crate) commits: Times,
    pub(crate) failed_commits: AtomicU64,
    pub(crate) changes: AtomicU64,
    pub(crate) turned_away: AtomicU64,
    pub(crate) run_again: AtomicU64,
    pub(crate) log_bytes: AtomicU64,
}

impl Counters {
    pub(crate) fn read(&self) -> Metrics {
        Metrics {
            waiting_changes: self.queued_changes.waiting(),
            waiting_reads: self.queued_reads.waiting(),
            change_wait: self.queued_changes.wait(),
            read_wait: self.queued_reads.wait(),
            last_commit_micros: self.last_commit_micros.load(Relaxed),
            commits: self.commits.read(),
            failed_commits: self.failed_commits.load(Relaxed),
            unanswered: 0,
            changes: self.changes.load(Relaxed),
            turned_away: self.turned_away.load(Relaxed),
            run_again: self.run_again.load(Relaxed),
            log_bytes: self.log_bytes.load(Relaxed),
        }
    }

    pub(crate) fn committed(&self, took: Duration) {
        self.commits.add(took);
        self.last_commit_micros.store(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }
}
