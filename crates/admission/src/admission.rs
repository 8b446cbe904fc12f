//! The one decision: may this person come in now, and if not, where do they stand?

use crate::{
    calendar::Calendar,
    costs::Costs,
    inside::Inside,
    line::Line,
    now::Now,
    pace::Pace,
    place::{Entry, Place, Places},
    saturation::{Saturation, Signals},
    ticket::Ticket,
    wait::{Range, Waits},
};
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

/// How long a place is kept beyond the moment its holder was expected.
const GRACE: u64 = 60;
/// How long a ticket can be used, in milliseconds: one day.
const TICKET_LASTS: u64 = 86_400_000;
/// How far a ticket may come from the future, in milliseconds, when clocks of machines differ.
const CLOCKS_DIFFER: u64 = 5_000;
/// The share of each class when all have a line. Importance as shares, so that no line ever stands still.
const SHARES: [f64; 3] = [0.6, 0.3, 0.1];
/// Seconds of work that may be let in at once after a quiet moment.
const BURST: f64 = 0.020;
/// The share of the pace that answering people in line may take.
const ASKING: f64 = 0.10;
/// What answering one person in line costs before it has been measured, in seconds.
const FIRST_ANSWER: f64 = 50e-6;
/// What letting somebody in costs before it has been measured, in seconds.
const FIRST_ENTRY: f64 = 1e-3;
/// The fewest people who are answered each second, however slow the machine.
const LEAST_ASKING: f64 = 20.0;
/// Seconds from being called to coming, before it has been measured; and the longest that is planned with.
const FIRST_SHOW: f64 = 2.0;
const LONGEST_SHOW: f64 = 10.0;
/// How much one person's coming, or not coming, changes what is expected of the next.
const LEARN: f64 = 0.02;
/// The most people called and not yet there.
const MOST_CALLED: usize = 100_000;
/// The share of the line that is looked through for people who stopped asking at each tick, in chunks.
const SWEEP: usize = 64;
/// Places that were used, remembered in two halves of a day.
const USED_HALF: u64 = TICKET_LASTS / 2;
/// The most used places remembered for each half of a day.
const MOST_USED: usize = 4 << 20;

/// What is fixed at the start.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// Which machine this is, when there are several.
    pub node: u8,
    /// A cap on the work let in, in seconds a second. Nobody has to set it.
    pub most_work: Option<f64>,
}

/// Somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// When they arrived, in milliseconds since 1970: what counts for a deadline.
    pub arrival_millis: u64,
}

/// Where somebody in line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What to come back with.
    pub ticket: Ticket,
    /// People before them; 0 for whoever is next.
    pub ahead: usize,
    /// How long it will take.
    pub wait: Range,
    /// When to ask again.
    pub ask_again: Duration,
    /// Whether their turn has come and only a moment of room is missing.
    pub is_next: bool,
}

/// The answer to somebody with a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Come in.
    Enter(Entered),
    /// Not yet.
    Wait(Standing),
    /// The ticket was used before.
    Used,
    /// The ticket is older than a day.
    Expired,
}

/// What operators see.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Status {
    /// How many wait in each line.
    pub waiting: [usize; 3],
    /// How many were called and have not come yet.
    pub called: usize,
    /// How many are busy inside.
    pub inside: usize,
    /// Work let in, in seconds a second.
    pub pace: f64,
    /// The shortest delay of the last interval, in seconds.
    pub delay: f64,
    /// Whether newcomers are held just now.
    pub holds: bool,
    /// Whether the store does not answer.
    pub is_broken: bool,
    /// The share of predicted ranges that held, over all lines.
    pub ranges_held: Option<f64>,
}

#[derive(Debug, Clone, Copy)]
struct Called {
    at: f64,
    /// Until when the call stands, in seconds since the start.
    until: u64,
}

