//! The provider of the demonstration: it moves no money, and keeps a ledger as a real one would, so that everything around it
//! can be seen and tested.

use super::{PaymentKey, PaymentProvider, ProviderFault, Standing};
use crate::app::Clock;
use async_trait::async_trait;
use jiff::SignedDuration;
use std::sync::Arc;
use store::{
    Actor, RequestId, Store, Who,
    ops::demonstration::{Entry, FindEntry, MoveEntry, Step},
};
use vault::Keys;

/// How long a refund of the demonstration is on its way. A bank takes days.
const REFUND_TAKES: SignedDuration = SignedDuration::from_mins(1);

/// The demonstration provider.
pub struct Demonstration {
    store: Store,
    keys: Keys,
    clock: Arc<dyn Clock>,
}

impl Demonstration {
    /// With its ledger in `store`, where amounts are hashed with one of `keys`.
    pub fn new(store: Store, keys: Keys, clock: Arc<dyn Clock>) -> Self {
        Self { store, keys, clock }
    }

    fn amount(&self, cents: i64) -> [u8; 32] {
        self.keys.blind_index("demonstration amount", &cents.to_string())
    }

    async fn step(&self, key: PaymentKey, step: Step) -> Result<Option<Entry>, ProviderFault> {
        let moved = MoveEntry { key, step, now: self.clock.now() };
        self.store.exec(&system(), moved).await.map_err(|error| fault(&error))
    }

    fn standing(&self, entry: &Entry) -> Standing {
        match entry.state.as_str() {
            "captured" => Standing::Captured,
            "released" => Standing::Released,
            "refunded" if self.clock.now() < entry.moved + REFUND_TAKES => Standing::Refunding,
            "refunded" => Standing::Refunded,
            _ => Standing::Authorised,
        }
    }
}

/// The ledger's steps are told apart by their keys, so that a request needs no name of its own.
fn system() -> Actor {
    Actor { who: Who::System, request: RequestId(uuid::Uuid::nil()) }
}

fn fault(error: &store::Error) -> ProviderFault {
    ProviderFault(format!("its ledger: {error}"))
}

#[async_trait]
impl PaymentProvider for Demonstration {
    async fn authorise(&self, key: PaymentKey, cents: i64) -> Result<Standing, ProviderFault> {
        let amount = self.amount(cents);
        let entry = self.step(key, Step::Authorise { amount }).await?;
        let entry = entry.ok_or_else(|| ProviderFault("its ledger lost an entry".to_owned()))?;
        if entry.amount != amount && entry.state != "released" {
            return Err(ProviderFault("another amount was authorised under this key".to_owned()));
        }
        Ok(self.standing(&entry))
    }

    async fn capture(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault> {
        Ok(self.step(key, Step::Capture).await?.map(|entry| self.standing(&entry)))
    }

    async fn release(&self, key: PaymentKey) -> Result<Standing, ProviderFault> {
        let entry = self.step(key, Step::Release).await?;
        entry.map(|entry| self.standing(&entry)).ok_or_else(|| ProviderFault("its ledger lost an entry".to_owned()))
    }

    async fn refund(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault> {
        Ok(self.step(key, Step::Refund).await?.map(|entry| self.standing(&entry)))
    }

    async fn status(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault> {
        let entry = self.store.read(&system(), FindEntry { key }).await.map_err(|error| fault(&error))?;
        Ok(entry.map(|entry| self.standing(&entry)))
    }
}
