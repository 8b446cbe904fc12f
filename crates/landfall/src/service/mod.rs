//! The status of the service: what is measured anyway is judged twice a second, shown on the status page when it changes, and
//! what did not work is written down. Docs: docs/service-status.md.

pub(crate) mod filing;
mod journal;
mod judge;
mod observe;

use crate::operations::Sources;
use filing::Filings;
use journal::{Journal, Line, Past};
use judge::{Now, Ongoing, Rule};
use observe::Observer;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    task::{JoinHandle, spawn_blocking},
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;
use web::{
    App,
    service::{Announced, Capability, Report},
};

/// How often it is looked. What works and what does not is shown at once.
const EVERY: Duration = Duration::from_millis(500);
/// How often the page is made anew when only counts and waits have changed.
const COUNTS: Duration = Duration::from_secs(1);
/// How often the page is made anew when nothing has changed, so that its time shows that it is alive.
const ALIVE: Duration = Duration::from_secs(10);
/// How often it is written down that it is still measured.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// Lines that wait to be written, should the disk hang. Later ones are not written, and the page goes on.
const LINES: usize = 256;

/// The file of the history, of this node.
pub(crate) fn file(data: &std::path::Path, node: u8) -> PathBuf {
    data.join(format!("service-history-{node}.jsonl"))
}

/// Everything that is judged and shown.
struct Service {
    app: Arc<App>,
    sources: Arc<Sources>,
    observer: Observer,
    rules: [Rule; Capability::ALL.len()],
    past: Past,
    lines: Sender<Line>,
    /// What was shown last, with what was announced, and when.
    shown: Option<(Report, Announced, Duration)>,
    /// How often notices had changed by then: they stand on that page as well.
    notices: u64,
    /// What was last written of what goes on, and when.
    written: (Vec<Ongoing>, Duration),
}

/// Measures and shows until `stop`.
pub(crate) async fn run(
    app: Arc<App>,
    sources: Arc<Sources>,
    filings: Arc<Filings>,
    file: PathBuf,
    stop: CancellationToken,
) {
    let now = moment(&app, &sources);
    let (lines, waiting) = channel(LINES);
    let (past, writing) = open(file, now, waiting).await;
    let ongoing = |capability| past.ongoing.iter().find(|ongoing| ongoing.incident.capability == capability).copied();
    let mut service = Service {
        rules: Capability::ALL.map(|capability| Rule::new(capability, now, ongoing(capability))),
        observer: Observer::new(Arc::clone(&sources), filings),
        app,
        sources,
        written: (past.ongoing.clone(), now.since_start),
        past,
        lines,
        shown: None,
        notices: 0,
    };
    let mut every = interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let look = async {
        loop {
            every.tick().await;
            service.look();
        }
    };
    stop.run_until_cancelled(look).await;
    let now = service.now();
    service.write(Line::Measured(now.at, service.ongoing()));
    drop(service);
    if let Err(error) = writing.await {
        tracing::error!(%error, "the history of incidents could not be written to its end");
    }
}

/// Opens the history and writes what comes, away from whoever must not wait for a disk. Without a history it is measured all
/// the same.
async fn open(file: PathBuf, now: Now, mut lines: Receiver<Line>) -> (Past, JoinHandle<()>) {
    let opened = spawn_blocking(move || Journal::open(&file, now.at)).await;
    let mut journal = match opened.map_err(anyhow::Error::from).flatten() {
        Ok(journal) => journal,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the history of incidents cannot be kept");
            let mut past = Past::default();
            past.add(&Line::Started(now.at));
            return (past, tokio::spawn(async move { while lines.recv().await.is_some() {} }));
        }
    };
    let past = journal.past().clone();
    let writing = spawn_blocking(move || {
        while let Some(line) = lines.blocking_recv() {
            let now = match &line {
                Line::Started(at) | Line::Measured(at, _) => *at,
                Line::Over(incident) => incident.ended.unwrap_or(incident.began),
            };
            if let Err(error) = journal.add(&line, now) {
                tracing::warn!(error = format!("{error:#}"), "a line of the history of incidents was not written");
            }
        }
    });
    (past, writing)
}

fn moment(app: &App, sources: &Sources) -> Now {
    Now { at: app.now(), since_start: sources.meter.since_start() }
}

impl Service {
    fn now(&self) -> Now {
        moment(&self.app, &self.sources)
    }

    fn ongoing(&self) -> Vec<Ongoing> {
        self.rules.iter().filter_map(Rule::ongoing).collect()
    }

    fn look(&mut self) {
        let now = self.now();
        let Some(seen) = self.observer.look(now) else { return };
        for (rule, seen) in self.rules.iter_mut().zip(seen) {
            if let Some(over) = rule.look(now, seen) {
                tracing::info!(capability = ?over.capability, "an incident is over");
                self.past.add(&Line::Over(over));
                let _ = self.lines.try_send(Line::Over(over)).inspect_err(unwritten);
            }
        }
        self.keep(now);
        self.show(now);
    }

    /// Writes down what goes on: at once when that is something else, and now and then.
    fn keep(&mut self, now: Now) {
        let ongoing = self.ongoing();
        let same = |a: &Ongoing, b: &Ongoing| {
            (a.incident.capability, a.incident.began, a.incident.level)
                == (b.incident.capability, b.incident.began, b.incident.level)
        };
        let (before, at) = &self.written;
        let is_same = before.len() == ongoing.len() && before.iter().zip(&ongoing).all(|(a, b)| same(a, b));
        if is_same && now.since_start.saturating_sub(*at) < HEARTBEAT {
            return;
        }
        if !is_same && !ongoing.is_empty() {
            tracing::warn!(
                incidents = ongoing.len(),
                "something that people come for does not work; see the status page"
            );
        }
        self.written = (ongoing.clone(), now.since_start);
        self.past.forget(now.at);
        self.write(Line::Measured(now.at, ongoing));
    }

    fn write(&mut self, line: Line) {
        self.past.add(&line);
        let _ = self.lines.try_send(line).inspect_err(unwritten);
    }

    /// Shows what is so now, if that is something else than what is shown.
    fn show(&mut self, now: Now) {
        let mut incidents: Vec<_> =
            self.rules.iter().filter_map(Rule::ongoing).map(|ongoing| ongoing.incident).collect();
        incidents.extend(self.past.over.iter().rev());
        let mut unmeasured = self.past.unmeasured();
        unmeasured.reverse();
        let report = Report {
            standing: std::array::from_fn(|at| self.rules[at].standing(now)),
            waits: self.sources.gate.waits(),
            incidents,
            unmeasured,
            measured_since: self.past.measured.first().map(|span| span.from),
        };
        let notices = self.app.public.notices.changes();
        let announced = self.app.announced();
        let is_due = self.shown.as_ref().is_none_or(|(shown, told, at)| {
            let age = now.since_start.saturating_sub(*at);
            let differs = *shown != report || *told != announced;
            shown.standing != report.standing || self.notices != notices || differs && age >= COUNTS || age >= ALIVE
        });
        if is_due {
            self.app.show_service(Some(now.at), &report, &announced);
            self.notices = notices;
            self.shown = Some((report, announced, now.since_start));
        }
    }
}

fn unwritten<T>(_: &T) {
    tracing::warn!("a line of the history of incidents was not written: the disk takes none");
}
