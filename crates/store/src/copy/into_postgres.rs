//! From a copy into an empty PostgreSQL database: all of it in one transaction, or nothing.

use std::{path::Path, pin::pin};

use rusqlite::Connection;
use tokio_postgres::{
    Client,
    binary_copy::BinaryCopyInWriter,
    types::{ToSql, Type},
};

use super::{Table, open_reading, tables};
use crate::{
    error::{Error, OpenError, Result},
    migrations,
    sqlite::{failed, read_column},
    value::Value,
};

/// Puts a copy into the database at `address`, which must hold no store yet.
///
/// # Errors
/// [`OpenError`] when one of the two cannot be opened or the database is not empty; what the databases say.
pub async fn put_into_postgres(file: &Path, address: &str) -> Result<(), OpenError> {
    let database = |error: Error| OpenError::Database(error.into());
    let copy = open_reading(file)?;
    let mut client = crate::postgres::connect(address).await?;
    let version = migrations::version_on_sqlite(&copy)?;
    match migrations::version_on_postgres(&client).await.map_err(database)? {
        None => migrations::make_on_postgres(&mut client, version).await?,
        // A restore was broken off after it had made the tables.
        Some(found) if found == version && !is_used(&client).await.map_err(database)? => {}
        Some(_) => return Err(OpenError::NotEmpty),
    }
    fill(&client, &copy).await.map_err(database)
}

/// Whether the database at `address` holds a store that was ever used.
///
/// # Errors
/// As [`crate::Store::open_postgres`].
pub async fn holds_a_store(address: &str) -> Result<bool, OpenError> {
    let database = |error: Error| OpenError::Database(error.into());
    let client = crate::postgres::connect(address).await?;
    let made = migrations::version_on_postgres(&client).await.map_err(database)?.is_some();
    Ok(made && is_used(&client).await.map_err(database)?)
}

/// Every store that was used says which key seals it.
async fn is_used(client: &Client) -> Result<bool> {
    let row = client.query_one("SELECT EXISTS (SELECT 1 FROM facts)", &[]).await;
    Ok(row.map_err(Error::unavailable)?.get(0))
}

async fn fill(client: &Client, copy: &Connection) -> Result<()> {
    client.batch_execute("BEGIN").await.map_err(Error::unavailable)?;
    for table in tables(copy)? {
        copy_table(client, copy, &table).await?;
    }
    client.batch_execute("COMMIT").await.map_err(Error::unavailable)
}

async fn copy_table(client: &Client, copy: &Connection, table: &Table) -> Result<()> {
    let (name, columns) = (&table.name, table.column_list());
    let there = client.prepare(&format!("SELECT {columns} FROM {name}")).await.map_err(Error::unavailable)?;
    let types: Vec<Type> = there.columns().iter().map(|column| column.type_().clone()).collect();
    let sink =
        client.copy_in(&format!("COPY {name} ({columns}) FROM STDIN BINARY")).await.map_err(Error::unavailable)?;
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
    let mut rows = copy.prepare(&format!("SELECT {columns} FROM {name}")).map_err(failed)?;
    let mut rows = rows.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let values = (0..types.len()).map(|at| row.get_ref(at).map_err(failed).and_then(read_column));
        let values: Vec<Value> = values.collect::<Result<_>>()?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        writer.as_mut().write(&values).await.map_err(Error::unavailable)?;
    }
    writer.finish().await.map(drop).map_err(Error::unavailable)
}
