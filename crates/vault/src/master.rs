//! The one key at the root: everything readable in a store can be read only with it.

use zeroize::Zeroizing;

use crate::derive::{KeyBytes, derive, first};
use crate::encoding::{from_base64url, to_base64url};
use crate::error::Error;
use crate::random::{Random, draw};

const PREFIX: &str = "landfall-master-1:";

/// The root of all keys, 32 random bytes.
///
/// It lies in a file outside the data folder and outside every backup: whoever holds it and the data reads everything;
/// whoever loses it has lost the data. Wiped when dropped.
#[derive(Clone)]
pub struct MasterKey(KeyBytes);

impl MasterKey {
    /// Makes a new key.
    pub fn generate(random: &dyn Random) -> Self {
        Self(Zeroizing::new(draw(random)))
    }

    /// Reads the text of a key file; space around the one line is ignored.
    ///
    /// # Errors
    /// [`Error::NotAKeyFile`] if it is anything but one line as [`to_file_text`](Self::to_file_text) writes it.
    pub fn from_file_text(text: &str) -> Result<Self, Error> {
        read_key_line(text, "master key file", PREFIX).map(Self)
    }

    /// The text of a key file: `landfall-master-1:`, 43 characters of base64url, a line feed.
    ///
    /// The text is as secret as the key, and wiped when dropped.
    pub fn to_file_text(&self) -> Zeroizing<String> {
        write_key_line(PREFIX, &self.0)
    }

    /// A fingerprint of the key, safe to store beside the data: it recognises a wrong key and reveals nothing of it.
    pub fn id(&self) -> [u8; 8] {
        first(&derive(b"landfall", self.0.as_slice(), &[b"landfall/1/master key id"]))
    }

    pub(crate) fn subkey(&self, purpose: &str) -> KeyBytes {
        derive(b"landfall", self.0.as_slice(), &[b"landfall/1/subkey", purpose.as_bytes()])
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

/// Reads `prefix` and 32 bytes in base64url from a key file.
pub(crate) fn read_key_line(text: &str, kind: &'static str, prefix: &'static str) -> Result<KeyBytes, Error> {
    text.trim()
        .strip_prefix(prefix)
        .and_then(from_base64url)
        .map(Zeroizing::new)
        .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok())
        .map(Zeroizing::new)
        .ok_or(Error::NotAKeyFile { kind, prefix })
}

/// Writes `prefix`, 32 bytes in base64url and a line feed, without leaving a copy behind.
pub(crate) fn write_key_line(prefix: &str, bytes: &[u8; 32]) -> Zeroizing<String> {
    let coded = Zeroizing::new(to_base64url(bytes));
    let mut line = Zeroizing::new(String::with_capacity(prefix.len() + coded.len() + 1));
    line.push_str(prefix);
    line.push_str(&coded);
    line.push('\n');
    line
}
