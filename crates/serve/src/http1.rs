//! HTTP/1 connections: alternately parked, holding no buffers, and running, while there is something to say.

use std::future::poll_fn;
use std::io::{self, IoSlice};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::desk::Desk;
use crate::exchange::{Activity, Caller, Handler, Origin, service};
use crate::io::{Watched, Words};
use crate::limits::Limits;
use crate::local::Local;
use crate::ready::{self, Found};

/// The most a connection buffers of what it reads or writes. A head larger than [`Limits::header_bytes`] is refused
/// earlier; bodies pass through.
const BUFFER: usize = 64 * 1024;
/// The header fields hyper allows when nothing is said.
const HYPER_HEADER_FIELDS: usize = 100;
/// How long a quiet connection stays open when the server stops, for a request that is on its way already: its answer says
/// that the connection ends.
const LAST_MOMENT: Duration = Duration::from_millis(500);
/// How long a polite end of a TLS connection may take.
const GOODBYE_TIME: Duration = Duration::from_secs(1);

/// How connections are run, from the limits.
pub(crate) fn builder(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    // Without a timer: hyper would set one for every head. [`Watch`] sees to it that heads do not take too long.
    builder.max_header_size(limits.header_bytes as usize).max_buf_size(BUFFER.max(limits.header_bytes as usize));
    // Saying even the same number costs hyper an allocation for every request.
    if limits.header_fields != HYPER_HEADER_FIELDS {
        builder.max_headers(limits.header_fields);
    }
    builder
}

/// What a running connection came to.
enum End<T> {
    Closed,
    /// It has been quiet for a while and stands between two requests.
    Quiet(Watched<T>),
}

/// Serves a connection until it closes.
pub(crate) async fn serve<T, H>(stream: T, handler: H, origin: Origin, local: Arc<Local>)
where
    T: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    H: Handler,
{
    let mut stream = Watched::new(stream, local.shared.limits.write_stall, origin.secure);
    let mut stop = pin!(last_moment(&local.stopping));
    let caller = Caller { origin, proxies: &local.shared.proxies };
    loop {
        // Parked: no buffers, and what lies ready is answered without any.
        let heard = tokio::select! {
            biased;
            heard = local.hears(stream.first_words(|words| ready::find(words, &handler, caller))) => heard,
            () = &mut stop => None,
        };
        match heard {
            Some(Ok(Words::Seen(found))) => {
                if !give(&mut stream, found, &local).await {
                    break;
                }
            }
            // In a box, so that a parked connection does not carry its size.
            Some(Ok(Words::Kept)) => match Box::pin(run(stream, handler.clone(), origin, &local)).await {
                End::Closed => return,
                End::Quiet(quiet) => stream = quiet,
            },
            _ => break,
        }
    }
    let _ = timeout(GOODBYE_TIME, stream.shutdown()).await;
}

/// Gives the answer that was found. False if the connection is to end.
async fn give<T>(stream: &mut Watched<T>, found: Found, local: &Local) -> bool
where
    T: AsyncRead + AsyncWrite + Unpin,
{
    local.shared.stats.add_request();
    let last = found.last || local.ends_connections();
    let written = poll_fn(|cx| {
        let Desk { head, date, .. } = &mut *local.desk();
        ready::write_head(&found.answer, date.as_bytes(), last, head);
        let pieces = [IoSlice::new(head), IoSlice::new(found.body())];
        let sent = match Pin::new(&mut *stream).poll_write_vectored(cx, &pieces) {
            Poll::Ready(sent) => sent?,
            Poll::Pending => 0,
        };
        let whole = sent == head.len() + found.body().len();
        let rest = || (head.get(sent..).unwrap_or_default().to_vec(), sent.saturating_sub(head.len()));
        Poll::Ready(io::Result::Ok((!whole).then(rest)))
    })
    .await;
    let done = match written {
        Ok(None) => stream.flush().await,
        Ok(Some((head, from))) => {
            Box::pin(give_rest(stream, &head, found.body().get(from..).unwrap_or_default(), local)).await
        }
        Err(error) => Err(error),
    };
    if done.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::TimedOut) {
        local.shared.stats.add_cut();
    }
    done.is_ok() && !last
}

