//! Forgetting: drafts that are deleted or that nobody touched. Their keys go first, and with them every readable answer.
//! And documents that no answer came to name.

use jiff::Timestamp;

use crate::{
    actor::{Actor, reached, reaching},
    error::{Error, Result},
    ids::{ApplicationId, DocumentId},
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// Deletes the actor's draft: its key, answers, links, documents and jobs. The row stays, empty, so that its reference is
/// never given out again. Answers with the documents whose bytes are now to be deleted.
///
/// Errors: [`Error::Closed`] when it is filed, [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct DeleteDraft {
    /// Which application.
    pub application: ApplicationId,
    /// Now.
    pub now: Timestamp,
}

impl Op for DeleteDraft {
    type Out = Vec<DocumentId>;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Vec<DocumentId>> {
        let sql = concat!("SELECT state FROM applications WHERE id = $5 AND ", reached!());
        let mut row = tx.one(sql, &reaching![actor; self.application]).await?;
        match row.take::<String>(0)?.as_str() {
            "draft" => erase(tx, self.application, self.now).await,
            "filed" => Err(Error::Closed),
            _ => removed_documents(tx, self.application).await,
        }
    }
}

/// Deletes drafts whose time has come, at most [`limits::EXPIRED_AT_ONCE`] at once, as [`DeleteDraft`] does.
#[derive(Debug, Clone)]
pub struct ExpireDrafts {
    /// Now: drafts that expire at or before it are deleted.
    pub now: Timestamp,
}

/// What was deleted at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Removed {
    /// How many applications; as many as [`limits::EXPIRED_AT_ONCE`] means there may be more.
    pub applications: u32,
    /// The documents whose bytes are now to be deleted.
    pub documents: Vec<DocumentId>,
}

impl Op for ExpireDrafts {
    type Out = Removed;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Removed> {
        actor.must_be_system()?;
        let sql = "SELECT id FROM applications WHERE state = 'draft' AND expires <= $1 ORDER BY expires, id LIMIT $2";
        let mut removed = Removed::default();
        for mut row in tx.rows(sql, values![self.now, limits::EXPIRED_AT_ONCE]).await? {
            removed.documents.extend(erase(tx, row.take(0)?, self.now).await?);
            removed.applications += 1;
        }
        Ok(removed)
    }
}

/// Empties a draft's row and takes everything that hangs on it. The hash of its link stays, which opens nothing any more:
/// by it the same request is answered again.
pub(super) async fn erase<T: Tx>(tx: &mut T, application: ApplicationId, now: Timestamp) -> Result<Vec<DocumentId>> {
    tx.execute(
        "UPDATE applications SET state = 'deleted', wrapped_key = $2, sealed = $2, second_secret = NULL, contact = NULL, \
         version = version + 1, touched = $3 WHERE id = $1 AND state = 'draft'",
        values![application, Vec::new(), now],
    )
    .await?;
    take_apart(tx, application).await
}

/// Takes away what hangs on an application: what was to be done for it, who was invited, what its documents are called. Answers with
/// the documents whose bytes are now to be deleted.
pub(super) async fn take_apart<T: Tx>(tx: &mut T, application: ApplicationId) -> Result<Vec<DocumentId>> {
    tx.execute("DELETE FROM jobs WHERE application = $1", values![application]).await?;
    tx.execute("DELETE FROM invitations WHERE application = $1", values![application]).await?;
    tx.execute(
        "UPDATE documents SET state = 'removed', sealed = $2 WHERE application = $1",
        values![application, Vec::new()],
    )
    .await?;
    removed_documents(tx, application).await
}

async fn removed_documents<T: Tx>(tx: &mut T, application: ApplicationId) -> Result<Vec<DocumentId>> {
    let sql = "SELECT id FROM documents WHERE application = $1 AND state = 'removed' ORDER BY id LIMIT $2";
    let rows = tx.rows(sql, values![application, limits::UPLOADS_PER_APPLICATION]).await?;
    rows.into_iter().map(|mut row| row.take(0)).collect()
}

/// Removes documents that came at a time or before and that no answer names: their page was never saved. At most
/// [`limits::LIST`] at once. The documents of a page that is being sent now are younger.
#[derive(Debug, Clone)]
pub struct RemoveUnattached {
    /// That time.
    pub before: Timestamp,
}

impl Op for RemoveUnattached {
    /// The documents whose bytes are now to be deleted; as many as the limit means there may be more.
    type Out = Vec<DocumentId>;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<Vec<DocumentId>> {
        actor.must_be_system()?;
        let sql = "UPDATE documents SET state = 'removed', sealed = $2 WHERE id IN \
                   (SELECT id FROM documents WHERE state = 'quarantined' AND created <= $1 ORDER BY created LIMIT $3) \
                   RETURNING id";
        let rows = tx.rows(sql, values![self.before, Vec::new(), limits::LIST]).await?;
        rows.into_iter().map(|mut row| row.take(0)).collect()
    }
}

/// Which of these documents' bytes are still needed: those with a row that is not removed. The sweep of document bytes
/// asks before it deletes. At most [`limits::LIST`] at once.
#[derive(Debug, Clone)]
pub struct KeptDocuments {
    /// Which documents.
    pub documents: Vec<DocumentId>,
}

impl Query for KeptDocuments {
    type Out = Vec<DocumentId>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<DocumentId>> {
        actor.must_be_system()?;
        if self.documents.len() > limits::LIST as usize {
            return Err(Error::Full { of: "documents in one question", limit: limits::LIST.into() });
        }
        let mut kept = Vec::new();
        for document in self.documents {
            let sql = "SELECT 1 FROM documents WHERE id = $1 AND state <> 'removed'";
            if read.optional(sql, values![document]).await?.is_some() {
                kept.push(document);
            }
        }
        Ok(kept)
    }
}
