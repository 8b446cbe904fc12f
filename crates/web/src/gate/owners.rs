//! People with an account who hold several tickets of one line, in several windows or on several devices: they use one.
//!
//! The gate reads no session. It hears from the handlers who is signed in to which, and seals that into the tickets it gives
//! out; so a place has its owner on every device, after a restart, and without a question to the store.

use super::{Gate, by_itself::InsteadTemplate};
use crate::places;
use admission::{Owner, Owners, Ticket};
use axum::{
    body::Body,
    response::{Html, IntoResponse},
};
use http::Response;
use language::Language;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::AccountId;

/// What the owner of a ticket is hashed for.
const PURPOSE: &str = "ticket owner";

/// Whether a request has a session, and who is signed in to it, as its handler has found out.
#[derive(Debug, Clone, Default)]
pub(crate) struct SignedIn(Arc<Mutex<Found>>);

#[derive(Debug, Clone, Copy, Default)]
struct Found {
    is_session: bool,
    account: Option<AccountId>,
}

impl SignedIn {
    /// There is a session, with this account if it is signed in.
    pub(crate) fn is(&self, account: Option<AccountId>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Found { is_session: true, account };
    }

    /// Whether there is a session: anybody can send a cookie.
    pub(super) fn is_session(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_session
    }

    fn account(&self) -> Option<AccountId> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).account
    }
}

impl Gate {
    /// Hears who is signed in to a session.
    pub(super) fn hear(&self, session: Option<u64>, signed_in: &SignedIn) {
        if let (Some(session), Some(account)) = (session, signed_in.account()) {
            let now = self.now().unix_millis;
            self.owners()
                .seen(now, session, || Owner::new(&self.app.keys.blind_index(PURPOSE, &account.0.to_string())));
        }
    }

    /// Who is signed in to a session, as far as has been heard.
    pub(super) fn owner(&self, session: Option<u64>) -> Option<Owner> {
        session.and_then(|session| self.owners().of(session))
    }

    /// Whether the owner of a ticket has come in with another one.
    pub(super) fn has_lapsed(&self, ticket: Ticket, owner: Option<Owner>) -> bool {
        owner.is_some_and(|owner| self.owners().has_lapsed(ticket, owner))
    }

    /// Somebody was let in with a ticket. `false`: another one of theirs came in at the same moment, and this one has lapsed.
    pub(super) fn redeem(&self, ticket: Ticket, owner: Option<Owner>) -> bool {
        let now = self.now();
        let redeemed = owner.is_none_or(|owner| self.owners().redeem(now.unix_millis, ticket, owner));
        if !redeemed {
            let mut admission = self.lock();
            admission.missed(now, ticket);
            admission.leave(ticket);
        }
        redeemed
    }

    /// The page for somebody whose ticket has lapsed.
    pub(super) fn lapsed(&self, language: Language, path: &str) -> Response<Body> {
        let twin = places::twin(path).unwrap_or_else(|| format!("/{}", language.other().code()));
        let frame = self.app.public.frame(language, path, &twin);
        let told = ["room-lapsed", "room-lapsed-go"];
        let template = InsteadTemplate { frame, title: "room-lapsed-title", told, url: path.to_owned() };
        Html(template.html()).into_response()
    }

    /// A panic elsewhere leaves each entry whole.
    fn owners(&self) -> MutexGuard<'_, Owners> {
        self.owners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
