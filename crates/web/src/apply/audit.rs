//! What was filed, looked at as it lies in a copy of the store: whether it opens, its receipt verifies, and its history is the
//! one that was written.

use super::{Kept, action_aad, case_aad};
use casework::{Filing, Link, ReceiptFault, verify_chain};
use store::copy::CopiedCase;
use vault::{Keys, PublicKey};

/// Whose signature a receipt that is whole bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedBy {
    /// The key that was given.
    ThisKey,
    /// An earlier key: only the holder of its public half can check the signature.
    AnotherKey,
}

/// What does not hold.
#[derive(Debug, thiserror::Error)]
pub enum Flaw {
    /// A sealed part does not open.
    #[error("its {part} does not open")]
    Sealed {
        /// Which part.
        part: &'static str,
        /// Why.
        #[source]
        source: vault::Error,
    },
    /// What was sealed is not what this program seals.
    #[error("its {0} cannot be read")]
    Form(&'static str),
    /// The receipt is not genuine.
    #[error("its receipt does not verify")]
    Receipt(#[source] ReceiptFault),
    /// The receipt is another's, or what was filed is not what it states.
    #[error("its receipt is not over what was filed")]
    NotOver,
    /// The history was changed, or ends too soon.
    #[error("its history is not the one that was written")]
    History,
}

/// Opens everything that belongs to a filed application, and checks it.
///
/// # Errors
/// The first [`Flaw`].
pub fn audit(keys: &Keys, key: &PublicKey, case: &CopiedCase) -> Result<SignedBy, Flaw> {
    let id = case.application;
    let sealed = |part| move |source| Flaw::Sealed { part, source };
    let data_key = keys.unwrap(&case.wrapped_key, id.0.as_bytes()).map_err(sealed("key"))?;
    let open = |part, aad: &[u8], bytes: &[u8]| data_key.open(aad, bytes).map_err(sealed(part));

    let filing = open("filing", &case_aad("answers", id), &case.sealed_answers)?;
    let kept = open("receipt", &case_aad("receipt", id), &case.sealed_receipt)?;
    let kept: Kept = serde_json::from_slice(&kept).map_err(|_| Flaw::Form("receipt"))?;
    let signed = kept.receipt.verify(&key.key_id(), |message, signature| key.verify(message, signature));
    let signed_by = match signed {
        Ok(()) => SignedBy::ThisKey,
        Err(ReceiptFault::OtherKey { .. }) => SignedBy::AnotherKey,
        Err(fault) => return Err(Flaw::Receipt(fault)),
    };
    let statement = kept.receipt.statement;
    let salt = vault::encoding::from_hex(&statement.salt).and_then(|salt| salt.try_into().ok());
    let salt = salt.ok_or(Flaw::Form("receipt"))?;
    let hash = Filing::salted_hash(&filing, &salt, vault::sha256);
    if statement.number != case.number || statement.filing_sha256 != hash {
        return Err(Flaw::NotOver);
    }

    let mut links = Vec::with_capacity(case.actions.len());
    for action in &case.actions {
        let link = open("history", &action_aad(id, action.sequence), &action.sealed)?;
        let link: Link = serde_json::from_slice(&link).map_err(|_| Flaw::Form("history"))?;
        links.push((link, action.hash));
    }
    verify_chain(&links, vault::sha256).map_err(|_| Flaw::History)?;
    let last = links.last().map(|(link, hash)| (link.sequence, *hash));
    if last != Some((case.last_action, case.last_hash)) {
        return Err(Flaw::History);
    }
    Ok(signed_by)
}
