//! The signature of somebody other than the applicant: what it is over, as one hash, so that a changed answer shows.

use crate::{Filing, NotCanonical, Sha256, canonical, hex};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

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
    /// The id of the entry that signs for itself; absent where the signer is no entry of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<&'a str>,
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
    /// The id of the entry that signed for itself; absent where the signer is no entry of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The name as it was typed.
    pub name: String,
    /// The language it was read in, `en` or `fr`.
    pub language: String,
    /// What was declared, in that language.
    pub declaration: String,
    /// The ids of the answers that were shown, in their order. `family/k3f9x2` is the entry `k3f9x2` of the list `family` and no
    /// other.
    pub shown: Vec<String>,
    /// When, UTC, to the millisecond.
    pub signed_at: Timestamp,
    /// Hash of what was signed ([`Signed::hash`]).
    pub signed_sha256: String,
}

impl Signature {
    /// Who signed, by the ids of the program and the filing: `sponsor`, or `adult k3f9x2` for an entry of a list.
    pub fn who(&self) -> String {
        self.entry.as_ref().map_or_else(|| self.signer.clone(), |entry| format!("{} {entry}", self.signer))
    }

    /// Whether it was made over what the filing says: nothing it was shown has changed since.
    pub fn stands_over(&self, filing: &Filing, sha256: Sha256) -> bool {
        let answers = filing.answers.as_array().into_iter().flatten();
        let answers: Vec<Value> = answers.filter_map(|answer| self.part(answer)).collect();
        let signed = Signed {
            format: FORMAT,
            program: &filing.program,
            program_version: &filing.program_version,
            application: &filing.application,
            signer: &self.signer,
            entry: self.entry.as_deref(),
            language: &self.language,
            declaration: &self.declaration,
            answers: &answers,
        };
        answers.len() == self.shown.len() && signed.hash(sha256).is_ok_and(|hash| hash == self.signed_sha256)
    }

    /// What was shown of an answer: all of it, one entry of a list, or nothing.
    fn part(&self, answer: &Value) -> Option<Value> {
        let id = answer.get("id")?.as_str()?;
        if self.shown.iter().any(|shown| shown == id) {
            return Some(answer.clone());
        }
        let entry = self.shown.iter().find_map(|shown| shown.strip_prefix(id)?.strip_prefix('/'))?;
        let item =
            answer.get("items")?.as_array()?.iter().find(|item| item.get("item").is_some_and(|id| id == entry))?;
        Some(json!({ "id": id, "items": [item] }))
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
            entry: None,
            language: "en",
            declaration,
            answers: &answers,
        };
        Signature {
            signer: "sponsor".into(),
            entry: None,
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
        assert_eq!(filed.unsound_signature(checksum).map(Signature::who), Some("sponsor".to_owned()));
    }

    /// A family of two, the second of whom signs for herself.
    fn family(first: &str, second: &str) -> Value {
        let item = |id: &str, name: &str| json!({ "answers": [answer("name", name)], "item": id });
        json!({ "id": "family", "items": [item("aaaaaa", first), item("bbbbbb", second)] })
    }

    fn signed_by_entry(filing: &Filing, entry: &str) -> Signature {
        let items: Vec<&Value> =
            filing.answers[0]["items"].as_array().unwrap().iter().filter(|item| item["item"] == *entry).collect();
        let answers = [json!({ "id": "family", "items": items })];
        let signed = Signed {
            format: FORMAT,
            program: &filing.program,
            program_version: &filing.program_version,
            application: &filing.application,
            signer: "adult",
            entry: Some(entry),
            language: "en",
            declaration: "It is true.",
            answers: &answers,
        };
        Signature {
            signer: "adult".into(),
            entry: Some(entry.into()),
            declaration: "It is true.".into(),
            shown: vec![format!("family/{entry}")],
            signed_sha256: signed.hash(checksum).unwrap(),
            ..self::signed(&self::filing(three("married", "long")))
        }
    }

    #[test]
    fn the_signature_of_an_entry_is_over_that_entry_wherever_it_stands_and_over_no_other() {
        let good = filing(vec![family("Ana", "Bea"), answer("story", "long")]);
        let signature = signed_by_entry(&good, "bbbbbb");
        assert_eq!(signature.who(), "adult bbbbbb");
        assert!(signature.stands_over(&good, checksum));
        let other = filing(vec![family("Somebody", "Bea"), answer("story", "short")]);
        assert!(signature.stands_over(&other, checksum), "what is said of others is not hers");
        let mut moved = good.clone();
        moved.answers[0]["items"].as_array_mut().unwrap().reverse();
        assert!(signature.stands_over(&moved, checksum), "her place in the list does not matter");
        let mut gone = good.clone();
        gone.answers[0]["items"].as_array_mut().unwrap().pop();
        for changed in [filing(vec![family("Ana", "Beatrice")]), gone, filing(vec![answer("story", "long")])] {
            assert!(!signature.stands_over(&changed, checksum), "{:?}", changed.answers);
        }
        let twins = filing(vec![family("Bea", "Bea")]);
        let first = vec!["family/aaaaaa".to_owned()];
        for forged in [
            Signature { entry: Some("aaaaaa".into()), ..signature.clone() },
            Signature { shown: first.clone(), ..signature.clone() },
            Signature { entry: Some("aaaaaa".into()), shown: first, ..signature.clone() },
            Signature { entry: None, ..signature.clone() },
            Signature { shown: vec!["family".into()], ..signature.clone() },
        ] {
            assert!(!forged.stands_over(&twins, checksum), "{forged:?}");
        }
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
