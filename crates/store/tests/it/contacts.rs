//! Reaching the person behind a draft: found by an address only by the system, warned once before a draft goes.

use store::{
    ApplicationId, Error, JobId, Who,
    ops::{
        contacts::{FindByContact, ListExpiring, SetContact, WarnOwner},
        drafts::ClaimDraft,
        jobs::{CountJobs, NewJob},
        retention::DeleteDraft,
    },
};

use crate::stage::{Stage, at, by, hash, holder, next_uuid, on_every_database, save};

on_every_database!(a_draft_is_found_by_its_contact, an_owner_is_warned_once_after_each_save);

async fn a_draft_is_found_by_its_contact(stage: Stage) {
    let (id, other) = (stage.draft().await, stage.draft().await);
    let set = SetContact { application: id, contact: hash(6) };
    assert!(matches!(stage.exec(&holder(other), set.clone()).await, Err(Error::NotFound)));
    stage.exec(&holder(id), set).await.unwrap();
    let find = FindByContact { contact: hash(6) };
    assert!(matches!(stage.read(&holder(id), find.clone()).await, Err(Error::NotYours)));
    let found = stage.read(&by(Who::System), find.clone()).await.unwrap();
    assert_eq!(found, [(id, format!("LF-{id}"), b"wrapped".to_vec())]);
    stage.exec(&holder(id), DeleteDraft { application: id, now: at(5) }).await.unwrap();
    assert!(stage.read(&by(Who::System), find).await.unwrap().is_empty());
}

async fn an_owner_is_warned_once_after_each_save(stage: Stage) {
    let (id, account) = (stage.draft().await, stage.account().await);
    let expiring = async |before| -> Vec<ApplicationId> {
        let listed = stage.read(&by(Who::System), ListExpiring { before: at(before) }).await.unwrap();
        listed.into_iter().map(|draft| draft.application).collect()
    };
    assert!(expiring(1_000).await.is_empty(), "nobody is there to be written to");
    stage.exec(&holder(id), ClaimDraft { application: id, account, now: at(5) }).await.unwrap();
    assert_eq!((expiring(999).await, expiring(1_000).await), (vec![], vec![id]));
    let warn = |now| {
        let (job, kind, application) = (JobId(next_uuid()), "mail".to_owned(), Some(id));
        let mail = NewJob { id: job, kind, application, sealed: Vec::new(), run_after: at(now) };
        WarnOwner { application: id, mail, now: at(now) }
    };
    let mails = async || stage.read(&by(Who::System), CountJobs).await.unwrap().waiting;
    for now in [6, 7] {
        stage.exec(&by(Who::System), warn(now)).await.unwrap();
    }
    assert_eq!((mails().await, expiring(1_000).await), (1, vec![]));
    stage.exec(&by(Who::Account(account)), save(id, 1, b"still at it")).await.unwrap();
    assert_eq!((expiring(1_999).await, expiring(2_000).await), (vec![], vec![id]));
    stage.exec(&by(Who::System), warn(11)).await.unwrap();
    assert_eq!((mails().await, expiring(2_000).await), (2, vec![]));
    assert!(matches!(stage.exec(&holder(id), warn(12)).await, Err(Error::NotYours)));
}
