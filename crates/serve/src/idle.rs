//! The line of a worker's idle connections, in the order in which they fell idle, so that who has been idle longest goes
//! first when places or memory run short.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::task::yield_now;
use tokio::time::Instant;

/// The connections that wait for their client to say something. Only their own worker's thread ever locks it.
#[derive(Debug, Default)]
pub(crate) struct IdleLine(Mutex<Line>);

#[derive(Debug, Default)]
struct Line {
    entered: u64,
    /// By the order of entering, which is the order of time too. Who is called is taken out.
    waiting: BTreeMap<u64, Waiting>,
}

#[derive(Debug)]
struct Waiting {
    since: Instant,
    waker: Waker,
}

impl IdleLine {
    /// Waits for `something` until it happens or this connection is called. None: it is to close.
    pub(crate) async fn wait<F: Future>(&self, something: F) -> Option<F::Output> {
        let mut something = pin!(something);
        let place = Place { line: self, number: self.enter() };
        tokio::select! {
            biased;
            happened = &mut something => return Some(happened),
            () = std::future::poll_fn(|cx| place.poll_called(cx)) => {}
        }
        // What has arrived and was not looked at yet still counts.
        tokio::select! {
            biased;
            happened = &mut something => Some(happened),
            () = yield_now() => None,
        }
    }

    /// Calls those who have been idle for longer than `patience`, the longest first and at most `most`. Returns how many.
    pub(crate) fn call(&self, patience: Duration, most: usize) -> usize {
        let now = Instant::now();
        let next = || {
            let mut line = self.lock();
            let first = line.waiting.first_entry()?;
            (now.saturating_duration_since(first.get().since) >= patience).then(|| first.remove().waker)
        };
        std::iter::from_fn(next).take(most).map(Waker::wake).count()
    }

    /// How many wait.
    pub(crate) fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    fn enter(&self) -> u64 {
        let mut line = self.lock();
        line.entered += 1;
        let number = line.entered;
        line.waiting.insert(number, Waiting { since: Instant::now(), waker: Waker::noop().clone() });
        number
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection's place in the line; given up when dropped.
struct Place<'a> {
    line: &'a IdleLine,
    number: u64,
}

impl Place<'_> {
    fn poll_called(&self, cx: &Context<'_>) -> Poll<()> {
        match self.line.lock().waiting.get_mut(&self.number) {
            None => Poll::Ready(()),
            Some(waiting) => {
                waiting.waker.clone_from(cx.waker());
                Poll::Pending
            }
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.line.lock().waiting.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;
    use std::sync::Arc;
    use tokio::time::sleep;

    fn wait(line: &Arc<IdleLine>) -> tokio::task::JoinHandle<Option<()>> {
        let line = Arc::clone(line);
        tokio::spawn(async move { line.wait(pending()).await })
    }

    #[tokio::test(start_paused = true)]
    async fn who_has_been_idle_longest_is_called_first_and_nobody_before_the_time() {
        let line = Arc::new(IdleLine::default());
        let mut waits = Vec::new();
        for _ in 0..4 {
            waits.push(wait(&line));
            sleep(Duration::from_secs(1)).await;
        }
        assert_eq!(line.call(Duration::from_secs(5), 9), 0);
        assert_eq!(line.call(Duration::from_secs(2), 2), 2);
        for wait in waits.drain(..2) {
            assert_eq!(wait.await.unwrap(), None);
        }
        assert_eq!(line.call(Duration::from_secs(2), 2), 1);
        assert_eq!(waits.remove(0).await.unwrap(), None);
        assert!(!waits[0].is_finished());
        assert_eq!(line.call(Duration::ZERO, 9), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn who_hears_from_the_client_leaves_the_line() {
        let line = Arc::new(IdleLine::default());
        let given_up = wait(&line);
        assert_eq!(line.wait(sleep(Duration::from_secs(1))).await, Some(()));
        given_up.abort();
        assert!(given_up.await.is_err());
        assert_eq!(line.call(Duration::ZERO, 9), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn what_arrives_with_the_call_is_still_heard() {
        let line = Arc::new(IdleLine::default());
        let (say, said) = tokio::sync::oneshot::channel();
        let waiting = {
            let line = Arc::clone(&line);
            tokio::spawn(async move { line.wait(said).await })
        };
        yield_now().await;
        assert_eq!(line.call(Duration::ZERO, 1), 1);
        say.send("hello").unwrap();
        assert_eq!(waiting.await.unwrap(), Some(Ok("hello")));
    }
}
