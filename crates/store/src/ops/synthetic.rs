//! What the service files by itself to prove that people could: known by its program, and removed whole after a while.

use jiff::Timestamp;

use super::retention::{Removed, take_apart};
use crate::{
    actor::Actor,
    error::Result,
    ids::ApplicationId,
    limits,
    seam::{Op, Tx},
    values,
};

/// The program of everything that is filed so. No site may have a program of this id. The index of these rows (V7) names it too.
pub const PROGRAM: &str = "synthetic-filing";

/// The rows that stay of what people file, in the order in which they can be deleted, the application itself last.
const DELETIONS: [&str; 5] = [
    "DELETE FROM payments WHERE application = $1",
    "DELETE FROM documents WHERE application = $1",
    "DELETE FROM actions WHERE application = $1",
    "DELETE FROM cases WHERE application = $1",
    "DELETE FROM applications WHERE id = $1 AND program = 'synthetic-filing'",
];

/// Deletes what the service filed by itself, or began, and last touched at a time or before: rows and all, since nobody ever
/// held its reference or its receipt. At most [`limits::EXPIRED_AT_ONCE`] applications at once.
#[derive(Debug, Clone)]
pub struct RemoveSynthetic {
    /// That time.
    pub before: Timestamp,
}

impl Op for RemoveSynthetic {
    type Out = Removed;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Removed> {
        actor.must_be_system()?;
        let sql = "SELECT id FROM applications WHERE program = 'synthetic-filing' AND touched <= $1 ORDER BY touched LIMIT $2";
        let mut removed = Removed::default();
        for mut row in tx.rows(sql, values![self.before, limits::EXPIRED_AT_ONCE]).await? {
            let application: ApplicationId = row.take(0)?;
            removed.documents.extend(take_apart(tx, application).await?);
            for sql in DELETIONS {
                tx.execute(sql, values![application]).await?;
            }
            removed.applications += 1;
        }
        Ok(removed)
    }
}
