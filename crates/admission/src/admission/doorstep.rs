//! Those whose turn has come, or nearly: they wait for a moment with an open connection, so that somebody is there whenever
//! there is room. However people keep their time, the machine is never idle for want of the next.

use super::Admission;
use crate::{now::Now, place::Entry, standing::Entered, ticket::Ticket};
use std::collections::BTreeSet;

/// The most who wait at the door: each holds a connection.
const MOST_AT_THE_DOOR: usize = 1_024;
/// The most at the door who are no crowd yet.
const NO_CROWD: usize = 4;

impl Admission {
    /// Somebody stays at the door for a moment, as [`Standing::may_stand`](crate::Standing::may_stand) allows.
    /// [`sample`](Self::sample) says when they come in; until then, or until [`step_away`](Self::step_away), they are
    /// expected nowhere else.
    pub fn wait_at_the_door(&mut self, ticket: Ticket) {
        self.at_the_door[ticket.entry.index()].insert(ticket.place);
    }

    /// Somebody does not stay at the door any longer; they keep their place.
    pub fn step_away(&mut self, ticket: Ticket) {
        self.at_the_door[ticket.entry.index()].remove(&ticket.place);
    }

    /// Somebody who was let in from the door was gone by then: the place is theirs as before.
    pub fn missed(&mut self, now: Now, ticket: Ticket) {
        self.bucket += self.takes(ticket.entry);
        self.used.remove(&ticket.place);
        self.rooms[ticket.entry.index()].call_once_more(ticket.place, now.since_start.as_secs());
    }

    /// Lets somebody in whose turn it is.
    pub(super) fn take_in(&mut self, ticket: Ticket, seconds: f64) -> Entered {
        let Ticket { entry, place } = ticket;
        self.step_away(ticket);
        self.rooms[entry.index()].enter(place, seconds);
        self.used.put(place, ());
        self.let_in(entry, place.arrival_millis())
    }

    /// Lets those in who are at the door, in their order, as far as there is room.
    pub(super) fn let_in_from_the_door(&mut self, seconds: f64) -> Vec<(Ticket, Entered)> {
        let mut entered = Vec::new();
        for entry in Entry::ALL {
            while let Some(place) = self.at_the_door[entry.index()].first().copied() {
                if !self.rooms[entry.index()].is_turn_of(place, seconds) || !self.has_room(entry) {
                    break;
                }
                let ticket = Ticket { entry, place };
                entered.push((ticket, self.take_in(ticket, seconds)));
            }
        }
        entered
    }

    /// Whether so many want to come in that forecasts are needed: a few, one after the other, show at once what they cost.
    pub(super) fn is_crowded(&self) -> bool {
        self.rooms.iter().any(|room| !room.line.is_empty())
            || self.at_the_door.iter().map(BTreeSet::len).sum::<usize>() > NO_CROWD
    }

    pub(super) fn door_has_room(&self) -> bool {
        !self.saturation.is_full() && self.at_the_door.iter().map(BTreeSet::len).sum::<usize>() < MOST_AT_THE_DOOR
    }
}
