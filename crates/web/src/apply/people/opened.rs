//! An application as somebody opens it who is to sign it, and what they may do with it.

use super::{
    super::Draft,
    standing::{Standing, aad},
};
use crate::{places::Place, problem::Problem, visit::Visit};
use jiff::Timestamp;
use programs::{DocumentRef, Journey, Signatory};
use store::ops::{
    invitations::{Invitation, Role},
    signing::{LoadToSign, Respond, Response as Answer},
};

/// An application as its signer opens it.
pub(super) struct Opened {
    pub(super) draft: Draft,
    pub(super) invitation: Invitation,
    pub(super) reference: String,
    /// What the invitation is kept by.
    pub(super) key: String,
}

impl Opened {
    pub(super) async fn open(visit: &Visit, reference: &str, key: &str) -> Result<Self, Problem> {
        let load = LoadToSign { reference: reference.to_owned(), signer: key.to_owned() };
        let (row, invitation) = match visit.app.store.read(&visit.actor_signing(reference, key), load).await {
            Err(store::Error::NotFound) if visit.was_invited(reference, &Role::Signer(key.to_owned())) => {
                return Err(Problem::gone());
            }
            read => read?,
        };
        let draft = Draft::unseal(&visit.app, row, false).await?;
        Ok(Self { draft, invitation, reference: reference.to_owned(), key: key.to_owned() })
    }

    pub(super) fn place(&self) -> Place {
        Place::Sign(self.reference.clone(), self.key.clone())
    }

    /// Who signs, where this signature is needed.
    pub(super) fn signatory<'a>(&self, journey: &Journey<'a>) -> Option<Signatory<'a>> {
        journey.signers.iter().copied().find(|signatory| signatory.key() == self.key)
    }

    /// The same, while the signature can be given.
    pub(super) fn signer<'a>(&self, journey: &Journey<'a>) -> Option<Signatory<'a>> {
        self.signatory(journey).filter(|_| !self.draft.is_filed() && !self.draft.is_withdrawn())
    }

    /// How the signature stands, where it is needed. What was filed is compared with what was signed as well: whoever signed it can
    /// go on reading it.
    pub(super) fn standing(&self, journey: &Journey<'_>, now: Timestamp) -> Result<Option<Standing>, Problem> {
        let signatory = self.signatory(journey).filter(|_| !self.draft.is_withdrawn());
        let standing = signatory
            .map(|signatory| Standing::work_out(&self.draft, journey, &signatory, Some(&self.invitation), now));
        standing.transpose()
    }

    /// Who signs and is shown what: until it is filed, and afterwards if that is what was signed.
    pub(super) fn reader<'a>(&self, journey: &Journey<'a>, standing: Option<&Standing>) -> Option<Signatory<'a>> {
        let has_signed = matches!(standing, Some(Standing::Signed(_)));
        self.signer(journey).or_else(|| self.signatory(journey).filter(|_| has_signed))
    }

    /// The documents that are shown.
    pub(super) fn documents<'a>(&self, journey: &Journey<'a>, now: Timestamp) -> Result<Vec<&'a DocumentRef>, Problem> {
        let standing = self.standing(journey, now)?;
        let reader = self.reader(journey, standing.as_ref());
        Ok(reader.map(|signatory| journey.documents_for(&signatory)).unwrap_or_default())
    }

    /// Writes an answer over the version that was read; `false` when somebody has saved since.
    pub(super) async fn respond(&self, visit: &Visit, response: Answer) -> Result<bool, Problem> {
        let respond = Respond {
            application: self.draft.row.id,
            signer: self.key.clone(),
            expected_version: self.draft.row.version,
            response,
        };
        match visit.app.store.exec(&visit.actor_signing(&self.reference, &self.key), respond).await {
            Ok(()) => Ok(true),
            Err(store::Error::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// A document's address and name.
    pub(super) fn link(&self, visit: &Visit, document: &DocumentRef) -> (String, String) {
        let place = Place::SignedDocument(self.reference.clone(), self.key.clone(), document.id.clone());
        (visit.path_to(&place), document.name.clone())
    }

    pub(super) fn seal(&self, visit: &Visit, column: &str, plain: &[u8]) -> Vec<u8> {
        self.draft.key.seal(&aad(column, self.draft.row.id, &self.key), plain, &*visit.app.random)
    }
}
