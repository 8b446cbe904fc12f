//! Documents on their way in and out: streamed, sealed segment by segment as they arrive, known by their content and not by
//! their name.

use crate::{app::App, mail::job_aad, problem::Problem, visit::Visit};
use axum::{
    body::{Body, Bytes},
    extract::multipart::Field,
    response::Response,
};
use http::{HeaderValue, header};
use programs::{DocumentRef, DocumentType};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{
    Actor, DocumentId, JobId, Who,
    blobs::{Download, Upload},
    ops::{
        documents::{AddDocument, Document, Scan},
        drafts::Application,
        jobs::{EnqueueJob, NewJob},
    },
};
use vault::{DataKey, SEGMENT, SEGMENT_HEADER, SegmentOpener, SegmentSealer, Sha256Stream};

/// The kind of job that scans a document.
pub const JOB: &str = "scan";
/// The longest file name kept, in characters.
const LONGEST_NAME: usize = 200;
/// Bytes looked at to tell what a file is.
const HEAD: usize = 64;

/// What is sealed beside a document's row.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    name: String,
    kind: DocumentType,
    sha256: String,
}

/// Why a file was not taken. Each is a message with the file's name in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It has no bytes.
    Empty,
    /// It is larger than the question allows.
    TooLarge,
    /// Its content is none of the types the question allows.
    WrongType,
    /// It did not arrive whole, or could not be kept: worth another try.
    Broken,
}

/// What a question allows.
#[derive(Debug, Clone, Copy)]
pub struct Allowed<'a> {
    /// Types.
    pub accept: &'a [DocumentType],
    /// Largest file, bytes.
    pub max_bytes: u64,
}

/// Binds what is sealed about a document to its row.
fn about_aad(id: DocumentId) -> Vec<u8> {
    [b"documents.sealed/".as_slice(), id.0.as_bytes()].concat()
}

/// Takes in one file for `question` (a path) of the application: its bytes first, then its row, both in quarantine until the
/// answers name it.
///
/// # Errors
/// The outer error when the application takes no more; the inner when this file is refused. What is left of a refused file
/// is read to its end, so that the rest of the form still arrives.
pub async fn take(
    visit: &Visit,
    actor: &Actor,
    (row, key): (&Application, &DataKey),
    question: &str,
    allowed: Allowed<'_>,
    mut field: Field<'_>,
) -> Result<Result<DocumentRef, Refused>, Problem> {
    let app = &visit.app;
    let name = tidy(field.file_name().unwrap_or_default());
    let id = DocumentId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid());
    let received = match receive(app, key, id, allowed, &mut field).await {
        Ok(received) => received,
        Err(refused) => {
            while let Ok(Some(_)) = field.chunk().await {}
            return Ok(Err(refused));
        }
    };
    let about = About { name: name.clone(), kind: received.kind, sha256: vault::encoding::to_hex(&received.sha256) };
    let sealed = serde_json::to_vec(&about).map_err(|error| Problem::internal(&error))?;
    // What the service itself sends is no work for the scanner, and counts nowhere.
    let scans = app.scans && !visit.is_synthetic;
    let add = AddDocument {
        id,
        application: row.id,
        question: question.to_owned(),
        size: received.size,
        sealed: key.seal(&about_aad(id), &sealed, &*app.random),
        scan: if scans { Scan::Waiting } else { Scan::Off },
        now: app.now(),
    };
    if let Err(error) = app.store.exec(actor, add).await {
        delete(app, &[id]).await;
        return Err(error.into());
    }
    if scans {
        let job = JobId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid());
        let sealed = key.seal(&job_aad(job), id.0.as_bytes(), &*app.random);
        let scan = NewJob { id: job, kind: JOB.to_owned(), application: Some(row.id), sealed, run_after: app.now() };
        app.store.exec(&visit.actor(Who::System), EnqueueJob(scan)).await?;
    }
    Ok(Ok(DocumentRef { id: id.to_string(), name, kind: about.kind, size: received.size, sha256: about.sha256 }))
}

