//! What the service files by itself to prove that people could: known by its program, and removed whole after a while.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::Result,
    ids::{ApplicationId, DocumentId},
    limits,
    seam::{Op, Tx},
    values,
};

/// The program of everything that is filed so. No site may have a program of this id. The index of these rows (V8) names it too.
pub const PROGRAM: &str = "synthetic-filing";

/// Everything that hangs on an application, in the order in which it can be deleted, and the application itself.
const DELETIONS: [&str; 7] = [
    "DELETE FROM jobs WHERE application = $1",
    "DELETE FROM invitations WHERE application = $1",
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

/// What [`RemoveSynthetic`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// How many applications were deleted; as many as the limit means there may be more.
    pub applications: u32,
    /// The documents whose bytes are now to be deleted.
    pub documents: Vec<DocumentId>,
}

impl Op for RemoveSynthetic {
    type Out = Removed;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Removed> {
        actor.must_be_system()?;
        let sql = "SELECT id FROM applications WHERE program = 'synthetic-filing' AND touched <= $1 ORDER BY touched LIMIT $2";
        let mut removed = Removed { applications: 0, documents: Vec::new() };
        for mut row in tx.rows(sql, values![self.before, limits::EXPIRED_AT_ONCE]).await? {
            let application: ApplicationId = row.take(0)?;
            let documents = "SELECT id FROM documents WHERE application = $1 ORDER BY id LIMIT $2";
            for mut row in tx.rows(documents, values![application, limits::UPLOADS_PER_APPLICATION]).await? {
                removed.documents.push(row.take(0)?);
            }
            for sql in DELETIONS {
                tx.execute(sql, values![application]).await?;
            }
            removed.applications += 1;
        }
        Ok(removed)
    }
}
