//! A waiting room with a fixed limit, as Cloudflare documents its own: minutes as buckets, a page that comes back every 20
//! seconds, counts that are some time old, and places kept for five minutes after the last sign of life. It stands in front
//! of the server, so its pages cost the server nothing.

use crate::agenda::Micros;
use crate::server::{Job, Route, micros};
use crate::world::{Door, Said};
use std::collections::{BTreeMap, VecDeque};

/// As documented: seconds between refreshes, until a count is known everywhere, and until a place or a session is over.
pub(crate) const REFRESH: f64 = 20.0;
const KNOWN_AFTER: f64 = 40.0;
const SESSION: f64 = 300.0;
/// The advice: three quarters of what the site can hold at once.
const ADVISED: f64 = 0.75;

pub(crate) struct StaticRoom {
    most_active: f64,
    most_a_minute: f64,
    /// When each person was last seen inside, and how many sessions that leaves, as it becomes known.
    seen: Vec<f64>,
    active: f64,
    known: VecDeque<(f64, f64)>,
    /// Who waits, by the minute of arrival, and when each minute was last heard of.
    buckets: BTreeMap<u64, (u32, f64)>,
    joined: Vec<u64>,
    minute: u64,
    let_in: f64,
    open: VecDeque<(f64, u32)>,
    pub(crate) waiting: usize,
}

impl StaticRoom {
    /// For a site that can hold `people` at once and do `visits` a second: an operator who knows that exactly.
    pub(crate) fn new(people: f64, visits: f64) -> Self {
        Self {
            most_active: people * ADVISED,
            most_a_minute: visits * 60.0,
            seen: Vec::new(),
            active: 0.0,
            known: VecDeque::new(),
            buckets: BTreeMap::new(),
            joined: Vec::new(),
            minute: 0,
            let_in: 0.0,
            open: VecDeque::new(),
            waiting: 0,
        }
    }

    fn known_active(&self, now: f64) -> f64 {
        let old = self.known.partition_point(|(at, _)| *at <= now - KNOWN_AFTER);
        old.checked_sub(1).map_or(0.0, |index| self.known[index].1)
    }
}

impl Door for StaticRoom {
    fn tick(&mut self, at: Micros, _delay: f64) -> Vec<u32> {
        let now = micros(at);
        while let Some((_, who)) = self.open.pop_front_if(|(seen, _)| *seen + SESSION <= now) {
            // Sessions end after the last request, and each request puts one entry here.
            if self.seen[who as usize] + SESSION <= now + 1e-9 {
                self.active -= 1.0;
                self.seen[who as usize] = f64::NEG_INFINITY;
            }
        }
        if self.known.back().is_none_or(|(at, _)| at + 1.0 <= now) {
            self.known.push_back((now, self.active));
            if self.known.len() > 120 {
                self.known.pop_front();
            }
        }
        self.buckets.retain(|_, (people, heard)| *people > 0 && *heard + SESSION > now);
        Vec::new()
    }

    fn knock(&mut self, at: Micros, who: u32, _line: usize, _delay: f64) -> Said {
        let now = micros(at);
        let minute = at / 60_000_000;
        if minute > self.minute {
            (self.minute, self.let_in) = (minute, 0.0);
        }
        let index = who as usize;
        if self.joined.len() <= index {
            self.joined.resize(index + 1, u64::MAX);
            self.seen.resize(index + 1, f64::NEG_INFINITY);
        }
        let is_new = self.joined[index] == u64::MAX;
        let bucket = if is_new { minute } else { self.joined[index] };
        let is_first = self.buckets.keys().next().is_none_or(|first| *first >= bucket);
        if is_first && self.let_in < self.most_a_minute && self.known_active(now) < self.most_active {
            if !is_new && let Some((people, _)) = self.buckets.get_mut(&bucket) {
                *people = people.saturating_sub(1);
            }
            self.waiting -= usize::from(!is_new);
            self.let_in += 1.0;
            self.active += 1.0;
            self.seen[index] = now;
            self.open.push_back((now, who));
            return Said::Enter;
        }
        let (people, heard) = self.buckets.entry(bucket).or_default();
        *people += u32::from(is_new);
        *heard = now;
        self.waiting += usize::from(is_new);
        self.joined[index] = bucket;
        Said::Wait(REFRESH)
    }

    fn asks(&mut self, at: Micros, who: u32, _route: Route, _delay: f64) -> bool {
        self.seen[who as usize] = micros(at);
        self.open.push_back((micros(at), who));
        true
    }

    fn done(&mut self, _at: Micros, _job: &Job, _line: usize) {}

    fn waiting(&self) -> usize {
        self.waiting
    }

    fn answers_elsewhere(&self) -> bool {
        true
    }
}
