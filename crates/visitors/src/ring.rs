//! Marks on their way from the thread that serves to the one that counts, without a lock.

use crate::Mark;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};

/// Marks a ring holds: a tenth of a second of what one core can serve, three times over. 256 kB.
pub(crate) const ROOM: usize = 1 << 15;

/// A ring that one thread writes to and one reads. A writer never waits: what is not fetched in time is written over, and
/// counted as missed. (Should two threads share a ring, one of two marks may be lost, and none is torn: it is one word.)
#[derive(Debug)]
pub(crate) struct Ring {
    /// On cache lines of its own: it is written at every request.
    written: Line,
    marks: Box<[AtomicU64]>,
}

#[derive(Debug, Default)]
#[repr(align(128))]
struct Line(AtomicUsize);

/// How far a ring has been read.
#[derive(Debug, Default)]
pub(crate) struct Read(usize);

impl Ring {
    pub(crate) fn new() -> Self {
        Self { written: Line::default(), marks: (0..ROOM).map(|_| AtomicU64::default()).collect() }
    }

    pub(crate) fn put(&self, mark: Mark) {
        let at = self.written.0.load(Relaxed);
        self.marks[at % ROOM].store(mark.pack(), Relaxed);
        self.written.0.store(at.wrapping_add(1), Release);
    }

    /// Hands over everything that came since `read`, and leaves nothing of it. Returns how many marks were written over
    /// before.
    pub(crate) fn take(&self, read: &mut Read, mut each: impl FnMut(Mark)) -> u64 {
        let written = self.written.0.load(Acquire);
        let missed = written.wrapping_sub(read.0).saturating_sub(ROOM);
        read.0 = read.0.wrapping_add(missed);
        while read.0 != written {
            // Nothing is there when the writer was a round ahead for a moment, and its mark was taken in place of the older.
            if let Some(mark) = Mark::unpack(self.marks[read.0 % ROOM].swap(0, Relaxed)) {
                each(mark);
            }
            read.0 = read.0.wrapping_add(1);
        }
        missed as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Country, Tongue};
    use std::collections::BTreeSet;

    fn mark(visitor: usize) -> Mark {
        Mark { visitor: visitor as u64, country: Country::UNKNOWN, page: 3, tongue: Tongue::Fr }
    }

    #[test]
    fn what_is_put_comes_out_once_over_many_rounds() {
        let (ring, mut read) = (Ring::new(), Read::default());
        for round in 0..5 {
            let these = round * 20_000..(round + 1) * 20_000;
            these.clone().for_each(|visitor| ring.put(mark(visitor)));
            let mut out = Vec::new();
            assert_eq!(ring.take(&mut read, |mark| out.push(mark)), 0);
            assert!(out.into_iter().eq(these.map(mark)));
        }
        assert_eq!(ring.take(&mut read, |_| unreachable!("nothing is left")), 0);
    }

    #[test]
    fn what_is_not_fetched_in_time_is_counted_as_missed_and_the_newest_stay() {
        let (ring, mut read) = (Ring::new(), Read::default());
        (0..ROOM + 100).for_each(|visitor| ring.put(mark(visitor)));
        let mut out = Vec::new();
        assert_eq!(ring.take(&mut read, |mark| out.push(mark)), 100);
        assert!(out.into_iter().eq((100..ROOM + 100).map(mark)));
    }

    #[test]
    fn a_reader_beside_a_writer_sees_no_mark_twice_and_every_one_that_it_does_not_miss() {
        let (ring, total) = (Ring::new(), 400_000);
        let (mut read, mut seen, mut missed) = (Read::default(), BTreeSet::new(), 0);
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| (0..total).for_each(|visitor| ring.put(mark(visitor))));
            while !writer.is_finished() {
                missed += ring.take(&mut read, |mark| assert!(seen.insert(mark.visitor)));
            }
        });
        missed += ring.take(&mut read, |mark| assert!(seen.insert(mark.visitor)));
        assert!(missed > 0 || seen.len() == total, "{} of {total}", seen.len());
        // However it went, the reader is in step again.
        (0..10).for_each(|visitor| ring.put(mark(total + visitor)));
        let mut out = Vec::new();
        assert_eq!(ring.take(&mut read, |mark| out.push(mark)), 0);
        assert!(out.into_iter().eq((total..total + 10).map(mark)));
    }
}
