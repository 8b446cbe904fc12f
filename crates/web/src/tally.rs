//! Counts of what people asked for and what they saw, for the operator: by the kind of request and of answer, never by who.

use crate::problem::Problem;
use axum::body::Body;
use http::Response;
use std::{
    cell::Cell,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    time::Duration,
};
use store::{Times, TimesRead};

/// Sets of counters, so that threads on different cores do not write to the same memory. More cores share.
const SETS: usize = 16;

/// What somebody asked for. Health is nobody's request and is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// What lies on the shelf: information pages, style, script.
    Public,
    /// What knows nobody and is worked out: search, calculators, the finder; and what is not there.
    Open,
    /// The entrance of the service: where applying, resuming, signing in and the status begin.
    Entrance,
    /// Wants to begin an application.
    Begin,
    /// Wants to go on by a resume link.
    Resume,
    /// Wants to sign in, sign up or set a password.
    SignIn,
    /// A page of somebody inside, shown or saved.
    Inside,
    /// A page of somebody inside that is sent with files, which takes as long as their line does.
    Upload,
    /// Files an application.
    File,
    /// Asks for the status of a case.
    Status,
    /// A page in line that looks by itself.
    Line,
}

/// What they saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// What they asked for, or the next page.
    Page,
    /// The waiting room.
    Room,
    /// A page that says to try again, because too many wanted something at once (503).
    Shed,
    /// A page that says what is wrong with what was asked or typed (4xx).
    Problem,
    /// A page that says that something is broken here: the store is away, or there is a fault (5xx).
    Error,
}

impl Class {
    /// All of them, in the order of their counters.
    pub const ALL: [Self; 11] = [
        Self::Public,
        Self::Open,
        Self::Entrance,
        Self::Begin,
        Self::Resume,
        Self::SignIn,
        Self::Inside,
        Self::Upload,
        Self::File,
        Self::Status,
        Self::Line,
    ];

    /// Its name among measurements.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Open => "open",
            Self::Entrance => "entrance",
            Self::Begin => "begin",
            Self::Resume => "resume",
            Self::SignIn => "sign_in",
            Self::Inside => "inside",
            Self::Upload => "upload",
            Self::File => "file",
            Self::Status => "status",
            Self::Line => "line",
        }
    }
}

impl Outcome {
    /// All of them, in the order of their counters.
    pub const ALL: [Self; 5] = [Self::Page, Self::Room, Self::Shed, Self::Problem, Self::Error];

    /// Its name among measurements.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Room => "room",
            Self::Shed => "shed",
            Self::Problem => "problem",
            Self::Error => "error",
        }
    }

    /// What an answer of the gate or the router is to the person who gets it: what the gate says it is, or by its status.
    pub(crate) fn of(response: &Response<Body>) -> Self {
        let said = response.extensions().get::<Self>().copied();
        let status = response.extensions().get::<Problem>().map_or(response.status(), |problem| problem.status);
        said.unwrap_or(if status.is_server_error() {
            Self::Error
        } else if status.is_client_error() {
            Self::Problem
        } else {
            Self::Page
        })
    }

    /// Says so of an answer, where its status does not.
    pub(crate) fn mark(self, response: &mut Response<Body>) {
        response.extensions_mut().insert(self);
    }
}

/// Counts since the start.
#[derive(Debug, Default)]
pub struct Tally([Set; SETS]);

/// The counters of one thread, alone on their cache lines.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Set {
    counts: [[AtomicU64; Outcome::ALL.len()]; Class::ALL.len()],
    times: [Times; Class::ALL.len()],
}

impl Tally {
    /// Somebody was answered from the shelf. The time is not taken: it is over before a clock could tell.
    pub(crate) fn served(&self, outcome: Outcome) {
        self.set().counts[Class::Public as usize][outcome as usize].fetch_add(1, Relaxed);
    }

    /// Somebody was answered by the gate or the router; the last byte may still be on its way.
    pub(crate) fn answered(&self, class: Class, outcome: Outcome, took: Duration) {
        let set = self.set();
        set.counts[class as usize][outcome as usize].fetch_add(1, Relaxed);
        set.times[class as usize].add(took);
    }

    /// How many requests of this class were answered so.
    pub fn count(&self, class: Class, outcome: Outcome) -> u64 {
        self.0.iter().map(|set| set.counts[class as usize][outcome as usize].load(Relaxed)).sum()
    }

    /// How long answers of this class took, from the request's head until the answer was ready.
    pub fn times(&self, class: Class) -> TimesRead {
        self.0.iter().fold(TimesRead::default(), |sum, set| sum.plus(&set.times[class as usize].read()))
    }

    fn set(&self) -> &Set {
        static THREADS: AtomicUsize = AtomicUsize::new(0);
        thread_local! {
            static MINE: Cell<usize> = Cell::new(THREADS.fetch_add(1, Relaxed) % SETS);
        }
        &self.0[MINE.get()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use http::StatusCode;

    #[test]
    fn what_threads_counted_is_counted_together() {
        let tally = Tally::default();
        std::thread::scope(|scope| {
            for _ in 0..SETS * 2 {
                scope.spawn(|| tally.answered(Class::File, Outcome::Page, Duration::from_millis(3)));
            }
        });
        tally.served(Outcome::Page);
        assert_eq!(tally.count(Class::File, Outcome::Page), SETS as u64 * 2);
        assert_eq!(tally.times(Class::File).count(), SETS as u64 * 2);
        assert_eq!((tally.count(Class::Public, Outcome::Page), tally.times(Class::Public).count()), (1, 0));
    }

    #[test]
    fn every_class_and_outcome_has_a_counter_of_its_own() {
        assert!(Class::ALL.iter().enumerate().all(|(at, class)| *class as usize == at));
        assert!(Outcome::ALL.iter().enumerate().all(|(at, outcome)| *outcome as usize == at));
    }

    #[test]
    fn an_answer_is_what_the_person_sees() {
        let of = |status: StatusCode| Outcome::of(&status.into_response());
        assert_eq!(of(StatusCode::OK), Outcome::Page);
        assert_eq!(of(StatusCode::SEE_OTHER), Outcome::Page);
        assert_eq!(of(StatusCode::UNPROCESSABLE_ENTITY), Outcome::Problem);
        assert_eq!(of(StatusCode::SERVICE_UNAVAILABLE), Outcome::Error);
        let mut shed = StatusCode::SERVICE_UNAVAILABLE.into_response();
        Outcome::Shed.mark(&mut shed);
        assert_eq!(Outcome::of(&shed), Outcome::Shed);
    }
}
