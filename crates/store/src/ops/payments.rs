//! Payments as far as this side knows them: what was asked of the provider under which key, and what came of it.
//!
//! States only go forward: begun, authorised, paid, refunding, refunded; or released, which is final too. So answers of the
//! provider may be recorded in any order and any number of times.

use jiff::Timestamp;

use super::jobs::NewJob;
use crate::{
    actor::{Actor, reached, reaching},
    error::{Error, Result},
    ids::ApplicationId,
    limits,
    seam::{Op, Query, Read, Tx},
    value::Row,
    values,
};

/// How far a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaymentState {
    /// The provider was or will be asked; what it said is not known.
    Begun,
    /// The amount is held.
    Authorised,
    /// The amount was taken.
    Paid,
    /// Nothing is held any more, and nothing was taken.
    Released,
    /// The amount is to be given back.
    Refunding,
    /// It was given back.
    Refunded,
}

impl PaymentState {
    const ALL: [(PaymentState, &'static str); 6] = [
        (PaymentState::Begun, "begun"),
        (PaymentState::Authorised, "authorised"),
        (PaymentState::Paid, "paid"),
        (PaymentState::Released, "released"),
        (PaymentState::Refunding, "refunding"),
        (PaymentState::Refunded, "refunded"),
    ];

    /// Its name in the store and for operators.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }

    fn read(name: &str) -> Result<PaymentState> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(state, _)| *state).ok_or_else(|| Error::Corrupt(format!("a payment is {name:?}")))
    }
}

/// A payment as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// What the provider knows it by.
    pub key: [u8; 32],
    /// Whose it is.
    pub application: ApplicationId,
    /// What it pays.
    pub bill: [u8; 32],
    /// How far it is.
    pub state: PaymentState,
    /// Whether the application was filed with this bill.
    pub filed: bool,
    /// When it was begun.
    pub created: Timestamp,
    /// When its state last changed.
    pub changed: Timestamp,
    /// Whether the application is still a draft.
    pub of_draft: bool,
}

macro_rules! payments {
    () => {
        "SELECT key, application, bill, payments.state, filed, payments.created, changed, applications.state \
         FROM payments JOIN applications ON id = application WHERE "
    };
}

impl Payment {
    fn read(mut row: Row) -> Result<Payment> {
        Ok(Payment {
            key: row.take(0)?,
            application: row.take(1)?,
            bill: row.take(2)?,
            state: PaymentState::read(&row.take::<String>(3)?)?,
            filed: row.take(4)?,
            created: row.take(5)?,
            changed: row.take(6)?,
            of_draft: row.take::<String>(7)? == "draft",
        })
    }
}

/// Notes a payment of the actor's application before the provider is asked. Asked again it changes nothing, save that a payment
/// begun before the filing becomes one of the filing.
///
/// Errors: [`Error::NotFound`], [`Error::Full`].
#[derive(Debug, Clone)]
pub struct BeginPayment {
    /// The key.
    pub key: [u8; 32],
    /// Which application.
    pub application: ApplicationId,
    /// What it pays.
    pub bill: [u8; 32],
    /// Whether the application was filed with this bill.
    pub filed: bool,
    /// Now.
    pub now: Timestamp,
}

impl Op for BeginPayment {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        // Nothing changes in this row; writing to it makes a second one wait, and proves whose it is.
        let own =
            concat!("UPDATE applications SET touched = touched WHERE id = $5 AND state <> 'deleted' AND ", reached!());
        if tx.execute(own, &reaching![actor; self.application]).await? == 0 {
            return Err(Error::NotFound);
        }
        let begun = "UPDATE payments SET filed = CASE WHEN CAST($3 AS BIGINT) = 1 THEN 1 ELSE filed END WHERE key = $1 AND application = $2";
        if tx.execute(begun, values![self.key, self.application, self.filed]).await? > 0 {
            return Ok(());
        }
        let count = "SELECT COUNT(*) FROM payments WHERE application = $1";
        if tx.one(count, values![self.application]).await?.take::<u32>(0)? >= limits::PAYMENTS_PER_APPLICATION {
            return Err(Error::Full { of: "payments", limit: limits::PAYMENTS_PER_APPLICATION.into() });
        }
        tx.execute(
            "INSERT INTO payments (key, application, bill, state, filed, created, changed) \
             VALUES ($1, $2, $3, 'begun', $4, $5, $5)",
            values![self.key, self.application, self.bill, self.filed, self.now],
        )
        .await?;
        Ok(())
    }
}

/// Records what the provider says of a payment. What was overtaken by something later changes nothing.
#[derive(Debug, Clone)]
pub struct RecordPayment {
    /// The key.
    pub key: [u8; 32],
    /// What it says.
    pub state: PaymentState,
    /// Now.
    pub now: Timestamp,
}

