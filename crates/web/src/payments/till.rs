//! The till: between what the store says was paid and what the provider says, and how the two are brought together again after
//! anything that went wrong between them.
//!
//! The order is: note the payment, authorise, file, capture. Only a payment that is tied to a filing is captured, and nothing
//! but the filing's transaction (or a payment begun after it) ties one. So whatever breaks between two steps, nothing is charged
//! without a filing, and asking again under the same key charges nothing twice.

use super::{PaymentKey, PaymentProvider, ProviderFault, Standing};
use jiff::{SignedDuration, Timestamp};
use std::{future::Future, time::Duration};
use store::{
    Actor, ApplicationId, Store,
    ops::payments::{BeginPayment, Payment, PaymentState, PaymentsOf, RecordPayment, UnsettledPayments},
};

/// How long the provider may take for one answer.
const ANSWER: Duration = Duration::from_secs(10);
/// How long an amount is held for a draft that is not filed; then it is let go of.
pub const HELD: SignedDuration = SignedDuration::from_hours(24);

/// Why a payment is not settled now. Trying again is always safe.
#[derive(Debug, thiserror::Error)]
pub enum Unsettled {
    /// The provider.
    #[error(transparent)]
    Provider(#[from] ProviderFault),
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The two sides of a payment, at one moment.
pub struct Till<'a> {
    /// What is known here.
    pub store: &'a Store,
    /// Who moves the money.
    pub provider: &'a dyn PaymentProvider,
    /// This program itself.
    pub system: Actor,
    /// Now.
    pub now: Timestamp,
}

/// What a reconciliation found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Payments whose provider was asked.
    pub asked: u32,
    /// Those of them that could not be settled; the next reconciliation tries again.
    pub failed: u32,
}

impl Till<'_> {
    /// Holds `cents` for the person's application, and takes them at once where it is filed.
    ///
    /// # Errors
    /// When either side does not answer. What was held by then is captured or let go of by reconciliation.
    pub async fn pay(&self, person: &Actor, begin: BeginPayment, cents: i64) -> Result<Standing, Unsettled> {
        let key = begin.key;
        let (application, filed) = (begin.application, begin.filed);
        self.store.exec(person, begin).await?;
        let standing = answered(self.provider.authorise(key, cents)).await?;
        self.record(key, standing).await?;
        if filed {
            self.settle_all_of(application).await?;
        }
        Ok(standing)
    }

    /// Settles what is open of an application.
    ///
    /// # Errors
    /// The first failure, after everything was tried.
    pub async fn settle_all_of(&self, application: ApplicationId) -> Result<(), Unsettled> {
        let mut outcome = Ok(());
        for payment in self.store.read(&self.system, PaymentsOf { application }).await? {
            if matches!(payment.state, PaymentState::Begun | PaymentState::Authorised | PaymentState::Refunding) {
                outcome = outcome.and(self.settle(&payment).await);
            }
        }
        outcome
    }

    /// Lets go of what is held for an application that cannot be filed.
    ///
    /// # Errors
    /// As [`Till::settle`]. What is still held then is let go of by reconciliation.
    pub async fn let_go_of(&self, application: ApplicationId) -> Result<(), Unsettled> {
        for payment in self.store.read(&self.system, PaymentsOf { application }).await? {
            if matches!(payment.state, PaymentState::Begun | PaymentState::Authorised) && !payment.filed {
                let standing = answered(self.provider.release(payment.key)).await?;
                self.record(payment.key, standing).await?;
            }
        }
        Ok(())
    }

    /// Compares everything that is open with the provider, and settles it. One payment that cannot be settled keeps no other
    /// from it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn reconcile(&self) -> Result<Reconciled, store::Error> {
        let mut reconciled = Reconciled::default();
        let mut after = None;
        loop {
            let open = self.store.read(&self.system, UnsettledPayments { after }).await?;
            let Some(last) = open.last() else { return Ok(reconciled) };
            after = Some(last.key);
            for payment in &open {
                reconciled.asked += 1;
                if let Err(error) = self.settle(payment).await {
                    reconciled.failed += 1;
                    tracing::warn!(cause = crate::problem::chain(&error), "a payment could not be settled");
                }
            }
        }
    }

    /// Asks the provider how one payment stands, does what is still to be done, and records it.
    ///
    /// # Errors
    /// When either side does not answer.
    pub async fn settle(&self, payment: &Payment) -> Result<(), Unsettled> {
        let key = payment.key;
        let is_over = self.now >= payment.changed + HELD;
        let standing = match answered(self.provider.status(key)).await? {
            Some(Standing::Authorised) if payment.filed => answered(self.provider.capture(key)).await?,
            // Of another bill than the filed one, of a draft that was deleted, or of one that nobody filed in time.
            Some(Standing::Authorised) if is_over || !payment.of_draft => {
                Some(answered(self.provider.release(key)).await?)
            }
            Some(Standing::Captured) if payment.state == PaymentState::Refunding => {
                answered(self.provider.refund(key)).await?
            }
            // The provider was never reached. Once no request can be on its way any more, none may be honoured.
            None if is_over => Some(answered(self.provider.release(key)).await?),
            standing => standing,
        };
        match standing {
            Some(standing) => self.record(key, standing).await.map_err(Into::into),
            None => Ok(()),
        }
    }

    async fn record(&self, key: PaymentKey, standing: Standing) -> Result<(), store::Error> {
        let record = RecordPayment { key, state: standing.into(), now: self.now };
        self.store.exec(&self.system, record).await
    }
}

/// An answer of the provider, unless it takes too long.
async fn answered<T>(answer: impl Future<Output = Result<T, ProviderFault>>) -> Result<T, ProviderFault> {
    let late = || ProviderFault(format!("no answer in {} seconds", ANSWER.as_secs()));
    tokio::time::timeout(ANSWER, answer).await.unwrap_or_else(|_| Err(late()))
}
