//! The requests of people inside, in order of importance when more come than can run. Nobody is pushed back out: a request
//! waits here for a moment, the most important first, and is dropped only when whoever sent it has surely gone.

use std::collections::VecDeque;
use std::time::Duration;

/// How important a request is: the first runs first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Importance {
    /// Filing, and paying for it.
    File,
    /// Officers' work.
    Staff,
    /// Going on with an application.
    Continue,
    /// Asking for the status of a case.
    Status,
    /// Coming in: signing in, beginning.
    Enter,
}

impl Importance {
    /// All of them, the most important first.
    pub const ALL: [Self; 5] = [Self::File, Self::Staff, Self::Continue, Self::Status, Self::Enter];
}

/// Requests that may wait for each importance. Past it the newest is turned away; for filings that is more than the
/// descriptors of any machine, so none is.
const MOST_WAITING: [usize; 5] = [1 << 20, 4_096, 65_536, 4_096, 1_024];
/// How long a request is worth answering: browsers and people give up about then. A filing is always worth it.
const PATIENCE: [Duration; 5] =
    [Duration::MAX, Duration::from_secs(20), Duration::from_secs(20), Duration::from_secs(10), Duration::from_secs(5)];
/// The places kept for work that must go on whatever else there is: status and staff each have one eighth.
const RESERVED: usize = 8;

/// What became of a request that wants to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It runs. Tell [`Turnstile::done`] when it has.
    Now,
    /// It waits, under this number, until [`Turnstile::done`] returns the number.
    Waits(u64),
    /// Too many wait already.
    TurnedAway,
}

/// Lets a bounded number of requests run at once.
#[derive(Debug)]
pub struct Turnstile {
    most: usize,
    running: usize,
    /// How many run of status and of staff, which have places kept for them.
    kept: [usize; 5],
    waiting: [VecDeque<(u64, Duration)>; 5],
    numbers: u64,
}

impl Turnstile {
    /// Lets `most` requests run at once, besides the kept places.
    pub fn new(most: usize) -> Self {
        Self { most: most.max(1), running: 0, kept: [0; 5], waiting: Default::default(), numbers: 0 }
    }

    /// A request comes, `now` after the start.
    pub fn ask(&mut self, now: Duration, importance: Importance) -> Turn {
        let index = importance as usize;
        if self.waiting[index].is_empty() && self.has_room(index) {
            self.start(index);
            return Turn::Now;
        }
        if self.waiting[index].len() >= MOST_WAITING[index] {
            return Turn::TurnedAway;
        }
        self.numbers += 1;
        self.waiting[index].push_back((self.numbers, now));
        Turn::Waits(self.numbers)
    }

    /// A request of this importance has run. Returns who runs next, and who has waited past all patience and is to be
    /// told so: both by number.
    pub fn done(&mut self, now: Duration, importance: Importance) -> (Vec<u64>, Vec<u64>) {
        let index = importance as usize;
        self.running = self.running.saturating_sub(1);
        self.kept[index] = self.kept[index].saturating_sub(1);
        let (mut next, mut late) = (Vec::new(), Vec::new());
        for (index, patience) in PATIENCE.into_iter().enumerate() {
            while let Some((number, since)) = self.waiting[index].front().copied() {
                if now.saturating_sub(since) > patience {
                    self.waiting[index].pop_front();
                    late.push(number);
                } else if self.has_room(index) {
                    self.waiting[index].pop_front();
                    self.start(index);
                    next.push(number);
                } else {
                    break;
                }
            }
        }
        (next, late)
    }

    /// A waiting request's client has gone.
    pub fn gave_up(&mut self, number: u64, importance: Importance) -> bool {
        let line = &mut self.waiting[importance as usize];
        let Ok(at) = line.binary_search_by_key(&number, |(number, _)| *number) else { return false };
        line.remove(at);
        true
    }

    /// How long the oldest waiting request has waited.
    pub fn longest_wait(&self, now: Duration) -> Duration {
        let oldest = self.waiting.iter().filter_map(|line| line.front()).map(|(_, since)| *since).min();
        oldest.map_or(Duration::ZERO, |since| now.saturating_sub(since))
    }

    /// How many run, and how many wait.
    pub fn load(&self) -> (usize, usize) {
        (self.running, self.waiting.iter().map(VecDeque::len).sum())
    }

    fn has_room(&self, index: usize) -> bool {
        let reserved = (self.most / RESERVED).max(1);
        let keeps = index == Importance::Status as usize || index == Importance::Staff as usize;
        // What is kept for status cannot starve filing, and a crowd of filings cannot starve status.
        self.running < self.most || keeps && self.kept[index] < reserved
    }

    fn start(&mut self, index: usize) {
        self.running += 1;
        self.kept[index] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Duration = Duration::ZERO;

    #[test]
    fn a_filing_goes_first_and_newcomers_last() {
        let mut turnstile = Turnstile::new(1);
        assert_eq!(turnstile.ask(AT, Importance::Continue), Turn::Now);
        let Turn::Waits(enter) = turnstile.ask(AT, Importance::Enter) else { panic!() };
        let Turn::Waits(page) = turnstile.ask(AT, Importance::Continue) else { panic!() };
        let Turn::Waits(filing) = turnstile.ask(AT, Importance::File) else { panic!() };
        assert_eq!(turnstile.done(AT, Importance::Continue), (vec![filing], vec![]));
        assert_eq!(turnstile.done(AT, Importance::File), (vec![page], vec![]));
        assert_eq!(turnstile.done(AT, Importance::Continue), (vec![enter], vec![]));
    }

    #[test]
    fn status_has_places_of_its_own_while_everything_else_is_full() {
        let mut turnstile = Turnstile::new(8);
        for _ in 0..8 {
            assert_eq!(turnstile.ask(AT, Importance::Continue), Turn::Now);
        }
        assert!(matches!(turnstile.ask(AT, Importance::File), Turn::Waits(_)));
        assert_eq!(turnstile.ask(AT, Importance::Status), Turn::Now);
        assert!(matches!(turnstile.ask(AT, Importance::Status), Turn::Waits(_)));
    }

    #[test]
    fn who_has_waited_past_all_patience_costs_nothing_more_and_a_filing_is_never_dropped() {
        let mut turnstile = Turnstile::new(1);
        turnstile.ask(AT, Importance::Continue);
        let Turn::Waits(page) = turnstile.ask(AT, Importance::Continue) else { panic!() };
        let Turn::Waits(filing) = turnstile.ask(AT, Importance::File) else { panic!() };
        let late = Duration::from_hours(1);
        assert_eq!(turnstile.done(late, Importance::Continue), (vec![filing], vec![page]));
    }

    #[test]
    fn who_gives_up_leaves_the_line() {
        let mut turnstile = Turnstile::new(1);
        turnstile.ask(AT, Importance::Continue);
        let Turn::Waits(first) = turnstile.ask(AT, Importance::Continue) else { panic!() };
        let Turn::Waits(second) = turnstile.ask(Duration::from_secs(1), Importance::Continue) else { panic!() };
        assert_eq!(turnstile.longest_wait(Duration::from_secs(2)), Duration::from_secs(2));
        assert!(turnstile.gave_up(first, Importance::Continue));
        assert!(!turnstile.gave_up(first, Importance::Continue));
        assert_eq!(turnstile.longest_wait(Duration::from_secs(2)), Duration::from_secs(1));
        assert_eq!(turnstile.done(AT, Importance::Continue).0, vec![second]);
        assert_eq!(turnstile.load(), (1, 0));
    }
}
