//! Accounts: an e-mail address (sealed, found by a keyed hash), a password, and how often it was tried.

use jiff::{SignedDuration, Timestamp};

use super::{resume::found, retention, sessions, tokens::UseToken};
use crate::{
    actor::Actor,
    error::Result,
    ids::{AccountId, ApplicationId, DocumentId},
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// The purpose of tokens that prove an address is the person's own.
pub const VERIFY: &str = "verify";
/// The purpose of tokens that allow a new password.
pub const RESET: &str = "reset";

/// Makes an account.
#[derive(Debug, Clone)]
pub struct CreateAccount {
    /// A new id.
    pub id: AccountId,
    /// Keyed hash of the e-mail address.
    pub email_index: [u8; 32],
    /// The language's code.
    pub language: String,
    /// The account's data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Its e-mail address and profile, sealed.
    pub sealed: Vec<u8>,
    /// The password's hash.
    pub password_hash: Option<String>,
    /// Now.
    pub now: Timestamp,
}

/// What [`CreateAccount`] did. Show both the same way, and mail the difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// The account is made.
    New,
    /// The address has an account already; nothing was changed.
    Exists(AccountId),
}

impl Op for CreateAccount {
    type Out = Created;

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<Created> {
        let password_hash = self.password_hash.map(limits::text).transpose()?;
        tx.execute(
            "INSERT INTO accounts (id, email_index, language, wrapped_key, sealed, password_hash, verified_at, failures, \
             locked_until, created, touched) VALUES ($1, $2, $3, $4, $5, $6, NULL, 0, NULL, $7, $7) \
             ON CONFLICT (email_index) DO NOTHING",
            values![
                self.id,
                self.email_index,
                limits::text(self.language)?,
                limits::sealed(self.wrapped_key)?,
                limits::sealed(self.sealed)?,
                password_hash,
                self.now,
            ],
        )
        .await?;
        let sql = "SELECT id FROM accounts WHERE email_index = $1";
        let stands: AccountId = tx.one(sql, values![self.email_index]).await?.take(0)?;
        Ok(if stands == self.id { Created::New } else { Created::Exists(stands) })
    }
}

/// An account as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The language's code.
    pub language: String,
    /// The account's data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Its e-mail address and profile, sealed.
    pub sealed: Vec<u8>,
    /// The password's hash.
    pub password_hash: Option<String>,
    /// When the address was proven.
    pub verified_at: Option<Timestamp>,
    /// Until when no password is tried.
    pub locked_until: Option<Timestamp>,
    /// When it was made.
    pub created: Timestamp,
}

macro_rules! account_columns {
    () => {
        "SELECT id, language, wrapped_key, sealed, password_hash, verified_at, locked_until, created FROM accounts WHERE "
    };
}

impl Account {
    fn read(mut row: crate::Row) -> Result<Account> {
        Ok(Account {
            id: row.take(0)?,
            language: row.take(1)?,
            wrapped_key: row.take(2)?,
            sealed: row.take(3)?,
            password_hash: row.take(4)?,
            verified_at: row.take(5)?,
            locked_until: row.take(6)?,
            created: row.take(7)?,
        })
    }
}

/// Finds an account by its address, before anybody has signed in; any actor may ask, and is shown nothing of it.
#[derive(Debug, Clone)]
pub struct FindAccountByIndex {
    /// Keyed hash of the e-mail address.
    pub email_index: [u8; 32],
}

impl Query for FindAccountByIndex {
    type Out = Option<Account>;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<Option<Account>> {
        let sql = concat!(account_columns!(), "email_index = $1");
        read.optional(sql, values![self.email_index]).await?.map(Account::read).transpose()
    }
}

/// Reads an account for its owner.
#[derive(Debug, Clone)]
pub struct LoadAccount {
    /// Which account; the actor must be this account.
    pub account: AccountId,
}

impl Query for LoadAccount {
    type Out = Account;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Account> {
        actor.must_own(self.account)?;
        Account::read(read.one(concat!(account_columns!(), "id = $1"), values![self.account]).await?)
    }
}

/// Sets a new password and ends every session of the account.
#[derive(Debug, Clone)]
pub struct SetPassword {
    /// Whose; the actor must be this account.
    pub account: AccountId,
    /// The password's hash.
    pub password_hash: String,
    /// Now.
    pub now: Timestamp,
}

impl Op for SetPassword {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_own(self.account)?;
        set_password(tx, self.account, self.password_hash, self.now).await
    }
}

async fn set_password<T: Tx>(tx: &mut T, account: AccountId, password_hash: String, now: Timestamp) -> Result<()> {
    let sql = "UPDATE accounts SET password_hash = $2, failures = 0, locked_until = NULL, touched = $3 WHERE id = $1";
    found(tx.execute(sql, values![account, limits::text(password_hash)?, now]).await?)?;
    sessions::end_all(tx, account).await
}

/// Replaces an account's sealed profile and language, for instance after a change of name or address.
#[derive(Debug, Clone)]
pub struct SaveAccount {
    /// Whose; the actor must be this account.
    pub account: AccountId,
    /// The language's code.
    pub language: String,
    /// Its e-mail address and profile, sealed.
    pub sealed: Vec<u8>,
    /// Now.
    pub now: Timestamp,
}

