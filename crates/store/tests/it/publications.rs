//! Programs as they were published: each version once, whoever comes second.

use store::{
    Error, Who,
    ops::{
        drafts::{LoadDraft, SaveDraft},
        publications::{LoadPublication, Publish},
    },
};

use crate::stage::{Stage, at, by, hash, holder, on_every_database, save};

on_every_database!(
    a_version_is_published_once_and_stays_as_it_was,
    nodes_that_start_at_once_publish_one_definition,
    a_save_records_the_version_that_was_seen,
);

fn publish(version: &str, of: u8, definition: &str) -> Publish {
    Publish {
        program: "short".to_owned(),
        version: version.to_owned(),
        hash: hash(of),
        definition: definition.to_owned(),
        now: at(1),
    }
}

fn load(program: &str, version: &str) -> LoadPublication {
    LoadPublication { program: program.to_owned(), version: version.to_owned() }
}

async fn a_version_is_published_once_and_stays_as_it_was(stage: Stage) {
    let system = by(Who::System);
    assert!(matches!(stage.exec(&by(Who::Nobody), publish("1", 1, "{}")).await, Err(Error::NotYours)));
    assert_eq!(stage.exec(&system, publish("1", 1, "{\"é\":1}")).await.unwrap(), hash(1));
    assert_eq!(stage.exec(&system, publish("1", 2, "{}")).await.unwrap(), hash(1), "the first stands");
    assert_eq!(stage.exec(&system, publish("2", 2, "{}")).await.unwrap(), hash(2));
    assert_eq!(stage.exec(&system, publish("1", 1, "{\"é\":1}")).await.unwrap(), hash(1), "an older one again");
    let read = async |program, version| stage.read(&by(Who::Nobody), load(program, version)).await.unwrap();
    assert_eq!(read("short", "1").await.as_deref(), Some("{\"é\":1}"));
    assert_eq!(read("short", "2").await.as_deref(), Some("{}"));
    assert_eq!((read("short", "3").await, read("long", "1").await, read("short", "1\0").await), (None, None, None));
    let huge = "x".repeat(store::limits::PUBLICATION_BYTES + 1);
    assert!(matches!(stage.exec(&system, publish("3", 3, &huge)).await, Err(Error::Full { .. })));
}

async fn nodes_that_start_at_once_publish_one_definition(stage: Stage) {
    let starts: Vec<_> = (0..8)
        .map(|of| {
            let store = stage.store.clone();
            tokio::spawn(async move { store.exec(&by(Who::System), publish("1", of, &of.to_string())).await.unwrap() })
        })
        .collect();
    let mut stood = Vec::new();
    for start in starts {
        stood.push(start.await.unwrap());
    }
    let definition = stage.read(&by(Who::System), load("short", "1")).await.unwrap().unwrap();
    assert_eq!(stood, vec![hash(definition.parse().unwrap()); 8]);
}

async fn a_save_records_the_version_that_was_seen(stage: Stage) {
    let id = stage.draft().await;
    let seen = async || stage.read(&holder(id), LoadDraft { application: id }).await.unwrap().program_version;
    stage.exec(&holder(id), save(id, 1, b"as before")).await.unwrap();
    assert_eq!(seen().await, "2026-11-22");
    let newer = SaveDraft { program_version: "2026-11-23".to_owned(), ..save(id, 2, b"moved") };
    stage.exec(&holder(id), newer).await.unwrap();
    assert_eq!(seen().await, "2026-11-23");
    let late = SaveDraft { program_version: "2026-11-24".to_owned(), ..save(id, 2, b"late") };
    assert!(matches!(stage.store.exec(&holder(id), late).await, Err(Error::Conflict)));
    assert_eq!(seen().await, "2026-11-23", "with its answers or not at all");
}