/// One line and everything about it.
#[derive(Debug, Default)]
struct Room {
    line: Line,
    called: BTreeMap<Place, Called>,
    waits: Waits,
    /// People who may be called, as it adds up.
    calls: f64,
    /// The share of people called who do not come.
    no_shows: f64,
    /// Seconds from being called to coming.
    show: f64,
    /// The cost of one entry, in seconds.
    cost: f64,
}

/// The door's mind. One for a process, behind a lock: each call takes a microsecond or two.
#[derive(Debug)]
pub struct Admission {
    places: Places,
    rooms: [Room; 3],
    used: [HashSet<Place>; 2],
    used_since: u64,
    saturation: Saturation,
    pace: Pace,
    costs: Costs,
    inside: Inside,
    calendar: Calendar,
    /// Work that may be let in now, in seconds.
    bucket: f64,
    /// Entries' work and all work since the last judgement.
    done: f64,
    judged_at: f64,
    ticked_at: f64,
    swept_at: u64,
    /// Whether somebody was held back since the last judgement for want of pace.
    held: bool,
    answer_cost: f64,
}

impl Admission {
    /// An open door.
    pub fn new(settings: Settings) -> Self {
        let room = || Room { show: FIRST_SHOW, cost: FIRST_ENTRY, ..Room::default() };
        Self {
            places: Places::new(settings.node),
            rooms: [room(), room(), room()],
            used: Default::default(),
            used_since: 0,
            saturation: Saturation::default(),
            pace: Pace::new(settings.most_work),
            costs: Costs::default(),
            inside: Inside::default(),
            calendar: Calendar::default(),
            bucket: BURST,
            done: 0.0,
            judged_at: 0.0,
            ticked_at: 0.0,
            swept_at: 0,
            held: false,
            answer_cost: FIRST_ANSWER,
        }
    }

    /// Takes a sample of how busy the machine is, and calls whoever can come. At least every 10 ms.
    pub fn sample(&mut self, now: Now, signals: &Signals) {
        let seconds = now.seconds();
        let passed = (seconds - self.ticked_at).max(0.0);
        self.ticked_at = seconds;
        let whole = now.since_start.as_secs();
        self.inside.tick(whole, passed);
        self.calendar.turn_to(whole);
        if let Some(delay) = self.saturation.sample(seconds, signals) {
            let span = (seconds - self.judged_at).max(f64::EPSILON);
            self.pace.judge(delay, self.done / span, self.held);
            (self.done, self.judged_at, self.held) = (0.0, seconds, false);
        }
        let spare = (self.pace.work() - self.inside.rate()).max(self.pace.work() * 0.01);
        self.bucket = (self.bucket + spare * passed).min(BURST * self.pace.work().max(1.0));
        self.forget_used(now.unix_millis);
        self.sweep(whole);
        if !self.saturation.is_broken() {
            self.call(seconds, whole, passed, spare);
        }
        for room in &mut self.rooms {
            if !room.line.is_empty() || !room.called.is_empty() {
                room.waits.tick(passed);
            }
        }
    }

    /// Somebody without a ticket wants to come in. `None`: there is no room now, or others were there before.
    pub fn try_enter(&mut self, now: Now, entry: Entry) -> Option<Entered> {
        let room = &self.rooms[entry.index()];
        if !room.line.is_empty() || !room.called.is_empty() || !self.has_room(entry) {
            return None;
        }
        Some(self.let_in(entry, now.unix_millis))
    }

    /// Whether nobody waits for `entry`, so that a newcomer may as well wait for a moment at the door.
    pub fn is_quiet(&self, entry: Entry) -> bool {
        let room = &self.rooms[entry.index()];
        room.line.is_empty() && room.called.is_empty()
    }

