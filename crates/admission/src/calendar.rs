//! When each person in line should ask again: as soon as useful, and never more of them in one second than the machine can
//! answer beside its work, however many wait.

use std::time::Duration;

/// The soonest anybody is told to ask again.
const SOONEST: u64 = 2;
/// The part of the wait that is left after which somebody hears again when there is room: three or four times over all of
/// it, and more often towards its end.
const PART: f64 = 1.0 / 3.0;
/// The part after which they should be heard at the latest, so that they are there when their turn comes; people whose turn
/// has come are spread over so many seconds when they are many.
const LATEST_PART: f64 = 0.85;
const SPREAD: u64 = 8;
/// The longest anybody is left without news when the budget allows, in seconds.
const LATEST: u64 = 120;
/// Seconds the calendar looks ahead.
const SPAN: usize = 4_096;
/// The share of each second for those whose turn is far. The rest is kept for those whose turn is near.
const FAR: f64 = 0.6;
/// Seconds of wait under which somebody's turn is near.
const NEAR_WAIT: f64 = 15.0;

/// How many are expected in each second to come.
#[derive(Debug)]
pub struct Calendar {
    expected: Vec<u32>,
    today: u64,
    /// From the latest moment anybody is given up to here, every second is full.
    full_until: u64,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { expected: vec![0; SPAN], today: 0, full_until: 0 }
    }
}

impl Calendar {
    /// Moves on to `seconds` after the start.
    pub fn turn_to(&mut self, seconds: u64) {
        let passed = seconds.saturating_sub(self.today);
        for second in 0..passed.min(SPAN as u64) {
            self.expected[slot(self.today + second)] = 0;
        }
        if passed > 0 {
            // The budget may have grown meanwhile.
            self.full_until = 0;
        }
        self.today = self.today.max(seconds);
    }

    /// When somebody with `wait` seconds before them should ask again, with at most `budget` people asking a second.
    pub fn next(&mut self, wait: f64, budget: f64) -> Duration {
        let near = wait < NEAR_WAIT;
        let wanted = whole(wait * PART).clamp(SOONEST, LATEST);
        // When nothing is free in time they come late, to a place that is kept: the budget goes first.
        let last = latest(wait).max(SPREAD);
        let after = self
            .free(wanted, last, if near { budget } else { budget * FAR })
            .or_else(|| self.free(last, SPAN as u64 - 1, budget))
            .unwrap_or(last);
        let slot = slot(self.today + after);
        self.expected[slot] = self.expected[slot].saturating_add(1);
        Duration::from_secs(after)
    }

    /// The first second from `from` on, and before `until`, that has fewer than `room` people.
    fn free(&mut self, from: u64, until: u64, room: f64) -> Option<u64> {
        // In a large crowd nearly everybody asks as late as can be: where the search for them ended is remembered.
        let hinted = from >= LATEST;
        let from = if hinted { from.max(self.full_until.saturating_sub(self.today)) } else { from };
        let free = (from..until).find(|after| f64::from(self.expected[slot(self.today + after)]) < room);
        if hinted && from < until {
            self.full_until = self.today + free.unwrap_or(until);
        }
        free
    }

    /// Somebody comes at another time than `second`.
    pub fn strike(&mut self, second: u64) {
        if second > self.today {
            let slot = slot(second);
            self.expected[slot] = self.expected[slot].saturating_sub(1);
        }
    }

    /// Whether somebody with `wait` seconds before them is early enough when they ask at `second`, and need not be told
    /// anything new.
    pub fn is_soon(&self, second: u64, wait: f64) -> bool {
        second > self.today && second - self.today <= latest(wait)
    }
}

/// Seconds after which somebody with `wait` before them has to be heard.
fn latest(wait: f64) -> u64 {
    whole(wait * LATEST_PART).clamp(SOONEST, SPAN as u64 - 1)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
fn whole(seconds: f64) -> u64 {
    seconds.clamp(0.0, 1e6) as u64
}

fn slot(second: u64) -> usize {
    usize::try_from(second % SPAN as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_has_more_askers_than_the_budget_however_many_wait() {
        let mut calendar = Calendar::default();
        let mut asked = vec![0_u32; SPAN];
        for person in 0..200_000_u32 {
            let wait = f64::from(person) / 60.0;
            let after = calendar.next(wait, 250.0).as_secs();
            assert!(after >= SOONEST && after <= latest(wait).max(SPREAD));
            asked[usize::try_from(after).unwrap()] += 1;
        }
        assert!(asked.iter().all(|count| *count <= 250), "{:?}", asked.iter().max());
    }

    #[test]
    fn with_few_people_each_hears_soon_and_sooner_near_the_front() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.next(1.0, 100.0).as_secs(), 2);
        assert_eq!(calendar.next(30.0, 100.0).as_secs(), 10);
        assert_eq!(calendar.next(9_000.0, 100.0).as_secs(), 120);
    }

    #[test]
    fn a_second_that_has_passed_or_was_given_back_is_free_again() {
        let mut calendar = Calendar::default();
        for _ in 0..10 {
            calendar.next(9.0, 10.0);
        }
        assert_eq!(calendar.next(9.0, 10.0).as_secs(), 4);
        calendar.strike(3);
        assert_eq!(calendar.next(9.0, 10.0).as_secs(), 3);
        calendar.turn_to(SPAN as u64);
        assert_eq!(calendar.next(9.0, 10.0).as_secs(), 3);
    }

    #[test]
    fn who_reloads_early_is_told_the_same_again_unless_it_would_be_too_late() {
        let mut calendar = Calendar::default();
        calendar.turn_to(100);
        assert!(calendar.is_soon(150, 100.0));
        assert!(!calendar.is_soon(100, 100.0));
        assert!(!calendar.is_soon(190, 100.0));
    }
}
