//! Plays visitors against a site: one thread, one timer wheel, one poll.

mod answers;
mod moments;
mod plan;
mod steps;
mod visitors;

use std::time::Duration;

pub use moments::Moment;
pub(crate) use plan::Plan;
use visitors::Visitors;

use crate::{
    curve::{Curve, Phase},
    lookup::Filing,
    machine::{Clock, Limits, Server},
    numbers::{Micros, SECOND, length},
    people,
    site::Site,
    tally::Tally,
    visit::{End, Visitor, World},
    wheel::Wheel,
    wire::connections::Connections,
};

/// How long the loop sleeps at most: the wheel's tick.
const NAP: Duration = Duration::from_millis(1);
/// After the end, answers under way are waited for this long.
const LAST_ANSWERS: Micros = 20 * SECOND;

/// Somebody with a finished application, ready for the rehearsal.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) person: people::Person,
    pub(crate) base: String,
    pub(crate) resume: Option<String>,
    pub(crate) typed_name: bool,
}

pub(crate) struct Engine<'a> {
    pub(crate) clock: Clock,
    pub(crate) connections: Connections,
    wheel: Wheel<(u32, u32)>,
    pub(crate) visitors: Visitors<Visitor>,
    /// Visitors there are, of whom some are away, and requests that are out.
    here: u64,
    asking: u64,
    pub(crate) host: String,
    pub(crate) site: Site,
    pub(crate) world: World,
    pub(crate) tally: Tally,
    pub(crate) prepared: Vec<Prepared>,
    pub(crate) filings: Vec<Filing>,
    pub(crate) key: Option<crate::proof::Key>,
    pub(crate) moments: Vec<Moment>,
    /// The night's curve and when it began; nothing is counted to a part of it before.
    pub(crate) night: Option<(Curve, Micros)>,
    pub(crate) server: Option<Server>,
    pub(crate) tell: &'a mut dyn FnMut(&Moment),
    last_moment: moments::Last,
    /// Nobody begins anything any more.
    closing: bool,
}

impl<'a> Engine<'a> {
    /// An engine for the server at this address, which is called `host`.
    pub(crate) fn new(
        server: std::net::SocketAddr,
        host: String,
        limits: Limits,
        world: World,
        tell: &'a mut dyn FnMut(&Moment),
    ) -> std::io::Result<Self> {
        let clock = Clock::start();
        Ok(Self {
            clock,
            connections: Connections::new(server, length(limits.connections), length(limits.resting))?,
            wheel: Wheel::new(0),
            visitors: Visitors::default(),
            here: 0,
            asking: 0,
            host,
            site: Site::default(),
            world,
            tally: Tally::new(people::countries().count()),
            prepared: Vec::new(),
            filings: Vec::new(),
            key: None,
            moments: Vec::new(),
            night: None,
            server: Server::find(server),
            tell,
            last_moment: moments::Last::default(),
            closing: false,
        })
    }

    /// Plays a plan to its end.
    pub(crate) fn play(&mut self, plan: &mut Plan) -> std::io::Result<()> {
        let (mut due, mut ready) = (Vec::new(), Vec::new());
        self.closing = false;
        let mut over_since = None;
        loop {
            let now = self.clock.now();
            while let Some(visitor) = plan.next(now, self.here) {
                self.arrive(visitor);
            }
            self.wheel.turn(now, &mut due);
            for (id, stamp) in due.drain(..) {
                self.timer(id, stamp);
            }
            self.connections.wait(NAP, &mut ready)?;
            for slot in ready.drain(..) {
                self.progress(slot);
            }
            self.moment(plan);
            if plan.is_over(now, self.here) {
                self.closing = true;
                let since = *over_since.get_or_insert(now);
                if self.asking == 0 || now > since + LAST_ANSWERS {
                    self.clear();
                    return Ok(());
                }
            }
        }
    }

    /// How many are inside now: everybody who is not away.
    pub(crate) fn inside(&self) -> u64 {
        self.here - self.tally.away
    }

    /// Which part of the night this is.
    fn part(&self) -> usize {
        self.night.as_ref().map_or(0, |(curve, began)| crate::tally::part(curve.phase(self.since(*began))))
    }

    /// Seconds since then.
    fn since(&self, began: Micros) -> f64 {
        crate::numbers::real(self.clock.now().saturating_sub(began)) / 1e6
    }

    /// Whether latencies count yet: not while the first crowd gathers.
    fn counts(&self) -> bool {
        self.night.as_ref().is_none_or(|(curve, began)| curve.phase(self.since(*began)) != Phase::Gathering)
    }

    fn arrive(&mut self, visitor: Visitor) {
        let due = visitor.due;
        let country = visitor.person.country;
        let id = self.visitors.put(visitor);
        self.here += 1;
        self.tally.arrived += 1;
        self.tally.interval.arrived += 1;
        if let Some((came, ..)) = self.tally.country(country) {
            *came += 1;
        }
        self.set_timer(id, due);
    }

    /// Sets the visitor's one timer.
    fn set_timer(&mut self, id: u32, due: Micros) {
        if let Some(stamp) = self.visitors.stamp(id) {
            self.wheel.set(due, (id, stamp));
        }
    }

    /// Somebody leaves.
    pub(crate) fn leave(&mut self, id: u32, end: End) {
        let Some(visitor) = self.visitors.take(id) else { return };
        self.here -= 1;
        self.asking -= u64::from(visitor.asks);
        self.tally.waiting -= u64::from(visitor.waits_since.is_some());
        self.tally.away -= u64::from(visitor.is_away);
        self.tally.ended(end);
        if let Some(slot) = visitor.connection {
            self.connections.close(slot as usize, id);
        }
        if end == End::Prepared
            && let Some(draft) = visitor.draft
        {
            let (base, resume, typed_name) = (draft.base, draft.resume, draft.typed_name);
            self.prepared.push(Prepared { person: visitor.person, base, resume, typed_name });
        }
    }

    /// Everybody who is still there goes home.
    fn clear(&mut self) {
        for id in self.visitors.places() {
            let end = match self.visitors.get(id) {
                Some(visitor) if visitor.draft.is_some() => End::Left,
                _ => End::Done,
            };
            self.leave(id, end);
        }
        self.wheel = Wheel::new(self.clock.now());
    }
}
