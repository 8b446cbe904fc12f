//! What PostgreSQL's errors mean: run it again, run it again elsewhere, or tell the caller.

use tokio_postgres::error::SqlState;

use crate::error::Error;

/// Why a try at a change or a question came to nothing.
#[derive(Debug)]
pub(super) enum Failure {
    /// It met another change; the connection is good. Run it again.
    NotSerialized,
    /// A key it wrote is taken. Run it once more: the row may be its own.
    KeyTaken,
    /// The connection is lost, and with it perhaps only the answer. Run it again on another.
    Lost(Error),
    /// The server can only be read from any more; so can every connection of the pool. Run it again on a new one.
    NoLongerPrimary(Error),
    /// Tell the caller.
    Final(Error),
}

impl Failure {
    /// The meaning of an error of a statement.
    pub(super) fn of(error: tokio_postgres::Error) -> Failure {
        let Some(code) = error.code().cloned() else {
            // Not said by the server: a parameter of the wrong type, or the connection.
            return if error.is_closed() || is_io(&error) {
                Failure::Lost(Error::unavailable(error))
            } else {
                Failure::Final(Error::unavailable(error))
            };
        };
        match code {
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED | SqlState::LOCK_NOT_AVAILABLE => {
                Failure::NotSerialized
            }
            SqlState::UNIQUE_VIOLATION => Failure::KeyTaken,
            SqlState::READ_ONLY_SQL_TRANSACTION => Failure::NoLongerPrimary(Error::unavailable(error)),
            // A statement prepared before a migration changed its table.
            SqlState::FEATURE_NOT_SUPPORTED => Failure::Lost(Error::unavailable(error)),
            SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => Failure::Final(Error::Corrupt(error.to_string())),
            SqlState::CHARACTER_NOT_IN_REPERTOIRE => Failure::Final(Error::Unfit("a text holds a NUL")),
            code if code.code().starts_with("23") => Failure::Final(Error::Conflict),
            // 08: the connection; 57P: the server is shutting down or starting.
            code if code.code().starts_with("08") || code.code().starts_with("57P") => {
                Failure::Lost(Error::unavailable(error))
            }
            _ => Failure::Final(Error::unavailable(error)),
        }
    }

    /// Whether the connection it happened on can serve another change.
    pub(super) fn leaves_connection_good(&self) -> bool {
        matches!(self, Failure::NotSerialized | Failure::KeyTaken | Failure::Final(_))
    }
}

fn is_io(error: &tokio_postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
}
