//! The turnstile with requests in it: each takes a turn before it runs, and gives it back whatever becomes of it.

use admission::{Importance, Turn, Turnstile};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::oneshot;

use super::meter::Meter;

/// Requests that run at once. Most of them wait for the store, which commits 64 changes at a time.
const RUNNING: usize = 256;

/// Hands out turns.
#[derive(Clone)]
pub(super) struct Turns(Arc<Shared>);

struct Shared {
    meter: Arc<dyn Meter>,
    inner: Mutex<Inner>,
}

struct Inner {
    turnstile: Turnstile,
    waiting: HashMap<u64, oneshot::Sender<bool>>,
}

/// Too many wait already, or this request has waited past its caller's patience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TurnedAway;

/// The right to run, given back when dropped.
pub(super) struct Running {
    turns: Turns,
    importance: Importance,
}

impl Turns {
    pub(super) fn new(meter: Arc<dyn Meter>, most: Option<usize>) -> Self {
        let inner = Inner { turnstile: Turnstile::new(most.unwrap_or(RUNNING)), waiting: HashMap::new() };
        Self(Arc::new(Shared { meter, inner: Mutex::new(inner) }))
    }

    /// Waits for a turn, the more important first.
    pub(super) async fn take(&self, importance: Importance) -> Result<Running, TurnedAway> {
        let (number, told) = {
            let now = self.0.meter.since_start();
            let mut inner = self.lock();
            match inner.turnstile.ask(now, importance) {
                Turn::Now => return Ok(self.running(importance)),
                Turn::TurnedAway => return Err(TurnedAway),
                Turn::Waits(number) => {
                    let (tell, told) = oneshot::channel();
                    inner.waiting.insert(number, tell);
                    (number, told)
                }
            }
        };
        let mut waiting = Waiting { turns: self, number, importance, told };
        match (&mut waiting.told).await {
            Ok(true) => {
                drop(waiting);
                Ok(self.running(importance))
            }
            _ => Err(TurnedAway),
        }
    }

    /// Takes a turn if there is one at once.
    pub(super) fn try_take(&self, importance: Importance) -> Result<Running, TurnedAway> {
        let now = self.0.meter.since_start();
        let mut inner = self.lock();
        match inner.turnstile.ask(now, importance) {
            Turn::Now => Ok(self.running(importance)),
            Turn::TurnedAway => Err(TurnedAway),
            Turn::Waits(number) => {
                inner.turnstile.gave_up(number, importance);
                Err(TurnedAway)
            }
        }
    }

    /// How long the oldest request has waited.
    pub(super) fn longest_wait(&self) -> Duration {
        let now = self.0.meter.since_start();
        self.lock().turnstile.longest_wait(now)
    }

    fn running(&self, importance: Importance) -> Running {
        Running { turns: self.clone(), importance }
    }

    fn done(&self, importance: Importance) {
        let now = self.0.meter.since_start();
        let mut inner = self.lock();
        let (next, late) = inner.turnstile.done(now, importance);
        for (number, runs) in next.into_iter().map(|number| (number, true)).chain(late.into_iter().map(|n| (n, false)))
        {
            if let Some(tell) = inner.waiting.remove(&number) {
                // Whoever has gone meanwhile gives the turn back: see `Waiting`.
                let _ = tell.send(runs);
            }
        }
    }

    /// A panic elsewhere leaves the counts as they were, which is right or one off.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.turns.done(self.importance);
    }
}

/// A request that waits. If its client goes away, it leaves the line, or hands on the turn it had just been given.
struct Waiting<'a> {
    turns: &'a Turns,
    number: u64,
    importance: Importance,
    told: oneshot::Receiver<bool>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut inner = self.turns.lock();
        inner.waiting.remove(&self.number);
        let left = inner.turnstile.gave_up(self.number, self.importance);
        drop(inner);
        // Told, and the message not read: the turn is somebody else's.
        if !left && matches!(self.told.try_recv(), Ok(true)) {
            self.turns.done(self.importance);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Still;
    impl Meter for Still {
        fn since_start(&self) -> Duration {
            Duration::ZERO
        }
        fn thread_cpu(&self) -> Duration {
            Duration::ZERO
        }
    }

    #[tokio::test]
    async fn a_turn_comes_back_when_its_request_ends_or_its_client_goes_away() {
        let turns = Turns::new(Arc::new(Still), Some(1));
        let first = turns.take(Importance::Continue).await.unwrap();
        let second = {
            let turns = turns.clone();
            tokio::spawn(async move { turns.take(Importance::Continue).await.map(drop) })
        };
        let third = {
            let turns = turns.clone();
            tokio::spawn(async move { turns.take(Importance::Continue).await.map(drop) })
        };
        tokio::task::yield_now().await;
        // One of those who wait goes away, once while waiting and once with the turn already in its hand.
        second.abort();
        drop(first);
        assert_eq!(third.await.unwrap(), Ok(()));
        let again = turns.take(Importance::Status).await;
        assert!(again.is_ok());
    }
}
