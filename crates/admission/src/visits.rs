//! What a whole visit costs, from coming in to the last page, and how much of it is still to come for those inside: what
//! the line can count on in the long run.

use crate::names::Names;
use std::collections::HashMap;

/// One visitor in so many is followed.
const FOLLOW_EVERY: u64 = 16;
/// The most who are followed at once.
const MOST: usize = 1 << 16;
/// Seconds without a request after which a visit is over.
const OVER: u64 = 900;
/// Seconds without a request after which nothing more is expected of a visit.
const QUIET: u64 = 120;
/// How much one visit changes what is believed.
const LEARN: f64 = 0.01;
/// Visits before anything is believed.
const FIRST: u32 = 20;

/// A visit that is followed: the work so far, and when the first and the last request were, in seconds since the start.
#[derive(Debug)]
struct Visit {
    work: f64,
    since: u64,
    last: u64,
}

/// The visits that are followed.
#[derive(Debug, Default)]
pub(crate) struct Visits {
    followed: HashMap<u64, Visit, Names>,
    /// Work and length of a visit, in seconds.
    work: f64,
    length: f64,
    over: u32,
    /// Work still to come from everybody inside, in seconds.
    to_come: f64,
    ticked: u64,
}

/// What is known of visits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Known {
    /// Seconds of work in one.
    pub(crate) work: f64,
    /// Seconds from its first to its last request.
    pub(crate) length: f64,
    /// Seconds of work still to come from everybody inside.
    pub(crate) to_come: f64,
}

impl Visits {
    /// Somebody made a request.
    pub(crate) fn worked(&mut self, name: u64, cost: f64, seconds: u64) {
        // Names may be counted up: they are spread first.
        if name.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 & (FOLLOW_EVERY - 1) != 0 {
            return;
        }
        if let Some(visit) = self.followed.get_mut(&name) {
            (visit.work, visit.last) = (visit.work + cost, seconds);
        } else if self.followed.len() < MOST {
            self.followed.insert(name, Visit { work: cost, since: seconds, last: seconds });
        }
    }

    /// Somebody is done.
    pub(crate) fn left(&mut self, name: u64) {
        if let Some(visit) = self.followed.remove(&name) {
            self.learn(&visit);
        }
    }

    /// Once a second: ends the visits of those who went without a word, and adds up what is to come.
    pub(crate) fn tick(&mut self, seconds: u64) {
        if seconds <= self.ticked {
            return;
        }
        self.ticked = seconds;
        let over: Vec<Visit> =
            self.followed.extract_if(|_, visit| visit.last + OVER < seconds).map(|(_, visit)| visit).collect();
        for visit in over {
            self.learn(&visit);
        }
        let busy = self.followed.values().filter(|visit| visit.last + QUIET >= seconds);
        #[expect(clippy::cast_precision_loss, reason = "a small constant")]
        let each = FOLLOW_EVERY as f64;
        self.to_come = busy.map(|visit| (self.work - visit.work).max(0.0)).sum::<f64>() * each;
    }

    #[expect(clippy::cast_precision_loss, reason = "seconds of uptime, far below 2^52")]
    fn learn(&mut self, visit: &Visit) {
        self.over = self.over.saturating_add(1);
        let weight = LEARN.max(1.0 / f64::from(self.over));
        self.work += (visit.work - self.work) * weight;
        self.length += ((visit.last - visit.since) as f64 - self.length) * weight;
    }

    /// What is known, if enough is.
    pub(crate) fn known(&self) -> Option<Known> {
        (self.over >= FIRST).then_some(Known { work: self.work, length: self.length, to_come: self.to_come })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_costs_all_its_requests_also_when_it_ends_without_a_word() {
        let mut visits = Visits::default();
        for name in 0..2_000 {
            for page in 0..5 {
                visits.worked(name, 0.001, page);
            }
            if name % 2 == 0 {
                visits.left(name);
            }
        }
        visits.tick(10);
        assert!(visits.known().unwrap().to_come < 1e-9, "all of them are on their last page");
        visits.tick(OVER * 2);
        let Known { work, length, .. } = visits.known().unwrap();
        assert!((work - 0.005).abs() < 1e-9 && (length - 4.0).abs() < 1e-9);
        assert!(visits.followed.is_empty());
    }

    #[test]
    fn what_is_still_to_come_of_the_people_inside_is_known() {
        let mut visits = Visits::default();
        for name in 0..20_000 {
            visits.worked(name, 0.002, 1);
            if name < 10_000 {
                visits.worked(name, 0.008, 2);
                visits.left(name);
            }
        }
        visits.tick(3);
        let to_come = visits.known().unwrap().to_come;
        assert!((to_come / 80.0 - 1.0).abs() < 0.1, "{to_come}");
    }
}
