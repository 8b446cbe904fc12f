//! Who was called and when they will come: each was told when to ask again, so the next seconds are known.

/// Seconds it looks ahead: more than anybody is told to stay away.
const SPAN: usize = 8_192;
/// Seconds somebody may be late before they count as not coming.
const LATE: u64 = 2;
/// How much one person's coming, or not coming, changes what is expected of the next.
const LEARN: f64 = 0.02;
/// The smallest share that is believed to come, so that a calm hour after a storm does not call a whole crowd for one.
const FEWEST: f64 = 0.1;

/// How many are due in each second.
#[derive(Debug)]
pub(crate) struct Coming {
    due: Vec<u32>,
    /// All of them together.
    all: u32,
    /// Everything before this second has been judged.
    judged: u64,
    /// The share of people called who do not come when they were told to.
    no_shows: f64,
}

impl Default for Coming {
    fn default() -> Self {
        Self { due: vec![0; SPAN], all: 0, judged: 0, no_shows: 0.0 }
    }
}

impl Coming {
    /// Somebody who was called will come at `second`.
    pub(crate) fn expect(&mut self, second: u64) {
        self.due[slot(second.max(self.judged))] += 1;
        self.all += 1;
    }

    /// Somebody who was to come at `second` has, or will not.
    pub(crate) fn strike(&mut self, second: u64) {
        let due = &mut self.due[slot(second.max(self.judged))];
        if *due > 0 {
            *due -= 1;
            self.all -= 1;
        }
    }

    /// Somebody came who was due at `second`.
    pub(crate) fn came(&mut self, second: u64) {
        if second >= self.judged {
            self.strike(second);
        }
        self.no_shows -= LEARN * self.no_shows;
    }

    /// It is `second` now: who has not come by it is not counted on any more.
    pub(crate) fn turn_to(&mut self, second: u64) {
        let from = self.judged;
        self.judged = self.judged.max(second.saturating_sub(LATE));
        for passed in from..self.judged.min(from + SPAN as u64) {
            let absent = std::mem::take(&mut self.due[slot(passed)]);
            self.all -= absent;
            for _ in 0..absent.min(1_000) {
                self.no_shows += LEARN * (1.0 - self.no_shows);
            }
        }
    }

    /// How many will really come until `second`.
    pub(crate) fn until(&self, second: u64) -> f64 {
        let due: u32 = (self.judged..=second).map(|second| self.due[slot(second)]).sum();
        f64::from(due) * self.share()
    }

    /// How many will really come, sooner or later.
    pub(crate) fn all(&self) -> f64 {
        f64::from(self.all) * self.share()
    }

    /// The share of people called who come.
    pub(crate) fn share(&self) -> f64 {
        (1.0 - self.no_shows).max(FEWEST)
    }
}

fn slot(second: u64) -> usize {
    usize::try_from(second % SPAN as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_come_is_soon_reckoned_with() {
        let mut coming = Coming::default();
        for second in 0..200 {
            for person in 0..10 {
                coming.expect(second + 1);
                if person < 3 {
                    coming.came(second + 1);
                }
            }
            coming.turn_to(second);
        }
        assert!((coming.share() - 0.3).abs() < 0.1, "{}", coming.share());
    }

    #[test]
    fn those_to_come_are_counted_until_they_have() {
        let mut coming = Coming::default();
        coming.expect(5);
        coming.expect(6);
        assert!((coming.until(5) - 1.0).abs() < 1e-9);
        coming.came(5);
        assert!((coming.until(6) - 1.0).abs() < 1e-9);
        coming.turn_to(9);
        assert!(coming.until(20) < 1e-9);
    }
}
