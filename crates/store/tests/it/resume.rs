//! Coming back with a link: one answer for every wrong try, and a bounded number of tries at what people choose.

use store::{
    Actor, ApplicationId, Error, HolderId, Who,
    ops::{
        drafts::{ClaimDraft, LoadByReference, LoadDraft},
        resume::{RedeemResume, Redeemed, RotateResume, SetSecondSecret, SettleSecondSecret},
    },
};

use crate::stage::{HOUR, Stage, at, by, hash, holder, link, next_uuid, on_every_database, save};

on_every_database!(
    a_link_opens_its_application,
    every_wrong_link_is_refused_alike,
    a_rotated_link_replaces_the_old_one,
    whoever_replaces_a_link_is_the_only_one_left_who_holds_it,
    a_replaced_link_shuts_no_owner_out,
    a_second_secret_is_locked_after_too_many_tries,
    a_reference_opens_its_application_for_who_may_open_it,
);

fn redeem(application: ApplicationId, secret_hash: [u8; 32]) -> RedeemResume {
    RedeemResume {
        reference: format!("LF-{application}"),
        secret_hash,
        tries_second_secret: false,
        max_failures: 3,
        locked_for: HOUR,
        now: at(10),
    }
}

async fn a_link_opens_its_application(stage: Stage) {
    let id = stage.draft().await;
    let opened = stage.exec(&by(Who::Nobody), redeem(id, link(id))).await.unwrap();
    assert_eq!(opened, Redeemed::Open { application: id, second_secret: None });
}

async fn every_wrong_link_is_refused_alike(stage: Stage) {
    let id = stage.draft().await;
    for wrong in [redeem(id, hash(9)), redeem(ApplicationId(next_uuid()), link(id))] {
        assert_eq!(stage.exec(&by(Who::Nobody), wrong).await.unwrap(), Redeemed::Refused);
    }
}

async fn a_rotated_link_replaces_the_old_one(stage: Stage) {
    let id = stage.draft().await;
    let rotate = RotateResume { application: id, resume_hash: hash(8), ends_invitations: None };
    assert!(matches!(stage.exec(&by(Who::Nobody), rotate.clone()).await, Err(Error::NotFound)));
    stage.exec(&holder(id), rotate).await.unwrap();
    assert_eq!(stage.exec(&by(Who::Nobody), redeem(id, link(id))).await.unwrap(), Redeemed::Refused);
    let opened = stage.exec(&by(Who::Nobody), redeem(id, hash(8))).await.unwrap();
    assert_eq!(opened, Redeemed::Open { application: id, second_secret: None });
}

/// Somebody who has redeemed a link; each call is another session.
fn redeemed(link: [u8; 32]) -> Actor {
    by(Who::Holder { link, holder: HolderId(next_uuid()), account: None })
}

async fn whoever_replaces_a_link_is_the_only_one_left_who_holds_it(stage: Stage) {
    let (id, account) = (stage.draft().await, stage.account().await);
    let load = LoadDraft { application: id };
    let rotate = |secret| RotateResume { application: id, resume_hash: hash(secret), ends_invitations: None };
    let (first, second) = (redeemed(link(id)), redeemed(link(id)));
    stage.exec(&second, rotate(7)).await.unwrap();
    for ended in [&first, &holder(id)] {
        assert!(matches!(stage.read(ended, load.clone()).await, Err(Error::NotFound)), "{ended:?}");
        assert!(matches!(stage.exec(ended, save(id, 1, b"late")).await, Err(Error::NotFound)));
        assert!(matches!(stage.exec(ended, rotate(6)).await, Err(Error::NotFound)));
        let claim = ClaimDraft { application: id, account, now: at(5) };
        assert!(matches!(stage.exec(ended, claim).await, Err(Error::NotFound)));
    }
    let third = redeemed(hash(7));
    for held in [&second, &third] {
        assert!(stage.read(held, load.clone()).await.is_ok(), "{held:?}");
    }
    stage.exec(&third, rotate(8)).await.unwrap();
    assert!(matches!(stage.read(&second, load.clone()).await, Err(Error::NotFound)));
    assert!(stage.read(&third, load.clone()).await.is_ok());

    // A new link that was asked for by mail leaves nobody.
    stage.exec(&by(Who::System), rotate(9)).await.unwrap();
    assert!(matches!(stage.read(&third, load.clone()).await, Err(Error::NotFound)));
    assert!(stage.read(&redeemed(hash(9)), load).await.is_ok());
}

async fn a_replaced_link_shuts_no_owner_out(stage: Stage) {
    let (id, account) = (stage.draft().await, stage.account().await);
    stage.exec(&holder(id), ClaimDraft { application: id, account, now: at(5) }).await.unwrap();
    stage
        .exec(&redeemed(link(id)), RotateResume { application: id, resume_hash: hash(8), ends_invitations: None })
        .await
        .unwrap();
    let held = Who::Holder { link: link(id), holder: HolderId(id.0), account: Some(account) };
    for owner in [Who::Account(account), held] {
        assert!(stage.read(&by(owner), LoadDraft { application: id }).await.is_ok());
    }
}

async fn a_second_secret_is_locked_after_too_many_tries(stage: Stage) {
    let id = stage.draft().await;
    let second_secret = Some("$argon2id$2".to_owned());
    let set = SetSecondSecret { application: id, second_secret: second_secret.clone() };
    assert!(matches!(stage.exec(&by(Who::Nobody), set.clone()).await, Err(Error::NotFound)));
    stage.exec(&holder(id), set).await.unwrap();
    let open = Redeemed::Open { application: id, second_secret };
    let attempt = |now| RedeemResume { tries_second_secret: true, now: at(now), ..redeem(id, link(id)) };
    let nobody = by(Who::Nobody);

    // Looking at the link's page is not a try; a wrong link is none either.
    for _ in 0..5 {
        assert_eq!(stage.exec(&nobody, redeem(id, link(id))).await.unwrap(), open);
        assert_eq!(stage.exec(&nobody, redeem(id, hash(9))).await.unwrap(), Redeemed::Refused);
    }
    for _ in 0..2 {
        assert_eq!(stage.store.exec(&nobody, attempt(10)).await.unwrap(), open);
    }
    // The third was right.
    assert_eq!(stage.store.exec(&nobody, attempt(10)).await.unwrap(), open);
    stage.exec(&holder(id), SettleSecondSecret { application: id }).await.unwrap();
    for _ in 0..3 {
        assert_eq!(stage.store.exec(&nobody, attempt(20)).await.unwrap(), open);
    }
    let until = at(20) + HOUR;
    assert_eq!(stage.store.exec(&nobody, attempt(21)).await.unwrap(), Redeemed::Locked { until });
    assert_eq!(stage.store.exec(&nobody, attempt(20 + 3_600)).await.unwrap(), open);
}

async fn a_reference_opens_its_application_for_who_may_open_it(stage: Stage) {
    let (id, other) = (stage.draft().await, stage.draft().await);
    let by_reference = |reference: &str| LoadByReference { reference: reference.to_owned() };
    let load = by_reference(&format!("LF-{id}"));
    assert_eq!(stage.read(&holder(id), load.clone()).await.unwrap().id, id);
    for stranger in [holder(other), by(Who::Nobody)] {
        assert!(matches!(stage.read(&stranger, load.clone()).await, Err(Error::NotFound)));
    }
    for none in ["LF-NONE", "", "LF-\0", &"L".repeat(10_000)] {
        assert!(matches!(stage.read(&holder(id), by_reference(none)).await, Err(Error::NotFound)));
    }
}
