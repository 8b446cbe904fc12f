//! A seal opens where it was made to, whole and unchanged, and nowhere else.

use proptest::prelude::*;
use vault::Error;

use crate::support::{keys, seeded, tampering};

proptest! {
    #[test]
    fn sealed_data_opens_again(aad: Vec<u8>, plain: Vec<u8>, seed: u64) {
        let key = keys(1).new_data_key(&seeded(seed));
        let sealed = key.seal(&aad, &plain, &seeded(seed));
        prop_assert_eq!(sealed.len(), plain.len() + 29);
        prop_assert_eq!(key.open(&aad, &sealed), Ok(plain));
    }

    #[test]
    fn changed_data_does_not_open(plain: Vec<u8>, tampering in tampering()) {
        let key = keys(1).new_data_key(&seeded(2));
        let changed = tampering.apply(&key.seal(b"answers", &plain, &seeded(3)));
        prop_assert!(key.open(b"answers", &changed).is_err());
    }

    #[test]
    fn data_opens_only_in_its_own_place(aad: Vec<u8>, other: Vec<u8>) {
        prop_assume!(aad != other);
        let key = keys(1).new_data_key(&seeded(2));
        let sealed = key.seal(&aad, b"plain", &seeded(3));
        prop_assert_eq!(key.open(&other, &sealed), Err(Error::NotOpened));
    }

    #[test]
    fn a_token_opens_again(purpose: String, aad: Vec<u8>, plain: Vec<u8>, seed: u64) {
        let token = keys(1).seal_token(&purpose, &aad, &plain, &seeded(seed));
        prop_assert!(token.len() <= plain.len().div_ceil(3) * 4 + 39);
        prop_assert_eq!(keys(1).open_token(&purpose, &aad, &token), Ok(plain));
    }

    #[test]
    fn a_changed_token_does_not_open(plain: Vec<u8>, tampering in tampering()) {
        let token = keys(1).seal_token("session", b"", &plain, &seeded(3));
        let changed = tampering.apply(token.as_bytes());
        if let Ok(changed) = String::from_utf8(changed) {
            prop_assert!(keys(1).open_token("session", b"", &changed).is_err());
        }
    }

    #[test]
    fn no_text_makes_opening_a_token_panic(token: String) {
        prop_assert!(keys(1).open_token("session", b"", &token).is_err());
    }

    #[test]
    fn a_changed_wrapped_key_does_not_open(tampering in tampering()) {
        let keys = keys(1);
        let wrapped = keys.wrap(&keys.new_data_key(&seeded(2)), b"application");
        prop_assert!(keys.unwrap(&tampering.apply(&wrapped), b"application").is_err());
    }

    #[test]
    fn a_wrapped_key_opens_only_for_its_own_application(own: Vec<u8>, other: Vec<u8>) {
        prop_assume!(own != other);
        let keys = keys(1);
        let wrapped = keys.wrap(&keys.new_data_key(&seeded(2)), &own);
        prop_assert!(keys.unwrap(&wrapped, &own).is_ok());
        prop_assert_eq!(keys.unwrap(&wrapped, &other).err(), Some(Error::NotOpened));
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let keys = keys(1);
    let key = keys.new_data_key(&seeded(2));
    let sealed = key.seal(b"row", b"Amina", &seeded(3));
    let wrapped = keys.wrap(&key, b"application");
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(key.open(b"row", &changed).is_err(), "bit {bit} of sealed data");
    }
    for bit in 0..wrapped.len() * 8 {
        let mut changed = wrapped.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(keys.unwrap(&changed, b"application").is_err(), "bit {bit} of a wrapped key");
    }
}

#[test]
fn an_unwrapped_key_opens_what_the_key_sealed() {
    let keys = keys(1);
    let key = keys.new_data_key(&seeded(2));
    let sealed = key.seal(b"row", b"plain", &seeded(3));
    let again = keys.unwrap(&keys.wrap(&key, b"application"), b"application").unwrap();
    assert_eq!(again.open(b"row", &sealed), Ok(b"plain".to_vec()));
}

#[test]
fn another_master_key_opens_nothing() {
    let (ours, theirs) = (keys(1), keys(2));
    let key = ours.new_data_key(&seeded(3));
    let token = ours.seal_token("session", b"", b"plain", &seeded(4));
    assert_eq!(theirs.unwrap(&ours.wrap(&key, b"a"), b"a").err(), Some(Error::NotOpened));
    assert_eq!(theirs.open_token("session", b"", &token), Err(Error::NotOpened));
}

#[test]
fn another_data_key_opens_nothing() {
    let keys = keys(1);
    let random = seeded(3);
    let (one, other) = (keys.new_data_key(&random), keys.new_data_key(&random));
    assert_eq!(other.open(b"", &one.seal(b"", b"plain", &random)), Err(Error::NotOpened));
}

#[test]
fn a_token_opens_only_for_its_purpose_and_binding() {
    let keys = keys(1);
    let token = keys.seal_token("session", b"draft 1", b"plain", &seeded(4));
    assert_eq!(keys.open_token("ticket", b"draft 1", &token), Err(Error::NotOpened));
    assert_eq!(keys.open_token("session", b"draft 2", &token), Err(Error::NotOpened));
    assert_eq!(keys.open_token("sessiondraft 1", b"", &token), Err(Error::NotOpened));
}

#[test]
fn two_seals_of_the_same_thing_differ() {
    let keys = keys(1);
    let random = seeded(5);
    let key = keys.new_data_key(&random);
    assert_ne!(key.seal(b"", b"plain", &random), key.seal(b"", b"plain", &random));
    assert_ne!(keys.seal_token("a", b"", b"plain", &random), keys.seal_token("a", b"", b"plain", &random));
}

#[test]
fn a_newer_format_is_named_as_such() {
    let key = keys(1).new_data_key(&seeded(2));
    let mut sealed = key.seal(b"", b"plain", &seeded(3));
    sealed[0] = 2;
    assert_eq!(key.open(b"", &sealed), Err(Error::UnknownVersion(2)));
    assert_eq!(key.open(b"", &[]), Err(Error::NotOpened));
}

#[test]
fn mail_without_an_application_has_a_key_of_its_own() {
    let sealed = keys(1).mail().seal(b"mail 1", b"plain", &seeded(3));
    assert_eq!(keys(1).mail().open(b"mail 1", &sealed), Ok(b"plain".to_vec()));
    assert_eq!(keys(2).mail().open(b"mail 1", &sealed), Err(Error::NotOpened));
}
