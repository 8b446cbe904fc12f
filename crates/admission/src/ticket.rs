//! A ticket: somebody's place in line, sealed, so that the person carries it and no list of it has to be kept.

use crate::place::{Entry, Place};
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
    /// The ticket as text for a hidden field.
    pub fn seal(self, keys: &Keys, random: &dyn Random) -> String {
        let mut plain = [0; 9];
        plain[..8].copy_from_slice(&self.place.to_bytes());
        plain[8] = u8::try_from(self.entry.index()).unwrap_or(u8::MAX);
        keys.seal_token(PURPOSE, &[], &plain, random)
    }

    /// Reads a ticket; `None` if we never gave it out.
    pub fn open(text: &str, keys: &Keys) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let plain: [u8; 9] = keys.open_token(PURPOSE, &[], text).ok()?.try_into().ok()?;
        let [place @ .., entry] = plain;
        Some(Self { entry: Entry::from_index(entry)?, place: Place::from_bytes(place) })
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
        let text = ticket.seal(&keys, &SystemRandom);
        assert!(text.len() <= LONGEST, "{}", text.len());
        assert_eq!(Ticket::open(&text, &keys), Some(ticket));
        let other = Keys::new(&MasterKey::generate(&SystemRandom));
        assert_eq!(Ticket::open(&text, &other), None);
        assert_eq!(Ticket::open(&text[1..], &keys), None);
        assert_eq!(Ticket::open("", &keys), None);
        assert_eq!(Ticket::open(&"A".repeat(1 << 20), &keys), None);
    }
}
