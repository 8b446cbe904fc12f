//! What goes into a statement and what comes out of one: four kinds of value, the same on SQLite and PostgreSQL.
//!
//! Instants are whole milliseconds since 1970 (finer parts are cut off), ids are their sixteen bytes, flags are 0 and 1.

use jiff::Timestamp;

use crate::error::{Error, Result};

/// One parameter or one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing is known.
    #[default]
    Null,
    /// A whole number, an instant in milliseconds, or a flag.
    Int(i64),
    /// Text that need not be sealed: names of states, references.
    Text(String),
    /// Ids, hashes, and whatever is sealed; the store never looks inside.
    Bytes(Vec<u8>),
}

/// Builds the parameters of a statement: `values![id, 7, "draft"]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Int(i64::from(number))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Int(i64::from(flag))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Value {
        Value::Bytes(bytes)
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Value {
        Value::Bytes(bytes.to_vec())
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Value {
        Value::Int(at.as_millisecond())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer; columns are taken out by position, without copying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Vec<Value>);

impl Row {
    /// A row of these columns (for the two databases, and for tests of code that reads rows).
    pub fn new(columns: Vec<Value>) -> Row {
        Row(columns)
    }

    /// The columns, in order.
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.0
    }

    /// Takes the column at `position` (from 0) out of the row. A column of another kind, or one that is not there, is
    /// [`Error::Corrupt`]: the statement and the table no longer agree.
    pub fn take<T: FromValue>(&mut self, position: usize) -> Result<T> {
        let value = self.0.get_mut(position).map(std::mem::take);
        value
            .and_then(T::from_value)
            .ok_or_else(|| Error::Corrupt(format!("column {position} is not what was expected")))
    }
}

/// A Rust type that a column can be read as.
pub trait FromValue: Sized {
    /// The value, or `None` when the column holds another kind.
    fn from_value(value: Value) -> Option<Self>;
}

impl FromValue for Value {
    fn from_value(value: Value) -> Option<Value> {
        Some(value)
    }
}

impl FromValue for i64 {
    fn from_value(value: Value) -> Option<i64> {
        if let Value::Int(number) = value { Some(number) } else { None }
    }
}

impl FromValue for u64 {
    fn from_value(value: Value) -> Option<u64> {
        i64::from_value(value).and_then(|number| u64::try_from(number).ok())
    }
}

impl FromValue for u32 {
    fn from_value(value: Value) -> Option<u32> {
        i64::from_value(value).and_then(|number| u32::try_from(number).ok())
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Option<bool> {
        i64::from_value(value).map(|number| number != 0)
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Option<String> {
        if let Value::Text(text) = value { Some(text) } else { None }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: Value) -> Option<Vec<u8>> {
        if let Value::Bytes(bytes) = value { Some(bytes) } else { None }
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: Value) -> Option<[u8; N]> {
        Vec::from_value(value).and_then(|bytes| bytes.try_into().ok())
    }
}

impl FromValue for Timestamp {
    fn from_value(value: Value) -> Option<Timestamp> {
        i64::from_value(value).and_then(|millis| Timestamp::from_millisecond(millis).ok())
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Option<Option<T>> {
        if value == Value::Null { Some(None) } else { T::from_value(value).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_taken_as_what_it_is_and_as_nothing_else() {
        let mut row = Row::new(vec![Value::Int(7), Value::from("draft"), Value::Null, Value::from([1_u8; 4])]);
        assert_eq!(row.take::<i64>(0).unwrap(), 7);
        assert!(row.take::<i64>(1).is_err());
        assert_eq!(row.take::<Option<String>>(2).unwrap(), None);
        assert_eq!(row.take::<[u8; 4]>(3).unwrap(), [1; 4]);
        assert!(row.take::<i64>(9).is_err());
    }

    #[test]
    fn an_instant_keeps_its_milliseconds() {
        let at = Timestamp::new(1_700_000_000, 123_456_789).unwrap();
        let stored = Timestamp::from_value(Value::from(at)).unwrap();
        assert_eq!(stored.as_millisecond(), 1_700_000_000_123);
        assert_eq!(stored.subsec_nanosecond(), 123_000_000);
    }
}
