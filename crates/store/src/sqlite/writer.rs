//! The one thread that writes: it takes whatever changes are waiting, makes each in a savepoint of its own, commits them
//! together, and only then answers them all.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{
    checkpoint::Signal,
    connection::{Session, failed, finish},
};
use crate::{
    actor::Actor,
    error::{Error, OpenError, Result},
    limits,
    metrics::Counters,
    migrations,
    queue::{spent, stopwatch, thread_time},
    seam::Op,
};

/// A waiting change: makes it (or, without a transaction, does not), and leaves behind how to answer it.
type Change = Box<dyn FnOnce(Result<&mut Session>) -> Answer + Send>;
/// Answers a change once its commit has succeeded (`None`) or failed, and tells its part of the processor time.
type Answer = Box<dyn FnOnce(Option<&Error>, Duration) + Send>;

/// The way to the writing thread.
#[derive(Debug)]
pub(super) struct Writer {
    /// Dropped first, which ends the thread once it has made the changes that wait.
    queue: Option<SyncSender<Change>>,
    thread: Option<JoinHandle<()>>,
    counters: Arc<Counters>,
}

impl Writer {
    /// Opens the database, brings its tables up to date and starts the thread.
    pub(super) fn start(path: &Path, checkpoints: Signal, counters: Arc<Counters>) -> Result<Writer, OpenError> {
        let mut session = Session::open_writing(path)?;
        migrations::run_on_sqlite(&mut session.connection)?;
        let log_bytes = watch_log(&mut session).map_err(|source| OpenError::Database(source.into()))?;
        let (queue, waiting) = sync_channel(limits::WAITING_CHANGES);
        let work = Work { session, waiting, counters: Arc::clone(&counters), checkpoints, log_bytes };
        let thread = thread::Builder::new().name("store-writer".to_owned()).spawn(move || work.run());
        let thread = thread.map_err(|source| OpenError::Database(source.into()))?;
        Ok(Writer { queue: Some(queue), thread: Some(thread), counters })
    }

    /// Makes a change. If the caller stops waiting before the change has begun, it is not made.
    pub(super) async fn exec<O: Op>(&self, actor: Actor, op: O) -> Result<O::Out> {
        let (answer, answered) = oneshot::channel();
        let Some(queue) = &self.queue else { return Err(stopped()) };
        let counters = Arc::clone(&self.counters);
        let joined = counters.queued_changes.join();
        let change: Change = Box::new(move |session| {
            counters.queued_changes.begin(joined);
            make(session, actor, op, answer)
        });
        queue.try_send(change).map_err(|refused| {
            self.counters.queued_changes.leave();
            match refused {
                TrySendError::Full(_) => {
                    self.counters.turned_away.fetch_add(1, Relaxed);
                    Error::Busy
                }
                TrySendError::Disconnected(_) => stopped(),
            }
        })?;
        let (result, time) = answered.await.map_err(|_| stopped())?;
        spent(time);
        result
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's writer ended with a panic");
        }
    }
}

fn stopped() -> Error {
    Error::unavailable("the store's writer has stopped")
}

/// What the thread owns.
struct Work {
    session: Session,
    waiting: Receiver<Change>,
    counters: Arc<Counters>,
    checkpoints: Signal,
    /// Set by SQLite at each commit.
    log_bytes: Arc<AtomicU64>,
}

impl Work {
    fn run(mut self) {
        while let Ok(first) = self.waiting.recv() {
            self.commit_with_all_that_wait(first);
            let log_bytes = self.log_bytes.load(Relaxed);
            self.counters.log_bytes.store(log_bytes, Relaxed);
            let connection = &self.session.connection;
            self.checkpoints.grown_to(log_bytes, || start_log_over(connection));
        }
    }

