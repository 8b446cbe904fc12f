//! A copy of everything in a store, in one SQLite file, whichever database the store is: taken while the store is in use, as
//! of one moment, without asking the process that uses it.
//!
//! The tables are the same on both databases, so the copy of a PostgreSQL store is a SQLite file as well, and either can be
//! made of it again. What was deleted is not in it, not even in parts of the file that are free.

mod from_postgres;
mod into_postgres;
mod read;

use std::{fs::File, io, os::unix::fs::OpenOptionsExt, path::Path};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params_from_iter};

pub use into_postgres::{holds_a_store, put_into_postgres};
pub use read::{CopiedCase, CopiedDocument, Copy};

use crate::{
    error::{Error, OpenError, Result},
    ids::DocumentId,
    limits,
    sqlite::{DATABASE, failed},
    values,
};

/// A store that is to be copied. It may be in use meanwhile.
#[derive(Debug)]
pub struct Source(Database);

#[derive(Debug)]
enum Database {
    Sqlite(Connection),
    Postgres(tokio_postgres::Client),
}

impl Source {
    /// The SQLite store in `folder`. Its lock is not taken: SQLite's own locks are enough for a second reader.
    ///
    /// # Errors
    /// [`OpenError::Place`] when there is none.
    pub fn sqlite(folder: &Path) -> Result<Source, OpenError> {
        let file = folder.join(DATABASE);
        let there = file.metadata();
        there.map_err(|source| OpenError::Place { place: file.display().to_string(), source })?;
        open_reading(&file).map(Database::Sqlite).map(Source)
    }

    /// The PostgreSQL store at `address`, which is read as [`crate::Store::open_postgres`] reads it.
    ///
    /// # Errors
    /// As there.
    pub async fn postgres(address: &str) -> Result<Source, OpenError> {
        crate::postgres::connect(address).await.map(Database::Postgres).map(Source)
    }

    /// Writes the copy. `file` must not be there yet; it is made for this user only. It is not synced.
    ///
    /// Meanwhile the store goes on; only, SQLite's log and what PostgreSQL keeps of changed rows grow until the copy is done.
    ///
    /// # Errors
    /// What the databases or the disk say.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        make_file(file).map_err(Error::unavailable)?;
        match &self.0 {
            Database::Sqlite(connection) => {
                let name = file.to_str().ok_or(Error::Unfit("a file name that is not UTF-8"))?;
                // Not the backup interface: that copies free pages too, with what was deleted still in them.
                connection.execute("VACUUM INTO ?1", [name]).map(drop).map_err(failed)
            }
            Database::Postgres(client) => from_postgres::copy(client, file).await,
        }
    }

    /// Whether the store says by now that a document is removed. A document can go between the moment of the copy and the
    /// moment its bytes are looked for.
    ///
    /// # Errors
    /// What the database says.
    pub async fn is_removed(&self, document: DocumentId) -> Result<bool> {
        let state: Option<String> = match &self.0 {
            Database::Sqlite(connection) => connection
                .query_row("SELECT state FROM documents WHERE id = ?1", params_from_iter(values![document]), |row| {
                    row.get(0)
                })
                .optional()
                .map_err(failed)?,
            Database::Postgres(client) => {
                let bytes = document.0.as_bytes().as_slice();
                let row = client.query_opt("SELECT state FROM documents WHERE id = $1", &[&bytes]).await;
                row.map_err(Error::unavailable)?.map(|row| row.get(0))
            }
        };
        Ok(state.is_none_or(|state| state == "removed"))
    }
}

/// Marks documents of a copy as removed, for those that went while it was taken.
///
/// # Errors
/// What the database says.
pub fn remove_documents(file: &Path, documents: &[DocumentId]) -> Result<()> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    for document in documents {
        let sql = "UPDATE documents SET state = 'removed', sealed = x'' WHERE id = ?1";
        connection.execute(sql, params_from_iter(values![*document])).map_err(failed)?;
    }
    // What the rows held is not left in free parts of the file.
    connection.execute_batch("VACUUM").map_err(failed)
}

/// SQLite fills an empty file, and would make a new one readable to others.
fn make_file(file: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(file)
}

fn open_reading(file: &Path) -> Result<Connection, OpenError> {
    let open = || {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(limits::LOCK_WAIT)?;
        Ok(connection)
    };
    open().map_err(|source: rusqlite::Error| OpenError::Database(source.into()))
}

/// The tables of a copy in the order in which they were made, so that none refers to a later one; not the list of migrations.
fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
               AND name <> 'refinery_schema_history' ORDER BY rowid";
    let names = || -> rusqlite::Result<Vec<Table>> {
        let mut found = connection.prepare(sql)?;
        let names: Vec<String> = found.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let columns = |name: &str| {
            let mut found = connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
            found.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
        };
        names.into_iter().map(|name| Ok(Table { columns: columns(&name)?, name })).collect()
    };
    names().map_err(failed)
}

/// A table and its columns.
struct Table {
    name: String,
    columns: Vec<String>,
}

impl Table {
    fn column_list(&self) -> String {
        self.columns.join(", ")
    }
}
