//! What is SQLite's own: many changes in one commit, each undone alone, nothing lost, one process at a time.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use store::{
    Actor, ApplicationId, Error, Op, OpenError, Query, Read, Result, Store, Tx, Who, limits,
    ops::{cases::LoadCase, drafts::LoadDraft, facts::ProveWritable},
    values,
};
use tempfile::TempDir;

use crate::stage::{Stage, at, begin, by, file, holder, next_uuid, save};

/// Holds the writer until the test lets it go on.
#[derive(Clone)]
struct Hold {
    reached: SyncSender<()>,
    go_on: std::sync::Arc<std::sync::Mutex<Receiver<()>>>,
}

impl Hold {
    fn new() -> (Hold, Receiver<()>, SyncSender<()>) {
        let ((reached, is_reached), (go, go_on)) = (sync_channel(1), sync_channel(1));
        (Hold { reached, go_on: std::sync::Arc::new(go_on.into()) }, is_reached, go)
    }

    fn wait(&self) {
        self.reached.send(()).unwrap();
        self.go_on.lock().unwrap().recv().unwrap();
    }
}

impl Op for Hold {
    type Out = ();
    async fn run<T: Tx>(self, _: &Actor, _: &mut T) -> Result<()> {
        self.wait();
        Ok(())
    }
}

impl Query for Hold {
    type Out = ();
    async fn run<R: Read>(self, _: &Actor, _: &mut R) -> Result<()> {
        self.wait();
        Ok(())
    }
}

/// Changes a draft and then breaks in one of three ways.
#[derive(Clone)]
struct Break {
    draft: ApplicationId,
    how: How,
}

#[derive(Clone, Copy)]
enum How {
    Refuse,
    Panic,
    WaitForever,
}

impl Op for Break {
    type Out = ();
    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        save(self.draft, 1, b"half a change").run(actor, tx).await?;
        match self.how {
            How::Refuse => Err(Error::Closed),
            How::Panic => panic!("on purpose"),
            How::WaitForever => std::future::pending().await,
        }
    }
}

/// Hands in changes while the writer is held, so that they wait together.
async fn held<F: Future<Output = ()>>(stage: &Stage, hand_in: impl FnOnce() -> F) -> Result<()> {
    let (hold, reached, go_on) = Hold::new();
    let store = stage.store.clone();
    let holding = tokio::spawn(async move { store.exec(&by(Who::System), hold).await });
    tokio::task::spawn_blocking(move || reached.recv().unwrap()).await.unwrap();
    hand_in().await;
    go_on.send(()).unwrap();
    holding.await.unwrap()
}

