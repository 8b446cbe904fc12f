//! How a running server is doing, for whoever decides what it may take on, and what it should know of the machine.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::server::Shared;

/// The vital signs of a running server. Clones share them; reading them takes no lock and a fraction of a microsecond.
#[derive(Clone, Debug)]
pub struct Vitals(pub(crate) Arc<Shared>);

impl Vitals {
    /// How long work that could start now waits for its turn, on the worker where it waits longest.
    ///
    /// Measured every 5 ms, and growing while a worker is stuck.
    pub fn lateness(&self) -> Duration {
        self.0.pulse.lateness()
    }

    /// Connections open now. The limit is [`Limits::connections`](crate::Limits::connections).
    pub fn open_connections(&self) -> usize {
        self.0.connections.taken()
    }

    /// Connections that may be open at once.
    pub fn most_connections(&self) -> usize {
        self.0.limits.connections
    }

    /// Open connections that wait for their client to say something, as of some milliseconds ago.
    pub fn idle_connections(&self) -> usize {
        self.0.idle.iter().map(|idle| idle.load(Ordering::Relaxed)).sum()
    }

    /// The share of the connections' limit, and with it of the descriptors kept for them, that is taken: 0 to 1.
    pub fn descriptors_share(&self) -> f64 {
        self.0.connections.share()
    }

    /// The share of memory in use, as last told.
    pub fn memory_share(&self) -> f64 {
        f64::from_bits(self.0.memory.load(Ordering::Relaxed))
    }

    /// Tells the server what share of its memory is in use, 0 to 1. From 85 % on idle connections may stay for less and
    /// less long, as they may when connections run short.
    pub fn set_memory_share(&self, share: f64) {
        self.0.memory.store(share.to_bits(), Ordering::Relaxed);
    }
}
