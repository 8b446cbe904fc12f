//! When each person in line should ask again: as soon as useful, and never more of them in one second than the machine can
//! answer beside its work, however many wait.

use std::time::Duration;

/// The soonest anybody is told to ask again.
const SOONEST: u64 = 1;
/// The part of the wait that is left after which somebody hears again when there is room.
const PART: f64 = 0.5;
/// The part after which they should be heard at the latest, so that they are there when their turn comes; people whose turn
/// has come are spread over so many seconds when they are many.
const LATEST_PART: f64 = 0.85;
const SPREAD: u64 = 8;
/// The longest anybody is left without news when the budget allows, in seconds.
const LATEST: u64 = 120;
/// Seconds the calendar looks ahead.
const SPAN: usize = 4_096;
/// The share of each second that may be taken by those whose turn is far, and by them and the next nearer ones together. The
/// rest is kept for those whose turn is near: what they miss is their turn, what the others miss is news.
const FAR: f64 = 0.3;
const MIDDLE: f64 = 0.8;
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
        let last = latest(wait).max(SPREAD);
        let (after, late) = match (near, wanted == LATEST) {
            (true, _) => (self.free(wanted, last, budget), budget),
            (false, false) => (self.free(wanted, last, budget * MIDDLE), budget),
            (false, true) => (self.free_far(wanted, last, budget * FAR), budget * MIDDLE),
        };
        // When nothing is free in time they come late, to a place that is kept: the budget goes first.
        let after = after.or_else(|| self.free(last, SPAN as u64 - 1, late)).unwrap_or(last);
        let slot = slot(self.today + after);
        self.expected[slot] = self.expected[slot].saturating_add(1);
        Duration::from_secs(after)
    }

    /// The first second from `from` on, and before `until`, that has fewer than `room` people.
    fn free(&self, from: u64, until: u64, room: f64) -> Option<u64> {
        (from..until).find(|after| f64::from(self.expected[slot(self.today + after)]) < room)
    }

    /// The same for those who ask as late as can be. In a large crowd that is nearly everybody: where the search for them
    /// ended is remembered.
    fn free_far(&mut self, from: u64, until: u64, room: f64) -> Option<u64> {
        let from = from.max(self.full_until.saturating_sub(self.today));
        let free = self.free(from, until, room);
        self.full_until = self.full_until.max(self.today + free.unwrap_or(until.max(from)));
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
            let after = calendar.next(wait, 400.0).as_secs();
            assert!(after >= SOONEST);
            asked[usize::try_from(after).unwrap()] += 1;
        }
        assert!(asked.iter().all(|count| *count <= 400), "{:?}", asked.iter().max());
    }

    #[test]
    fn with_few_people_each_hears_soon_and_sooner_near_the_front() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.next(1.0, 100.0).as_secs(), 1);
        assert_eq!(calendar.next(30.0, 100.0).as_secs(), 15);
        assert_eq!(calendar.next(9_000.0, 100.0).as_secs(), 120);
    }

    #[test]
    fn a_second_that_has_passed_or_was_given_back_is_free_again() {
        let mut calendar = Calendar::default();
        for _ in 0..10 {
            calendar.next(9.0, 10.0);
        }
        assert_eq!(calendar.next(9.0, 10.0).as_secs(), 5);
        calendar.strike(4);
        assert_eq!(calendar.next(9.0, 10.0).as_secs(), 4);
        calendar.turn_to(SPAN as u64);
        assert_eq!(calendar.next(9.0, 10.0).as_secs(), 4);
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
