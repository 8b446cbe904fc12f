//! Filed applications: read by their owner or by receipt number and secret, and moved on by actions that are only ever
//! added, each carrying the hash of the one before.

use jiff::Timestamp;

use super::{
    drafts::version,
    jobs::{EnqueueJob, NewJob},
};
use crate::{
    actor::{Actor, reached, reaching},
    error::{Error, Result},
    ids::ApplicationId,
    limits,
    seam::{Op, Query, Read, Tx},
    value::{Row, Value},
    values,
};

/// A case as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The application it is the case of.
    pub application: ApplicationId,
    /// Which program.
    pub program: String,
    /// Which version of the program.
    pub program_version: String,
    /// The applicant's language.
    pub language: String,
    /// The application's data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Place in the sequence of receipts.
    pub sequence: u64,
    /// The receipt number.
    pub number: String,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The frozen answers, sealed.
    pub sealed_answers: Vec<u8>,
    /// The signed receipt, sealed.
    pub sealed_receipt: Vec<u8>,
    /// The name of its state.
    pub state: String,
    /// How many actions it has.
    pub actions: u64,
    /// Hash of the last one.
    pub last_hash: [u8; 32],
}

macro_rules! case_columns {
    () => {
        "SELECT id, program, program_version, language, wrapped_key, sequence, number, filed_at, sealed_answers, \
         sealed_receipt, cases.state, last_action, last_hash FROM cases JOIN applications ON id = application WHERE "
    };
}

impl Case {
    fn read(mut row: Row) -> Result<Case> {
        Ok(Case {
            application: row.take(0)?,
            program: row.take(1)?,
            program_version: row.take(2)?,
            language: row.take(3)?,
            wrapped_key: row.take(4)?,
            sequence: row.take(5)?,
            number: row.take(6)?,
            filed_at: row.take(7)?,
            sealed_answers: row.take(8)?,
            sealed_receipt: row.take(9)?,
            state: row.take(10)?,
            actions: row.take(11)?,
            last_hash: row.take(12)?,
        })
    }
}

/// Reads the actor's case. [`Error::NotFound`] otherwise.
#[derive(Debug, Clone)]
pub struct LoadCase {
    /// Which application.
    pub application: ApplicationId,
}

impl Query for LoadCase {
    type Out = Case;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Case> {
        let sql = concat!(case_columns!(), "application = $5 AND ", reached!());
        Case::read(read.one(sql, &reaching![actor; self.application]).await?)
    }
}

/// Reads a case by its receipt number and the secret of the status page; any actor may ask. A wrong number and a wrong
/// secret are one answer: [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct LoadCaseByReceipt {
    /// The receipt number, in its stored form.
    pub number: String,
    /// Hash of the secret.
    pub status_hash: [u8; 32],
}

impl Query for LoadCaseByReceipt {
    type Out = Case;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<Case> {
        let sql = concat!(case_columns!(), "number = $1 AND status_hash = $2");
        Case::read(read.one(sql, values![self.number, self.status_hash]).await?)
    }
}

/// One action as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAction {
    /// Place in the chain, from 1.
    pub sequence: u64,
    /// Hash of the action before; zeros for the first.
    pub previous: [u8; 32],
    /// Its own hash.
    pub hash: [u8; 32],
    /// When.
    pub at: Timestamp,
    /// Who, what and why, sealed.
    pub sealed: Vec<u8>,
}

/// The actions of the actor's case in order, after a place in the chain, at most [`limits::LIST`] at once.
#[derive(Debug, Clone)]
pub struct LoadActions {
    /// Which application.
    pub application: ApplicationId,
    /// The last place already read; 0 for none.
    pub after: u64,
}

impl Query for LoadActions {
    type Out = Vec<StoredAction>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<StoredAction>> {
        let sql = concat!(
            "SELECT sequence, previous, hash, at, sealed FROM actions \
             WHERE application = $5 AND sequence > $6 AND EXISTS (SELECT 1 FROM applications WHERE id = $5 AND ",
            reached!(),
            ") ORDER BY sequence LIMIT $7"
        );
        let rows = read.rows(sql, &reaching![actor; self.application, version(self.after)?, limits::LIST]).await?;
        rows.into_iter().map(StoredAction::read).collect()
    }
}

impl StoredAction {
    fn read(mut row: Row) -> Result<StoredAction> {
        Ok(StoredAction {
            sequence: row.take(0)?,
            previous: row.take(1)?,
            hash: row.take(2)?,
            at: row.take(3)?,
            sealed: row.take(4)?,
        })
    }
}

/// Adds an action to a case. Asked again with the same hash it changes nothing more.
///
/// Errors: [`Error::Conflict`] when another action has come first, [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct AppendAction {
    /// Which application.
    pub application: ApplicationId,
    /// The action; its place is one after the last.
    pub action: StoredAction,
    /// The state the case is in after it.
    pub state: String,
    /// What is to be done because of it, at most [`limits::JOBS`].
    pub jobs: Vec<NewJob>,
}

impl Op for AppendAction {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        let StoredAction { sequence, previous, hash, at, sealed } = self.action;
        let sequence = version(sequence)?;
        let advance = concat!(
            "UPDATE cases SET last_action = $6, last_hash = $7, state = $8 \
             WHERE application = $5 AND last_action = $6 - 1 AND last_hash = $9 \
             AND EXISTS (SELECT 1 FROM applications WHERE id = $5 AND ",
            reached!(),
            ")"
        );
        let advanced = reaching![actor; self.application, sequence, hash, limits::text(self.state)?, previous];
        if tx.execute(advance, &advanced).await? == 0 {
            LoadCase { application: self.application }.run(actor, tx).await?;
            let same = "SELECT hash FROM actions WHERE application = $1 AND sequence = $2";
            let stored = tx.optional(same, values![self.application, sequence]).await?;
            return match stored.map(|mut row| row.take::<Value>(0)).transpose()? {
                Some(stored) if stored == hash.into() => Ok(()),
                _ => Err(Error::Conflict),
            };
        }
        tx.execute(
            "INSERT INTO actions (application, sequence, previous, hash, at, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
            values![self.application, sequence, previous, hash, at, limits::sealed(sealed)?],
        )
        .await?;
        EnqueueJob::all(tx, self.jobs).await
    }
}
