//! The store on SQLite: one thread writes, a few read, one copies the log into the database, and the disk is asked once
//! for many changes (group commit).

mod checkpoint;
mod connection;
mod folder;
mod readers;
mod sql;
mod writer;

pub(crate) use connection::{failed, read_column};
pub use folder::DATABASE;

use std::{path::Path, sync::Arc};

use crate::{
    actor::Actor,
    error::{OpenError, Result},
    metrics::{Counters, Metrics},
    seam::{Op, Query},
};

/// An open SQLite store; clones share it. It closes, and its folder is free again, when the last clone is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Sqlite(Arc<Threads>);

/// The threads of a store, in the order in which they are stopped.
#[derive(Debug)]
struct Threads {
    counters: Arc<Counters>,
    readers: readers::Readers,
    writer: writer::Writer,
    _checkpoints: checkpoint::Checkpoints,
    /// Held until the last connection is closed.
    _lock: folder::Lock,
}

impl Sqlite {
    /// Opens the store in `folder`, making it if it is not there, and brings its tables up to date.
    pub(crate) fn open(folder: &Path) -> Result<Sqlite, OpenError> {
        let lock = folder::Lock::take(folder)?;
        let path = folder::make_database(folder)?;
        let (checkpoints, signal) = checkpoint::Checkpoints::start(&path)?;
        let counters = Arc::new(Counters::default());
        let writer = writer::Writer::start(&path, signal, Arc::clone(&counters))?;
        let readers = readers::Readers::start(&path, Arc::clone(&counters))?;
        folder::sync(folder)?;
        Ok(Sqlite(Arc::new(Threads { counters, readers, writer, _checkpoints: checkpoints, _lock: lock })))
    }

    /// Makes a change; answers when it is on disk.
    pub(crate) async fn exec<O: Op>(&self, actor: &Actor, op: O) -> Result<O::Out> {
        self.0.writer.exec(actor.clone(), op).await
    }

    /// Answers a question.
    pub(crate) async fn read<Q: Query>(&self, actor: &Actor, query: Q) -> Result<Q::Out> {
        self.0.readers.read(actor.clone(), query).await
    }

    /// How busy the store is.
    pub(crate) fn metrics(&self) -> Metrics {
        self.0.counters.read()
    }
}
