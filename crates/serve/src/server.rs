//! A server, from its settings to its end: bound, started, running, stopped.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use hyper::server::conn::http1;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::exchange::Handler;
use crate::limits::{Limits, NEARLY_FULL};
use crate::listen::{BindError, Endpoint, Listening};
use crate::peer::TrustedProxies;
use crate::pulse::Pulse;
use crate::refusal::REFUSALS;
use crate::slots::Slots;
use crate::stats::Stats;
use crate::tls::Tls;
use crate::vitals::Vitals;
use crate::worker::Worker;

/// The settings of a server.
#[derive(Debug)]
pub struct Server {
    limits: Limits,
    endpoints: Vec<Endpoint>,
    tls: Option<Tls>,
    proxies: TrustedProxies,
    workers: NonZeroUsize,
}

impl Server {
    /// A server with these limits that listens nowhere yet, trusts no proxy and has one worker for each core.
    pub fn new(limits: Limits) -> Self {
        let workers = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self { limits, endpoints: Vec::new(), tls: None, proxies: TrustedProxies::default(), workers }
    }

    /// Listens here too.
    pub fn listen(mut self, endpoint: Endpoint) -> Self {
        self.endpoints.push(endpoint);
        self
    }

    /// The certificate for endpoints [with TLS](Endpoint::with_tls).
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Believes these proxies about where a request comes from.
    pub fn trust(mut self, proxies: TrustedProxies) -> Self {
        self.proxies = proxies;
        self
    }

    /// Runs this many workers, each a thread.
    pub fn workers(mut self, workers: NonZeroUsize) -> Self {
        self.workers = workers;
        self
    }

    /// Opens the sockets. From here on connections queue up; they are served after [`Bound::start`].
    ///
    /// # Errors
    /// [`BindError`] says which address, why, and what to do.
    pub fn bind(self) -> Result<Bound, BindError> {
        let workers = self.workers.get();
        let mut sockets: Vec<Vec<Listening>> = (0..workers).map(|_| Vec::new()).collect();
        let mut addresses = Vec::new();
        for endpoint in &self.endpoints {
            let opened = endpoint.bind(workers)?;
            addresses.extend(opened.first().and_then(|socket| socket.listener.local_addr().ok()));
            for (worker, socket) in sockets.iter_mut().zip(opened) {
                worker.push(socket);
            }
        }
        Ok(Bound { server: self, sockets, addresses })
    }
}

/// A server whose sockets are open.
#[derive(Debug)]
pub struct Bound {
    server: Server,
    /// For each worker its own.
    sockets: Vec<Vec<Listening>>,
    addresses: Vec<SocketAddr>,
}

/// Why a server could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// An endpoint speaks TLS and there is no certificate.
    #[error("An address is to speak TLS, but there is no certificate. Give one, or listen there without TLS.")]
    NoCertificate,
    /// The system refused a thread, an event queue or a socket.
    #[error("The server's workers could not start: {0}. The limits on open files and threads may be too low.")]
    System(#[from] io::Error),
}

impl Bound {
    /// The addresses listened on, in the order of the endpoints, with the ports the system chose.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// Starts the workers, each running a clone of `handler`. When `shutdown` is cancelled the server stops accepting,
    /// closes idle connections, and lets requests in flight finish.
    ///
    /// Should a worker fail, it cancels `shutdown`, so that the others stop too.
    ///
    /// # Errors
    /// [`StartError`], before any request was served.
    pub fn start<H: Handler>(self, handler: H, shutdown: CancellationToken) -> Result<Running, StartError> {
        let Server { limits, tls, proxies, .. } = self.server;
        if tls.is_none() && self.sockets.iter().flatten().any(|socket| socket.secure) {
            return Err(StartError::NoCertificate);
        }
        let shared = Arc::new(Shared::new(limits, tls, proxies, self.sockets.len()));
        // All that can fail comes before any thread runs.
        let workers = self
            .sockets
            .into_iter()
            .enumerate()
            .map(|(number, sockets)| {
                Worker::new(number, sockets, handler.clone(), Arc::clone(&shared), shutdown.clone())
            })
            .collect::<io::Result<Vec<_>>>()?;
        let mut running = Running { shared, workers: Vec::with_capacity(workers.len()) };
        for (number, worker) in workers.into_iter().enumerate() {
            let (report, done) = oneshot::channel();
            let thread = std::thread::Builder::new()
                .name(format!("serve-{number}"))
                .spawn(move || {
                    let cut = worker.run();
                    // The receiver may be gone: nobody has to wait for the end.
                    let _ = report.send(cut);
                })
                .inspect_err(|_| shutdown.cancel())?;
            running.workers.push((done, thread));
        }
        Ok(running)
    }
}

