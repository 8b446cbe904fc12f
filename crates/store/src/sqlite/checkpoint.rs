//! Keeping SQLite's write-ahead log short without stopping the writer: a thread of its own copies the log into the
//! database while the writer goes on; the writer only starts the log over once all but the last bit is copied.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use super::connection::Session;
use crate::{
    error::{OpenError, Result},
    limits,
};

/// The thread that copies; it ends when the writer has ended.
#[derive(Debug)]
pub(super) struct Checkpoints(Option<JoinHandle<()>>);

#[derive(Debug, Default)]
struct Shared {
    /// How much of the log was in the database when copying last ended.
    copied_to: AtomicU64,
    /// Whether the writer waits for a moment without copying, to start the log over.
    writer_waits: AtomicBool,
    /// Held while copying, and while the writer starts the log over.
    copying: Mutex<()>,
}

/// The writer's side.
#[derive(Debug)]
pub(super) struct Signal {
    wake: SyncSender<()>,
    shared: Arc<Shared>,
    /// Length of the log when copying was last asked for.
    asked_at: u64,
}

impl Signal {
    /// Told after each commit how long the log is. Calls `start_over` when the writer should start the log over now: when
    /// little is left to copy, or when it has become so long that waiting is the lesser evil.
    pub(super) fn grown_to(&mut self, log_bytes: u64, start_over: impl FnOnce() -> bool) {
        if log_bytes < self.asked_at {
            // With everything copied, SQLite starts over by itself.
            self.started_over();
        }
        if log_bytes - self.asked_at >= limits::CHECKPOINT_BYTES {
            self.asked_at = log_bytes;
            // Full means the thread has been woken already.
            let _ = self.wake.try_send(());
        }
        let left = log_bytes.saturating_sub(self.shared.copied_to.load(Relaxed));
        let alone = if log_bytes >= limits::LOG_KEPT_BYTES {
            self.shared.writer_waits.store(true, Relaxed);
            self.shared.copying.lock().unwrap_or_else(PoisonError::into_inner)
        } else if log_bytes >= limits::LOG_BYTES && left <= limits::CHECKPOINT_BYTES {
            self.shared.writer_waits.store(true, Relaxed);
            let Ok(alone) = self.shared.copying.try_lock() else { return };
            alone
        } else {
            return;
        };
        let started_over = start_over();
        drop(alone);
        if started_over {
            self.started_over();
        }
    }

    /// The log begins anew.
    fn started_over(&mut self) {
        self.asked_at = 0;
        self.shared.copied_to.store(0, Relaxed);
        self.shared.writer_waits.store(false, Relaxed);
    }
}

impl Checkpoints {
    /// Starts the thread; it opens its connection when it is first needed, after the writer has made the database.
    pub(super) fn start(path: &Path) -> Result<(Checkpoints, Signal), OpenError> {
        let (wake, woken) = sync_channel(1);
        let shared = Arc::new(Shared::default());
        let work = Work { path: path.to_owned(), session: None, woken, shared: Arc::clone(&shared) };
        let thread = thread::Builder::new().name("store-checkpoint".to_owned()).spawn(move || work.run());
        let thread = thread.map_err(|source| OpenError::Database(source.into()))?;
        Ok((Checkpoints(Some(thread)), Signal { wake, shared, asked_at: 0 }))
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's checkpoint thread ended with a panic");
        }
    }
}

struct Work {
    path: PathBuf,
    session: Option<Session>,
    woken: Receiver<()>,
    shared: Arc<Shared>,
}

impl Work {
    fn run(mut self) {
        let mut left = false;
        loop {
            match self.woken.recv_timeout(limits::CHECKPOINT_IDLE) {
                Ok(()) if self.shared.writer_waits.load(Relaxed) => continue,
                Ok(()) => left = true,
                Err(RecvTimeoutError::Timeout) if left => left = false,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if let Err(error) = self.copy() {
                left = true;
                tracing::warn!(error = &*error, "the log could not be copied into the database; trying again");
            }
        }
    }

    /// Copies what it can without making anybody wait.
    fn copy(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        let session = match &mut self.session {
            Some(session) => session,
            none => none.insert(Session::open_writing(&self.path)?),
        };
        let page: u32 = session.connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let _copying = self.shared.copying.lock().unwrap_or_else(PoisonError::into_inner);
        let copied: i64 = session.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(2))?;
        self.shared.copied_to.store(u64::try_from(copied).unwrap_or(0) * u64::from(page), Relaxed);
        Ok(())
    }
}
