//! Documents' rows: in quarantine until an answer names them, and reached by the application's own people only.

use store::{
    ApplicationId, DocumentId, Error, Who, limits,
    ops::{
        documents::{AddDocument, DocumentState, ListDocuments, LoadDocument, SaveWithDocuments, Scan, SetScan},
        filing::FileApplication,
        retention::RemoveUnattached,
    },
};

use crate::stage::{Stage, at, by, file, holder, next_uuid, on_every_database, save};

on_every_database!(
    a_document_is_attached_with_the_answer_that_names_it,
    an_attachment_over_an_older_version_changes_nothing,
    another_persons_document_is_not_there,
    a_filed_application_takes_no_document,
    filing_needs_every_document_it_names,
    an_application_holds_a_bounded_number_of_documents,
    documents_that_no_answer_names_have_a_bound_of_their_own,
    a_scan_is_noted_by_the_system,
);

fn add(application: ApplicationId) -> AddDocument {
    AddDocument {
        id: DocumentId(next_uuid()),
        application,
        question: "passport".to_owned(),
        size: 70_000,
        sealed: b"passport.pdf".to_vec(),
        scan: Scan::Waiting,
        now: at(1),
    }
}

async fn a_document_is_attached_with_the_answer_that_names_it(stage: Stage) {
    let id = stage.draft().await;
    let (first, second) = (add(id), add(id));
    assert_eq!(stage.exec(&holder(id), first.clone()).await.unwrap(), 1);
    assert_eq!(stage.exec(&holder(id), second.clone()).await.unwrap(), 2);
    let change = SaveWithDocuments { save: save(id, 1, b"named"), attach: vec![second.id], remove: vec![first.id] };
    assert_eq!(stage.exec(&holder(id), change).await.unwrap(), 2);
    let listed = stage.read(&holder(id), ListDocuments { application: id }).await.unwrap();
    assert_eq!(listed.len(), 1);
    let document = &listed[0];
    assert_eq!((document.id, document.state, document.version), (second.id, DocumentState::Attached, 2));
    assert_eq!((document.size, document.sealed.as_slice()), (70_000, b"passport.pdf".as_slice()));
    assert_eq!((document.scan, document.created, document.question.as_str()), (Scan::Waiting, at(1), "passport"));
    let removed = LoadDocument { application: id, document: first.id };
    assert!(matches!(stage.read(&holder(id), removed).await, Err(Error::NotFound)));
}

async fn an_attachment_over_an_older_version_changes_nothing(stage: Stage) {
    let id = stage.draft().await;
    let document = add(id);
    stage.exec(&holder(id), document.clone()).await.unwrap();
    stage.exec(&holder(id), save(id, 1, b"meanwhile")).await.unwrap();
    let change = SaveWithDocuments { save: save(id, 1, b"named"), attach: vec![document.id], remove: Vec::new() };
    assert!(matches!(stage.exec(&holder(id), change).await, Err(Error::Conflict)));
    let listed = stage.read(&holder(id), ListDocuments { application: id }).await.unwrap();
    assert_eq!(listed[0].state, DocumentState::Quarantined);
}

async fn another_persons_document_is_not_there(stage: Stage) {
    let (mine, theirs) = (stage.draft().await, stage.draft().await);
    let document = add(mine);
    stage.exec(&holder(mine), document.clone()).await.unwrap();
    for (actor, application) in [(holder(theirs), mine), (holder(theirs), theirs), (by(Who::Nobody), mine)] {
        let load = LoadDocument { application, document: document.id };
        assert!(matches!(stage.read(&actor, load).await, Err(Error::NotFound)), "{actor:?}");
    }
    assert!(stage.read(&holder(theirs), ListDocuments { application: mine }).await.unwrap().is_empty());
    assert!(matches!(stage.exec(&holder(theirs), add(mine)).await, Err(Error::NotFound)));
    let same_id = AddDocument { id: document.id, ..add(theirs) };
    assert!(matches!(stage.exec(&holder(theirs), same_id).await, Err(Error::Conflict)));
    let steal = SaveWithDocuments { save: save(theirs, 1, b"mine now"), attach: vec![document.id], remove: Vec::new() };
    assert!(matches!(stage.exec(&holder(theirs), steal).await, Err(Error::NotFound)));
    let load = LoadDocument { application: mine, document: document.id };
    assert_eq!(stage.read(&holder(mine), load).await.unwrap().state, DocumentState::Quarantined);
}

