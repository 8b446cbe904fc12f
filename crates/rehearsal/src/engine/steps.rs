//! Steps: what visitors do when their time has come, and what they do when it fails.

use std::rc::Rc;

use super::Engine;
use crate::{
    numbers::{Micros, SECOND},
    place::{Place, application},
    tally::Class,
    visit::{End, Role},
    wire::{Fault, request::Request},
};

/// How long people wait for an answer.
const PATIENCE: Micros = 30 * SECOND;
/// How often somebody tries again, and after how long (median, seconds).
const TRIES: u8 = 3;
const TRIES_OF_BATCH: u8 = 8;
const TRIES_AFTER: f64 = 5.0;

impl Engine<'_> {
    /// A visitor's timer rang: they have thought, or have waited for an answer for too long.
    pub(super) fn timer(&mut self, id: u32, stamp: u32) {
        let closing = self.closing;
        let Some(visitor) = self.visitors.rung(id, stamp) else { return };
        if visitor.asks {
            return self.failed(id, Fault::Slow);
        }
        if closing {
            return;
        }
        if std::mem::take(&mut visitor.is_away) {
            self.tally.away -= 1;
        }
        self.begin(id);
    }

    /// Begins a step that was due.
    fn begin(&mut self, id: u32) {
        let now = self.clock.now();
        let Some(visitor) = self.visitors.get(id) else { return };
        visitor.hops = 0;
        let late = now.saturating_sub(visitor.due);
        self.tally.late.record(late);
        self.ask(id);
    }

    /// Sends the request of the step under way; what it is for is remembered with the first.
    pub(super) fn ask(&mut self, id: u32) {
        let Some(visitor) = self.visitors.get(id) else { return };
        let Some(request) = visitor.request.as_ref() else {
            let end = visitor.end;
            return self.leave(id, end);
        };
        if visitor.hops == 0 {
            visitor.class = class(request);
        }
        self.asking += u64::from(!visitor.asks);
        visitor.asks = true;
        let (person, cookies, host) = (visitor.person, visitor.cookies.as_str(), self.host.as_str());
        let kept = visitor.connection.map(|slot| slot as usize);
        let sent = self.connections.send(kept, id, |out| request.write(host, person, cookies, out));
        self.sent(id, sent);
    }

    /// Fetches the next style sheet or script of a page.
    pub(super) fn ask_asset(&mut self, id: u32, path: &Rc<str>) {
        let now = self.clock.now();
        let Some(visitor) = self.visitors.get(id) else { return };
        visitor.asset_since = Some(now);
        self.asking += u64::from(!visitor.asks);
        visitor.asks = true;
        let (person, host) = (visitor.person, self.host.as_str());
        let kept = visitor.connection.map(|slot| slot as usize);
        let request = Request::Get(Rc::clone(path));
        let sent = self.connections.send(kept, id, |out| request.write(host, person, "", out));
        self.sent(id, sent);
    }

    fn sent(&mut self, id: u32, sent: Result<usize, Fault>) {
        match sent {
            Ok(slot) => {
                if let Some(visitor) = self.visitors.get(id) {
                    visitor.connection = u32::try_from(slot).ok();
                }
                self.set_timer(id, self.clock.now() + PATIENCE);
            }
            Err(fault) => self.failed(id, fault),
        }
    }

    /// The step failed.
    pub(crate) fn failed(&mut self, id: u32, fault: Fault) {
        self.failed_since(id, fault, fault.name().0);
    }

    /// The step failed for this reason: a person tries again after a moment, a few times.
    pub(super) fn failed_since(&mut self, id: u32, fault: Fault, why: &str) {
        let now = self.clock.now();
        let Some(visitor) = self.visitors.get(id) else { return };
        let path = visitor.request.as_ref().map_or("", |request| request.path());
        let (role, hops) = (visitor.role, visitor.hops);
        self.tally.fault(fault, || format!("{why}: {path} ({role:?}, after {hops} redirects)"));
        if fault == Fault::TurnedAway && visitor.draft.is_some() && visitor.class != Class::Enter {
            self.tally.inside_refused += 1;
        }
        if let Some(slot) = visitor.connection.take() {
            self.connections.close(slot as usize, id);
        }
        let is_batch = visitor.role == Role::Preparer || visitor.lookup.is_some();
        visitor.asset_since = None;
        visitor.tries += 1;
        if visitor.tries > if is_batch { TRIES_OF_BATCH } else { TRIES } {
            return self.leave(id, End::GaveUp);
        }
        // Whoever was led into nothing starts again from where their application is.
        if let Some(draft) =
            visitor.draft.as_deref_mut().filter(|draft| fault == Fault::Wrong && !draft.base.is_empty())
        {
            draft.filing = false;
            visitor.request = Some(Request::get(&draft.base));
        }
        let after = visitor.chance.log_normal(if is_batch { 1.0 } else { TRIES_AFTER }, 0.5);
        self.later(id, now + after);
    }

    /// The visitor's next step is to begin then.
    pub(crate) fn later(&mut self, id: u32, due: Micros) {
        let Some(visitor) = self.visitors.get(id) else { return };
        self.asking -= u64::from(std::mem::take(&mut visitor.asks));
        visitor.due = due;
        self.set_timer(id, due);
    }

    /// A filing is acknowledged: the answer to it leads to its receipt.
    pub(super) fn acknowledge(&mut self, id: u32, location: &str) {
        let Some(visitor) = self.visitors.get(id) else { return };
        let is_filing = visitor.request.as_ref().is_some_and(|request| Place::of(request.path()) == Place::File);
        let Some(base) = application(location).filter(|_| is_filing && Place::of(location) == Place::Receipt) else {
            return;
        };
        let Some(draft) = visitor.draft.as_deref_mut() else { return };
        if draft.filed.is_none() {
            draft.filed = Some(self.filings.len());
            self.filings.push(crate::lookup::Filing::new(visitor.person, base, &visitor.cookies));
            self.tally.acknowledged += 1;
            self.tally.interval.filed += 1;
        }
    }
}

/// What kind of step a request is.
fn class(request: &Request) -> Class {
    let place = Place::of(request.path());
    match request {
        Request::Post(posting) if posting.is_ticket => Class::Room,
        Request::Post(_) if place == Place::File => Class::File,
        Request::Post(_) if matches!(place, Place::Start | Place::Resume) => Class::Enter,
        _ if matches!(place, Place::Public | Place::Start | Place::Resume | Place::Status) => Class::Public,
        _ => Class::Work,
    }
}
