//! Coming back with a link: one answer for every wrong try, and a bounded number of tries at what people choose.

use store::{
    ApplicationId, Error, Who,
    ops::resume::{FindByReference, RedeemResume, Redeemed, RotateResume, SetSecondSecret, SettleSecondSecret},
};

use crate::stage::{HOUR, Stage, at, by, hash, holder, next_uuid, on_every_database};

on_every_database!(
    a_link_opens_its_application,
    every_wrong_link_is_refused_alike,
    a_rotated_link_replaces_the_old_one,
    a_second_secret_is_locked_after_too_many_tries,
    a_reference_is_found_by_the_system_only,
);

fn redeem(application: ApplicationId, secret: u8) -> RedeemResume {
    RedeemResume {
        reference: format!("LF-{application}"),
        secret_hash: hash(secret),
        tries_second_secret: false,
        max_failures: 3,
        locked_for: HOUR,
        now: at(10),
    }
}

async fn a_link_opens_its_application(stage: Stage) {
    let id = stage.draft().await;
    let opened = stage.exec(&by(Who::Nobody), redeem(id, 1)).await.unwrap();
    assert_eq!(opened, Redeemed::Open { application: id, second_secret: None });
}

async fn every_wrong_link_is_refused_alike(stage: Stage) {
    let id = stage.draft().await;
    for wrong in [redeem(id, 9), redeem(ApplicationId(next_uuid()), 1)] {
        assert_eq!(stage.exec(&by(Who::Nobody), wrong).await.unwrap(), Redeemed::Refused);
    }
}

async fn a_rotated_link_replaces_the_old_one(stage: Stage) {
    let id = stage.draft().await;
    let rotate = RotateResume { application: id, resume_hash: hash(8) };
    assert!(matches!(stage.exec(&by(Who::Nobody), rotate.clone()).await, Err(Error::NotFound)));
    stage.exec(&holder(id), rotate).await.unwrap();
    assert_eq!(stage.exec(&by(Who::Nobody), redeem(id, 1)).await.unwrap(), Redeemed::Refused);
    let opened = stage.exec(&by(Who::Nobody), redeem(id, 8)).await.unwrap();
    assert_eq!(opened, Redeemed::Open { application: id, second_secret: None });
}

async fn a_second_secret_is_locked_after_too_many_tries(stage: Stage) {
    let id = stage.draft().await;
    let second_secret = Some("$argon2id$2".to_owned());
    let set = SetSecondSecret { application: id, second_secret: second_secret.clone() };
    assert!(matches!(stage.exec(&by(Who::Nobody), set.clone()).await, Err(Error::NotFound)));
    stage.exec(&holder(id), set).await.unwrap();
    let open = Redeemed::Open { application: id, second_secret };
    let attempt = |now| RedeemResume { tries_second_secret: true, now: at(now), ..redeem(id, 1) };
    let nobody = by(Who::Nobody);

    // Looking at the link's page is not a try; a wrong link is none either.
    for _ in 0..5 {
        assert_eq!(stage.exec(&nobody, redeem(id, 1)).await.unwrap(), open);
        assert_eq!(stage.exec(&nobody, redeem(id, 9)).await.unwrap(), Redeemed::Refused);
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

async fn a_reference_is_found_by_the_system_only(stage: Stage) {
    let id = stage.draft().await;
    let find = FindByReference { reference: format!("LF-{id}") };
    assert_eq!(stage.read(&by(Who::System), find.clone()).await.unwrap(), Some(id));
    assert!(matches!(stage.read(&holder(id), find).await, Err(Error::NotYours)));
    let other = FindByReference { reference: "LF-NONE".to_owned() };
    assert_eq!(stage.read(&by(Who::System), other).await.unwrap(), None);
}
