//! The signature of somebody other than the applicant: what it is over, as one hash, so that a changed answer shows.

use crate::{Filing, NotCanonical, Sha256, canonical, hex};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Names the form of what is signed; part of what is hashed.
pub const FORMAT: &str = "landfall-signed-1";

/// Exactly what a signer saw and signed. Its canonical form is hashed; docs/receipts.md describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signed<'a> {
    /// Always [`FORMAT`].
    pub format: &'a str,
    /// The program's id.
    pub program: &'a str,
    /// The edition of the program.
    pub program_version: &'a str,
    /// The reference of the application.
    pub application: &'a str,
    /// Who signs: the id of one of the program's signers.
    pub signer: &'a str,
    /// The language it was read in.
    pub language: &'a str,
    /// What was declared, in that language.
    pub declaration: &'a str,
    /// The answers that were shown, as they stand in the filing.
    pub answers: &'a [Value],
}

impl Signed<'_> {
    /// Hex SHA-256 of the canonical bytes.
    ///
    /// # Errors
    /// When an answer holds a number that is not whole.
    pub fn hash(&self, sha256: Sha256) -> Result<String, NotCanonical> {
        let value = serde_json::to_value(self).map_err(|_| NotCanonical::unrepresentable())?;
        Ok(hex(&sha256(&canonical(&value)?)))
    }
}

/// A signature as it is kept, and as a filing carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who signed: the id of one of the program's signers.
    pub signer: String,
    /// The name as it was typed.
    pub name: String,
    /// The language it was read in, `en` or `fr`.
    pub language: String,
    /// What was declared, in that language.
    pub declaration: String,
    /// The ids of the answers that were shown, in their order.
    pub shown: Vec<String>,
    /// When, UTC, to the millisecond.
    pub signed_at: Timestamp,
    /// Hash of what was signed ([`Signed::hash`]).
    pub signed_sha256: String,
}

impl Signature {
    /// Whether it was made over what the filing says: nothing it was shown has changed since.
    pub fn stands_over(&self, filing: &Filing, sha256: Sha256) -> bool {
        let is_shown = |answer: &&Value| {
            answer.get("id").and_then(Value::as_str).is_some_and(|id| self.shown.iter().any(|shown| shown == id))
        };
        let answers: Vec<Value> = filing.answers.as_array().into_iter().flatten().filter(is_shown).cloned().collect();
        let signed = Signed {
            format: FORMAT,
            program: &filing.program,
            program_version: &filing.program_version,
            application: &filing.application,
            signer: &self.signer,
            language: &self.language,
            declaration: &self.declaration,
            answers: &answers,
        };
        answers.len() == self.shown.len() && signed.hash(sha256).is_ok_and(|hash| hash == self.signed_sha256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// Stands in for SHA-256, which the binary's tests join on.
    fn checksum(bytes: &[u8]) -> [u8; 32] {
        let mut sum = [7_u8; 32];
        for (at, byte) in bytes.iter().enumerate() {
            let place = at % 32;
            sum[place] = sum[place].wrapping_mul(31).wrapping_add(*byte).wrapping_add(sum[(place + 31) % 32]);
        }
        sum
    }

    fn answer(id: &str, value: impl Into<Value>) -> Value {
        json!({ "id": id, "kind": "text", "value": value.into() })
    }

    fn filing(answers: Vec<Value>) -> Filing {
        Filing {
            format: crate::FILING_FORMAT.into(),
            program: "sponsor-spouse".into(),
            program_version: "2026-11-24".into(),
            application: "LD-1111-1111-1".into(),
            language: "en".into(),
            answers: answers.into(),
            signatures: Vec::new(),
        }
    }

    /// The signature of the sponsor over two of three answers.
    fn signed(filing: &Filing) -> Signature {
        let shown = ["sponsor", "union"].map(str::to_owned).to_vec();
        let all = filing.answers.as_array().unwrap();
        let answers: Vec<Value> =
            all.iter().filter(|answer| shown.iter().any(|id| answer["id"] == **id)).cloned().collect();
        let declaration = "I undertake it.";
        let signed = Signed {
            format: FORMAT,
            program: &filing.program,
            program_version: &filing.program_version,
            application: &filing.application,
            signer: "sponsor",
            language: "en",
            declaration,
            answers: &answers,
        };
        Signature {
            signer: "sponsor".into(),
            name: "Ewan MacKinnon".into(),
            language: "en".into(),
            declaration: declaration.into(),
            shown,
            signed_at: Timestamp::UNIX_EPOCH,
            signed_sha256: signed.hash(checksum).unwrap(),
        }
    }

    fn three(union: &str, story: &str) -> Vec<Value> {
        vec![answer("sponsor", "Ewan"), answer("story", story), answer("union", union)]
    }

    #[test]
    fn every_changed_part_of_what_was_signed_ends_the_signature() {
        let good = filing(three("married", "long"));
        let signature = signed(&good);
        assert!(signature.stands_over(&good, checksum));
        let changes: [fn(&mut Filing); 5] = [
            |filing| filing.program = "sponsor-child".into(),
            |filing| filing.program_version = "2026-11-25".into(),
            |filing| filing.application = "LD-1111-1111-2".into(),
            |filing| filing.answers = three("common-law", "long").into(),
            |filing| filing.answers = three("married", "long")[..2].to_vec().into(),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut changed = good.clone();
            change(&mut changed);
            assert!(!signature.stands_over(&changed, checksum), "{number}");
        }
        for forged in [
            Signature { signer: "child".into(), ..signature.clone() },
            Signature { language: "fr".into(), ..signature.clone() },
            Signature { declaration: "I undertake nothing.".into(), ..signature.clone() },
            Signature { shown: vec!["sponsor".into()], ..signature.clone() },
            Signature { shown: vec!["sponsor".into(), "union".into(), "gone".into()], ..signature.clone() },
        ] {
            assert!(!forged.stands_over(&good, checksum), "{forged:?}");
        }
    }

    #[test]
    fn a_filing_names_the_signature_that_does_not_stand_and_one_without_signatures_reads_as_ever() {
        let mut filed = filing(three("married", "long"));
        assert!(!String::from_utf8(filed.bytes().unwrap()).unwrap().contains("signatures"));
        let read: Filing = serde_json::from_slice(&filed.bytes().unwrap()).unwrap();
        assert_eq!(read, filed);
        filed.signatures = vec![signed(&filed)];
        assert_eq!(filed.unsound_signature(checksum), None);
        let read: Filing = serde_json::from_slice(&filed.bytes().unwrap()).unwrap();
        assert_eq!(read, filed);
        filed.answers = three("conjugal", "long").into();
        assert_eq!(filed.unsound_signature(checksum), Some("sponsor"));
    }

    proptest! {
        #[test]
        fn only_what_was_shown_counts(union in "[a-z]{0,4}", story in ".*") {
            let signature = signed(&filing(three("wed", "long")));
            let changed = filing(three(&union, &story));
            prop_assert_eq!(signature.stands_over(&changed, checksum), union == "wed");
        }
    }
}
