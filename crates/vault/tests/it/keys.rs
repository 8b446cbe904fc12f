//! The master key and what is derived from it: files, indexes, secrets, numbers, passwords.

use std::collections::HashSet;

use proptest::prelude::*;
use vault::{Error, MasterKey, Random, SEQUENCES, Secret, SystemRandom, passwords, same};

use crate::support::{keys, seeded};

#[test]
fn a_master_key_file_reads_back() {
    let key = MasterKey::generate(&seeded(1));
    let text = key.to_file_text();
    assert_eq!(MasterKey::from_file_text(&text).unwrap().to_file_text(), text);
    let edited = format!("\u{feff} {}\r\n", text.trim());
    assert!(MasterKey::from_file_text(&edited).is_err(), "a byte order mark is not silently dropped");
    assert_eq!(MasterKey::from_file_text(&format!(" {}\r\n\n", text.trim())).unwrap().id(), key.id());
}

#[test]
fn what_is_no_master_key_file_is_refused_and_not_repeated_in_the_error() {
    let text = MasterKey::generate(&seeded(1)).to_file_text().to_string();
    let line = text.trim();
    for bad in [
        String::new(),
        line[..line.len() - 1].into(),
        format!("{line}A"),
        format!("{line}="),
        line.replace("master-1", "master-2"),
        line.replace("master", "signing"),
        line.replace("landfall-master-1:", ""),
        format!("{line}\n{line}"),
    ] {
        let error = MasterKey::from_file_text(&bad).unwrap_err();
        assert!(matches!(error, Error::NotAKeyFile { kind: "master key file", .. }), "{bad}");
        assert!(!format!("{error} {error:?}").contains(&line[20..40]));
    }
}

#[test]
fn a_wrong_master_key_is_recognised_by_its_id() {
    let (one, other) = (MasterKey::generate(&seeded(1)), MasterKey::generate(&seeded(2)));
    assert_eq!(one.id(), MasterKey::from_file_text(&one.to_file_text()).unwrap().id());
    assert_ne!(one.id(), other.id());
}

#[test]
fn the_system_gives_different_bytes_each_time() {
    let draw = || {
        let mut bytes = [0; 32];
        SystemRandom.fill(&mut bytes);
        bytes
    };
    assert_ne!(draw(), draw());
    assert_ne!(MasterKey::generate(&SystemRandom).id(), MasterKey::generate(&SystemRandom).id());
}

#[test]
fn a_blind_index_finds_equal_values_of_one_purpose_under_one_master_key() {
    let index = keys(1).blind_index("e-mail", "amina@example.org");
    assert_eq!(index, keys(1).blind_index("e-mail", "amina@example.org"));
    for other in [
        keys(1).blind_index("e-mail", "amina@example.com"),
        keys(1).blind_index("phone", "amina@example.org"),
        keys(1).blind_index("e-mailamina", "@example.org"),
        keys(2).blind_index("e-mail", "amina@example.org"),
    ] {
        assert_ne!(index, other);
    }
}

#[test]
fn a_secrets_hash_is_its_own_purposes_and_keys_and_spelling_does_not_matter() {
    let secret = Secret::new(&seeded(1));
    let hash = keys(1).hash_secret("resume", &secret);
    let typed = secret.expose().to_lowercase().replace('-', " ");
    assert!(same(&hash, &keys(1).hash_secret("resume", &Secret::parse(&typed).unwrap())));
    assert!(!same(&hash, &keys(1).hash_secret("status", &secret)));
    assert!(!same(&hash, &keys(2).hash_secret("resume", &secret)));
    assert!(!same(&hash, &keys(1).hash_secret("resume", &Secret::new(&seeded(2)))));
}

#[test]
fn what_is_no_secret_is_refused() {
    let good = Secret::new(&seeded(1)).expose().to_owned();
    for bad in [
        String::new(),
        good[1..].into(),
        format!("{good}0"),
        good.replace(char::is_numeric, "U"),
        good.replacen('-', "*", 1),
        good.repeat(10_000),
    ] {
        assert_eq!(Secret::parse(&bad).err(), Some(Error::NotASecret), "{bad:.60}");
    }
}

proptest! {
    #[test]
    fn every_secret_reads_back(seed: u64) {
        let secret = Secret::new(&seeded(seed));
        prop_assert_eq!(secret.expose().len(), 39);
        let parsed = Secret::parse(secret.expose()).unwrap();
        prop_assert_eq!(parsed.expose(), secret.expose());
        let spoken = secret.expose().replace('0', "o").replace('1', "l");
        let parsed = Secret::parse(&spoken).unwrap();
        prop_assert_eq!(parsed.expose(), secret.expose());
    }

    #[test]
    fn no_text_makes_reading_a_secret_panic(text: String) {
        let _ = Secret::parse(&text);
    }

    #[test]
    fn numbers_and_sequences_correspond(sequence in 0..SEQUENCES) {
        let keys = keys(1);
        let number = keys.receipt_number(sequence).unwrap();
        prop_assert_eq!(keys.receipt_sequence(number), sequence);
        let reference = keys.reference(sequence).unwrap();
        prop_assert_eq!(keys.reference_sequence(reference), sequence);
        prop_assert_ne!(&number.to_string()[3..], &reference.to_string()[3..]);
    }
}

#[test]
fn numbers_never_repeat_and_tell_nothing_of_their_order() {
    let keys = keys(1);
    let numbers: Vec<_> = (0..5_000).map(|sequence| keys.receipt_number(sequence).unwrap()).collect();
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
    let rising = numbers.windows(2).filter(|pair| pair[0] < pair[1]).count();
    assert!((2_300..2_700).contains(&rising), "{rising} of 4,999 rise; about half are expected");
}

#[test]
fn there_is_no_number_past_the_last() {
    assert_eq!(keys(1).receipt_number(SEQUENCES), Err(Error::SequenceTooLarge(SEQUENCES)));
    assert!(keys(1).receipt_number(SEQUENCES - 1).is_ok());
}

#[test]
fn a_password_verifies_against_its_own_hash_only() {
    let stored = passwords::hash("forêt boréale", &seeded(1));
    assert!(passwords::verify("forêt boréale", &stored));
    assert!(!passwords::verify("foret boreale", &stored));
    assert!(!passwords::verify("", &stored));
    assert!(!passwords::needs_rehash(&stored));
    assert_ne!(stored, passwords::hash("forêt boréale", &seeded(2)), "each hash has its own salt");
    passwords::dummy_verify("forêt boréale");
}
