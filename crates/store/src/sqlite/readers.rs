//! The threads that read: each answers one question at a time, as of the moment it began, and never makes the writer wait.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::Ordering::Relaxed,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
};

use tokio::sync::oneshot;

use super::{
    connection::{Session, finish},
    writer::message,
};
use crate::{
    actor::Actor,
    error::{Error, OpenError, Result},
    limits,
    metrics::Counters,
    seam::Query,
};

type Question = Box<dyn FnOnce(&mut Session) + Send>;

/// The way to the reading threads.
#[derive(Debug)]
pub(super) struct Readers {
    /// Dropped first, which ends the threads.
    queue: Option<SyncSender<Question>>,
    threads: Vec<JoinHandle<()>>,
    counters: Arc<Counters>,
}

impl Readers {
    pub(super) fn start(path: &Path, counters: Arc<Counters>) -> Result<Readers, OpenError> {
        let (queue, waiting) = sync_channel::<Question>(limits::WAITING_READS);
        let waiting = Arc::new(Mutex::new(waiting));
        let mut threads = Vec::with_capacity(limits::READERS);
        for number in 0..limits::READERS {
            let (session, waiting) = (Session::open_reading(path)?, Arc::clone(&waiting));
            let thread = thread::Builder::new().name(format!("store-reader-{number}"));
            let thread = thread.spawn(move || answer_all(session, &waiting));
            threads.push(thread.map_err(|source| OpenError::Database(source.into()))?);
        }
        Ok(Readers { queue: Some(queue), threads, counters })
    }

    pub(super) async fn read<Q: Query>(&self, actor: Actor, query: Q) -> Result<Q::Out> {
        let (answer, answered) = oneshot::channel();
        let counters = Arc::clone(&self.counters);
        let question: Question = Box::new(move |session| {
            counters.waiting_reads.fetch_sub(1, Relaxed);
            if !answer.is_closed() {
                drop(answer.send(in_snapshot(session, &actor, query)));
            }
        });
        let Some(queue) = &self.queue else { return Err(stopped()) };
        self.counters.waiting_reads.fetch_add(1, Relaxed);
        queue.try_send(question).map_err(|refused| {
            self.counters.waiting_reads.fetch_sub(1, Relaxed);
            match refused {
                TrySendError::Full(_) => {
                    self.counters.turned_away.fetch_add(1, Relaxed);
                    Error::Busy
                }
                TrySendError::Disconnected(_) => stopped(),
            }
        })?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("one of the store's readers ended with a panic");
            }
        }
    }
}

fn stopped() -> Error {
    Error::unavailable("the store's readers have stopped")
}

fn answer_all(mut session: Session, waiting: &Mutex<Receiver<Question>>) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(question) = next else { return };
        question(&mut session);
    }
}

fn in_snapshot<Q: Query>(session: &mut Session, actor: &Actor, query: Q) -> Result<Q::Out> {
    session.control("BEGIN")?;
    let result = catch_unwind(AssertUnwindSafe(|| finish(query.run(actor, session))))
        .unwrap_or_else(|panic| Err(Error::Broken(format!("it panicked: {}", message(&*panic)))));
    session.control("ROLLBACK")?;
    result
}
