//! How much work a second is let in: raised while people wait and the machine has time left, lowered when work begins to
//! queue.
//!
//! The shape is Breakwater's (Cho et al., OSDI 2020): additive increase below a target delay, decrease in proportion to how
//! far above it. Four things differ. The unit is seconds of measured work, not requests, since a sign-in costs a hundred
//! times a page. It rises faster when the machine was idle while people waited, because then it is certain to be too low;
//! that is what makes it stand within a second of a step. It rises only while the work it lets in is really being done:
//! work that people inside have yet to ask for proves nothing, and a pace that runs ahead of it would let in a crowd. And
//! a fall starts from the work that was done, so throughput has a veto: a pace that does not turn into work is taken back.

/// Work a second at the start, in seconds: half of one core, found right or wrong within a second.
const FIRST: f64 = 0.5;
/// The least pace: one hundredth of a core, so that the line never stands still.
const LEAST: f64 = 0.01;
/// The rise in one interval when work queued a little, less the nearer it was to the delay that is aimed for; and when the
/// machine had time to spare.
const RISE: f64 = 0.03;
const LEAP: f64 = 0.25;
/// A delay under this share of what is aimed for means that the machine had nothing to do for a moment.
const IDLE: f64 = 0.2;
/// The fall in one interval for each target's worth of delay over the target.
const FALL: f64 = 0.02;
/// The share of the work really done below which it does not fall: the people inside go on, whatever the pace, and coming
/// in has stopped long before.
const DEEPEST: f64 = 0.9;
/// How far over the work really done a pace may stand when it has to fall.
const SLACK: f64 = 1.05;
/// The share of the pace that has to be in use for it to rise.
const USED: f64 = 0.9;
/// How much one interval changes what is believed to be done: work is measured when it ends, in lumps.
const SMOOTHING: f64 = 0.3;

/// The pace: seconds of work let in each second, over all cores.
#[derive(Debug)]
pub struct Pace {
    work: f64,
    most: f64,
    /// Work done a second, averaged over some intervals.
    done: f64,
}

impl Pace {
    /// A pace that never goes above `most` seconds of work a second, if there is such a cap. A cap of 0 closes the door.
    pub fn new(most: Option<f64>) -> Self {
        let most = most.unwrap_or(f64::INFINITY).max(0.0);
        Self { work: FIRST.min(most), most, done: 0.0 }
    }

    /// Judges an interval: the shortest delay in it, as a multiple of the `delay` that is aimed for, the work `done` a
    /// second, and whether somebody was `held` back by this pace (if nobody was, there is nothing to be learned from a short
    /// delay).
    pub fn judge(&mut self, delay: f64, done: f64, held: bool) {
        self.done += SMOOTHING * (done - self.done);
        if delay > 1.0 {
            let over = delay - 1.0;
            self.work = self.work.min(self.done * (SLACK - FALL * over).max(DEEPEST));
        } else if held && self.done.max(done) >= self.work * USED {
            self.work *= 1.0 + if delay < IDLE { LEAP } else { RISE * (1.0 - delay) };
        }
        self.work = self.work.max(LEAST).min(self.most);
    }

    /// Whether a cap of 0 closes the door.
    pub fn is_shut(&self) -> bool {
        self.most <= 0.0
    }

    /// Seconds of work a second.
    pub fn work(&self) -> f64 {
        self.work
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_finds_the_capacity_of_a_machine_and_stays_there() {
        for capacity in [0.15, 1.0, 8.0] {
            let (mut pace, mut queue) = (Pace::new(None), 0.0_f64);
            let mut done = 0.0;
            for interval in 0..600 {
                queue += pace.work() * 0.1;
                let served = queue.min(capacity * 0.1);
                queue -= served;
                pace.judge(queue / capacity / 0.005, served / 0.1, true);
                if interval >= 300 {
                    done += served;
                }
            }
            assert!(done >= capacity * 30.0 * 0.97, "{capacity}: {done}");
            assert!(queue / capacity < 0.1, "{capacity}: {queue}");
        }
    }

    #[test]
    fn a_quiet_hour_teaches_nothing_and_a_cap_holds() {
        let mut pace = Pace::new(Some(0.7));
        for _ in 0..36_000 {
            pace.judge(0.0, 0.01, false);
        }
        assert!((pace.work() - 0.5).abs() < 1e-9);
        for _ in 0..100 {
            pace.judge(0.0, pace.work(), true);
        }
        assert!((pace.work() - 0.7).abs() < 1e-9);
    }

    #[test]
    fn a_pace_that_is_not_used_does_not_rise() {
        let mut pace = Pace::new(None);
        for _ in 0..100 {
            pace.judge(0.0, 0.1, true);
        }
        assert!((pace.work() - 0.5).abs() < 1e-9);
    }
}
