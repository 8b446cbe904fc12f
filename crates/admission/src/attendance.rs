//! Whether those in a line are still there at all. Everybody in it was told when to ask again, so it shows within a second
//! when a crowd has gone home: nobody does.

/// Seconds over which asking is averaged.
const WHILE: f64 = 0.2;
/// Seconds that everybody may be late: an answer takes time to arrive, and a page to ask again.
const LATE: f64 = 0.3;
/// So many have to have been expected within that before their absence means anything.
const ENOUGH: f64 = 8.0;
/// The share of those expected below which nobody counts as coming. However many lose patience, more than that stay.
const NOBODY: f64 = 0.05;
/// The most seconds that count between two looks: while the process stood still nobody could be heard.
const LONGEST: f64 = 0.02;
/// Parts of a second that are told apart, since a crowd that was told within one comes back within one.
const PARTS: f64 = 32.0;
/// Parts looked ahead. Who was told to come later than that is not counted on; those who come sooner say enough.
const AHEAD: usize = 2_048;

/// How many were expected to ask over the last while, and how many did.
#[derive(Debug)]
pub(crate) struct Attendance {
    /// How many were told to ask, by the part of a second.
    told: Box<[u32]>,
    /// The first part that is not over, late people included.
    next: u64,
    expected: f64,
    came: f64,
}

impl Default for Attendance {
    fn default() -> Self {
        Self { told: vec![0; AHEAD].into(), next: 0, expected: 0.0, came: 0.0 }
    }
}

impl Attendance {
    /// Time passes: it is `seconds` since the start, `passed` after the last look.
    pub(crate) fn tick(&mut self, seconds: f64, passed: f64) {
        let counted = passed.clamp(0.0, LONGEST);
        let keep = (-counted / WHILE).exp();
        let (now, mut told) = (part(seconds - LATE), 0);
        for _ in 0..AHEAD {
            if self.next >= now {
                break;
            }
            told += std::mem::take(&mut self.told[slot(self.next)]);
            self.next += 1;
        }
        self.next = self.next.max(now);
        self.expected = self.expected * keep + f64::from(told) * counted / passed.max(f64::MIN_POSITIVE);
        self.came *= keep;
    }

    /// Somebody in line is told to ask again, at so many `seconds` since the start.
    pub(crate) fn expect(&mut self, seconds: f64) {
        let part = part(seconds);
        if part >= self.next && part - self.next < AHEAD as u64 {
            self.told[slot(part)] += 1;
        }
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time since the start")]
fn part(seconds: f64) -> u64 {
    (seconds.max(0.0) * PARTS) as u64
}

fn slot(part: u64) -> usize {
    usize::try_from(part % AHEAD as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line whose people come back a second after they asked, looked at every 5 ms.
    #[derive(Default)]
    struct Line {
        attendance: Attendance,
        millis: u64,
    }

    impl Line {
        /// For so many milliseconds so many a second are told to come back, and as many of them come as `come` says.
        fn goes_on(&mut self, millis: u64, told: f64, come: f64) {
            let (mut tells, mut comes) = (0.0, 0.0);
            for _ in 0..millis / 5 {
                self.millis += 5;
                #[expect(clippy::cast_precision_loss, reason = "seconds in milliseconds")]
                let seconds = self.millis as f64 / 1e3;
                self.attendance.tick(seconds, 0.005);
                (tells, comes) = (tells + told * 0.005, comes + come * 0.005);
                while tells >= 1.0 {
                    self.attendance.expect(seconds + 1.0);
                    tells -= 1.0;
                }
                while comes >= 1.0 {
                    self.attendance.came();
                    comes -= 1.0;
                }
            }
        }
    }

    #[test]
    fn a_crowd_that_goes_home_is_known_to_have_gone_within_a_second_and_noticed_when_it_is_back() {
        let mut line = Line::default();
        line.goes_on(3_000, 500.0, 500.0);
        assert!(!line.attendance.is_deserted());
        line.goes_on(300, 500.0, 0.0);
        assert!(!line.attendance.is_deserted(), "not at once");
        line.goes_on(450, 500.0, 0.0);
        assert!(line.attendance.is_deserted());
        line.goes_on(100, 500.0, 400.0);
        assert!(!line.attendance.is_deserted());
    }

    #[test]
    fn a_crowd_that_was_told_at_once_comes_at_once_and_has_not_gone_home_before_and_after() {
        let mut line = Line::default();
        // All within 50 ms of a second's end; a second later they come, somewhat late, and are told again.
        line.goes_on(900, 0.0, 0.0);
        line.goes_on(50, 4_000.0, 0.0);
        for _ in 0..5 {
            for _ in 0..220 {
                line.goes_on(5, 0.0, 0.0);
                assert!(!line.attendance.is_deserted(), "at {} ms", line.millis);
            }
            line.goes_on(50, 4_000.0, 4_000.0);
        }
    }

    #[test]
    fn many_who_lose_patience_desert_nothing_nor_do_few_who_are_late_nor_a_process_that_stood_still() {
        let mut line = Line::default();
        line.goes_on(10_000, 500.0, 100.0);
        assert!(!line.attendance.is_deserted());
        let mut line = Line::default();
        line.goes_on(10_000, 20.0, 0.0);
        assert!(!line.attendance.is_deserted());
        let mut line = Line::default();
        line.goes_on(2_000, 100.0, 100.0);
        line.attendance.tick(62.0, 60.0);
        assert!(!line.attendance.is_deserted());
    }
}
