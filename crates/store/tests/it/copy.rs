//! Copies for backups: whole, as of one moment, without what was deleted, and good for either database.

use std::{fs, path::PathBuf};

use store::{
    ApplicationId, DocumentId, Error, OpenError, Store, Who,
    copy::{CopiedDocument, Copy, holds_a_store, put_into_postgres, remove_documents},
    ops::{
        cases::LoadCase,
        documents::{AddDocument, Scan},
        drafts::{BeginDraft, LoadDraft},
        facts::{BindKey, CheckKey, KeyCheck},
        retention::DeleteDraft,
        synthetic::PROGRAM,
    },
};
use tempfile::TempDir;
use testkit::postgres::Database;

use crate::stage::{Stage, at, begin, by, file, holder, next_uuid, on_every_database, save};

on_every_database!(
    a_copy_holds_all_that_was_there_and_nothing_that_came_after,
    a_copy_says_what_the_service_filed_by_itself,
    what_was_deleted_is_nowhere_in_the_file,
    a_document_that_goes_meanwhile_can_be_taken_out_of_the_copy,
    a_copy_makes_an_empty_postgresql_database_the_same_store,
    a_copy_overwrites_nothing,
);

/// Stands for what is sealed, and for a wrapped key.
const MARK: &[u8] = b"an unmistakable mark of forty bytes or so";

async fn copied(stage: &Stage) -> (TempDir, PathBuf, Copy) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy");
    stage.source().await.copy_to(&file).await.unwrap();
    let copy = Copy::open(&file).unwrap();
    copy.check().unwrap();
    (folder, file, copy)
}

fn filed(copy: &Copy) -> Vec<ApplicationId> {
    let mut filed = Vec::new();
    copy.cases(|case| -> Result<(), Error> {
        assert_eq!((case.last_action, case.actions.len()), (1, 1));
        filed.push(case.application);
        Ok(())
    })
    .unwrap();
    filed
}

fn documents(copy: &Copy) -> Vec<CopiedDocument> {
    let mut documents = Vec::new();
    copy.documents(|document| -> Result<(), Error> {
        documents.push(document);
        Ok(())
    })
    .unwrap();
    documents
}

async fn add_document(stage: &Stage, application: ApplicationId) -> DocumentId {
    let id = DocumentId(next_uuid());
    let document = AddDocument {
        id,
        application,
        question: "proof".to_owned(),
        scan: Scan::Off,
        size: 77,
        sealed: MARK.to_vec(),
        now: at(5),
    };
    stage.store.exec(&holder(application), document).await.unwrap();
    id
}

async fn a_copy_holds_all_that_was_there_and_nothing_that_came_after(stage: Stage) {
    stage.exec(&by(Who::System), BindKey { id: [7; 8] }).await.unwrap();
    let before = stage.filed().await;
    let document = add_document(&stage, stage.draft().await).await;
    let (_folder, _, copy) = copied(&stage).await;
    stage.filed().await;
    assert!(is_synthetic(&copy).iter().all(|synthetic| !synthetic));
    assert_eq!(copy.key().unwrap(), Some([7; 8]));
    assert_eq!(filed(&copy), [before]);
    assert_eq!(documents(&copy), [CopiedDocument { id: document, size: 77, is_synthetic: false }]);
}

/// Of each case, and then of each document.
fn is_synthetic(copy: &Copy) -> Vec<bool> {
    let mut found = Vec::new();
    copy.cases(|case| -> Result<(), Error> {
        found.push(case.is_synthetic);
        Ok(())
    })
    .unwrap();
    found.extend(documents(copy).into_iter().map(|document| document.is_synthetic));
    found
}

async fn a_copy_says_what_the_service_filed_by_itself(stage: Stage) {
    let synthetic = ApplicationId(next_uuid());
    let begun = BeginDraft { program: PROGRAM.to_owned(), ..begin(synthetic) };
    stage.exec(&by(Who::Nobody), begun).await.unwrap();
    add_document(&stage, synthetic).await;
    stage.store.exec(&holder(synthetic), file(synthetic, 1, 1)).await.unwrap();
    let (_folder, _, copy) = copied(&stage).await;
    assert_eq!(is_synthetic(&copy), [true, true]);
}

async fn what_was_deleted_is_nowhere_in_the_file(stage: Stage) {
    let draft = stage.draft().await;
    stage.store.exec(&holder(draft), save(draft, 1, MARK)).await.unwrap();
    add_document(&stage, draft).await;
    let holds = |file: &PathBuf| fs::read(file).unwrap().windows(MARK.len()).any(|bytes| bytes == MARK);
    let (_folder, file, _) = copied(&stage).await;
    assert!(holds(&file), "the mark is not found where it is: did this look anywhere?");
    stage.store.exec(&holder(draft), DeleteDraft { application: draft, now: at(30) }).await.unwrap();
    let (_folder, file, copy) = copied(&stage).await;
    assert!(!holds(&file));
    assert_eq!(documents(&copy), []);
}

async fn a_document_that_goes_meanwhile_can_be_taken_out_of_the_copy(stage: Stage) {
    let draft = stage.draft().await;
    let (going, staying) = (add_document(&stage, draft).await, add_document(&stage, stage.draft().await).await);
    let (_folder, file, copy) = copied(&stage).await;
    assert_eq!(documents(&copy).len(), 2);
    drop(copy);
    stage.store.exec(&holder(draft), DeleteDraft { application: draft, now: at(30) }).await.unwrap();
    let source = stage.source().await;
    assert!(source.is_removed(going).await.unwrap());
    assert!(!source.is_removed(staying).await.unwrap());
    remove_documents(&file, &[going]).unwrap();
    let copy = Copy::open(&file).unwrap();
    copy.check().unwrap();
    assert_eq!(documents(&copy).iter().map(|document| document.id).collect::<Vec<_>>(), [staying]);
}

async fn a_copy_makes_an_empty_postgresql_database_the_same_store(stage: Stage) {
    stage.exec(&by(Who::System), BindKey { id: [7; 8] }).await.unwrap();
    let (case, draft) = (stage.filed().await, stage.draft().await);
    let (_folder, file, _) = copied(&stage).await;
    let database = Database::fresh();
    assert!(!holds_a_store(&database.address()).await.unwrap());
    put_into_postgres(&file, &database.address()).await.unwrap();
    assert!(holds_a_store(&database.address()).await.unwrap());
    let again = put_into_postgres(&file, &database.address()).await;
    assert!(matches!(again, Err(OpenError::NotEmpty)), "{again:?}");

    let store = Store::open_postgres(&database.address()).await.unwrap();
    let system = by(Who::System);
    assert_eq!(store.read(&system, CheckKey { id: Some([7; 8]) }).await.unwrap(), KeyCheck::Matches);
    let load = LoadCase { application: case };
    let there = store.read(&holder(case), load.clone()).await.unwrap();
    assert_eq!(there, stage.read(&holder(case), load).await.unwrap());
    let load = LoadDraft { application: draft };
    let there = store.read(&holder(draft), load.clone()).await.unwrap();
    assert_eq!(there, stage.read(&holder(draft), load).await.unwrap());
}

async fn a_copy_overwrites_nothing(stage: Stage) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy");
    fs::write(&file, "something else").unwrap();
    stage.source().await.copy_to(&file).await.unwrap_err();
    assert_eq!(fs::read(&file).unwrap(), b"something else");
}
