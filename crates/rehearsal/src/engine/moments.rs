//! A look once a second: how many are there, how fast they are served, and how this generator itself fares.

use serde::{Deserialize, Serialize};

use super::{Engine, Plan};
use crate::{
    machine::{cores, own_time},
    numbers::{Micros, SECOND, real, whole},
};

/// One look.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Moment {
    /// Seconds since the night began.
    pub second: f64,
    /// What is being done: `prepare`, `night` or `look up`.
    pub stage: String,
    /// Visitors the curve asks for; those inside; those of them in the waiting room.
    pub planned: u64,
    /// Everybody on the site.
    pub inside: u64,
    /// In the waiting room.
    pub waiting: u64,
    /// Since the last look: who came, who was let in from the room, pages served, faults, filings acknowledged.
    pub arrived: u64,
    /// Let in from the waiting room since the last look.
    pub admitted: u64,
    /// Pages served since the last look.
    pub pages: u64,
    /// Faults since the last look.
    pub faults: u64,
    /// Filings acknowledged since the last look, and until now.
    pub filed: u64,
    /// Filings acknowledged until now.
    pub filed_in_all: u64,
    /// Milliseconds from when a step was to begin to the whole answer: the middle and the slowest in a hundred.
    pub p50: Option<f64>,
    /// The slowest in a hundred.
    pub p99: Option<f64>,
    /// The slowest in twenty of those at work on an application.
    pub inside_p95: Option<f64>,
    /// Cores the server used, and its memory in megabytes, where that can be seen.
    pub server_cores: Option<f64>,
    /// The server's memory in megabytes.
    pub server_megabytes: Option<f64>,
    /// Cores this generator used.
    pub own_cores: f64,
    /// Connections open.
    pub connections: u64,
    /// How long this second really was.
    pub span: f64,
}

/// When was last looked.
#[derive(Debug, Default)]
pub(super) struct Last {
    at: Micros,
    own: Micros,
}

impl Engine<'_> {
    /// Looks, if a second has passed.
    pub(super) fn moment(&mut self, plan: &Plan) {
        let now = self.clock.now();
        let span = now - self.last_moment.at;
        if span < SECOND {
            return;
        }
        let own = own_time();
        let seen = self.server.as_mut().and_then(crate::machine::Server::look);
        let second = self.night.as_ref().map_or(0.0, |(_, began)| self.since(*began));
        let interval = &self.tally.interval;
        let moment = Moment {
            second,
            stage: match (plan, &self.night) {
                (Plan::Open { .. }, _) => "night",
                (Plan::Batch { .. }, None) => "prepare",
                (Plan::Batch { .. }, Some(_)) => "look up",
            }
            .to_owned(),
            planned: self.night.as_ref().map_or(0, |(curve, _)| whole(curve.inside(second))),
            inside: self.inside(),
            waiting: self.tally.waiting,
            arrived: interval.arrived,
            admitted: interval.admitted,
            pages: interval.pages,
            faults: interval.faults,
            filed: interval.filed,
            filed_in_all: self.tally.acknowledged,
            p50: interval.all.quantile(0.5),
            p99: interval.all.quantile(0.99),
            inside_p95: interval.inside.quantile(0.95),
            server_cores: seen.map(|(used, _)| cores(used, span)),
            server_megabytes: seen.map(|(_, bytes)| real(bytes) / 1e6),
            own_cores: cores(own - self.last_moment.own, span),
            connections: crate::numbers::count(self.connections.open()),
            span: real(span) / 1e6,
        };
        (self.tell)(&moment);
        if matches!(plan, Plan::Open { .. }) {
            self.moments.push(moment);
        }
        self.tally.next_interval();
        self.last_moment = Last { at: now, own };
    }
}
