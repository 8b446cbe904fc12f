//! Values as PostgreSQL sends and takes them.

use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

use crate::{
    error::{Error, Result},
    value::{Row, Value},
};

type Failed = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, wanted: &Type, out: &mut BytesMut) -> Result<IsNull, Failed> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *wanted == Type::INT8 => number.to_sql(wanted, out),
            Value::Int(number) if *wanted == Type::INT4 => i32::try_from(*number)?.to_sql(wanted, out),
            Value::Text(text) if *wanted == Type::TEXT => text.to_sql(wanted, out),
            Value::Bytes(bytes) if *wanted == Type::BYTEA => bytes.as_slice().to_sql(wanted, out),
            _ => Err(format!("a parameter should be of type {wanted}").into()),
        }
    }

    fn accepts(wanted: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::BYTEA].contains(wanted)
    }

    to_sql_checked!();
}

/// A row as the operations read it.
pub(crate) fn read_row(row: &tokio_postgres::Row) -> Result<Row> {
    let columns = (0..row.len()).map(|column| read_column(row, column));
    Ok(Row::new(columns.collect::<Result<_>>()?))
}

fn read_column(row: &tokio_postgres::Row, column: usize) -> Result<Value> {
    let value = match row.columns()[column].type_() {
        &Type::INT8 => row.try_get::<_, Option<i64>>(column).map(Value::from),
        &Type::INT4 => row.try_get::<_, Option<i32>>(column).map(|number| Value::from(number.map(i64::from))),
        &Type::TEXT => row.try_get::<_, Option<String>>(column).map(Value::from),
        &Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column).map(Value::from),
        other => return Err(Error::Corrupt(format!("a column is of type {other}"))),
    };
    value.map_err(|error| Error::Corrupt(error.to_string()))
}
