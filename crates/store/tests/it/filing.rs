//! Filing: all of it or nothing, once, whoever asks again.

use store::{
    ApplicationId, Error, JobId, Who,
    ops::{
        cases::{AppendAction, LoadActions, LoadCase, LoadCaseByReceipt, StoredAction},
        drafts::{ApplicationState, LoadDraft},
        filing::{Cap, CountFiled, FileApplication, FiledUnder},
        jobs::{CountJobs, NewJob},
    },
};

use crate::stage::{Stage, at, by, file, hash, holder, next_uuid, on_every_database, save};

on_every_database!(
    a_filed_application_is_a_case_with_its_receipt,
    filing_again_gives_the_receipt_that_stands,
    a_draft_saved_after_freezing_is_not_filed,
    another_persons_application_is_not_filed,
    a_filed_application_is_closed_to_saving,
    a_filing_refused_at_its_last_step_leaves_nothing,
    a_cap_is_never_passed,
    a_repeated_filing_under_a_full_cap_gives_the_receipt_that_stands,
    receipt_places_are_given_once,
    a_receipt_and_its_secret_open_the_case,
    actions_form_a_chain,
);

async fn a_filed_application_is_a_case_with_its_receipt(stage: Stage) {
    let id = stage.draft().await;
    let job = NewJob {
        id: JobId(next_uuid()),
        kind: "mail".to_owned(),
        application: Some(id),
        sealed: b"to".to_vec(),
        run_after: at(20),
    };
    let filed = stage.store.exec(&holder(id), FileApplication { jobs: vec![job], ..file(id, 1, 7) }).await.unwrap();
    assert_eq!((filed.number.as_str(), filed.first, filed.filed_at), ("R-7", true, at(20)));
    let case = stage.read(&holder(id), LoadCase { application: id }).await.unwrap();
    assert_eq!((case.sequence, case.number.as_str(), case.state.as_str()), (7, "R-7", "received"));
    assert_eq!((case.sealed_answers, case.sealed_receipt), (b"frozen".to_vec(), b"receipt 7".to_vec()));
    assert_eq!((case.actions, case.last_hash, case.program.as_str()), (1, hash(3), "express-entry"));
    let actions = stage.read(&holder(id), LoadActions { application: id, after: 0 }).await.unwrap();
    assert_eq!(actions.len(), 1);
    assert_eq!((actions[0].previous, actions[0].hash, actions[0].at), (hash(0), hash(3), at(20)));
    assert_eq!(stage.read(&by(Who::System), CountJobs).await.unwrap().waiting, 1);
    let draft = stage.read(&holder(id), LoadDraft { application: id }).await.unwrap();
    assert_eq!(draft.state, ApplicationState::Filed);
}

async fn filing_again_gives_the_receipt_that_stands(stage: Stage) {
    let id = stage.draft().await;
    let first = stage.store.exec(&holder(id), file(id, 1, 1)).await.unwrap();
    for (actor, sequence) in [(holder(id), 1), (holder(id), 2), (by(Who::System), 3)] {
        let again = stage.store.exec(&actor, file(id, 1, sequence)).await.unwrap();
        assert_eq!((&again.number, &again.sealed_receipt, again.first), (&first.number, &first.sealed_receipt, false));
        assert_eq!(again.filed_at, first.filed_at);
    }
}

async fn a_draft_saved_after_freezing_is_not_filed(stage: Stage) {
    let id = stage.draft().await;
    stage.exec(&holder(id), save(id, 1, b"changed")).await.unwrap();
    let refused = stage.store.exec(&holder(id), file(id, 1, 1)).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    assert!(matches!(stage.read(&holder(id), LoadCase { application: id }).await, Err(Error::NotFound)));
    stage.store.exec(&holder(id), file(id, 2, 1)).await.unwrap();
}

async fn another_persons_application_is_not_filed(stage: Stage) {
    let (id, other) = (stage.draft().await, stage.filed().await);
    for stranger in [by(Who::Nobody), holder(other), holder(ApplicationId(next_uuid()))] {
        assert!(matches!(stage.store.exec(&stranger, file(id, 1, 40)).await, Err(Error::NotFound)), "{stranger:?}");
    }
    assert!(matches!(stage.store.exec(&holder(id), file(other, 1, 41)).await, Err(Error::NotFound)));
}

async fn a_filed_application_is_closed_to_saving(stage: Stage) {
    let id = stage.filed().await;
    assert!(matches!(stage.exec(&holder(id), save(id, 1, b"late")).await, Err(Error::Closed)));
}

async fn a_filing_refused_at_its_last_step_leaves_nothing(stage: Stage) {
    let taken = stage.draft().await;
    stage.store.exec(&holder(taken), file(taken, 1, 9)).await.unwrap();
    let id = stage.draft().await;
    let same_number = stage.store.exec(&holder(id), file(id, 1, 9)).await;
    assert!(matches!(same_number, Err(Error::Conflict)), "{same_number:?}");
    let draft = stage.read(&holder(id), LoadDraft { application: id }).await.unwrap();
    assert_eq!((draft.state, draft.version), (ApplicationState::Draft, 1));
}

