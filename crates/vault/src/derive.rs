//! Keys from keys: HKDF-SHA256 (RFC 5869), keyed hashes, and the framing that keeps their inputs unambiguous.

use aws_lc_rs::{hkdf, hmac};
use zeroize::Zeroizing;

/// A symmetric key of 32 bytes, wiped when dropped.
pub(crate) type KeyBytes = Zeroizing<[u8; 32]>;

/// Joins parts so that no two lists of parts give the same bytes: each is preceded by its length, 8 bytes little-endian.
pub(crate) fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        out.extend_from_slice(&(part.len() as u64).to_le_bytes());
        out.extend_from_slice(part);
    }
    out
}

/// Derives a key with HKDF-SHA256: `salt` and `key` are extracted, `info` is framed and expanded.
pub(crate) fn derive(salt: &[u8], key: &[u8], info: &[&[u8]]) -> KeyBytes {
    let mut out = KeyBytes::new([0; 32]);
    hkdf_sha256(salt, key, &framed(info), &mut *out);
    out
}

fn hkdf_sha256(salt: &[u8], key: &[u8], info: &[u8], out: &mut [u8]) {
    struct Length(usize);
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(key)
        .expand(&[info], Length(out.len()))
        .and_then(|okm| okm.fill(out))
        .expect("HKDF gives any length up to 255 hashes");
}

/// The first `N` bytes of a hash or key.
pub(crate) fn first<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    std::array::from_fn(|index| bytes[index])
}

/// A key for keyed hashes; aws-lc wipes its copy when dropped.
pub(crate) fn hmac_key(key: &KeyBytes) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, key.as_slice())
}

/// HMAC-SHA256 over framed parts.
pub(crate) fn keyed_hash(key: &hmac::Key, parts: &[&[u8]]) -> [u8; 32] {
    hmac::sign(key, &framed(parts)).as_ref().try_into().expect("HMAC-SHA256 gives 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::{from_hex, to_hex};

    #[test]
    fn hkdf_gives_the_vectors_of_rfc_5869() {
        // Appendix A.1, A.2 and A.3.
        let long = |from: u8| (from..=from + 79).collect::<Vec<u8>>();
        let a2 = "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c\
                  59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71\
                  cc30c58179ec3e87c14c01d5c1f3434f1d87";
        let cases = [
            (
                from_hex("000102030405060708090a0b0c").unwrap(),
                vec![0x0b; 22],
                from_hex("f0f1f2f3f4f5f6f7f8f9").unwrap(),
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
            ),
            (long(0x60), long(0), long(0xb0), a2),
            (
                vec![],
                vec![0x0b; 22],
                vec![],
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
            ),
        ];
        for (salt, key, info, expected) in cases {
            let mut out = vec![0; expected.len() / 2];
            hkdf_sha256(&salt, &key, &info, &mut out);
            assert_eq!(to_hex(&out), expected);
        }
    }

    #[test]
    fn framing_keeps_lists_apart() {
        assert_ne!(framed(&[b"ab", b"c"]), framed(&[b"a", b"bc"]));
        assert_ne!(framed(&[b"abc"]), framed(&[b"abc", b""]));
        assert_ne!(framed(&[]), framed(&[b""]));
        assert_eq!(framed(&[b"ab"]), b"\x02\0\0\0\0\0\0\0ab");
    }
}