/// Gives what a client did not take at once.
async fn give_rest<T>(stream: &mut Watched<T>, head: &[u8], body: &[u8], local: &Local) -> io::Result<()>
where
    T: AsyncRead + AsyncWrite + Unpin,
{
    let rest = async {
        stream.write_all(head).await?;
        stream.write_all(body).await?;
        stream.flush().await
    };
    timeout(local.shared.limits.exchange_time, rest).await?
}

/// A moment after the server began to stop: what a client has sent by then is still heard.
pub(crate) async fn last_moment(stopping: &CancellationToken) {
    stopping.cancelled().await;
    sleep(LAST_MOMENT).await;
}

/// Runs a connection that has something to say until it closes or has been quiet for a while.
async fn run<T, H>(mut stream: Watched<T>, handler: H, origin: Origin, local: &Arc<Local>) -> End<T>
where
    T: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    H: Handler,
{
    let shared = &local.shared;
    let activity = stream.begin();
    let service = service(handler, origin, Arc::clone(local), Arc::clone(&activity));
    // In a box, so that a parked connection does not carry its size.
    let mut connection = Box::new(shared.http1.serve_connection(TokioIo::new(stream), service));
    let step = shared.limits.park_after;
    let mut watch = Watch::new(&activity, &shared.limits);
    let mut tick = pin!(sleep(step));
    let mut stop = pin!(last_moment(&local.stopping));
    let mut draining = false;
    loop {
        // The connection comes first: after it, there is nothing it could have done and did not.
        tokio::select! {
            biased;
            result = &mut *connection => {
                if result.is_err_and(|error| is_stall(&error)) {
                    shared.stats.add_cut();
                }
                return End::Closed;
            }
            () = &mut stop, if !draining => {
                draining = true;
                Pin::new(&mut *connection).graceful_shutdown();
            }
            () = &mut tick => {
                match watch.look() {
                    Seen::Quiet if !draining => {
                        shared.stats.add_parked();
                        let parts = connection.into_parts();
                        let mut stream = parts.io.into_inner();
                        stream.put_back(&parts.read_buf);
                        return End::Quiet(stream);
                    }
                    Seen::Endless => {
                        shared.stats.add_cut();
                        return End::Closed;
                    }
                    _ => tick.as_mut().reset(Instant::now() + step),
                }
            }
        }
    }
}

fn is_stall(error: &hyper::Error) -> bool {
    std::error::Error::source(error)
        .and_then(|source| source.downcast_ref::<io::Error>())
        .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// What a look at a running connection shows.
enum Seen {
    Busy,
    /// Nothing has happened since the last look, and it stands between two requests.
    Quiet,
    /// One request has been open, or its head been coming, for longer than any may take.
    Endless,
}

/// Looks at a connection now and then, which is cheaper than a clock for every request.
struct Watch<'a> {
    activity: &'a Activity,
    /// How many looks in a row the head of the first request may take. A later head that is slow to come finds the
    /// connection parked, and is the first of the next run.
    patience_for_head: u32,
    /// How many looks in a row one request may stay open.
    patience: u32,
    last: u64,
    same: u32,
}

impl<'a> Watch<'a> {
    fn new(activity: &'a Activity, limits: &Limits) -> Self {
        let step = limits.park_after.max(Duration::from_millis(1));
        let looks = |time: Duration| u32::try_from(time.as_millis().div_ceil(step.as_millis())).unwrap_or(u32::MAX);
        let (patience_for_head, patience) = (looks(limits.header_time), looks(limits.exchange_time));
        Self { activity, patience_for_head, patience, last: 0, same: 0 }
    }

    fn look(&mut self) -> Seen {
        let started = self.activity.started();
        if started != self.last {
            (self.last, self.same) = (started, 0);
            return Seen::Busy;
        }
        if self.activity.is_clean() {
            return Seen::Quiet;
        }
        // Its answer is not sent, or its body not read; before the first request its head is not here.
        self.same = self.same.saturating_add(1);
        let patience = if started == 0 { self.patience_for_head } else { self.patience };
        if self.same >= patience { Seen::Endless } else { Seen::Busy }
    }
}

#[cfg(test)]
mod tests;
