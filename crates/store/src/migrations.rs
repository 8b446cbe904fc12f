//! Bringing the tables up to date: numbered files, each run once, in order, by one process at a time.
//!
//! A migration is written once, in the common subset of SQL, with the types `BYTES`, `BIGINT` and `TEXT`; each database
//! gets its own names for them. A published file is never edited: add the next number.

use refinery::{Migration, Runner, Target};

use crate::error::{Error, OpenError};

/// The migrations, oldest first.
const FILES: &[(&str, &str)] = &[
    ("V1__first", include_str!("../migrations/V1__first.sql")),
    ("V2__replaced_links", include_str!("../migrations/V2__replaced_links.sql")),
    ("V3__unattached_documents", include_str!("../migrations/V3__unattached_documents.sql")),
    ("V4__payments", include_str!("../migrations/V4__payments.sql")),
    ("V5__publications", include_str!("../migrations/V5__publications.sql")),
    ("V6__invitations", include_str!("../migrations/V6__invitations.sql")),
    ("V7__synthetic", include_str!("../migrations/V7__synthetic.sql")),
];

/// Held on PostgreSQL while the tables change: "landfall" as a number.
const ADVISORY_LOCK: i64 = 0x6c61_6e64_6661_6c6c;

/// For SQLite: strict tables, which take no value of another type.
fn for_sqlite(sql: &str) -> String {
    sql.replace(" BYTES", " BLOB").replace(" BIGINT", " INTEGER").replace("\n);", "\n) STRICT;")
}

/// For PostgreSQL.
fn for_postgres(sql: &str) -> String {
    sql.replace(" BYTES", " BYTEA")
}

fn runner(dialect: fn(&str) -> String) -> Result<Runner, OpenError> {
    let migrations: Result<Vec<_>, _> =
        FILES.iter().map(|(name, sql)| Migration::unapplied(name, &dialect(sql))).collect();
    Ok(Runner::new(&migrations.map_err(broken)?))
}

/// Refuses tables that a later release wrote.
fn known(found: Option<Migration>, runner: &Runner) -> Result<(), OpenError> {
    found.map_or(Ok(()), |found| known_version(found.version(), runner))
}

fn broken(error: refinery::Error) -> OpenError {
    OpenError::Migration(Box::new(error))
}

/// Brings a SQLite database up to date; the data folder's lock keeps other processes out.
pub(crate) fn run_on_sqlite(connection: &mut rusqlite::Connection) -> Result<(), OpenError> {
    let runner = runner(for_sqlite)?;
    let tables = "SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    let known_before = connection.prepare(tables).and_then(|mut statement| statement.exists([]));
    if known_before.map_err(|source| OpenError::Database(source.into()))? {
        known(runner.get_last_applied_migration(connection).map_err(broken)?, &runner)?;
    }
    runner.run(connection).map(drop).map_err(broken)
}

/// Brings a PostgreSQL database up to date; an advisory lock, which ends with the connection, keeps other processes out.
pub(crate) async fn run_on_postgres(client: &mut tokio_postgres::Client) -> Result<(), OpenError> {
    let runner = runner(for_postgres)?;
    let database = |source: tokio_postgres::Error| OpenError::Database(source.into());
    client.batch_execute("SET statement_timeout = '60s'; SET lock_timeout = '60s'").await.map_err(database)?;
    client.execute("SELECT pg_advisory_lock($1)", &[&ADVISORY_LOCK]).await.map_err(database)?;
    let tables = "SELECT 1 WHERE to_regclass('refinery_schema_history') IS NOT NULL";
    if client.query_opt(tables, &[]).await.map_err(database)?.is_some() {
        known(runner.get_last_applied_migration_async(client).await.map_err(broken)?, &runner)?;
    }
    runner.run_async(client).await.map_err(broken)?;
    client.execute("SELECT pg_advisory_unlock($1)", &[&ADVISORY_LOCK]).await.map_err(database)?;
    Ok(())
}

/// Makes tables of `version` in an empty SQLite database.
pub(crate) fn make_on_sqlite(connection: &mut rusqlite::Connection, version: i32) -> Result<(), OpenError> {
    let runner = runner(for_sqlite)?;
    known_version(version, &runner)?;
    runner.set_target(Target::Version(version)).run(connection).map(drop).map_err(broken)
}

/// Makes tables of `version` in an empty PostgreSQL database.
pub(crate) async fn make_on_postgres(client: &mut tokio_postgres::Client, version: i32) -> Result<(), OpenError> {
    let runner = runner(for_postgres)?;
    known_version(version, &runner)?;
    runner.set_target(Target::Version(version)).run_async(client).await.map(drop).map_err(broken)
}

/// The version of a SQLite database's tables, which this release knows.
pub(crate) fn version_on_sqlite(connection: &rusqlite::Connection) -> Result<i32, OpenError> {
    let version = connection.query_row(LAST_VERSION, [], |row| row.get(0));
    let version = version.map_err(|source| OpenError::Database(source.into()))?;
    known_version(version, &runner(for_sqlite)?)?;
    Ok(version)
}

/// The version of a PostgreSQL database's tables, if it has any.
pub(crate) async fn version_on_postgres(client: &tokio_postgres::Client) -> Result<Option<i32>, Error> {
    let there = client.query_opt("SELECT 1 WHERE to_regclass('refinery_schema_history') IS NOT NULL", &[]).await;
    if there.map_err(Error::unavailable)?.is_none() {
        return Ok(None);
    }
    let version = client.query_one(LAST_VERSION, &[]).await.map_err(Error::unavailable)?;
    version.try_get(0).map_err(Error::unavailable)
}

const LAST_VERSION: &str = "SELECT max(version) FROM refinery_schema_history";

fn known_version(found: i32, runner: &Runner) -> Result<(), OpenError> {
    let known = runner.get_migrations().iter().map(Migration::version).max().unwrap_or_default();
    if found > known { Err(OpenError::Newer { found: found.into(), known: known.into() }) } else { Ok(()) }
}
