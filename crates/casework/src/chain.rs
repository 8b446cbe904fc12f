//! The audit chain: each action carries the hash of the one before, so that a rewritten history shows.

use crate::{Action, NotCanonical, Sha256, canonical};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What stands before the first action.
pub const START: [u8; 32] = [0; 32];

/// One action as it is chained: who did what, when, after what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// 1 for the first action of a case.
    pub sequence: u64,
    /// When, UTC.
    pub at: Timestamp,
    /// Who: an account's or application's id, or the name of a part of the system.
    pub by: String,
    /// What.
    pub action: Action,
}

/// A chain that does not hold together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the history was changed at action {sequence}")]
pub struct Broken {
    /// The first action that does not fit the one before.
    pub sequence: u64,
}

impl Link {
    /// The hash of this action after `previous`: SHA-256 over the previous hash and the action's canonical form.
    ///
    /// # Errors
    /// When an action holds a number that is not whole.
    pub fn hash(&self, previous: &[u8; 32], sha256: Sha256) -> Result<[u8; 32], NotCanonical> {
        let mut bytes = previous.to_vec();
        bytes.extend(canonical(&serde_json::to_value(self).map_err(|_| NotCanonical::unrepresentable())?)?);
        Ok(sha256(&bytes))
    }
}

/// Checks a whole chain, oldest first, each link beside the hash that was stored with it.
///
/// # Errors
/// [`Broken`] names the first action that was changed, left out or put elsewhere.
pub fn verify_chain(links: &[(Link, [u8; 32])], sha256: Sha256) -> Result<(), Broken> {
    let mut previous = START;
    for ((link, stored), sequence) in links.iter().zip(1..) {
        if link.sequence != sequence || link.hash(&previous, sha256).ok() != Some(*stored) {
            return Err(Broken { sequence });
        }
        previous = *stored;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Vec<(Link, [u8; 32])> {
        let mut previous = START;
        (1..=3)
            .map(|sequence| {
                let link = Link {
                    sequence,
                    at: Timestamp::from_second(1_000 + i64::try_from(sequence).unwrap()).unwrap(),
                    by: "applicant".into(),
                    action: Action::Filed { receipt: format!("LF-{sequence}"), arrived_at: None },
                };
                previous = link.hash(&previous, vault::sha256).unwrap();
                (link, previous)
            })
            .collect()
    }

    #[test]
    fn an_untouched_chain_holds() {
        assert_eq!(verify_chain(&chain(), vault::sha256), Ok(()));
    }

    #[test]
    fn a_changed_removed_or_moved_action_shows() {
        let mut changed = chain();
        changed[1].0.by = "somebody else".into();
        assert_eq!(verify_chain(&changed, vault::sha256), Err(Broken { sequence: 2 }));
        let mut removed = chain();
        removed.remove(1);
        assert_eq!(verify_chain(&removed, vault::sha256), Err(Broken { sequence: 2 }));
        let mut moved = chain();
        moved.swap(0, 2);
        assert_eq!(verify_chain(&moved, vault::sha256), Err(Broken { sequence: 1 }));
    }
}
