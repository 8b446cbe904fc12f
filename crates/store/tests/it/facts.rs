//! What is true of the whole store: its master key, and that it can be written to.

use store::{
    Error, Who,
    ops::facts::{BindKey, CheckKey, KeyCheck, ProveWritable},
};

use crate::stage::{Stage, at, by, on_every_database};

on_every_database!(a_store_keeps_its_first_master_key, a_store_proves_that_it_can_be_written_to);

async fn a_store_keeps_its_first_master_key(stage: Stage) {
    let check = async |id| stage.read(&by(Who::System), CheckKey { id }).await.unwrap();
    assert_eq!((check(Some([1; 8])).await, check(None).await), (KeyCheck::Fresh, KeyCheck::Fresh));
    assert!(matches!(stage.exec(&by(Who::Nobody), BindKey { id: [1; 8] }).await, Err(Error::NotYours)));
    assert_eq!(stage.exec(&by(Who::System), BindKey { id: [1; 8] }).await.unwrap(), KeyCheck::Matches);
    assert_eq!(stage.exec(&by(Who::System), BindKey { id: [2; 8] }).await.unwrap(), KeyCheck::Wrong);
    assert_eq!(check(Some([1; 8])).await, KeyCheck::Matches);
    assert_eq!((check(Some([2; 8])).await, check(None).await), (KeyCheck::Wrong, KeyCheck::Wrong));
}

async fn a_store_proves_that_it_can_be_written_to(stage: Stage) {
    stage.exec(&by(Who::System), ProveWritable { now: at(1) }).await.unwrap();
    stage.exec(&by(Who::System), ProveWritable { now: at(2) }).await.unwrap();
}
