//! Uploaded documents: their rows. The bytes lie beside the database ([`crate::blobs`]) and are on disk before a row
//! names them.

use jiff::Timestamp;

use super::{drafts::SaveDraft, resume::found};
use crate::{
    actor::{Actor, filled, reached, reaching},
    error::{Error, Result},
    ids::{ApplicationId, DocumentId},
    limits,
    seam::{Op, Query, Read, Tx},
    value::Row,
    values,
};

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentState {
    /// Its bytes are here; no answer names it yet.
    Quarantined,
    /// An answer names it.
    Attached,
    /// Taken away; its bytes are to be deleted.
    Removed,
}

/// What the virus scanner has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scan {
    /// Nothing yet.
    Waiting,
    /// Nothing found.
    Clean,
    /// Something found.
    Infected,
    /// It could not be scanned.
    Failed,
    /// No scanner is configured.
    Off,
}

impl DocumentState {
    fn parse(text: &str) -> Result<DocumentState> {
        match text {
            "quarantined" => Ok(DocumentState::Quarantined),
            "attached" => Ok(DocumentState::Attached),
            "removed" => Ok(DocumentState::Removed),
            other => Err(Error::Corrupt(format!("a document is in the state {other:?}"))),
        }
    }
}

impl Scan {
    fn name(self) -> &'static str {
        match self {
            Scan::Waiting => "waiting",
            Scan::Clean => "clean",
            Scan::Infected => "infected",
            Scan::Failed => "failed",
            Scan::Off => "off",
        }
    }

    fn parse(text: &str) -> Result<Scan> {
        [Scan::Waiting, Scan::Clean, Scan::Infected, Scan::Failed, Scan::Off]
            .into_iter()
            .find(|scan| scan.name() == text)
            .ok_or_else(|| Error::Corrupt(format!("a document's scan is {text:?}")))
    }
}

/// Writes the row of a document whose bytes are on disk, in quarantine: no answer names it yet.
///
/// Errors: [`Error::Closed`] when the application is filed, [`Error::Full`] at [`limits::DOCUMENTS_PER_APPLICATION`],
/// [`limits::UNATTACHED_PER_APPLICATION`] or [`limits::UPLOADS_PER_APPLICATION`], [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct AddDocument {
    /// The id its bytes are kept under.
    pub id: DocumentId,
    /// Of which application.
    pub application: ApplicationId,
    /// Which question it answers, as a path.
    pub question: String,
    /// Its length in bytes as the person sent it.
    pub size: u64,
    /// Its file name, type and hash, sealed.
    pub sealed: Vec<u8>,
    /// [`Scan::Waiting`], or [`Scan::Off`] without a scanner.
    pub scan: Scan,
    /// Now.
    pub now: Timestamp,
}

impl Op for AddDocument {
    /// The document's version: how many there have been for its question, this one included.
    type Out = u64;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        // Writing the draft first makes two of these wait for each other, and holds the draft open.
        let [link, at] = actor.invitation();
        let draft =
            concat!("UPDATE applications SET touched = $6 WHERE id = $5 AND state = 'draft' AND ", filled!("$7", "$8"));
        if tx.execute(draft, &reaching![actor; self.application, self.now, link, at]).await? == 0 {
            return Err(why_not_open(actor, tx, self.application).await);
        }
        let added = "SELECT version, application FROM documents WHERE id = $1";
        if let Some(mut row) = tx.optional(added, values![self.id]).await? {
            return if row.take::<ApplicationId>(1)? == self.application { row.take(0) } else { Err(Error::Conflict) };
        }
        let counts = "SELECT COUNT(CASE WHEN question = $2 THEN 1 END), COUNT(CASE WHEN state = 'attached' THEN 1 END), \
                      COUNT(CASE WHEN state = 'quarantined' THEN 1 END), COUNT(*) FROM documents WHERE application = $1";
        let question = limits::text(self.question)?;
        let mut row = tx.one(counts, values![self.application, question.as_str()]).await?;
        let version = row.take::<u64>(0)? + 1;
        for (column, of, limit) in [
            (1, "documents in one application", limits::DOCUMENTS_PER_APPLICATION),
            (2, "documents in one application that no answer names", limits::UNATTACHED_PER_APPLICATION),
            (3, "uploads in one application", limits::UPLOADS_PER_APPLICATION),
        ] {
            if row.take::<u32>(column)? >= limit {
                return Err(Error::Full { of, limit: limit.into() });
            }
        }
        let size = i64::try_from(self.size).map_err(|_| Error::Unfit("a document of such a size"))?;
        tx.execute(
            "INSERT INTO documents (id, application, question, version, state, scan, size, sealed, created) \
             VALUES ($1, $2, $3, $4, 'quarantined', $5, $6, $7, $8)",
            values![
                self.id,
                self.application,
                question,
                super::drafts::version(version)?,
                self.scan.name(),
                size,
                limits::sealed(self.sealed)?,
                self.now
            ],
        )
        .await?;
        Ok(version)
    }
}

/// Why an application takes no document: filed, or not the actor's.
pub(super) async fn why_not_open<T: Tx>(actor: &Actor, tx: &mut T, application: ApplicationId) -> Error {
    let sql = concat!("SELECT 1 FROM applications WHERE id = $5 AND state = 'filed' AND ", reached!());
    match tx.optional(sql, &reaching![actor; application]).await {
        Ok(Some(_)) => Error::Closed,
        Ok(None) => Error::NotFound,
        Err(error) => error,
    }
}