async fn a_filed_application_takes_no_document(stage: Stage) {
    let id = stage.filed().await;
    assert!(matches!(stage.exec(&holder(id), add(id)).await, Err(Error::Closed)));
}

async fn filing_needs_every_document_it_names(stage: Stage) {
    let id = stage.draft().await;
    let document = add(id);
    stage.exec(&holder(id), document.clone()).await.unwrap();
    let filing = |version| FileApplication { documents: vec![document.id], ..file(id, version, 1) };
    let quarantined = stage.store.exec(&holder(id), filing(1)).await;
    assert!(matches!(quarantined, Err(Error::Conflict)), "{quarantined:?}");
    let change = SaveWithDocuments { save: save(id, 1, b"named"), attach: vec![document.id], remove: Vec::new() };
    stage.exec(&holder(id), change).await.unwrap();
    assert!(stage.store.exec(&holder(id), filing(2)).await.unwrap().first);
}

async fn an_application_holds_a_bounded_number_of_documents(stage: Stage) {
    let id = stage.draft().await;
    let upload = async || {
        let document = add(id);
        stage.store.exec(&holder(id), document.clone()).await.map(|_| document.id)
    };
    let attach = async |version, attach| {
        let save = save(id, u64::from(version) + 1, b"named");
        stage.store.exec(&holder(id), SaveWithDocuments { save, attach, remove: Vec::new() }).await
    };
    for version in 0..limits::DOCUMENTS_PER_APPLICATION - 1 {
        attach(version, vec![upload().await.unwrap()]).await.unwrap();
    }
    let last = limits::DOCUMENTS_PER_APPLICATION - 1;
    let (one, more) = (upload().await.unwrap(), upload().await.unwrap());
    let too_many = attach(last, vec![one, more]).await;
    assert!(matches!(too_many, Err(Error::Full { .. })), "{too_many:?}");
    attach(last, vec![one]).await.unwrap();
    let one_more = upload().await;
    assert!(matches!(one_more, Err(Error::Full { .. })), "{one_more:?}");
}

async fn documents_that_no_answer_names_have_a_bound_of_their_own(stage: Stage) {
    let id = stage.draft().await;
    let named = add(id);
    stage.exec(&holder(id), named.clone()).await.unwrap();
    let change = SaveWithDocuments { save: save(id, 1, b"named"), attach: vec![named.id], remove: Vec::new() };
    stage.exec(&holder(id), change).await.unwrap();
    for _ in 0..limits::UNATTACHED_PER_APPLICATION {
        stage.store.exec(&holder(id), add(id)).await.unwrap();
    }
    let one_more = stage.exec(&holder(id), add(id)).await;
    assert!(matches!(one_more, Err(Error::Full { .. })), "{one_more:?}");
    stage.store.exec(&by(Who::System), RemoveUnattached { before: at(1) }).await.unwrap();
    stage.exec(&holder(id), add(id)).await.unwrap();
}

async fn a_scan_is_noted_by_the_system(stage: Stage) {
    let id = stage.draft().await;
    let document = add(id);
    stage.exec(&holder(id), document.clone()).await.unwrap();
    let set = SetScan { document: document.id, scan: Scan::Infected };
    assert!(matches!(stage.exec(&holder(id), set.clone()).await, Err(Error::NotYours)));
    stage.exec(&by(Who::System), set).await.unwrap();
    let load = LoadDocument { application: id, document: document.id };
    assert_eq!(stage.read(&holder(id), load).await.unwrap().scan, Scan::Infected);
}
