//! Whose tickets are whose, as far as that is known: somebody with an account uses one ticket of a line, and the others they
//! hold in that line lapse.
//!
//! Nothing is kept for a ticket that waits: its owner is sealed in it. What is kept are the sessions of people with an
//! account, so that a new ticket gets its owner, and when an owner last used a ticket. Both are forgotten after a day, and
//! with the process; whatever is forgotten, somebody has a second place at most.

use crate::{day::Day, place::Entry, ticket::Ticket};
use std::num::NonZeroU64;

/// The most sessions and the most uses remembered for each half: 30 megabytes of each.
const MOST: usize = 1 << 20;

/// Somebody with an account, by a keyed hash of it: it is the same on every device and says nothing to anybody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner(NonZeroU64);

impl Owner {
    /// The owner that a keyed hash names.
    pub fn new(hash: &[u8; 32]) -> Self {
        let number = hash.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        Self(NonZeroU64::new(number).unwrap_or(NonZeroU64::MAX))
    }

    pub(crate) fn to_bytes(owner: Option<Self>) -> [u8; 8] {
        owner.map_or(0, |owner| owner.0.get()).to_be_bytes()
    }

    pub(crate) fn from_bytes(bytes: [u8; 8]) -> Option<Self> {
        NonZeroU64::new(u64::from_be_bytes(bytes)).map(Self)
    }
}

/// What is known of owners.
#[derive(Debug)]
pub struct Owners {
    /// Who is signed in to a session, by the session's name.
    sessions: Day<u64, Owner>,
    /// When an owner last used a ticket of a line, in milliseconds since 1970.
    used: Day<(Owner, Entry), u64>,
}

impl Default for Owners {
    fn default() -> Self {
        Self { sessions: Day::new(MOST), used: Day::new(MOST) }
    }
}

impl Owners {
    /// A session was seen at `unix_millis` that is signed in. `owner` is asked for only if that is news.
    pub fn seen(&mut self, unix_millis: u64, session: u64, owner: impl FnOnce() -> Owner) {
        self.sessions.turn_to(unix_millis);
        if !self.sessions.is_fresh(&session) {
            self.sessions.put(session, owner());
        }
    }

    /// Who is signed in to a session.
    pub fn of(&self, session: u64) -> Option<Owner> {
        self.sessions.get(&session)
    }

    /// An owner's ticket is used at `unix_millis`. `false`: it has lapsed, and nothing changes.
    pub fn redeem(&mut self, unix_millis: u64, ticket: Ticket, owner: Owner) -> bool {
        self.used.turn_to(unix_millis);
        let lapsed = self.has_lapsed(ticket, owner);
        if !lapsed {
            // A clock that was set back must not leave a ticket behind that was given before.
            self.used.put((owner, ticket.entry), unix_millis.max(ticket.place.arrival_millis()));
        }
        !lapsed
    }

    /// Whether the owner of a ticket has used one of that line since it was given.
    pub fn has_lapsed(&self, ticket: Ticket, owner: Owner) -> bool {
        self.used.get(&(owner, ticket.entry)).is_some_and(|used| ticket.place.arrival_millis() <= used)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{day::HALF, place::Places};
    use proptest::prelude::*;

    const NOW: u64 = 1_800_000_000_000;

    fn owner(number: u64) -> Owner {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&number.to_be_bytes());
        Owner::new(&hash)
    }

    #[test]
    fn an_owner_has_the_same_bytes_again_and_nobody_is_no_owner() {
        assert_eq!(Owner::from_bytes(Owner::to_bytes(Some(owner(7)))), Some(owner(7)));
        assert_eq!(Owner::from_bytes(Owner::to_bytes(None)), None);
        assert!(Owner::from_bytes(Owner::to_bytes(Some(owner(0)))).is_some());
    }

    #[test]
    fn a_session_is_known_for_half_a_day_after_it_was_seen_and_no_more_than_a_bound_of_them() {
        let mut owners = Owners::default();
        owners.seen(NOW, 1, || owner(7));
        owners.seen(NOW + 1, 1, || panic!("that is no news"));
        owners.seen(NOW + HALF, 2, || owner(8));
        assert_eq!((owners.of(1), owners.of(2)), (Some(owner(7)), Some(owner(8))));
        owners.seen(NOW + 2 * HALF, 3, || owner(9));
        assert_eq!((owners.of(1), owners.of(2)), (None, Some(owner(8))));
        let most = u64::try_from(MOST).unwrap();
        for session in 0..=most {
            owners.seen(NOW + 2 * HALF, 10 + session, || owner(9));
        }
        // Session 3 is one of them.
        assert_eq!((owners.of(10 + most - 2), owners.of(10 + most - 1)), (Some(owner(9)), None));
    }

    proptest! {
        /// Against every use ever made, written down in full.
        #[test]
        fn one_ticket_of_an_owner_and_a_line_is_used_and_those_given_before_lapse(
            steps in proptest::collection::vec((0..3_u64, 0..2_usize, 0..100_u64, any::<bool>()), 1..200),
        ) {
            let mut owners = Owners::default();
            let mut places = Places::new(0);
            let mut given: Vec<(Ticket, Owner, usize)> = Vec::new();
            let mut uses: Vec<(Owner, Entry, usize)> = Vec::new();
            for (at, (who, line, pick, takes)) in steps.into_iter().enumerate() {
                let now = NOW + u64::try_from(at).unwrap();
                let entry = [Entry::SignIn, Entry::Begin][line];
                if takes || given.is_empty() {
                    given.push((Ticket { entry, place: places.give(now) }, owner(who), at));
                } else {
                    let (ticket, owner, since) = given[usize::try_from(pick).unwrap() % given.len()];
                    let lapsed = uses.iter().any(|(other, line, used)| {
                        *other == owner && *line == ticket.entry && *used >= since
                    });
                    prop_assert_eq!(owners.has_lapsed(ticket, owner), lapsed);
                    prop_assert_eq!(owners.redeem(now, ticket, owner), !lapsed);
                    if !lapsed {
                        uses.push((owner, ticket.entry, at));
                    }
                }
            }
        }
    }
}
