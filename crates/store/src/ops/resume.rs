//! Coming back to an application without an account: a reference, a secret link, and if wanted a second secret.

use jiff::{SignedDuration, Timestamp};

use crate::{
    actor::{Actor, reached, reaching},
    error::{Error, Result},
    ids::ApplicationId,
    limits,
    seam::{Op, Tx},
    values,
};

/// Opens an application with its resume link.
///
/// A wrong secret is not counted: it is 160 random bits, which nobody guesses, and counting would let strangers lock
/// people out. A second secret is chosen by a person, so each try at it is counted *before* it is checked (many tries at
/// once cannot slip past) and [`SettleSecondSecret`] clears the count when it was right.
#[derive(Debug, Clone)]
pub struct RedeemResume {
    /// The reference, in its stored form.
    pub reference: String,
    /// Hash of the link's secret.
    pub secret_hash: [u8; 32],
    /// Whether a try at the second secret follows, and is to be counted.
    pub tries_second_secret: bool,
    /// How often it may be wrong.
    pub max_failures: u32,
    /// For how long it then cannot be tried.
    pub locked_for: SignedDuration,
    /// Now.
    pub now: Timestamp,
}

/// What a resume link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    /// Nothing: wrong reference or wrong secret, one answer for both.
    Refused,
    /// Nothing until then: the second secret was wrong too often.
    Locked {
        /// When it may be tried again.
        until: Timestamp,
    },
    /// The application, if there is no second secret or it matches.
    Open {
        /// Which.
        application: ApplicationId,
        /// The second secret's hash, to be checked before anything is shown.
        second_secret: Option<String>,
    },
}

impl Op for RedeemResume {
    type Out = Redeemed;

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<Redeemed> {
        let sql = "SELECT id, second_secret, failures, locked_until FROM applications \
                   WHERE reference = $1 AND resume_hash = $2 AND state <> 'deleted'";
        let Some(mut row) = tx.optional(sql, values![self.reference, self.secret_hash]).await? else {
            return Ok(Redeemed::Refused);
        };
        let (application, second_secret): (ApplicationId, Option<String>) = (row.take(0)?, row.take(1)?);
        let (failures, locked_until): (u32, Option<Timestamp>) = (row.take(2)?, row.take(3)?);
        if second_secret.is_some() {
            if let Some(until) = locked_until.filter(|until| *until > self.now) {
                return Ok(Redeemed::Locked { until });
            }
            if self.tries_second_secret {
                let failures = if locked_until.is_some() { 1 } else { failures.saturating_add(1) };
                let locked_until = (failures >= self.max_failures).then(|| self.now + self.locked_for);
                let count = "UPDATE applications SET failures = $2, locked_until = $3 WHERE id = $1";
                tx.execute(count, values![application, failures, locked_until]).await?;
            }
        }
        Ok(Redeemed::Open { application, second_secret })
    }
}

/// Clears the count of wrong second secrets after a right one.
#[derive(Debug, Clone)]
pub struct SettleSecondSecret {
    /// Which application.
    pub application: ApplicationId,
}

impl Op for SettleSecondSecret {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        let sql = concat!(
            "UPDATE applications SET failures = 0, locked_until = NULL WHERE id = $5 AND state <> 'deleted' AND ",
            reached!()
        );
        found(tx.execute(sql, &reaching![actor; self.application]).await?)
    }
}

/// Replaces the resume link's secret; the old link opens nothing any more, and nobody but the actor still holds the
/// application by it.
#[derive(Debug, Clone)]
pub struct RotateResume {
    /// Which application.
    pub application: ApplicationId,
    /// Hash of the new secret.
    pub resume_hash: [u8; 32],
    /// Now, where the links of everybody who was invited end as well: whoever had the old link can have made some. A signer's
    /// has then expired and the signature stays; nobody helps any more.
    pub ends_invitations: Option<Timestamp>,
}

impl Op for RotateResume {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        // $4 is the actor as a holder, or nobody. In the row, so that a lost answer shuts nobody out.
        let sql = concat!(
            "UPDATE applications SET resume_hash = $6, replaced_by = $4 WHERE id = $5 AND state <> 'deleted' AND ",
            reached!()
        );
        found(tx.execute(sql, &reaching![actor; self.application, self.resume_hash]).await?)?;
        if let Some(now) = self.ends_invitations {
            let end = "UPDATE invitations SET expires = $2, link = CASE WHEN role = 'helper' THEN NULL ELSE link END \
                       WHERE application = $1 AND expires > $2";
            tx.execute(end, values![self.application, now]).await?;
        }
        Ok(())
    }
}

/// Sets, replaces or (with `None`) removes the second secret of the resume link.
#[derive(Debug, Clone)]
pub struct SetSecondSecret {
    /// Which application.
    pub application: ApplicationId,
    /// The second secret's password hash.
    pub second_secret: Option<String>,
}

impl Op for SetSecondSecret {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        let second_secret = self.second_secret.map(limits::text).transpose()?;
        let sql = concat!(
            "UPDATE applications SET second_secret = $6, failures = 0, locked_until = NULL \
             WHERE id = $5 AND state <> 'deleted' AND ",
            reached!()
        );
        found(tx.execute(sql, &reaching![actor; self.application, second_secret]).await?)
    }
}

/// A change that touched no row found nothing of the actor's.
pub(super) fn found(touched: u64) -> Result<()> {
    if touched == 0 { Err(Error::NotFound) } else { Ok(()) }
}
