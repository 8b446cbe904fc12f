//! Hashing passwords on a bounded pool: argon2 is dear on purpose, and unbounded it would be the cheapest way to stop the site.

use crate::gate::{Meter, done_elsewhere};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use vault::{Random, passwords};

/// Hashes computed at once. Each takes 19 MiB and some tens of milliseconds of one core.
const AT_ONCE: usize = 1;
/// Hashes waiting for their turn; past this, sign-in answers that it is busy.
const WAITING: usize = 64;

/// The same password typed on another system may spell its accents differently; composed (Unicode NFC) it is the same.
fn composed(password: &str) -> String {
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(password).into_owned()
}

/// The pool.
#[derive(Clone)]
pub struct PasswordPool {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    random: Arc<dyn Random>,
    meter: Arc<dyn Meter>,
}

/// More people sign in than can be checked right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more passwords wait to be checked than may wait")]
pub struct PoolBusy;

/// A place among those who wait for the pool; given back when dropped.
pub(crate) struct WaitingPlace(#[expect(dead_code, reason = "held, not read")] OwnedSemaphorePermit);

impl PasswordPool {
    /// A pool.
    pub fn new(random: Arc<dyn Random>, meter: Arc<dyn Meter>) -> Self {
        Self { running: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::new(Semaphore::new(WAITING)), random, meter }
    }

    /// Hashes `password` for storage.
    ///
    /// # Errors
    /// [`PoolBusy`].
    pub async fn hash(&self, password: String) -> Result<String, PoolBusy> {
        let (password, random) = (composed(&password), Arc::clone(&self.random));
        self.run(self.place()?, move || passwords::hash(&password, &*random)).await
    }

    /// Whether `password` is the one behind `stored`. Without a stored hash it takes as long, and is never right.
    ///
    /// # Errors
    /// [`PoolBusy`].
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, PoolBusy> {
        self.verify_at(self.place()?, password, stored).await
    }

    /// A place among those who wait, for whoever must know beforehand that there is one.
    ///
    /// # Errors
    /// [`PoolBusy`].
    pub(crate) fn place(&self) -> Result<WaitingPlace, PoolBusy> {
        Arc::clone(&self.waiting).try_acquire_owned().map(WaitingPlace).map_err(|_| PoolBusy)
    }

    /// As [`verify`](Self::verify), from a place taken before.
    ///
    /// # Errors
    /// [`PoolBusy`] when the site is stopping.
    pub(crate) async fn verify_at(
        &self,
        place: WaitingPlace,
        password: String,
        stored: Option<String>,
    ) -> Result<bool, PoolBusy> {
        let password = composed(&password);
        self.run(place, move || {
            if let Some(stored) = stored {
                return passwords::verify(&password, &stored);
            }
            passwords::dummy_verify(&password);
            false
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        waiting: WaitingPlace,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolBusy> {
        // The permits move into the work: a client that hangs up frees nothing while its hash still runs.
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| PoolBusy)?;
        let meter = Arc::clone(&self.meter);
        let (done, cost) = tokio::task::spawn_blocking(move || {
            let before = meter.thread_cpu();
            let done = work();
            drop((running, waiting));
            (done, meter.thread_cpu().saturating_sub(before))
        })
        .await
        .map_err(|_| PoolBusy)?;
        done_elsewhere(cost);
        Ok(done)
    }
}
