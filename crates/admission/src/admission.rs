//! The one decision: may this person come in now, and if not, where do they stand?

mod doorstep;
mod told;

use crate::{
    calendar::Calendar,
    costs::Costs,
    day::Day,
    inside::Inside,
    now::Now,
    pace::Pace,
    place::{Entry, Place, Places},
    room::Room,
    saturation::{Saturation, Signals},
    standing::{Asked, Entered, Settings, Standing, Status},
    ticket::Ticket,
    visits::Visits,
    wait::Range,
};
use std::collections::BTreeSet;
use std::time::Duration;

/// How long a ticket can be used, in milliseconds: one day.
const TICKET_LASTS: u64 = 86_400_000;
/// How far a ticket may come from the future, in milliseconds, when clocks of machines differ.
const CLOCKS_DIFFER: u64 = 5_000;
/// The most used places remembered for each half of a day.
const MOST_USED: usize = 4 << 20;
/// So many inside are few: what they cost shows at once, and the next needs no forecast.
const FEW_INSIDE: usize = 16;
/// The share of each class when all have a line. Importance as shares, so that no line ever stands still.
const SHARES: [f64; 3] = [0.6, 0.3, 0.1];
/// Seconds of work that may be let in at once after a quiet moment.
const BURST: f64 = 0.020;
/// How many times as much may be owed for an entry that cost more than it was thought to.
const DEBT: f64 = 10.0;
/// The share of the pace that is always for coming in, so that the line moves however busy those inside are.
const LEAST_SPARE: f64 = 0.01;
/// The share of the pace that answering people in line may take.
const ASKING: f64 = 0.10;
/// How much one interval of a tenth of a second changes what is believed to be done in the long run.
const STEADY: f64 = 0.02;
/// What answering one person in line costs before it has been measured, in seconds.
const FIRST_ANSWER: f64 = 50e-6;
/// How much one answer changes what the next is believed to cost.
const LEARN: f64 = 0.02;
/// The fewest people who are answered each second, however slow the machine.
const LEAST_ASKING: f64 = 20.0;

/// The door's mind. One for a process, behind a lock: each call takes a microsecond or two.
#[derive(Debug)]
pub struct Admission {
    places: Places,
    rooms: [Room; 3],
    /// Those who wait for a moment with an open connection, so that somebody is there whenever there is room.
    at_the_door: [BTreeSet<Place>; 3],
    /// Places that were used: each is good once.
    used: Day<Place>,
    saturation: Saturation,
    pace: Pace,
    costs: Costs,
    inside: Inside,
    visits: Visits,
    calendar: Calendar,
    /// Work that may be let in now, in seconds.
    bucket: f64,
    /// Entries' work and all work since the last judgement.
    done: f64,
    judged_at: f64,
    ticked_at: f64,
    /// Whether somebody was held back since the last judgement for want of pace.
    held: bool,
    /// Work done a second while somebody waits, averaged over some seconds.
    steady: f64,
    answer_cost: f64,
    /// Seconds for which each signal has held newcomers.
    held_by: [f64; 6],
}

impl Admission {
    /// An open door.
    pub fn new(settings: Settings) -> Self {
        Self {
            places: Places::new(settings.node),
            rooms: Default::default(),
            at_the_door: Default::default(),
            used: Day::new(MOST_USED),
            saturation: Saturation::default(),
            pace: Pace::new(settings.most_work),
            costs: Costs::default(),
            inside: Inside::default(),
            visits: Visits::default(),
            calendar: Calendar::default(),
            // A door that is shut from the start lets nobody in at all.
            bucket: BURST.min(settings.most_work.unwrap_or(BURST)),
            done: 0.0,
            judged_at: 0.0,
            ticked_at: 0.0,
            held: false,
            steady: 0.0,
            answer_cost: FIRST_ANSWER,
            held_by: [0.0; 6],
        }
    }

    /// Takes a sample of how busy the machine is, calls whoever can come, and returns those at the door who come in now. At
    /// least every 10 ms.
    pub fn sample(&mut self, now: Now, signals: &Signals) -> Vec<(Ticket, Entered)> {
        let seconds = now.seconds();
        let passed = (seconds - self.ticked_at).max(0.0);
        let whole = now.since_start.as_secs();
        let is_new_second = seconds.floor() > self.ticked_at.floor();
        self.ticked_at = seconds;
        self.inside.tick(seconds, passed);
        self.visits.tick(whole);
        self.calendar.turn_to(whole);
        if let Some(delay) = self.saturation.sample(seconds, signals) {
            let span = (seconds - self.judged_at).max(f64::EPSILON);
            self.pace.judge(delay / self.saturation.target(), self.done / span, self.held);
            let before = if self.held { self.steady } else { self.pace.work() };
            self.steady = before + STEADY * (self.done / span - before);
            (self.done, self.judged_at, self.held) = (0.0, seconds, false);
        }
        if let Some(signal) = self.saturation.held_by() {
            self.held_by[signal as usize] += passed;
        }
        let spare = self.spare();
        let burst = BURST * self.pace.work();
        self.bucket = (self.bucket + spare * passed).clamp(-DEBT * burst, burst.max(BURST));
        self.used.turn_to(now.unix_millis);
        for room in &mut self.rooms {
            room.attendance.tick(seconds, passed);
            room.tick(whole, passed, is_new_second);
        }
        if !self.saturation.is_broken() {
            self.call(seconds, whole, spare);
        }
        self.let_in_from_the_door(seconds)
    }

