//! A connection's stream, watched: a reader that stalls is cut, and a close waits for what is still being sent.

use std::future::poll_fn;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use crate::exchange::Activity;

/// How long a closed connection is listened to, so that the client can read its answer before it hears that nobody reads
/// the rest of what it sends.
const LINGER_TIME: Duration = Duration::from_secs(10);
/// How much is read and thrown away in that time.
const LINGER_BYTES: usize = 16 * 1024 * 1024;
/// Bytes thrown away at a time.
const LINGER_CHUNK: usize = 4 * 1024;

/// What is taken of what a client says first: most requests whole.
const FIRST_WORDS: usize = 2 * 1024;

/// A stream that keeps its connection's [`Activity`].
#[derive(Debug)]
pub(crate) struct Watched<T> {
    inner: T,
    /// Bytes that were read ahead and come first.
    unread: Bytes,
    activity: Arc<Activity>,
    write_stall: Duration,
    /// Whether dropping the stream tells the client that nothing more comes, so that nothing need be said before.
    ends_by_drop: bool,
    /// Running while the client takes nothing.
    stall: Option<Pin<Box<Sleep>>>,
    closing: Option<Lingering>,
}

/// What came of a client's first words.
pub(crate) enum Words<R> {
    /// It closed instead of saying any.
    None,
    /// Something was made of them.
    Seen(R),
    /// They are there to be read.
    Kept,
}

#[derive(Debug)]
struct Lingering {
    end: Pin<Box<Sleep>>,
    left: usize,
}

impl<T: AsyncRead + AsyncWrite + Unpin> Watched<T> {
    /// `secure` streams say that they end; a plain one is closed by the kernel.
    pub(crate) fn new(inner: T, write_stall: Duration, secure: bool) -> Self {
        let (unread, activity) = (Bytes::new(), Arc::default());
        Self { inner, unread, activity, write_stall, ends_by_drop: !secure, stall: None, closing: None }
    }

    /// Starts a new account: what came before is over.
    pub(crate) fn begin(&mut self) -> Arc<Activity> {
        self.activity = Arc::default();
        Arc::clone(&self.activity)
    }

    /// Puts back what was read and not used: copied, since even an empty piece of a buffer keeps the whole buffer.
    pub(crate) fn put_back(&mut self, unread: &[u8]) {
        self.unread = Bytes::copy_from_slice(unread);
    }

    /// Waits until the client says something, holding no buffer meanwhile, and shows it to `see`. What that makes nothing of
    /// is kept to be read.
    pub(crate) async fn first_words<R>(&mut self, see: impl Fn(&[u8]) -> Option<R>) -> io::Result<Words<R>> {
        if !self.unread.is_empty() {
            return Ok(Words::Kept);
        }
        poll_fn(|cx| {
            let mut words = [const { MaybeUninit::uninit() }; FIRST_WORDS];
            let mut words = ReadBuf::uninit(&mut words);
            ready!(Pin::new(&mut self.inner).poll_read(cx, &mut words))?;
            Poll::Ready(Ok(if words.filled().is_empty() {
                Words::None
            } else if let Some(seen) = see(words.filled()) {
                Words::Seen(seen)
            } else {
                self.unread = Bytes::copy_from_slice(words.filled());
                Words::Kept
            }))
        })
        .await
    }

    /// Passes on what writing came to, or an error if nothing moved for too long.
    fn or_stalled<R>(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<R>>) -> Poll<io::Result<R>> {
        if result.is_ready() {
            self.stall = None;
            return result;
        }
        let limit = self.write_stall;
        ready!(self.stall.get_or_insert_with(|| Box::pin(sleep(limit))).as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client takes nothing of its answer")))
    }
}

impl Lingering {
    /// Reads and throws away until the client closes or the patience ends.
    fn poll_end<T: AsyncRead + Unpin>(&mut self, inner: &mut T, cx: &mut Context<'_>) -> Poll<()> {
        let mut chunk = [0; LINGER_CHUNK];
        while self.left > 0 && self.end.as_mut().poll(cx).is_pending() {
            let mut buffer = ReadBuf::new(&mut chunk);
            match ready!(Pin::new(&mut *inner).poll_read(cx, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => self.left = self.left.saturating_sub(buffer.filled().len()),
                _ => break,
            }
        }
        Poll::Ready(())
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncRead for Watched<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        if stream.unread.is_empty() {
            let before = buffer.filled().len();
            let result = Pin::new(&mut stream.inner).poll_read(cx, buffer);
            if buffer.filled().len() == before {
                return result;
            }
        } else {
            // Most often that is all there is: the kernel need not be asked.
            let ahead = stream.unread.split_to(stream.unread.len().min(buffer.remaining()));
            buffer.put_slice(&ahead);
        }
        stream.activity.bytes_arrived();
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Watched<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let stream = self.get_mut();
        let result = Pin::new(&mut stream.inner).poll_write(cx, bytes);
        stream.or_stalled(cx, result)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let stream = self.get_mut();
        let result = Pin::new(&mut stream.inner).poll_write_vectored(cx, slices);
        stream.or_stalled(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        let result = Pin::new(&mut stream.inner).poll_flush(cx);
        ready!(stream.or_stalled(cx, result))?;
        stream.activity.wrote_everything();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        if stream.closing.is_none() {
            if stream.ends_by_drop && !stream.activity.more_may_come() {
                return Poll::Ready(Ok(()));
            }
            let result = Pin::new(&mut stream.inner).poll_shutdown(cx);
            ready!(stream.or_stalled(cx, result))?;
            if !stream.activity.more_may_come() {
                return Poll::Ready(Ok(()));
            }
        }
        let lingering =
            stream.closing.get_or_insert_with(|| Lingering { end: Box::pin(sleep(LINGER_TIME)), left: LINGER_BYTES });
        lingering.poll_end(&mut stream.inner, cx).map(Ok)
    }
}
