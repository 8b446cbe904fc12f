//! Who asks: every operation and query is given its actor, and its SQL reaches only that actor's rows.

use jiff::Timestamp;

use crate::{
    ids::{AccountId, HolderId, RequestId},
    value::Value,
};

/// Who asks for something, and in which request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub who: Who,
    /// The request; asking again with the same one is how a lost answer is recovered.
    pub request: RequestId,
}

/// On whose behalf something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A visitor of whom nothing is known.
    Nobody,
    /// A visitor with a session and nothing more.
    Visitor {
        /// The hash under which the session is stored.
        session: [u8; 32],
    },
    /// A person who has signed in: reaches the applications of the account.
    Account(AccountId),
    /// A person who has begun an application or redeemed its resume link: reaches that one application until somebody else
    /// replaces the link.
    Holder {
        /// Hash of the link's secret.
        link: [u8; 32],
        /// Tells this holder from others of the same link: whoever replaces it keeps the application.
        holder: HolderId,
        /// The account that has signed in as well: reaches its applications too.
        account: Option<AccountId>,
    },
    /// A person who has redeemed an invitation: reaches nothing but what operations say an invited person may do.
    Invited {
        /// Hash of the invitation's secret.
        link: [u8; 32],
        /// Now: an invitation that is over reaches nothing.
        at: Timestamp,
        /// The account that has signed in as well: reaches its own applications.
        account: Option<AccountId>,
    },
    /// This program itself: jobs, retention, start-up.
    System,
}

/// The condition that holds an `applications` row to its actor. The statement's first four parameters must be
/// [`Actor::reach`]: see [`reaching!`].
macro_rules! reached {
    () => {
        "(CAST($1 AS BIGINT) = 1 OR applications.account = $2 OR applications.resume_hash = $3 OR applications.replaced_by = $4)"
    };
}
pub(crate) use reached;

/// As [`reached!`], for what a helper may do as well while the application is a draft. Which parameters hold
/// [`Actor::invitation`] is said.
macro_rules! filled {
    ($link:literal, $at:literal) => {
        concat!(
            "(",
            $crate::actor::reached!(),
            " OR (applications.state = 'draft' AND EXISTS (SELECT 1 FROM invitations WHERE \
             invitations.application = applications.id AND invitations.role = 'helper' AND invitations.link = ",
            $link,
            " AND invitations.expires > ",
            $at,
            ")))"
        )
    };
}
pub(crate) use filled;

/// The parameters of a statement that uses [`reached!`]: the actor's reach, then the rest from `$5` on.
macro_rules! reaching {
    ($actor:expr; $($value:expr),* $(,)?) => {{
        let [all, account, link, holder] = $crate::actor::Actor::reach($actor);
        [all, account, link, holder, $($crate::Value::from($value)),*]
    }};
}
pub(crate) use reaching;

impl Actor {
    /// What the actor reaches: everything (1 or 0), the applications of an account, the application whose link this is, the
    /// one whose link this holder replaced.
    pub(crate) fn reach(&self) -> [Value; 4] {
        let all = Value::from(self.who == Who::System);
        match self.who {
            Who::Nobody | Who::Visitor { .. } | Who::System => [all, Value::Null, Value::Null, Value::Null],
            Who::Account(account) => [all, account.into(), Value::Null, Value::Null],
            Who::Invited { account, .. } => [all, account.into(), Value::Null, Value::Null],
            Who::Holder { link, holder, account } => [all, account.into(), link.into(), holder.into()],
        }
    }

    /// The invitation's link and the moment, for `filled!` and the conditions of signers; nothing for everybody else.
    pub(crate) fn invitation(&self) -> [Value; 2] {
        match self.who {
            Who::Invited { link, at, .. } => [link.into(), at.into()],
            _ => [Value::Null, Value::Null],
        }
    }

    /// The account that has signed in, if one has.
    pub fn account(&self) -> Option<AccountId> {
        if let Who::Account(account) = self.who { Some(account) } else { None }
    }

    /// Goes on only for this program itself.
    pub(crate) fn must_be_system(&self) -> crate::Result<()> {
        if self.who == Who::System { Ok(()) } else { Err(crate::Error::NotYours) }
    }

    /// Goes on only for the owner of `account`, or this program itself.
    pub(crate) fn must_own(&self, account: AccountId) -> crate::Result<()> {
        if self.who == Who::System || self.account() == Some(account) { Ok(()) } else { Err(crate::Error::NotYours) }
    }
}
