//! The key of one application: seals its answers, its documents' keys and its outbox rows.

use zeroize::Zeroizing;

use crate::aead;
use crate::derive::{KeyBytes, derive};
use crate::error::Error;
use crate::random::{Random, draw};

/// A random key that belongs to one application and is stored only wrapped (see [`Keys::wrap`](crate::Keys::wrap)).
///
/// Wiped when dropped.
#[derive(Clone)]
pub struct DataKey(KeyBytes);

impl DataKey {
    pub(crate) fn generate(random: &dyn Random) -> Self {
        Self(Zeroizing::new(draw(random)))
    }

    pub(crate) fn from_bytes(bytes: KeyBytes) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &KeyBytes {
        &self.0
    }

    /// The key of one document: this key, the document's name and the salt of one upload.
    pub(crate) fn for_document(&self, document: &[u8], salt: &[u8]) -> KeyBytes {
        derive(salt, self.0.as_slice(), &[b"landfall/1/document", document])
    }

    /// Seals `plain`. `aad` names the place it belongs to (table, row, column): it is not stored, and only the same one
    /// opens the seal, so a seal copied to another row does not open there.
    ///
    /// The result is 29 bytes longer than `plain`.
    pub fn seal(&self, aad: &[u8], plain: &[u8], random: &dyn Random) -> Vec<u8> {
        aead::seal(&self.0, &[b"landfall/1/data", aad], draw(random), plain)
    }

    /// Opens what [`seal`](Self::seal) made with the same `aad`.
    ///
    /// # Errors
    /// [`Error::NotOpened`] if anything differs: the key, `aad`, or a single bit of the seal.
    /// [`Error::UnknownVersion`] if a newer format made it.
    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Error> {
        aead::open(&self.0, &[b"landfall/1/data", aad], sealed)
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(..)")
    }
}
