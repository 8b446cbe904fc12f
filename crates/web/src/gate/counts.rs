//! What the gate tells of itself: for the operator, and for the counts of what people asked for.

use super::{
    Gate,
    kind::{self, Kind},
};
use crate::tally::Class;
use admission::{Entry, Importance, Range, Status};
use axum::body::Body;
use http::{Request, header};
use std::{sync::atomic::AtomicU64, time::Duration};

/// What the gate has done since the start.
#[derive(Debug, Default)]
pub struct Counts {
    /// People let in.
    pub entered: AtomicU64,
    /// Those of them who came in with a place in line.
    pub redeemed: AtomicU64,
    /// Places that were shown after their day was over, or after they had been used.
    pub expired: AtomicU64,
    /// Times the waiting room was shown.
    pub room: AtomicU64,
    /// Requests turned away with 503.
    pub shed: AtomicU64,
}

impl Gate {
    /// How things stand at the door.
    pub fn status(&self) -> Status {
        self.lock().status()
    }

    /// How long somebody would wait who came now, in the order of [`Entry::ALL`]; `None` where nobody has to.
    pub fn waits(&self) -> [Option<Range>; Entry::ALL.len()] {
        let admission = self.lock();
        Entry::ALL.map(|entry| admission.wait_now(entry))
    }

    /// What the gate has done so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What work on each route costs, in seconds of processor and store time, as far as it has been learned.
    pub fn costs(&self) -> [(&'static str, Option<f64>); kind::ROUTES.len()] {
        let admission = self.lock();
        std::array::from_fn(|route| (kind::ROUTES[route], admission.cost_of(route)))
    }

    /// The time since the start.
    pub(crate) fn since_start(&self) -> Duration {
        self.meter.since_start()
    }

    /// What somebody asks for, as it is counted.
    pub(crate) fn class(request: &Request<Body>) -> Class {
        match kind::of(request.method(), request.uri().path()).0 {
            Kind::Open => Class::Open,
            Kind::Entrance => Class::Entrance,
            Kind::Enter(entry) => Class::entering(entry),
            Kind::Inside(Importance::File) => Class::File,
            Kind::Inside(Importance::Status) => Class::Status,
            Kind::Inside(_) if has_files(request) => Class::Upload,
            Kind::Inside(_) => Class::Inside,
            Kind::Line => Class::Line,
        }
    }
}

impl Class {
    /// What somebody asks for who wants to come in.
    pub(super) const fn entering(entry: Entry) -> Self {
        match entry {
            Entry::Begin => Self::Begin,
            Entry::Resume => Self::Resume,
            Entry::SignIn => Self::SignIn,
        }
    }
}

fn has_files(request: &Request<Body>) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_files_is_counted_apart_from_the_others() {
        let class = |kind: &str| {
            let request =
                Request::post("/en/applications/LD-1111-1111-1/page/proof").header(header::CONTENT_TYPE, kind);
            Gate::class(&request.body(Body::empty()).expect("a request"))
        };
        assert_eq!(class("application/x-www-form-urlencoded"), Class::Inside);
        assert_eq!(class("multipart/form-data; boundary=x"), Class::Upload);
    }
}