impl Op for SaveAccount {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_own(self.account)?;
        let sql = "UPDATE accounts SET language = $2, sealed = $3, touched = $4 WHERE id = $1";
        let (language, sealed) = (limits::text(self.language)?, limits::sealed(self.sealed)?);
        found(tx.execute(sql, values![self.account, language, sealed, self.now]).await?)
    }
}

/// Uses a mailed [`VERIFY`] token: the address is proven. [`Error::NotFound`] for a token that is not good.
#[derive(Debug, Clone)]
pub struct MarkVerified {
    /// Hash of the token.
    pub token: [u8; 32],
    /// Now.
    pub now: Timestamp,
}

impl Op for MarkVerified {
    type Out = AccountId;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<AccountId> {
        let token = UseToken { hash: self.token, purpose: VERIFY.to_owned(), now: self.now };
        let account = token.run(actor, tx).await?.account;
        let sql = "UPDATE accounts SET verified_at = COALESCE(verified_at, $2), touched = $2 WHERE id = $1";
        found(tx.execute(sql, values![account, self.now]).await?)?;
        Ok(account)
    }
}

/// Uses a mailed [`RESET`] token: sets a new password, proves the address by the way, and ends every session.
/// [`Error::NotFound`] for a token that is not good.
#[derive(Debug, Clone)]
pub struct ResetPassword {
    /// Hash of the token.
    pub token: [u8; 32],
    /// The new password's hash.
    pub password_hash: String,
    /// Now.
    pub now: Timestamp,
}

impl Op for ResetPassword {
    type Out = AccountId;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<AccountId> {
        let token = UseToken { hash: self.token, purpose: RESET.to_owned(), now: self.now };
        let account = token.run(actor, tx).await?.account;
        set_password(tx, account, self.password_hash, self.now).await?;
        let sql = "UPDATE accounts SET verified_at = COALESCE(verified_at, $2) WHERE id = $1";
        tx.execute(sql, values![account, self.now]).await?;
        Ok(account)
    }
}

/// Counts one try at a password. Ask *before* checking the password, so that many tries at once cannot slip past, and
/// [`ClearFailures`] when it was right.
#[derive(Debug, Clone)]
pub struct CountFailure {
    /// Whose password is tried.
    pub account: AccountId,
    /// How many may be wrong in a row.
    pub max_failures: u32,
    /// For how long none is tried after that.
    pub locked_for: SignedDuration,
    /// Now.
    pub now: Timestamp,
}

impl Op for CountFailure {
    /// Until when this password may not be tried; `None` when it may be tried now.
    type Out = Option<Timestamp>;

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<Option<Timestamp>> {
        let sql = "SELECT failures, locked_until FROM accounts WHERE id = $1";
        let mut row = tx.one(sql, values![self.account]).await?;
        let (failures, locked_until): (u32, Option<Timestamp>) = (row.take(0)?, row.take(1)?);
        if let Some(until) = locked_until.filter(|until| *until > self.now) {
            return Ok(Some(until));
        }
        let failures = if locked_until.is_some() { 1 } else { failures.saturating_add(1) };
        let locked_until = (failures >= self.max_failures).then(|| self.now + self.locked_for);
        let sql = "UPDATE accounts SET failures = $2, locked_until = $3 WHERE id = $1";
        tx.execute(sql, values![self.account, failures, locked_until]).await?;
        Ok(None)
    }
}

/// Forgets the tries after a right password.
#[derive(Debug, Clone)]
pub struct ClearFailures {
    /// Whose.
    pub account: AccountId,
    /// The password hashed anew, when its parameters have grown old.
    pub password_hash: Option<String>,
    /// Now.
    pub now: Timestamp,
}

impl Op for ClearFailures {
    type Out = ();

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        let sql = "UPDATE accounts SET failures = 0, locked_until = NULL, password_hash = COALESCE($2, password_hash), \
                   touched = $3 WHERE id = $1";
        let password_hash = self.password_hash.map(limits::text).transpose()?;
        found(tx.execute(sql, values![self.account, password_hash, self.now]).await?)
    }
}

/// Deletes an account with its sessions, tokens and drafts. What was filed stays, as a record must, and no longer belongs
/// to anybody's account. Answers with the documents whose bytes are now to be deleted.
#[derive(Debug, Clone)]
pub struct DeleteAccount {
    /// Whose; the actor must be this account.
    pub account: AccountId,
    /// Now.
    pub now: Timestamp,
}

impl Op for DeleteAccount {
    type Out = Vec<DocumentId>;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Vec<DocumentId>> {
        actor.must_own(self.account)?;
        let account = self.account;
        // Writing the account first keeps a draft from being added meanwhile.
        tx.execute("UPDATE accounts SET touched = $2 WHERE id = $1", values![account, self.now]).await?;
        let drafts = "SELECT id FROM applications WHERE account = $1 AND state = 'draft' ORDER BY id";
        let mut documents = Vec::new();
        for mut row in tx.rows(drafts, values![account]).await? {
            documents.extend(retention::erase(tx, row.take::<ApplicationId>(0)?, self.now).await?);
        }
        tx.execute("UPDATE applications SET account = NULL WHERE account = $1", values![account]).await?;
        sessions::end_all(tx, account).await?;
        tx.execute("DELETE FROM tokens WHERE account = $1", values![account]).await?;
        tx.execute("DELETE FROM accounts WHERE id = $1", values![account]).await?;
        if documents.len() > limits::ROWS {
            tracing::info!(documents = documents.len(), "an account with many documents was deleted");
        }
        Ok(documents)
    }
}
