//! Secrets handed to people: what a resume link, a status page or a mailed link proves its holder by.

use zeroize::Zeroizing;

use crate::error::Error;
use crate::random::{Random, draw};

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 160 bits.
const BYTES: usize = 20;
const CHARACTERS: usize = 32;
const GROUP: usize = 4;
/// Eight groups of four with a hyphen between them.
const TEXT: usize = CHARACTERS + CHARACTERS / GROUP - 1;
/// The longest text that is looked at, in bytes.
const MAX_TEXT: usize = 128;

/// 160 random bits, as text a person can copy by hand: `7K2M-9QWX-…`, eight groups of four.
///
/// Too many to guess, so a fast keyed hash is what to store (see [`Keys::hash_secret`](crate::Keys::hash_secret)).
/// Wiped when dropped; nothing of it is printed by `{:?}`.
#[derive(Clone)]
pub struct Secret {
    bytes: Zeroizing<[u8; BYTES]>,
    text: Zeroizing<String>,
}

impl Secret {
    /// Draws a new secret.
    pub fn new(random: &dyn Random) -> Self {
        Self::from_bytes(Zeroizing::new(draw(random)))
    }

    /// Reads a secret as typed or pasted: case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// [`Error::NotASecret`] if it has another length or other characters.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() > MAX_TEXT {
            return Err(Error::NotASecret);
        }
        let mut bytes = Zeroizing::new([0; BYTES]);
        let mut values = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(value_of);
        // Five bytes are eight characters: 40 bits.
        for chunk in bytes.chunks_exact_mut(5) {
            let mut bits = Zeroizing::new(0_u64);
            for _ in 0..8 {
                *bits = *bits << 5 | values.next().flatten().ok_or(Error::NotASecret)?;
            }
            let all = Zeroizing::new(bits.to_be_bytes());
            chunk.copy_from_slice(&all[3..]);
        }
        if values.next().is_some() {
            return Err(Error::NotASecret);
        }
        Ok(Self::from_bytes(bytes))
    }

    /// The secret itself, in its one canonical form. For the page or mail that hands it out; never for a log.
    pub fn expose(&self) -> &str {
        &self.text
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    fn from_bytes(bytes: Zeroizing<[u8; BYTES]>) -> Self {
        // Filled to its capacity and never grown, so that no copies are left behind.
        let mut text = Zeroizing::new(String::with_capacity(TEXT));
        for (index, chunk) in bytes.chunks_exact(5).enumerate() {
            let bits = Zeroizing::new(chunk.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte)));
            for place in 0..8 {
                if place % GROUP == 0 && (index, place) != (0, 0) {
                    text.push('-');
                }
                let value = (*bits >> (35 - 5 * place)) & 31;
                text.push(char::from(ALPHABET[usize::try_from(value).unwrap_or(0)]));
            }
        }
        Self { bytes, text }
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

fn value_of(typed: char) -> Option<u64> {
    let meant = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|byte| char::from(*byte) == meant).map(|index| index as u64)
}
