//! A place in line: when somebody arrived, and who came first within the same millisecond.

/// Bits of a place that tell arrivals of one millisecond apart.
const SEQUENCE_BITS: u32 = 16;
/// Bits of a place that name the machine, so that two of them never give out the same place.
const NODE_BITS: u32 = 6;

/// What somebody wants who is not inside yet. Each has a line of its own; the order is that of importance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// Go on with an application that was begun before, by its resume link.
    Resume,
    /// Sign in, which costs a password hash.
    SignIn,
    /// Begin an application.
    Begin,
}

impl Entry {
    /// All of them, the most important first.
    pub const ALL: [Self; 3] = [Self::Resume, Self::SignIn, Self::Begin];

    /// A number for tickets and arrays.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// What binds a sealed token to this entry.
    pub const fn aad(self) -> [u8; 1] {
        [self as u8]
    }

    pub(crate) fn from_index(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }
}

/// Somebody's place in line. Places compare in order of arrival; no two are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u64);

impl Place {
    /// When its holder arrived, in milliseconds since 1970.
    pub const fn arrival_millis(self) -> u64 {
        self.0 >> (SEQUENCE_BITS + NODE_BITS)
    }

    pub(crate) const fn to_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }

    pub(crate) const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(u64::from_be_bytes(bytes))
    }
}

/// Gives out places, each later than the last, even when the wall clock is set back.
#[derive(Debug)]
pub struct Places {
    node: u64,
    millis: u64,
    sequence: u64,
}

impl Places {
    /// Gives out the places of machine `node`, of which the lowest six bits count.
    pub fn new(node: u8) -> Self {
        Self { node: u64::from(node) & ((1 << NODE_BITS) - 1), millis: 0, sequence: 0 }
    }

    /// The next place, for somebody who arrives now.
    pub fn give(&mut self, unix_millis: u64) -> Place {
        if unix_millis > self.millis {
            (self.millis, self.sequence) = (unix_millis, 0);
        } else {
            self.sequence += 1;
            if self.sequence >> SEQUENCE_BITS != 0 {
                (self.millis, self.sequence) = (self.millis + 1, 0);
            }
        }
        Place((self.millis << (SEQUENCE_BITS + NODE_BITS)) | (self.sequence << NODE_BITS) | self.node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_given_in_order_also_when_a_clock_is_set_back_or_a_million_come_at_once() {
        let mut places = Places::new(3);
        let mut last = places.give(1_000);
        assert_eq!(last.arrival_millis(), 1_000);
        for at in std::iter::repeat_n(1_000, 200_000).chain([900, 1_001, 1_005, 5_000]) {
            let next = places.give(at);
            assert!(next > last);
            last = next;
        }
        assert_eq!(last.arrival_millis(), 5_000);
    }

    #[test]
    fn two_machines_never_give_the_same_place() {
        assert_ne!(Places::new(1).give(7), Places::new(2).give(7));
    }
}
