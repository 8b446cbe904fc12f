//! Bringing the tables up to date: numbered files, each run once, in order, by one process at a time.
//!
//! A migration is written once, in the common subset of SQL, with the types `BYTES`, `BIGINT` and `TEXT`; each database
//! gets its own names for them. A published file is never edited: add the next number.

use refinery::{Migration, Runner};

use crate::error::OpenError;

/// The migrations, oldest first.
const FILES: &[(&str, &str)] = &[
    ("V1__first", include_str!("../migrations/V1__first.sql")),
    ("V2__replaced_links", include_str!("../migrations/V2__replaced_links.sql")),
    ("V3__unattached_documents", include_str!("../migrations/V3__unattached_documents.sql")),
    ("V4__payments", include_str!("../migrations/V4__payments.sql")),
    ("V5__publications", include_str!("../migrations/V5__publications.sql")),
    ("V6__invitations", include_str!("../migrations/V6__invitations.sql")),
    ("V8__synthetic", include_str!("../migrations/V8__synthetic.sql")),
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
    let known = runner.get_migrations().iter().map(Migration::version).max().unwrap_or_default();
    match found {
        Some(found) if found.version() > known => {
            Err(OpenError::Newer { found: found.version().into(), known: known.into() })
        }
        _ => Ok(()),
    }
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
