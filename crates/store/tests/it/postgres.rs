//! What is PostgreSQL's own: connections that break, transactions that cannot be serialized, settings that lose data.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering::Relaxed},
};

use store::{
    Actor, ApplicationId, Error, Op, OpenError, Query, Read, Result, Store, Tx, Who, limits,
    ops::{
        cases::LoadCase,
        drafts::LoadDraft,
        filing::{Cap, FileApplication},
    },
    values,
};
use testkit::postgres::Database;

use crate::stage::{Stage, at, begin, by, file, holder, next_uuid, save};

#[tokio::test]
async fn changes_that_meet_are_run_again_until_each_stands() {
    let stage = Stage::postgres().await;
    let account = stage.account().await;
    let changes: Vec<_> = (0..limits::DRAFTS_PER_ACCOUNT + 10)
        .map(|_| {
            let store = stage.store.clone();
            let begin = begin(ApplicationId(next_uuid()));
            tokio::spawn(async move { store.exec(&by(Who::Account(account)), begin).await })
        })
        .collect();
    let (mut begun, mut refused, mut busy) = (0, 0, 0);
    for change in changes {
        match change.await.unwrap() {
            Ok(_) => begun += 1,
            Err(Error::Full { .. }) => refused += 1,
            Err(Error::Busy) => busy += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    // All touch one account's row: some may have met others too often, but never is the limit passed.
    assert!(begun <= limits::DRAFTS_PER_ACCOUNT && begun + refused + busy == limits::DRAFTS_PER_ACCOUNT + 10);
    assert!(begun >= 10, "{begun} begun, {refused} refused, {busy} busy");
}

#[tokio::test]
async fn a_double_click_files_once() {
    let stage = Stage::postgres().await;
    for round in 0..10 {
        let id = stage.draft().await;
        let clicks: Vec<_> = (0..4)
            .map(|click| {
                let store = stage.store.clone();
                tokio::spawn(async move { store.exec(&holder(id), file(id, 1, round * 4 + click)).await })
            })
            .collect();
        let mut receipts = Vec::new();
        for click in clicks {
            receipts.push(click.await.unwrap().unwrap());
        }
        assert_eq!(receipts.iter().filter(|receipt| receipt.first).count(), 1);
        assert!(receipts.iter().all(|receipt| receipt.number == receipts[0].number));
    }
}

#[tokio::test]
async fn a_cap_holds_when_many_file_at_once() {
    let stage = Stage::postgres().await;
    let mut filings = Vec::new();
    for sequence in 0..200 {
        let (id, store) = (stage.draft().await, stage.store.clone());
        let cap = Some(Cap { name: "2026".to_owned(), limit: 5 });
        let filing = FileApplication { cap, ..file(id, 1, sequence) };
        filings.push(tokio::spawn(async move { store.exec(&holder(id), filing).await }));
    }
    let mut filed = 0;
    for filing in filings {
        match filing.await.unwrap() {
            Ok(_) => filed += 1,
            Err(Error::CapReached) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(filed, 5);
    assert_eq!(stage.metrics().run_again, 0, "they wait in turn");
}

/// Saves a draft, and on its first run ends its own connection before or instead of the commit.
#[derive(Clone)]
struct CutOff {
    draft: ApplicationId,
    runs: Arc<AtomicU32>,
}

impl Op for CutOff {
    type Out = u64;
    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        let version = save(self.draft, 1, b"once").run(actor, tx).await?;
        if self.runs.fetch_add(1, Relaxed) == 0 {
            tx.rows("SELECT CASE WHEN pg_terminate_backend(pg_backend_pid()) THEN 1 ELSE 0 END", values![]).await?;
        }
        Ok(version)
    }
}

#[tokio::test]
async fn a_change_whose_connection_breaks_is_made_on_another() {
    let stage = Stage::postgres().await;
    let draft = stage.draft().await;
    let runs = Arc::new(AtomicU32::new(0));
    let version = stage.store.exec(&holder(draft), CutOff { draft, runs: Arc::clone(&runs) }).await.unwrap();
    assert_eq!((version, runs.load(Relaxed)), (2, 2));
    assert!(stage.metrics().run_again >= 1);
}

#[tokio::test]
async fn every_connection_may_break_and_nothing_is_noticed() {
    let database = Database::fresh();
    let store = Store::open_postgres(&database.address()).await.unwrap();
    let id = ApplicationId(next_uuid());
    store.exec(&by(Who::Nobody), begin(id)).await.unwrap();
    for version in 1..=3 {
        database.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        assert_eq!(store.exec(&holder(id), save(id, version, b"on")).await.unwrap(), version + 1);
        assert_eq!(store.read(&holder(id), LoadDraft { application: id }).await.unwrap().version, version + 1);
    }
}

#[tokio::test]
async fn a_server_that_can_only_be_read_from_is_unavailable_and_let_go() {
    let database = Database::fresh();
    let store = Store::open_postgres(&database.address()).await.unwrap();
    let id = ApplicationId(next_uuid());
    store.exec(&by(Who::Nobody), begin(id)).await.unwrap();
    // As after a failover: what was the primary now answers reads only, to old connections and new ones.
    let name = database.name();
    database.sql_beside(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    database.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    let refused = store.exec(&holder(id), save(id, 1, b"now")).await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    database.sql_beside(&format!("ALTER DATABASE {name} RESET ALL"));
    assert_eq!(store.exec(&holder(id), save(id, 1, b"now")).await.unwrap(), 2);
}

/// Makes its own transaction read-only before it writes: what a connection to a demoted primary meets.
#[derive(Clone)]
struct Demoted {
    draft: ApplicationId,
    runs: Arc<AtomicU32>,
}

impl Op for Demoted {
    type Out = u64;
    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        if self.runs.fetch_add(1, Relaxed) == 0 {
            tx.execute("SET TRANSACTION READ ONLY", values![]).await?;
        }
        save(self.draft, 1, b"elsewhere").run(actor, tx).await
    }
}

#[tokio::test]
async fn connections_to_a_demoted_server_are_let_go_together() {
    let stage = Stage::postgres().await;
    let draft = stage.draft().await;
    let runs = Arc::new(AtomicU32::new(0));
    assert_eq!(stage.store.exec(&holder(draft), Demoted { draft, runs: Arc::clone(&runs) }).await.unwrap(), 2);
    assert_eq!(runs.load(Relaxed), 2);
}

#[derive(Clone)]
struct Panics(ApplicationId);

impl Op for Panics {
    type Out = ();
    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        save(self.0, 1, b"half a change").run(actor, tx).await?;
        panic!("on purpose");
    }
}

#[tokio::test]
async fn a_change_that_panics_leaves_nothing_and_no_open_transaction() {
    let stage = Stage::postgres().await;
    let draft = stage.draft().await;
    for _ in 0..=limits::CONNECTIONS {
        assert!(matches!(stage.store.exec(&holder(draft), Panics(draft)).await, Err(Error::Broken(_))));
    }
    assert_eq!(stage.read(&holder(draft), LoadDraft { application: draft }).await.unwrap().version, 1);
    assert_eq!(stage.exec(&holder(draft), save(draft, 1, b"whole")).await.unwrap(), 2);
    assert_eq!(stage.metrics().waiting_changes, 0);
}

/// A question that tries to change something.
#[derive(Clone)]
struct Meddle;

impl Query for Meddle {
    type Out = ();
    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<()> {
        read.rows("DELETE FROM jobs", values![]).await.map(drop)
    }
}

#[tokio::test]
async fn a_question_changes_nothing() {
    let stage = Stage::postgres().await;
    assert!(stage.read(&by(Who::System), Meddle).await.is_err());
}

#[tokio::test]
async fn a_server_that_may_lose_commits_is_refused() {
    for value in ["off", "local"] {
        let database = Database::fresh();
        database.sql_beside(&format!("ALTER DATABASE {} SET synchronous_commit = {value}", database.name()));
        let refused = Store::open_postgres(&database.address()).await.unwrap_err();
        assert!(matches!(refused, OpenError::NotDurable { setting: "synchronous_commit", .. }), "{refused}");
        assert!(refused.to_string().contains(value), "{refused}");
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let database = Database::fresh();
    drop(Store::open_postgres(&database.address()).await.unwrap());
    database.sql(
        "INSERT INTO refinery_schema_history SELECT 99, 'later', applied_on, checksum FROM refinery_schema_history LIMIT 1",
    );
    let refused = Store::open_postgres(&database.address()).await.unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 99, .. }), "{refused}");
}