    fn commit_with_all_that_wait(&mut self, first: Change) {
        let before = thread_time();
        let began = self.session.control("BEGIN IMMEDIATE");
        let mut answers: Vec<Answer> = Vec::with_capacity(limits::CHANGES_PER_COMMIT);
        let mut next = Some(first);
        while let Some(change) = next.take() {
            answers.push(change(began.clone().map(|()| &mut self.session)));
            // A full disk can make SQLite give up the whole transaction, and with it the changes made before.
            if answers.len() < limits::CHANGES_PER_COMMIT && self.in_transaction() {
                next = self.waiting.try_recv().ok();
            }
        }
        let committing = stopwatch();
        let outcome = began.and_then(|()| {
            if !self.in_transaction() {
                return Err(Error::unavailable("SQLite gave up the transaction"));
            }
            self.session.control("COMMIT")
        });
        self.counters.committed(committing.elapsed());
        self.counters.changes.fetch_add(answers.len() as u64, Relaxed);
        let failure = outcome.err();
        if let Some(error) = &failure {
            self.counters.failed_commits.fetch_add(1, Relaxed);
            tracing::error!(error = error as &dyn std::error::Error, changes = answers.len(), "a commit failed");
            if self.in_transaction() && self.session.control("ROLLBACK").is_err() {
                tracing::error!("the failed commit could not be rolled back");
            }
        }
        // What a commit costs is borne by all who share it.
        let each = thread_time().saturating_sub(before) / u32::try_from(answers.len()).unwrap_or(1).max(1);
        for answer in answers {
            answer(failure.as_ref(), each);
        }
    }

    fn in_transaction(&self) -> bool {
        !self.session.connection.is_autocommit()
    }
}

/// Copies the little that is left of the log, so that the next commit writes it from its beginning again: the file stays
/// as long as it is, which makes syncing it cheaper than letting it grow. `false` when a read still needs the old log;
/// the next commit tries again.
fn start_log_over(connection: &Connection) -> bool {
    let start_over = || -> rusqlite::Result<i64> {
        connection.busy_timeout(Duration::ZERO)?;
        connection.query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get(0))
    };
    let outcome = start_over();
    if let Err(error) = outcome.as_ref().map(drop).and(connection.busy_timeout(limits::LOCK_WAIT).as_ref()) {
        tracing::warn!(error = error as &dyn std::error::Error, "the log could not be started over");
    }
    matches!(outcome, Ok(0))
}

/// How the caller hears of it: the outcome, and what it cost.
type Reply<O> = oneshot::Sender<(Result<<O as Op>::Out>, Duration)>;

/// Makes one change in a savepoint, which a refusal or a panic undoes without touching the changes beside it.
fn make<O: Op>(session: Result<&mut Session>, actor: Actor, op: O, answer: Reply<O>) -> Answer {
    if answer.is_closed() {
        return Box::new(|_, _| ());
    }
    let result = session.and_then(|session| in_savepoint(session, |session| finish(op.run(&actor, session))));
    Box::new(move |failure, time| {
        let result = match failure {
            Some(error) => Err(error.clone()),
            None => result,
        };
        // The caller may have stopped waiting; the change stands.
        drop(answer.send((result, time)));
    })
}

fn in_savepoint<T>(session: &mut Session, change: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
    session.control("SAVEPOINT change")?;
    let result = catch_unwind(AssertUnwindSafe(|| change(session)))
        .unwrap_or_else(|panic| Err(Error::Broken(format!("it panicked: {}", message(&*panic)))));
    if result.is_err() && !session.connection.is_autocommit() {
        session.control("ROLLBACK TO change")?;
    }
    if !session.connection.is_autocommit() {
        session.control("RELEASE change")?;
    }
    result
}

/// What a panic said.
pub(super) fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("")
}

/// Lets SQLite tell at each commit how long its write-ahead log is.
fn watch_log(session: &mut Session) -> Result<Arc<AtomicU64>> {
    let page: u32 = session.connection.pragma_query_value(None, "page_size", |row| row.get(0)).map_err(failed)?;
    let bytes = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&bytes);
    let hook = move |_: &mut rusqlite::hooks::Wal, pages: i32| {
        told.store(u64::from(pages.unsigned_abs()) * u64::from(page), Relaxed);
        Ok(())
    };
    session.connection.wal_hook(Some(hook)).map_err(failed)?;
    Ok(bytes)
}