    /// Somebody without a ticket wants to come in. `None`: there is no room now, or others were there before.
    pub fn try_enter(&mut self, now: Now, entry: Entry) -> Option<Entered> {
        if !self.is_quiet(now, entry) || !self.has_room(entry) {
            return None;
        }
        Some(self.let_in(entry, now.unix_millis))
    }

    fn is_quiet(&self, now: Now, entry: Entry) -> bool {
        let (rate, places) = (self.rate(entry, self.spare()), self.places_inside(entry));
        let room = &self.rooms[entry.index()];
        self.at_the_door[entry.index()].is_empty()
            && (room.attendance.is_deserted() || room.is_quiet(now.seconds(), now.since_start.as_secs(), rate, places))
    }

    /// Puts a newcomer in line.
    pub fn join(&mut self, now: Now, entry: Entry) -> Standing {
        self.held = true;
        let place = self.places.give(now.unix_millis);
        self.stand(now, Ticket { entry, place }, true)
    }

    /// Somebody comes back with a ticket.
    pub fn ask(&mut self, now: Now, ticket: Ticket) -> Asked {
        self.judge(now, ticket, true)
    }

    /// As [`ask`](Self::ask), for a script that looks on somebody's behalf: [`Asked::Enter`] says that they may come now,
    /// and the place is theirs until they do.
    pub fn look(&mut self, now: Now, ticket: Ticket) -> Asked {
        self.judge(now, ticket, false)
    }

    fn judge(&mut self, now: Now, ticket: Ticket, comes_in: bool) -> Asked {
        let Ticket { entry, place } = ticket;
        let arrival = place.arrival_millis();
        if arrival + TICKET_LASTS < now.unix_millis || arrival > now.unix_millis + CLOCKS_DIFFER {
            return Asked::Expired;
        }
        if self.used.get(&place).is_some() {
            return Asked::Used;
        }
        let seconds = now.seconds();
        let room = &mut self.rooms[entry.index()];
        if arrival < now.started_millis() {
            room.rebuild(seconds);
        }
        // Whoever is there while all others have gone home comes in, wherever they stand.
        let is_turn = room.is_turn_of(place, seconds) || room.attendance.is_deserted();
        room.attendance.came();
        // A script that hears so sends the form, which waits at the door if it must.
        let is_open = !self.saturation.is_full() && !self.saturation.is_broken() && !self.pace.is_shut();
        if is_turn && !comes_in && is_open {
            return Asked::Enter(Entered { arrival_millis: arrival });
        }
        // Whoever waits at the door goes before whoever just comes.
        let is_first = self.at_the_door[entry.index()].first().is_none_or(|first| *first >= place);
        if is_turn && is_first && self.has_room(entry) {
            return Asked::Enter(self.take_in(ticket, seconds));
        }
        self.held = true;
        if let Some(told) = self.rooms[entry.index()].called_for(place) {
            self.calendar.strike(told);
            let ask_again = self.calendar.next(0.0, self.budget());
            let room = &mut self.rooms[entry.index()];
            room.call_again(place, now.since_start.as_secs() + ask_again.as_secs());
            room.attendance.expect(seconds + ask_again.as_secs_f64());
            let wait = Range { least: Duration::ZERO, most: ask_again };
            let may_stand = self.door_has_room();
            return Asked::Wait(Standing { ticket, ahead: 0, wait, ask_again, is_next: true, may_stand });
        }
        Asked::Wait(self.stand(now, ticket, false))
    }

    /// Somebody leaves the line for good.
    pub fn leave(&mut self, ticket: Ticket) {
        self.step_away(ticket);
        self.rooms[ticket.entry.index()].leave(ticket.place);
        self.used.put(ticket.place, ());
    }

    /// Work of somebody inside is done: on which route, what it cost, and whose it was.
    pub fn worked(&mut self, now: Now, route: usize, cost: Duration, who: Option<u64>) {
        self.costs.learn(route, cost);
        self.inside.worked(who, cost.as_secs_f64(), now.seconds());
        self.did(now, cost, who);
    }

