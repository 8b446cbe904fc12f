//! The store on PostgreSQL: each change is a transaction of its own on a pooled connection, run again as a whole when
//! PostgreSQL could not serialize it or its connection broke.
//!
//! Connections live on a small runtime in a thread of its own, so that callers may be on any runtime, or many.

mod columns;
mod failure;
mod pool;
mod session;

use std::{
    future::Future,
    sync::{Arc, atomic::Ordering::Relaxed},
    thread::{self, JoinHandle},
};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
    time::{sleep, timeout},
};

use self::{failure::Failure, pool::Pool};
use crate::{
    actor::Actor,
    error::{Error, OpenError, Result},
    limits,
    metrics::{Counters, Metrics},
    seam::{Op, Query},
};

/// An open PostgreSQL store; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Postgres(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: Arc<Pool>,
    runtime: Runtime,
    counters: Arc<Counters>,
}

impl Postgres {
    /// Connects, checks that commits are durable there, and brings the tables up to date.
    pub(crate) async fn open(address: &str) -> Result<Postgres, OpenError> {
        let config = address.parse().map_err(OpenError::Address)?;
        let runtime = Runtime::start().map_err(|source| OpenError::Database(source.into()))?;
        let opened = runtime.run(async move { Pool::open(config).await });
        let pool = opened.await.unwrap_or_else(|| Err(OpenError::Database("the store's thread stopped".into())))?;
        Ok(Postgres(Arc::new(Inner { pool: Arc::new(pool), runtime, counters: Arc::default() })))
    }

    /// Makes a change; answers when PostgreSQL has it on disk.
    pub(crate) async fn exec<O: Op>(&self, actor: &Actor, op: O) -> Result<O::Out> {
        let (pool, counters, actor) = (Arc::clone(&self.0.pool), Arc::clone(&self.0.counters), actor.clone());
        self.bounded(async move {
            let answer = timeout(limits::CHANGE_DEADLINE, change(&pool, &counters, &actor, op)).await;
            counters.changes.fetch_add(1, Relaxed);
            answer.unwrap_or_else(|_| Err(Error::unavailable("PostgreSQL took too long")))
        })
        .await
    }

    /// Answers a question.
    pub(crate) async fn read<Q: Query>(&self, actor: &Actor, query: Q) -> Result<Q::Out> {
        let (pool, counters, actor) = (Arc::clone(&self.0.pool), Arc::clone(&self.0.counters), actor.clone());
        self.bounded(async move {
            let answer = timeout(limits::CHANGE_DEADLINE, question(&pool, &counters, &actor, query)).await;
            answer.unwrap_or_else(|_| Err(Error::unavailable("PostgreSQL took too long")))
        })
        .await
    }

    /// How busy the store is.
    pub(crate) fn metrics(&self) -> Metrics {
        Metrics { waiting_changes: self.0.pool.waiting(), ..self.0.counters.read() }
    }

    /// Runs work on the store's own runtime, unless too much of it is waiting there.
    async fn bounded<T: Send + 'static>(&self, work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
        let counters = &self.0.counters;
        if counters.waiting_changes.fetch_add(1, Relaxed) >= limits::WAITING_CHANGES {
            counters.waiting_changes.fetch_sub(1, Relaxed);
            counters.turned_away.fetch_add(1, Relaxed);
            return Err(Error::Busy);
        }
        let counted = Waiting(Arc::clone(counters));
        let answer = self.0.runtime.run(async move {
            let _counted = counted;
            work.await
        });
        answer.await.unwrap_or_else(|| Err(Error::Broken("it panicked, or the store was closed".to_owned())))
    }
}

/// One piece of work counted as waiting or running, until it is dropped.
struct Waiting(Arc<Counters>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting_changes.fetch_sub(1, Relaxed);
    }
}

/// Runs a change until it stands, is refused, or has been tried often enough.
async fn change<O: Op>(pool: &Pool, counters: &Counters, actor: &Actor, op: O) -> Result<O::Out> {
    let mut tries = Tries::new(counters, actor);
    loop {
        let failure = match pool.session("BEGIN").await {
            Err(failure) => failure,
            Ok(mut session) => {
                let result = op.clone().run(actor, &mut session).await;
                match session.end(result, counters).await {
                    Ok(answer) => return answer,
                    Err(failure) => failure,
                }
            }
        };
        tries.again(pool, failure).await?;
    }
}

async fn question<Q: Query>(pool: &Pool, counters: &Counters, actor: &Actor, query: Q) -> Result<Q::Out> {
    let mut tries = Tries::new(counters, actor);
    loop {
        let failure = match pool.session("BEGIN READ ONLY").await {
            Err(failure) => failure,
            Ok(mut session) => {
                let result = query.clone().run(actor, &mut session).await;
                match session.end(result, &Counters::default()).await {
                    Ok(answer) => return answer,
                    Err(failure) => failure,
                }
            }
        };
        tries.again(pool, failure).await?;
    }
}

/// Counts the tries at one change and spaces them out.
struct Tries<'a> {
    counters: &'a Counters,
    tried: u32,
    /// Spreads changes that met each other, so that they do not meet again.
    spread: u64,
    repeated_key: bool,
}

impl Tries<'_> {
    fn new<'a>(counters: &'a Counters, actor: &Actor) -> Tries<'a> {
        let spread = u64::from(actor.request.0.as_bytes()[15] % 8);
        Tries { counters, tried: 0, spread, repeated_key: false }
    }

    /// Waits a little, when the change may be tried again; otherwise says why it failed.
    async fn again(&mut self, pool: &Pool, failure: Failure) -> Result<()> {
        self.tried += 1;
        let error = match failure {
            Failure::Final(error) => return Err(error),
            // The row that stood in the way may be this change's own, from before its answer was lost, or one that the
            // transaction could not see yet. A second look decides.
            Failure::KeyTaken if self.repeated_key => return Err(Error::Conflict),
            Failure::KeyTaken => {
                self.repeated_key = true;
                Error::Conflict
            }
            Failure::NotSerialized => Error::Busy,
            Failure::Lost(error) => error,
            Failure::NoLongerPrimary(error) => {
                pool.forget_all();
                error
            }
        };
        if self.tried >= limits::TRIES {
            return Err(error);
        }
        self.counters.run_again.fetch_add(1, Relaxed);
        let tried = u64::from(self.tried);
        sleep(std::time::Duration::from_millis((tried * tried).min(100) + self.spread)).await;
        Ok(())
    }
}

/// The thread the connections live on. It ends, with everything on it, when this is dropped.
#[derive(Debug)]
struct Runtime {
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Runtime {
    fn start() -> std::io::Result<Runtime> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::Builder::new().name("store-postgres".to_owned()).spawn(move || {
            // An error means that the other end was dropped, which says the same.
            let _ = runtime.block_on(stopped);
        })?;
        Ok(Runtime { handle, stop: Some(stop), thread: Some(thread) })
    }

    /// Runs work there and waits for it here; `None` when it panicked or the thread has ended.
    fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> impl Future<Output = Option<T>> {
        let running = self.handle.spawn(work);
        async move { running.await.ok() }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's PostgreSQL thread ended with a panic");
        }
    }
}
