//! The seam between what is stored and where: operations are values, written once, run on SQLite and on PostgreSQL.

use std::future::Future;

use crate::{
    actor::Actor,
    error::{Error, Result},
    value::{Row, Value},
};

/// What a query may do: read.
///
/// SQL is in the subset common to SQLite and PostgreSQL, with parameters `$1`, `$2` ….
pub trait Read: Send {
    /// The rows a statement gives, at most [`crate::limits::ROWS`] of them: say `LIMIT`.
    fn rows(&mut self, sql: &'static str, params: &[Value]) -> impl Future<Output = Result<Vec<Row>>> + Send;

    /// The first row a statement gives, if there is one.
    fn optional(&mut self, sql: &'static str, params: &[Value]) -> impl Future<Output = Result<Option<Row>>> + Send {
        async move { Ok(self.rows(sql, params).await?.into_iter().next()) }
    }

    /// The first row a statement gives; without one, [`Error::NotFound`].
    fn one(&mut self, sql: &'static str, params: &[Value]) -> impl Future<Output = Result<Row>> + Send {
        async move { self.optional(sql, params).await?.ok_or(Error::NotFound) }
    }
}

/// What an operation may do: read and change, all of it or nothing.
pub trait Tx: Read {
    /// Runs a statement and tells how many rows it touched.
    fn execute(&mut self, sql: &'static str, params: &[Value]) -> impl Future<Output = Result<u64>> + Send;
}

/// A change to what is stored, as a value: it can be queued, committed together with others, run again, logged.
///
/// Write `async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Self::Out>`. An `Err` undoes everything the
/// operation did. It may wait for nothing but `tx`, and running it again after it has been done must change nothing
/// more and give the same answer.
pub trait Op: Clone + Send + 'static {
    /// What is answered once the change is on disk.
    type Out: Send + 'static;

    /// Whether it decides only by rows it has written to before, in the same run. PostgreSQL then lets it wait for
    /// another change to the same row and go on; otherwise it is run again from the start. Say so only where many meet
    /// in one row (a counter), and say why it is true.
    const WRITES_FIRST: bool = false;

    /// Makes the change.
    fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> impl Future<Output = Result<Self::Out>> + Send;
}

/// A question about what is stored, as a value. Everything it reads it sees as of one moment.
pub trait Query: Clone + Send + 'static {
    /// The answer.
    type Out: Send + 'static;

    /// Finds the answer.
    fn run<R: Read>(self, actor: &Actor, read: &mut R) -> impl Future<Output = Result<Self::Out>> + Send;
}
