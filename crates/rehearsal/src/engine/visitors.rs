//! Everybody who is there, each in a place of their own that goes to somebody else when they have left.

use crate::visit::Visitor;

/// The visitors, by the number of their place.
#[derive(Debug, Default)]
pub(crate) struct Visitors {
    places: Vec<Option<Visitor>>,
    free: Vec<u32>,
}

impl Visitors {
    /// Whoever has this place.
    pub(crate) fn get(&mut self, id: u32) -> Option<&mut Visitor> {
        self.places.get_mut(id as usize).and_then(Option::as_mut)
    }

    /// Gives somebody a place.
    pub(super) fn put(&mut self, visitor: Visitor) -> u32 {
        let id = self.free.pop().unwrap_or_else(|| {
            self.places.push(None);
            u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(place) = self.places.get_mut(id as usize) {
            *place = Some(visitor);
        }
        id
    }

    /// Takes whoever has this place out of it.
    pub(super) fn take(&mut self, id: u32) -> Option<Visitor> {
        let visitor = self.places.get_mut(id as usize).and_then(Option::take)?;
        self.free.push(id);
        Some(visitor)
    }

    /// The places there are, whether or not somebody has them.
    pub(super) fn places(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }
}
