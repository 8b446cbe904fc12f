//! A worker: one thread, one runtime, its own sockets and its own connections.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::accept::Door;
use crate::exchange::Handler;
use crate::listen::Listening;
use crate::local::Local;
use crate::server::Shared;

/// How long blocking work that a cut request left behind is waited for.
const LEFT_BEHIND: Duration = Duration::from_secs(1);

/// Work that another thread has woken, such as a request whose answer has come from the store, goes before new work: what
/// was begun is finished first. With tokio's 31 a crowd of newcomers holds up everybody inside, and no heartbeat shows it.
const OTHERS_FIRST: u32 = 1;

/// A worker that is ready to run.
pub(crate) struct Worker<H> {
    number: usize,
    local: Arc<Local>,
    runtime: Runtime,
    doors: Vec<(tokio::net::TcpListener, Door<H>)>,
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

impl<H: Handler> Worker<H> {
    pub(crate) fn new(
        number: usize,
        sockets: Vec<Listening>,
        handler: H,
        shared: Arc<Shared>,
        shutdown: CancellationToken,
    ) -> io::Result<Self> {
        let mut builder = Builder::new_current_thread();
        let runtime = builder.global_queue_interval(OTHERS_FIRST).enable_all().build()?;
        let tasks = TaskTracker::new();
        // A token of the worker's own: its connections register with it, not with one that all cores contend for.
        let local = Arc::new(Local::new(number, shared, shutdown.child_token()));
        let inside = runtime.enter();
        let doors = sockets
            .into_iter()
            .map(|Listening { listener, secure, ours }| {
                let (handler, local, tasks) = (handler.clone(), Arc::clone(&local), tasks.clone());
                let listener = tokio::net::TcpListener::from_std(listener)?;
                Ok((listener, Door { secure, ours, handler, local, tasks }))
            })
            .collect::<io::Result<_>>()?;
        drop(inside);
        Ok(Self { number, local, runtime, doors, tasks, shutdown })
    }

    /// Serves until the server stops, then drains. Returns how many connections had to be cut.
    pub(crate) fn run(self) -> usize {
        // If this thread unwinds, the server must not go on with fewer hands than it shows.
        let failure = self.shutdown.clone().drop_guard();
        let cut = self.runtime.block_on(async {
            let local = Arc::clone(&self.local);
            tokio::spawn(Arc::clone(&self.local.shared.pulse).beat(self.number, move || local.tend()));
            let doors: Vec<_> =
                self.doors.into_iter().map(|(listener, door)| tokio::spawn(door.keep(listener))).collect();
            for door in doors {
                door.await.expect("accepting connections does not panic");
            }
            self.shutdown.cancelled().await;
            self.tasks.close();
            let drained = timeout(self.local.shared.limits.drain_time, self.tasks.wait()).await;
            drained.map_or_else(|_| self.tasks.len(), |()| 0)
        });
        self.runtime.shutdown_timeout(LEFT_BEHIND);
        failure.disarm();
        cut
    }
}