    /// An entry is done: what it cost, and who is inside now because of it. `None`: nobody is.
    pub fn entered(&mut self, now: Now, entry: Entry, cost: Duration, who: Option<u64>) {
        let room = &mut self.rooms[entry.index()];
        self.bucket -= cost.as_secs_f64() - room.cost;
        room.cost(cost.as_secs_f64());
        match who {
            Some(who) => self.inside.came(who, now.seconds()),
            None => self.bucket += self.inside.first_seconds(),
        }
        self.did(now, cost, who);
    }

    fn did(&mut self, now: Now, cost: Duration, who: Option<u64>) {
        self.done += cost.as_secs_f64();
        self.saturation.worked(cost.as_secs_f64());
        if let Some(who) = who.filter(|who| self.inside.knows(*who)) {
            self.visits.worked(who, cost.as_secs_f64(), now.since_start.as_secs());
        }
    }

    /// Somebody was answered who is not inside: with the room's page, or a refusal.
    pub fn answered(&mut self, cost: Duration) {
        self.answer_cost += LEARN * (cost.as_secs_f64() - self.answer_cost);
    }

    /// Whether somebody is busy inside, so that nothing they want waits in line.
    pub fn knows(&self, who: u64) -> bool {
        self.inside.knows(who)
    }

    /// Somebody inside is done: has filed, or signed out.
    pub fn left(&mut self, who: u64) {
        self.inside.left(who);
        self.visits.left(who);
    }

    /// What work on `route` costs, in seconds, as far as it is known.
    pub fn cost_of(&self, route: usize) -> Option<f64> {
        self.costs.of(route)
    }

    /// How things stand.
    pub fn status(&self) -> Status {
        let held: Vec<f64> = self.rooms.iter().filter_map(|room| room.waits.held()).collect();
        #[expect(clippy::cast_precision_loss, reason = "three at most")]
        let ranges_held = (!held.is_empty()).then(|| held.iter().sum::<f64>() / held.len() as f64);
        Status {
            waiting: [0, 1, 2].map(|index: usize| self.rooms[index].line.len()),
            called: self.rooms.iter().map(Room::called).sum(),
            inside: self.inside.people(),
            pace: self.pace.work(),
            delay: self.saturation.standing_delay(),
            holds: self.saturation.holds(),
            is_broken: self.saturation.is_broken(),
            signals: self.saturation.signals(),
            target: self.saturation.target(),
            held: self.held_by,
            ranges_held,
        }
    }

    /// Bytes of memory that those who wait take.
    pub fn bytes(&self) -> usize {
        self.rooms.iter().map(|room| room.line.bytes()).sum()
    }

    /// Whether one more may come in: the machine is not late, there is work to let in, and the people inside will leave
    /// room for one more once they go on.
    fn has_room(&mut self, entry: Entry) -> bool {
        if self.saturation.holds() {
            return false;
        }
        let few = self.inside.people() <= FEW_INSIDE && !self.is_crowded() && !self.pace.is_shut();
        let room = few || self.bucket > 0.0 && self.places_inside(entry) >= 1.0;
        self.held |= !room;
        room
    }

    /// The work that may be let in each second, in seconds.
    fn spare(&self) -> f64 {
        (self.pace.work() - self.inside.rate()).max(self.pace.work() * LEAST_SPARE)
    }

    /// How many more people fit inside, by the work each makes.
    fn places_inside(&self, entry: Entry) -> f64 {
        let each = self.inside.each(self.rooms[entry.index()].cost);
        #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
        let people = self.inside.people() as f64;
        self.pace.work() / each.max(f64::MIN_POSITIVE) - people
    }

    fn let_in(&mut self, entry: Entry, arrival_millis: u64) -> Entered {
        self.bucket -= self.takes(entry);
        Entered { arrival_millis }
    }

    /// Calls whoever can come, in every line by its share of the work to spare.
    fn call(&mut self, seconds: f64, whole: u64, spare: f64) {
        for entry in Entry::ALL {
            if !self.rooms[entry.index()].line.is_empty() {
                self.held = true;
                let (rate, places) = (self.rate(entry, spare), self.places_inside(entry));
                self.rooms[entry.index()].call(seconds, whole, rate, places);
            }
        }
    }

    /// How many can come in a second for `entry`, as its share of the work to spare.
    fn rate(&self, entry: Entry, spare: f64) -> f64 {
        let share = SHARES[entry.index()];
        spare * share / self.shares().max(share) / self.takes(entry).max(1e-6)
    }

    /// What letting somebody in takes now: coming in, and their first seconds inside.
    fn takes(&self, entry: Entry) -> f64 {
        self.rooms[entry.index()].cost + self.inside.first_seconds()
    }

    /// The shares of those lines together in which somebody waits.
    fn shares(&self) -> f64 {
        (0..3).filter(|index| !self.rooms[*index].line.is_empty()).map(|index| SHARES[index]).sum()
    }

    /// How many people in line are answered each second.
    fn budget(&self) -> f64 {
        (self.pace.work() * ASKING / self.answer_cost.max(1e-6)).max(LEAST_ASKING)
    }
}
