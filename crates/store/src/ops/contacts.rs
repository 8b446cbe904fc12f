//! Reaching the person behind a draft: the address a lost resume link is asked for from, and the warning before a draft is
//! deleted.

use jiff::Timestamp;

use super::{
    jobs::{EnqueueJob, NewJob},
    resume::found,
};
use crate::{
    actor::{Actor, reached, reaching},
    error::Result,
    ids::{AccountId, ApplicationId},
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// Sets the address (as a keyed hash) from which a new resume link can be asked for.
#[derive(Debug, Clone)]
pub struct SetContact {
    /// Which application.
    pub application: ApplicationId,
    /// Keyed hash of the address.
    pub contact: [u8; 32],
}

impl Op for SetContact {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        let sql = concat!("UPDATE applications SET contact = $6 WHERE id = $5 AND state <> 'deleted' AND ", reached!());
        found(tx.execute(sql, &reaching![actor; self.application, self.contact]).await?)
    }
}

/// The applications whose contact is this address, last touched first, at most [`limits::DRAFTS_PER_ACCOUNT`]. Only this
/// program itself may ask: what the page shows must not depend on it.
#[derive(Debug, Clone)]
pub struct FindByContact {
    /// Keyed hash of the address.
    pub contact: [u8; 32],
}

impl Query for FindByContact {
    /// Id, reference and wrapped key of each.
    type Out = Vec<(ApplicationId, String, Vec<u8>)>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Self::Out> {
        actor.must_be_system()?;
        let sql = "SELECT id, reference, wrapped_key FROM applications WHERE contact = $1 AND state <> 'deleted' \
                   ORDER BY touched DESC, id LIMIT $2";
        let rows = read.rows(sql, values![self.contact, limits::DRAFTS_PER_ACCOUNT]).await?;
        rows.into_iter().map(|mut row| Ok((row.take(0)?, row.take(1)?, row.take(2)?))).collect()
    }
}

/// A draft that will be deleted soon, of a person who has an account to be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiring {
    /// Which application.
    pub application: ApplicationId,
    /// Whose.
    pub account: AccountId,
    /// The reference shown to people.
    pub reference: String,
    /// The language the person last read in.
    pub language: String,
    /// The application's data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// When it is deleted.
    pub expires: Timestamp,
}

/// Drafts of accounts that expire before a time and whose owners were not told since they last saved, at most
/// [`limits::EXPIRED_AT_ONCE`].
#[derive(Debug, Clone)]
pub struct ListExpiring {
    /// That time.
    pub before: Timestamp,
}

impl Query for ListExpiring {
    type Out = Vec<Expiring>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<Expiring>> {
        actor.must_be_system()?;
        let sql = "SELECT id, account, reference, language, wrapped_key, expires FROM applications \
                   WHERE state = 'draft' AND account IS NOT NULL AND expires <= $1 \
                   AND (warned IS NULL OR warned < touched) ORDER BY expires, id LIMIT $2";
        let rows = read.rows(sql, values![self.before, limits::EXPIRED_AT_ONCE]).await?;
        rows.into_iter()
            .map(|mut row| {
                Ok(Expiring {
                    application: row.take(0)?,
                    account: row.take(1)?,
                    reference: row.take(2)?,
                    language: row.take(3)?,
                    wrapped_key: row.take(4)?,
                    expires: row.take(5)?,
                })
            })
            .collect()
    }
}

/// Notes that the owner of a draft was warned, together with the mail that does it. Asked twice it warns once.
#[derive(Debug, Clone)]
pub struct WarnOwner {
    /// Which application.
    pub application: ApplicationId,
    /// The mail.
    pub mail: NewJob,
    /// Now.
    pub now: Timestamp,
}

impl Op for WarnOwner {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_be_system()?;
        let sql = "UPDATE applications SET warned = $2 WHERE id = $1 AND state = 'draft' \
                   AND (warned IS NULL OR warned < touched)";
        if tx.execute(sql, values![self.application, self.now]).await? > 0 {
            EnqueueJob::all(tx, vec![self.mail]).await?;
        }
        Ok(())
    }
}
