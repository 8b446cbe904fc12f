//! Durable storage, losing nothing: what a person saves, files or uploads is on disk before anybody is told so.
//!
//! A [`Store`] is SQLite (the default) or PostgreSQL. Everything done to it is a value: an [`Op`] changes, a [`Query`]
//! reads, and each names its [`Actor`]. They lie in [`ops`], one module for each kind of thing. The store never sees an
//! answer: what people write comes sealed and goes sealed.
//!
//! ```ignore
//! let store = Store::open_sqlite(Path::new("data")).await?;
//! let version = store.exec(&actor, SaveDraft { application, expected_version, sealed, .. }).await?;
//! let draft = store.read(&actor, LoadDraft { application }).await?;
//! ```
//!
//! # To add an operation
//!
//! Write a struct with what it needs in the module of [`ops`] it belongs to, implement [`Op`] (or [`Query`]) for it with
//! one `async fn run`, and add it to the conformance tests in `tests/it`, which run it on both databases. Four rules:
//!
//! 1. **Reach only what is the actor's.** Ownership is in the SQL (`reached!`), not in an `if` around it. What belongs to
//!    somebody else is [`Error::NotFound`].
//! 2. **The same request twice is one change.** An answer can be lost after the commit, and PostgreSQL runs an operation
//!    again that it could not serialize. Ids come from the caller; where an id does not tell a repeat, the actor's
//!    [`RequestId`] does.
//! 3. **Write first what you decide by.** An operation that reads rows and decides by them first updates the row they
//!    belong to (the application, the account). Under PostgreSQL's repeatable read that makes a second one wait and run
//!    again; without it both would decide by the same old rows.
//! 4. **Nothing waits, nothing grows.** `run` waits for its transaction only; time and randomness are fields; every list
//!    has a `LIMIT` and every value a bound, from [`limits`].

mod actor;
mod error;
mod ids;
mod metrics;
mod migrations;
mod postgres;
mod queue;
mod seam;
mod sqlite;
mod store;
mod times;
mod value;

pub mod blobs;
pub mod copy;
pub mod limits;
pub mod ops;
pub mod private_folder;

pub use actor::{Actor, Who};
pub use error::{Cause, Error, OpenError, Result};
pub use ids::{AccountId, ApplicationId, ClaimId, DocumentId, HolderId, JobId, RequestId};
pub use metrics::Metrics;
pub use queue::take_spent;
pub use seam::{Op, Query, Read, Tx};
pub use sqlite::DATABASE;
pub use store::Store;
pub use times::{Times, TimesRead};
pub use value::{FromValue, Row, Value};
