//! What a request pays for: who it is from becomes a number that means nothing after the night, and is put aside.

use crate::{
    Country, Mark, Tongue,
    ring::{Read, Ring},
};
use siphasher::sip::SipHasher13;
use std::{
    cell::Cell,
    hash::Hasher as _,
    net::IpAddr,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
};

/// The most of a browser's name that is looked at, in bytes. Usual ones have 80 to 200.
const MOST_OF_NAME: usize = 256;
/// Bits of an IPv6 address that belong to one line. A device changes the rest as it likes (RFC 8981).
const LINE_BITS: u32 = 64;

/// Takes marks from every thread that serves.
#[derive(Debug)]
pub struct Counter {
    /// The key of the hash. Its halves are written apart when the day turns: whoever is hashed in between counts as one more
    /// visitor, once.
    salt: [AtomicU64; 2],
    /// One for each thread.
    rings: Box<[Ring]>,
}

/// Somebody, as far as they are known here.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    visitor: u64,
    country: Country,
}

/// How far the rings of a counter have been read.
#[derive(Debug)]
pub(crate) struct Places(Vec<Read>);

impl Counter {
    /// A counter for so many threads, under this salt: 16 random bytes, of which there is no copy.
    pub fn new(threads: usize, salt: [u8; 16]) -> Self {
        let rings = (0..threads.max(1)).map(|_| Ring::new()).collect();
        let counter = Self { salt: [AtomicU64::default(), AtomicU64::default()], rings };
        counter.turn(salt);
        counter
    }

    /// Throws the salt away for another: from here on everybody is somebody new.
    pub(crate) fn turn(&self, salt: [u8; 16]) {
        let salt = u128::from_le_bytes(salt);
        #[expect(clippy::cast_possible_truncation, reason = "its two halves")]
        for (half, bits) in self.salt.iter().zip([salt as u64, (salt >> 64) as u64]) {
            half.store(bits, Relaxed);
        }
    }

    /// Somebody at this address with a browser of this name. Neither is kept.
    pub fn person(&self, address: IpAddr, browser: &[u8], country: Country) -> Person {
        let [low, high] = &self.salt;
        let mut hasher = SipHasher13::new_with_keys(low.load(Relaxed), high.load(Relaxed));
        match address.to_canonical() {
            IpAddr::V4(address) => hasher.write_u32(address.to_bits()),
            IpAddr::V6(address) => hasher.write_u128(address.to_bits() >> LINE_BITS),
        }
        hasher.write(&browser[..browser.len().min(MOST_OF_NAME)]);
        Person { visitor: hasher.finish(), country }
    }

    /// They asked for a page.
    pub fn saw(&self, person: Person, page: u16, tongue: Tongue) {
        static THREADS: AtomicUsize = AtomicUsize::new(0);
        thread_local! {
            static MINE: Cell<usize> = Cell::new(THREADS.fetch_add(1, Relaxed));
        }
        let Person { visitor, country } = person;
        self.rings[MINE.get() % self.rings.len()].put(Mark { visitor, country, page, tongue });
    }

    pub(crate) fn places(&self) -> Places {
        Places(self.rings.iter().map(|_| Read::default()).collect())
    }

    /// Hands over every mark since the last time, and returns how many were missed.
    pub(crate) fn take(&self, places: &mut Places, mut each: impl FnMut(Mark)) -> u64 {
        self.rings.iter().zip(&mut places.0).map(|(ring, read)| ring.take(read, &mut each)).sum()
    }

    /// Bytes of memory it takes, which are always the same.
    pub fn bytes(&self) -> usize {
        self.rings.len() * (size_of::<Ring>() + crate::ring::ROOM * size_of::<AtomicU64>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(counter: &Counter, address: &str, browser: &str) -> u64 {
        counter.person(address.parse().unwrap(), browser.as_bytes(), Country::UNKNOWN).visitor
    }

    #[test]
    fn a_visitor_is_an_address_and_a_browser_and_of_ipv6_the_line() {
        let counter = Counter::new(1, [7; 16]);
        let one = visitor(&counter, "203.0.113.9", "Firefox");
        assert_eq!(one, visitor(&counter, "::ffff:203.0.113.9", "Firefox"));
        assert_ne!(one, visitor(&counter, "203.0.113.9", "Safari"));
        assert_ne!(one, visitor(&counter, "203.0.113.10", "Firefox"));
        let line = visitor(&counter, "2001:db8:1:2::1", "Firefox");
        assert_eq!(line, visitor(&counter, "2001:db8:1:2:ffff::9", "Firefox"));
        assert_ne!(line, visitor(&counter, "2001:db8:1:3::1", "Firefox"));
    }

    #[test]
    fn a_name_without_end_is_looked_at_as_far_as_its_bound() {
        let counter = Counter::new(1, [7; 16]);
        let (long, longer) = ("x".repeat(MOST_OF_NAME), "x".repeat(60_000));
        assert_eq!(visitor(&counter, "203.0.113.9", &long), visitor(&counter, "203.0.113.9", &longer));
    }

    #[test]
    fn under_another_salt_everybody_is_somebody_else() {
        let counter = Counter::new(1, [7; 16]);
        let before = visitor(&counter, "203.0.113.9", "Firefox");
        counter.turn([8; 16]);
        assert_ne!(before, visitor(&counter, "203.0.113.9", "Firefox"));
        assert!(!format!("{counter:?}").contains(&format!("{}", u64::from_le_bytes([7; 8]))), "the old salt is gone");
    }

    #[test]
    fn what_threads_saw_comes_together() {
        let counter = Counter::new(2, [7; 16]);
        std::thread::scope(|scope| {
            for number in 0..8_u8 {
                let counter = &counter;
                scope.spawn(move || {
                    let person = counter.person(IpAddr::from([203, 0, 113, number]), b"", Country::UNKNOWN);
                    counter.saw(person, 1, Tongue::En);
                });
            }
        });
        let mut seen = 0;
        assert_eq!(counter.take(&mut counter.places(), |_| seen += 1), 0);
        assert_eq!(seen, 8);
    }
}
