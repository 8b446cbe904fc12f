//! Whether the machine is too busy, judged by how long things wait, in two ways. The last sample says whether somebody may
//! come in at this moment. The shortest delay of an interval, as CoDel has it (Nichols and Jacobson, ACM Queue 2012; for
//! services: folly's `Codel`), says whether too much is let in: one late moment does not, and a queue that never empties
//! does.

use std::time::Duration;

/// The delay that is aimed for, at least. Less and the machine would idle between two requests; more and people would notice.
const TARGET: f64 = 0.005;
/// And at least so many pieces of work as are usual, because with fewer waiting it would idle as well: CoDel's target is
/// never less than one packet either. It matters where passwords are hashed, and on slow machines.
const PIECES: f64 = 5.0;
/// Seconds of work over which the usual size of a piece is averaged.
const USUAL: f64 = 0.5;
/// Seconds of one interval.
const INTERVAL: f64 = 0.100;
/// Shares of memory and descriptors from which nobody new is let in, and below which they are again.
const FULL: f64 = 0.90;
const ROOMY: f64 = 0.85;

/// One sample of how busy the machine is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Signals {
    /// How late work starts that could start now: a heartbeat's lateness on the busiest worker.
    pub lateness: Duration,
    /// How long the oldest request has waited for its turn.
    pub turn_wait: Duration,
    /// How long work waits for the store's threads or connections.
    pub store_wait: Duration,
    /// The share of the memory limit in use, 0 to 1.
    pub memory: f64,
    /// The share of descriptors in use, 0 to 1.
    pub descriptors: f64,
    /// Whether the store answers.
    pub store_works: bool,
}

/// What can keep newcomers out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Work starts late.
    Lateness,
    /// Requests wait for their turn.
    TurnWait,
    /// Work waits for the store.
    StoreWait,
    /// Memory is short.
    Memory,
    /// Descriptors are short.
    Descriptors,
    /// The store does not answer.
    Store,
}

impl Signal {
    /// All of them, in the order of [`Status::held`](crate::Status::held).
    pub const ALL: [Self; 6] =
        [Self::Lateness, Self::TurnWait, Self::StoreWait, Self::Memory, Self::Descriptors, Self::Store];
}

/// The verdict over the samples so far.
#[derive(Debug, Default)]
pub struct Saturation {
    signals: Signals,
    interval_began: f64,
    /// The shortest delay of the interval under way.
    shortest: Option<f64>,
    /// The shortest delay of the last whole interval.
    standing: f64,
    /// The delay of the last sample.
    last: f64,
    full: bool,
    broken: bool,
    /// The usual size of a piece of work, in seconds: of the one under way at any moment, that is.
    piece: f64,
}

impl Saturation {
    /// Takes a sample at `seconds` since the start. Returns the shortest delay of an interval when one has ended.
    pub fn sample(&mut self, seconds: f64, signals: &Signals) -> Option<f64> {
        self.signals = *signals;
        let delay = signals.lateness.max(signals.turn_wait).max(signals.store_wait).as_secs_f64();
        self.last = delay;
        self.shortest = Some(self.shortest.map_or(delay, |shortest| shortest.min(delay)));
        let share = signals.memory.max(signals.descriptors);
        self.full = share >= if self.full { ROOMY } else { FULL };
        self.broken = !signals.store_works;
        if seconds - self.interval_began < INTERVAL {
            return None;
        }
        self.interval_began = seconds;
        self.standing = self.shortest.take().unwrap_or_default();
        Some(self.standing)
    }

    /// A piece of work was done.
    pub fn worked(&mut self, cost: f64) {
        self.piece += (cost / USUAL).min(1.0) * (cost - self.piece);
    }

    /// The delay that is aimed for, in seconds.
    pub fn target(&self) -> f64 {
        TARGET.max(PIECES * self.piece)
    }

    /// Whether somebody new has to wait for now: until the next sample, that is, unless it is as bad. One late moment only
    /// puts an entry off by 10 ms; what it says about the pace is judged over the interval.
    pub fn holds(&self) -> bool {
        self.broken || self.full || self.last > self.target()
    }

