//! The seam to whoever moves money: five operations, each keyed, so that asking twice never does anything twice.

use async_trait::async_trait;
use store::ops::payments::PaymentState;

/// What a payment is known by on both sides: a keyed hash of application, bill and attempt.
pub type PaymentKey = [u8; 32];

/// How a payment stands with the provider. It only goes forward: authorised, captured, refunding, refunded; or released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The amount is held.
    Authorised,
    /// The amount was taken.
    Captured,
    /// Nothing is held, and nothing ever will be under this key.
    Released,
    /// The amount is on its way back.
    Refunding,
    /// The amount was given back.
    Refunded,
}

impl From<Standing> for PaymentState {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Authorised => Self::Authorised,
            Standing::Captured => Self::Paid,
            Standing::Released => Self::Released,
            Standing::Refunding => Self::Refunding,
            Standing::Refunded => Self::Refunded,
        }
    }
}

/// The provider did not answer, or not as it should. What was asked of it may have happened or not.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the payment provider did not answer as it should: {0}")]
pub struct ProviderFault(pub String);

/// Moves money. Each operation answers with how the payment stands after it; one that cannot be done from where the payment
/// stands changes nothing and says how it stands. `None` is a key that was never used.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Holds so many Canadian cents, unless the key was used before.
    ///
    /// # Errors
    /// A fault; also for another amount under a key that was used.
    async fn authorise(&self, key: PaymentKey, cents: i64) -> Result<Standing, ProviderFault>;

    /// Takes what is held.
    ///
    /// # Errors
    /// A fault.
    async fn capture(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault>;

    /// Lets go of what is held. A key that was never used can then never be.
    ///
    /// # Errors
    /// A fault.
    async fn release(&self, key: PaymentKey) -> Result<Standing, ProviderFault>;

    /// Gives back what was taken.
    ///
    /// # Errors
    /// A fault.
    async fn refund(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault>;

    /// How the payment stands.
    ///
    /// # Errors
    /// A fault.
    async fn status(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault>;
}
