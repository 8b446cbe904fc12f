//! Arriving: straight in, after a moment at the door, or with a place in line; and being put off when no turn comes.

use super::{Gate, again};
use crate::{door, forms::Form};
use admission::{Asked, Entry, Owner, Standing, Ticket};
use axum::body::Body;
use http::{HeaderMap, Response};

impl Gate {
    /// Somebody was let in whose turn did not come within their patience: they get their form back, and a pass to send it
    /// again without waiting.
    pub(super) fn put_off(
        &self,
        (path, headers): (&str, &HeaderMap),
        body: &[u8],
        entry: Entry,
        arrival: Option<u64>,
    ) -> Response<Body> {
        let here = (path, door::spoken(path, headers));
        let failed = self.shed();
        let mut answer = match Form::parse(body) {
            Ok(form) => again::give_back(&self.app.public, here, form, false, failed),
            Err(_) => failed,
        };
        let arrival = arrival.unwrap_or_else(|| self.now().unix_millis);
        self.give_pass(answer.headers_mut(), entry, arrival);
        answer
    }

    /// Somebody without a place: goes in, or gets one. When they arrived is told only if they had to wait.
    pub(super) async fn arrive(&self, entry: Entry) -> Result<Option<u64>, Standing> {
        let now = self.now();
        let standing = {
            let mut admission = self.lock();
            if admission.try_enter(now, entry).is_some() {
                return Ok(None);
            }
            admission.join(now, entry)
        };
        self.at_the_door(standing).await
    }

    /// Somebody with a place asks whether they may come in.
    pub(super) fn ask(&self, ticket: Ticket) -> Asked {
        let now = self.now();
        self.lock().ask(now, ticket)
    }

    /// Somebody with a place looks how long it will take.
    pub(super) fn look(&self, ticket: Ticket, owner: Option<Owner>) -> Asked {
        if self.has_lapsed(ticket, owner) {
            return Asked::Used;
        }
        let now = self.now();
        self.lock().look(now, ticket)
    }

    /// Somebody who has a place: waits at the door for a moment, if they may.
    pub(super) async fn at_the_door(&self, standing: Standing) -> Result<Option<u64>, Standing> {
        if !standing.may_stand {
            return Err(standing);
        }
        let entered = {
            let mut waiting = self.doorstep.come(standing.ticket);
            let _here = Here::new(self, standing.ticket);
            waiting.a_moment().await
        };
        let asked = entered.map_or_else(|| self.ask(standing.ticket), Asked::Enter);
        match asked {
            Asked::Enter(entered) => Ok(Some(entered.arrival_millis)),
            Asked::Wait(standing) => Err(standing),
            // The same ticket came in from elsewhere meanwhile.
            Asked::Used | Asked::Expired => Err(standing),
        }
    }
}

/// Somebody at the door, until they come in, are shown to the room, or hang up.
struct Here<'a>(&'a Gate, Ticket);

impl<'a> Here<'a> {
    fn new(gate: &'a Gate, ticket: Ticket) -> Self {
        gate.lock().wait_at_the_door(ticket);
        Self(gate, ticket)
    }
}

impl Drop for Here<'_> {
    fn drop(&mut self) {
        self.0.lock().step_away(self.1);
    }
}
