//! Keeps secrets: every key, seal, password hash, signature and unguessable number of Landfall is made here.
//!
//! The picture, from the outside in:
//!
//! - One [`MasterKey`] lies in a file outside the data folder and outside every backup.
//! - [`Keys`] derives one key per purpose from it: wrapping, blind indexes, tokens, secrets, numbers, mail.
//! - Each application has a random [`DataKey`], stored only wrapped. Destroying the wrapped key ends the data.
//! - A document is sealed under a key of its own, in segments ([`SegmentSealer`], [`SegmentOpener`]), so that it can be
//!   streamed and still cannot be cut short, reordered or lengthened unnoticed.
//! - A [`SigningKey`], kept apart from the master key, signs receipts that anyone can check off line.
//!
//! The crate is pure: it reads no clock, file or environment, and takes randomness as a [`Random`]. It never logs.
//! Types that hold a secret wipe it when dropped and print nothing of it with `{:?}`. `docs/key-formats.md` writes down
//! every format byte by byte, so that another program can read them.
//!
//! Deliberately absent: a way to choose an algorithm. A seal starts with a version byte, and a new version is how an
//! algorithm changes.

mod aead;
mod data_key;
mod derive;
pub mod encoding;
mod error;
mod hash;
mod keys;
mod master;
mod numbers;
pub mod passwords;
mod permutation;
mod random;
mod secret;
mod segments;
mod signing;

pub use data_key::DataKey;
pub use error::Error;
pub use hash::{Sha256Stream, same, sha256};
pub use keys::Keys;
pub use master::MasterKey;
pub use numbers::{Draft, Number, NumberFault, Receipt, ReceiptNumber, Reference, SEQUENCES, Series};
pub use random::{Random, SystemRandom};
pub use secret::Secret;
pub use segments::{
    MAX_SEGMENTS, SEALED_SEGMENT, SEGMENT, SEGMENT_HEADER, SegmentOpener, SegmentSealer, plain_length, sealed_length,
};
pub use signing::{PublicKey, SigningKey};
