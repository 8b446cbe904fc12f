//! Accounts: one for an address, a password tried a bounded number of times, and nothing left when one is deleted.

use store::{
    AccountId, Error, Who,
    ops::{
        accounts::{
            ClearFailures, CountFailure, CreateAccount, Created, DeleteAccount, FindAccountByIndex, LoadAccount,
            MarkVerified, RESET, ResetPassword, SaveAccount, SetPassword, VERIFY,
        },
        cases::LoadCase,
        drafts::{BeginDraft, ClaimDraft, ListApplications, LoadDraft},
        sessions::{GetSession, PutSession},
        tokens::PutToken,
    },
};

use crate::stage::{HOUR, Stage, at, begin, by, create, hash, holder, next_uuid, on_every_database};

on_every_database!(
    an_account_is_found_by_its_address,
    an_address_has_one_account,
    a_proven_address_stays_proven,
    a_new_password_ends_every_session,
    a_password_is_tried_a_bounded_number_of_times,
    another_persons_account_is_not_touched,
    a_deleted_account_takes_its_drafts_and_leaves_what_was_filed,
);

async fn load(stage: &Stage, account: AccountId) -> store::ops::accounts::Account {
    stage.read(&by(Who::Account(account)), LoadAccount { account }).await.unwrap()
}

async fn an_account_is_found_by_its_address(stage: Stage) {
    let id = stage.account().await;
    let find = FindAccountByIndex { email_index: create(id).email_index };
    let found = stage.read(&by(Who::Nobody), find).await.unwrap().unwrap();
    assert_eq!((found.id, found.language.as_str(), found.sealed.as_slice()), (id, "fr", &b"profile"[..]));
    assert_eq!((found.password_hash.as_deref(), found.verified_at), (Some("$argon2id$1"), None));
    let none = stage.read(&by(Who::Nobody), FindAccountByIndex { email_index: hash(99) }).await.unwrap();
    assert_eq!(none, None);
    let owner = by(Who::Account(id));
    let saved = SaveAccount { account: id, language: "en".to_owned(), sealed: b"moved".to_vec(), now: at(5) };
    stage.exec(&owner, saved).await.unwrap();
    let account = load(&stage, id).await;
    assert_eq!((account.language.as_str(), account.sealed.as_slice()), ("en", &b"moved"[..]));
}

async fn an_address_has_one_account(stage: Stage) {
    let first = stage.account().await;
    let second = CreateAccount { email_index: create(first).email_index, ..create(AccountId(next_uuid())) };
    assert_eq!(stage.exec(&by(Who::Nobody), second).await.unwrap(), Created::Exists(first));
}

async fn issue(stage: &Stage, account: AccountId, purpose: &str, of: u8) {
    let purpose = purpose.to_owned();
    let token = PutToken { hash: hash(of), purpose, account, sealed: Vec::new(), expires: at(100) };
    stage.exec(&by(Who::Nobody), token).await.unwrap();
}

async fn a_proven_address_stays_proven(stage: Stage) {
    let id = stage.account().await;
    for (of, now) in [(1, 10), (2, 20)] {
        issue(&stage, id, VERIFY, of).await;
        let proven = stage.exec(&by(Who::Nobody), MarkVerified { token: hash(of), now: at(now) }).await.unwrap();
        assert_eq!(proven, id);
        assert_eq!(load(&stage, id).await.verified_at, Some(at(10)));
    }
    let wrong = stage.exec(&by(Who::Nobody), MarkVerified { token: hash(7), now: at(30) }).await;
    assert!(matches!(wrong, Err(Error::NotFound)), "{wrong:?}");
}

async fn a_new_password_ends_every_session(stage: Stage) {
    let id = stage.account().await;
    let session = || PutSession { hash: hash(1), account: Some(id), sealed: Vec::new(), expires: at(100) };
    let there =
        async || stage.read(&by(Who::Nobody), GetSession { hash: hash(1), now: at(0) }).await.unwrap().is_some();
    stage.exec(&by(Who::Nobody), session()).await.unwrap();
    issue(&stage, id, RESET, 5).await;
    assert!(there().await);
    let reset = ResetPassword { token: hash(5), password_hash: "$argon2id$2".to_owned(), now: at(10) };
    assert_eq!(stage.exec(&by(Who::Nobody), reset.clone()).await.unwrap(), id);
    assert!(!there().await);
    assert!(matches!(stage.exec(&by(Who::Nobody), reset).await, Err(Error::NotFound)));
    let account = load(&stage, id).await;
    assert_eq!((account.password_hash.as_deref(), account.verified_at), (Some("$argon2id$2"), Some(at(10))));

    stage.exec(&by(Who::Nobody), session()).await.unwrap();
    let set = SetPassword { account: id, password_hash: "$argon2id$3".to_owned(), now: at(20) };
    stage.exec(&by(Who::Account(id)), set).await.unwrap();
    assert!(!there().await);
    assert_eq!(load(&stage, id).await.password_hash.as_deref(), Some("$argon2id$3"));
}

