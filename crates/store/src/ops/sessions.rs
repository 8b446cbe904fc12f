//! Sessions: who a browser's cookie stands for, sealed, found by the cookie's hash. Answers are never in a session.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::Result,
    ids::AccountId,
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// Writes a new session.
#[derive(Debug, Clone)]
pub struct PutSession {
    /// Hash of the cookie.
    pub hash: [u8; 32],
    /// The account that has signed in, so that all its sessions can be ended together.
    pub account: Option<AccountId>,
    /// What the session holds, sealed.
    pub sealed: Vec<u8>,
    /// When it ends.
    pub expires: Timestamp,
}

impl Op for PutSession {
    type Out = ();

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        tx.execute(
            "INSERT INTO sessions (hash, account, sealed, expires) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (hash) DO UPDATE SET account = $2, sealed = $3, expires = $4",
            values![self.hash, self.account, limits::sealed(self.sealed)?, self.expires],
        )
        .await?;
        Ok(())
    }
}

/// Changes a session that is there. One that has ended meanwhile stays ended: a slow request cannot bring it back.
#[derive(Debug, Clone)]
pub struct SaveSession(pub PutSession);

impl Op for SaveSession {
    type Out = ();

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        let PutSession { hash, account, sealed, expires } = self.0;
        let sql = "UPDATE sessions SET account = $2, sealed = $3, expires = $4 WHERE hash = $1";
        tx.execute(sql, values![hash, account, limits::sealed(sealed)?, expires]).await?;
        Ok(())
    }
}

/// Reads a session that has not ended.
#[derive(Debug, Clone)]
pub struct GetSession {
    /// Hash of the cookie.
    pub hash: [u8; 32],
    /// Now.
    pub now: Timestamp,
}

impl Query for GetSession {
    /// What the session holds, sealed, and when it ends.
    type Out = Option<(Vec<u8>, Timestamp)>;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<Option<(Vec<u8>, Timestamp)>> {
        let sql = "SELECT sealed, expires FROM sessions WHERE hash = $1 AND expires > $2";
        let row = read.optional(sql, values![self.hash, self.now]).await?;
        row.map(|mut row| Ok((row.take(0)?, row.take(1)?))).transpose()
    }
}

/// Ends a session.
#[derive(Debug, Clone)]
pub struct DeleteSession {
    /// Hash of the cookie.
    pub hash: [u8; 32],
}

impl Op for DeleteSession {
    type Out = ();

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        tx.execute("DELETE FROM sessions WHERE hash = $1", values![self.hash]).await?;
        Ok(())
    }
}

/// Ends every session of an account.
#[derive(Debug, Clone)]
pub struct DeleteSessionsOfAccount {
    /// Whose; the actor must be this account.
    pub account: AccountId,
}

impl Op for DeleteSessionsOfAccount {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_own(self.account)?;
        end_all(tx, self.account).await
    }
}

/// Ends every session of an account, as part of another change.
pub(super) async fn end_all<T: Tx>(tx: &mut T, account: AccountId) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE account = $1", values![account]).await?;
    Ok(())
}

/// Clears away sessions that have ended, at most [`limits::LIST`] at once.
#[derive(Debug, Clone)]
pub struct DeleteExpiredSessions {
    /// Now.
    pub now: Timestamp,
}

impl Op for DeleteExpiredSessions {
    /// How many; as many as the limit means there may be more.
    type Out = u64;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        actor.must_be_system()?;
        let sql = "DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE expires <= $1 ORDER BY expires LIMIT $2)";
        tx.execute(sql, values![self.now, limits::LIST]).await
    }
}
