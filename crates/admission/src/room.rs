//! One of the lines with everything about it: who stands in it, who was called, and how long it takes.

use crate::{attendance::Attendance, coming::Coming, line::Line, place::Place, wait::Waits};
use std::collections::BTreeMap;

/// How long a place is kept beyond the moment its holder was expected, in seconds.
pub(crate) const GRACE: u64 = 60;
/// What letting somebody in costs before it has been measured, in seconds.
const FIRST_ENTRY: f64 = 1e-3;
/// How much one entry changes what the next is believed to cost.
const LEARN: f64 = 0.04;
/// Seconds ahead for which enough people are called.
const AHEAD: u64 = 1;
/// Seconds that the people who are due by then come in: this one and those ahead.
const COMING: f64 = 2.0;
/// How many more come than can be let in: a few wait a moment longer so that the machine never does.
const SUPPLY: f64 = 1.3;
/// Called people may take so many seconds to be let in, at most: past it the order would mean little.
const DEPTH: f64 = 20.0;
/// The most people called and not yet there, and the most called at once.
const MOST_CALLED: usize = 100_000;
const MOST_AT_ONCE: usize = 1_024;
/// Chunks of the line looked through for people who stopped asking, at each tick: a line of 2,000,000 in five seconds.
const SWEEP: usize = 8;
/// Seconds after a restart until the first are called: those whose turn is near ask within so many.
const SETTLE: f64 = 10.0;
/// How deep people are called after a restart, at first in seconds and then as a share of the time since. Whoever is to come
/// in `t` seconds is told to ask after 0.85 `t` at the latest: further back, somebody may not have been heard yet.
const SHALLOW: f64 = 3.0;
const HEARD: f64 = 0.15;

/// Somebody whose turn has come.
#[derive(Debug, Clone, Copy)]
struct Called {
    /// When they were told to ask, in seconds since the start.
    due: u64,
}

/// One line and everything about it.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) line: Line,
    called: BTreeMap<Place, Called>,
    coming: Coming,
    pub(crate) waits: Waits,
    pub(crate) attendance: Attendance,
    /// The cost of one entry, in seconds.
    pub(crate) cost: f64,
    /// Until when nobody is called, because a restart has emptied the line and it is just being rebuilt.
    settles: Option<f64>,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            line: Line::default(),
            called: BTreeMap::new(),
            coming: Coming::default(),
            waits: Waits::default(),
            attendance: Attendance::default(),
            cost: FIRST_ENTRY,
            settles: None,
        }
    }
}

impl Room {
    /// Whether nobody waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.line.is_empty() && self.called.is_empty()
    }

    pub(crate) fn called(&self) -> usize {
        self.called.len()
    }

    /// Whether it is the turn of `place`: it was called, or nobody stands before it.
    pub(crate) fn is_turn_of(&self, place: Place, seconds: f64) -> bool {
        self.called.contains_key(&place)
            || self.called.is_empty()
                && self.line.first().is_none_or(|first| first >= place)
                && self.is_settled(seconds)
    }

    /// Somebody comes with a ticket of before the start: the line is being rebuilt.
    pub(crate) fn rebuild(&mut self, seconds: f64) {
        self.settles.get_or_insert(seconds + SETTLE);
    }

    fn is_settled(&self, seconds: f64) -> bool {
        self.settles.is_none_or(|settles| settles <= seconds)
    }

    /// How deep people are called, in seconds until they come in.
    fn depth(&self, seconds: f64) -> f64 {
        self.settles.map_or(DEPTH, |settles| (HEARD * (seconds - settles)).clamp(SHALLOW, DEPTH))
    }

    /// Somebody goes in whose turn has come.
    pub(crate) fn enter(&mut self, place: Place, seconds: f64) {
        if let Some(called) = self.called.remove(&place) {
            self.coming.came(called.due);
        } else {
            self.line.remove(place);
        }
        self.waits.entered(place, seconds);
    }

    /// When somebody whose turn has come was told to ask; `None` if it has not come.
    pub(crate) fn called_for(&self, place: Place) -> Option<u64> {
        self.called.get(&place).map(|called| called.due)
    }

    /// Somebody whose turn has come will ask once more at `due`.
    pub(crate) fn call_again(&mut self, place: Place, due: u64) {
        if let Some(called) = self.called.get_mut(&place) {
            self.coming.came(called.due);
            self.coming.expect(due);
            called.due = due;
        }
    }

    /// Somebody was called and missed it: they will ask once more at `due`.
    pub(crate) fn call_once_more(&mut self, place: Place, due: u64) {
        self.coming.expect(due);
        self.called.insert(place, Called { due });
    }

    /// Somebody gives up the place.
    pub(crate) fn leave(&mut self, place: Place) {
        if let Some(called) = self.called.remove(&place) {
            self.coming.strike(called.due);
        } else if self.line.remove(place) {
            self.waits.gone(1);
        }
        self.waits.forget(place);
    }

    /// How many will go in before somebody with `ahead` people before them in the line, as far as is known: of those called
    /// and those ahead, the ones who come.
    #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
    pub(crate) fn before(&self, ahead: usize) -> f64 {
        (self.called.len() + ahead) as f64 * self.coming.share()
    }

    /// An entry was measured.
    pub(crate) fn cost(&mut self, cost: f64) {
        self.cost += LEARN * (cost - self.cost);
    }

    /// Whether a newcomer would take nobody's turn: nobody waits to be called, and all who were called and are about to come
    /// leave room. Those who were called and went home hold nobody up.
    pub(crate) fn is_quiet(&self, seconds: f64, whole: u64, rate: f64, places: f64) -> bool {
        self.line.is_empty()
            && self.is_settled(seconds)
            && self.coming.until(whole + AHEAD) + 1.0 <= wanted(rate, places)
    }

    /// Calls so many that as many come as can be let in: `rate` a second, and no more than `places` in all.
    pub(crate) fn call(&mut self, seconds: f64, whole: u64, rate: f64, places: f64) {
        if !self.is_settled(seconds) {
            return;
        }
        let wanted = wanted(rate, places);
        let deepest = (rate * self.depth(seconds)).max(1.0);
        let mut coming = self.coming.until(whole + AHEAD);
        for _ in 0..MOST_AT_ONCE {
            // Those who were called and have gone home hold nobody up.
            if coming >= wanted || self.coming.all() >= deepest || self.called.len() >= MOST_CALLED {
                break;
            }
            let Some((place, expected)) = self.line.pop_first(whole) else { break };
            let due = expected.saturating_sub(GRACE).max(whole);
            self.coming.expect(due);
            if due <= whole + AHEAD {
                coming += self.coming.share();
            }
            self.called.insert(place, Called { due });
        }
    }

    /// Gives up the places of those who stopped asking, and brings the averages up to date.
    pub(crate) fn tick(&mut self, whole: u64, passed: f64, is_new_second: bool) {
        let gone = self.line.sweep(whole, SWEEP);
        self.waits.gone(gone);
        self.coming.turn_to(whole);
        if is_new_second {
            self.called.retain(|_, called| called.due + GRACE >= whole);
        }
        if !self.is_empty() {
            self.waits.tick(passed, self.line.len());
        }
    }
}

/// How many are to come until the next second is over.
fn wanted(rate: f64, places: f64) -> f64 {
    (rate * COMING * SUPPLY).max(1.0).min(places.max(1.0))
}
