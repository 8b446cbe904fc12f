//! Where measurements come from: counters and last values in memory, and what the kernel tells. Nothing here asks the store.

use super::{names as n, process, reading::Reading};
use crate::{
    jobs::{
        readiness::Readiness,
        tally::{JobResult, KINDS, Tally as Jobs},
        visitors::Told,
    },
    service::filing::Filings,
};
use admission::{Entry, Signal};
use serve::{Stats, Tls, Vitals};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use store::Store;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use web::{Class, Clock, Gate, Meter, Outcome, PublicSite, Tally};

/// Everything that is measured somewhere.
pub(crate) struct Sources {
    pub(crate) gate: Arc<Gate>,
    pub(crate) tally: Arc<Tally>,
    pub(crate) stats: Arc<Stats>,
    pub(crate) vitals: Vitals,
    pub(crate) store: Store,
    pub(crate) readiness: Arc<Readiness>,
    pub(crate) stop: CancellationToken,
    pub(crate) jobs: Arc<Jobs>,
    pub(crate) tls: Option<Tls>,
    pub(crate) data: PathBuf,
    pub(crate) meter: Arc<dyn Meter>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) public: Arc<PublicSite>,
    /// How many things are wrong in the folder of notices.
    pub(crate) notice_faults: Arc<AtomicU64>,
    pub(crate) visitors: Told,
    pub(crate) filings: Arc<Filings>,
}

/// Whether this process can do its work, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ready {
    Yes,
    /// The store has not proved yet that it takes changes.
    Starting,
    /// It was told to stop, and finishes what it began.
    Draining,
    /// The store does not prove any more that it takes changes.
    StoreAway,
}

impl Sources {
    pub(crate) fn ready(&self) -> Ready {
        if self.stop.is_cancelled() {
            Ready::Draining
        } else if self.readiness.holds(Instant::now()) {
            Ready::Yes
        } else if self.readiness.has_begun() {
            Ready::StoreAway
        } else {
            Ready::Starting
        }
    }

    /// How long ago the store last took a change, where it is away now.
    pub(crate) fn store_away(&self) -> Option<Duration> {
        self.readiness.away(Instant::now())
    }

    /// Everything, as of now.
    pub(crate) fn read(&self) -> Reading {
        let clock = seconds(self.clock.now().as_duration().unsigned_abs());
        let mut reading = Reading { at: self.meter.since_start(), clock, samples: Vec::new() };
        self.requests(&mut reading);
        self.visitors(&mut reading);
        self.connections(&mut reading);
        self.admission(&mut reading);
        self.store(&mut reading);
        self.jobs(&mut reading);
        self.notices(&mut reading);
        self.machine(&mut reading);
        reading
    }

    fn requests(&self, to: &mut Reading) {
        for class in Class::ALL {
            for outcome in Outcome::ALL {
                to.put(&n::REQUESTS, [class.name(), outcome.name()], count(self.tally.count(class, outcome)));
            }
            if class != Class::Public {
                to.put_times(&n::REQUEST_SECONDS, [class.name()], self.tally.times(class));
            }
        }
        for (route, cost) in self.gate.costs() {
            if let Some(cost) = cost {
                to.put(&n::ROUTE_COST, [route], cost);
            }
        }
    }

    fn visitors(&self, to: &mut Reading) {
        let told = self.visitors.load();
        let now = &told.snapshot;
        for (window, shown) in [("now", &now.now), ("hour", &now.hour), ("day", &now.day)] {
            to.put(&n::VISITORS, [window], count(shown.visitors.unwrap_or(0)));
        }
        to.put(&n::VISITS_MISSED, [], count(now.missed));
        to.put(&n::VISITORS_BYTES, [], people(now.bytes));
    }

