//! The formats as they were first written. A change here means that data already stored no longer opens: add a new
//! version beside the old one instead.
//!
//! The expected values were computed from `docs/key-formats.md` by a separate program in Python.

use vault::encoding::{from_base64url, to_hex};
use vault::{
    Keys, MasterKey, PublicKey, Random, SEGMENT, SEQUENCES, Secret, SegmentSealer, Sha256Stream, SigningKey, sha256,
};

/// The bytes 0 to 31.
const MASTER: &str = "landfall-master-1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n";

/// Gives 0x80, 0x81, 0x82 and so on, from the start each time.
struct Counting;

impl Random for Counting {
    fn fill(&self, out: &mut [u8]) {
        for (byte, value) in out.iter_mut().zip(0x80..) {
            *byte = value;
        }
    }
}

fn keys() -> Keys {
    Keys::new(&MasterKey::from_file_text(MASTER).unwrap())
}

#[test]
fn the_master_key_file_and_its_id() {
    let key = MasterKey::from_file_text(MASTER).unwrap();
    assert_eq!(*key.to_file_text(), MASTER);
    assert_eq!(to_hex(&key.id()), "b00167fd967dc81c");
}

#[test]
fn a_wrapped_key() {
    let key = keys().new_data_key(&Counting);
    assert_eq!(
        to_hex(&keys().wrap(&key, b"application 1")),
        "01df00407f0237a0a9fdfe2ef1bd53bd252cbe385b05be4b31913d0ae397e80bf6e5f840b461da2a76aa732c33a61f25f329491ddaa8c2ee\
         9c4d008317"
    );
}

#[test]
fn sealed_data() {
    let key = keys().new_data_key(&Counting);
    assert_eq!(
        to_hex(&key.seal(b"answers", b"plain", &Counting)),
        "01808182838485868788898a8b7b0fde485990ce5a3d81221d8bed80b07674fc0621"
    );
    assert_eq!(
        to_hex(&keys().mail().seal(b"mail 1", b"plain", &Counting)),
        "01808182838485868788898a8bd7976fee45b6be1daad6be65a5ab0b63661e0c9fc3"
    );
}

#[test]
fn a_token() {
    let token = keys().seal_token("session", b"draft 1", b"plain", &Counting);
    assert_eq!(token, "AYCBgoOEhYaHiImKi7fBI5I7xV_gurxWj557KrLmiO0KIg");
    assert_eq!(from_base64url(&token).unwrap().len(), b"plain".len() + 29);
}

#[test]
fn a_document() {
    let mut sealer = SegmentSealer::new(&keys().new_data_key(&Counting), b"document 1", &Counting);
    let (first, last) = (sealer.seal(&vec![0; SEGMENT], false).unwrap(), sealer.seal(b"end", true).unwrap());
    assert_eq!(to_hex(&sealer.header()), "01808182838485868788898a8b8c8d8e8f");
    assert_eq!(to_hex(&last), "14915f407326c1b4657f1015cceaccfd15ea6d");
    let mut file = Sha256Stream::new();
    for part in [&sealer.header()[..], &first, &last] {
        file.update(part);
    }
    assert_eq!(to_hex(&file.finish()), "fbffd9fcbe426a4b3ba2857cbd28c1016f186890319ff634a007a1ee6f8c160c");
}

#[test]
fn a_blind_index() {
    assert_eq!(
        to_hex(&keys().blind_index("e-mail", "amina@example.org")),
        "a1c731d4106d609f29dd567bcc0e44df183a8154076d49dbdad23a7c5701aaea"
    );
}

#[test]
fn a_secret_and_its_hash() {
    let secret = Secret::new(&Counting);
    assert_eq!(secret.expose(), "G20R-50W4-GP38-F249-HA5R-S3CE-HY89-34MK");
    assert_eq!(
        to_hex(&keys().hash_secret("resume", &secret)),
        "64595526c27c5eefc3e28529dda05f8eec48f26ebef4825254e5339dcc4e08c3"
    );
}

#[test]
fn receipt_numbers_and_references() {
    for (sequence, number, reference) in [
        (0, "LF-HB8Q-QNWC-S", "LD-W2K9-8MNP-M"),
        (1, "LF-GCC3-WS3T-C", "LD-VD4V-PZ0V-2"),
        (2, "LF-Z262-TPMT-7", "LD-KF04-JN3N-2"),
        (SEQUENCES - 1, "LF-K8KV-8PTF-7", "LD-N751-53Q9-6"),
    ] {
        assert_eq!(keys().receipt_number(sequence).unwrap().to_string(), number);
        assert_eq!(keys().reference(sequence).unwrap().to_string(), reference);
        assert_eq!(keys().receipt_sequence(number.parse().unwrap()), sequence);
        assert_eq!(keys().reference_sequence(reference.parse().unwrap()), sequence);
    }
}

#[test]
fn a_signature_and_its_keys() {
    let text = MASTER.replace("master", "signing");
    let key = SigningKey::from_file_text(&text).unwrap();
    assert_eq!(*key.to_file_text(), text);
    assert_eq!(
        to_hex(&key.sign(b"receipt")),
        "b2ea03ec29434c961be35a09572a55b1e4bef3af00de7ae69ab2a9bdf9cee418a2c1fd09508ea9d38e2bd0cc4ffc39140c8b1c802fb8c91e\
         006924cd395a870b"
    );
    let public = "landfall-public-1:A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg\n";
    assert_eq!(key.public().to_file_text(), public);
    assert_eq!(PublicKey::parse(public).unwrap().key_id(), "56475aa75463474c");
    assert_eq!(to_hex(&sha256(&key.public().to_bytes())[..8]), "56475aa75463474c");
}
