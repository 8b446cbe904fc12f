//! How a signature stands: never by a mark, always by comparing what was signed with what the application says now.

use super::super::Draft;
use crate::problem::Problem;
use casework::{SIGNED_FORMAT, Signature, Signed};
use jiff::Timestamp;
use language::Language;
use programs::{Journey, Signatory};
use serde_json::Value;
use store::{ApplicationId, ops::invitations::Invitation};

/// What a signer is asked to sign, as of now.
pub(super) struct Statement {
    /// What is declared.
    pub(super) declaration: String,
    /// The ids of the answers that are shown.
    pub(super) shown: Vec<String>,
    /// The hash of all of it.
    pub(super) hash: String,
}

impl Statement {
    /// What somebody is asked to sign in `language`; nothing while an answer is missing.
    pub(super) fn of<'a>(
        draft: &Draft,
        journey: &Journey<'a>,
        signing: &Signatory<'a>,
        language: Language,
    ) -> Result<Option<Self>, Problem> {
        let Some(answers) = journey.freeze_for(signing) else { return Ok(None) };
        let signer = signing.signer;
        let programs::Kind::Declaration(kind) = &signer.declaration.kind else { return Ok(None) };
        let declaration = kind.statement.get(language).to_owned();
        let signed = Signed {
            format: SIGNED_FORMAT,
            program: &journey.program.id,
            program_version: &journey.program.version,
            application: &draft.row.reference,
            signer: &signer.id,
            entry: signing.entry,
            language: language.code(),
            declaration: &declaration,
            answers: &answers,
        };
        let hash = signed.hash(vault::sha256).map_err(|error| Problem::internal(&error))?;
        let id = |answer: &Value| {
            let id = answer.get("id")?.as_str()?;
            let entry = signing.entry.filter(|_| signer.each.as_deref() == Some(id));
            Some(entry.map_or_else(|| id.to_owned(), |entry| format!("{id}/{entry}")))
        };
        Ok(Some(Self { shown: answers.iter().filter_map(id).collect(), declaration, hash }))
    }
}

/// How far a signature is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody was invited.
    NotInvited,
    /// The link was withdrawn.
    Withdrawn,
    /// There is a link.
    Invited {
        /// Since when.
        at: Timestamp,
        /// Until when it works.
        until: Timestamp,
    },
    /// The link has expired.
    Over {
        /// When it was made.
        at: Timestamp,
    },
    /// The link was opened.
    Opened(Timestamp),
    /// The signer says that something is not right.
    Objected,
    /// It is signed.
    Signed(Signature),
    /// It was signed, and something that was signed has changed since.
    Again(Signature),
}

impl Standing {
    /// How it stands at `now`, given the hash of what is to be signed now in the language the signature was given in.
    pub(super) fn of(
        invitation: Option<&Invitation>,
        signature: Option<Signature>,
        hash: Option<&str>,
        now: Timestamp,
    ) -> Self {
        let Some(invitation) = invitation else { return Self::NotInvited };
        if let Some(signature) = signature {
            let stands = hash == Some(signature.signed_sha256.as_str());
            return if stands { Self::Signed(signature) } else { Self::Again(signature) };
        }
        match invitation {
            Invitation { stands: false, .. } => Self::Withdrawn,
            Invitation { remark: Some(_), .. } => Self::Objected,
            Invitation { expires, invited, .. } if *expires <= now => Self::Over { at: *invited },
            Invitation { opened: Some(opened), .. } => Self::Opened(*opened),
            Invitation { expires, invited, .. } => Self::Invited { at: *invited, until: *expires },
        }
    }

    /// Works it out for somebody whose invitation this is.
    pub(super) fn work_out<'a>(
        draft: &Draft,
        journey: &Journey<'a>,
        signing: &Signatory<'a>,
        invitation: Option<&Invitation>,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let signature = match invitation.and_then(|invitation| invitation.signature.as_deref()) {
            Some(sealed) => {
                let plain = draft.key.open(&aad("signature", draft.row.id, &signing.key()), sealed)?;
                Some(serde_json::from_slice::<Signature>(&plain).map_err(|error| Problem::internal(&error))?)
            }
            None => None,
        };
        let language = signature.as_ref().and_then(|signature| Language::from_code(&signature.language));
        let statement = match language {
            Some(language) => Statement::of(draft, journey, signing, language)?,
            None => None,
        };
        Ok(Self::of(invitation, signature, statement.as_ref().map(|statement| statement.hash.as_str()), now))
    }
}

/// Binds a sealed column of an invitation to its row.
pub(super) fn aad(column: &str, id: ApplicationId, person: &str) -> Vec<u8> {
    [b"invitations.", column.as_bytes(), b"/", id.0.as_bytes(), b"/", person.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::ops::invitations::Role;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn invitation() -> Invitation {
        Invitation {
            role: Role::Signer("sponsor".into()),
            stands: true,
            sealed: Vec::new(),
            language: "en".into(),
            invited: at(10),
            expires: at(100),
            opened: None,
            signature: None,
            remark: None,
            saves: 0,
            last_saved: None,
        }
    }

    fn signature(hash: &str) -> Signature {
        Signature {
            signer: "sponsor".into(),
            entry: None,
            name: "Ewan".into(),
            language: "en".into(),
            declaration: "It is true.".into(),
            shown: vec!["sponsor-name".into()],
            signed_at: at(20),
            signed_sha256: hash.into(),
        }
    }

    #[test]
    fn a_signature_stands_as_long_as_what_was_signed_is_what_is_there() {
        let (there, now) = (invitation(), at(200));
        let of = |hash| Standing::of(Some(&there), Some(signature("aa")), hash, now);
        assert_eq!(of(Some("aa")), Standing::Signed(signature("aa")));
        for hash in [Some("ab"), Some(""), None] {
            assert_eq!(of(hash), Standing::Again(signature("aa")), "{hash:?}");
        }
        assert_eq!(Standing::of(None, Some(signature("aa")), Some("aa"), now), Standing::NotInvited);
    }

    #[test]
    fn without_a_signature_the_link_says_how_far_it_is() {
        let of = |invitation: &Invitation, now| Standing::of(Some(invitation), None, Some("aa"), at(now));
        assert_eq!(of(&invitation(), 99), Standing::Invited { at: at(10), until: at(100) });
        assert_eq!(of(&invitation(), 100), Standing::Over { at: at(10) });
        assert_eq!(of(&Invitation { opened: Some(at(30)), ..invitation() }, 99), Standing::Opened(at(30)));
        let objected = Invitation { remark: Some(Vec::new()), opened: Some(at(30)), ..invitation() };
        assert_eq!(of(&objected, 500), Standing::Objected);
        assert_eq!(of(&Invitation { stands: false, ..invitation() }, 50), Standing::Withdrawn);
    }
}