    /// The signal that holds newcomers, the gravest if there are several. `None` while none does.
    pub fn held_by(&self) -> Option<Signal> {
        let Signals { lateness, turn_wait, store_wait, memory, descriptors, .. } = self.signals;
        if !self.holds() {
            None
        } else if self.broken {
            Some(Signal::Store)
        } else if self.full {
            Some(if memory >= descriptors { Signal::Memory } else { Signal::Descriptors })
        } else if store_wait >= lateness.max(turn_wait) {
            Some(Signal::StoreWait)
        } else if turn_wait >= lateness {
            Some(Signal::TurnWait)
        } else {
            Some(Signal::Lateness)
        }
    }

    /// The last sample.
    pub fn signals(&self) -> Signals {
        self.signals
    }

    /// Whether memory or descriptors are short, so that nobody should even wait at the door.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Whether nothing can be begun at all, because the store does not answer.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// The shortest delay of the last interval, in seconds.
    pub fn standing_delay(&self) -> f64 {
        self.standing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late(millis: u64) -> Signals {
        Signals { lateness: Duration::from_millis(millis), store_works: true, ..Signals::default() }
    }

    #[test]
    fn one_late_moment_says_nothing_about_the_pace_and_a_queue_that_never_empties_does() {
        let mut saturation = Saturation::default();
        for tick in 0..100_u32 {
            saturation.sample(f64::from(tick) * 0.01, &late(if tick % 10 == 3 { 30 } else { 1 }));
            assert!(saturation.standing_delay() < TARGET);
        }
        for tick in 100..125_u32 {
            saturation.sample(f64::from(tick) * 0.01, &late(8));
        }
        assert!(saturation.standing_delay() > TARGET);
    }

    #[test]
    fn the_sample_after_a_stall_holds_at_once_and_the_next_good_one_ends_it() {
        let mut saturation = Saturation::default();
        saturation.sample(0.0, &late(0));
        saturation.sample(0.01, &late(80));
        assert!(saturation.holds());
        saturation.sample(0.02, &late(1));
        assert!(!saturation.holds());
    }

    #[test]
    fn the_gravest_signal_is_the_one_that_holds() {
        let waits = |lateness, turn, store| Signals {
            lateness: Duration::from_millis(lateness),
            turn_wait: Duration::from_millis(turn),
            store_wait: Duration::from_millis(store),
            store_works: true,
            ..Signals::default()
        };
        let short = |memory, descriptors| Signals { memory, descriptors, ..waits(80, 0, 0) };
        for (signals, held_by) in [
            (waits(1, 2, 3), None),
            (waits(80, 20, 30), Some(Signal::Lateness)),
            (waits(10, 80, 30), Some(Signal::TurnWait)),
            (waits(10, 20, 80), Some(Signal::StoreWait)),
            (short(0.95, 0.3), Some(Signal::Memory)),
            (short(0.3, 0.95), Some(Signal::Descriptors)),
            (Signals { store_works: false, ..short(0.95, 0.3) }, Some(Signal::Store)),
        ] {
            let mut saturation = Saturation::default();
            saturation.sample(0.0, &signals);
            assert_eq!(saturation.held_by(), held_by, "{signals:?}");
        }
    }

    #[test]
    fn with_large_pieces_of_work_a_longer_delay_is_aimed_for() {
        let mut saturation = Saturation::default();
        for _ in 0..10_000 {
            saturation.worked(0.000_5);
        }
        assert!((saturation.target() - TARGET).abs() < 1e-9);
        for _ in 0..1_000 {
            saturation.worked(0.020);
        }
        assert!((saturation.target() - PIECES * 0.020).abs() < 1e-3);
    }

    #[test]
    fn a_dead_store_and_want_of_memory_hold_until_they_are_over() {
        let mut saturation = Saturation::default();
        saturation.sample(0.0, &Signals::default());
        assert!(saturation.holds() && saturation.is_broken());
        let full = |share| Signals { descriptors: share, store_works: true, ..Signals::default() };
        for (share, holds) in [(0.5, false), (0.91, true), (0.87, true), (0.84, false), (0.87, false)] {
            saturation.sample(0.01, &full(share));
            assert_eq!(saturation.holds(), holds, "{share}");
        }
    }
}