    fn connections(&self, to: &mut Reading) {
        let (stats, vitals) = (&self.stats, &self.vitals);
        to.put(&n::CONNECTIONS, [], people(vitals.open_connections()));
        to.put(&n::CONNECTIONS_IDLE, [], people(vitals.idle_connections()));
        to.put(&n::CONNECTIONS_MOST, [], people(vitals.most_connections()));
        to.put(&n::ACCEPTED, [], count(stats.accepted()));
        to.put(&n::REFUSED, ["told"], count(stats.refused()));
        to.put(&n::REFUSED, ["dropped"], count(stats.dropped()));
        to.put(&n::MADE_ROOM, [], count(stats.made_room()));
        to.put(&n::IDLED, [], count(stats.idled()));
        to.put(&n::CUT, [], count(stats.cut()));
        to.put(&n::ACCEPT_FAILURES, [], count(stats.accept_failures()));
        to.put(&n::HANDSHAKE_FAILURES, [], count(stats.handshake_failures()));
    }

    fn admission(&self, to: &mut Reading) {
        let (status, counts) = (self.gate.status(), self.gate.counts());
        for entry in Entry::ALL {
            to.put(&n::LINE, [line(entry)], people(status.waiting[entry.index()]));
        }
        to.put(&n::CALLED, [], people(status.called));
        to.put(&n::INSIDE, [], people(status.inside));
        let counted = |counter: &AtomicU64| count(counter.load(Relaxed));
        to.put(&n::ENTERED, [], counted(&counts.entered));
        to.put(&n::REDEEMED, [], counted(&counts.redeemed));
        to.put(&n::EXPIRED, [], counted(&counts.expired));
        to.put(&n::ROOM, [], counted(&counts.room));
        to.put(&n::SHED, [], counted(&counts.shed));
        to.put(&n::PACE, [], status.pace);
        to.put(&n::DELAY, [], status.delay);
        to.put(&n::DELAY_AIM, [], status.target);
        if let Some(held) = status.ranges_held {
            to.put(&n::RANGES, [], held);
        }
        let signals = status.signals;
        to.put(&n::SIGNAL_SECONDS, [signal(Signal::Lateness)], seconds(signals.lateness));
        to.put(&n::SIGNAL_SECONDS, [signal(Signal::TurnWait)], seconds(signals.turn_wait));
        to.put(&n::SIGNAL_SECONDS, [signal(Signal::StoreWait)], seconds(signals.store_wait));
        to.put(&n::SIGNAL_RATIO, [signal(Signal::Memory)], signals.memory);
        to.put(&n::SIGNAL_RATIO, [signal(Signal::Descriptors)], signals.descriptors);
        for (which, held) in Signal::ALL.into_iter().zip(status.held) {
            to.put(&n::HELD, [signal(which)], held);
        }
    }

    fn store(&self, to: &mut Reading) {
        let ready = self.ready();
        to.put(&n::READY, [], flag(ready == Ready::Yes));
        to.put(&n::STORE_READY, [], flag(self.readiness.holds(Instant::now())));
        let metrics = self.store.metrics();
        to.put(&n::STORE_WAITING, ["changes"], people(metrics.waiting_changes));
        to.put(&n::STORE_WAITING, ["reads"], people(metrics.waiting_reads));
        to.put_times(&n::COMMIT_SECONDS, [], metrics.commits);
        to.put(&n::CHANGES, [], count(metrics.changes));
        to.put(&n::TURNED_AWAY, [], count(metrics.turned_away));
        to.put(&n::UNANSWERED, [], count(metrics.unanswered));
        to.put(&n::FAILED_COMMITS, [], count(metrics.failed_commits));
        to.put(&n::RUN_AGAIN, [], count(metrics.run_again));
        to.put(&n::LOG_BYTES, [], count(metrics.log_bytes));
    }

