//! Passwords: hashed with Argon2id so that a stolen store does not give them away cheaply.
//!
//! One hash takes about 20 ms of a core and 19 MiB of memory, on purpose. Whoever calls this bounds how many run at once
//! and keeps them off the threads that answer requests; nothing here does.

use argon2::password_hash::phc::PasswordHash;
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Params, PasswordHasher, Version};
use zeroize::Zeroizing;

use crate::hash::same;
use crate::random::{Random, draw};

/// Memory of one hash in KiB: 19 MiB, OWASP's minimum for two passes (Password Storage Cheat Sheet, Argon2id).
const MEMORY: u32 = 19_456;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Lanes; one, since one request gets one thread.
const LANES: u32 = 1;
/// Bytes of a hash.
const OUTPUT: usize = 32;
/// Random bytes of a salt (RFC 9106, section 3.1 recommends 16).
const SALT: usize = 16;
/// The most memory, in KiB, that a stored hash may ask for: a damaged row must not exhaust the machine.
const MAX_MEMORY: u32 = 256 * 1024;
/// The most passes a stored hash may ask for.
const MAX_PASSES: u32 = 16;
/// The most lanes a stored hash may ask for.
const MAX_LANES: u32 = 16;

/// Hashes a password for storage, as a PHC string (`$argon2id$v=19$m=19456,t=2,p=1$…`).
///
/// The password's bytes count: normalise it (Unicode NFC) the same way here and in [`verify`], and bound its length
/// where it is taken from the network.
pub fn hash(password: &str, random: &dyn Random) -> String {
    let salt: [u8; SALT] = draw(random);
    hash_with_salt(password, &salt)
}

/// Whether `password` is the one `stored` was made from.
///
/// A `stored` that is no Argon2id hash, or asks for more work than any of ours, is never verified; it takes as long as
/// one that is.
pub fn verify(password: &str, stored: &str) -> bool {
    let Some(stored) = Stored::parse(stored) else {
        dummy_verify(password);
        return false;
    };
    let mut found = Zeroizing::new(vec![0; stored.hash.len()]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, stored.params)
        .hash_password_into(password.as_bytes(), &stored.salt, &mut found)
        .is_ok()
        && same(&found, &stored.hash)
}

/// Whether a hash that just verified should be replaced, because it was made with other settings than today's.
pub fn needs_rehash(stored: &str) -> bool {
    Stored::parse(stored).is_none_or(|stored| {
        let params = &stored.params;
        (params.m_cost(), params.t_cost(), params.p_cost(), stored.hash.len()) != (MEMORY, PASSES, LANES, OUTPUT)
    })
}

/// Takes as long as [`verify`] and tells nothing.
///
/// For a login whose account does not exist: without it, the quick answer would say so.
pub fn dummy_verify(password: &str) {
    let mut found = Zeroizing::new([0; OUTPUT]);
    let hashed = today().hash_password_into(password.as_bytes(), &[0; SALT], found.as_mut_slice());
    // Keeps the work from being optimised away.
    std::hint::black_box((hashed.is_ok(), same(found.as_slice(), &[0; OUTPUT])));
}

fn today() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, Some(OUTPUT)).expect("today's settings are within Argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_with_salt(password: &str, salt: &[u8]) -> String {
    today()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("Argon2 hashes any password shorter than 4 GiB")
        .to_string()
}

/// A stored hash, checked to ask for no more than the limits.
struct Stored {
    params: Params,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Stored {
    fn parse(text: &str) -> Option<Self> {
        let parsed = PasswordHash::new(text).ok()?;
        let params = Params::try_from(&parsed).ok()?;
        let bounded = params.m_cost() <= MAX_MEMORY && params.t_cost() <= MAX_PASSES && params.p_cost() <= MAX_LANES;
        let ours = parsed.algorithm == ARGON2ID_IDENT && parsed.version == Some(Version::V0x13.into());
        if !(bounded && ours) {
            return None;
        }
        Some(Self { params, salt: parsed.salt?.to_vec(), hash: parsed.hash?.as_bytes().to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From Argon2's reference implementation (phc-winner-argon2, test.c): version 0x13, t=2, p=1, "password", "somesalt".
    const REFERENCE: [(&str, &str); 2] = [
        ("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
        ("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
    ];

    #[test]
    fn hashes_of_the_reference_implementation_verify() {
        for (password, stored) in REFERENCE {
            assert!(verify(password, stored));
            assert!(!verify("differentpassword", stored));
            assert!(needs_rehash(stored), "it was made with other settings");
        }
    }

    #[test]
    fn todays_settings_are_what_owasp_asks_for() {
        let stored = hash_with_salt("correct horse", b"0123456789abcdef");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"), "{stored}");
        assert!(!needs_rehash(&stored));
    }

    #[test]
    fn a_stored_hash_that_asks_for_too_much_is_refused() {
        for stored in [
            "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=256,t=1000000,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY",
            "$argon2id$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ",
            "",
            "password",
        ] {
            assert!(Stored::parse(stored).is_none(), "{stored}");
            assert!(!verify("password", stored), "{stored}");
            assert!(needs_rehash(stored));
        }
    }
}
