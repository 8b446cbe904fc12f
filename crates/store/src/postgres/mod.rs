//! The store on PostgreSQL: each change is a transaction of its own on a pooled connection, run again as a whole when
//! PostgreSQL could not serialize it or its connection broke.
//!
//! Connections live on a small runtime in a thread of its own, so that callers may be on any runtime, or many.

mod address;
mod columns;
mod failure;
mod pool;
mod runtime;
mod session;
mod tls;
mod tries;

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use tokio::time::timeout;

use self::{address::Address, pool::Pool, runtime::Runtime, tries::Tries};
pub(crate) use self::{columns::read_row, pool::connect};
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
    /// Changes and questions that wait or run.
    under_way: Arc<AtomicUsize>,
}

impl Postgres {
    /// Connects, checks that commits are durable there, and brings the tables up to date.
    pub(crate) async fn open(address: &str) -> Result<Postgres, OpenError> {
        let address = Address::parse(address)?;
        let runtime = Runtime::start().map_err(|source| OpenError::Database(source.into()))?;
        let opened = runtime.run(async move { Pool::open(address).await });
        let pool = opened.await.unwrap_or_else(|| Err(OpenError::Database("the store's thread stopped".into())))?;
        Ok(Postgres(Arc::new(Inner {
            pool: Arc::new(pool),
            runtime,
            counters: Arc::default(),
            under_way: Arc::default(),
        })))
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
        let queue = &self.0.pool.queue;
        Metrics { waiting_changes: queue.waiting(), change_wait: queue.wait(), ..self.0.counters.read() }
    }

    /// Runs work on the store's own runtime, unless too much of it is waiting there.
    async fn bounded<T: Send + 'static>(&self, work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
        let counted = UnderWay(Arc::clone(&self.0.under_way));
        if counted.0.fetch_add(1, Relaxed) >= limits::WAITING_CHANGES {
            self.0.counters.turned_away.fetch_add(1, Relaxed);
            return Err(Error::Busy);
        }
        let answer = self.0.runtime.run(async move {
            let _counted = counted;
            work.await
        });
        answer.await.unwrap_or_else(|| Err(Error::Broken("it panicked, or the store was closed".to_owned())))
    }
}

/// One piece of work counted as under way, until it is dropped.
struct UnderWay(Arc<AtomicUsize>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Runs a change until it stands, is refused, or has been tried often enough.
async fn change<O: Op>(pool: &Pool, counters: &Counters, actor: &Actor, op: O) -> Result<O::Out> {
    let mut tries = Tries::new(counters, actor);
    loop {
        let failure =
            match pool.session(if O::WRITES_FIRST { pool::WAIT_FOR_OTHERS } else { pool::SEE_ONE_MOMENT }).await {
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
        let failure = match pool.session(pool::ONLY_READ).await {
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
