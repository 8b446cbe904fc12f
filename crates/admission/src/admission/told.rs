//! What somebody in line is told: how many are before them, how long it takes, and when to ask again.

use super::{Admission, SHARES};
use crate::{
    now::Now,
    place::Entry,
    room::GRACE,
    standing::{Asked, Standing},
    ticket::Ticket,
    wait::{Later, Range},
};
use std::time::Duration;

/// A newcomer with fewer than so many before them is near enough to wait at the door.
const NEAR: usize = 64;
/// The share of the work to come in the long run from which on the inside counts as full.
const FILLED: f64 = 0.8;

impl Admission {
    /// Somebody stays in line: what they are told.
    pub(super) fn stand(&mut self, now: Now, ticket: Ticket, is_new: bool) -> Standing {
        let Ticket { entry, place } = ticket;
        let (seconds, whole) = (now.seconds(), now.since_start.as_secs());
        let room = &self.rooms[entry.index()];
        let ahead = room.line.ahead_of(place);
        let predicted = self.predicted(entry, ahead);
        let told = room.line.expected(place, whole).map(|until| until.saturating_sub(GRACE));
        let (budget, may_stand) = (self.budget(), self.door_has_room());
        // A door that is shut says nothing of when it opens.
        let shut = Range { least: Duration::ZERO, most: Duration::MAX };
        let wait = if self.pace.is_shut() { shut } else { room.waits.range(predicted) };
        // They are to be there when their turn comes, also when it comes early: while few are inside, the line moves as fast
        // as people can be let in.
        let mut soonest = wait.least.as_secs_f64();
        if self.is_filling() {
            soonest = soonest.min(room.before(ahead) * self.takes(entry) / self.spare());
        }
        let ask_again = match told {
            // Whoever asks before being due hears the same again, and takes nobody's turn to ask.
            Some(due) if self.calendar.is_soon(due, soonest) => Duration::from_secs(due - whole),
            _ => {
                self.calendar.strike(told.unwrap_or_default());
                self.calendar.next(soonest, budget)
            }
        };
        let room = &mut self.rooms[entry.index()];
        room.line.expect(place, whole + ask_again.as_secs() + GRACE);
        // Those who were called and are on their way stand before everybody else.
        let ahead = ahead + room.called();
        let may_stand = is_new && ahead < NEAR && may_stand;
        if !may_stand {
            room.waits.told(place, seconds, predicted);
            if told != Some(whole + ask_again.as_secs()) {
                room.attendance.expect(seconds + ask_again.as_secs_f64());
            }
        }
        Standing { ticket, ahead, wait, ask_again, is_next: false, may_stand }
    }

    /// What somebody is told who surely has to wait: a newcomer to a long line, or the holder of a ticket far back in it. It
    /// saves whoever calls the preparations for letting somebody in. `None`: nothing is sure, and nothing has happened.
    pub fn keep_waiting(&mut self, now: Now, entry: Entry, ticket: Option<Ticket>) -> Option<Standing> {
        let room = &self.rooms[entry.index()];
        let is_far = match ticket {
            None => room.line.len() >= NEAR,
            Some(Ticket { place, .. }) => room.called_for(place).is_none() && room.line.ahead_of(place) >= NEAR,
        };
        if !is_far || room.attendance.is_deserted() {
            return None;
        }
        match ticket {
            None => Some(self.join(now, entry)),
            Some(ticket) => match self.ask(now, ticket) {
                Asked::Wait(standing) => Some(standing),
                // Used or expired: asked once more, it says the same.
                _ => None,
            },
        }
    }

    /// How long somebody would wait who came now: `None` where nobody has to, and to [`Duration::MAX`] while the door is shut.
    pub fn wait_now(&self, entry: Entry) -> Option<Range> {
        let room = &self.rooms[entry.index()];
        if self.pace.is_shut() || self.saturation.is_broken() {
            return Some(Range { least: Duration::ZERO, most: Duration::MAX });
        }
        (!room.is_empty()).then(|| room.waits.range(self.predicted(entry, room.line.len())))
    }

    /// The wait with `ahead` people before, in seconds. In the long run as many come in as visits' work can be done; until
    /// then more do, as long as few are inside, or fewer. With work `w` to come from those inside, and visits of length `l`
    /// at a pace of `p`, w / p - l / 2 is how many seconds it is behind.
    fn predicted(&self, entry: Entry, ahead: usize) -> f64 {
        let room = &self.rooms[entry.index()];
        let share = SHARES[entry.index()] / self.shares().max(SHARES[entry.index()]);
        let later = self.visits.known().map(|visits| {
            let over = visits.length / 2.0;
            Later { pace: self.steady * share / visits.work, lead: over - visits.to_come / self.steady.max(1e-6), over }
        });
        room.waits.predict(room.before(ahead), later, self.rate(entry, self.spare()))
    }

    /// Whether fewer are inside than will be in the long run, or nobody knows.
    fn is_filling(&self) -> bool {
        self.visits.known().is_none_or(|visits| visits.to_come < FILLED * self.steady * visits.length / 2.0)
    }
}
