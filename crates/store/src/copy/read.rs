//! A copy, read: whether it is whole, and what it says of documents and of what was filed.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::open_reading;
use crate::{
    error::{Error, OpenError, Result},
    ids::{ApplicationId, DocumentId},
    limits, migrations,
    ops::{cases::StoredAction, synthetic},
    sqlite::{failed, read_column},
    value::Row,
    values,
};

/// A copy, opened for reading only: nothing is written beside it.
#[derive(Debug)]
pub struct Copy(Connection);

/// A document that a copy names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopiedDocument {
    /// Its id, under which its bytes lie.
    pub id: DocumentId,
    /// How many bytes it has before sealing.
    pub size: u64,
    /// Whether it is of what the service filed by itself ([`crate::ops::synthetic`]).
    pub is_synthetic: bool,
}

/// What was filed, as it lies in a copy: sealed.
#[derive(Debug, Clone)]
pub struct CopiedCase {
    /// Which application.
    pub application: ApplicationId,
    /// Its data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// The receipt number.
    pub number: String,
    /// The frozen answers, sealed.
    pub sealed_answers: Vec<u8>,
    /// The signed receipt, sealed.
    pub sealed_receipt: Vec<u8>,
    /// How many actions it says it has.
    pub last_action: u64,
    /// Hash of the last one.
    pub last_hash: [u8; 32],
    /// Its actions in order.
    pub actions: Vec<StoredAction>,
    /// Whether the service filed it by itself ([`crate::ops::synthetic`]).
    pub is_synthetic: bool,
}

impl Copy {
    /// Opens a copy.
    ///
    /// # Errors
    /// [`OpenError::Newer`] when a later release wrote it; [`OpenError::Database`].
    pub fn open(file: &Path) -> Result<Copy, OpenError> {
        let connection = open_reading(file)?;
        migrations::version_on_sqlite(&connection)?;
        Ok(Copy(connection))
    }

    /// Whether the file is whole, and every row that another names is there.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when it is not; what SQLite says.
    pub fn check(&self) -> Result<()> {
        let said: String = self.0.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(failed)?;
        if said != "ok" {
            return Err(Error::Corrupt(said));
        }
        let orphan = self.0.query_row("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0)).optional();
        match orphan.map_err(failed)? {
            Some(table) => Err(Error::Corrupt(format!("a row of {table} names one that is not there"))),
            None => Ok(()),
        }
    }

    /// The id of the master key it is sealed with; none for a store that was never used.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn key(&self) -> Result<Option<[u8; 8]>> {
        let sql = "SELECT value FROM facts WHERE name = 'master key'";
        self.0.query_row(sql, [], |row| row.get(0)).optional().map_err(failed)
    }

    /// Shows every document whose bytes must be there, one after another.
    ///
    /// # Errors
    /// What SQLite says, or the first that `see` says.
    pub fn documents<E: From<Error>>(&self, mut see: impl FnMut(CopiedDocument) -> Result<(), E>) -> Result<(), E> {
        let sql = "SELECT documents.id, size, program FROM documents JOIN applications ON applications.id = application \
                   WHERE documents.state <> 'removed'";
        self.rows(sql, |mut row| {
            see(CopiedDocument { id: row.take(0)?, size: row.take(1)?, is_synthetic: is_synthetic(&mut row, 2)? })
        })
    }

    /// Shows everything that was filed, one after another.
    ///
    /// # Errors
    /// What SQLite says, or the first that `see` says.
    pub fn cases<E: From<Error>>(&self, mut see: impl FnMut(CopiedCase) -> Result<(), E>) -> Result<(), E> {
        let sql = "SELECT application, wrapped_key, number, sealed_answers, sealed_receipt, last_action, last_hash, program \
                   FROM cases JOIN applications ON id = application";
        self.rows(sql, |mut row| {
            let application = row.take(0)?;
            see(CopiedCase {
                application,
                wrapped_key: row.take(1)?,
                number: row.take(2)?,
                sealed_answers: row.take(3)?,
                sealed_receipt: row.take(4)?,
                last_action: row.take(5)?,
                last_hash: row.take(6)?,
                actions: self.actions(application)?,
                is_synthetic: is_synthetic(&mut row, 7)?,
            })
        })
    }

    fn actions(&self, application: ApplicationId) -> Result<Vec<StoredAction>> {
        let sql = "SELECT sequence, previous, hash, at, sealed FROM actions WHERE application = ?1 ORDER BY sequence";
        let mut statement = self.0.prepare_cached(sql).map_err(failed)?;
        let mut found = statement.query(params_from_iter(values![application])).map_err(failed)?;
        let mut actions = Vec::new();
        while let Some(row) = found.next().map_err(failed)? {
            if actions.len() == limits::ACTIONS_OF_A_COPIED_CASE {
                return Err(Error::Full { of: "actions of a case", limit: limits::ACTIONS_OF_A_COPIED_CASE as u64 });
            }
            let mut row = read(row, 5)?;
            actions.push(StoredAction {
                sequence: row.take(0)?,
                previous: row.take(1)?,
                hash: row.take(2)?,
                at: row.take(3)?,
                sealed: row.take(4)?,
            });
        }
        Ok(actions)
    }

    fn rows<E: From<Error>>(&self, sql: &str, mut see: impl FnMut(Row) -> Result<(), E>) -> Result<(), E> {
        let mut statement = self.0.prepare(sql).map_err(failed)?;
        let columns = statement.column_count();
        let mut found = statement.query([]).map_err(failed)?;
        while let Some(row) = found.next().map_err(failed)? {
            see(read(row, columns)?)?;
        }
        Ok(())
    }
}

fn is_synthetic(row: &mut Row, program: usize) -> Result<bool> {
    Ok(row.take::<String>(program)? == synthetic::PROGRAM)
}

fn read(row: &rusqlite::Row<'_>, columns: usize) -> Result<Row> {
    let columns = (0..columns).map(|column| row.get_ref(column).map_err(failed).and_then(read_column));
    columns.collect::<Result<_>>().map(Row::new)
}
