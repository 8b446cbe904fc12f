//! The outbox: what is still to be done because of a change (mail, PDF, scan), written in that change's transaction.
//!
//! A job is done at least once: a worker claims it for a while, does it, and takes it off the list; if the worker dies,
//! the claim runs out and another worker does it again.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::{Error, Result},
    ids::{ApplicationId, ClaimId, JobId},
    limits,
    seam::{Op, Query, Read, Tx},
    value::Row,
    values,
};

/// A job to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// A new id.
    pub id: JobId,
    /// What kind of work: `mail`, `pdf`, `scan`.
    pub kind: String,
    /// The application it is about, if any; it goes when the application is deleted.
    pub application: Option<ApplicationId>,
    /// What the worker needs to know, sealed.
    pub sealed: Vec<u8>,
    /// When it may be done, at the earliest.
    pub run_after: Timestamp,
}

/// Writes a job on its own; operations that cause jobs write them themselves.
#[derive(Debug, Clone)]
pub struct EnqueueJob(pub NewJob);

impl EnqueueJob {
    /// Writes the jobs of a change within its transaction.
    pub(super) async fn all<T: Tx>(tx: &mut T, jobs: Vec<NewJob>) -> Result<()> {
        if jobs.len() > limits::JOBS as usize {
            return Err(Error::Full { of: "jobs in one change", limit: limits::JOBS.into() });
        }
        for job in jobs {
            tx.execute(
                "INSERT INTO jobs (id, kind, application, sealed, state, run_after, attempts, claim, claimed_until) \
                 VALUES ($1, $2, $3, $4, 'waiting', $5, 0, NULL, 0) ON CONFLICT (id) DO NOTHING",
                values![job.id, limits::text(job.kind)?, job.application, limits::sealed(job.sealed)?, job.run_after],
            )
            .await?;
        }
        Ok(())
    }
}

impl Op for EnqueueJob {
    type Out = ();

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        EnqueueJob::all(tx, vec![self.0]).await
    }
}

/// A job that a worker has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// The application it is about.
    pub application: Option<ApplicationId>,
    /// What the worker needs to know, sealed.
    pub sealed: Vec<u8>,
    /// How often it has been claimed, this time included.
    pub attempts: u32,
}

impl Job {
    fn read(mut row: Row) -> Result<Job> {
        Ok(Job {
            id: row.take(0)?,
            kind: row.take(1)?,
            application: row.take(2)?,
            sealed: row.take(3)?,
            attempts: row.take(4)?,
        })
    }
}

/// Claims the jobs that are due, oldest first. Asked again with the same claim it answers with the same jobs.
#[derive(Debug, Clone)]
pub struct ClaimJobs {
    /// A new id: this worker's hold.
    pub claim: ClaimId,
    /// How many, at most [`limits::JOBS`].
    pub count: u32,
    /// Now.
    pub now: Timestamp,
    /// Until when the others keep off.
    pub until: Timestamp,
}

impl Op for ClaimJobs {
    type Out = Vec<Job>;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Vec<Job>> {
        actor.must_be_system()?;
        let held =
            "SELECT id, kind, application, sealed, attempts FROM jobs WHERE claim = $1 ORDER BY run_after, id LIMIT $2";
        let held_now = tx.rows(held, values![self.claim, limits::JOBS]).await?;
        if !held_now.is_empty() {
            return held_now.into_iter().map(Job::read).collect();
        }
        tx.execute(
            "UPDATE jobs SET claim = $1, claimed_until = $2, attempts = attempts + 1 WHERE id IN \
             (SELECT id FROM jobs WHERE state = 'waiting' AND run_after <= $3 AND claimed_until <= $3 \
             ORDER BY run_after, id LIMIT $4 FOR UPDATE SKIP LOCKED)",
            values![self.claim, self.until, self.now, self.count.min(limits::JOBS)],
        )
        .await?;
        tx.rows(held, values![self.claim, limits::JOBS]).await?.into_iter().map(Job::read).collect()
    }
}

/// Takes a finished job off the list. One that another worker has claimed since stays ([`Error::Conflict`]).
#[derive(Debug, Clone)]
pub struct FinishJob {
    /// Which job.
    pub job: JobId,
    /// The claim it was done under.
    pub claim: ClaimId,
}

impl Op for FinishJob {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_be_system()?;
        if tx.execute("DELETE FROM jobs WHERE id = $1 AND claim = $2", values![self.job, self.claim]).await? > 0 {
            return Ok(());
        }
        // Gone means finished before: the answer was lost.
        let left = tx.optional("SELECT 1 FROM jobs WHERE id = $1", values![self.job]).await?;
        if left.is_none() { Ok(()) } else { Err(Error::Conflict) }
    }
}

/// Lets go of a job that could not be done: to be tried again later, or given up.
#[derive(Debug, Clone)]
pub struct RetryJob {
    /// Which job.
    pub job: JobId,
    /// The claim it was tried under.
    pub claim: ClaimId,
    /// When it may be tried again; `None` gives it up and leaves it for an operator to see.
    pub run_after: Option<Timestamp>,
}

impl Op for RetryJob {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_be_system()?;
        let state = if self.run_after.is_some() { "waiting" } else { "given up" };
        let sql = "UPDATE jobs SET state = $3, run_after = COALESCE($4, run_after), claimed_until = 0, claim = NULL \
                   WHERE id = $1 AND claim = $2";
        tx.execute(sql, values![self.job, self.claim, state, self.run_after]).await?;
        Ok(())
    }
}

/// What is in the outbox by kind of work, for the operator.
#[derive(Debug, Clone)]
pub struct OutboxByKind;

/// One row of [`OutboxByKind`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCount {
    /// What kind of work.
    pub kind: String,
    /// Still to be done.
    pub waiting: u64,
    /// Given up; somebody should look.
    pub given_up: u64,
    /// When the first of those still to be done was, or will be, due.
    pub first_due: Option<Timestamp>,
}

impl Query for OutboxByKind {
    type Out = Vec<KindCount>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<KindCount>> {
        actor.must_be_system()?;
        let sql = "SELECT kind, COUNT(CASE WHEN state = 'waiting' THEN 1 END), \
                   COUNT(CASE WHEN state = 'given up' THEN 1 END), MIN(CASE WHEN state = 'waiting' THEN run_after END) \
                   FROM jobs GROUP BY kind ORDER BY kind LIMIT $1";
        let count = |mut row: Row| {
            Ok(KindCount { kind: row.take(0)?, waiting: row.take(1)?, given_up: row.take(2)?, first_due: row.take(3)? })
        };
        read.rows(sql, values![limits::LIST]).await?.into_iter().map(count).collect()
    }
}

/// How full the outbox is, for the operator.
#[derive(Debug, Clone)]
pub struct CountJobs;

/// What [`CountJobs`] answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobCount {
    /// Still to be done.
    pub waiting: u64,
    /// Given up; somebody should look.
    pub given_up: u64,
}

impl Query for CountJobs {
    type Out = JobCount;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<JobCount> {
        let sql = "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END), COUNT(CASE WHEN state = 'given up' THEN 1 END) FROM jobs";
        let mut row = read.one(sql, &[]).await?;
        Ok(JobCount { waiting: row.take(0)?, given_up: row.take(1)? })
    }
}