async fn until_waiting(store: &Store, changes: usize) {
    while store.metrics().waiting_changes < changes {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn many_changes_share_a_commit() {
    let stage = Stage::sqlite();
    let before = stage.metrics();
    let mut changes = Vec::new();
    let many = limits::CHANGES_PER_COMMIT * 4 - 1;
    held(&stage, || async {
        for _ in 0..many {
            let store = stage.store.clone();
            let begin = begin(ApplicationId(next_uuid()));
            changes.push(tokio::spawn(async move { store.exec(&by(Who::Nobody), begin).await }));
        }
        until_waiting(&stage, many).await;
    })
    .await
    .unwrap();
    for change in changes {
        change.await.unwrap().unwrap();
    }
    let after = stage.metrics();
    assert_eq!(after.changes - before.changes, many as u64 + 1);
    let commits = after.commits.since(&before.commits).count();
    assert_eq!(commits, 4, "the held change and the first that waited share one");
}

#[tokio::test]
async fn a_change_that_breaks_is_undone_alone() {
    let stage = Stage::sqlite();
    let drafts = [stage.draft().await, stage.draft().await, stage.draft().await, stage.draft().await];
    let [refused, panicked, stuck, good] = drafts;
    let mut outcomes = Vec::new();
    let mut saved = None;
    let commits = stage.metrics().commits.count();
    held(&stage, || async {
        for (draft, how) in [(refused, How::Refuse), (panicked, How::Panic), (stuck, How::WaitForever)] {
            let store = stage.store.clone();
            outcomes.push(tokio::spawn(async move { store.exec(&holder(draft), Break { draft, how }).await }));
            until_waiting(&stage, outcomes.len()).await;
        }
        let store = stage.store.clone();
        saved = Some(tokio::spawn(async move { store.exec(&holder(good), save(good, 1, b"whole")).await }));
        until_waiting(&stage, 4).await;
    })
    .await
    .unwrap();
    assert_eq!(saved.unwrap().await.unwrap().unwrap(), 2);
    assert_eq!(stage.metrics().commits.count() - commits, 1);
    let outcomes =
        [outcomes.remove(0).await.unwrap(), outcomes.remove(0).await.unwrap(), outcomes.remove(0).await.unwrap()];
    assert!(matches!(outcomes, [Err(Error::Closed), Err(Error::Broken(_)), Err(Error::Broken(_))]), "{outcomes:?}");
    for (draft, answers) in
        [(refused, &b"nothing yet"[..]), (panicked, b"nothing yet"), (stuck, b"nothing yet"), (good, b"whole")]
    {
        assert_eq!(stage.read(&holder(draft), LoadDraft { application: draft }).await.unwrap().sealed, answers);
    }
}

#[tokio::test]
async fn one_change_too_many_is_turned_away() {
    let stage = Stage::sqlite();
    let mut waiting = Vec::new();
    held(&stage, || async {
        for _ in 0..limits::WAITING_CHANGES {
            let store = stage.store.clone();
            waiting.push(tokio::spawn(async move { store.exec(&by(Who::System), ProveWritable { now: at(1) }).await }));
        }
        until_waiting(&stage, limits::WAITING_CHANGES).await;
        let refused = stage.store.exec(&by(Who::System), ProveWritable { now: at(1) }).await;
        assert!(matches!(refused, Err(Error::Busy)), "{refused:?}");
        assert_eq!(stage.metrics().turned_away, 1);
    })
    .await
    .unwrap();
    for change in waiting {
        change.await.unwrap().unwrap();
    }
    assert_eq!(stage.metrics().waiting_changes, 0);
}

#[tokio::test]
async fn a_change_nobody_waits_for_any_more_is_not_begun() {
    let stage = Stage::sqlite();
    let draft = stage.draft().await;
    held(&stage, || async {
        let store = stage.store.clone();
        let abandoned = tokio::spawn(async move { store.exec(&holder(draft), save(draft, 1, b"abandoned")).await });
        until_waiting(&stage, 1).await;
        abandoned.abort();
        assert!(abandoned.await.unwrap_err().is_cancelled());
    })
    .await
    .unwrap();
    assert_eq!(stage.exec(&holder(draft), save(draft, 1, b"kept")).await.unwrap(), 2);
}

#[tokio::test]
async fn a_held_read_makes_no_change_wait() {
    let stage = Stage::sqlite();
    let (hold, reached, go_on) = Hold::new();
    let store = stage.store.clone();
    let reading = tokio::spawn(async move { store.read(&by(Who::System), hold).await });
    tokio::task::spawn_blocking(move || reached.recv().unwrap()).await.unwrap();
    let draft = stage.draft().await;
    stage.exec(&holder(draft), save(draft, 1, b"meanwhile")).await.unwrap();
    assert_eq!(stage.read(&holder(draft), LoadDraft { application: draft }).await.unwrap().version, 2);
    go_on.send(()).unwrap();
    reading.await.unwrap().unwrap();
}

/// A question that tries to change something.
#[derive(Clone)]
struct Meddle;

impl Query for Meddle {
    type Out = ();
    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<()> {
        read.rows("DELETE FROM applications", values![]).await.map(drop)
    }
}

#[tokio::test]
async fn a_question_changes_nothing() {
    let stage = Stage::sqlite();
    let draft = stage.draft().await;
    assert!(stage.read(&by(Who::System), Meddle).await.is_err());
    assert!(stage.read(&holder(draft), LoadDraft { application: draft }).await.is_ok());
}

#[tokio::test]
async fn a_folder_is_one_process_s_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = Store::open_sqlite(folder.path()).unwrap();
    let second = Store::open_sqlite(folder.path()).unwrap_err();
    assert!(matches!(second, OpenError::InUse { .. }), "{second}");
    assert!(second.to_string().contains("--data"), "{second}");
    drop(first);
    Store::open_sqlite(folder.path()).unwrap();
}

#[tokio::test]
async fn what_was_answered_is_there_after_closing() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("deep/data");
    let id = ApplicationId(next_uuid());
    let first = Store::open_sqlite(&place).unwrap();
    first.exec(&by(Who::Nobody), begin(id)).await.unwrap();
    first.exec(&holder(id), file(id, 1, 1)).await.unwrap();
    drop(first);
    let second = Store::open_sqlite(&place).unwrap();
    assert_eq!(second.read(&holder(id), LoadCase { application: id }).await.unwrap().number, "R-1");
}

#[tokio::test]
async fn the_files_are_their_user_s_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let store = Store::open_sqlite(folder.path()).unwrap();
    store.exec(&by(Who::System), ProveWritable { now: at(1) }).await.unwrap();
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect::<Result<_, _>>().unwrap();
    assert!(files.len() >= 3);
    for file in files {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.path().display());
    }
}

/// The files of a store as a killed process leaves them.
fn as_left_by_a_kill(place: &Path) -> TempDir {
    let left = tempfile::tempdir().unwrap();
    for name in ["landfall.sqlite3", "landfall.sqlite3-wal"] {
        fs::copy(place.join(name), left.path().join(name)).unwrap();
    }
    left
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).unwrap();
    let mut filed = Vec::new();
    for number in 0..300 {
        let id = ApplicationId(next_uuid());
        store.exec(&by(Who::Nobody), begin(id)).await.unwrap();
        store.exec(&holder(id), file(id, 1, number)).await.unwrap();
        filed.push(id);
    }
    let left = as_left_by_a_kill(folder.path());
    let again = Store::open_sqlite(left.path()).unwrap();
    for (number, id) in filed.into_iter().enumerate() {
        let case = again.read(&holder(id), LoadCase { application: id }).await.unwrap();
        assert_eq!(case.sealed_receipt, format!("receipt {number}").into_bytes());
    }
}

