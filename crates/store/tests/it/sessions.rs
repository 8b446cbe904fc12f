//! Sessions and tokens: found by a hash, good for a while, ended together.

use store::{
    AccountId, Error, Who,
    ops::{
        sessions::{DeleteExpiredSessions, DeleteSession, DeleteSessionsOfAccount, GetSession, PutSession},
        tokens::{DeleteExpiredTokens, PeekToken, PutToken, Token, UseToken},
    },
};

use crate::stage::{Stage, at, by, hash, on_every_database};

on_every_database!(
    a_session_is_read_until_it_ends,
    all_sessions_of_an_account_end_together,
    ended_sessions_are_cleared_away,
    a_token_is_good_once,
    a_new_token_replaces_the_old_one,
);

fn put(of: u8, account: Option<AccountId>, expires: i64) -> PutSession {
    PutSession { hash: hash(of), account, sealed: vec![of], expires: at(expires) }
}

async fn get(stage: &Stage, of: u8, now: i64) -> Option<Vec<u8>> {
    let session = stage.read(&by(Who::Nobody), GetSession { hash: hash(of), now: at(now) }).await.unwrap();
    session.map(|(sealed, _)| sealed)
}

async fn a_session_is_read_until_it_ends(stage: Stage) {
    let nobody = by(Who::Nobody);
    stage.exec(&nobody, put(1, None, 100)).await.unwrap();
    assert_eq!(get(&stage, 1, 99).await, Some(vec![1]));
    assert_eq!(get(&stage, 1, 100).await, None);
    assert_eq!(get(&stage, 2, 0).await, None);
    stage.exec(&nobody, PutSession { sealed: vec![7], ..put(1, None, 200) }).await.unwrap();
    assert_eq!(get(&stage, 1, 100).await, Some(vec![7]));
    stage.exec(&nobody, DeleteSession { hash: hash(1) }).await.unwrap();
    assert_eq!(get(&stage, 1, 0).await, None);
}

async fn all_sessions_of_an_account_end_together(stage: Stage) {
    let (account, other) = (stage.account().await, stage.account().await);
    for session in [put(1, Some(account), 100), put(2, Some(account), 100), put(3, Some(other), 100), put(4, None, 100)]
    {
        stage.exec(&by(Who::Nobody), session).await.unwrap();
    }
    let end = DeleteSessionsOfAccount { account };
    assert!(matches!(stage.exec(&by(Who::Account(other)), end.clone()).await, Err(Error::NotYours)));
    stage.exec(&by(Who::Account(account)), end).await.unwrap();
    let mut left = Vec::new();
    for of in 1..=4 {
        left.extend(get(&stage, of, 0).await);
    }
    assert_eq!(left, [[3], [4]]);
}

async fn ended_sessions_are_cleared_away(stage: Stage) {
    for (of, expires) in [(1, 10), (2, 20), (3, 30)] {
        stage.exec(&by(Who::Nobody), put(of, None, expires)).await.unwrap();
    }
    let cleared = stage.store.exec(&by(Who::System), DeleteExpiredSessions { now: at(20) }).await.unwrap();
    assert_eq!(cleared, 2);
    assert_eq!(get(&stage, 3, 0).await, Some(vec![3]));
    assert_eq!(get(&stage, 2, 0).await, None);
}

fn token(of: u8, account: AccountId, expires: i64) -> PutToken {
    PutToken { hash: hash(of), purpose: "reset".to_owned(), account, sealed: vec![of], expires: at(expires) }
}

fn use_token(of: u8, purpose: &str, now: i64) -> UseToken {
    UseToken { hash: hash(of), purpose: purpose.to_owned(), now: at(now) }
}

async fn a_token_is_good_once(stage: Stage) {
    let account = stage.account().await;
    let nobody = by(Who::Nobody);
    stage.exec(&nobody, token(1, account, 100)).await.unwrap();
    let peek = |now| PeekToken { hash: hash(1), purpose: "reset".to_owned(), now: at(now) };
    let good = Token { account, sealed: vec![1] };
    assert_eq!(stage.read(&nobody, peek(99)).await.unwrap(), Some(good.clone()));
    assert_eq!(stage.read(&nobody, peek(100)).await.unwrap(), None);
    for wrong in [use_token(2, "reset", 0), use_token(1, "verify", 0), use_token(1, "reset", 100)] {
        assert!(matches!(stage.exec(&nobody, wrong).await, Err(Error::NotFound)));
    }
    assert_eq!(stage.exec(&nobody, use_token(1, "reset", 50)).await.unwrap(), good);
    assert_eq!(stage.read(&nobody, peek(51)).await.unwrap(), None);
    assert!(matches!(stage.exec(&by(Who::Nobody), use_token(1, "reset", 51)).await, Err(Error::NotFound)));
}

async fn a_new_token_replaces_the_old_one(stage: Stage) {
    let (account, other) = (stage.account().await, stage.account().await);
    let nobody = by(Who::Nobody);
    for issued in [token(1, account, 100), token(2, other, 100), token(3, account, 100)] {
        stage.exec(&nobody, issued).await.unwrap();
    }
    assert!(matches!(stage.exec(&nobody, use_token(1, "reset", 0)).await, Err(Error::NotFound)));
    for (of, account) in [(2, other), (3, account)] {
        assert_eq!(stage.exec(&nobody, use_token(of, "reset", 0)).await.unwrap().account, account);
    }
    assert_eq!(stage.store.exec(&by(Who::System), DeleteExpiredTokens { now: at(100) }).await.unwrap(), 2);
}
