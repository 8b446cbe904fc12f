//! From PostgreSQL into a file: every row of every table, as one moment has them, a few at a time.

use std::path::Path;

use rusqlite::{Connection, params_from_iter};
use tokio_postgres::Client;

use super::tables;
use crate::{
    error::{Error, Result},
    limits, migrations,
    postgres::read_row,
    sqlite::failed,
};

/// Writes everything the database holds into `file`, which is there and empty.
pub(super) async fn copy(client: &Client, file: &Path) -> Result<()> {
    let begun = client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await;
    begun.map_err(Error::unavailable)?;
    let version = migrations::version_on_postgres(client).await?;
    let version = version.ok_or_else(|| Error::Corrupt("the database holds no store".to_owned()))?;
    let mut copy = Connection::open(file).map_err(failed)?;
    migrations::make_on_sqlite(&mut copy, version).map_err(Error::unavailable)?;
    // Nobody reads the file before it is whole, and a broken one is thrown away.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN")
        .map_err(failed)?;
    for table in tables(&copy)? {
        let (name, columns) = (&table.name, table.column_list());
        let places: Vec<String> = (1..=table.columns.len()).map(|place| format!("?{place}")).collect();
        let insert = format!("INSERT INTO {name} ({columns}) VALUES ({})", places.join(", "));
        let mut insert = copy.prepare(&insert).map_err(failed)?;
        let declare = format!("DECLARE copied NO SCROLL CURSOR FOR SELECT {columns} FROM {name}");
        client.batch_execute(&declare).await.map_err(Error::unavailable)?;
        let fetch = client.prepare(&format!("FETCH {} FROM copied", limits::ROWS_COPIED_AT_ONCE)).await;
        let fetch = fetch.map_err(Error::unavailable)?;
        loop {
            let rows = client.query(&fetch, &[]).await.map_err(Error::unavailable)?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                insert.execute(params_from_iter(read_row(row)?.into_values())).map_err(failed)?;
            }
        }
        client.batch_execute("CLOSE copied").await.map_err(Error::unavailable)?;
    }
    copy.execute_batch("COMMIT").map_err(failed)?;
    client.batch_execute("COMMIT").await.map_err(Error::unavailable)
}
