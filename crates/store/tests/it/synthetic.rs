//! What the service files by itself is removed whole, and nothing of anybody else's with it.

use store::{
    ApplicationId, DocumentId, Error, Who, limits,
    ops::{
        cases::LoadCase,
        documents::{AddDocument, SaveWithDocuments, Scan},
        drafts::{BeginDraft, LoadDraft},
        retention::{KeptDocuments, Removed},
        synthetic::{PROGRAM, RemoveSynthetic},
    },
};

use crate::stage::{Stage, at, begin, by, file, holder, next_uuid, on_every_database, save};

on_every_database!(
    what_was_filed_or_begun_long_enough_ago_is_gone_with_everything_on_it,
    applications_of_people_stay_and_only_the_program_itself_may_remove,
);

fn synthetic(id: ApplicationId) -> BeginDraft {
    BeginDraft { program: PROGRAM.to_owned(), ..begin(id) }
}

async fn what_was_filed_or_begun_long_enough_ago_is_gone_with_everything_on_it(stage: Stage) {
    let (filed, begun) = (ApplicationId(next_uuid()), ApplicationId(next_uuid()));
    for id in [filed, begun] {
        stage.exec(&by(Who::Nobody), synthetic(id)).await.unwrap();
    }
    let document = AddDocument {
        id: DocumentId(next_uuid()),
        application: filed,
        question: "file".to_owned(),
        size: 1,
        sealed: b"name".to_vec(),
        scan: Scan::Off,
        now: at(1),
    };
    let (id, kept) = (document.id, vec![document.id]);
    stage.exec(&holder(filed), document).await.unwrap();
    let attach = SaveWithDocuments { save: save(filed, 1, b"one"), attach: vec![id], remove: vec![] };
    stage.exec(&holder(filed), attach).await.unwrap();
    // Filed at 20.
    stage.store.exec(&holder(filed), file(filed, 2, 1)).await.unwrap();
    let system = by(Who::System);
    let early = stage.store.exec(&system, RemoveSynthetic { before: at(-1) }).await.unwrap();
    assert_eq!(early, Removed { applications: 0, documents: vec![] });
    let begun_only = stage.store.exec(&system, RemoveSynthetic { before: at(19) }).await.unwrap();
    assert_eq!(begun_only, Removed { applications: 1, documents: vec![] });
    let removed = stage.store.exec(&system, RemoveSynthetic { before: at(20) }).await.unwrap();
    assert_eq!(removed, Removed { applications: 1, documents: kept.clone() });
    for id in [filed, begun] {
        assert!(matches!(stage.read(&system, LoadDraft { application: id }).await, Err(Error::NotFound)));
        assert!(matches!(stage.read(&system, LoadCase { application: id }).await, Err(Error::NotFound)));
    }
    assert!(stage.read(&system, KeptDocuments { documents: kept }).await.unwrap().is_empty());
    // More than one run takes at once.
    for _ in 0..=limits::EXPIRED_AT_ONCE {
        stage.exec(&by(Who::Nobody), synthetic(ApplicationId(next_uuid()))).await.unwrap();
    }
    let mut runs = Vec::new();
    for _ in 0..3 {
        runs.push(stage.store.exec(&system, RemoveSynthetic { before: at(1_000) }).await.unwrap().applications);
    }
    assert_eq!(runs, [limits::EXPIRED_AT_ONCE, 1, 0]);
}

async fn applications_of_people_stay_and_only_the_program_itself_may_remove(stage: Stage) {
    let (draft, filed) = (stage.draft().await, stage.filed().await);
    let remove = RemoveSynthetic { before: at(1_000_000) };
    let removed = stage.exec(&by(Who::System), remove.clone()).await.unwrap();
    assert_eq!(removed.applications, 0);
    assert!(stage.read(&holder(draft), LoadDraft { application: draft }).await.is_ok());
    assert!(stage.read(&holder(filed), LoadCase { application: filed }).await.is_ok());
    for actor in [by(Who::Nobody), holder(draft)] {
        assert!(matches!(stage.exec(&actor, remove.clone()).await, Err(Error::NotYours)));
    }
}
