//! Every bound of the store, by name.

use std::time::Duration;

use crate::error::{Error, Result};

/// Changes that may wait for SQLite's writer; one more is refused with [`Error::Busy`].
pub const WAITING_CHANGES: usize = 1_024;
/// Changes in one commit. Past 64 measuring showed only longer waits, not more changes a second.
pub const CHANGES_PER_COMMIT: usize = 64;
/// Reads that may wait for SQLite's readers.
pub const WAITING_READS: usize = 1_024;
/// Threads that read from SQLite.
pub const READERS: usize = 4;
/// Rows a statement may give.
pub const ROWS: usize = 1_000;
/// Prepared statements kept by each SQLite connection; there are fewer in the whole program.
pub const STATEMENTS: usize = 256;
/// How long a SQLite connection waits for another one's lock.
pub const LOCK_WAIT: Duration = Duration::from_secs(5);
/// Growth of SQLite's write-ahead log after which it is copied into the database, beside the writer.
pub const CHECKPOINT_BYTES: u64 = 8 << 20;
/// Length of the write-ahead log at which the writer starts it over (its copying is all but done by then).
pub const LOG_BYTES: u64 = 32 << 20;
/// Length the write-ahead log's file keeps when it starts over; only a log that outgrew it is cut.
pub const LOG_KEPT_BYTES: u64 = 64 << 20;
/// Quiet time after which what is left in the write-ahead log is copied.
pub const CHECKPOINT_IDLE: Duration = Duration::from_secs(5);

/// Connections to PostgreSQL. With more than 64 on two cores it loses a third of its speed.
pub const CONNECTIONS: usize = 16;
/// How long a change waits for one of them.
pub const CONNECTION_WAIT: Duration = Duration::from_secs(3);
/// How long a connection may take to be made.
pub const CONNECT_WAIT: Duration = Duration::from_secs(2);
/// How long a silent server is believed to be there.
pub const DEAD_PEER: Duration = Duration::from_secs(5);
/// Age at which a connection is replaced, so that none stays with a server that is no longer the right one.
pub const CONNECTION_AGE: Duration = Duration::from_mins(5);
/// How often PostgreSQL is asked to make one change.
pub const TRIES: u32 = 10;
/// How long one change or question may take on PostgreSQL, all its tries together.
pub const CHANGE_DEADLINE: Duration = Duration::from_secs(15);

/// Rows that are in memory at once while a PostgreSQL store is copied.
pub const ROWS_COPIED_AT_ONCE: u32 = 32;
/// Actions of one case that a copy is checked with.
pub const ACTIONS_OF_A_COPIED_CASE: usize = 10_000;

/// Bytes of one sealed value (answers, a receipt, a job's payload).
pub const SEALED_BYTES: usize = 4 << 20;
/// Bytes of a published program.
pub const PUBLICATION_BYTES: usize = 4 << 20;
/// Characters of one text column.
pub const TEXT_CHARS: usize = 400;
/// People invited to one application: twice as many as can have to sign it, as those who have not to any more keep their links,
/// and a helper.
pub const INVITATIONS_PER_APPLICATION: u32 = 101;
/// Drafts of one account.
pub const DRAFTS_PER_ACCOUNT: u32 = 20;
/// Documents that the answers of one application name.
pub const DOCUMENTS_PER_APPLICATION: u32 = 200;
/// Documents of one application that no answer names yet: one page's uploads, and what broken ones left behind since
/// [`crate::ops::retention::RemoveUnattached`] last ran.
pub const UNATTACHED_PER_APPLICATION: u32 = 100;
/// Documents ever uploaded to one application, removed ones counted; no more than [`ROWS`].
pub const UPLOADS_PER_APPLICATION: u32 = 1_000;
/// Payments ever begun for one application: each change of the bill, and each hold that lapsed, begins a new one.
pub const PAYMENTS_PER_APPLICATION: u32 = 50;
/// Rows in one page of a list.
pub const LIST: u32 = 200;
/// Jobs written with one change, and jobs claimed at once.
pub const JOBS: u32 = 32;
/// Drafts that one run of retention deletes.
pub const EXPIRED_AT_ONCE: u32 = 50;
/// Receipt numbers reserved at once; what is left of them at a restart is never used.
pub const RECEIPTS_RESERVED: u32 = 32;

/// Bytes of a document that are written or read at once; no more of it is in memory.
pub const BLOB_PART: usize = 512 << 10;
/// Files of one folder that one sweep looks at.
pub const SWEPT_FILES: usize = 10_000;

/// A sealed value, if it is not too long.
pub(crate) fn sealed(bytes: Vec<u8>) -> Result<Vec<u8>> {
    if bytes.len() > SEALED_BYTES {
        return Err(Error::Full { of: "sealed bytes", limit: SEALED_BYTES as u64 });
    }
    Ok(bytes)
}

/// A text, if it is not too long and holds no NUL (which PostgreSQL cannot store).
pub(crate) fn text(text: String) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::Unfit("a text holds a NUL"));
    }
    if text.chars().count() > TEXT_CHARS {
        return Err(Error::Full { of: "characters", limit: TEXT_CHARS as u64 });
    }
    Ok(text)
}
