//! What SQLite can do at most: a writer thread by hand that puts the same rows and bytes into the same tables, as many in
//! one commit as are waiting, and knows nothing of actors, refusals, savepoints or other databases.

use std::{
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use anyhow::{Result, anyhow};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use store::ops::filing::FileApplication;
use tokio::sync::oneshot;

/// As many filings in one commit as the store takes.
const FILINGS_PER_COMMIT: usize = store::limits::CHANGES_PER_COMMIT;

type Filing = (FileApplication, oneshot::Sender<()>);

pub(crate) struct Bare {
    queue: SyncSender<Filing>,
    thread: JoinHandle<rusqlite::Result<()>>,
}

impl Bare {
    pub(crate) fn open(database: &Path) -> Result<Bare> {
        let connection = Connection::open(database)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "wal_autocheckpoint", 4_000)?;
        let (queue, waiting) = sync_channel(1_024);
        let thread = thread::spawn(move || write(connection, &waiting));
        Ok(Bare { queue, thread })
    }

    pub(crate) fn queue(&self) -> SyncSender<Filing> {
        self.queue.clone()
    }

    pub(crate) fn close(self) -> Result<()> {
        drop(self.queue);
        Ok(self.thread.join().map_err(|_| anyhow!("the bare writer panicked"))??)
    }
}

pub(crate) async fn file(queue: &SyncSender<Filing>, filing: FileApplication) -> Result<()> {
    let (answer, answered) = oneshot::channel();
    queue.try_send((filing, answer)).map_err(|_| anyhow!("the bare writer's queue is full"))?;
    Ok(answered.await?)
}

fn write(mut connection: Connection, waiting: &Receiver<Filing>) -> rusqlite::Result<()> {
    while let Ok((filing, answer)) = waiting.recv() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut answers = Vec::with_capacity(FILINGS_PER_COMMIT);
        insert(&transaction, &filing)?;
        answers.push(answer);
        while answers.len() < FILINGS_PER_COMMIT
            && let Ok((filing, answer)) = waiting.try_recv()
        {
            insert(&transaction, &filing)?;
            answers.push(answer);
        }
        transaction.commit()?;
        for answer in answers {
            // Whoever asked may have gone.
            let _ = answer.send(());
        }
    }
    Ok(())
}

fn insert(transaction: &Transaction<'_>, filing: &FileApplication) -> rusqlite::Result<()> {
    let id = filing.application.0.as_bytes().as_slice();
    let at = filing.filed_at.as_millisecond();
    let sequence = filing.sequence.cast_signed();
    transaction
        .prepare_cached("UPDATE applications SET state = 'filed', touched = ?2 WHERE id = ?1 AND version = 1")?
        .execute(params![id, at])?;
    transaction
        .prepare_cached(
            "INSERT INTO cases (application, sequence, number, filed_at, sealed_answers, sealed_receipt, status_hash, state, \
             last_action, last_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9)",
        )?
        .execute(params![
            id,
            sequence,
            filing.number,
            at,
            filing.sealed_answers,
            filing.sealed_receipt,
            filing.status_hash,
            filing.state,
            filing.action_hash
        ])?;
    transaction
        .prepare_cached(
            "INSERT INTO actions (application, sequence, previous, hash, at, sealed) VALUES (?1, 1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, [0_u8; 32], filing.action_hash, at, filing.sealed_action])?;
    for job in &filing.jobs {
        transaction
            .prepare_cached(
                "INSERT INTO jobs (id, kind, application, sealed, state, run_after, attempts, claim, claimed_until) \
                 VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, 0, NULL, 0)",
            )?
            .execute(params![job.id.0.as_bytes().as_slice(), job.kind, id, job.sealed, at])?;
    }
    Ok(())
}
