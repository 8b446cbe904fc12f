//! The store's tests: the conformance cases run on SQLite and on PostgreSQL alike; the rest looks at one of them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod accounts;
mod blobs;
mod contacts;
mod copy;
mod documents;
mod drafts;
mod facts;
mod filing;
mod invitations;
mod jobs;
mod kill;
mod model;
mod payments;
mod postgres;
mod publications;
mod resume;
mod retention;
mod sessions;
mod sqlite;
mod stage;
mod synthetic;
mod tls;
