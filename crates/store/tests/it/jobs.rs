//! The outbox: each job is held by one worker at a time and is done at least once.

use store::{
    ClaimId, Error, JobId, Who,
    ops::jobs::{ClaimJobs, CountJobs, EnqueueJob, FinishJob, JobCount, KindCount, NewJob, OutboxByKind, RetryJob},
};

use crate::stage::{Stage, at, by, holder, next_uuid, on_every_database};

on_every_database!(
    due_jobs_are_claimed_oldest_first,
    a_claimed_job_is_held_until_the_claim_runs_out,
    a_finished_job_is_gone,
    a_job_is_tried_again_later_or_given_up,
    only_the_system_works_on_jobs,
    no_job_is_claimed_by_two_workers_at_once,
);

async fn enqueue(stage: &Stage, due: i64) -> JobId {
    let id = JobId(next_uuid());
    let job = NewJob { id, kind: "mail".to_owned(), application: None, sealed: b"to".to_vec(), run_after: at(due) };
    stage.exec(&by(Who::Nobody), EnqueueJob(job)).await.unwrap();
    id
}

fn claim(now: i64, until: i64) -> ClaimJobs {
    ClaimJobs { claim: ClaimId(next_uuid()), count: 2, now: at(now), until: at(until) }
}

async fn due_jobs_are_claimed_oldest_first(stage: Stage) {
    let (last, first, second) = (enqueue(&stage, 30).await, enqueue(&stage, 10).await, enqueue(&stage, 20).await);
    assert!(stage.exec(&by(Who::System), claim(9, 99)).await.unwrap().is_empty());
    let claimed = stage.exec(&by(Who::System), claim(30, 99)).await.unwrap();
    assert_eq!(claimed.iter().map(|job| job.id).collect::<Vec<_>>(), [first, second]);
    assert_eq!((claimed[0].attempts, claimed[0].kind.as_str(), claimed[0].sealed.as_slice()), (1, "mail", &b"to"[..]));
    let rest = stage.exec(&by(Who::System), claim(30, 99)).await.unwrap();
    assert_eq!(rest.iter().map(|job| job.id).collect::<Vec<_>>(), [last]);
}

async fn a_claimed_job_is_held_until_the_claim_runs_out(stage: Stage) {
    let id = enqueue(&stage, 0).await;
    let (held, later) = (claim(0, 60), claim(60, 120));
    stage.exec(&by(Who::System), held.clone()).await.unwrap();
    assert!(stage.exec(&by(Who::System), claim(59, 99)).await.unwrap().is_empty());
    let again = stage.exec(&by(Who::System), later.clone()).await.unwrap();
    assert_eq!((again[0].id, again[0].attempts), (id, 2));
    let late = stage.exec(&by(Who::System), FinishJob { job: id, claim: held.claim }).await;
    assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
    stage.exec(&by(Who::System), FinishJob { job: id, claim: later.claim }).await.unwrap();
}

async fn a_finished_job_is_gone(stage: Stage) {
    let id = enqueue(&stage, 0).await;
    let claimed = claim(0, 60);
    stage.exec(&by(Who::System), claimed.clone()).await.unwrap();
    stage.exec(&by(Who::System), FinishJob { job: id, claim: claimed.claim }).await.unwrap();
    let count = stage.read(&by(Who::System), CountJobs).await.unwrap();
    assert_eq!(count, JobCount { waiting: 0, given_up: 0 });
}

async fn a_job_is_tried_again_later_or_given_up(stage: Stage) {
    let id = enqueue(&stage, 0).await;
    let outbox =
        |waiting, given_up, first_due| vec![KindCount { kind: "mail".to_owned(), waiting, given_up, first_due }];
    assert_eq!(stage.read(&by(Who::System), OutboxByKind).await.unwrap(), outbox(1, 0, Some(at(0))));
    let first = claim(0, 60);
    stage.exec(&by(Who::System), first.clone()).await.unwrap();
    let retry = RetryJob { job: id, claim: first.claim, run_after: Some(at(100)) };
    stage.exec(&by(Who::System), retry).await.unwrap();
    assert!(stage.exec(&by(Who::System), claim(99, 200)).await.unwrap().is_empty());
    let second = claim(100, 200);
    assert_eq!(stage.exec(&by(Who::System), second.clone()).await.unwrap()[0].attempts, 2);
    stage.exec(&by(Who::System), RetryJob { job: id, claim: second.claim, run_after: None }).await.unwrap();
    assert!(stage.exec(&by(Who::System), claim(9_999, 10_000)).await.unwrap().is_empty());
    let count = stage.read(&by(Who::System), CountJobs).await.unwrap();
    assert_eq!(count, JobCount { waiting: 0, given_up: 1 });
    assert_eq!(stage.read(&by(Who::System), OutboxByKind).await.unwrap(), outbox(0, 1, None));
}

async fn only_the_system_works_on_jobs(stage: Stage) {
    let id = stage.draft().await;
    assert!(matches!(stage.exec(&holder(id), claim(0, 1)).await, Err(Error::NotYours)));
    let (job, claim) = (JobId(next_uuid()), ClaimId(next_uuid()));
    assert!(matches!(stage.exec(&holder(id), FinishJob { job, claim }).await, Err(Error::NotYours)));
    assert!(matches!(stage.exec(&holder(id), RetryJob { job, claim, run_after: None }).await, Err(Error::NotYours)));
}

async fn no_job_is_claimed_by_two_workers_at_once(stage: Stage) {
    for _ in 0..40 {
        enqueue(&stage, 0).await;
    }
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let store = stage.store.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let claimed = store.exec(&by(Who::System), claim(0, 60)).await.unwrap();
                    if claimed.is_empty() {
                        return mine;
                    }
                    mine.extend(claimed.into_iter().map(|job| job.id));
                }
            })
        })
        .collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }
    done.sort_unstable();
    let claims = done.len();
    done.dedup();
    assert_eq!((claims, done.len()), (40, 40));
}
