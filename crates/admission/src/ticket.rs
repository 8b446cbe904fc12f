//! A ticket: somebody's place in line, sealed, so that the person carries it and no list of it has to be kept.

use crate::{
    owners::Owner,
    place::{Entry, Place},
};
use vault::{Keys, Random};

/// What tickets are sealed for.
const PURPOSE: &str = "waiting room ticket";
/// The longest text that can be a ticket; longer ones are not even looked at.
const LONGEST: usize = 96;

/// A place in one of the lines. It is checked without looking anything up, so a restart keeps everybody's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// What the person waits for.
    pub entry: Entry,
    /// Where the person stands.
    pub place: Place,
}

impl Ticket {
    /// The ticket as text for a hidden field, with whose it is if that is known.
    pub fn seal(self, owner: Option<Owner>, keys: &Keys, random: &dyn Random) -> String {
        let mut plain = [0; 17];
        plain[..8].copy_from_slice(&self.place.to_bytes());
        plain[8..16].copy_from_slice(&Owner::to_bytes(owner));
        plain[16] = u8::try_from(self.entry.index()).unwrap_or(u8::MAX);
        keys.seal_token(PURPOSE, &[], &plain, random)
    }

    /// Reads a ticket, and whose it is; `None` if we never gave it out.
    pub fn open(text: &str, keys: &Keys) -> Option<(Self, Option<Owner>)> {
        if text.len() > LONGEST {
            return None;
        }
        let plain: [u8; 17] = keys.open_token(PURPOSE, &[], text).ok()?.try_into().ok()?;
        let (place, rest) = plain.split_first_chunk()?;
        let (owner, entry) = rest.split_first_chunk()?;
        let ticket = Self { entry: Entry::from_index(*entry.first()?)?, place: Place::from_bytes(*place) };
        Some((ticket, Owner::from_bytes(*owner)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Places;
    use vault::{MasterKey, SystemRandom};

    #[test]
    fn a_ticket_comes_back_as_it_was_given_and_no_other_does() {
        let keys = Keys::new(&MasterKey::generate(&SystemRandom));
        let ticket = Ticket { entry: Entry::SignIn, place: Places::new(0).give(1_800_000_000_000) };
        let owner = Some(Owner::new(&[7; 32]));
        assert_eq!(Ticket::open(&ticket.seal(owner, &keys, &SystemRandom), &keys), Some((ticket, owner)));
        let text = ticket.seal(None, &keys, &SystemRandom);
        assert!(text.len() <= LONGEST, "{}", text.len());
        assert_eq!(Ticket::open(&text, &keys), Some((ticket, None)));
        let other = Keys::new(&MasterKey::generate(&SystemRandom));
        assert_eq!(Ticket::open(&text, &other), None);
        assert_eq!(Ticket::open(&text[1..], &keys), None);
        assert_eq!(Ticket::open("", &keys), None);
        assert_eq!(Ticket::open(&"A".repeat(1 << 20), &keys), None);
    }
}
