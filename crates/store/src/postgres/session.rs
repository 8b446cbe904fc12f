//! One transaction on one connection: begun with its first statement, ended by commit or rollback, and never handed back
//! to the pool in between.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use deadpool_postgres::Object;
use tokio_postgres::types::ToSql;

use super::{columns::read_row, failure::Failure};
use crate::{
    error::{Error, Result},
    limits,
    metrics::Counters,
    queue::stopwatch,
    seam::{Read, Tx},
    value::{Row, Value},
};

/// A transaction. Dropped before its end (a panic, the store closing) it takes its connection with it.
pub(super) struct Session<'a> {
    connection: Option<Object>,
    /// How the transaction begins; taken with the first statement.
    begin: Option<&'static str>,
    /// The first thing that went wrong, as PostgreSQL said it.
    failure: Option<Failure>,
    /// The pool's generation when the connection was taken, and now.
    taken_in: u64,
    generation: &'a AtomicU64,
}

impl<'a> Session<'a> {
    pub(super) fn new(connection: Object, begin: &'static str, generation: &'a AtomicU64) -> Session<'a> {
        let taken_in = generation.load(Relaxed);
        Session { connection: Some(connection), begin: Some(begin), failure: None, taken_in, generation }
    }

    /// Ends the transaction as `result` says. The inner answer is the caller's; the outer error is for trying again.
    pub(super) async fn end<T>(mut self, result: Result<T>, counters: &Counters) -> Result<Result<T>, Failure> {
        let mut failure = self.failure.take();
        let open = self.begin.is_none();
        let Some(connection) = &self.connection else { return Ok(result) };
        if failure.is_none() && result.is_ok() && open {
            let committing = stopwatch();
            failure = connection.batch_execute("COMMIT").await.err().map(Failure::of);
            counters.committed(committing.elapsed());
        } else if open && failure.as_ref().is_none_or(Failure::leaves_connection_good) {
            // The refusal stands whether or not this is answered; a connection that fails here is not kept.
            if connection.batch_execute("ROLLBACK").await.is_err() {
                return failure.map_or(Ok(result), Err);
            }
        }
        if failure.as_ref().is_none_or(Failure::leaves_connection_good)
            && self.generation.load(Relaxed) == self.taken_in
        {
            // Back to the pool.
            self.connection = None;
        }
        failure.map_or(Ok(result), Err)
    }

    async fn run(&mut self, sql: &'static str, params: &[Value]) -> Result<Answer> {
        if self.failure.is_some() {
            return Err(Error::Broken("it went on after a statement had failed".to_owned()));
        }
        let Some(connection) = &self.connection else { return Err(Error::Broken("it outlived its end".to_owned())) };
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let begin = self.begin.take();
        let answer = async {
            let statement = connection.prepare_cached(sql).await?;
            let returns_rows = !statement.columns().is_empty();
            let running = async {
                if returns_rows {
                    connection.query(&statement, &params).await.map(Answer::Rows)
                } else {
                    connection.execute(&statement, &params).await.map(Answer::Touched)
                }
            };
            match begin {
                // Both are sent before either is answered.
                Some(begin) => tokio::try_join!(connection.batch_execute(begin), running).map(|((), answer)| answer),
                None => running.await,
            }
        };
        answer.await.map_err(|error| {
            let failure = Failure::of(error);
            let told = match &failure {
                Failure::NotSerialized => Error::Busy,
                Failure::KeyTaken => Error::Conflict,
                Failure::Lost(error) | Failure::NoLongerPrimary(error) | Failure::Final(error) => error.clone(),
            };
            self.failure = Some(failure);
            told
        })
    }
}

/// What a statement gave.
enum Answer {
    Rows(Vec<tokio_postgres::Row>),
    Touched(u64),
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}

impl Read for Session<'_> {
    async fn rows(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>> {
        match self.run(sql, params).await? {
            Answer::Rows(rows) if rows.len() > limits::ROWS => {
                Err(Error::Full { of: "rows", limit: limits::ROWS as u64 })
            }
            Answer::Rows(rows) => rows.iter().map(read_row).collect(),
            Answer::Touched(_) => Ok(Vec::new()),
        }
    }
}

impl Tx for Session<'_> {
    async fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64> {
        match self.run(sql, params).await? {
            Answer::Rows(rows) => Ok(rows.len() as u64),
            Answer::Touched(touched) => Ok(touched),
        }
    }
}
