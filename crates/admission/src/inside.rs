//! Who is inside, and how much work they make: what has been let in goes on costing after the door closed.
//!
//! Two forecasts, because visits differ. Somebody's first seconds inside are reckoned with when they come in, as one
//! amount: a crowd that fills its forms by machine has done everything by then. What people do after that shows in the work
//! that is being done, and how many of them there may be follows from what each makes.

use crate::names::Names;
use std::collections::{HashMap, VecDeque};

/// Seconds without a request after which somebody no longer counts as busy inside: at most, at least, and as a multiple of
/// what usually lies between two of their requests. Who thinks for long is counted on for long; a program that has gone quiet
/// is not. They stay inside all the same: this is for the forecast only.
const BUSY: f64 = 60.0;
const LEAST_BUSY: f64 = 0.5;
const GAPS: f64 = 8.0;
/// How much one gap between two requests changes what is usual for somebody. A page and what leads to it are two requests,
/// so half of all gaps are next to nothing.
const LEARN_GAP: f64 = 0.3;
/// Seconds from one look for those who have gone quiet to the next.
const LOOK: f64 = 0.25;
/// The most people counted. Past it the oldest are forgotten, which only makes the forecast less sharp.
const MOST: usize = 1 << 20;
/// Seconds over which the work of the people inside is averaged.
const SMOOTHING: f64 = 2.0;
/// What a person is believed to make at first, in requests a second of the first measured cost, and with the weight of how
/// many person-seconds. Cautious on purpose: it is corrected within seconds.
const FIRST_RATE: f64 = 0.2;
const FIRST_WEIGHT: f64 = 20.0;
/// Seconds over which the work of one person is averaged.
const MEMORY: f64 = 30.0;
/// Somebody's first seconds inside. A person counts for so long at least, however quickly they are done.
pub(crate) const FIRST_SECONDS: f64 = 3.0;
/// How much one person's first seconds change what is expected of the next.
const LEARN: f64 = 0.02;

/// Somebody inside.
#[derive(Debug)]
struct Person {
    /// When they were last seen, in seconds since the start, and what usually lies between two of their requests.
    seen: f64,
    gap: f64,
    /// Their work in their first seconds, coming in left out; `None` once those are over.
    first: Option<f64>,
    /// They are done, and may still look at what they have done.
    done: bool,
}

impl Person {
    fn new(seen: f64, first: Option<f64>) -> Self {
        Self { seen, gap: BUSY / GAPS, first, done: false }
    }

    fn see(&mut self, seconds: f64) {
        self.gap += LEARN_GAP * ((seconds - self.seen).max(0.0) - self.gap);
        self.seen = seconds;
    }

    /// Whether they have gone quiet.
    fn is_quiet(&self, seconds: f64) -> bool {
        self.seen + (self.gap * GAPS).clamp(LEAST_BUSY, BUSY) <= seconds
    }
}

/// The people inside.
#[derive(Debug, Default)]
pub struct Inside {
    /// By a name that means nothing outside.
    people: HashMap<u64, Person, Names>,
    /// Those in their first seconds, and when they came; some of them are done by now.
    fresh: VecDeque<(u64, f64)>,
    /// How many are busy, and how many of these are not in their first seconds any more.
    busy: usize,
    settled: usize,
    /// Seconds of work since the last tick that was not done in somebody's first seconds, and that part of it which was done
    /// for those who are busy: whoever is done may still look at what they have done.
    later: f64,
    settled_work: f64,
    /// The first of these a second, averaged.
    rate: f64,
    /// What somebody's first seconds cost, coming in left out.
    first: f64,
    /// The second, and the seconds of those who make it, over the last while.
    total: f64,
    persons: f64,
    cleaned: f64,
}

impl Inside {
    /// Somebody comes in, perhaps not for the first time.
    pub fn came(&mut self, name: u64, seconds: f64) {
        if self.people.len() >= MOST && !self.people.contains_key(&name) {
            return;
        }
        self.forget(name);
        self.people.insert(name, Person::new(seconds, Some(0.0)));
        self.fresh.push_back((name, seconds));
        self.busy += 1;
    }

    /// Work was done for somebody, in seconds; `None` for somebody nobody knows.
    pub fn worked(&mut self, name: Option<u64>, cost: f64, seconds: f64) {
        let known = name.is_some_and(|name| self.people.contains_key(&name) || self.people.len() < MOST);
        let Some(name) = name.filter(|_| known) else {
            self.later += cost;
            return;
        };
        let person = self.people.entry(name).or_insert_with(|| {
            // Inside since before a restart, or back after a rest.
            (self.busy, self.settled) = (self.busy + 1, self.settled + 1);
            self.persons += FIRST_SECONDS;
            Person::new(seconds, None)
        });
        person.see(seconds);
        if let Some(first) = &mut person.first {
            *first += cost;
        } else {
            self.later += cost;
            self.settled_work += if person.done { 0.0 } else { cost };
        }
    }

    /// Whether somebody made a request lately and is not done.
    pub fn knows(&self, name: u64) -> bool {
        self.people.get(&name).is_some_and(|person| !person.done)
    }

    /// Somebody is done, such as after filing or signing out: what they still look at makes nobody busy.
    pub fn left(&mut self, name: u64) {
        if let Some(person) = self.people.get_mut(&name).filter(|person| !person.done) {
            person.done = true;
            self.busy -= 1;
            match person.first.take() {
                Some(first) => self.first += LEARN * (first - self.first),
                None => self.settled -= 1,
            }
        }
    }

