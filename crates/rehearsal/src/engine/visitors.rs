//! Everybody who is there, each in a place of their own that goes to somebody else when they have left.

/// The visitors, by the number of their place.
#[derive(Debug)]
pub(crate) struct Visitors<V> {
    places: Vec<Place<V>>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Place<V> {
    visitor: Option<V>,
    /// Tells the one timer that counts from those set before, for this visitor or for whoever had the place before them.
    stamp: u32,
}

impl<V> Default for Visitors<V> {
    fn default() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }
}

impl<V> Visitors<V> {
    /// Whoever has this place.
    pub(crate) fn get(&mut self, id: u32) -> Option<&mut V> {
        self.places.get_mut(id as usize).and_then(|place| place.visitor.as_mut())
    }

    /// Whoever has this place, if a timer with this stamp is theirs and the last one set.
    pub(super) fn rung(&mut self, id: u32, stamp: u32) -> Option<&mut V> {
        let place = self.places.get_mut(id as usize).filter(|place| place.stamp == stamp);
        place.and_then(|place| place.visitor.as_mut())
    }

    /// A stamp for a new timer of whoever has this place. Timers set before count no more.
    pub(super) fn stamp(&mut self, id: u32) -> Option<u32> {
        let place = self.places.get_mut(id as usize).filter(|place| place.visitor.is_some())?;
        place.stamp = place.stamp.wrapping_add(1);
        Some(place.stamp)
    }

    /// Gives somebody a place.
    pub(super) fn put(&mut self, visitor: V) -> u32 {
        let id = self.free.pop().unwrap_or_else(|| {
            self.places.push(Place { visitor: None, stamp: 0 });
            u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(place) = self.places.get_mut(id as usize) {
            place.visitor = Some(visitor);
            place.stamp = place.stamp.wrapping_add(1);
        }
        id
    }

    /// Takes whoever has this place out of it.
    pub(super) fn take(&mut self, id: u32) -> Option<V> {
        let visitor = self.places.get_mut(id as usize)?.visitor.take()?;
        self.free.push(id);
        Some(visitor)
    }

    /// The places there are, whether or not somebody has them.
    pub(super) fn places(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_timer_of_somebody_rings_and_no_earlier_one() {
        let mut visitors = Visitors::default();
        let id = visitors.put("Ann");
        let (first, last) = (visitors.stamp(id).unwrap(), visitors.stamp(id).unwrap());
        assert_eq!(visitors.rung(id, first), None);
        assert_eq!(visitors.rung(id, last), Some(&mut "Ann"));
    }

    #[test]
    fn a_timer_of_somebody_who_left_never_rings_for_whoever_has_their_place_now() {
        let mut visitors = Visitors::default();
        let id = visitors.put("Ann");
        let left = [(); 9].map(|()| visitors.stamp(id).unwrap());
        assert_eq!(visitors.take(id), Some("Ann"));
        assert_eq!(visitors.stamp(id), None);
        assert_eq!(visitors.put("Ben"), id);
        for _ in 0..9 {
            assert!(left.iter().all(|stamp| visitors.rung(id, *stamp).is_none()));
            let stamp = visitors.stamp(id).unwrap();
            assert!(left.iter().all(|left| visitors.rung(id, *left).is_none()));
            assert_eq!(visitors.rung(id, stamp), Some(&mut "Ben"));
        }
    }
}