#[tokio::test]
async fn the_log_stays_short_under_steady_writing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).unwrap();
    let id = ApplicationId(next_uuid());
    store.exec(&by(Who::Nobody), begin(id)).await.unwrap();
    let (mut longest, mut start_overs, mut before) = (0, 0, 0);
    let written = limits::LOG_KEPT_BYTES * 3;
    let bytes = 1 << 20;
    for version in 1..=written / bytes {
        // What is written anew must differ, or SQLite leaves it as it is.
        let answers = vec![version.to_le_bytes()[0]; usize::try_from(bytes).unwrap()];
        store.exec(&holder(id), save(id, version, &answers)).await.unwrap();
        let log = store.metrics().log_bytes;
        longest = longest.max(log);
        start_overs += u32::from(log < before);
        before = log;
    }
    assert!(start_overs >= 2, "started over {start_overs} times");
    assert!(longest <= limits::LOG_KEPT_BYTES + (8 << 20), "grew to {longest}");
    let file = fs::metadata(folder.path().join("landfall.sqlite3-wal")).unwrap().len();
    assert!(file <= limits::LOG_KEPT_BYTES + (8 << 20), "the file is {file} long");
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open_sqlite(folder.path()).unwrap());
    let database = rusqlite::Connection::open(folder.path().join("landfall.sqlite3")).unwrap();
    let newer = "INSERT INTO refinery_schema_history SELECT 99, 'later', applied_on, checksum FROM refinery_schema_history LIMIT 1";
    database.execute(newer, []).unwrap();
    drop(database);
    let refused = Store::open_sqlite(folder.path()).unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 99, .. }), "{refused}");
    assert!(refused.to_string().contains("backup"), "{refused}");
}

/// Bounds the database's size, as a full disk does.
#[derive(Clone)]
struct FullAt(&'static str);

impl Op for FullAt {
    type Out = ();
    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<()> {
        tx.rows(self.0, values![]).await.map(drop)
    }
}

#[tokio::test]
async fn a_full_disk_refuses_and_loses_nothing() {
    let stage = Stage::sqlite();
    let [kept, grown] = [stage.draft().await, stage.draft().await];
    stage.exec(&by(Who::System), FullAt("PRAGMA max_page_count = 1")).await.unwrap();
    let mut saves = Vec::new();
    let held = held(&stage, || async {
        for (draft, length) in [(kept, 1), (grown, 1 << 20), (kept, 2)] {
            let store = stage.store.clone();
            let version = if length == 2 { 2 } else { 1 };
            let answers = vec![7; length];
            saves.push(tokio::spawn(async move { store.exec(&holder(draft), save(draft, version, &answers)).await }));
            until_waiting(&stage, saves.len()).await;
        }
    })
    .await;
    let mut outcomes = Vec::new();
    for save in saves {
        outcomes.push(save.await.unwrap());
    }
    // SQLite gives up the whole commit: all in it are told so, and nothing of it stands. The third came in the next.
    assert!(matches!(held, Err(Error::Unavailable(_))), "{held:?}");
    assert!(
        matches!(outcomes[..], [Err(Error::Unavailable(_)), Err(Error::Unavailable(_)), Err(Error::Conflict)]),
        "{outcomes:?}"
    );
    assert_eq!(stage.read(&holder(kept), LoadDraft { application: kept }).await.unwrap().version, 1);
    assert_eq!(stage.read(&holder(grown), LoadDraft { application: grown }).await.unwrap().version, 1);
    stage.exec(&by(Who::System), FullAt("PRAGMA max_page_count = 1000000")).await.unwrap();
    assert_eq!(stage.exec(&holder(grown), save(grown, 1, &vec![7; 1 << 20])).await.unwrap(), 2);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_said_plainly_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("landfall.sqlite3");
    fs::write(&file, "a letter to my mother, which happens to lie here ".repeat(100)).unwrap();
    let refused = Store::open_sqlite(folder.path()).unwrap_err();
    assert!(matches!(refused, OpenError::Database(_)), "{refused}");
    assert!(fs::read_to_string(&file).unwrap().starts_with("a letter"));
}

#[test]
fn callers_may_be_on_any_runtime() {
    let stage = Stage::sqlite();
    let callers: Vec<_> = (0..4)
        .map(|_| {
            let store = stage.store.clone();
            thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let id = ApplicationId(next_uuid());
                runtime.block_on(store.exec(&by(Who::Nobody), begin(id))).unwrap()
            })
        })
        .collect();
    for caller in callers {
        assert_eq!(caller.join().unwrap(), 1);
    }
}