async fn a_password_is_tried_a_bounded_number_of_times(stage: Stage) {
    let id = stage.account().await;
    let attempt = async |now| {
        let count = CountFailure { account: id, max_failures: 3, locked_for: HOUR, now: at(now) };
        stage.store.exec(&by(Who::Nobody), count).await.unwrap()
    };
    assert_eq!((attempt(0).await, attempt(1).await), (None, None));
    let right = ClearFailures { account: id, password_hash: None, now: at(2) };
    stage.exec(&by(Who::Nobody), right).await.unwrap();
    assert_eq!(load(&stage, id).await.password_hash.as_deref(), Some("$argon2id$1"));
    assert_eq!((attempt(3).await, attempt(4).await, attempt(5).await), (None, None, None));
    let until = at(5) + HOUR;
    assert_eq!((attempt(6).await, attempt(3_604).await), (Some(until), Some(until)));
    assert_eq!((attempt(3_605).await, attempt(3_606).await, attempt(3_607).await), (None, None, None));
    assert!(attempt(3_608).await.is_some());
    let rehashed = ClearFailures { account: id, password_hash: Some("$argon2id$9".to_owned()), now: at(4_000) };
    stage.exec(&by(Who::Nobody), rehashed).await.unwrap();
    let account = load(&stage, id).await;
    assert_eq!((account.password_hash.as_deref(), account.locked_until), (Some("$argon2id$9"), None));
}

async fn another_persons_account_is_not_touched(stage: Stage) {
    let (mine, other) = (stage.account().await, stage.account().await);
    for stranger in [by(Who::Account(other)), by(Who::Nobody)] {
        let set = SetPassword { account: mine, password_hash: "$argon2id$9".to_owned(), now: at(1) };
        assert!(matches!(stage.exec(&stranger, set).await, Err(Error::NotYours)));
        let delete = DeleteAccount { account: mine, now: at(1) };
        assert!(matches!(stage.exec(&stranger, delete).await, Err(Error::NotYours)));
        assert!(matches!(stage.read(&stranger, LoadAccount { account: mine }).await, Err(Error::NotYours)));
    }
    assert_eq!(load(&stage, mine).await.password_hash.as_deref(), Some("$argon2id$1"));
}

async fn a_deleted_account_takes_its_drafts_and_leaves_what_was_filed(stage: Stage) {
    let id = stage.account().await;
    let owner = by(Who::Account(id));
    let (filed, draft) = (stage.filed().await, begin(store::ApplicationId(next_uuid())));
    stage.exec(&owner, BeginDraft { ..draft.clone() }).await.unwrap();
    stage.exec(&holder(filed), ClaimDraft { application: filed, account: id, now: at(30) }).await.unwrap();
    issue(&stage, id, RESET, 5).await;
    assert_eq!(stage.read(&owner, ListApplications { account: id }).await.unwrap().len(), 2);

    assert!(stage.exec(&owner, DeleteAccount { account: id, now: at(40) }).await.unwrap().is_empty());
    let find = FindAccountByIndex { email_index: create(id).email_index };
    assert_eq!(stage.read(&by(Who::Nobody), find).await.unwrap(), None);
    assert!(matches!(stage.read(&holder(draft.id), LoadDraft { application: draft.id }).await, Err(Error::NotFound)));
    assert!(matches!(stage.read(&owner, LoadCase { application: filed }).await, Err(Error::NotFound)));
    assert_eq!(stage.read(&by(Who::System), LoadCase { application: filed }).await.unwrap().application, filed);
    let late = stage.exec(&owner, begin(store::ApplicationId(next_uuid()))).await;
    assert!(matches!(late, Err(Error::NotFound)), "{late:?}");
}