#[tokio::test]
async fn stores_opened_at_once_make_the_tables_once() {
    let database = Database::fresh();
    let address = database.address();
    let opening: Vec<_> = (0..4)
        .map(|_| {
            let address = address.clone();
            tokio::spawn(async move { Store::open_postgres(&address).await })
        })
        .collect();
    let mut stores = Vec::new();
    for store in opening {
        stores.push(store.await.unwrap().unwrap());
    }
    let id = ApplicationId(next_uuid());
    stores[0].exec(&by(Who::Nobody), begin(id)).await.unwrap();
    let place = stores[1].next_receipt(&by(Who::System)).await.unwrap();
    stores[2].exec(&holder(id), file(id, 1, place)).await.unwrap();
    assert_eq!(stores[3].read(&holder(id), LoadCase { application: id }).await.unwrap().filed_at, at(20));
    assert_ne!(stores[2].next_receipt(&by(Who::System)).await.unwrap(), place);
}

#[tokio::test]
async fn no_server_is_said_plainly() {
    let refused = Store::open_postgres("host=/nowhere user=nobody").await.unwrap_err();
    assert!(matches!(refused, OpenError::Database(_)), "{refused}");
    let refused = Store::open_postgres("mysql://localhost").await.unwrap_err();
    assert!(matches!(refused, OpenError::Address(_)), "{refused}");
}
