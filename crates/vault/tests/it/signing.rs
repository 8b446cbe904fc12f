//! Signatures: made by the private key, checked by the public one, over exactly the message.

use proptest::prelude::*;
use vault::{Error, PublicKey, SigningKey};

use crate::support::{seeded, tampering};

#[test]
fn key_files_read_back() {
    let key = SigningKey::generate(&seeded(1));
    let again = SigningKey::from_file_text(&key.to_file_text()).unwrap();
    assert_eq!(again.public(), key.public());
    let public = PublicKey::parse(&key.public().to_file_text()).unwrap();
    assert_eq!(public, key.public());
    assert_eq!(public.key_id().len(), 16);
    assert_ne!(public.key_id(), SigningKey::generate(&seeded(2)).public().key_id());
}

#[test]
fn one_kind_of_key_file_is_not_taken_for_another() {
    let key = SigningKey::generate(&seeded(1));
    assert!(matches!(PublicKey::parse(&key.to_file_text()), Err(Error::NotAKeyFile { kind: "public key file", .. })));
    assert!(SigningKey::from_file_text(&key.public().to_file_text()).is_err());
}

proptest! {
    #[test]
    fn a_signature_verifies_over_exactly_its_message(message: Vec<u8>, tampering in tampering()) {
        let key = SigningKey::generate(&seeded(1));
        let signature = key.sign(&message);
        prop_assert!(key.public().verify(&message, &signature));
        prop_assert!(!key.public().verify(&message, &tampering.apply(&signature)));
        if !message.is_empty() {
            let changed = tampering.apply(&message);
            prop_assert!(!key.public().verify(&changed, &signature));
        }
        prop_assert!(!SigningKey::generate(&seeded(2)).public().verify(&message, &signature));
    }
}
