//! Running a change again: how often, how far apart, and after which failures.

use std::{sync::atomic::Ordering::Relaxed, time::Duration};

use tokio::time::sleep;

use super::{failure::Failure, pool::Pool};
use crate::{
    actor::Actor,
    error::{Error, Result},
    limits,
    metrics::Counters,
};

/// Counts the tries at one change and spaces them out.
pub(super) struct Tries<'a> {
    counters: &'a Counters,
    tried: u32,
    /// Spreads changes that met each other, so that they do not meet again.
    spread: u64,
    repeated_key: bool,
}

impl Tries<'_> {
    pub(super) fn new<'a>(counters: &'a Counters, actor: &Actor) -> Tries<'a> {
        let spread = u64::from(actor.request.0.as_bytes()[15] % 8);
        Tries { counters, tried: 0, spread, repeated_key: false }
    }

    /// Waits a little, when the change may be tried again; otherwise says why it failed.
    pub(super) async fn again(&mut self, pool: &Pool, failure: Failure) -> Result<()> {
        self.tried += 1;
        let error = match failure {
            Failure::Final(error) => return Err(error),
            // The row that stood in the way may be this change's own, from before its answer was lost, or one that the
            // transaction could not see yet. A second look decides.
            Failure::KeyTaken if self.repeated_key => return Err(Error::Conflict),
            Failure::KeyTaken => {
                self.repeated_key = true;
                Error::Conflict
            }
            Failure::NotSerialized => Error::Busy,
            // Where one connection leads nowhere, the idle ones beside it mostly do too.
            Failure::Lost(error) | Failure::NoLongerPrimary(error) => {
                pool.forget_all(&error);
                error
            }
        };
        if self.tried >= limits::TRIES {
            return Err(error);
        }
        self.counters.run_again.fetch_add(1, Relaxed);
        let tried = u64::from(self.tried);
        sleep(Duration::from_millis((tried * tried).min(100) + self.spread)).await;
        Ok(())
    }
}
