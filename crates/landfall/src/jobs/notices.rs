//! Keeps true what pages say: several times a second the folder of notices is looked at, and what has changed by that, by the
//! clock or by a count is rendered anew. It waits for no store, and has threads of its own that step back for those that answer.

use crate::{
    notices::{Folder, Reader, Reading},
    priority::{self, SOON},
};
use anyhow::{Context as _, Result};
use language::Fault;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    runtime,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;
use web::{App, Gate};

/// How often. A notice has to be on every page within a second, rendering included.
const EVERY: Duration = Duration::from_millis(200);

/// Looks after the notices.
pub(crate) struct Watch {
    app: Arc<App>,
    gate: Arc<Gate>,
    /// Given away for a look, and back after it.
    reader: Option<Reader>,
    told: Vec<Fault>,
    faults: Arc<AtomicU64>,
}

impl Watch {
    /// Looks after the notices in the data folder. `faults` tells how many things are wrong there.
    pub(crate) fn new(app: Arc<App>, gate: Arc<Gate>, data: &Path, faults: Arc<AtomicU64>) -> Self {
        let folder = Folder::within(data);
        if let Err(error) = folder.make() {
            tracing::error!(%error, "the folder of notices cannot be made");
        }
        Self { app, gate, reader: Some(Reader::new(folder)), told: Vec::new(), faults }
    }

    /// Looks once, and makes the pages say what they should.
    pub(crate) async fn look(&mut self) {
        if let Some(mut reader) = self.reader.take() {
            // A disk may take its time: not on a thread that others wait for.
            let looking = tokio::task::spawn_blocking(move || {
                let seen = reader.look();
                (reader, seen)
            });
            let Ok((reader, seen)) = looking.await else {
                tracing::error!("looking at the folder of notices failed; the last notices stand until the next start");
                return;
            };
            match seen {
                Ok(None) => {}
                Ok(Some(Reading { known, faults })) => {
                    self.app.public.notices.know(known);
                    self.tell(faults);
                }
                Err(error) => {
                    let cure = "Make it readable for whoever runs the site. Until then the last notices stand.";
                    self.tell(vec![Fault::new("notices", 0, format!("the folder cannot be read: {error}"), cure)]);
                }
            }
            self.reader = Some(reader);
        }
        self.gate.renew().await;
    }

    /// Looks until `stop`. Every page may have to be made and packed for one notice: on a machine with one core nobody who reads
    /// may wait for that.
    ///
    /// # Errors
    /// When the threads are refused.
    pub(crate) fn start(self, stop: CancellationToken) -> Result<()> {
        let step_back = || priority::step_back(SOON);
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .thread_name("notices")
            .max_blocking_threads(1)
            .on_thread_start(step_back)
            .build();
        let runtime = runtime.context("what looks after the notices cannot be started")?;
        let work = move || {
            step_back();
            runtime.block_on(stop.run_until_cancelled(self.run()));
        };
        let thread = std::thread::Builder::new().name("notices".into()).spawn(work);
        thread.context("the thread that looks after the notices cannot be started")?;
        Ok(())
    }

    async fn run(mut self) {
        let mut every = interval(EVERY);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            every.tick().await;
            self.look().await;
        }
    }

    /// Tells the operator what is wrong, once.
    fn tell(&mut self, faults: Vec<Fault>) {
        for fault in faults.iter().filter(|fault| !self.told.contains(fault)) {
            tracing::error!(%fault, "a file of the notices has a fault");
        }
        self.faults.store(faults.len() as u64, Relaxed);
        self.told = faults;
    }
}
