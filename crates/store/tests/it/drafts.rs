//! Drafts: begun, saved over the version that was read, reached by their own people only.

use store::{
    ApplicationId, Error, Who, limits,
    ops::drafts::{ApplicationState, ClaimDraft, ListApplications, LoadDraft},
};

use crate::stage::{Stage, at, begin, by, hash, holder, next_uuid, on_every_database, save};

on_every_database!(
    a_saved_draft_is_read_back_whole,
    a_save_over_an_older_version_is_refused,
    the_same_request_saved_twice_is_one_save,
    beginning_twice_is_one_draft,
    another_persons_draft_is_not_there,
    a_claimed_draft_belongs_to_its_account,
    an_account_holds_a_bounded_number_of_drafts,
    what_cannot_be_stored_is_refused_and_changes_nothing,
);

async fn a_saved_draft_is_read_back_whole(stage: Stage) {
    let id = stage.draft().await;
    assert_eq!(stage.exec(&holder(id), save(id, 1, b"answers \0 \xff")).await.unwrap(), 2);
    let draft = stage.read(&holder(id), LoadDraft { application: id }).await.unwrap();
    assert_eq!((draft.id, draft.version, draft.state), (id, 2, ApplicationState::Draft));
    assert_eq!(draft.sealed, b"answers \0 \xff");
    assert_eq!((draft.wrapped_key.as_slice(), draft.language.as_str()), (b"wrapped".as_slice(), "fr"));
    assert_eq!((draft.created, draft.touched, draft.expires), (at(0), at(10), at(2_000)));
    assert_eq!((draft.account, draft.second_secret), (None, false));
}

async fn a_save_over_an_older_version_is_refused(stage: Stage) {
    let id = stage.draft().await;
    stage.exec(&holder(id), save(id, 1, b"first tab")).await.unwrap();
    let refused = stage.exec(&holder(id), save(id, 1, b"second tab")).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    let ahead = stage.exec(&holder(id), save(id, 7, b"from nowhere")).await;
    assert!(matches!(ahead, Err(Error::Conflict)), "{ahead:?}");
    let draft = stage.read(&holder(id), LoadDraft { application: id }).await.unwrap();
    assert_eq!((draft.version, draft.sealed), (2, b"first tab".to_vec()));
}

async fn the_same_request_saved_twice_is_one_save(stage: Stage) {
    let id = stage.draft().await;
    let request = holder(id);
    assert_eq!(stage.exec(&request, save(id, 1, b"once")).await.unwrap(), 2);
    assert_eq!(stage.exec(&request, save(id, 1, b"once")).await.unwrap(), 2);
    assert_eq!(stage.read(&request, LoadDraft { application: id }).await.unwrap().version, 2);
}

async fn beginning_twice_is_one_draft(stage: Stage) {
    let id = ApplicationId(next_uuid());
    let actor = by(Who::Nobody);
    stage.exec(&actor, begin(id)).await.unwrap();
    stage.exec(&actor, begin(id)).await.unwrap();
    let stranger =
        stage.exec(&by(Who::Nobody), store::ops::drafts::BeginDraft { resume_hash: hash(9), ..begin(id) }).await;
    assert!(matches!(stranger, Err(Error::Conflict)), "{stranger:?}");
    let other = ApplicationId(next_uuid());
    let taken = store::ops::drafts::BeginDraft { reference: begin(id).reference, ..begin(other) };
    assert!(matches!(stage.exec(&actor, taken).await, Err(Error::Conflict)));
}

async fn another_persons_draft_is_not_there(stage: Stage) {
    let (mine, account) = (stage.draft().await, stage.account().await);
    let strangers = [
        by(Who::Nobody),
        by(Who::Visitor { session: hash(5) }),
        by(Who::Account(account)),
        holder(ApplicationId(next_uuid())),
    ];
    for stranger in strangers {
        let loaded = stage.read(&stranger, LoadDraft { application: mine }).await;
        assert!(matches!(loaded, Err(Error::NotFound)), "{stranger:?}");
        let saved = stage.exec(&stranger, save(mine, 1, b"theirs")).await;
        assert!(matches!(saved, Err(Error::NotFound)), "{stranger:?}");
    }
    assert_eq!(stage.read(&by(Who::System), LoadDraft { application: mine }).await.unwrap().version, 1);
}

async fn a_claimed_draft_belongs_to_its_account(stage: Stage) {
    let (mine, account, other) = (stage.draft().await, stage.account().await, stage.account().await);
    let claim = ClaimDraft { application: mine, account, now: at(5) };
    let without_link = stage.exec(&by(Who::Account(account)), claim.clone()).await;
    assert!(matches!(without_link, Err(Error::NotFound)), "{without_link:?}");
    stage.exec(&holder(mine), claim.clone()).await.unwrap();
    stage.exec(&holder(mine), claim).await.unwrap();
    let stolen = stage.exec(&holder(mine), ClaimDraft { application: mine, account: other, now: at(6) }).await;
    assert!(matches!(stolen, Err(Error::NotFound)), "{stolen:?}");

    let owner = by(Who::Account(account));
    let listed = stage.read(&owner, ListApplications { account }).await.unwrap();
    assert_eq!(listed.iter().map(|line| line.id).collect::<Vec<_>>(), [mine]);
    assert_eq!((listed[0].state, listed[0].filed.clone()), (ApplicationState::Draft, None));
    assert_eq!(stage.exec(&owner, save(mine, 1, b"signed in")).await.unwrap(), 2);
    let elsewhere = stage.read(&by(Who::Account(other)), ListApplications { account }).await;
    assert!(matches!(elsewhere, Err(Error::NotYours)), "{elsewhere:?}");
}

async fn an_account_holds_a_bounded_number_of_drafts(stage: Stage) {
    let owner = by(Who::Account(stage.account().await));
    for _ in 0..limits::DRAFTS_PER_ACCOUNT {
        stage.exec(&owner, begin(ApplicationId(next_uuid()))).await.unwrap();
    }
    let one_more = stage.exec(&owner, begin(ApplicationId(next_uuid()))).await;
    assert!(matches!(one_more, Err(Error::Full { .. })), "{one_more:?}");
}

async fn what_cannot_be_stored_is_refused_and_changes_nothing(stage: Stage) {
    let id = stage.draft().await;
    let nul = store::ops::drafts::SaveDraft { language: "e\0n".to_owned(), ..save(id, 1, b"") };
    assert!(matches!(stage.exec(&holder(id), nul).await, Err(Error::Unfit(_))));
    let long = save(id, 1, &vec![0; limits::SEALED_BYTES + 1]);
    assert!(matches!(stage.exec(&holder(id), long).await, Err(Error::Full { .. })));
    assert_eq!(stage.read(&holder(id), LoadDraft { application: id }).await.unwrap().version, 1);
}