    /// Puts a newcomer in line.
    pub fn join(&mut self, now: Now, entry: Entry) -> Standing {
        self.held = true;
        let place = self.places.give(now.unix_millis);
        let ticket = Ticket { entry, place };
        let standing = self.stand(now, ticket);
        let predicted = self.predicted(entry, standing.ahead);
        self.rooms[entry.index()].waits.joined(place, now.seconds(), predicted);
        standing
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
        if self.used.iter().any(|used| used.contains(&place)) {
            return Asked::Used;
        }
        let room = &self.rooms[entry.index()];
        let called = room.called.contains_key(&place);
        // Nobody before them: a place that was given up, or a line that a restart has emptied.
        let first = called || room.called.is_empty() && room.line.first().is_none_or(|first| first >= place);
        if first && self.has_room(entry) {
            if !comes_in {
                if !called {
                    self.stand(now, ticket);
                }
                return Asked::Enter(Entered { arrival_millis: arrival });
            }
            let room = &mut self.rooms[entry.index()];
            if let Some(called) = room.called.remove(&place) {
                room.no_shows -= LEARN * room.no_shows;
                room.show += LEARN * ((now.seconds() - called.at).min(LONGEST_SHOW) - room.show);
            } else {
                room.line.remove(place);
                room.waits.called(place, now.seconds());
                room.waits.moved(1);
            }
            self.use_up(place);
            return Asked::Enter(self.let_in(entry, arrival));
        }
        self.held = true;
        if called {
            let ask_again = self.calendar.next(0.0, self.budget());
            let until = now.since_start.as_secs() + ask_again.as_secs() + GRACE;
            if let Some(called) = self.rooms[entry.index()].called.get_mut(&place) {
                called.until = until;
            }
            let wait = Range { least: Duration::ZERO, most: ask_again };
            return Asked::Wait(Standing { ticket, ahead: 0, wait, ask_again, is_next: true });
        }
        Asked::Wait(self.stand(now, ticket))
    }

    /// Somebody leaves the line for good.
    pub fn leave(&mut self, ticket: Ticket) {
        let room = &mut self.rooms[ticket.entry.index()];
        if room.line.remove(ticket.place) || room.called.remove(&ticket.place).is_some() {
            room.waits.gone(ticket.place);
            room.waits.moved(1);
        }
        self.use_up(ticket.place);
    }

    /// Work of somebody inside is done: on which route, what it cost, and whose it was.
    pub fn worked(&mut self, now: Now, route: usize, cost: Duration, who: Option<u64>) {
        self.costs.learn(route, cost);
        self.done += cost.as_secs_f64();
        self.inside.worked(cost.as_secs_f64());
        if let Some(who) = who {
            self.inside.saw(who, now.since_start.as_secs());
        }
    }

    /// An entry is done: what it cost, and who is inside now because of it.
    pub fn entered(&mut self, now: Now, entry: Entry, cost: Duration, who: Option<u64>) {
        let cost = cost.as_secs_f64();
        let room = &mut self.rooms[entry.index()];
        self.bucket -= cost - room.cost;
        room.cost += LEARN * 2.0 * (cost - room.cost);
        self.done += cost;
        if let Some(who) = who {
            self.inside.saw(who, now.since_start.as_secs());
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
            called: self.rooms.iter().map(|room| room.called.len()).sum(),
            inside: self.inside.people(),
            pace: self.pace.work(),
            delay: self.saturation.standing_delay(),
            holds: self.saturation.holds(),
            is_broken: self.saturation.is_broken(),
            ranges_held,
        }
    }

    /// Whether one more may come in: the machine is not late, there is work to let in, and the people inside will leave
    /// room for one more once they go on.
    fn has_room(&mut self, entry: Entry) -> bool {
        if self.saturation.holds() {
            return false;
        }
        let room = self.bucket > 0.0 && self.places_inside(entry) >= 1.0;
        self.held |= !room;
        room
    }

    /// How many more people fit inside, by the work each makes.
    fn places_inside(&self, entry: Entry) -> f64 {
        let each = self.inside.each(self.rooms[entry.index()].cost);
        #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
        let people = self.inside.people() as f64;
        self.pace.work() / each.max(f64::MIN_POSITIVE) - people
    }