    fn forget(&mut self, name: u64) {
        self.left(name);
        self.people.remove(&name);
    }

    /// Brings the averages up to date. `passed` is the time since the last call, in seconds.
    pub fn tick(&mut self, seconds: f64, passed: f64) {
        if passed <= 0.0 {
            return;
        }
        while let Some((name, _)) = self.fresh.pop_front_if(|(_, came)| *came + FIRST_SECONDS <= seconds) {
            if let Some(first) = self.people.get_mut(&name).and_then(|person| person.first.take()) {
                self.first += LEARN * (first - self.first);
                self.settled += 1;
            }
        }
        let share = 1.0 - (-passed / SMOOTHING).exp();
        self.rate += share * (self.later / passed - self.rate);
        let keep = (-passed / MEMORY).exp();
        self.total = self.total * keep + self.settled_work;
        #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
        let settled = self.settled as f64;
        self.persons = self.persons * keep + settled * passed;
        (self.later, self.settled_work) = (0.0, 0.0);
        if seconds >= self.cleaned + LOOK {
            self.clean(seconds);
        }
    }

    fn clean(&mut self, seconds: f64) {
        self.cleaned = seconds;
        let quiet = self.people.iter().filter(|(_, person)| person.is_quiet(seconds));
        let gone: Vec<u64> = quiet.map(|(name, _)| *name).collect();
        for name in gone {
            self.forget(name);
        }
    }

    /// How many are busy inside.
    pub fn people(&self) -> usize {
        self.busy
    }

    /// The work that people make after their first seconds, in seconds a second.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// What somebody's first seconds cost beyond coming in, in seconds of work.
    pub fn first_seconds(&self) -> f64 {
        self.first
    }

    /// The work one person goes on to make after their first seconds, in seconds a second, as far as is known. `first` is the
    /// cost of one request, for as long as nothing else is.
    pub fn each(&self, first: f64) -> f64 {
        (self.total + FIRST_RATE * first * FIRST_WEIGHT) / (self.persons + FIRST_WEIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_one_person_is_learned_from_all_of_them() {
        let mut inside = Inside::default();
        for second in 0..120_u32 {
            for name in 0..100 {
                inside.worked(Some(name), 0.005, f64::from(second));
            }
            inside.tick(f64::from(second), 1.0);
        }
        assert_eq!(inside.people(), 100);
        assert!((inside.rate() - 0.5).abs() < 0.01);
        assert!((inside.each(0.1) - 0.005).abs() < 0.0005, "{}", inside.each(0.1));
    }

    #[test]
    fn somebodys_first_seconds_are_learned_and_not_counted_twice() {
        let mut inside = Inside::default();
        for name in 0..500_u32 {
            let at = f64::from(name) * 0.1;
            inside.came(u64::from(name), at);
            inside.worked(Some(u64::from(name)), 0.030, at);
            if name % 2 == 0 {
                inside.left(u64::from(name));
            }
            inside.tick(at, 0.1);
        }
        assert!((inside.first_seconds() - 0.030).abs() < 1e-3, "{}", inside.first_seconds());
        assert!(inside.rate() < 1e-9);
        assert!(inside.each(0.1) < 0.030 / FIRST_SECONDS);
    }

    #[test]
    fn what_people_look_at_who_are_done_is_nothing_that_others_go_on_to_make() {
        let mut inside = Inside::default();
        for name in 0..3_000_u32 {
            let at = f64::from(name) * 0.01;
            inside.came(u64::from(name), at);
            inside.worked(Some(u64::from(name)), 0.003, at);
            inside.left(u64::from(name));
            // The receipt; and somebody nobody knows.
            inside.worked(Some(u64::from(name)), 0.0002, at);
            inside.worked(None, 0.0002, at);
            inside.tick(at, 0.01);
        }
        assert!((inside.rate() - 0.04).abs() < 0.002, "{}", inside.rate());
        assert!(inside.each(0.0003) < 0.0001, "{}", inside.each(0.0003));
    }

    #[test]
    fn who_is_quiet_for_a_minute_or_done_no_longer_counts() {
        let mut inside = Inside::default();
        inside.worked(Some(1), 0.001, 0.0);
        inside.came(2, 50.0);
        inside.tick(70.0, 0.1);
        assert_eq!(inside.people(), 1);
        inside.left(2);
        inside.worked(Some(2), 0.001, 71.0);
        assert_eq!(inside.people(), 0);
        assert!(!inside.knows(2));
        inside.came(2, 80.0);
        assert_eq!(inside.people(), 1);
    }
    #[test]
    fn programs_that_went_quiet_are_not_counted_on_for_long_and_people_who_think_are() {
        let mut inside = Inside::default();
        for request in 0..20_u32 {
            // A program asks twenty times a second, a person for a page and the next every twenty seconds.
            inside.worked(Some(1), 0.001, f64::from(request) * 0.05 + 380.0);
            inside.worked(Some(2), 0.001, f64::from(request) * 20.0);
            inside.worked(Some(2), 0.001, f64::from(request) * 20.0 + 0.01);
        }
        inside.tick(381.2, 0.1);
        assert_eq!(inside.people(), 2);
        inside.tick(381.7, 0.1);
        assert!(!inside.knows(1) && inside.knows(2));
        inside.tick(430.0, 0.1);
        assert!(inside.knows(2));
        inside.tick(450.0, 0.1);
        assert_eq!(inside.people(), 0);
    }
}
