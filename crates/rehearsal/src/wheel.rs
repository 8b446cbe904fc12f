//! A timer wheel: who is to do something when, for hundreds of thousands at a few bytes and a few nanoseconds each.

use crate::numbers::{Micros, length};

/// How fine the wheel turns. People notice nothing below it.
const TICK: Micros = 1_000;
/// Slots in each ring; a ring's slot spans a whole turn of the ring inside it.
const SLOTS: u64 = 256;
const BITS: u32 = 8;
/// Four rings of 256 milliseconds, a minute, five hours, seven weeks. Longer waits are held to the last.
const RINGS: u32 = 4;
const LONGEST: u64 = 1 << (BITS * RINGS);

/// Timers by when they are due. Those of one tick come in the order they were set.
#[derive(Debug)]
pub(crate) struct Wheel<T> {
    /// The tick up to which everything has been taken.
    now: u64,
    rings: Vec<Vec<Vec<(u64, T)>>>,
    /// What was due already when it was set.
    late: Vec<T>,
}

impl<T> Wheel<T> {
    /// An empty wheel at this time.
    pub(crate) fn new(now: Micros) -> Self {
        let ring = || std::iter::repeat_with(Vec::new).take(256).collect();
        let rings = std::iter::repeat_with(ring).take(4).collect();
        Self { now: now / TICK, rings, late: Vec::new() }
    }

    /// Sets a timer. What is due now or was before comes with the next turn.
    pub(crate) fn set(&mut self, due: Micros, what: T) {
        let tick = due.div_ceil(TICK);
        if tick <= self.now {
            self.late.push(what);
        } else {
            self.place(tick.min(self.now + LONGEST - 1), what);
        }
    }

    /// Turns to this time and takes what has become due.
    pub(crate) fn turn(&mut self, to: Micros, due: &mut Vec<T>) {
        due.append(&mut self.late);
        while self.now < to / TICK {
            self.now += 1;
            for ring in (1..RINGS).rev() {
                // A ring moves on when all inside it have come round.
                if self.now.is_multiple_of(1 << (BITS * ring)) {
                    let slot = self.slot(self.now, ring);
                    for (tick, what) in std::mem::take(slot) {
                        self.place(tick, what);
                    }
                }
            }
            let now = self.now;
            due.extend(self.slot(now, 0).drain(..).map(|(_, what)| what));
        }
    }

    fn place(&mut self, tick: u64, what: T) {
        let away = tick - self.now;
        let ring = (0..RINGS - 1).find(|ring| away < 1 << (BITS * (ring + 1))).unwrap_or(RINGS - 1);
        self.slot(tick, ring).push((tick, what));
    }

    fn slot(&mut self, tick: u64, ring: u32) -> &mut Vec<(u64, T)> {
        let at = (tick >> (BITS * ring)) % SLOTS;
        &mut self.rings[ring as usize][length(at)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn everything_comes_once_at_its_time_and_never_before(
            timers in prop::collection::vec((0_u64..200_000_000, 0_u64..100_000_000), 1..100),
            step in 500_u64..5_000_000,
        ) {
            let mut wheel = Wheel::new(0);
            let mut left = timers.clone();
            left.sort_by_key(|(set, _)| *set);
            let (mut now, mut due, mut came) = (0, Vec::new(), 0);
            while came < timers.len() {
                while let Some((set, after)) = left.first().copied().filter(|(set, _)| *set <= now) {
                    left.remove(0);
                    wheel.set(set + after, set + after);
                }
                let before = now;
                now += step;
                wheel.turn(now, &mut due);
                for at in due.drain(..) {
                    came += 1;
                    prop_assert!(at <= now, "{at} came at {now}");
                    // Set late, or due since the turn before: a tick's width of slack.
                    prop_assert!(at + TICK + step >= before, "{at} came only at {now}");
                }
            }
            prop_assert_eq!(came, timers.len());
        }
    }

    #[test]
    fn what_is_due_already_comes_with_the_next_turn() {
        let mut wheel = Wheel::new(5_000_000);
        wheel.set(1, "late");
        let mut due = Vec::new();
        wheel.turn(5_000_000, &mut due);
        assert_eq!(due, ["late"]);
    }
}
