//! What a test stands on: a fresh store, a made-up clock, and short ways to make the values operations need.

use std::{
    fmt::Debug,
    ops::Deref,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use jiff::{SignedDuration, Timestamp};
use store::{
    AccountId, Actor, ApplicationId, HolderId, Op, RequestId, Store, Who,
    copy::Source,
    ops::{
        accounts::CreateAccount,
        drafts::{BeginDraft, SaveDraft},
        filing::FileApplication,
    },
};
use tempfile::TempDir;
use testkit::postgres::Database;
use uuid::Uuid;

/// Runs each case on every database.
macro_rules! on_every_database {
    ($($case:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test] async fn $case() { super::$case(crate::stage::Stage::sqlite()).await; })*
        }
        mod on_postgres {
            $(#[tokio::test] async fn $case() { super::$case(crate::stage::Stage::postgres().await).await; })*
        }
    };
}
pub(crate) use on_every_database;

/// A fresh store, alone with its test.
pub(crate) struct Stage {
    pub(crate) store: Store,
    place: Place,
}

/// Where the store lies; it goes after the store.
enum Place {
    Folder(TempDir),
    Database(Database),
}

impl Deref for Stage {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Stage {
    pub(crate) fn sqlite() -> Stage {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(folder.path()).unwrap();
        Stage { store, place: Place::Folder(folder) }
    }

    pub(crate) async fn postgres() -> Stage {
        let database = Database::fresh();
        let store = Store::open_postgres(&database.address()).await.unwrap();
        Stage { store, place: Place::Database(database) }
    }

    /// The same store, to be copied by somebody who does not hold it.
    pub(crate) async fn source(&self) -> Source {
        match &self.place {
            Place::Folder(folder) => Source::sqlite(folder.path()).unwrap(),
            Place::Database(database) => Source::postgres(&database.address()).await.unwrap(),
        }
    }

    /// Makes a change, and then asks for the same change once more, as happens when an answer is lost: the second answer
    /// must be the first. (Where it need not be, use the store itself.)
    pub(crate) async fn exec<O: Op>(&self, actor: &Actor, op: O) -> store::Result<O::Out>
    where
        O::Out: PartialEq + Debug,
    {
        let first = self.store.exec(actor, op.clone()).await?;
        assert_eq!(self.store.exec(actor, op).await.unwrap(), first, "the same request again");
        Ok(first)
    }

    /// A draft that nobody's account owns.
    pub(crate) async fn draft(&self) -> ApplicationId {
        let id = ApplicationId(next_uuid());
        self.exec(&by(Who::Nobody), begin(id)).await.unwrap();
        id
    }

    /// An account.
    pub(crate) async fn account(&self) -> AccountId {
        let id = AccountId(next_uuid());
        self.exec(&by(Who::Nobody), create(id)).await.unwrap();
        id
    }

    /// A filed application.
    pub(crate) async fn filed(&self) -> ApplicationId {
        let id = self.draft().await;
        let place = self.next_receipt(&by(Who::System)).await.unwrap();
        self.store.exec(&holder(id), file(id, 1, place)).await.unwrap();
        id
    }
}

/// Ids that differ within the test process.
pub(crate) fn next_uuid() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(0x0192_0000_0000_7000, NEXT.fetch_add(1, Relaxed))
}

/// An instant so many seconds into the story.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// How long a secret that was tried too often is locked.
pub(crate) const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// An actor in a new request.
pub(crate) fn by(who: Who) -> Actor {
    Actor { who, request: RequestId(next_uuid()) }
}

/// The person who began an application.
pub(crate) fn holder(application: ApplicationId) -> Actor {
    by(Who::Holder { link: link(application), holder: HolderId(application.0), account: None })
}

/// Hash of an application's first resume link.
pub(crate) fn link(application: ApplicationId) -> [u8; 32] {
    let mut hash = hash(1);
    hash[..16].copy_from_slice(application.0.as_bytes());
    hash
}

/// Thirty-two bytes told apart by a number.
pub(crate) fn hash(of: u8) -> [u8; 32] {
    [of; 32]
}

pub(crate) fn begin(id: ApplicationId) -> BeginDraft {
    BeginDraft {
        id,
        reference: format!("LF-{id}"),
        program: "express-entry".to_owned(),
        program_version: "2026-11-22".to_owned(),
        language: "en".to_owned(),
        wrapped_key: b"wrapped".to_vec(),
        sealed: b"nothing yet".to_vec(),
        resume_hash: link(id),
        now: at(0),
        expires: at(1_000),
    }
}

pub(crate) fn save(application: ApplicationId, expected_version: u64, answers: &[u8]) -> SaveDraft {
    SaveDraft {
        application,
        expected_version,
        sealed: answers.to_vec(),
        program_version: "2026-11-22".to_owned(),
        language: "fr".to_owned(),
        now: at(10),
        expires: at(2_000),
    }
}

pub(crate) fn file(application: ApplicationId, expected_version: u64, sequence: u64) -> FileApplication {
    FileApplication {
        application,
        expected_version,
        sequence,
        number: format!("R-{sequence}"),
        filed_at: at(20),
        sealed_answers: b"frozen".to_vec(),
        sealed_receipt: format!("receipt {sequence}").into_bytes(),
        status_hash: hash(2),
        documents: Vec::new(),
        state: "received".to_owned(),
        action_hash: hash(3),
        sealed_action: b"filed".to_vec(),
        jobs: Vec::new(),
        due: None,
        cap: None,
    }
}

pub(crate) fn create(id: AccountId) -> CreateAccount {
    let mut email_index = hash(0);
    email_index[..16].copy_from_slice(id.0.as_bytes());
    CreateAccount {
        id,
        email_index,
        language: "fr".to_owned(),
        wrapped_key: b"wrapped".to_vec(),
        sealed: b"profile".to_vec(),
        password_hash: Some("$argon2id$1".to_owned()),
        now: at(0),
    }
}