/// Saves answers and, in the same change, marks the documents they now name as attached and those they no longer name as
/// removed. Errors as [`SaveDraft`]; [`Error::NotFound`] too when a document is not this application's, and [`Error::Full`]
/// when it would have more than [`limits::DOCUMENTS_PER_APPLICATION`].
#[derive(Debug, Clone)]
pub struct SaveWithDocuments {
    /// The answers.
    pub save: SaveDraft,
    /// Documents the answers now name.
    pub attach: Vec<DocumentId>,
    /// Documents they named before.
    pub remove: Vec<DocumentId>,
}

impl Op for SaveWithDocuments {
    /// The draft's new version.
    type Out = u64;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        if self.attach.len() + self.remove.len() > limits::DOCUMENTS_PER_APPLICATION as usize {
            let limit = limits::DOCUMENTS_PER_APPLICATION.into();
            return Err(Error::Full { of: "documents in one change", limit });
        }
        let application = self.save.application;
        let version = self.save.run(actor, tx).await?;
        let attaches = !self.attach.is_empty();
        for document in self.attach {
            let sql =
                "UPDATE documents SET state = 'attached' WHERE id = $1 AND application = $2 AND state <> 'removed'";
            found(tx.execute(sql, values![document, application]).await?)?;
        }
        for document in self.remove {
            let sql = "UPDATE documents SET state = 'removed', sealed = $3 WHERE id = $1 AND application = $2";
            found(tx.execute(sql, values![document, application, Vec::new()]).await?)?;
        }
        let attached = "SELECT COUNT(*) FROM documents WHERE application = $1 AND state = 'attached'";
        if attaches && tx.one(attached, values![application]).await?.take::<u32>(0)? > limits::DOCUMENTS_PER_APPLICATION
        {
            let limit = limits::DOCUMENTS_PER_APPLICATION.into();
            return Err(Error::Full { of: "documents in one application", limit });
        }
        Ok(version)
    }
}

/// Goes on when every one of `wanted` is attached to the application.
pub(super) async fn all_attached<T: Tx>(tx: &mut T, application: ApplicationId, wanted: &[DocumentId]) -> Result<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let sql = "SELECT id FROM documents WHERE application = $1 AND state = 'attached' LIMIT $2";
    let rows = tx.rows(sql, values![application, limits::DOCUMENTS_PER_APPLICATION]).await?;
    let attached: Vec<DocumentId> = rows.into_iter().map(|mut row| row.take(0)).collect::<Result<_>>()?;
    if wanted.iter().all(|document| attached.contains(document)) { Ok(()) } else { Err(Error::Conflict) }
}

/// Notes what the scanner said.
#[derive(Debug, Clone)]
pub struct SetScan {
    /// Which document.
    pub document: DocumentId,
    /// What it said.
    pub scan: Scan,
}

impl Op for SetScan {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        actor.must_be_system()?;
        let sql = "UPDATE documents SET scan = $2 WHERE id = $1";
        found(tx.execute(sql, values![self.document, self.scan.name()]).await?)
    }
}

/// A document's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Of which application.
    pub application: ApplicationId,
    /// Which question it answers, as a path.
    pub question: String,
    /// How many there had been for the question, this one included.
    pub version: u64,
    /// Where it stands.
    pub state: DocumentState,
    /// What the scanner said.
    pub scan: Scan,
    /// Its length in bytes as the person sent it.
    pub size: u64,
    /// Its file name, type and hash, sealed.
    pub sealed: Vec<u8>,
    /// When it was uploaded.
    pub created: Timestamp,
}

impl Document {
    pub(super) fn read(mut row: Row) -> Result<Document> {
        Ok(Document {
            id: row.take(0)?,
            application: row.take(1)?,
            question: row.take(2)?,
            version: row.take(3)?,
            state: DocumentState::parse(&row.take::<String>(4)?)?,
            scan: Scan::parse(&row.take::<String>(5)?)?,
            size: row.take(6)?,
            sealed: row.take(7)?,
            created: row.take(8)?,
        })
    }
}

macro_rules! document_columns {
    () => {
        "SELECT id, application, question, version, state, scan, size, sealed, created FROM documents WHERE "
    };
}

pub(super) use document_columns;

/// The documents of the actor's application that have not been removed, oldest first.
#[derive(Debug, Clone)]
pub struct ListDocuments {
    /// Of which application.
    pub application: ApplicationId,
}

impl Query for ListDocuments {
    type Out = Vec<Document>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<Document>> {
        let sql = concat!(
            document_columns!(),
            "application = $5 AND state <> 'removed' AND EXISTS (SELECT 1 FROM applications WHERE applications.id = $5 AND ",
            filled!("$7", "$8"),
            ") ORDER BY created, id LIMIT $6"
        );
        let most = limits::DOCUMENTS_PER_APPLICATION + limits::UNATTACHED_PER_APPLICATION;
        let [link, at] = actor.invitation();
        let rows = read.rows(sql, &reaching![actor; self.application, most, link, at]).await?;
        rows.into_iter().map(Document::read).collect()
    }
}

/// Reads one document of the actor's application, unless it was removed.
#[derive(Debug, Clone)]
pub struct LoadDocument {
    /// Of which application.
    pub application: ApplicationId,
    /// Which document.
    pub document: DocumentId,
}

impl Query for LoadDocument {
    type Out = Document;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Document> {
        let sql = concat!(
            document_columns!(),
            "id = $6 AND application = $5 AND state <> 'removed' AND \
             EXISTS (SELECT 1 FROM applications WHERE applications.id = $5 AND ",
            filled!("$7", "$8"),
            ")"
        );
        let [link, at] = actor.invitation();
        Document::read(read.one(sql, &reaching![actor; self.application, self.document, link, at]).await?)
    }
}
