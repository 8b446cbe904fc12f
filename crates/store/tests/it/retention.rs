//! Forgetting: what is deleted cannot be read, reached or come back to.

use store::{
    ApplicationId, DocumentId, Error, JobId, Who, limits,
    ops::{
        documents::{AddDocument, ListDocuments, SaveWithDocuments, Scan},
        drafts::{BeginDraft, LoadDraft},
        jobs::{CountJobs, EnqueueJob, NewJob},
        resume::{RedeemResume, Redeemed},
        retention::{DeleteDraft, ExpireDrafts, KeptDocuments, RemoveUnattached, Removed},
    },
};

use crate::stage::{HOUR, Stage, at, begin, by, holder, link, next_uuid, on_every_database, save};

on_every_database!(
    a_deleted_draft_is_gone_with_everything_on_it,
    a_filed_application_is_not_deleted,
    untouched_drafts_expire,
    another_persons_draft_is_not_deleted,
    documents_that_no_answer_came_to_name_are_removed,
);

fn add(application: ApplicationId, seconds: i64) -> AddDocument {
    AddDocument {
        id: DocumentId(next_uuid()),
        application,
        question: "passport".to_owned(),
        size: 1,
        sealed: b"name".to_vec(),
        scan: Scan::Waiting,
        now: at(seconds),
    }
}

async fn a_deleted_draft_is_gone_with_everything_on_it(stage: Stage) {
    let id = stage.draft().await;
    let document = add(id, 1);
    stage.exec(&holder(id), document.clone()).await.unwrap();
    let job = NewJob {
        id: JobId(next_uuid()),
        kind: "mail".to_owned(),
        application: Some(id),
        sealed: b"link".to_vec(),
        run_after: at(1),
    };
    stage.exec(&by(Who::System), EnqueueJob(job)).await.unwrap();

    let documents = stage.exec(&holder(id), DeleteDraft { application: id, now: at(2) }).await.unwrap();
    assert_eq!(documents, [document.id]);
    for actor in [holder(id), by(Who::System)] {
        assert!(matches!(stage.read(&actor, LoadDraft { application: id }).await, Err(Error::NotFound)));
        assert!(matches!(stage.exec(&actor, save(id, 1, b"back")).await, Err(Error::NotFound)));
        assert!(matches!(stage.exec(&actor, save(id, 2, b"back")).await, Err(Error::NotFound)));
        assert!(stage.read(&actor, ListDocuments { application: id }).await.unwrap().is_empty());
    }
    let resume = RedeemResume {
        reference: format!("LF-{id}"),
        secret_hash: link(id),
        tries_second_secret: false,
        max_failures: 3,
        locked_for: HOUR,
        now: at(3),
    };
    assert_eq!(stage.exec(&by(Who::Nobody), resume).await.unwrap(), Redeemed::Refused);
    assert_eq!(stage.read(&by(Who::System), CountJobs).await.unwrap().waiting, 0);
    let kept = stage.read(&by(Who::System), KeptDocuments { documents: vec![document.id] }).await.unwrap();
    assert!(kept.is_empty());
    let reused = BeginDraft { reference: format!("LF-{id}"), ..begin(ApplicationId(next_uuid())) };
    assert!(matches!(stage.exec(&by(Who::Nobody), reused).await, Err(Error::Conflict)));
}

async fn a_filed_application_is_not_deleted(stage: Stage) {
    let id = stage.filed().await;
    let refused = stage.exec(&holder(id), DeleteDraft { application: id, now: at(30) }).await;
    assert!(matches!(refused, Err(Error::Closed)), "{refused:?}");
    let none = stage.exec(&by(Who::System), ExpireDrafts { now: at(1_000_000) }).await.unwrap();
    assert_eq!(none, Removed::default());
}

async fn untouched_drafts_expire(stage: Stage) {
    let (touched, untouched) = (stage.draft().await, stage.draft().await);
    stage.exec(&holder(touched), save(touched, 1, b"still at it")).await.unwrap();
    let before = stage.exec(&by(Who::System), ExpireDrafts { now: at(999) }).await.unwrap();
    assert_eq!(before.applications, 0);
    assert!(matches!(stage.exec(&holder(touched), ExpireDrafts { now: at(1_000) }).await, Err(Error::NotYours)));
    let expired = stage.store.exec(&by(Who::System), ExpireDrafts { now: at(1_000) }).await.unwrap();
    assert_eq!(expired.applications, 1);
    assert!(matches!(stage.read(&holder(untouched), LoadDraft { application: untouched }).await, Err(Error::NotFound)));
    assert!(stage.read(&holder(touched), LoadDraft { application: touched }).await.is_ok());

    for _ in 0..limits::EXPIRED_AT_ONCE + 5 {
        stage.draft().await;
    }
    let bounded = stage.store.exec(&by(Who::System), ExpireDrafts { now: at(1_000) }).await.unwrap();
    assert_eq!(bounded.applications, limits::EXPIRED_AT_ONCE);
}

async fn another_persons_draft_is_not_deleted(stage: Stage) {
    let (id, other) = (stage.draft().await, stage.draft().await);
    for stranger in [by(Who::Nobody), holder(other)] {
        let refused = stage.exec(&stranger, DeleteDraft { application: id, now: at(1) }).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    assert!(stage.read(&holder(id), LoadDraft { application: id }).await.is_ok());
}

async fn documents_that_no_answer_came_to_name_are_removed(stage: Stage) {
    let id = stage.draft().await;
    let (named, left, fresh) = (add(id, 1), add(id, 5), add(id, 6));
    for document in [&named, &left, &fresh] {
        stage.exec(&holder(id), document.clone()).await.unwrap();
    }
    let change = SaveWithDocuments { save: save(id, 1, b"named"), attach: vec![named.id], remove: Vec::new() };
    stage.exec(&holder(id), change).await.unwrap();
    let remove = RemoveUnattached { before: at(5) };
    assert!(matches!(stage.exec(&holder(id), remove.clone()).await, Err(Error::NotYours)));
    assert_eq!(stage.store.exec(&by(Who::System), remove.clone()).await.unwrap(), [left.id]);
    assert!(stage.store.exec(&by(Who::System), remove).await.unwrap().is_empty());
    let documents = vec![named.id, left.id, fresh.id];
    let kept = stage.read(&by(Who::System), KeptDocuments { documents }).await.unwrap();
    assert_eq!(kept, [named.id, fresh.id]);
    let late = SaveWithDocuments { save: save(id, 2, b"late"), attach: vec![left.id], remove: Vec::new() };
    assert!(matches!(stage.exec(&holder(id), late).await, Err(Error::NotFound)));
}
