//! HTTP/2 connections, over TLS only: many requests at once, each bounded, and the floods the protocol allows cut short.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use hyper::rt::Executor;
use hyper::server::conn::http2;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{sleep, timeout};

use crate::exchange::{Handler, Origin, service};
use crate::io::Watched;
use crate::local::Local;
use crate::server::Shared;

/// Streams a client may open and reset before we have begun on them ("rapid reset", CVE-2023-44487). More end the
/// connection.
const MAX_PENDING_RESETS: usize = 20;
/// Streams we may have to reset because of what the client sends (RUSTSEC-2024-0003). More end the connection.
const MAX_ERROR_RESETS: usize = 256;
/// What a client may send ahead on one stream, and on all together.
const STREAM_WINDOW: u32 = 128 * 1024;
const CONNECTION_WINDOW: u32 = 512 * 1024;
/// What one stream buffers of its answer.
const SEND_BUFFER: usize = 64 * 1024;
/// How often a client is asked whether it is still there, and how long it may take to say so.
const PING_INTERVAL: Duration = Duration::from_secs(30);
const PING_TIME: Duration = Duration::from_secs(20);
/// How long a client may take to agree that the connection ends.
const GOODBYE_TIME: Duration = Duration::from_secs(5);

/// Runs the requests of a connection, each at most as long as an exchange may take.
#[derive(Clone)]
struct Bounded(Arc<Shared>);

impl<F> Executor<F> for Bounded
where
    F: Future<Output: Send> + Send + 'static,
{
    fn execute(&self, stream: F) {
        let shared = Arc::clone(&self.0);
        tokio::spawn(async move {
            // Dropping a stream resets it, and leaves the others of its connection alone.
            if timeout(shared.limits.exchange_time, stream).await.is_err() {
                shared.stats.add_cut();
            }
        });
    }
}

fn builder(shared: &Arc<Shared>) -> http2::Builder<Bounded> {
    let limits = &shared.limits;
    let mut builder = http2::Builder::new(Bounded(Arc::clone(shared)));
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.streams)
        .max_pending_accept_reset_streams(MAX_PENDING_RESETS)
        .max_local_error_reset_streams(MAX_ERROR_RESETS)
        .max_header_list_size(limits.header_bytes)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_send_buf_size(SEND_BUFFER)
        .keep_alive_interval(PING_INTERVAL)
        .keep_alive_timeout(PING_TIME);
    builder
}

/// Serves a connection until it closes, has been idle for too long, or the server stops.
pub(crate) async fn serve<T, H>(stream: T, handler: H, origin: Origin, local: Arc<Local>)
where
    T: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    H: Handler,
{
    let shared = &local.shared;
    let mut stream = Watched::new(stream, shared.limits.write_stall, origin.secure);
    let activity = stream.begin();
    let service = service(handler, origin, Arc::clone(&local), Arc::clone(&activity));
    let mut connection = Box::pin(builder(shared).serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        biased;
        _ = &mut connection => return,
        () = local.stopping.cancelled() => {}
        () = async {
            // Called without having been idle all the while, it goes to the end of the line.
            let mut last = 0;
            loop {
                local.idle.wait(pending::<()>()).await;
                let started = activity.started();
                if started == last && !activity.is_open() {
                    break shared.stats.add_idled();
                }
                last = started;
            }
        } => {}
    }
    connection.as_mut().graceful_shutdown();
    // Requests in flight finish, each within its own bound; then the client has a moment to close.
    tokio::select! {
        biased;
        _ = &mut connection => {}
        () = async {
            while activity.is_open() {
                sleep(GOODBYE_TIME).await;
            }
            sleep(GOODBYE_TIME).await;
        } => shared.stats.add_cut(),
    }
}
