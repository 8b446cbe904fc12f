//! Places that are counted: a connection takes one or is turned away, never queued.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A fixed number of places.
#[derive(Debug)]
pub(crate) struct Slots {
    limit: usize,
    taken: AtomicUsize,
}

/// One taken place; given back when dropped.
#[derive(Debug)]
pub(crate) struct Slot(Arc<Slots>);

impl Slots {
    pub(crate) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, taken: AtomicUsize::new(0) })
    }

    /// Takes a place if one is free.
    pub(crate) fn try_take(self: &Arc<Self>) -> Option<Slot> {
        let free = |taken| (taken < self.limit).then_some(taken + 1);
        self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, free).ok()?;
        Some(Slot(Arc::clone(self)))
    }

    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// How much of all places is taken: 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "no process has enough descriptors for it to matter")]
    pub(crate) fn share(&self) -> f64 {
        self.taken() as f64 / self.limit.max(1) as f64
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_places_are_taken_than_there_are_and_each_comes_back() {
        let slots = Slots::new(2);
        let first = slots.try_take().unwrap();
        let second = slots.try_take().unwrap();
        assert!(slots.try_take().is_none());
        drop(first);
        assert_eq!(slots.taken(), 1);
        assert!((slots.share() - 0.5).abs() < f64::EPSILON, "{}", slots.share());
        let third = slots.try_take().unwrap();
        assert!(slots.try_take().is_none());
        drop((second, third));
        assert_eq!(slots.taken(), 0);
        assert!(Slots::new(0).try_take().is_none());
    }

    #[test]
    fn threads_together_never_take_more() {
        let slots = Slots::new(5);
        let taken: usize = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..4).map(|_| scope.spawn(|| (0..100).filter_map(|_| slots.try_take()).collect::<Vec<_>>())).collect();
            let held: Vec<Vec<Slot>> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
            held.iter().map(Vec::len).sum()
        });
        assert_eq!(taken, 5);
    }
}
