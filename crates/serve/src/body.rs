//! The body of a request, as a handler reads it: it fails rather than trickle in forever.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep};

use crate::exchange::Activity;
use crate::limits::Limits;

/// A request's body. It is read frame by frame and never buffered whole.
///
/// Only the time a handler waits for it counts against [`Limits::body_window`], not the time the handler takes between.
#[derive(Debug)]
pub struct RequestBody {
    paced: Paced<Incoming>,
    activity: Arc<Activity>,
    /// Which request of its connection this is the body of.
    number: u64,
}

/// Why a request's body broke off.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// It arrived too slowly (see [`Limits::body_window`]). An answer can still be sent; 408 says it.
    #[error("the request's body arrived too slowly")]
    TooSlow,
    /// The client went away, or sent something that is no body.
    #[error("the request's body broke off")]
    Broken(#[from] hyper::Error),
}

impl RequestBody {
    pub(crate) fn new(body: Incoming, limits: &Limits, activity: Arc<Activity>, number: u64) -> Self {
        let body = Self { paced: Paced::new(body, limits.body_window, limits.body_minimum), activity, number };
        body.note_end();
        body
    }

    /// Remembers when the body has been read to its end: only then does the next request begin behind it.
    fn note_end(&self) {
        if self.paced.is_end_stream() {
            self.activity.body_ended(self.number);
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let body = self.get_mut();
        let frame = ready!(Pin::new(&mut body.paced).poll_frame(cx));
        match &frame {
            None => body.activity.body_ended(body.number),
            Some(Ok(_)) => body.note_end(),
            Some(Err(_)) => {}
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.paced.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.paced.size_hint()
    }
}

/// A body that must bring `minimum` bytes in each `window` of waiting.
#[derive(Debug)]
struct Paced<B> {
    inner: B,
    window: Duration,
    minimum: u64,
    /// What is left of the window.
    left: Duration,
    /// Bytes that have come in it.
    bytes: u64,
    /// Running while the handler waits: when it began, and when the window ends.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<B> Paced<B> {
    fn new(inner: B, window: Duration, minimum: u64) -> Self {
        Self { inner, window, minimum, left: window, bytes: 0, waiting: None }
    }

    fn arrived(&mut self, bytes: usize) {
        if let Some((since, _)) = self.waiting.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
        self.bytes = self.bytes.saturating_add(bytes as u64);
        if self.bytes >= self.minimum {
            (self.left, self.bytes) = (self.window, 0);
        }
    }

    fn poll_window(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let left = self.left;
        let (_, end) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        end.as_mut().poll(cx)
    }
}

impl<B> Body for Paced<B>
where
    B: Body<Data = Bytes> + Unpin,
    BodyError: From<B::Error>,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let body = self.get_mut();
        match Pin::new(&mut body.inner).poll_frame(cx) {
            Poll::Ready(frame) => {
                let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()).map_or(0, Bytes::len);
                body.arrived(bytes);
                Poll::Ready(frame.map(|frame| frame.map_err(BodyError::from)))
            }
            Poll::Pending => {
                ready!(body.poll_window(cx));
                Poll::Ready(Some(Err(BodyError::TooSlow)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use tokio::sync::mpsc;

    impl From<Infallible> for BodyError {
        fn from(never: Infallible) -> Self {
            match never {}
        }
    }

    struct Channel(mpsc::UnboundedReceiver<usize>);

    impl Body for Channel {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.get_mut().0.poll_recv(cx).map(|bytes| Some(Ok(Frame::data(vec![0; bytes?].into()))))
        }
    }

    async fn next(body: &mut Paced<Channel>) -> Option<Result<usize, BodyError>> {
        let frame = std::future::poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await?;
        Some(frame.map(|frame| frame.into_data().unwrap().len()))
    }

    /// Sends each count of bytes after waiting each number of seconds.
    fn body(schedule: &'static [(u64, usize)]) -> Paced<Channel> {
        let (send, receive) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            for (seconds, bytes) in schedule {
                sleep(Duration::from_secs(*seconds)).await;
                let _ = send.send(*bytes);
            }
        });
        Paced::new(Channel(receive), Duration::from_secs(10), 100)
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_keeps_up_is_read_to_its_end() {
        let mut body = body(&[(0, 50), (9, 60), (9, 100), (9, 1), (0, 99), (9, 5)]);
        for bytes in [50, 60, 100, 1, 99, 5] {
            assert_eq!(next(&mut body).await.unwrap().unwrap(), bytes);
        }
        assert!(next(&mut body).await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_trickles_is_cut_at_the_end_of_the_window() {
        let start = Instant::now();
        let mut body = body(&[(3, 1), (3, 1), (3, 1), (3, 1)]);
        for _ in 0..3 {
            assert_eq!(next(&mut body).await.unwrap().unwrap(), 1);
        }
        assert!(matches!(next(&mut body).await, Some(Err(BodyError::TooSlow))));
        assert_eq!(start.elapsed().as_secs(), 10);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_cut() {
        let mut body = body(&[(3600, 1_000)]);
        assert!(matches!(next(&mut body).await, Some(Err(BodyError::TooSlow))));
    }

    #[tokio::test(start_paused = true)]
    async fn time_the_handler_takes_does_not_count_against_the_client() {
        let mut body = body(&[(1, 1), (30, 1), (5, 1)]);
        assert_eq!(next(&mut body).await.unwrap().unwrap(), 1);
        sleep(Duration::from_secs(31)).await;
        assert_eq!(next(&mut body).await.unwrap().unwrap(), 1);
        assert_eq!(next(&mut body).await.unwrap().unwrap(), 1);
    }
}