    fn jobs(&self, to: &mut Reading) {
        let jobs = &self.jobs;
        for (at, kind) in KINDS.into_iter().enumerate() {
            let waiting = jobs.outbox(at);
            let due = waiting.first_due.map_or(0.0, |due| (to.clock - count(due) / 1e3).max(0.0));
            to.put(&n::JOBS, [kind], count(waiting.waiting));
            to.put(&n::JOBS_OVERDUE, [kind], due);
            to.put(&n::JOBS_GIVEN_UP, [kind], count(waiting.given_up));
            for result in JobResult::ALL {
                to.put(&n::JOB_RUNS, [kind, result.name()], count(jobs.runs(at, result)));
            }
        }
        let counted = |counter: &AtomicU64| count(counter.load(Relaxed));
        to.put(&n::OUTBOX_COUNTED, [], counted(&jobs.counted_at) / 1e3);
        to.put(&n::SCANS, ["clean"], counted(&jobs.clean));
        to.put(&n::SCANS, ["infected"], counted(&jobs.infected));
        to.put(&n::PAYMENTS_OPEN, [], counted(&jobs.payments_open));
        to.put(&n::PAYMENTS_UNSETTLED, [], counted(&jobs.payments_unsettled));
        to.put(&n::SYNTHETIC, ["passed"], counted(&self.filings.passed));
        to.put(&n::SYNTHETIC, ["failed"], counted(&self.filings.failed));
        if let Some(last) = self.filings.last() {
            to.put(&n::SYNTHETIC_PASSED, [], flag(last.failed.is_none()));
            to.put(&n::SYNTHETIC_SECONDS, [], seconds(last.took));
            to.put(&n::SYNTHETIC_BEGAN, [], seconds(last.began.as_duration().unsigned_abs()));
        }
    }

    fn notices(&self, to: &mut Reading) {
        let (known, now) = (self.public.notices.known(), self.clock.now());
        to.put(&n::NOTICES, [], people(web::notices::on(&known.notices, now).len()));
        to.put(&n::NOTICE_FAULTS, [], count(self.notice_faults.load(Relaxed)));
        if let Some(surge) = web::notices::surge(&known.notices, now) {
            to.put(&n::SURGE, [], seconds(surge.from.as_duration().unsigned_abs()));
            to.put(&n::SURGE_NEAR, [], flag(surge.is_near(now)));
        }
    }

    fn machine(&self, to: &mut Reading) {
        if let Some((free, size)) = process::disk(&self.data) {
            to.put(&n::DISK_FREE, [], count(free));
            to.put(&n::DISK_SIZE, [], count(size));
        }
        if let Some(until) = self.tls.as_ref().and_then(Tls::valid_until) {
            to.put(&n::CERTIFICATE, [], seconds(until));
        }
        to.put(&n::BUILD, [env!("CARGO_PKG_VERSION")], 1.0);
        to.put(&n::CPU, [], seconds(process::cpu()));
        if let Some(resident) = process::resident() {
            to.put(&n::RESIDENT, [], count(resident));
        }
        if let Some(open) = process::descriptors() {
            to.put(&n::FDS, [], count(open));
        }
        to.put(&n::FDS_MOST, [], count(process::most_descriptors()));
        to.put(&n::STARTED, [], to.clock - seconds(to.at));
    }
}

/// A line's name among measurements.
pub(crate) const fn line(entry: Entry) -> &'static str {
    match entry {
        Entry::Resume => "resume",
        Entry::SignIn => "sign_in",
        Entry::Begin => "begin",
    }
}

/// A signal's name among measurements.
pub(crate) const fn signal(signal: Signal) -> &'static str {
    match signal {
        Signal::Lateness => "lateness",
        Signal::TurnWait => "turn_wait",
        Signal::StoreWait => "store_wait",
        Signal::Memory => "memory",
        Signal::Descriptors => "descriptors",
        Signal::Store => "store",
    }
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "counts and bytes need not be exact above 2^52")]
fn count(number: u64) -> f64 {
    number as f64
}

fn people(number: usize) -> f64 {
    count(number as u64)
}

fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}
