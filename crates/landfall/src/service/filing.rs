//! The synthetic filing: every few minutes the service begins an application, fills it in, sends a document, files it and
//! checks the receipt, through the door that everybody's requests go through, and says how that went.

mod client;

use crate::jobs::readiness::Readiness;
use client::Client;
use jiff::Timestamp;
use language::Language;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use web::{App, Door, service::Capability};

/// How long one may take in all. A person would have given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// How soon another follows one that failed.
const AGAIN: Duration = Duration::from_secs(10);
/// How often it is looked whether the store is there, without which nothing is tried.
const WAITING: Duration = Duration::from_millis(500);

/// A step of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Begin,
    FillIn,
    Upload,
    Review,
    File,
    Receipt,
}

impl Step {
    /// What people cannot do where this step fails.
    pub(super) const fn capability(self) -> Capability {
        match self {
            Self::Begin => Capability::Starting,
            Self::FillIn | Self::Review | Self::File | Self::Receipt => Capability::Filing,
            Self::Upload => Capability::Uploads,
        }
    }

    /// Its name in the log.
    const fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::FillIn => "fill in",
            Self::Upload => "upload",
            Self::Review => "review",
            Self::File => "file",
            Self::Receipt => "receipt",
        }
    }
}

/// Why one failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) step: Step,
    pub(super) cause: String,
}

/// How the last one went.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Last {
    pub(crate) began: Timestamp,
    pub(crate) took: Duration,
    /// Where it failed, if it did.
    pub(crate) failed: Option<Step>,
}

/// How they went.
#[derive(Debug, Default)]
pub(crate) struct Filings {
    pub(crate) passed: AtomicU64,
    pub(crate) failed: AtomicU64,
    last: Mutex<Option<Last>>,
}

impl Filings {
    /// How the last one went; `None` before the first.
    pub(crate) fn last(&self) -> Option<Last> {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn went(&self, last: Last) {
        let counter = if last.failed.is_some() { &self.failed } else { &self.passed };
        counter.fetch_add(1, Relaxed);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(last);
    }
}

/// Files one every so often until `stop`; none while the store is known to be away, which would prove nothing more.
pub(crate) async fn run(
    app: Arc<App>,
    door: Door,
    filings: Arc<Filings>,
    readiness: Arc<Readiness>,
    every: Duration,
    stop: CancellationToken,
) {
    let file = async {
        for language in Language::ALL.into_iter().cycle() {
            while !readiness.has_begun() || readiness.away(Instant::now()).is_some() {
                sleep(WAITING).await;
            }
            let last = one(&app, &door, language).await;
            filings.went(last);
            sleep(if last.failed.is_some() { AGAIN.min(every) } else { every }).await;
        }
    };
    // What is left of one that was broken off is removed like the others.
    stop.run_until_cancelled(file).await;
}

/// Files one.
async fn one(app: &App, door: &Door, language: Language) -> Last {
    let (began, clock) = (app.now(), Instant::now());
    let mut client = Client::new(app, door, language);
    let outcome = timeout(PATIENCE, client.file()).await;
    let took = clock.elapsed();
    let failed = match outcome {
        Ok(Ok(())) => None,
        Ok(Err(failure)) => Some(failure),
        Err(_) => Some(Failure { step: client.step(), cause: format!("it took more than {PATIENCE:?}") }),
    };
    if let Some(Failure { step, cause }) = &failed {
        tracing::error!(step = step.name(), cause, "the synthetic filing failed: people cannot file either");
    }
    Last { began, took, failed: failed.map(|failure| failure.step) }
}
