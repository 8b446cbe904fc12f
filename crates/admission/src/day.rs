//! What is remembered for a day, as long as a ticket lasts, and then forgotten: used places, sessions, uses.

use crate::names::Names;
use std::collections::HashMap;
use std::hash::Hash;

/// Half of what a ticket lasts, in milliseconds.
pub(crate) const HALF: u64 = 43_200_000;

/// A map of bounded size in two halves of a day. The older half is forgotten when a new one begins.
#[derive(Debug)]
pub(crate) struct Day<K, V = ()> {
    halves: [HashMap<K, V, Names>; 2],
    /// When the newer half began, in milliseconds since 1970.
    since: u64,
    /// The most that is remembered for each half. What comes later is not.
    most: usize,
}

impl<K: Eq + Hash, V: Copy> Day<K, V> {
    pub(crate) fn new(most: usize) -> Self {
        Self { halves: Default::default(), since: 0, most }
    }

    /// Forgets the older half when the day has come so far; now it is `unix_millis`.
    pub(crate) fn turn_to(&mut self, unix_millis: u64) {
        if unix_millis >= self.since + HALF {
            self.since = unix_millis;
            self.halves.swap(0, 1);
            self.halves[0] = HashMap::default();
        }
    }

    pub(crate) fn put(&mut self, key: K, value: V) {
        if self.halves[0].len() < self.most || self.is_fresh(&key) {
            self.halves[0].insert(key, value);
        }
    }

    /// What was put last.
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        self.halves.iter().find_map(|half| half.get(key)).copied()
    }

    /// Whether it was put in the newer half, so that it is remembered long enough.
    pub(crate) fn is_fresh(&self, key: &K) -> bool {
        self.halves[0].contains_key(key)
    }

    pub(crate) fn remove(&mut self, key: &K) {
        for half in &mut self.halves {
            half.remove(key);
        }
    }
}
