//! Others' ways to hold a door, with the parameters they were published with, in the same world. Each first shows one thing
//! that its source says of it (`headlines`), and then all meet the same crowd (`table`).

mod breakwater;
mod dagor;
mod gradient;
mod headlines;
mod room;
mod table;

use crate::agenda::Micros;
use crate::chance::Chance;
use crate::server::{Job, Route, micros};
use crate::world::{Door, Said};

/// A request at a limiter.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    /// Seconds since the start.
    pub(crate) at: f64,
    pub(crate) who: u64,
    /// 0 is the most important.
    pub(crate) importance: usize,
    pub(crate) running: usize,
    /// How long it would wait, in seconds.
    pub(crate) delay: f64,
}

/// Something that lets a request run, or turns it away.
pub(crate) trait Limiter {
    fn admits(&mut self, asking: Asking) -> bool;
    /// A request was answered after `took` seconds, of which it waited `delay`.
    fn done(&mut self, _at: f64, _took: f64, _delay: f64, _running: usize) {}
}

/// A limiter as a door: whoever is turned away outside comes back after ten seconds, more or less.
pub(crate) struct Limited<L> {
    limiter: L,
    running: usize,
    chance: Chance,
}

/// Seconds after which somebody comes back who was turned away with a `Retry-After` of ten.
const COMES_BACK: (f64, f64) = (8.0, 12.0);

impl<L: Limiter> Limited<L> {
    pub(crate) fn new(limiter: L) -> Self {
        Self { limiter, running: 0, chance: Chance::new(5) }
    }

    fn admits(&mut self, at: Micros, who: u32, importance: usize, delay: f64) -> bool {
        let asking = Asking { at: micros(at), who: u64::from(who), importance, running: self.running, delay };
        let admitted = self.limiter.admits(asking);
        self.running += usize::from(admitted);
        admitted
    }
}

impl<L: Limiter> Door for Limited<L> {
    fn tick(&mut self, _at: Micros, _delay: f64) -> Vec<u32> {
        Vec::new()
    }

    fn knock(&mut self, at: Micros, who: u32, _line: usize, delay: f64) -> Said {
        if self.admits(at, who, 2, delay) {
            return Said::Enter;
        }
        Said::Wait(COMES_BACK.0 + (COMES_BACK.1 - COMES_BACK.0) * self.chance.share())
    }

    fn asks(&mut self, at: Micros, who: u32, route: Route, delay: f64) -> bool {
        self.admits(at, who, usize::from(route != Route::File), delay)
    }

    fn done(&mut self, at: Micros, job: &Job, _line: usize) {
        self.running -= 1;
        let took = micros(job.finishes - job.asked);
        self.limiter.done(micros(at), took, (took - job.cost).max(0.0), self.running + 1);
    }

    fn waiting(&self) -> usize {
        0
    }
}
