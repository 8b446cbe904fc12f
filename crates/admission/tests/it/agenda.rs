//! What is to happen, in order of time: a wheel of ticks, each opened when its time comes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Microseconds of virtual time.
pub(crate) type Micros = u64;
/// One tick: how often the admission takes a sample.
pub(crate) const TICK: Micros = 10_000;
/// Ticks the wheel holds: almost three hours ahead.
const TICKS: usize = 1 << 20;

/// Somebody does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) at: Micros,
    pub(crate) who: u32,
    pub(crate) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// Comes back to the door.
    Knock,
    /// Goes on inside.
    Page,
}

pub(crate) struct Agenda {
    wheel: Vec<Vec<Event>>,
    /// The tick that is open.
    tick: u64,
    open: BinaryHeap<Reverse<Event>>,
    length: usize,
}

impl Agenda {
    pub(crate) fn new() -> Self {
        Self { wheel: vec![Vec::new(); TICKS], tick: 0, open: BinaryHeap::new(), length: 0 }
    }

    pub(crate) fn put(&mut self, event: Event) {
        self.length += 1;
        let tick = event.at / TICK;
        if tick <= self.tick {
            self.open.push(Reverse(event));
        } else {
            assert!(tick - self.tick < TICKS as u64, "nothing is planned for more than three hours ahead");
            self.wheel[slot(tick)].push(event);
        }
    }

    /// The next event of the open tick, if it comes before `until`.
    pub(crate) fn next(&mut self, until: Micros) -> Option<Event> {
        if self.open.peek()?.0.at >= until {
            return None;
        }
        self.length -= 1;
        self.open.pop().map(|Reverse(event)| event)
    }

    /// Opens the next tick. Everything of the last one has happened.
    pub(crate) fn turn(&mut self) {
        self.tick += 1;
        self.open = std::mem::take(&mut self.wheel[slot(self.tick)]).into_iter().map(Reverse).collect();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }
}

fn slot(tick: u64) -> usize {
    usize::try_from(tick % TICKS as u64).unwrap()
}
