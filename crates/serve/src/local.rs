//! What the connections of one worker have in common.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::desk::Desk;
use crate::idle::IdleLine;
use crate::server::Shared;

/// Idle connections called at once: what they held is free before more are called, so no more go than must.
const CALLED_AT_ONCE: usize = 64;

/// What the connections of one worker share.
#[derive(Debug)]
pub(crate) struct Local {
    pub(crate) shared: Arc<Shared>,
    pub(crate) idle: IdleLine,
    pub(crate) stopping: CancellationToken,
    /// Only this worker's thread ever locks it.
    desk: Mutex<Desk>,
    /// Which worker's.
    worker: usize,
}

impl Local {
    pub(crate) fn new(worker: usize, shared: Arc<Shared>, stopping: CancellationToken) -> Self {
        Self { shared, idle: IdleLine::default(), stopping, desk: Mutex::new(Desk::new()), worker }
    }

    /// What ready answers are written with.
    pub(crate) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for what a client may say. None: it has been idle for as long as there is room for.
    pub(crate) async fn hears<F: Future>(&self, something: F) -> Option<F::Output> {
        let heard = self.idle.wait(something).await;
        if heard.is_none() {
            self.shared.stats.add_idled();
        }
        heard
    }

    /// Looks at the clock, calls connections that have been idle for longer than there is room for, and tells how many are
    /// idle.
    pub(crate) fn tend(&self) {
        self.desk().look_at_the_clock();
        let patience = self.shared.patience();
        let called = self.idle.call(patience, CALLED_AT_ONCE);
        if patience < self.shared.limits.idle_time {
            self.shared.stats.add_made_room(called);
        }
        if let Some(idle) = self.shared.idle.get(self.worker) {
            idle.store(self.idle.len(), Ordering::Relaxed);
        }
    }

    /// Makes room when the system has run out of something: calls idle connections however short they have been so.
    pub(crate) fn make_room(&self) {
        self.shared.stats.add_made_room(self.idle.call(Duration::ZERO, CALLED_AT_ONCE));
    }

    /// Whoever has been idle longest leaves, for the next newcomer.
    pub(crate) fn make_room_for_one(&self) {
        self.shared.stats.add_made_room(self.idle.call(Duration::ZERO, 1));
    }

    /// Whether an HTTP/1 connection is to end with the answer it gives now.
    pub(crate) fn ends_connections(&self) -> bool {
        self.stopping.is_cancelled() || self.shared.is_nearly_full()
    }
}