impl Op for RecordPayment {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_be_system()?;
        // The state stands in the statement, because what it may follow does too.
        macro_rules! after {
            ($($before:literal),*) => {
                concat!("UPDATE payments SET state = $2, changed = $3 WHERE key = $1 AND state IN ('begun'", $(", '", $before, "'",)* ")")
            };
        }
        let sql = match self.state {
            PaymentState::Begun => return Ok(()),
            PaymentState::Authorised => after!(),
            PaymentState::Paid | PaymentState::Released => after!("authorised"),
            PaymentState::Refunding => after!("authorised", "paid"),
            PaymentState::Refunded => after!("authorised", "paid", "refunding"),
        };
        tx.execute(sql, values![self.key, self.state.name(), self.now]).await?;
        Ok(())
    }
}

/// The payments of the actor's application, oldest first.
#[derive(Debug, Clone)]
pub struct PaymentsOf {
    /// Which application.
    pub application: ApplicationId,
}

impl Query for PaymentsOf {
    type Out = Vec<Payment>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<Payment>> {
        let sql = concat!(payments!(), "application = $5 AND ", reached!(), " ORDER BY payments.created, key LIMIT $6");
        let values = reaching![actor; self.application, limits::PAYMENTS_PER_APPLICATION];
        read.rows(sql, &values).await?.into_iter().map(Payment::read).collect()
    }
}

/// Payments that the provider is to be asked about, in the order of their keys, at most [`limits::LIST`] at once.
#[derive(Debug, Clone)]
pub struct UnsettledPayments {
    /// The last key already seen.
    pub after: Option<[u8; 32]>,
}

impl Query for UnsettledPayments {
    type Out = Vec<Payment>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<Payment>> {
        actor.must_be_system()?;
        let sql = concat!(
            payments!(),
            "payments.state IN ('begun', 'authorised', 'refunding') AND key > $1 ORDER BY key LIMIT $2"
        );
        let after = self.after.map_or_else(Vec::new, Vec::from);
        read.rows(sql, values![after, limits::LIST]).await?.into_iter().map(Payment::read).collect()
    }
}

/// Notes that what was paid with a filing is to be given back; reconciliation does it. Asked again it changes nothing.
///
/// Errors: [`Error::NotFound`] when nothing was paid under that number.
#[derive(Debug, Clone)]
pub struct StartRefund {
    /// The receipt number, in its stored form.
    pub number: String,
    /// Now.
    pub now: Timestamp,
}

impl Op for StartRefund {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_be_system()?;
        let start = "UPDATE payments SET state = 'refunding', changed = $2 WHERE state = 'paid' AND filed = 1 \
                     AND application = (SELECT application FROM cases WHERE number = $1)";
        if tx.execute(start, values![self.number.as_str(), self.now]).await? > 0 {
            return Ok(());
        }
        let started = "SELECT 1 FROM payments WHERE state IN ('refunding', 'refunded') \
                       AND application = (SELECT application FROM cases WHERE number = $1)";
        tx.one(started, values![self.number]).await.map(drop)
    }
}

/// Payments for the operator, the latest change first, with the receipt number of those that were filed; at most
/// [`limits::LIST`].
#[derive(Debug, Clone)]
pub struct ListPayments;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPayment {
    /// The receipt number, if the application was filed with this bill.
    pub number: Option<String>,
    /// How far it is.
    pub state: PaymentState,
    /// Since when.
    pub changed: Timestamp,
}

impl Query for ListPayments {
    type Out = Vec<ListedPayment>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<ListedPayment>> {
        actor.must_be_system()?;
        let sql = "SELECT number, payments.state, changed FROM payments \
                   LEFT JOIN cases ON cases.application = payments.application AND filed = 1 \
                   ORDER BY changed DESC, key LIMIT $1";
        let listed = |mut row: Row| -> Result<ListedPayment> {
            let state = PaymentState::read(&row.take::<String>(1)?)?;
            Ok(ListedPayment { number: row.take(0)?, state, changed: row.take(2)? })
        };
        read.rows(sql, values![limits::LIST]).await?.into_iter().map(listed).collect()
    }
}

/// What a filing owes: ties a payment begun with the same bill to it, and has it taken.
#[derive(Debug, Clone)]
pub struct Due {
    /// What is owed, hashed.
    pub bill: [u8; 32],
    /// The job that takes the amount; it is only written if a payment was begun.
    pub take: NewJob,
}

impl Due {
    /// Within the filing's transaction. It can find nothing to do, and refuses nothing.
    pub(super) async fn tie<T: Tx>(self, tx: &mut T, application: ApplicationId) -> Result<Option<NewJob>> {
        let tie = "UPDATE payments SET filed = 1 WHERE application = $1 AND bill = $2";
        let tied = tx.execute(tie, values![application, self.bill]).await?;
        Ok((tied > 0).then_some(self.take))
    }
}