    fn let_in(&mut self, entry: Entry, arrival_millis: u64) -> Entered {
        self.bucket -= self.rooms[entry.index()].cost;
        Entered { arrival_millis }
    }

    /// Calls whoever can come: so many that those who do come arrive as fast as they can be let in.
    fn call(&mut self, seconds: f64, whole: u64, passed: f64, spare: f64) {
        let waiting = |room: &Room| !room.line.is_empty();
        let shares: f64 =
            Entry::ALL.iter().filter(|e| waiting(&self.rooms[e.index()])).map(|e| SHARES[e.index()]).sum();
        for entry in Entry::ALL {
            let index = entry.index();
            if !waiting(&self.rooms[index]) {
                self.rooms[index].calls = 0.0;
                continue;
            }
            self.held = true;
            let places = self.places_inside(entry);
            let room = &mut self.rooms[index];
            // Entries a second this line may have.
            let rate = spare * SHARES[index] / shares / room.cost.max(1e-6);
            let come = (1.0 - room.no_shows).max(0.1);
            room.calls = (room.calls + rate * passed / come).min((rate * 0.1).max(1.0));
            #[expect(clippy::cast_precision_loss, reason = "a count of people, far below 2^52")]
            while room.calls >= 1.0 && room.called.len() < MOST_CALLED {
                // Never more on their way than are let in while they come, nor than will fit.
                let on_their_way = room.called.len() as f64 * come;
                if on_their_way + 1.0 > (rate * room.show * 1.5).max(1.0) || on_their_way + 1.0 > places.max(1.0) {
                    break;
                }
                let Some((place, expected)) = room.line.pop_first(whole) else { break };
                room.calls -= 1.0;
                room.waits.called(place, seconds);
                room.waits.moved(1);
                room.called.insert(place, Called { at: seconds, until: expected.max(whole + GRACE) });
            }
        }
    }

    /// Gives up the places of those who stopped asking. They can come back within a day.
    fn sweep(&mut self, whole: u64) {
        for room in &mut self.rooms {
            let gone = room.line.sweep(whole, SWEEP);
            room.waits.moved(gone);
            if whole > self.swept_at {
                let before = room.called.len();
                room.called.retain(|_, called| called.until >= whole);
                for _ in room.called.len()..before {
                    room.no_shows += LEARN * (1.0 - room.no_shows);
                }
            }
        }
        self.swept_at = whole;
    }

    fn stand(&mut self, now: Now, ticket: Ticket) -> Standing {
        let Ticket { entry, place } = ticket;
        let room = &self.rooms[entry.index()];
        let ahead = room.line.ahead_of(place);
        let predicted = self.predicted(entry, ahead);
        let ask_again = self.calendar.next(predicted, self.budget());
        let room = &mut self.rooms[entry.index()];
        room.line.expect(place, now.since_start.as_secs() + ask_again.as_secs() + GRACE);
        Standing { ticket, ahead, wait: room.waits.range(predicted), ask_again, is_next: false }
    }

    fn predicted(&self, entry: Entry, ahead: usize) -> f64 {
        let room = &self.rooms[entry.index()];
        let expected = self.pace.work() * SHARES[entry.index()] / room.cost.max(1e-6);
        room.waits.predict(ahead, expected)
    }

    /// How many people in line are answered each second.
    fn budget(&self) -> f64 {
        (self.pace.work() * ASKING / self.answer_cost.max(1e-6)).max(LEAST_ASKING)
    }

    fn use_up(&mut self, place: Place) {
        if self.used[0].len() < MOST_USED {
            self.used[0].insert(place);
        }
    }

    fn forget_used(&mut self, unix_millis: u64) {
        if unix_millis >= self.used_since + USED_HALF {
            self.used_since = unix_millis;
            self.used.swap(0, 1);
            self.used[0].clear();
        }
    }
}
