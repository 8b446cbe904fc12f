//! Filing: one transaction turns a draft into a case with a receipt. Filed means filed: nothing optional takes part.

use jiff::Timestamp;

use super::{
    documents,
    drafts::version,
    jobs::{EnqueueJob, NewJob},
    payments::Due,
};
use crate::{
    actor::{Actor, reached, reaching},
    error::{Error, Result},
    ids::{ApplicationId, DocumentId},
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// Hands out places in the sequence of receipts, each once; some may never be used.
#[derive(Debug, Clone)]
pub struct ReserveReceipts {
    /// How many.
    pub count: u32,
}

impl Op for ReserveReceipts {
    /// The first; the others follow it.
    type Out = u64;
    /// It is one statement.
    const WRITES_FIRST: bool = true;

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<u64> {
        let sql = "INSERT INTO counters (name, value) VALUES ('receipts', $1) \
                   ON CONFLICT (name) DO UPDATE SET value = counters.value + $1 RETURNING value - $1";
        tx.one(sql, values![self.count]).await?.take(0)
    }
}

/// Files an application.
///
/// Validating, sealing, hashing and signing are done before, off the writer; this checks that what was filed is still
/// what is stored, and writes the case, the receipt, the first action and the jobs that follow from it.
///
/// Asked again, by whatever request, it answers with the receipt that stands. Errors: [`Error::Conflict`] when the draft
/// or one of its documents has changed since it was frozen, [`Error::CapReached`], [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct FileApplication {
    /// Which application.
    pub application: ApplicationId,
    /// The version the answers were frozen at.
    pub expected_version: u64,
    /// Place in the sequence of receipts, from [`crate::Store::next_receipt`].
    pub sequence: u64,
    /// The receipt number made from it.
    pub number: String,
    /// When it is filed; the receipt says the same.
    pub filed_at: Timestamp,
    /// The frozen answers, sealed.
    pub sealed_answers: Vec<u8>,
    /// The signed receipt, sealed.
    pub sealed_receipt: Vec<u8>,
    /// Hash of the secret that opens the status page without an account.
    pub status_hash: [u8; 32],
    /// The documents the receipt names; each must still be attached.
    pub documents: Vec<DocumentId>,
    /// The state the case begins in.
    pub state: String,
    /// Hash of the first action.
    pub action_hash: [u8; 32],
    /// The first action, sealed.
    pub sealed_action: Vec<u8>,
    /// What is to be done because of it: the confirmation, the PDF. At most [`limits::JOBS`].
    pub jobs: Vec<NewJob>,
    /// What it owes, if anything. Paid or not, it is filed.
    pub due: Option<Due>,
    /// The program's cap, if it has one.
    pub cap: Option<Cap>,
}

/// How many applications may be filed under a name (a program, a year of a program).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// What is counted.
    pub name: String,
    /// How many may be filed.
    pub limit: u32,
}

/// The receipt that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The receipt number.
    pub number: String,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The signed receipt, sealed.
    pub sealed_receipt: Vec<u8>,
    /// Whether this request filed it, rather than an earlier one.
    pub first: bool,
}