struct Received {
    kind: DocumentType,
    size: u64,
    sha256: [u8; 32],
}

async fn receive(
    app: &App,
    key: &DataKey,
    id: DocumentId,
    allowed: Allowed<'_>,
    field: &mut Field<'_>,
) -> Result<Received, Refused> {
    let broken = |error: &dyn std::error::Error| {
        tracing::warn!(error = crate::problem::chain(error), "a file did not arrive or could not be kept");
        Refused::Broken
    };
    let mut head = Vec::new();
    while head.len() < HEAD {
        let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? else { break };
        head.extend_from_slice(&chunk);
    }
    if head.is_empty() {
        return Err(Refused::Empty);
    }
    let kind = recognise(&head).filter(|kind| allowed.accept.contains(kind)).ok_or(Refused::WrongType)?;
    let most = vault::sealed_length(allowed.max_bytes);
    let mut upload = app.blobs.begin(id, most).await.map_err(|error| broken(&error))?;
    let mut sealing = Sealing::new(key, id, app);
    let outcome = async {
        upload.write(&sealing.sealer.header()).await.map_err(|error| broken(&error))?;
        let mut chunk = Some(Bytes::from(head));
        while let Some(bytes) = chunk {
            sealing.size += bytes.len() as u64;
            if sealing.size > allowed.max_bytes {
                return Err(Refused::TooLarge);
            }
            sealing.take(&bytes, &mut upload).await.map_err(|error| broken(&error))?;
            chunk = field.chunk().await.map_err(|error| broken(&error))?;
        }
        Ok(())
    }
    .await;
    if let Err(refused) = outcome {
        if let Err(error) = upload.abort().await {
            tracing::warn!(error = crate::problem::chain(&error), "the remains of a refused file stay until the sweep");
        }
        return Err(refused);
    }
    let (size, sha256) = sealing.finish(upload).await.map_err(|error| broken(&error))?;
    Ok(Received { kind, size, sha256 })
}

/// Seals what arrives, a segment behind: only at the end is it known which one is the last.
struct Sealing {
    sealer: SegmentSealer,
    waiting: Vec<u8>,
    hash: Sha256Stream,
    size: u64,
}

impl Sealing {
    fn new(key: &DataKey, id: DocumentId, app: &App) -> Self {
        let sealer = SegmentSealer::new(key, id.0.as_bytes(), &*app.random);
        Self { sealer, waiting: Vec::with_capacity(2 * SEGMENT), hash: Sha256Stream::new(), size: 0 }
    }

    async fn take(&mut self, bytes: &[u8], upload: &mut Upload) -> Result<(), store::Error> {
        self.hash.update(bytes);
        self.waiting.extend_from_slice(bytes);
        while self.waiting.len() > SEGMENT {
            let segment: Vec<u8> = self.waiting.drain(..SEGMENT).collect();
            self.write(&segment, false, upload).await?;
        }
        Ok(())
    }

    async fn finish(mut self, mut upload: Upload) -> Result<(u64, [u8; 32]), store::Error> {
        let rest = std::mem::take(&mut self.waiting);
        self.write(&rest, true, &mut upload).await?;
        upload.finish().await?;
        Ok((self.size, self.hash.finish()))
    }

    async fn write(&mut self, segment: &[u8], last: bool, upload: &mut Upload) -> Result<(), store::Error> {
        let sealed = self.sealer.seal(segment, last).map_err(|error| store::Error::Broken(error.to_string()))?;
        upload.write(&sealed).await
    }
}

/// What a file is, by its first bytes. A name proves nothing.
fn recognise(head: &[u8]) -> Option<DocumentType> {
    match infer::get(head)?.mime_type() {
        "application/pdf" => Some(DocumentType::Pdf),
        "image/jpeg" => Some(DocumentType::Jpeg),
        "image/png" => Some(DocumentType::Png),
        "image/heif" | "image/heic" => Some(DocumentType::Heic),
        _ => None,
    }
}

