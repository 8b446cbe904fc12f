//! What work costs: the processor time of each step of a request, and what it had done elsewhere.

use std::{
    cell::Cell,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

/// The clocks of the machine that admission needs.
pub trait Meter: Send + Sync {
    /// Since the process started; never goes back.
    fn since_start(&self) -> Duration;
    /// Processor time this thread has used.
    fn thread_cpu(&self) -> Duration;
}

thread_local! {
    /// Work that a request had done on other threads, told in the step of the request that hears of it.
    static ELSEWHERE: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Adds work done on another thread to the cost of the request whose step this is.
pub(crate) fn done_elsewhere(cost: Duration) {
    ELSEWHERE.set(ELSEWHERE.get() + cost);
}

/// A future that knows what it has cost, in processor time: its own, that of passwords, and that of the store's threads.
pub(super) struct Metered<F> {
    inner: Pin<Box<F>>,
    meter: Arc<dyn Meter>,
    cost: Duration,
}

impl<F: Future> Metered<F> {
    pub(super) fn new(inner: F, meter: &Arc<dyn Meter>) -> Self {
        Self { inner: Box::pin(inner), meter: Arc::clone(meter), cost: Duration::ZERO }
    }
}

impl<F: Future> Future for Metered<F> {
    type Output = (F::Output, Duration);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        ELSEWHERE.set(Duration::ZERO);
        store::take_spent();
        let before = self.meter.thread_cpu();
        let polled = self.inner.as_mut().poll(context);
        let spent = self.meter.thread_cpu().saturating_sub(before);
        self.cost += spent + ELSEWHERE.take() + store::take_spent();
        polled.map(|output| (output, self.cost))
    }
}
