//! What is true of the whole store: which master key seals it, and whether it can be written to.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::Result,
    seam::{Op, Query, Read, Tx},
    values,
};

/// Whether the store is sealed with a master key, by the key's public id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyCheck {
    /// The store has no key yet.
    Fresh,
    /// It is this key.
    Matches,
    /// It is another key: nothing in the store could be opened.
    Wrong,
}

/// Compares a master key with the one the store is sealed with, before anything is opened or sealed.
#[derive(Debug, Clone)]
pub struct CheckKey {
    /// The key's id, which tells nothing about the key. `None` when there is no key at hand.
    pub id: Option<[u8; 8]>,
}

impl Query for CheckKey {
    type Out = KeyCheck;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<KeyCheck> {
        let stored = read.optional("SELECT value FROM facts WHERE name = 'master key'", &[]).await?;
        let stored = stored.map(|mut row| row.take::<Vec<u8>>(0)).transpose()?;
        Ok(match (stored, self.id) {
            (None, _) => KeyCheck::Fresh,
            (Some(stored), Some(id)) if stored == id => KeyCheck::Matches,
            (Some(_), _) => KeyCheck::Wrong,
        })
    }
}

/// Binds a fresh store to a master key. A store that has one keeps it.
#[derive(Debug, Clone)]
pub struct BindKey {
    /// The key's id.
    pub id: [u8; 8],
}

impl Op for BindKey {
    /// [`KeyCheck::Matches`] or [`KeyCheck::Wrong`].
    type Out = KeyCheck;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<KeyCheck> {
        actor.must_be_system()?;
        let sql = "INSERT INTO facts (name, value) VALUES ('master key', $1) ON CONFLICT (name) DO NOTHING";
        tx.execute(sql, values![self.id]).await?;
        CheckKey { id: Some(self.id) }.run(actor, tx).await
    }
}

/// Proves that the store can be written to: what readiness means. A server that can only be read answers reads happily.
#[derive(Debug, Clone)]
pub struct ProveWritable {
    /// Now.
    pub now: Timestamp,
}

impl Op for ProveWritable {
    type Out = ();

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        let sql = "INSERT INTO counters (name, value) VALUES ('last proven writable', $1) \
                   ON CONFLICT (name) DO UPDATE SET value = $1";
        tx.execute(sql, values![self.now]).await?;
        Ok(())
    }
}
