//! What was filed, frozen: the bytes that are sealed in the store and whose hash the receipt states.

use crate::{NotCanonical, Sha256, Signature, canonical, hex};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Names the canonical form, so that a later form can live beside it.
pub const FORMAT: &str = "landfall-filing-1";

/// A filed application, whole: everything the receipt's hash covers. Documents appear inside `answers` with their own
/// SHA-256, so the hash covers their bytes too. docs/receipts.md describes the form for those who verify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// Always [`FORMAT`].
    pub format: String,
    /// The program's id, such as `express-entry`.
    pub program: String,
    /// The edition of the program the person answered.
    pub program_version: String,
    /// The reference the application carried while it was a draft.
    pub application: String,
    /// The language the person filed in, `en` or `fr`.
    pub language: String,
    /// The typed answers in the order they were asked, as the walk froze them.
    pub answers: Value,
    /// Who else signed, in the order of the program. Absent where nobody else had to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
}

impl Filing {
    /// The canonical bytes: what is sealed, and what is hashed.
    ///
    /// # Errors
    /// When an answer holds a number that is not whole.
    pub fn bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical(&serde_json::to_value(self).map_err(|_| NotCanonical::unrepresentable())?)
    }

    /// The first signature that does not stand over the answers of this filing.
    pub fn unsound_signature(&self, sha256: Sha256) -> Option<&Signature> {
        self.signatures.iter().find(|signature| !signature.stands_over(self, sha256))
    }

    /// Hex SHA-256 of the salt's 16 bytes followed by the canonical bytes. Salted, because answers are guessable: somebody who
    /// sees only the receipt must not be able to test guesses without the salt's owner telling.
    pub fn salted_hash(bytes: &[u8], salt: &[u8; 16], sha256: Sha256) -> String {
        let mut salted = Vec::with_capacity(salt.len() + bytes.len());
        salted.extend_from_slice(salt);
        salted.extend_from_slice(bytes);
        hex(&sha256(&salted))
    }
}
