//! The bytes of documents, beside the database: streamed in and out piece by piece, on disk before a row names them, and
//! never changed. They come sealed.
//!
//! A document's bytes lie in `documents/<two digits>/<its id>`. What an interrupted upload leaves behind, and what a
//! removed document left, is taken away by [`Blobs::sweep`].

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as Key};

use crate::{
    actor::Actor,
    error::{Error, OpenError, Result},
    ids::DocumentId,
    limits,
    ops::retention::KeptDocuments,
    private_folder,
    store::Store,
};

/// The folder with the bytes of documents; clones share it.
#[derive(Debug, Clone)]
pub struct Blobs {
    files: Arc<LocalFileSystem>,
    folder: Arc<PathBuf>,
}

impl Blobs {
    /// Opens the folder, making it (for this user only) if it is not there.
    pub fn open(folder: &Path) -> Result<Blobs, OpenError> {
        let unusable = |source: io::Error| OpenError::Place { place: folder.display().to_string(), source };
        private_folder::make(folder).map_err(unusable)?;
        let files = LocalFileSystem::new_with_prefix(folder).map_err(|source| unusable(io::Error::other(source)))?;
        Ok(Blobs { files: Arc::new(files.with_fsync(true)), folder: Arc::new(folder.to_owned()) })
    }

    /// Begins to take in a document of at most `max_bytes` sealed bytes. [`Error::Conflict`] when the id has bytes already.
    pub async fn begin(&self, id: DocumentId, max_bytes: u64) -> Result<Upload> {
        let key = key(id);
        match self.files.head(&key).await {
            Err(object_store::Error::NotFound { .. }) => {}
            Ok(_) => return Err(Error::Conflict),
            Err(error) => return Err(failed(error)),
        }
        let parts = self.files.put_multipart(&key).await.map_err(failed)?;
        Ok(Upload { parts: Some(parts), waiting: BytesMut::new(), taken: 0, max_bytes })
    }

    /// Begins to give out a document. [`Error::NotFound`] when there are no such bytes.
    pub async fn open_document(&self, id: DocumentId) -> Result<Download> {
        let key = key(id);
        let size = self.files.head(&key).await.map_err(failed)?.size;
        Ok(Download { files: Arc::clone(&self.files), key, size, fetched: 0, waiting: BytesMut::new() })
    }

    /// Deletes a document's bytes; none are there afterwards, whether or not there were any.
    pub async fn delete(&self, id: DocumentId) -> Result<()> {
        match self.files.delete(&key(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Deletes what was written before `before` and has no row that keeps it: remains of broken uploads, bytes of removed
    /// documents. Choose `before` so long ago that no upload begun then still runs. Answers with how many it deleted.
    pub async fn sweep(&self, store: &Store, actor: &Actor, before: Timestamp) -> Result<u64> {
        let mut deleted = 0;
        for shelf in 0..=u8::MAX {
            let folder = self.folder.join(format!("{shelf:02x}"));
            let old = tokio::task::spawn_blocking(move || files_before(&folder, before)).await;
            let old = old.map_err(Error::unavailable)?.map_err(Error::unavailable)?;
            for old in old.chunks(limits::LIST as usize) {
                let ids: Vec<DocumentId> = old.iter().filter_map(|file| file.document).collect();
                let kept = store.read(actor, KeptDocuments { documents: ids }).await?;
                for file in old.iter().filter(|file| file.document.is_none_or(|id| !kept.contains(&id))) {
                    tokio::fs::remove_file(&file.path).await.map_err(Error::unavailable)?;
                    deleted += 1;
                }
            }
        }
        Ok(deleted)
    }
}

/// A file in the folder that is old enough to be looked at.
struct OldFile {
    path: PathBuf,
    /// `None` for what an interrupted upload left behind.
    document: Option<DocumentId>,
}

fn files_before(folder: &Path, before: Timestamp) -> io::Result<Vec<OldFile>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut old = Vec::new();
    for entry in entries.take(limits::SWEPT_FILES) {
        let entry = entry?;
        let written = Timestamp::try_from(entry.metadata()?.modified()?).map_err(io::Error::other)?;
        if written < before {
            let document = entry.file_name().to_str().and_then(|name| name.parse().ok());
            old.push(OldFile { path: entry.path(), document });
        }
    }
    Ok(old)
}

/// Where a document's bytes lie in the folder. Documents are spread over folders by the end of their id; its beginning is a
/// time.
pub fn place(id: DocumentId) -> String {
    format!("{:02x}/{id}", id.0.as_bytes()[15])
}

fn key(id: DocumentId) -> Key {
    Key::from(place(id))
}

fn failed(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        object_store::Error::AlreadyExists { .. } => Error::Conflict,
        other => Error::unavailable(other),
    }
}

/// A document on its way in. Dropped before [`Upload::finish`] it leaves nothing that can be read.
pub struct Upload {
    /// `None` once it is finished.
    parts: Option<Box<dyn MultipartUpload>>,
    waiting: BytesMut,
    taken: u64,
    max_bytes: u64,
}

impl fmt::Debug for Upload {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Upload").field("taken", &self.taken).finish_non_exhaustive()
    }
}

impl Upload {
    /// Takes in the next bytes. [`Error::Full`] when they are too many.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.taken += bytes.len() as u64;
        if self.taken > self.max_bytes {
            return Err(Error::Full { of: "bytes in one document", limit: self.max_bytes });
        }
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= limits::BLOB_PART { self.write_waiting().await } else { Ok(()) }
    }

    async fn write_waiting(&mut self) -> Result<()> {
        let part = PutPayload::from_bytes(self.waiting.split().freeze());
        match &mut self.parts {
            Some(parts) => parts.put_part(part).await.map_err(failed),
            None => Ok(()),
        }
    }

    /// Ends it: when this answers, the bytes and their name are on disk. Answers with how many there are.
    pub async fn finish(mut self) -> Result<u64> {
        self.write_waiting().await?;
        if let Some(parts) = &mut self.parts {
            parts.complete().await.map_err(failed)?;
        }
        self.parts = None;
        Ok(self.taken)
    }

    /// Gives it up and takes away what was written.
    pub async fn abort(mut self) -> Result<()> {
        match self.parts.take() {
            Some(mut parts) => parts.abort().await.map_err(failed),
            None => Ok(()),
        }
    }
}

/// A document on its way out.
#[derive(Debug)]
pub struct Download {
    files: Arc<LocalFileSystem>,
    key: Key,
    size: u64,
    fetched: u64,
    waiting: BytesMut,
}

impl Download {
    /// How many bytes there are in all.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The next `length` bytes, fewer only at the end, and whether they are the last. After the last, `None`.
    pub async fn next(&mut self, length: usize) -> Result<Option<(Bytes, bool)>> {
        while self.waiting.len() < length && self.fetched < self.size {
            let end = self.size.min(self.fetched + limits::BLOB_PART as u64);
            let part = self.files.get_range(&self.key, self.fetched..end).await.map_err(failed)?;
            if part.len() as u64 != end - self.fetched {
                return Err(Error::Corrupt("a document is shorter than it was".to_owned()));
            }
            self.fetched = end;
            self.waiting.extend_from_slice(&part);
        }
        if self.waiting.is_empty() {
            return Ok(None);
        }
        let bytes = self.waiting.split_to(length.min(self.waiting.len())).freeze();
        Ok(Some((bytes, self.waiting.is_empty() && self.fetched == self.size)))
    }
}
