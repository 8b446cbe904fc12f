//! Places that were used: each is good once. They are remembered in two halves of a day, for as long as a ticket lasts.

use crate::{names::Names, place::Place};
use std::collections::HashSet;

/// One half, in milliseconds.
const HALF: u64 = 43_200_000;
/// The most places remembered for each half of a day.
const MOST: usize = 4 << 20;

/// The used places.
#[derive(Debug, Default)]
pub(crate) struct Used {
    halves: [HashSet<Place, Names>; 2],
    since: u64,
}

impl Used {
    /// Remembers a place.
    pub(crate) fn add(&mut self, place: Place) {
        if self.halves[0].len() < MOST {
            self.halves[0].insert(place);
        }
    }

    /// Forgets that a place was used.
    pub(crate) fn remove(&mut self, place: Place) {
        for half in &mut self.halves {
            half.remove(&place);
        }
    }

    /// Whether it was.
    pub(crate) fn contains(&self, place: Place) -> bool {
        self.halves.iter().any(|half| half.contains(&place))
    }

    /// Forgets the older half when the day has come so far; now it is `unix_millis`.
    pub(crate) fn turn_to(&mut self, unix_millis: u64) {
        if unix_millis >= self.since + HALF {
            self.since = unix_millis;
            self.halves.swap(0, 1);
            self.halves[0].clear();
        }
    }
}
