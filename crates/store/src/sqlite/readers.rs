//! The threads that read: each answers one question at a time, as of the moment it began, and never makes the writer wait.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, atomic::Ordering::Relaxed},
    thread::{self, JoinHandle},
};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
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
    queue::{spent, thread_time},
    seam::Query,
};

type Question = Box<dyn FnOnce(&mut Session) + Send>;

/// The way to the reading threads.
#[derive(Debug)]
pub(super) struct Readers {
    /// Dropped first, which ends the threads.
    queue: Option<Sender<Question>>,
    threads: Vec<JoinHandle<()>>,
    counters: Arc<Counters>,
}

impl Readers {
    pub(super) fn start(path: &Path, counters: Arc<Counters>) -> Result<Readers, OpenError> {
        let (queue, waiting) = bounded::<Question>(limits::WAITING_READS);
        let mut threads = Vec::with_capacity(limits::READERS);
        for number in 0..limits::READERS {
            let (session, waiting) = (Session::open_reading(path)?, waiting.clone());
            let thread = thread::Builder::new().name(format!("store-reader-{number}"));
            let thread = thread.spawn(move || answer_all(session, &waiting));
            threads.push(thread.map_err(|source| OpenError::Database(source.into()))?);
        }
        Ok(Readers { queue: Some(queue), threads, counters })
    }

    pub(super) async fn read<Q: Query>(&self, actor: Actor, query: Q) -> Result<Q::Out> {
        let (answer, answered) = oneshot::channel();
        let counters = Arc::clone(&self.counters);
        let Some(queue) = &self.queue else { return Err(stopped()) };
        let joined = self.counters.queued_reads.join();
        let question: Question = Box::new(move |session| {
            counters.queued_reads.begin(joined);
            if !answer.is_closed() {
                let before = thread_time();
                let result = in_snapshot(session, &actor, query);
                drop(answer.send((result, thread_time().saturating_sub(before))));
            }
        });
        queue.try_send(question).map_err(|refused| {
            self.counters.queued_reads.leave();
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

fn answer_all(mut session: Session, waiting: &Receiver<Question>) {
    while let Ok(question) = waiting.recv() {
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
