//! A clock that stands still until a test moves it.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// A clock for code that takes the time as a parameter. Shared by reference: moving it moves it for everyone.
#[derive(Debug)]
pub struct Clock {
    now: Mutex<Timestamp>,
    /// How far it moves by itself each time it is read.
    step: SignedDuration,
}

impl Clock {
    /// A clock that stands at an instant written as `2026-11-22T14:30:00Z`.
    ///
    /// # Panics
    /// If that is not an instant.
    pub fn at(instant: &str) -> Self {
        let now = instant.parse().unwrap_or_else(|error| panic!("{instant:?} is not an instant: {error}"));
        Self { now: Mutex::new(now), step: SignedDuration::ZERO }
    }

    /// The same clock, moving on by `step` each time it is read, so that no two readings are equal.
    pub fn ticking(self, step: SignedDuration) -> Self {
        Self { step, ..self }
    }

    /// The time it shows.
    ///
    /// # Panics
    /// If the clock has ticked past the last instant there is.
    pub fn now(&self) -> Timestamp {
        self.move_on(self.step)
    }

    /// The date it shows in UTC.
    ///
    /// # Panics
    /// As [`Clock::now`].
    pub fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// Moves it on by this much; backwards, as a corrected clock does, when negative.
    ///
    /// # Panics
    /// If that is past the first or last instant there is.
    pub fn advance(&self, by: SignedDuration) {
        self.move_on(by);
    }

    /// Moves it and returns what it showed before.
    fn move_on(&self, by: SignedDuration) -> Timestamp {
        let mut now = self.now.lock().expect("no reading of the clock panics half way");
        let before = *now;
        *now = before.checked_add(by).expect("a test's time stays within the calendar");
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_still_until_it_is_moved() {
        let clock = Clock::at("2026-11-22T23:59:00Z");
        assert_eq!(clock.now(), clock.now());
        assert_eq!(clock.today().to_string(), "2026-11-22");
        clock.advance(SignedDuration::from_mins(1));
        assert_eq!(clock.today().to_string(), "2026-11-23");
    }

    #[test]
    fn a_ticking_clock_never_shows_the_same_time_twice() {
        let clock = Clock::at("2026-11-22T00:00:00Z").ticking(SignedDuration::from_millis(1));
        assert_eq!(clock.now().duration_until(clock.now()), SignedDuration::from_millis(1));
    }
}