async fn a_cap_is_never_passed(stage: Stage) {
    let cap = Some(Cap { name: "refuge 2026".to_owned(), limit: 2 });
    let mut filed = 0;
    for sequence in 1..=4 {
        let id = stage.draft().await;
        match stage.store.exec(&holder(id), FileApplication { cap: cap.clone(), ..file(id, 1, sequence) }).await {
            Ok(_) => filed += 1,
            Err(Error::CapReached) => {
                let draft = stage.read(&holder(id), LoadDraft { application: id }).await.unwrap();
                assert_eq!(draft.state, ApplicationState::Draft);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(filed, 2);
    let names = ["refuge 2026", "refuge 2027"].map(str::to_owned).to_vec();
    let counted = stage.read(&by(Who::System), CountFiled { names }).await.unwrap();
    assert_eq!(counted, [FiledUnder { filed: 2, last: Some(at(20)) }, FiledUnder::default()]);
    let id = stage.draft().await;
    let none = FileApplication { cap: Some(Cap { name: "closed".to_owned(), limit: 0 }), ..file(id, 1, 90) };
    assert!(matches!(stage.store.exec(&holder(id), none).await, Err(Error::CapReached)));
}

async fn a_repeated_filing_under_a_full_cap_gives_the_receipt_that_stands(stage: Stage) {
    let cap = Some(Cap { name: next_uuid().to_string(), limit: 1 });
    let (id, late) = (stage.draft().await, stage.draft().await);
    let first = stage.store.exec(&holder(id), FileApplication { cap: cap.clone(), ..file(id, 1, 70) }).await.unwrap();
    let again = stage.store.exec(&holder(id), FileApplication { cap: cap.clone(), ..file(id, 1, 71) }).await.unwrap();
    assert_eq!((again.number, again.first), (first.number, false));
    for sequence in [72, 73] {
        let refused =
            stage.store.exec(&holder(late), FileApplication { cap: cap.clone(), ..file(late, 1, sequence) }).await;
        assert!(matches!(refused, Err(Error::CapReached)), "{refused:?}");
    }
    // It is the draft it was, and can be filed once there are more places.
    let draft = stage.read(&holder(late), LoadDraft { application: late }).await.unwrap();
    assert_eq!((draft.state, draft.version), (ApplicationState::Draft, 1));
    let more = cap.map(|cap| Cap { limit: 2, ..cap });
    assert!(stage.store.exec(&holder(late), FileApplication { cap: more, ..file(late, 1, 74) }).await.unwrap().first);
}

async fn receipt_places_are_given_once(stage: Stage) {
    let mut places = Vec::new();
    for _ in 0..100 {
        places.push(stage.next_receipt(&by(Who::System)).await.unwrap());
    }
    let mut different = places.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), places.len());
}

async fn a_receipt_and_its_secret_open_the_case(stage: Stage) {
    let id = stage.draft().await;
    stage.store.exec(&holder(id), file(id, 1, 5)).await.unwrap();
    let ask = |number: &str, secret: u8| LoadCaseByReceipt { number: number.to_owned(), status_hash: hash(secret) };
    assert_eq!(stage.read(&by(Who::Nobody), ask("R-5", 2)).await.unwrap().application, id);
    for (number, secret) in [("R-5", 3), ("R-6", 2), ("", 0)] {
        assert!(matches!(stage.read(&by(Who::Nobody), ask(number, secret)).await, Err(Error::NotFound)));
    }
}

async fn actions_form_a_chain(stage: Stage) {
    let id = stage.filed().await;
    let next = |sequence: u64, previous: u8, own: u8| AppendAction {
        application: id,
        action: StoredAction { sequence, previous: hash(previous), hash: hash(own), at: at(30), sealed: vec![own] },
        state: "in review".to_owned(),
        jobs: Vec::new(),
    };
    stage.exec(&by(Who::System), next(2, 3, 4)).await.unwrap();
    stage.exec(&by(Who::System), next(2, 3, 4)).await.unwrap();
    for broken in [next(2, 3, 5), next(3, 9, 5), next(4, 4, 5), next(1, 0, 3)] {
        let repeat = broken.action.sequence == 1;
        let outcome = stage.exec(&by(Who::System), broken).await;
        assert!(repeat == outcome.is_ok(), "{outcome:?}");
    }
    assert!(matches!(stage.exec(&by(Who::Nobody), next(3, 4, 5)).await, Err(Error::NotFound)));
    stage.exec(&holder(id), next(3, 4, 5)).await.unwrap();
    let case = stage.read(&holder(id), LoadCase { application: id }).await.unwrap();
    assert_eq!((case.actions, case.last_hash, case.state.as_str()), (3, hash(5), "in review"));
    let later = stage.read(&holder(id), LoadActions { application: id, after: 1 }).await.unwrap();
    assert_eq!(later.iter().map(|action| action.sequence).collect::<Vec<_>>(), [2, 3]);
    assert!(stage.read(&by(Who::Nobody), LoadActions { application: id, after: 0 }).await.unwrap().is_empty());
}
