//! Keys and randomness that are the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use vault::{Keys, MasterKey, Random, sha256};

/// A stream of bytes that look random and are the same for the same seed.
pub(crate) struct Seeded {
    seed: u64,
    drawn: AtomicU64,
}

pub(crate) fn seeded(seed: u64) -> Seeded {
    Seeded { seed, drawn: AtomicU64::new(0) }
}

impl Random for Seeded {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
            let block = sha256(&[self.seed.to_le_bytes(), drawn.to_le_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// The keys of a master key made from `seed`.
pub(crate) fn keys(seed: u64) -> Keys {
    Keys::new(&MasterKey::generate(&seeded(seed)))
}

/// A change to sealed bytes that gives other bytes: a flipped bit, bytes cut off, bytes added.
#[derive(Clone, Debug)]
pub(crate) enum Tampering {
    Flip { at: prop::sample::Index, bit: u8 },
    CutEnd(prop::sample::Index),
    CutStart(prop::sample::Index),
    Append(Vec<u8>),
    Prepend(Vec<u8>),
}

pub(crate) fn tampering() -> impl Strategy<Value = Tampering> {
    let some_bytes = || prop::collection::vec(any::<u8>(), 1..40);
    prop_oneof![
        6 => (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(at, bit)| Tampering::Flip { at, bit }),
        1 => any::<prop::sample::Index>().prop_map(Tampering::CutEnd),
        1 => any::<prop::sample::Index>().prop_map(Tampering::CutStart),
        1 => some_bytes().prop_map(Tampering::Append),
        1 => some_bytes().prop_map(Tampering::Prepend),
    ]
}

impl Tampering {
    pub(crate) fn apply(&self, sealed: &[u8]) -> Vec<u8> {
        let mut out = sealed.to_vec();
        match self {
            Self::Flip { at, bit } => out[at.index(sealed.len())] ^= 1 << bit,
            Self::CutEnd(at) => out.truncate(at.index(sealed.len())),
            Self::CutStart(at) => out = out.split_off(at.index(sealed.len()) + 1),
            Self::Append(more) => out.extend_from_slice(more),
            Self::Prepend(more) => out = [more, sealed].concat(),
        }
        out
    }
}
