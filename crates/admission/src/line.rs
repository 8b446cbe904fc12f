//! The line: who waits, in order of arrival. Ten bytes a person, kept in chunks, so that a place is found, counted and
//! taken out in microseconds with millions waiting.

use crate::place::Place;

/// People in a full chunk.
const CHUNK: usize = 512;
/// People for whom a chunk has memory to spare once some have gone.
const SPARE: usize = 32;
/// People in two neighbouring chunks together that are made into one: nearly full, and with room for a late one.
const MERGED: usize = 448;

/// One line.
#[derive(Debug, Default)]
pub struct Line {
    chunks: Vec<Chunk>,
    /// How many stand in each chunk, apart, so that counting the people ahead reads little memory.
    counts: Vec<u32>,
    length: usize,
    /// The chunk that is looked through next for people who stopped asking.
    swept: usize,
}

#[derive(Debug)]
struct Chunk {
    places: Vec<Place>,
    /// When each is expected to ask again at the latest, in seconds since the start, modulo 65,536.
    expected: Vec<u16>,
}

fn clock(seconds: u64) -> u16 {
    // The lowest bits are the clock: it goes round in 18 hours, and nobody is expected further off than two.
    u16::try_from(seconds & u64::from(u16::MAX)).unwrap_or(u16::MAX)
}

/// The moment, in whole seconds, that `expected` stands for.
fn moment(expected: u16, now: u64) -> u64 {
    if is_past(expected, clock(now)) { now } else { now + u64::from(expected.wrapping_sub(clock(now))) }
}

/// Whether `expected` lies before `now` on a clock that goes round.
fn is_past(expected: u16, now: u16) -> bool {
    let behind = now.wrapping_sub(expected);
    behind != 0 && behind < u16::MAX / 2
}

impl Line {
    /// How many wait.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Puts somebody in at their place, or says again when they are expected: at the latest `seconds` after the start.
    /// Returns whether they are new in the line.
    pub fn expect(&mut self, place: Place, seconds: u64) -> bool {
        let (chunk, found) = self.find(place);
        let expected = clock(seconds);
        match found {
            Ok(index) => {
                self.chunks[chunk].expected[index] = expected;
                false
            }
            Err(index) => {
                self.insert(chunk, index, place, expected);
                true
            }
        }
    }

    /// Until when, in seconds since the start, somebody is expected who stands in the line.
    pub fn expected(&self, place: Place, now: u64) -> Option<u64> {
        let (chunk, found) = self.find(place);
        found.ok().map(|index| moment(self.chunks[chunk].expected[index], now))
    }

    /// How many stand before `place`, whether or not its holder is in the line.
    pub fn ahead_of(&self, place: Place) -> usize {
        let (chunk, found) = self.find(place);
        let (Ok(within) | Err(within)) = found;
        self.counts[..chunk.min(self.counts.len())].iter().map(|count| *count as usize).sum::<usize>() + within
    }

    /// Takes somebody out. Returns whether they were there.
    pub fn remove(&mut self, place: Place) -> bool {
        let (chunk, found) = self.find(place);
        let Ok(index) = found else { return false };
        self.take(chunk, index);
        true
    }

    /// The first in line.
    pub fn first(&self) -> Option<Place> {
        self.chunks.first().and_then(|chunk| chunk.places.first()).copied()
    }

    /// Takes the first out, `now` seconds after the start, and tells until when they are expected.
    pub fn pop_first(&mut self, now: u64) -> Option<(Place, u64)> {
        let chunk = self.chunks.first()?;
        let (place, expected) = (*chunk.places.first()?, *chunk.expected.first()?);
        self.take(0, 0);
        Some((place, moment(expected, now)))
    }

    /// Looks through some of the line (`chunks` times 512 people) and takes out those expected before `seconds` after the
    /// start. Returns how many. Call it often: it goes on where it stopped.
    pub fn sweep(&mut self, seconds: u64, chunks: usize) -> usize {
        let now = clock(seconds);
        let mut gone = 0;
        for _ in 0..chunks.min(self.chunks.len()) {
            if self.swept >= self.chunks.len() {
                self.swept = 0;
            }
            let Some(chunk) = self.chunks.get_mut(self.swept) else { break };
            let before = chunk.places.len();
            let mut kept = chunk.expected.iter().map(|expected| !is_past(*expected, now));
            chunk.places.retain(|_| kept.next().unwrap_or(true));
            chunk.expected.retain(|expected| !is_past(*expected, now));
            chunk.fit();
            gone += before - chunk.places.len();
            self.length -= before - chunk.places.len();
            self.counts[self.swept] = u32::try_from(chunk.places.len()).unwrap_or(u32::MAX);
            if chunk.places.is_empty() {
                self.drop_chunk(self.swept);
            } else if !self.merge(self.swept) {
                self.swept += 1;
            }
        }
        gone
    }

    /// Bytes of memory it takes.
    pub fn bytes(&self) -> usize {
        let chunk = |chunk: &Chunk| {
            chunk.places.capacity() * size_of::<Place>() + chunk.expected.capacity() * 2 + size_of::<Chunk>() + 4
        };
        self.chunks.iter().map(chunk).sum()
    }

    /// The chunk a place belongs to, and where in it: found there, or to be put there.
    fn find(&self, place: Place) -> (usize, Result<usize, usize>) {
        let after = self.chunks.partition_point(|chunk| chunk.places.first().is_some_and(|first| *first <= place));
        let chunk = after.saturating_sub(1);
        (chunk, self.chunks.get(chunk).map_or(Err(0), |chunk| chunk.places.binary_search(&place)))
    }

