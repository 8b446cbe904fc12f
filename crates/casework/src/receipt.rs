//! The receipt an applicant holds: a signed statement that an application was filed, checkable off line by anyone.

use crate::{NotCanonical, canonical};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Names the receipt's form; part of what is signed.
pub const FORMAT: &str = "landfall-receipt-1";

/// What the signature covers. Nothing in it tells what was answered: it may be shown to an employer or an airline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Always [`FORMAT`].
    pub format: String,
    /// The receipt number, such as `LF-7K2M-9QWX-C`.
    pub number: String,
    /// The program's id.
    pub program: String,
    /// The edition of the program.
    pub program_version: String,
    /// When the application was filed, UTC, to the millisecond.
    pub filed_at: Timestamp,
    /// When the applicant arrived, where that counted: the deadline had passed while they waited. Absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Timestamp>,
    /// Hex SHA-256 over salt and canonical filing ([`crate::Filing::salted_hash`]).
    pub filing_sha256: String,
    /// The salt, hex, 16 bytes.
    pub salt: String,
    /// Which public key verifies this: the first 16 hex digits of its SHA-256.
    pub key_id: String,
}

/// A statement and its Ed25519 signature (RFC 8032).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What is stated.
    #[serde(flatten)]
    pub statement: Statement,
    /// Hex Ed25519 signature over the statement's canonical bytes.
    pub signature: String,
}

/// Why a receipt does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// Not JSON, or not of this form.
    #[error("this is not a Landfall receipt: {0}")]
    Form(String),
    /// Another key signed it, or says it did.
    #[error("the receipt names key {named}, and the key given is {given}")]
    OtherKey {
        /// Key id in the receipt.
        named: String,
        /// Key id of the public key at hand.
        given: String,
    },
    /// The signature does not fit the statement.
    #[error("the signature does not fit: the receipt was changed, or was never issued with this key")]
    Signature,
}

impl Statement {
    /// The bytes that are signed.
    ///
    /// # Errors
    /// Never for a statement made of its own fields; the type keeps callers honest.
    pub fn bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical(&serde_json::to_value(self).map_err(|_| NotCanonical::unrepresentable())?)
    }
}

impl Receipt {
    /// Reads a receipt file.
    ///
    /// # Errors
    /// [`ReceiptFault::Form`] when it is not one.
    pub fn parse(text: &str) -> Result<Self, ReceiptFault> {
        // `flatten` cannot refuse unknown fields, so the signature is split off first and the rest must be a statement.
        let mut value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| ReceiptFault::Form(error.to_string()))?;
        let signature = value
            .as_object_mut()
            .and_then(|members| members.remove("signature"))
            .and_then(|signature| signature.as_str().map(str::to_owned))
            .ok_or_else(|| ReceiptFault::Form("it has no signature".into()))?;
        let statement: Statement =
            serde_json::from_value(value).map_err(|error| ReceiptFault::Form(error.to_string()))?;
        if statement.format != FORMAT {
            return Err(ReceiptFault::Form(format!("its format is {:?}, not {FORMAT:?}", statement.format)));
        }
        Ok(Self { statement, signature })
    }

    /// The receipt as a file: indented JSON, one field a line.
    pub fn to_file_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Checks the signature with `verify(message, signature)` of the public key whose id is `key_id`.
    ///
    /// # Errors
    /// [`ReceiptFault::OtherKey`] before [`ReceiptFault::Signature`], so that a person learns to fetch the right key.
    pub fn verify(&self, key_id: &str, verify: impl Fn(&[u8], &[u8]) -> bool) -> Result<(), ReceiptFault> {
        if self.statement.key_id != key_id {
            return Err(ReceiptFault::OtherKey { named: self.statement.key_id.clone(), given: key_id.to_owned() });
        }
        let signature = unhex(&self.signature).ok_or(ReceiptFault::Signature)?;
        let message = self.statement.bytes().map_err(|error| ReceiptFault::Form(error.to_string()))?;
        if verify(&message, &signature) { Ok(()) } else { Err(ReceiptFault::Signature) }
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement() -> Statement {
        Statement {
            format: FORMAT.into(),
            number: "LF-7K2M-9QWX-C".into(),
            program: "express-entry".into(),
            program_version: "2026-11-22".into(),
            filed_at: "2026-11-22T13:04:05.678Z".parse().unwrap(),
            arrived_at: None,
            filing_sha256: "ab".repeat(32),
            salt: "01".repeat(16),
            key_id: "0011223344556677".into(),
        }
    }

    /// Stands in for Ed25519 here; the real one is joined on in the store's and the binary's tests.
    fn checksum(message: &[u8]) -> Vec<u8> {
        vec![message.iter().fold(7_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte))]
    }

    fn signed() -> Receipt {
        let signature = crate::hex(&checksum(&statement().bytes().unwrap()));
        Receipt { statement: statement(), signature }
    }

    #[test]
    fn a_receipt_survives_its_file_and_verifies() {
        let read = Receipt::parse(&signed().to_file_text()).unwrap();
        assert_eq!(read, signed());
        assert_eq!(read.verify("0011223344556677", |message, signature| checksum(message) == signature), Ok(()));
    }

    #[test]
    fn every_changed_field_breaks_it() {
        let text = signed().to_file_text();
        for (from, to) in [
            ("LF-7K2M", "LF-7K2N"),
            ("express-entry", "express-entrz"),
            ("2026-11-22\"", "2026-11-23\""),
            ("13:04", "13:05"),
            ("abab", "abac"),
            ("0101", "0102"),
        ] {
            let changed = Receipt::parse(&text.replacen(from, to, 1)).unwrap();
            assert_eq!(
                changed.verify("0011223344556677", |message, signature| checksum(message) == signature),
                Err(ReceiptFault::Signature),
                "{from}"
            );
        }
    }

    #[test]
    fn an_arrival_that_counted_is_signed_and_one_that_did_not_is_not_mentioned() {
        assert!(!signed().to_file_text().contains("arrived_at"));
        let statement = Statement { arrived_at: Some("2026-11-22T11:59:59.999Z".parse().unwrap()), ..statement() };
        let signature = crate::hex(&checksum(&statement.bytes().unwrap()));
        let text = Receipt { statement, signature }.to_file_text();
        let verify = |text: &str| {
            let receipt = Receipt::parse(text).unwrap();
            receipt.verify("0011223344556677", |message, signature| checksum(message) == signature)
        };
        assert_eq!(verify(&text), Ok(()));
        let line = "  \"arrived_at\": \"2026-11-22T11:59:59.999Z\",\n";
        for changed in [text.replacen(line, "", 1), text.replacen("11:59", "11:58", 1)] {
            assert_ne!(changed, text);
            assert_eq!(verify(&changed), Err(ReceiptFault::Signature));
        }
    }

    #[test]
    fn another_key_is_named_before_the_signature_is_judged() {
        assert!(matches!(signed().verify("ffff", |_, _| true), Err(ReceiptFault::OtherKey { .. })));
    }

    #[test]
    fn what_is_not_a_receipt_is_said_to_be_none() {
        for text in ["", "[]", "{}", "{\"signature\":\"00\"}"] {
            assert!(matches!(Receipt::parse(text), Err(ReceiptFault::Form(_))), "{text}");
        }
        let extra = signed().to_file_text().replacen('{', "{\"amount\":1,", 1);
        assert!(matches!(Receipt::parse(&extra), Err(ReceiptFault::Form(_))));
    }
}
