//! Every key the service works with, one per purpose, all derived from the master key.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use crate::aead;
use crate::data_key::DataKey;
use crate::derive::{KeyBytes, first, hmac_key, keyed_hash};
use crate::encoding::{from_base64url, to_base64url};
use crate::error::Error;
use crate::master::MasterKey;
use crate::numbers::{ReceiptNumber, Reference};
use crate::permutation::Permutation;
use crate::random::{Random, draw};
use crate::secret::Secret;

/// The working keys of a running service. Make it once at start and share it; it is cheap to use and never changes.
///
/// A purpose has a key of its own, so that nothing made for one can be used for another.
pub struct Keys {
    wrapping: KeyBytes,
    wrapping_nonce: hmac::Key,
    index: hmac::Key,
    tokens: KeyBytes,
    secrets: hmac::Key,
    receipts: Permutation,
    references: Permutation,
    mail: DataKey,
}

impl Keys {
    /// Derives every key from the master key.
    pub fn new(master: &MasterKey) -> Self {
        Self {
            wrapping: master.subkey("wrapping"),
            wrapping_nonce: hmac_key(&master.subkey("wrapping nonce")),
            index: hmac_key(&master.subkey("blind index")),
            tokens: master.subkey("tokens"),
            secrets: hmac_key(&master.subkey("secrets")),
            receipts: Permutation::new(&master.subkey("receipt numbers")),
            references: Permutation::new(&master.subkey("references")),
            mail: DataKey::from_bytes(master.subkey("mail")),
        }
    }

    /// Makes the key of a new application, random and not derived from anything. Store it only [wrapped](Self::wrap).
    pub fn new_data_key(&self, random: &dyn Random) -> DataKey {
        DataKey::generate(random)
    }

    /// Wraps an application's key for storage, bound to `application` (its id). 61 bytes.
    ///
    /// The same key and application always give the same bytes: the nonce comes from the application. That reveals
    /// nothing, since what is sealed is itself random.
    pub fn wrap(&self, key: &DataKey, application: &[u8]) -> Vec<u8> {
        let nonce = first(&keyed_hash(&self.wrapping_nonce, &[application]));
        aead::seal(&self.wrapping, &[b"landfall/1/wrap", application], nonce, key.bytes().as_slice())
    }

    /// Unwraps an application's key.
    ///
    /// # Errors
    /// [`Error::NotOpened`] if it was changed, belongs to another application, or was wrapped under another master key.
    pub fn unwrap(&self, wrapped: &[u8], application: &[u8]) -> Result<DataKey, Error> {
        let bytes = Zeroizing::new(aead::open(&self.wrapping, &[b"landfall/1/wrap", application], wrapped)?);
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| Error::NotOpened)?);
        Ok(DataKey::from_bytes(bytes))
    }

    /// A keyed fingerprint by which a sealed value can be found again, such as an account's e-mail address.
    ///
    /// Equal values give equal indexes within one purpose and unrelated ones across purposes. Normalise the value first
    /// (case, spaces): the index sees bytes.
    pub fn blind_index(&self, purpose: &str, value: &str) -> [u8; 32] {
        keyed_hash(&self.index, &[purpose.as_bytes(), value.as_bytes()])
    }

    /// What to store in place of a secret. Compare with [`same`](crate::same).
    ///
    /// A fast keyed hash is enough, since a [`Secret`] has 160 random bits; passwords need
    /// [`passwords`](crate::passwords).
    pub fn hash_secret(&self, purpose: &str, secret: &Secret) -> [u8; 32] {
        keyed_hash(&self.secrets, &[purpose.as_bytes(), secret.bytes()])
    }

    /// Seals something to be handed to a browser and taken back: a cookie, a hidden field, a ticket. Base64url text.
    ///
    /// `purpose` keeps kinds of tokens apart; `aad` binds the token to what must be the same when it returns (a session,
    /// a draft). A token says nothing of its age: put the time of its end into `plain`. The text is four thirds as long
    /// as `plain`, and 39 characters more.
    pub fn seal_token(&self, purpose: &str, aad: &[u8], plain: &[u8], random: &dyn Random) -> String {
        to_base64url(&aead::seal(&self.tokens, &[b"landfall/1/token", purpose.as_bytes(), aad], draw(random), plain))
    }

    /// Opens what [`seal_token`](Self::seal_token) made with the same purpose and `aad`.
    ///
    /// The work grows with the length of `token`: whoever takes it from the network bounds it first.
    ///
    /// # Errors
    /// [`Error::NotOpened`] if it is not such a token, or anything differs. [`Error::UnknownVersion`] if a newer format
    /// made it.
    pub fn open_token(&self, purpose: &str, aad: &[u8], token: &str) -> Result<Vec<u8>, Error> {
        let sealed = from_base64url(token).ok_or(Error::NotOpened)?;
        aead::open(&self.tokens, &[b"landfall/1/token", purpose.as_bytes(), aad], &sealed)
    }

    /// The receipt number of the `sequence`th filing: looks random, never repeats.
    ///
    /// # Errors
    /// [`Error::SequenceTooLarge`] from [`SEQUENCES`](crate::SEQUENCES) (five hundred thousand million) on.
    pub fn receipt_number(&self, sequence: u64) -> Result<ReceiptNumber, Error> {
        self.receipts.forward(sequence).map(ReceiptNumber::from_code)
    }

    /// The sequence a receipt number was given for; the inverse of [`receipt_number`](Self::receipt_number).
    ///
    /// Every well-formed number has one, whether or not it was ever given out.
    pub fn receipt_sequence(&self, number: ReceiptNumber) -> u64 {
        self.receipts.backward(number.code())
    }

    /// The reference of the `sequence`th draft: looks random, never repeats.
    ///
    /// # Errors
    /// [`Error::SequenceTooLarge`] from [`SEQUENCES`](crate::SEQUENCES) (five hundred thousand million) on.
    pub fn reference(&self, sequence: u64) -> Result<Reference, Error> {
        self.references.forward(sequence).map(Reference::from_code)
    }

    /// The sequence a reference was given for; the inverse of [`reference`](Self::reference).
    pub fn reference_sequence(&self, reference: Reference) -> u64 {
        self.references.backward(reference.code())
    }

    /// The key for outgoing mail that belongs to no application, such as the confirmation of an address. Mail about an
    /// application is sealed with that application's key.
    pub fn mail(&self) -> &DataKey {
        &self.mail
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}
