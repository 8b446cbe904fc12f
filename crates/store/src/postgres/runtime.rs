//! The thread that PostgreSQL's connections live on, with a runtime of its own.

use std::{
    future::Future,
    io,
    thread::{self, JoinHandle},
};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};

/// The thread the connections live on. It ends, with everything on it, when this is dropped.
#[derive(Debug)]
pub(super) struct Runtime {
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Runtime {
    pub(super) fn start() -> io::Result<Runtime> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::Builder::new().name("store-postgres".to_owned()).spawn(move || {
            // An error means that the other end was dropped, which says the same.
            let _ = runtime.block_on(stopped);
        })?;
        Ok(Runtime { handle, stop: Some(stop), thread: Some(thread) })
    }

    /// Runs work there and waits for it here; `None` when it panicked or the thread has ended.
    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> impl Future<Output = Option<T>> {
        let running = self.handle.spawn(work);
        async move { running.await.ok() }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's PostgreSQL thread ended with a panic");
        }
    }
}
