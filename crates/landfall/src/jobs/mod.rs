//! The work behind the pages: mail, scans, and forgetting what nobody needs. It runs beside the server and fails alone.

mod mail;
pub(crate) mod notices;
pub(crate) mod openings;
pub(crate) mod packing;
pub(crate) mod readiness;
mod retention;
mod scan;
pub(crate) mod tally;
pub(crate) mod visitors;

use crate::config::Config;
use anyhow::{Context as _, Result};
use jiff::SignedDuration;
use std::{
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};
use store::{
    Actor, ClaimId, RequestId, Who,
    ops::{
        drafts::LoadDraft,
        jobs::{ClaimJobs, FinishJob, Job, OutboxByKind, RetryJob},
    },
};
use tally::{JobResult, Tally};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use web::App;

/// How often the outbox is looked at.
const POLL: Duration = Duration::from_millis(500);
/// How long a claimed job is this process's; after that another may take it.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// Jobs claimed at once.
const AT_ONCE: u32 = 8;
/// Tries before a job is given up and left for an operator.
const MOST_ATTEMPTS: u32 = 12;
/// How often the outbox is counted.
const COUNTING: Duration = Duration::from_secs(10);
/// How often payments are compared with the provider.
const RECONCILIATION: Duration = Duration::from_mins(3);
/// How often retention runs, but for a surge. It keeps the store's one writer busy, and the outbox waiting.
const RETENTION: Duration = Duration::from_mins(10);

/// The services outside that jobs speak to.
pub(crate) struct Outside {
    mail: mail::Transport,
    clamav: Option<String>,
}

impl Outside {
    pub(crate) fn new(config: &Config) -> Result<Self> {
        Ok(Self { mail: mail::Transport::new(config)?, clamav: config.clamav.clone() })
    }
}

/// This program itself, in a request of its own.
fn system(app: &App) -> Actor {
    Actor { who: Who::System, request: RequestId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid()) }
}

/// Works until `stop`. A payment provider that takes its time keeps nothing else from being done.
pub(crate) async fn run(app: Arc<App>, outside: Outside, tally: Arc<Tally>, stop: CancellationToken) {
    tokio::join!(reconcile(&app, &tally, &stop), count(&app, &tally, &stop), work_on(&app, &outside, &tally, &stop));
}

/// Counts the outbox, again and again, so that whoever looks need not ask the store.
async fn count(app: &App, tally: &Tally, stop: &CancellationToken) {
    let mut counting = tokio::time::interval(COUNTING);
    counting.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let count = async {
        loop {
            counting.tick().await;
            match app.store.read(&system(app), OutboxByKind).await {
                Ok(rows) => tally.counted(app.now(), &rows),
                // What the store does not answer is logged where it is asked to prove itself.
                Err(error) => {
                    let error = format!("{:#}", anyhow::Error::from(error));
                    tracing::debug!(error, "the outbox was not counted");
                }
            }
        }
    };
    stop.run_until_cancelled(count).await;
}

/// Compares payments with the provider, again and again.
async fn reconcile(app: &App, tally: &Tally, stop: &CancellationToken) {
    let mut reconciliation = tokio::time::interval(RECONCILIATION);
    let compare = async {
        loop {
            reconciliation.tick().await;
            match app.till().reconcile().await {
                Ok(reconciled) => {
                    tally.payments_open.store(reconciled.asked.into(), Relaxed);
                    tally.payments_unsettled.store(reconciled.failed.into(), Relaxed);
                }
                Err(error) => {
                    let error = format!("{:#}", anyhow::Error::from(error));
                    tracing::warn!(error, "payments could not be reconciled");
                }
            }
        }
    };
    // Broken off anywhere, it is taken up again at the next start.
    stop.run_until_cancelled(compare).await;
}

async fn work_on(app: &Arc<App>, outside: &Outside, tally: &Tally, stop: &CancellationToken) {
    let mut poll = tokio::time::interval(POLL);
    let mut retention = tokio::time::interval(RETENTION);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = poll.tick() => {
                if let Err(error) = work(app, outside, tally).await {
                    tracing::warn!(error = format!("{error:#}"), "the outbox cannot be worked on now");
                }
            }
            _ = retention.tick() => {
                if app.announced().surge.is_some_and(|surge| surge.is_near(app.now())) {
                    tracing::info!("retention waits until the surge that a notice announces is over");
                    continue;
                }
                if let Err(error) = retention::run(app).await {
                    tracing::warn!(error = format!("{error:#}"), "retention could not run");
                }
            }
        }
    }
}

async fn work(app: &Arc<App>, outside: &Outside, tally: &Tally) -> Result<()> {
    loop {
        let now = app.now();
        let claim = ClaimId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid());
        let claimed =
            app.store.exec(&system(app), ClaimJobs { claim, count: AT_ONCE, now, until: now + LEASE }).await?;
        if claimed.is_empty() {
            return Ok(());
        }
        for job in claimed {
            let id = job.id;
            let attempts = job.attempts;
            match perform(app, outside, tally, &job).await {
                Ok(()) => {
                    tally.ran(&job.kind, JobResult::Done);
                    app.store.exec(&system(app), FinishJob { job: id, claim }).await?;
                }
                Err(error) => {
                    let given_up = attempts >= MOST_ATTEMPTS;
                    tally.ran(&job.kind, if given_up { JobResult::GivenUp } else { JobResult::Failed });
                    tracing::warn!(job = %id, kind = job.kind, attempts, given_up, error = format!("{error:#}"), "a job failed");
                    let run_after = (!given_up).then(|| app.now() + pause(attempts));
                    app.store.exec(&system(app), RetryJob { job: id, claim, run_after }).await?;
                }
            }
        }
    }
}

/// Twice as long after each failure, from five seconds to an hour.
fn pause(attempts: u32) -> SignedDuration {
    SignedDuration::from_secs(5 * (1 << attempts.min(10))).min(SignedDuration::from_hours(1))
}

async fn perform(app: &Arc<App>, outside: &Outside, tally: &Tally, job: &Job) -> Result<()> {
    let plain = match job.application {
        None => app.keys.mail().open(&web::mail::job_aad(job.id), &job.sealed)?,
        Some(application) => {
            let row = app.store.read(&system(app), LoadDraft { application }).await?;
            let key = app.keys.unwrap(&row.wrapped_key, application.0.as_bytes())?;
            key.open(&web::mail::job_aad(job.id), &job.sealed)?
        }
    };
    match job.kind.as_str() {
        web::mail::JOB => outside.mail.send(app, tally, job.id, &plain).await,
        web::payments::JOB => {
            let application = job.application.context("a payment names no application")?;
            app.till().settle_all_of(application).await.map_err(Into::into)
        }
        web::uploads::JOB => {
            let found = scan::run(app, outside.clamav.as_deref(), job.application, &plain).await?;
            if let Some(counter) = found.map(|infected| if infected { &tally.infected } else { &tally.clean }) {
                counter.fetch_add(1, Relaxed);
            }
            Ok(())
        }
        other => anyhow::bail!("no part of this program does jobs of kind {other:?}"),
    }
}
