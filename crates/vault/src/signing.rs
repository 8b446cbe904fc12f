//! Signatures on receipts: Ed25519 (RFC 8032), so that anyone with the public key can check a receipt off line.

use aws_lc_rs::signature::{self, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use zeroize::Zeroizing;

use crate::derive::KeyBytes;
use crate::encoding::{to_base64url, to_hex};
use crate::error::Error;
use crate::hash::sha256;
use crate::master::{read_key_line, write_key_line};
use crate::random::{Random, draw};

const PRIVATE: &str = "landfall-signing-1:";
const PUBLIC: &str = "landfall-public-1:";

/// The private key that signs receipts. It is independent of the master key, and kept in a file of its own, so that
/// neither can be made from the other.
pub struct SigningKey {
    seed: KeyBytes,
    pair: Ed25519KeyPair,
    public: PublicKey,
}

impl SigningKey {
    /// Makes a new key.
    pub fn generate(random: &dyn Random) -> Self {
        Self::from_seed(Zeroizing::new(draw(random)))
    }

    /// Reads the text of a key file; space around the one line is ignored.
    ///
    /// # Errors
    /// [`Error::NotAKeyFile`] if it is anything but one line as [`to_file_text`](Self::to_file_text) writes it.
    pub fn from_file_text(text: &str) -> Result<Self, Error> {
        read_key_line(text, "signing key file", PRIVATE).map(Self::from_seed)
    }

    /// The text of a key file: `landfall-signing-1:`, the 32-byte seed in base64url, a line feed.
    ///
    /// The text is as secret as the key, and wiped when dropped.
    pub fn to_file_text(&self) -> Zeroizing<String> {
        write_key_line(PRIVATE, &self.seed)
    }

    /// The key that checks what this one signs.
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// Signs a message. The same message always gives the same signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature = self.pair.sign(message);
        std::array::from_fn(|index| signature.as_ref()[index])
    }

    fn from_seed(seed: KeyBytes) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).expect("any 32 bytes are a seed");
        let public = PublicKey(pair.public_key().as_ref().try_into().expect("an Ed25519 public key has 32 bytes"));
        Self { seed, pair, public }
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({}, ..)", self.public().key_id())
    }
}

/// The public half of a [`SigningKey`]; publish it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Reads the text of a public key file; space around the one line is ignored.
    ///
    /// # Errors
    /// [`Error::NotAKeyFile`] if it is anything but one line as [`to_file_text`](Self::to_file_text) writes it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        read_key_line(text, "public key file", PUBLIC).map(|bytes| Self(*bytes))
    }

    /// The text of a public key file: `landfall-public-1:`, the 32-byte key in base64url, a line feed.
    pub fn to_file_text(&self) -> String {
        format!("{PUBLIC}{}\n", to_base64url(&self.0))
    }

    /// The key's 32 bytes as RFC 8032 encodes them.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }

    /// A short name for the key: the first 16 hexadecimal digits of its SHA-256. A receipt names the key that signed it.
    pub fn key_id(&self) -> String {
        to_hex(&sha256(&self.0)[..8])
    }

    /// Whether `signature` was made over exactly `message` by this key's private half.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&signature::ED25519, self.0).verify(message, signature).is_ok()
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey({})", self.key_id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::from_hex;

    #[test]
    fn signatures_give_the_vectors_of_rfc_8032() {
        // Section 7.1, tests 1 to 3.
        for (seed, public, message, signature) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ] {
            let seed: [u8; 32] = from_hex(seed).unwrap().try_into().unwrap();
            let key = SigningKey::from_seed(Zeroizing::new(seed));
            let message = from_hex(message).unwrap();
            assert_eq!(to_hex(&key.public().to_bytes()), public);
            assert_eq!(to_hex(&key.sign(&message)), signature);
            assert!(key.public().verify(&message, &from_hex(signature).unwrap()));
        }
    }
}