/// A file name without path, control characters and direction marks, not too long.
fn tidy(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let unseen = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = name.chars().filter(unseen).take(LONGEST_NAME).collect();
    if name.trim().is_empty() { "document".to_owned() } else { name }
}

/// Deletes documents' bytes, after their rows are gone. What cannot be deleted now is swept later.
pub async fn delete(app: &Arc<App>, documents: &[DocumentId]) {
    for document in documents {
        if let Err(error) = app.blobs.delete(*document).await {
            tracing::warn!(error = crate::problem::chain(&error), "a removed document's bytes stay until the sweep");
        }
    }
}

/// Opens a sealed document, piece by piece.
pub struct Opened {
    download: Download,
    opener: Option<SegmentOpener>,
}

impl Opened {
    /// Begins to open the document `id` under `key`.
    ///
    /// # Errors
    /// 503 when the bytes cannot be read, 500 when they are not what was written.
    pub async fn begin(app: &App, key: &DataKey, id: DocumentId) -> Result<Self, Problem> {
        let mut download = app.blobs.open_document(id).await?;
        let (header, _) =
            download.next(SEGMENT_HEADER).await?.ok_or_else(|| Problem::broken("a stored document has no header"))?;
        Ok(Self { download, opener: Some(SegmentOpener::new(key, id.0.as_bytes(), &header)?) })
    }

    /// The next plain bytes; `None` once the document has been read whole.
    ///
    /// # Errors
    /// When bytes are missing or changed.
    pub async fn next(&mut self) -> Result<Option<Bytes>, std::io::Error> {
        let Some(opener) = &mut self.opener else { return Ok(None) };
        let sealed = self.download.next(vault::SEALED_SEGMENT).await.map_err(std::io::Error::other)?;
        let Some((sealed, last)) = sealed else { return Err(std::io::Error::other("a stored document is cut off")) };
        let plain = opener.open(&sealed, last).map_err(std::io::Error::other)?;
        if last {
            self.opener = None;
        }
        Ok(Some(plain.into()))
    }
}

/// A document back to the person who sent it: as a download, never shown in our pages' name.
///
/// # Errors
/// As [`Opened::begin`].
pub async fn give(app: &App, key: &DataKey, document: &Document) -> Result<Response, Problem> {
    let about = key.open(&about_aad(document.id), &document.sealed)?;
    let about: About = serde_json::from_slice(&about).map_err(|error| Problem::internal(&error))?;
    let opened = Opened::begin(app, key, document.id).await?;
    let stream = futures_util::stream::try_unfold(opened, |mut opened| async move {
        Ok::<_, std::io::Error>(opened.next().await?.map(|bytes| (bytes, opened)))
    });
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(about.kind.media_type()));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(document.size));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    let name = percent_encoding::utf8_percent_encode(&about.name, percent_encoding::NON_ALPHANUMERIC);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_with_whatever_it_is_called() {
        assert_eq!(recognise(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), Some(DocumentType::Pdf));
        assert_eq!(recognise(b"\xff\xd8\xff\xe0\x00\x10JFIF"), Some(DocumentType::Jpeg));
        assert_eq!(recognise(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(DocumentType::Png));
        assert_eq!(recognise(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(DocumentType::Heic));
        for other in [&b"<html><script>"[..], b"MZ\x90\0", b"PK\x03\x04", b"", b"GIF89a"] {
            assert_eq!(recognise(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_file_name_keeps_its_letters_and_loses_its_tricks() {
        assert_eq!(tidy("C:\\Users\\x\\Löwe.pdf"), "Löwe.pdf");
        assert_eq!(tidy("../../etc/passwd"), "passwd");
        assert_eq!(tidy("a\u{202e}fdp.exe\n"), "afdp.exe");
        assert_eq!(tidy(""), "document");
    }
}
