//! The night as a curve: how many people are to be inside at each moment, and when each has to arrive for that.
//!
//! On 8 November 2016 the immigration site of Canada had more than 200,000 people at about 23:00 Eastern, against some
//! 17,000 in the same hour of the week before (Canadian Press, CTV). The rise is taken as two hours long.

use crate::{
    chance::Chance,
    numbers::{Micros, count, length, real, seconds, whole},
};

/// How long the rise and the fall are, unscaled.
const HOURS: f64 = 2.0 * 3_600.0;
/// How long the peak lasts, unscaled.
const PEAK: f64 = 0.5 * 3_600.0;
/// The quiet before, and the time in which the quiet crowd gathers: as long as half the rise, within these bounds.
const QUIET_SECONDS: (f64, f64) = (4.0, 60.0);
/// In how many steps arrivals are planned.
const STEPS: u64 = 2_000;

/// The parts of the night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Gathering,
    Quiet,
    Rise,
    Peak,
    Fall,
}

/// How many are to be inside, over time.
#[derive(Debug, Clone)]
pub(crate) struct Curve {
    baseline: f64,
    peak: f64,
    /// Seconds of gathering and of the quiet, of rise and fall each, and of the peak.
    quiet: f64,
    slope: f64,
    top: f64,
}

impl Curve {
    /// From `baseline` to `peak` people, played `scale` times as fast.
    pub(crate) fn new(baseline: u64, peak: u64, scale: f64) -> Self {
        let slope = HOURS / scale;
        let quiet = (slope / 2.0).clamp(QUIET_SECONDS.0, QUIET_SECONDS.1);
        Self { baseline: real(baseline), peak: real(peak), quiet, slope, top: PEAK / scale }
    }

    /// All peak, for so many seconds: for a crowd that follows no curve.
    pub(crate) fn flat(seconds: f64) -> Self {
        Self { baseline: 0.0, peak: 0.0, quiet: 0.0, slope: 1.0, top: seconds - 1.0 }
    }

    /// How long it takes, in seconds.
    pub(crate) fn length(&self) -> f64 {
        self.start(Phase::Fall) + self.slope
    }

    /// When a part begins, in seconds.
    fn start(&self, phase: Phase) -> f64 {
        match phase {
            Phase::Gathering => 0.0,
            Phase::Quiet => self.quiet,
            Phase::Rise => self.quiet * 2.0,
            Phase::Peak => self.quiet * 2.0 + self.slope,
            Phase::Fall => self.quiet * 2.0 + self.slope + self.top,
        }
    }

    /// Which part this is.
    pub(crate) fn phase(&self, at: f64) -> Phase {
        let all = [Phase::Fall, Phase::Peak, Phase::Rise, Phase::Quiet];
        all.into_iter().find(|phase| at >= self.start(*phase)).unwrap_or(Phase::Gathering)
    }

    /// How many are to be inside.
    pub(crate) fn inside(&self, at: f64) -> f64 {
        let swell = self.swell(at);
        match self.phase(at) {
            Phase::Gathering => self.baseline * at / self.quiet,
            _ => self.baseline + (self.peak - self.baseline) * swell,
        }
    }

    /// How far into the surge this is: 0 when it is quiet, 1 at the peak.
    pub(crate) fn swell(&self, at: f64) -> f64 {
        let into = |start: f64| ((at - start) / self.slope).clamp(0.0, 1.0);
        let half = |x: f64| (1.0 - (x * std::f64::consts::PI).cos()) / 2.0;
        match self.phase(at) {
            Phase::Gathering | Phase::Quiet => 0.0,
            Phase::Rise => half(into(self.start(Phase::Rise))),
            Phase::Peak => 1.0,
            Phase::Fall => 1.0 - half(into(self.start(Phase::Fall))),
        }
    }

    /// When each visitor arrives, in order, so that the curve is met by people who stay as long as `stays` (a sample of
    /// them). Nothing the server does changes it. Where more would have to leave than do, nobody arrives.
    pub(crate) fn arrivals(&self, stays: &[Micros], chance: &mut Chance) -> Vec<Micros> {
        let step = self.length() / real(STEPS);
        let staying = staying(stays, step);
        let mut planned: Vec<f64> = Vec::new();
        let mut arrivals = Vec::new();
        let mut owed = 0.0;
        for number in 0..STEPS {
            let end = step * real(number + 1);
            let here: f64 = planned.iter().rev().zip(&staying).map(|(came, share)| came * share).sum();
            let come = (self.inside(end) - here).max(0.0);
            planned.push(come);
            owed += come;
            let mut now: Vec<_> = (0..whole(owed.floor())).map(|_| seconds(end - step * chance.unit())).collect();
            owed -= owed.floor();
            now.sort_unstable();
            arrivals.append(&mut now);
        }
        arrivals
    }
}

/// The share of those who came in a step that are still there after each number of steps.
fn staying(stays: &[Micros], step: f64) -> Vec<f64> {
    let mut left = vec![0.0; length(STEPS) + 1];
    for stay in stays {
        let steps = length(stay / seconds(step).max(1)) + 1;
        if let Some(leave) = left.get_mut(steps) {
            *leave += 1.0;
        }
    }
    let mut here = real(count(stays.len()));
    let all = here.max(1.0);
    left.iter()
        .skip(1)
        .map(|leave| {
            here -= leave;
            here / all
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How many are inside at a moment, of people who come and stay so.
    fn inside(arrivals: &[Micros], stay: impl Fn(usize) -> Micros, at: f64) -> f64 {
        let at = seconds(at);
        real(count(arrivals.iter().enumerate().filter(|(n, came)| **came <= at && *came + stay(*n) > at).count()))
    }

    proptest! {
        #[test]
        fn who_arrives_as_planned_meets_the_curve_on_its_way_up(
            baseline in 1_000_u64..5_000, times in 2_u64..12, stay in 5.0..60.0_f64, seed in any::<u64>(),
        ) {
            let curve = Curve::new(baseline, baseline * times, 60.0);
            let mut chance = Chance::new(seed);
            let stays: Vec<_> = (0..5_000).map(|_| chance.log_normal(stay, 1.0)).collect();
            let arrivals = curve.arrivals(&stays, &mut chance);
            prop_assert!(arrivals.is_sorted_by(|a, b| a / 1_000_000 <= b / 1_000_000 + 1));
            for at in [90.0, 150.0, 200.0, 240.0, 260.0] {
                let here = inside(&arrivals, |n| stays[n % stays.len()], at);
                let wanted = curve.inside(at);
                prop_assert!((here / wanted - 1.0).abs() < 0.1, "{here} instead of {wanted} at {at}");
            }
        }
    }

    #[test]
    fn the_night_rises_from_the_baseline_to_the_peak_and_falls_back() {
        let curve = Curve::new(17_000, 200_000, 60.0);
        let at = |seconds: f64| whole(curve.inside(seconds));
        assert_eq!((at(0.0), at(60.0), at(119.0), at(240.0), at(269.0)), (0, 17_000, 17_000, 200_000, 200_000));
        assert_eq!(whole(curve.length()), 390);
        assert_eq!(at(390.0), 17_000);
        assert_eq!(curve.phase(100.0), Phase::Quiet);
        assert_eq!(curve.phase(250.0), Phase::Peak);
    }
}
