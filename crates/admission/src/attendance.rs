//! Whether those in line are still there at all. Everybody in it was told when to ask again, so it shows within a second when
//! a crowd has gone home: nobody does.

/// Seconds over which asking is averaged.
const WHILE: f64 = 0.15;
/// So many have to be expected within that before their absence means anything.
const ENOUGH: f64 = 8.0;
/// The share of those expected below which nobody counts as coming. However many lose patience, more than that stay.
const NOBODY: f64 = 0.05;
/// The most seconds that count between two looks: while the process stood still nobody could be heard.
const LONGEST: f64 = 0.02;

/// How many were expected to ask over the last while, and how many did.
#[derive(Debug, Default)]
pub(crate) struct Attendance {
    expected: f64,
    came: f64,
}

impl Attendance {
    /// Time passes, in seconds, during which so many are expected in a second.
    pub(crate) fn tick(&mut self, expected: f64, passed: f64) {
        let passed = passed.clamp(0.0, LONGEST);
        let keep = (-passed / WHILE).exp();
        self.expected = self.expected * keep + expected * passed;
        self.came *= keep;
    }

    /// Somebody in line asks.
    pub(crate) fn came(&mut self) {
        self.came += 1.0;
    }

    /// Whether the line is deserted: many should ask, and nobody does.
    pub(crate) fn is_deserted(&self) -> bool {
        self.expected >= ENOUGH && self.came < self.expected * NOBODY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many are expected and come each second, for so many samples of 5 ms.
    fn asked(attendance: &mut Attendance, expected: f64, come: f64, samples: u32) {
        let mut due = 0.0;
        for _ in 0..samples {
            attendance.tick(expected, 0.005);
            due += come * 0.005;
            while due >= 1.0 {
                attendance.came();
                due -= 1.0;
            }
        }
    }

    #[test]
    fn a_crowd_that_goes_home_is_known_to_have_gone_within_a_second_and_noticed_when_it_is_back() {
        let mut attendance = Attendance::default();
        asked(&mut attendance, 500.0, 500.0, 400);
        assert!(!attendance.is_deserted());
        asked(&mut attendance, 500.0, 0.0, 50);
        assert!(!attendance.is_deserted(), "not at once");
        asked(&mut attendance, 500.0, 0.0, 100);
        assert!(attendance.is_deserted());
        asked(&mut attendance, 500.0, 400.0, 20);
        assert!(!attendance.is_deserted());
    }

    #[test]
    fn many_who_lose_patience_desert_nothing_nor_do_few_who_are_late_nor_a_process_that_stood_still() {
        let mut attendance = Attendance::default();
        asked(&mut attendance, 500.0, 100.0, 2_000);
        assert!(!attendance.is_deserted());
        let mut attendance = Attendance::default();
        asked(&mut attendance, 20.0, 0.0, 2_000);
        assert!(!attendance.is_deserted());
        let mut attendance = Attendance::default();
        asked(&mut attendance, 100.0, 100.0, 400);
        attendance.tick(100.0, 60.0);
        assert!(!attendance.is_deserted());
    }
}
