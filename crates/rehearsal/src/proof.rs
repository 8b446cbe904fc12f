//! Verifies a receipt with nothing but the key the site publishes: written from docs/receipts.md, and not from the code that
//! issues receipts, so that a mistake there shows here.

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ED25519, UnparsedPublicKey},
};
use serde_json::{Map, Value};

/// What the site's published key begins with.
const KEY_PREFIX: &str = "landfall-public-1:";
/// Members of a receipt besides the signature: those there always are, and the one that may be missing.
const MEMBERS: [&str; 8] =
    ["filed_at", "filing_sha256", "format", "key_id", "number", "program", "program_version", "salt"];
const SOMETIMES: &str = "arrived_at";

/// The key a site publishes.
#[derive(Debug, Clone)]
pub(crate) struct Key([u8; 32]);

/// Why something is no proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoProof {
    #[error("it is not a receipt of the published form")]
    Form,
    #[error("it names another key")]
    Key,
    #[error("its signature does not hold")]
    Signature,
    #[error("the filing is not what the receipt states")]
    Filing,
}

impl Key {
    /// Reads the published line.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let encoded = text.trim().strip_prefix(KEY_PREFIX)?;
        base64url(encoded)?.try_into().ok().map(Self)
    }

    fn id(&self) -> String {
        hex(digest(&SHA256, &self.0).as_ref().get(..8).unwrap_or_default())
    }

    /// Verifies a receipt and the filing it is about; gives the receipt's number and the application's reference.
    pub(crate) fn verify(&self, receipt: &[u8], filing: &[u8]) -> Result<(String, String), NoProof> {
        let mut receipt: Map<String, Value> = serde_json::from_slice(receipt).map_err(|_| NoProof::Form)?;
        let signature = receipt.remove("signature").and_then(|hex| unhex(hex.as_str()?)).ok_or(NoProof::Form)?;
        let known = |name: &String| MEMBERS.contains(&name.as_str()) || name == SOMETIMES;
        let is_text = |value: &Value| value.as_str().is_some_and(str::is_ascii);
        if !receipt.iter().all(|(name, value)| known(name) && is_text(value)) {
            return Err(NoProof::Form);
        }
        let text = |name: &str| receipt.get(name).and_then(Value::as_str).ok_or(NoProof::Form);
        if text("format")? != "landfall-receipt-1" || MEMBERS.iter().any(|name| !receipt.contains_key(*name)) {
            return Err(NoProof::Form);
        }
        if text("key_id")? != self.id() {
            return Err(NoProof::Key);
        }
        // Keys and values are ASCII, and the map keeps its keys in order: this is the canonical form.
        let mut names: Vec<_> = receipt.keys().collect();
        names.sort_unstable();
        let members = names.into_iter().map(|name| {
            let value = receipt.get(name).map(Value::to_string).unwrap_or_default();
            format!("\"{name}\":{value}")
        });
        let canonical = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
        UnparsedPublicKey::new(&ED25519, self.0)
            .verify(canonical.as_bytes(), &signature)
            .map_err(|_| NoProof::Signature)?;
        let mut salted = unhex(text("salt")?).filter(|salt| salt.len() == 16).ok_or(NoProof::Form)?;
        salted.extend_from_slice(filing);
        if hex(digest(&SHA256, &salted).as_ref()) != text("filing_sha256")? {
            return Err(NoProof::Filing);
        }
        let filed: Value = serde_json::from_slice(filing).map_err(|_| NoProof::Filing)?;
        let application = filed.get("application").and_then(Value::as_str).ok_or(NoProof::Filing)?;
        Ok((text("number")?.to_owned(), application.to_owned()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|d| char::from_digit(u32::from(d), 16)).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| if c.is_ascii_uppercase() { None } else { u8::try_from(c.to_digit(16)?).ok() }).collect();
    let pairs = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(pairs.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum * 16 + digit)).collect())
}

/// Base64 with the alphabet for addresses, without padding (RFC 4648, section 5).
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 255).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};

    /// A key, and a receipt made with it as docs/receipts.md says.
    fn issued(filing: &str) -> (Key, String) {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let key = Key(pair.public_key().as_ref().try_into().unwrap());
        let salt = [9_u8; 16];
        let hash = hex(digest(&SHA256, &[&salt, filing.as_bytes()].concat()).as_ref());
        let statement = format!(
            "{{\"filed_at\":\"2026-11-22T13:04:05.678Z\",\"filing_sha256\":\"{hash}\",\"format\":\"landfall-receipt-1\",\
             \"key_id\":\"{}\",\"number\":\"LF-7K2M-9QWX-C\",\"program\":\"short\",\"program_version\":\"2026-11-22\",\
             \"salt\":\"{}\"}}",
            key.id(),
            hex(&salt)
        );
        let signature = hex(pair.sign(statement.as_bytes()).as_ref());
        let receipt = statement.replace("\",\"salt\"", &format!("\",\"signature\":\"{signature}\",\"salt\""));
        (key, receipt)
    }

    const FILING: &str = "{\"answers\":[],\"application\":\"LD-1111-1111-1\"}";

    #[test]
    fn a_receipt_proves_what_was_filed() {
        let (key, receipt) = issued(FILING);
        let proven = key.verify(receipt.as_bytes(), FILING.as_bytes());
        assert_eq!(proven, Ok(("LF-7K2M-9QWX-C".to_owned(), "LD-1111-1111-1".to_owned())));
    }

    #[test]
    fn whatever_was_changed_proves_nothing() {
        let (key, receipt) = issued(FILING);
        let verify = |receipt: &str, filing: &str| key.verify(receipt.as_bytes(), filing.as_bytes()).unwrap_err();
        assert_eq!(verify(&receipt.replace("9QWX", "9QWY"), FILING), NoProof::Signature);
        assert_eq!(verify(&receipt.replace("landfall-receipt-1", "landfall-receipt-2"), FILING), NoProof::Form);
        assert_eq!(verify(&receipt.replace("\"number\"", "\"numero\""), FILING), NoProof::Form);
        assert_eq!(verify(&receipt, &FILING.replace("1111", "1112")), NoProof::Filing);
        let other = Key([3; 32]);
        assert_eq!(other.verify(receipt.as_bytes(), FILING.as_bytes()), Err(NoProof::Key));
    }

    #[test]
    fn the_published_key_is_read_and_anything_else_is_not() {
        assert_eq!(Key::parse("landfall-public-1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n").unwrap().0[31], 31);
        assert!(Key::parse("landfall-public-1:AAEC").is_none());
        assert!(Key::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").is_none());
    }
}
