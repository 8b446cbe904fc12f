//! Our door in the simulation, and what must be true of it at every step.

use crate::agenda::Micros;
use crate::crowd::ANSWER;
use crate::server::{Job, Route, to_micros};
use crate::world::{Door, Said};
use admission::{Admission, Asked, Entry, Now, Place, Settings, Signals, Standing, Ticket};
use std::collections::HashMap;
use std::time::Duration;

/// The wall clock when the simulation starts.
const STARTS: u64 = 1_800_000_000_000;
/// How long a place is kept beyond the moment its holder was expected, as admission.rs has it, in microseconds.
const GRACE: Micros = 60_000_000;
/// Seconds somebody stands at the door.
const STANDS: f64 = 1.0;
/// How long after a restart nobody is called, so that those can ask whose turn is near, as room.rs has it, in microseconds.
const SETTLE: Micros = 10_000_000;

#[derive(Clone, Copy, Default)]
struct Holder {
    ticket: Option<Ticket>,
    /// When they first asked since the process started.
    known: Micros,
    /// Until when the place is surely kept.
    kept: Micros,
    was_in: bool,
    /// One of the times they were told, and when; and how often they were.
    told: Option<(Micros, Duration, Duration)>,
    times: u32,
    /// Somebody later was called before this one had asked after a restart.
    passed_over: bool,
}

pub(crate) struct Ours {
    pub(crate) admission: Admission,
    holders: Vec<Holder>,
    at_the_door: HashMap<Ticket, u32>,
    last_place: Option<Place>,
    /// The last place of each line that came in.
    front: [Option<Place>; 3],
    started: Micros,
    settled: Micros,
    waiting: usize,
    /// Ranges that came due, of which so many held, and so many were too long or too short.
    pub(crate) due: u32,
    pub(crate) held: u32,
    pub(crate) sooner: u32,
    /// Bytes for each who waits, at the worst moment with more than 10,000 of them.
    pub(crate) bytes: f64,
    ticks: u64,
    /// People who were passed over because of a restart.
    pub(crate) passed_over: u32,
    /// By how much, at the worst: how many milliseconds later somebody had come who went first.
    pub(crate) passed_by: u64,
}

impl Ours {
    pub(crate) fn new() -> Self {
        Self {
            admission: Admission::new(Settings::default()),
            holders: Vec::new(),
            at_the_door: HashMap::new(),
            last_place: None,
            front: [None; 3],
            started: 0,
            settled: 0,
            waiting: 0,
            due: 0,
            held: 0,
            sooner: 0,
            bytes: 0.0,
            ticks: 0,
            passed_over: 0,
            passed_by: 0,
        }
    }

    fn now(&self, at: Micros) -> Now {
        Now { since_start: Duration::from_micros(at - self.started), unix_millis: STARTS + at / 1_000 }
    }

    fn waits(&mut self, at: Micros, who: usize, standing: Standing) -> Said {
        self.admission.answered(Duration::from_secs_f64(ANSWER));
        let holder = &mut self.holders[who];
        let again = u64::try_from(standing.ask_again.as_micros()).unwrap();
        if !standing.is_next {
            // Any of the times with the same chance, which is that of somebody looking over their shoulder.
            holder.times += 1;
            let dice = (who as u64 + at).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
            if dice.is_multiple_of(u64::from(holder.times)) {
                holder.told = Some((at, standing.wait.least, standing.wait.most));
            }
        }
        holder.ticket = Some(standing.ticket);
        holder.kept = at + again + GRACE;
        Said::Wait(standing.ask_again.as_secs_f64())
    }

    fn stands(&mut self, at: Micros, who: usize, standing: Standing) -> Said {
        self.admission.wait_at_the_door(standing.ticket);
        self.at_the_door.insert(standing.ticket, u32::try_from(who).unwrap());
        let holder = &mut self.holders[who];
        holder.ticket = Some(standing.ticket);
        holder.kept = at + to_micros(STANDS) + GRACE;
        Said::Stand(STANDS)
    }

    fn goes_in(&mut self, at: Micros, who: usize) {
        let holder = &mut self.holders[who];
        assert!(!holder.was_in, "nobody goes in twice");
        holder.was_in = true;
        if let Some(ticket) = holder.ticket {
            let front = &mut self.front[ticket.entry.index()];
            *front = (*front).max(Some(ticket.place));
        }
        if let Some((since, least, most)) = holder.told {
            let took = Duration::from_micros(at - since);
            self.due += 1;
            self.held += u32::from((least..=most).contains(&took));
            self.sooner += u32::from(took < least);
        }
    }
}

