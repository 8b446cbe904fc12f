//! The accept loop: takes connections as long as there are places, says so when there are none, and waits when the system
//! itself has run out.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use tokio_util::task::TaskTracker;

use crate::connection;
use crate::exchange::{Handler, Origin};
use crate::local::Local;
use crate::refusal::refuse;

/// The first wait when accepting fails for want of descriptors or memory; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(10);
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// The most connections taken from the kernel's queue when the server stops.
const LAST_CALL: usize = 4096;

/// What a worker accepts connections with.
pub(crate) struct Door<H> {
    pub(crate) secure: bool,
    pub(crate) ours: bool,
    pub(crate) handler: H,
    pub(crate) local: Arc<Local>,
    pub(crate) tasks: TaskTracker,
}

impl<H: Handler> Door<H> {
    /// Accepts until the server stops. Then, if the socket is ours, once more whatever is waiting already: the kernel would
    /// reset it.
    pub(crate) async fn keep(self, listener: TcpListener) {
        let mut wait = FIRST_WAIT;
        let mut stopping = pin!(self.local.stopping.cancelled());
        loop {
            let accepted = tokio::select! {
                biased;
                () = &mut stopping => break,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => {
                    if wait > FIRST_WAIT {
                        tracing::info!("accepting connections again");
                        wait = FIRST_WAIT;
                    }
                    self.welcome(stream, peer);
                }
                Err(error) if concerns_one_connection(&error) => {}
                Err(error) => {
                    self.local.shared.stats.add_accept_failure();
                    self.local.make_room();
                    if wait == FIRST_WAIT {
                        tracing::warn!(%error, "cannot accept connections; trying again until it works");
                    }
                    tokio::select! {
                        () = &mut stopping => break,
                        () = sleep(wait) => {}
                    }
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
            }
        }
        if !self.ours {
            return;
        }
        // Asked directly, without the runtime between, which may not have noticed yet that someone is waiting.
        let Ok(listener) = listener.into_std() else { return };
        for (stream, peer) in std::iter::from_fn(|| listener.accept().ok()).take(LAST_CALL) {
            if let Ok(stream) = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream)) {
                self.welcome(stream, peer);
            }
        }
    }

    /// Serves a newcomer if there is a place; else tells it so, if there is a place for that.
    fn welcome(&self, stream: TcpStream, peer: SocketAddr) {
        let shared = &self.local.shared;
        shared.stats.add_accepted();
        if let Some(slot) = shared.connections.try_take() {
            let tls = shared.tls.as_ref().filter(|_| self.secure).map(crate::Tls::serving);
            let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
            let origin = Origin { peer, secure: self.secure };
            let served = connection::serve(stream, tls, self.handler.clone(), origin, Arc::clone(&self.local));
            self.tasks.spawn(async move {
                served.await;
                drop(slot);
            });
            return;
        }
        self.local.make_room_for_one();
        if let Some(slot) = shared.refusals.try_take() {
            shared.stats.add_refused();
            let tls = shared.tls.as_ref().filter(|_| self.secure).map(crate::Tls::refusing);
            self.tasks.spawn(async move {
                refuse(stream, tls).await;
                drop(slot);
            });
        } else {
            shared.stats.add_dropped();
        }
    }
}

/// Whether accepting failed for a connection that is gone already, so that the next one can be tried at once (accept(2):
/// Linux passes errors of the new socket on).
fn concerns_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::TimedOut
    )
}
