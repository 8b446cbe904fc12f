//! The operations listener: measurements, health with its reasons, and the operator's page, on an address of its own.
//!
//! It runs apart from the public side (a thread and a runtime of its own, few connections), so that it answers when that is
//! overloaded. It reads what is in memory: no request here reaches a session or the store.

pub(crate) mod alerts;
mod concerns;
mod held;
mod history;
mod names;
mod page;
mod process;
mod reading;
mod routes;
mod sources;
mod text;
mod watching;

pub(crate) use sources::{Ready, Sources};
pub(crate) use watching::Watching;

use crate::config::Operations;
use anyhow::{Result, anyhow};
use serve::{Endpoint, Limits, Running, Server};
use std::{net::SocketAddr, num::NonZeroUsize, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

/// Connections at once: a few people, a few that measure.
const CONNECTIONS: usize = 32;
/// How long one may be idle.
const IDLE: Duration = Duration::from_secs(30);
/// How long one answer may take in all.
const EXCHANGE: Duration = Duration::from_secs(10);
/// How long answers in flight have when the process ends.
const DRAIN: Duration = Duration::from_millis(500);

/// A listener whose socket is open.
pub(crate) struct Listener(serve::Bound);

impl Listener {
    /// Opens the socket.
    ///
    /// # Errors
    /// Says which address, why, and what to do.
    pub(crate) fn bind(settings: &Operations) -> Result<Self> {
        let limits = Limits {
            connections: CONNECTIONS,
            idle_time: IDLE,
            exchange_time: EXCHANGE,
            drain_time: DRAIN,
            ..Limits::for_descriptors(0)
        };
        let server = Server::new(limits).workers(NonZeroUsize::MIN).listen(Endpoint::address(settings.listen));
        server.bind().map(Self).map_err(|error| anyhow!("the operations listener: {error}"))
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        self.0.addresses().first().copied()
    }

    /// Answers until `stop`.
    pub(crate) fn start(self, watching: Arc<Watching>, hosts: Vec<String>, stop: CancellationToken) -> Result<Running> {
        self.0.start(routes::router(watching, hosts), stop).map_err(|error| anyhow!("the operations listener: {error}"))
    }
}
