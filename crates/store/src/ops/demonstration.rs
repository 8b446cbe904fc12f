//! The ledger of the demonstration provider, which moves no money: what a provider would keep, and nothing of whom.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::{Error, Result},
    seam::{Op, Query, Read, Tx},
    values,
};

/// What is done to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Holds the amount, unless the key was used before.
    Authorise {
        /// Hash of the amount.
        amount: [u8; 32],
    },
    /// Takes what is held.
    Capture,
    /// Lets go of what is held; a key that was never used can then never be.
    Release,
    /// Gives back what was taken.
    Refund,
}

/// How an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Hash of the amount; zeros for one released before anything was held.
    pub amount: [u8; 32],
    /// `authorised`, `captured`, `released` or `refunded`.
    pub state: String,
    /// When it last moved.
    pub moved: Timestamp,
}

/// Does a step, where the entry stands so that it can be done; otherwise nothing. Answers with the entry as it stands then.
#[derive(Debug, Clone)]
pub struct MoveEntry {
    /// The key.
    pub key: [u8; 32],
    /// What is done.
    pub step: Step,
    /// Now.
    pub now: Timestamp,
}

impl Op for MoveEntry {
    type Out = Option<Entry>;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Option<Entry>> {
        actor.must_be_system()?;
        let (key, now) = (self.key, self.now);
        match self.step {
            Step::Authorise { amount } => {
                let sql = "INSERT INTO demonstration_ledger (key, amount, state, moved) VALUES ($1, $2, 'authorised', $3) \
                           ON CONFLICT (key) DO NOTHING";
                tx.execute(sql, values![key, amount, now]).await?
            }
            Step::Capture => {
                let sql = "UPDATE demonstration_ledger SET state = 'captured', moved = $2 \
                           WHERE key = $1 AND state = 'authorised'";
                tx.execute(sql, values![key, now]).await?
            }
            Step::Release => {
                let sql = "INSERT INTO demonstration_ledger (key, amount, state, moved) VALUES ($1, $2, 'released', $3) \
                           ON CONFLICT (key) DO UPDATE SET state = 'released', moved = $3 \
                           WHERE demonstration_ledger.state = 'authorised'";
                tx.execute(sql, values![key, [0_u8; 32], now]).await?
            }
            Step::Refund => {
                let sql = "UPDATE demonstration_ledger SET state = 'refunded', moved = $2 \
                           WHERE key = $1 AND state = 'captured'";
                tx.execute(sql, values![key, now]).await?
            }
        };
        FindEntry { key }.run(actor, tx).await
    }
}

/// How an entry stands; nothing for a key that was never used.
#[derive(Debug, Clone)]
pub struct FindEntry {
    /// The key.
    pub key: [u8; 32],
}

impl Query for FindEntry {
    type Out = Option<Entry>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Option<Entry>> {
        actor.must_be_system()?;
        let sql = "SELECT amount, state, moved FROM demonstration_ledger WHERE key = $1";
        let Some(mut row) = read.optional(sql, values![self.key]).await? else { return Ok(None) };
        let entry = Entry { amount: row.take(0)?, state: row.take(1)?, moved: row.take(2)? };
        let known = ["authorised", "captured", "released", "refunded"].contains(&entry.state.as_str());
        if known { Ok(Some(entry)) } else { Err(Error::Corrupt(format!("a ledger entry is {:?}", entry.state))) }
    }
}