    fn insert(&mut self, mut chunk: usize, mut index: usize, place: Place, expected: u16) {
        self.length += 1;
        if self.chunks.is_empty() {
            self.add_chunk(0, Chunk::new());
        } else if self.chunks[chunk].places.len() == CHUNK {
            if chunk + 1 == self.chunks.len() && index == CHUNK {
                // The usual case: somebody joins at the end, and full chunks stay full.
                chunk += 1;
                index = 0;
                self.add_chunk(chunk, Chunk::new());
            } else {
                let mut upper = Chunk::new();
                upper.places.extend(self.chunks[chunk].places.drain(CHUNK / 2..));
                upper.expected.extend(self.chunks[chunk].expected.drain(CHUNK / 2..));
                self.counts[chunk] = u32::try_from(CHUNK / 2).unwrap_or(u32::MAX);
                self.add_chunk(chunk + 1, upper);
                if index > CHUNK / 2 {
                    chunk += 1;
                    index -= CHUNK / 2;
                }
            }
        }
        self.chunks[chunk].grow();
        self.chunks[chunk].places.insert(index, place);
        self.chunks[chunk].expected.insert(index, expected);
        self.counts[chunk] += 1;
    }

    fn take(&mut self, chunk: usize, index: usize) {
        self.chunks[chunk].places.remove(index);
        self.chunks[chunk].expected.remove(index);
        self.counts[chunk] -= 1;
        self.length -= 1;
        if self.chunks[chunk].places.is_empty() {
            self.drop_chunk(chunk);
        }
    }

    fn add_chunk(&mut self, at: usize, chunk: Chunk) {
        self.counts.insert(at, u32::try_from(chunk.places.len()).unwrap_or(u32::MAX));
        self.chunks.insert(at, chunk);
    }

    /// Puts the chunk after `at` into it, when they have become small. Returns whether they had.
    fn merge(&mut self, at: usize) -> bool {
        let Some(next) = self.chunks.get(at + 1) else { return false };
        if self.chunks[at].places.len() + next.places.len() > MERGED {
            return false;
        }
        let next = self.chunks.remove(at + 1);
        self.chunks[at].places.extend(next.places);
        self.chunks[at].expected.extend(next.expected);
        self.counts[at] += self.counts.remove(at + 1);
        true
    }

    fn drop_chunk(&mut self, at: usize) {
        self.chunks.remove(at);
        self.counts.remove(at);
    }
}

impl Chunk {
    fn new() -> Self {
        Self { places: Vec::with_capacity(CHUNK), expected: Vec::with_capacity(CHUNK) }
    }

    /// Gives back memory that those who have gone took.
    fn fit(&mut self) {
        if self.places.capacity() > self.places.len() + 2 * SPARE {
            self.places.shrink_to(self.places.len() + SPARE);
            self.expected.shrink_to(self.places.len() + SPARE);
        }
    }

    /// Takes memory for one more, and a few.
    fn grow(&mut self) {
        if self.places.capacity() == self.places.len() {
            self.places.reserve_exact(SPARE);
            self.expected.reserve_exact(SPARE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Places;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn people_leave_in_the_order_they_came() {
        let (mut line, mut places) = (Line::default(), Places::new(0));
        let came: Vec<_> = (0..5_000).map(|at| places.give(at / 7)).collect();
        for place in &came {
            assert!(line.expect(*place, 60));
        }
        assert_eq!(line.ahead_of(came[4_321]), 4_321);
        let left: Vec<_> = std::iter::from_fn(|| line.pop_first(0)).map(|(place, _)| place).collect();
        assert_eq!(left, came);
    }

    #[test]
    fn a_person_waiting_takes_at_most_sixteen_bytes_also_when_the_line_is_rebuilt_in_any_order() {
        let mut places = Places::new(0);
        let mut came: Vec<_> = (0..200_000).map(|at| places.give(at)).collect();
        let mut line = Line::default();
        for place in &came {
            line.expect(*place, 60);
        }
        assert!(line.bytes() <= 200_000 * 11, "{}", line.bytes());
        // After a restart they come in whatever order they ask.
        let mut rebuilt = Line::default();
        let mut seed = 1_u64;
        for index in (1..came.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            came.swap(index, usize::try_from(seed >> 33).unwrap() % (index + 1));
        }
        for place in &came {
            rebuilt.expect(*place, 60);
        }
        assert!(rebuilt.bytes() <= 200_000 * 16, "{}", rebuilt.bytes());
        came.sort();
        assert_eq!(rebuilt.ahead_of(came[150_000]), 150_000);
    }

    proptest! {
        #[test]
        fn a_line_is_an_ordered_map(steps in proptest::collection::vec((0..6_u8, 0..2_000_u64, 0..400_u64), 1..4_000)) {
            let mut line = Line::default();
            let mut model: BTreeMap<Place, u64> = BTreeMap::new();
            let place = |at: u64| Places::new(0).give(at);
            let mut now = 0;
            for (what, at, more) in steps {
                now += 1;
                match what {
                    0..=2 => prop_assert_eq!(line.expect(place(at), now + more), model.insert(place(at), now + more).is_none()),
                    3 => prop_assert_eq!(line.remove(place(at)), model.remove(&place(at)).is_some()),
                    4 => prop_assert_eq!(line.pop_first(now).map(|(place, _)| place), model.pop_first().map(|(place, _)| place)),
                    _ => {
                        line.sweep(now, usize::MAX);
                        model.retain(|_, expected| *expected >= now);
                    }
                }
                prop_assert_eq!(line.len(), model.len());
                prop_assert_eq!(line.first(), model.keys().next().copied());
                prop_assert_eq!(line.ahead_of(place(at)), model.range(..place(at)).count());
                prop_assert_eq!(line.expected(place(at), now), model.get(&place(at)).map(|expected| (*expected).max(now)));
            }
        }
    }
}
