//! The one seal everything uses: AES-256-GCM-SIV (RFC 8452), a version byte first.
//!
//! GCM-SIV because a nonce that repeats by accident (a cloned machine, a bad generator) reveals only that two equal
//! plaintexts are equal, where plain GCM would give away the key of its authentication.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};

use crate::derive::{KeyBytes, framed};
use crate::error::Error;

/// The format written today: AES-256-GCM-SIV, 12-byte nonce, 16-byte tag.
pub(crate) const VERSION: u8 = 1;
pub(crate) const NONCE: usize = 12;
pub(crate) const TAG: usize = 16;

/// Seals `plain` as version byte, nonce, ciphertext, tag. `context` says what is sealed and must be the same to open.
pub(crate) fn seal(key: &KeyBytes, context: &[&[u8]], nonce: [u8; NONCE], plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(1 + NONCE + plain.len() + TAG);
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(plain);
    let tag = encrypt(key, nonce, context, &mut out[1 + NONCE..]);
    out.extend_from_slice(&tag);
    out
}

/// Opens what [`seal`] made with the same key and context.
pub(crate) fn open(key: &KeyBytes, context: &[&[u8]], sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let (version, rest) = sealed.split_first().ok_or(Error::NotOpened)?;
    if *version != VERSION {
        return Err(Error::UnknownVersion(*version));
    }
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(Error::NotOpened)?;
    decrypt(key, *nonce, context, body)
}

/// Encrypts in place and returns the tag.
pub(crate) fn encrypt(key: &KeyBytes, nonce: [u8; NONCE], context: &[&[u8]], text: &mut [u8]) -> [u8; TAG] {
    cipher(key)
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(framed(context)), text)
        .expect("sealing fails only past 64 GiB")
        .as_ref()
        .try_into()
        .expect("the tag of GCM-SIV has 16 bytes")
}

/// Checks and decrypts ciphertext followed by its tag.
pub(crate) fn decrypt(key: &KeyBytes, nonce: [u8; NONCE], context: &[&[u8]], sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let mut buffer = sealed.to_vec();
    let plain = cipher(key)
        .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(framed(context)), &mut buffer)
        .map_err(|_| Error::NotOpened)?
        .len();
    buffer.truncate(plain);
    Ok(buffer)
}

fn cipher(key: &KeyBytes) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM_SIV, key.as_slice()).expect("AES-256 takes a 32-byte key"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::{from_hex, to_hex};

    #[test]
    fn the_cipher_is_aes_256_gcm_siv() {
        // RFC 8452, appendix C.2, through the raw cipher because our own framing is never empty.
        let key: [u8; 32] =
            from_hex("0100000000000000000000000000000000000000000000000000000000000000").unwrap().try_into().unwrap();
        let nonce: [u8; NONCE] = from_hex("030000000000000000000000").unwrap().try_into().unwrap();
        for (plain, expected) in [
            ("", "07f5f4169bbf55a8400cd47ea6fd400f"),
            ("0100000000000000", "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"),
        ] {
            let mut text = from_hex(plain).unwrap();
            let tag = cipher(&KeyBytes::new(key))
                .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut text)
                .unwrap();
            assert_eq!(to_hex(&text) + &to_hex(tag.as_ref()), expected);
        }
    }
}
