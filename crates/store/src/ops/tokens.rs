//! Secrets sent by mail, each good for one use: to verify an address, to set a new password, to find drafts again.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::{Error, Result},
    ids::AccountId,
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// Writes a token; older ones of the same account and purpose open nothing any more.
#[derive(Debug, Clone)]
pub struct PutToken {
    /// Hash of the secret.
    pub hash: [u8; 32],
    /// What it is for; a token is good for nothing else.
    pub purpose: String,
    /// Whose.
    pub account: AccountId,
    /// What it carries (a new address, for instance), sealed; may be empty.
    pub sealed: Vec<u8>,
    /// Until when it is good.
    pub expires: Timestamp,
}

impl Op for PutToken {
    type Out = ();

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        let purpose = limits::text(self.purpose)?;
        let older = "DELETE FROM tokens WHERE account = $1 AND purpose = $2 AND hash <> $3";
        tx.execute(older, values![self.account, purpose.as_str(), self.hash]).await?;
        tx.execute(
            "INSERT INTO tokens (hash, purpose, account, sealed, expires, used_by) VALUES ($1, $2, $3, $4, $5, NULL) \
             ON CONFLICT (hash) DO NOTHING",
            values![self.hash, purpose, self.account, limits::sealed(self.sealed)?, self.expires],
        )
        .await?;
        Ok(())
    }
}

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Whose.
    pub account: AccountId,
    /// What it carries, sealed.
    pub sealed: Vec<u8>,
}

/// Looks whether a token is good, without using it: what a mailed link's page does before its button is pressed.
#[derive(Debug, Clone)]
pub struct PeekToken {
    /// Hash of the secret.
    pub hash: [u8; 32],
    /// What it must be for.
    pub purpose: String,
    /// Now.
    pub now: Timestamp,
}

impl Query for PeekToken {
    /// Nothing for a wrong, used or expired one alike.
    type Out = Option<Token>;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<Option<Token>> {
        let sql =
            "SELECT account, sealed FROM tokens WHERE hash = $1 AND purpose = $2 AND expires > $3 AND used_by IS NULL";
        let row = read.optional(sql, values![self.hash, self.purpose, self.now]).await?;
        row.map(|mut row| Ok(Token { account: row.take(0)?, sealed: row.take(1)? })).transpose()
    }
}

/// Uses a token. [`Error::NotFound`] for a wrong, used or expired one alike. [`super::accounts`] has operations that use
/// a token and do what it is for in one change.
#[derive(Debug, Clone)]
pub struct UseToken {
    /// Hash of the secret.
    pub hash: [u8; 32],
    /// What it must be for.
    pub purpose: String,
    /// Now.
    pub now: Timestamp,
}

impl Op for UseToken {
    type Out = Token;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Token> {
        let sql = "UPDATE tokens SET used_by = $4 WHERE hash = $1 AND purpose = $2 AND expires > $3 \
                   AND (used_by IS NULL OR used_by = $4) RETURNING account, sealed";
        let used = tx.optional(sql, values![self.hash, self.purpose, self.now, actor.request]).await?;
        let mut row = used.ok_or(Error::NotFound)?;
        Ok(Token { account: row.take(0)?, sealed: row.take(1)? })
    }
}

/// Clears away tokens that have expired, at most [`limits::LIST`] at once.
#[derive(Debug, Clone)]
pub struct DeleteExpiredTokens {
    /// Now.
    pub now: Timestamp,
}

impl Op for DeleteExpiredTokens {
    /// How many; as many as the limit means there may be more.
    type Out = u64;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        actor.must_be_system()?;
        let sql =
            "DELETE FROM tokens WHERE hash IN (SELECT hash FROM tokens WHERE expires <= $1 ORDER BY expires LIMIT $2)";
        tx.execute(sql, values![self.now, limits::LIST]).await
    }
}
