//! When each person in line should ask again: as soon as useful, and never more of them in one second than the machine can
//! answer beside its work, however many wait.

use std::time::Duration;

/// The soonest anybody is told to ask again.
const SOONEST: u64 = 2;
/// How often somebody asks over their wait, more or less: a third of what is left each time.
const DIVISOR: f64 = 3.0;
/// The longest anybody is left without news when the budget allows, in seconds.
const LATEST: u64 = 120;
/// Seconds the calendar looks ahead. Past it people share what is left.
const SPAN: usize = 4_096;
/// The share of each second kept for those whose turn is near.
const NEAR: f64 = 0.5;
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
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
        let wanted = (wait / DIVISOR).clamp(0.0, 1e6) as u64;
        let wanted = wanted.clamp(SOONEST, LATEST);
        let room = if near { budget } else { budget * NEAR };
        let last = SPAN as u64 - 1;
        // In a large crowd nearly everybody asks as late as can be: where the search for them ended is remembered.
        let latest = wanted == LATEST && !near;
        let from = if latest { wanted.max(self.full_until.saturating_sub(self.today)).min(last) } else { wanted };
        let free = (from..last).find(|after| f64::from(self.expected[slot(self.today + after)]) < room);
        if latest {
            self.full_until = self.today + free.unwrap_or(last);
        }
        // Nothing free as far as the calendar looks: the crowd is spread over all of it.
        let after = free.unwrap_or_else(|| wanted + self.today.wrapping_mul(2_654_435_761) % (last - wanted));
        let slot = slot(self.today + after);
        self.expected[slot] = self.expected[slot].saturating_add(1);
        Duration::from_secs(after)
    }
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
            let after = calendar.next(f64::from(person) / 100.0, 100.0).as_secs();
            assert!(after >= SOONEST);
            asked[usize::try_from(after).unwrap()] += 1;
        }
        assert!(asked[..SPAN - 1].iter().all(|count| *count <= 150), "{:?}", asked.iter().max());
    }

    #[test]
    fn with_few_people_each_hears_soon_and_sooner_near_the_front() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.next(1.0, 100.0).as_secs(), 2);
        assert_eq!(calendar.next(30.0, 100.0).as_secs(), 10);
        assert_eq!(calendar.next(9_000.0, 100.0).as_secs(), 120);
    }

    #[test]
    fn a_second_that_has_passed_is_free_again() {
        let mut calendar = Calendar::default();
        for _ in 0..10 {
            calendar.next(1.0, 10.0);
        }
        assert_eq!(calendar.next(1.0, 10.0).as_secs(), 3);
        calendar.turn_to(SPAN as u64);
        assert_eq!(calendar.next(1.0, 10.0).as_secs(), 2);
    }
}
