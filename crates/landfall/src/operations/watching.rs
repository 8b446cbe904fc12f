//! Looks at the measurements every few seconds, keeps the last minutes of them, and holds the latest for whoever asks.

use super::{
    held::{Held, Holding},
    history::{EVERY, History},
    reading::Reading,
    sources::{Ready, Sources},
};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use web::{App, Report};

/// How old a reading may be that somebody is given: however many ask, no more is read.
const FRESH: Duration = Duration::from_millis(500);

/// What the listener answers from.
pub(crate) struct Watching {
    sources: Arc<Sources>,
    /// Its wording, and the names of what visits are counted by.
    pub(crate) app: Arc<App>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    latest: Arc<Reading>,
    history: History,
    held: Held,
}

impl Watching {
    pub(crate) fn new(sources: Arc<Sources>, app: Arc<App>) -> Self {
        let seen = Seen { latest: Arc::new(sources.read()), history: History::default(), held: Held::default() };
        Self { sources, app, seen: Mutex::new(seen) }
    }

    /// Keeps readings until `stop`.
    pub(crate) async fn keep(self: Arc<Self>, stop: CancellationToken) {
        let mut every = interval(EVERY);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let keep = async {
            loop {
                every.tick().await;
                let reading = self.now();
                self.lock().history.keep(reading);
            }
        };
        stop.run_until_cancelled(keep).await;
    }

    /// The measurements as of now, or of a moment ago.
    pub(crate) fn now(&self) -> Arc<Reading> {
        let mut seen = self.lock();
        if self.sources.meter.since_start().saturating_sub(seen.latest.at) > FRESH {
            let Seen { latest, history, held } = &mut *seen;
            *latest = Arc::new(self.sources.read());
            held.hear(latest, history);
        }
        Arc::clone(&seen.latest)
    }

    /// The same, looked at together with the last minutes.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Reading, &History) -> T) -> T {
        let now = self.now();
        look(&now, &self.lock().history)
    }

    /// The concerns that hold now.
    pub(crate) fn holding(&self) -> Holding {
        self.now();
        let seen = self.lock();
        seen.held.holding(&seen.latest)
    }

    /// Whether the process can do its work: as of now, since whoever asks may act on it.
    pub(crate) fn ready(&self) -> Ready {
        self.sources.ready()
    }

    /// Who is visiting.
    pub(crate) fn visitors(&self) -> Arc<Report> {
        self.sources.visitors.load_full()
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