impl Door for Ours {
    #[expect(clippy::cast_precision_loss, reason = "bytes and people, far below 2^52")]
    fn tick(&mut self, at: Micros, delay: f64) -> Vec<u32> {
        let signals = Signals { lateness: Duration::from_secs_f64(delay), store_works: true, ..Signals::default() };
        let now = self.now(at);
        let entered = self.admission.sample(now, &signals);
        self.waiting = self.admission.status().waiting.iter().sum();
        self.ticks += 1;
        if self.waiting > 10_000 && self.ticks.is_multiple_of(100) {
            self.bytes = self.bytes.max(self.admission.bytes() as f64 / self.waiting as f64);
        }
        let whose =
            |(ticket, _): &(Ticket, _)| self.at_the_door.remove(ticket).expect("only who is at the door is let in");
        let people: Vec<u32> = entered.iter().map(whose).collect();
        for who in &people {
            self.goes_in(at, *who as usize);
        }
        people
    }

    fn knock(&mut self, at: Micros, who: u32, line: usize, _delay: f64) -> Said {
        let who = who as usize;
        if self.holders.len() <= who {
            self.holders.resize(who + 1, Holder::default());
        }
        let (now, entry) = (self.now(at), Entry::ALL[line]);
        let Some(ticket) = self.holders[who].ticket else {
            let kept = self.admission.keep_waiting(now, entry, None);
            if kept.is_none() && self.admission.try_enter(now, entry).is_some() {
                self.goes_in(at, who);
                return Said::Enter;
            }
            let standing = kept.unwrap_or_else(|| self.admission.join(now, entry));
            assert!(self.last_place < Some(standing.ticket.place), "places are given once, in order of arrival");
            self.last_place = Some(standing.ticket.place);
            return if standing.may_stand { self.stands(at, who, standing) } else { self.waits(at, who, standing) };
        };
        let stood = self.at_the_door.remove(&ticket).is_some();
        self.admission.step_away(ticket);
        let kept = self.admission.keep_waiting(now, entry, Some(ticket)).map(Asked::Wait);
        let asked = kept.unwrap_or_else(|| self.admission.ask(now, ticket));
        match asked {
            Asked::Enter(entered) => {
                assert_eq!(entered.arrival_millis, ticket.place.arrival_millis());
                self.goes_in(at, who);
                Said::Enter
            }
            Asked::Wait(standing) => {
                let passed = !standing.is_next && self.front[line] > Some(ticket.place);
                let holder = &mut self.holders[who];
                if holder.known < self.started {
                    holder.known = at;
                }
                if passed && holder.known > self.settled && !holder.passed_over {
                    holder.passed_over = true;
                    self.passed_over += 1;
                    let front = self.front[line].map_or(0, Place::arrival_millis);
                    self.passed_by = self.passed_by.max(front - ticket.place.arrival_millis());
                }
                let excused = holder.passed_over || at > holder.kept;
                assert!(!passed || excused, "nobody is called before somebody who came earlier: {standing:?}");
                if standing.may_stand && !stood {
                    self.stands(at, who, standing)
                } else {
                    self.waits(at, who, standing)
                }
            }
            Asked::Used | Asked::Expired => panic!("a place is good for a day, and once: {asked:?}"),
        }
    }

    fn done(&mut self, at: Micros, job: &Job, line: usize) {
        let (now, cost, who) = (self.now(at), Duration::from_secs_f64(job.cost), u64::from(job.who));
        match job.route {
            Route::Enter => self.admission.entered(now, Entry::ALL[line], cost, Some(who)),
            Route::Page => self.admission.worked(now, 0, cost, Some(who)),
            Route::File => {
                self.admission.worked(now, 1, cost, Some(who));
                self.admission.left(who);
            }
        }
    }

    fn hangs_up(&mut self, who: u32) {
        if let Some(ticket) = self.holders.get(who as usize).and_then(|holder| holder.ticket) {
            self.at_the_door.remove(&ticket);
            self.admission.step_away(ticket);
        }
    }

    fn leaves(&mut self, who: u32) {
        if let Some(ticket) = self.holders[who as usize].ticket {
            self.admission.leave(ticket);
        }
    }

    fn restart(&mut self, at: Micros) {
        self.admission = Admission::new(Settings::default());
        self.at_the_door.clear();
        self.front = [None; 3];
        (self.started, self.settled) = (at, at + SETTLE);
    }

    fn waiting(&self) -> usize {
        self.waiting
    }

    fn pace(&self) -> f64 {
        self.admission.status().pace
    }
}
