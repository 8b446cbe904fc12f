//! A server of a known capacity: so many seconds of work a second, first come, first served.

use crate::agenda::Micros;
use std::collections::VecDeque;

/// Work that was taken on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    pub(crate) who: u32,
    pub(crate) route: Route,
    /// Seconds of work.
    pub(crate) cost: f64,
    pub(crate) asked: Micros,
    pub(crate) finishes: Micros,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    Enter,
    Page,
    File,
}

pub(crate) struct Server {
    /// Seconds of work a second.
    pub(crate) capacity: f64,
    free_at: f64,
    idle: f64,
    jobs: VecDeque<Job>,
}

impl Server {
    pub(crate) fn new(capacity: f64) -> Self {
        Self { capacity, free_at: 0.0, idle: 0.0, jobs: VecDeque::new() }
    }

    /// Takes on work at `at`, in microseconds, and says when it will be done.
    pub(crate) fn take(&mut self, at: Micros, cost: f64) -> Micros {
        let now = micros(at);
        if now > self.free_at {
            self.idle += now - self.free_at;
            self.free_at = now;
        }
        self.free_at += cost / self.capacity;
        to_micros(self.free_at)
    }

    pub(crate) fn take_job(&mut self, who: u32, route: Route, cost: f64, asked: Micros) -> Micros {
        let finishes = self.take(asked, cost);
        self.jobs.push_back(Job { who, route, cost, asked, finishes });
        finishes
    }

    /// The next job that is done by `at`.
    pub(crate) fn done(&mut self, at: Micros) -> Option<Job> {
        self.jobs.pop_front_if(|job| job.finishes <= at)
    }

    /// How long work waits that comes now, in seconds.
    pub(crate) fn delay(&self, at: Micros) -> f64 {
        (self.free_at - micros(at)).max(0.0)
    }

    /// Seconds without work, so far.
    pub(crate) fn idle(&self, at: Micros) -> f64 {
        self.idle + (micros(at) - self.free_at).max(0.0)
    }

    pub(crate) fn is_done(&self) -> bool {
        self.jobs.is_empty()
    }
}

/// In seconds.
#[expect(clippy::cast_precision_loss, reason = "days in microseconds, far below 2^52")]
pub(crate) fn micros(at: Micros) -> f64 {
    at as f64 * 1e-6
}

/// From seconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time after the start")]
pub(crate) fn to_micros(seconds: f64) -> Micros {
    (seconds * 1e6) as Micros
}