impl Op for FileApplication {
    type Out = Filed;
    /// Closing the draft comes first, and every change to attached documents goes through the draft; the cap is one statement.
    /// So all who file under one cap wait for each other in turn.
    const WRITES_FIRST: bool = true;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Filed> {
        let close = concat!(
            "UPDATE applications SET state = 'filed', touched = $7 WHERE id = $5 AND version = $6 AND state = 'draft' AND ",
            reached!()
        );
        let closed = reaching![actor; self.application, version(self.expected_version)?, self.filed_at];
        if tx.execute(close, &closed).await? == 0 {
            return standing(actor, tx, self.application).await;
        }
        documents::all_attached(tx, self.application, &self.documents).await?;
        if let Some(cap) = self.cap {
            cap.count(tx, self.filed_at).await?;
        }
        let number = limits::text(self.number)?;
        let sealed_receipt = limits::sealed(self.sealed_receipt)?;
        let sequence = version(self.sequence)?;
        tx.execute(
            "INSERT INTO cases (application, sequence, number, filed_at, sealed_answers, sealed_receipt, status_hash, state, \
             last_action, last_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)",
            values![
                self.application,
                sequence,
                number.as_str(),
                self.filed_at,
                limits::sealed(self.sealed_answers)?,
                sealed_receipt.clone(),
                self.status_hash,
                limits::text(self.state)?,
                self.action_hash,
            ],
        )
        .await?;
        tx.execute(
            "INSERT INTO actions (application, sequence, previous, hash, at, sealed) VALUES ($1, 1, $2, $3, $4, $5)",
            values![
                self.application,
                [0_u8; 32],
                self.action_hash,
                self.filed_at,
                limits::sealed(self.sealed_action)?,
            ],
        )
        .await?;
        EnqueueJob::all(tx, self.jobs).await?;
        if let Some(due) = self.due
            && let Some(take) = due.tie(tx, self.application).await?
        {
            EnqueueJob::all(tx, vec![take]).await?;
        }
        let filed_at = Timestamp::from_millisecond(self.filed_at.as_millisecond()).unwrap_or(self.filed_at);
        Ok(Filed { number, filed_at, sealed_receipt, first: true })
    }
}

/// The receipt of an application that was filed before; without one, why it could not be filed.
async fn standing<T: Tx>(actor: &Actor, tx: &mut T, application: ApplicationId) -> Result<Filed> {
    let sql = concat!(
        "SELECT applications.state, number, filed_at, sealed_receipt FROM applications LEFT JOIN cases ON application = id \
         WHERE id = $5 AND applications.state <> 'deleted' AND ",
        reached!()
    );
    let mut row = tx.one(sql, &reaching![actor; application]).await?;
    if row.take::<String>(0)? != "filed" {
        return Err(Error::Conflict);
    }
    Ok(Filed { number: row.take(1)?, filed_at: row.take(2)?, sealed_receipt: row.take(3)?, first: false })
}

impl Cap {
    /// Counts one more, unless that would be too many, and notes when the last place was given.
    async fn count<T: Tx>(self, tx: &mut T, filed_at: Timestamp) -> Result<()> {
        let sql = "INSERT INTO counters (name, value) SELECT $1, 1 WHERE CAST($2 AS BIGINT) > 0 \
                   ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 WHERE counters.value < $2 RETURNING value";
        let name = limits::text(format!("filed:{}", self.name))?;
        let Some(mut row) = tx.optional(sql, values![name, self.limit]).await? else {
            return Err(Error::CapReached);
        };
        if row.take::<u64>(0)? == u64::from(self.limit) {
            let sql = "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
            tx.execute(sql, values![limits::text(format!("last:{}", self.name))?, filed_at]).await?;
        }
        Ok(())
    }
}

/// Asks how many applications were filed under these names, at most [`limits::LIST`] of them.
#[derive(Debug, Clone)]
pub struct CountFiled {
    /// What is counted.
    pub names: Vec<String>,
}

/// How many applications were filed under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FiledUnder {
    /// How many.
    pub filed: u64,
    /// When the last place that the cap of the day allowed was given.
    pub last: Option<Timestamp>,
}

impl Query for CountFiled {
    /// In the order of the names.
    type Out = Vec<FiledUnder>;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<Vec<FiledUnder>> {
        if self.names.len() > limits::LIST as usize {
            return Err(Error::Full { of: "names in one question", limit: limits::LIST.into() });
        }
        let mut counted = Vec::with_capacity(self.names.len());
        for name in self.names {
            let mut found = FiledUnder::default();
            let sql = "SELECT value FROM counters WHERE name = $1";
            if let Some(mut row) = read.optional(sql, values![limits::text(format!("filed:{name}"))?]).await? {
                found.filed = row.take(0)?;
            }
            if let Some(mut row) = read.optional(sql, values![limits::text(format!("last:{name}"))?]).await? {
                found.last = Some(row.take(0)?);
            }
            counted.push(found);
        }
        Ok(counted)
    }
}
