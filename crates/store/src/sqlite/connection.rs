//! One SQLite connection: how it is set up, and how it runs the statements of operations and queries.

use std::{
    collections::HashMap,
    future::Future,
    path::Path,
    pin::pin,
    task::{Context, Poll, Waker},
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};

use super::sql::for_sqlite;
use crate::{
    error::{Error, OpenError, Result},
    limits,
    seam::{Read, Tx},
    value::{Row, Value},
};

/// An open connection. Only its own thread uses it.
pub(super) struct Session {
    pub(super) connection: Connection,
    /// Statements already rewritten for SQLite.
    rewritten: HashMap<&'static str, String>,
}

impl Session {
    /// A connection that may write. `synchronous=FULL`: a commit returns when it is on disk.
    pub(super) fn open_writing(path: &Path) -> Result<Session, OpenError> {
        Session::open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, |connection| {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "wal_autocheckpoint", 0)?;
            connection.pragma_update(None, "journal_size_limit", limits::LOG_KEPT_BYTES.cast_signed())?;
            connection.pragma_update(None, "foreign_keys", true)
        })
    }

    /// A connection that cannot write.
    pub(super) fn open_reading(path: &Path) -> Result<Session, OpenError> {
        Session::open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, |connection| {
            connection.pragma_update(None, "query_only", true)
        })
    }

    fn open(
        path: &Path,
        flags: OpenFlags,
        set_up: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Session, OpenError> {
        let open = || {
            let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            connection.busy_timeout(limits::LOCK_WAIT)?;
            connection.set_prepared_statement_cache_capacity(limits::STATEMENTS);
            // What SQLite keeps aside to undo a savepoint stays in memory.
            connection.pragma_update(None, "temp_store", "MEMORY")?;
            set_up(&connection)?;
            Ok(connection)
        };
        let connection = open().map_err(|source: rusqlite::Error| OpenError::Database(source.into()))?;
        Ok(Session { connection, rewritten: HashMap::new() })
    }

    /// Runs one of the statements that begin and end transactions.
    pub(super) fn control(&self, sql: &str) -> Result<()> {
        self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute([])).map(drop).map_err(failed)
    }

    fn execute_now(&mut self, sql: &'static str, params: &[Value]) -> rusqlite::Result<u64> {
        let sql = self.rewritten.entry(sql).or_insert_with(|| for_sqlite(sql));
        let touched = self.connection.prepare_cached(sql)?.execute(params_from_iter(params))?;
        Ok(touched as u64)
    }

    fn rows_now(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>> {
        let sql = self.rewritten.entry(sql).or_insert_with(|| for_sqlite(sql));
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let columns = statement.column_count();
        let mut found = statement.query(params_from_iter(params)).map_err(failed)?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(failed)? {
            if rows.len() == limits::ROWS {
                return Err(Error::Full { of: "rows", limit: limits::ROWS as u64 });
            }
            let columns = (0..columns).map(|column| row.get_ref(column).map_err(failed).and_then(read_column));
            rows.push(Row::new(columns.collect::<Result<_>>()?));
        }
        Ok(rows)
    }
}

impl Read for Session {
    async fn rows(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>> {
        self.rows_now(sql, params)
    }
}

impl Tx for Session {
    async fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64> {
        self.execute_now(sql, params).map_err(failed)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

pub(crate) fn read_column(column: ValueRef<'_>) -> Result<Value> {
    match column {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(text) => match str::from_utf8(text) {
            Ok(text) => Ok(Value::from(text)),
            Err(_) => Err(Error::Corrupt("a text is not UTF-8".to_owned())),
        },
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec())),
        ValueRef::Real(_) => Err(Error::Corrupt("a column holds a fraction".to_owned())),
    }
}

/// What SQLite's refusal of a statement means to the caller.
pub(crate) fn failed(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => Error::Conflict,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Corrupt(error.to_string()),
        _ => Error::unavailable(error),
    }
}

/// Runs an operation on SQLite to its end. It never has to wait: by the time a statement is asked for, its answer is
/// there.
pub(super) fn finish<T>(running: impl Future<Output = Result<T>>) -> Result<T> {
    match pin!(running).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => Err(Error::Broken("it waited for something other than its transaction".to_owned())),
    }
}
