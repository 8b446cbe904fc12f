//! A case is a fold of actions: nothing else holds its state.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that happened to a case. Immutable once written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum Action {
    /// The applicant filed. Always the first action, and only the first.
    Filed {
        /// The receipt number given.
        receipt: String,
        /// When the applicant arrived, where that counted for the deadline.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arrived_at: Option<Timestamp>,
    },
}

/// Where a case stands, in the words of the client application status (facts 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Filed, nothing looked at yet.
    Received,
}

/// A case's state after its actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Where it stands.
    pub stage: Stage,
    /// What happened, oldest first.
    pub history: Vec<(Timestamp, Action)>,
}

/// Why an action cannot follow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case has been filed already.
    #[error("the case was filed before")]
    AlreadyFiled,
    /// A case begins with its filing.
    #[error("a case begins with its filing")]
    NotFiled,
}

impl Case {
    /// The state after one more action, or why it cannot be taken.
    ///
    /// # Errors
    /// [`Refusal`] when the action does not fit the state.
    pub fn apply(case: Option<Self>, at: Timestamp, action: Action) -> Result<Self, Refusal> {
        match (case, action) {
            (None, action @ Action::Filed { .. }) => Ok(Self { stage: Stage::Received, history: vec![(at, action)] }),
            (Some(_), Action::Filed { .. }) => Err(Refusal::AlreadyFiled),
        }
    }

    /// The state after all actions, oldest first.
    ///
    /// # Errors
    /// [`Refusal::NotFiled`] for no actions at all, or the first refusal met.
    pub fn fold(actions: impl IntoIterator<Item = (Timestamp, Action)>) -> Result<Self, Refusal> {
        let mut case = None;
        for (at, action) in actions {
            case = Some(Self::apply(case, at, action)?);
        }
        case.ok_or(Refusal::NotFiled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filed() -> (Timestamp, Action) {
        (Timestamp::UNIX_EPOCH, Action::Filed { receipt: "LF-0000-0000-0".into(), arrived_at: None })
    }

    #[test]
    fn a_case_begins_with_its_filing() {
        assert_eq!(Case::fold([filed()]).unwrap().stage, Stage::Received);
        assert_eq!(Case::fold([]), Err(Refusal::NotFiled));
    }

    #[test]
    fn a_case_is_filed_once() {
        assert_eq!(Case::fold([filed(), filed()]), Err(Refusal::AlreadyFiled));
    }
}
