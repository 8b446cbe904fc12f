//! The store that the rest of the program holds: one of two databases behind the same few functions.

use std::{
    collections::VecDeque,
    ops::Range,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use crate::{
    actor::Actor,
    error::{Error, OpenError, Result},
    limits,
    metrics::Metrics,
    ops::filing::ReserveReceipts,
    postgres::Postgres,
    seam::{Op, Query},
    sqlite::Sqlite,
};

/// An open store. Clones share it; it closes when the last one is dropped, which waits for changes already begun.
#[derive(Debug, Clone)]
pub struct Store {
    database: Database,
    receipts: Arc<Receipts>,
    unanswered: Arc<AtomicU64>,
}

#[derive(Debug, Clone)]
enum Database {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Store {
    /// Opens the SQLite store in `folder`, making it if it is not there. The folder is this process's alone until the
    /// store is dropped.
    pub fn open_sqlite(folder: &Path) -> Result<Store, OpenError> {
        Ok(Store::on(Database::Sqlite(Sqlite::open(folder)?)))
    }

    /// Connects to the PostgreSQL database at `address` (`postgres://user@host/database`, or libpq's `key=value` form; a
    /// list of hosts is tried in turn for the one that takes writes). `sslmode` and `sslrootcert` in it are libpq's; what it
    /// makes of them is in docs/operations.md.
    pub async fn open_postgres(address: &str) -> Result<Store, OpenError> {
        Ok(Store::on(Database::Postgres(Postgres::open(address).await?)))
    }

    fn on(database: Database) -> Store {
        Store { database, receipts: Arc::default(), unanswered: Arc::default() }
    }

    /// Makes a change and answers when it is on disk. Dropping the future before the change has begun makes it not
    /// happen; after that it happens, answered or not.
    pub async fn exec<O: Op>(&self, actor: &Actor, op: O) -> Result<O::Out> {
        self.counted(match &self.database {
            Database::Sqlite(sqlite) => sqlite.exec(actor, op).await,
            Database::Postgres(postgres) => postgres.exec(actor, op).await,
        })
    }

    /// Answers a question as of one moment. A change that was answered before is seen.
    pub async fn read<Q: Query>(&self, actor: &Actor, query: Q) -> Result<Q::Out> {
        self.counted(match &self.database {
            Database::Sqlite(sqlite) => sqlite.read(actor, query).await,
            Database::Postgres(postgres) => postgres.read(actor, query).await,
        })
    }

    fn counted<T>(&self, answer: Result<T>) -> Result<T> {
        if matches!(answer, Err(Error::Unavailable(_))) {
            self.unanswered.fetch_add(1, Relaxed);
        }
        answer
    }

    /// A place in the sequence of receipts that nobody else gets. Places are reserved a few at a time, so this rarely
    /// touches the disk; those left over at a restart are never used.
    pub async fn next_receipt(&self, actor: &Actor) -> Result<u64> {
        if let Some(place) = self.receipts.take() {
            return Ok(place);
        }
        let first = self.exec(actor, ReserveReceipts { count: limits::RECEIPTS_RESERVED }).await?;
        self.receipts.keep(first + 1..first + u64::from(limits::RECEIPTS_RESERVED));
        Ok(first)
    }

    /// How busy the store is.
    pub fn metrics(&self) -> Metrics {
        let metrics = match &self.database {
            Database::Sqlite(sqlite) => sqlite.metrics(),
            Database::Postgres(postgres) => postgres.metrics(),
        };
        Metrics { unanswered: self.unanswered.load(Relaxed), ..metrics }
    }
}

/// Reserved places in the sequence of receipts.
#[derive(Debug, Default)]
struct Receipts(Mutex<VecDeque<Range<u64>>>);

impl Receipts {
    fn take(&self) -> Option<u64> {
        let mut ranges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let range = ranges.front_mut()?;
        let place = range.next();
        if range.is_empty() {
            ranges.pop_front();
        }
        place
    }

    fn keep(&self, range: Range<u64>) {
        let mut ranges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if ranges.len() < limits::WAITING_CHANGES {
            ranges.push_back(range);
        }
    }
}