/// A server at work. Dropping it changes nothing; cancel the token it was started with to stop it.
#[derive(Debug)]
pub struct Running {
    shared: Arc<Shared>,
    workers: Vec<(oneshot::Receiver<usize>, JoinHandle<()>)>,
}

/// How a server stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// Connections still busy when the drain time was over. 0: everything in flight was finished.
    pub cut: usize,
}

/// A worker's thread panicked, which is a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a worker of the server failed; the log says where")]
pub struct WorkerFailed;

impl Running {
    /// Counts of what has happened so far. They stay readable after the end.
    pub fn stats(&self) -> Arc<Stats> {
        Arc::clone(&self.shared.stats)
    }

    /// How the server is doing from now on.
    pub fn vitals(&self) -> Vitals {
        Vitals(Arc::clone(&self.shared))
    }

    /// Waits until every worker has stopped.
    ///
    /// # Errors
    /// [`WorkerFailed`] if one panicked; the others have stopped too.
    pub async fn stopped(self) -> Result<Stopped, WorkerFailed> {
        let mut outcome = Ok(Stopped { cut: 0 });
        for (done, thread) in self.workers {
            let reported = done.await;
            // It has reported or is unwinding: this does not block for long.
            let joined = thread.join();
            outcome = match (outcome, reported, joined) {
                (Ok(sum), Ok(cut), Ok(())) => Ok(Stopped { cut: sum.cut + cut }),
                _ => Err(WorkerFailed),
            };
        }
        outcome
    }
}

/// What all workers and connections share. Nothing in it is locked.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) limits: Limits,
    pub(crate) tls: Option<Tls>,
    pub(crate) proxies: TrustedProxies,
    pub(crate) connections: Arc<Slots>,
    pub(crate) refusals: Arc<Slots>,
    pub(crate) stats: Arc<Stats>,
    pub(crate) pulse: Arc<Pulse>,
    /// The share of memory in use, as bits of an `f64`; as told.
    pub(crate) memory: AtomicU64,
    /// Idle connections of each worker, as it last told.
    pub(crate) idle: Box<[AtomicUsize]>,
    pub(crate) http1: http1::Builder,
}

impl Shared {
    pub(crate) fn new(limits: Limits, tls: Option<Tls>, proxies: TrustedProxies, workers: usize) -> Self {
        Self {
            connections: Slots::new(limits.connections),
            refusals: Slots::new(REFUSALS),
            stats: Arc::default(),
            pulse: Arc::new(Pulse::new(workers)),
            memory: AtomicU64::default(),
            idle: (0..workers).map(|_| AtomicUsize::default()).collect(),
            http1: crate::http1::builder(&limits),
            limits,
            tls,
            proxies,
        }
    }

    /// How long an idle connection may stay, as things are.
    pub(crate) fn patience(&self) -> Duration {
        let memory = f64::from_bits(self.memory.load(Ordering::Relaxed));
        self.limits.patience(self.connections.share().max(memory))
    }

    /// Whether hardly a place is left.
    pub(crate) fn is_nearly_full(&self) -> bool {
        self.connections.share() >= NEARLY_FULL
    }
}
