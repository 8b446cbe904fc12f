//! The bytes of documents: whole or not there, and swept away when nothing keeps them.

use std::fs;

use jiff::Timestamp;
use store::{
    DocumentId, Error, Who,
    blobs::{Blobs, Download},
    ops::documents::{AddDocument, SaveWithDocuments, Scan},
};

use crate::stage::{Stage, at, by, holder, next_uuid, on_every_database, save};

on_every_database!(a_sweep_takes_what_nothing_keeps);

async fn whole(mut download: Download, length: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut pieces, mut ended) = (Vec::new(), 0, false);
    while let Some((piece, last)) = download.next(length).await.unwrap() {
        assert!(!ended, "a piece after the last");
        assert!(piece.len() == length || last);
        bytes.extend_from_slice(&piece);
        (pieces, ended) = (pieces + 1, last);
    }
    assert!(ended || bytes.is_empty());
    (bytes, pieces)
}

async fn put(blobs: &Blobs, bytes: &[u8]) -> DocumentId {
    let id = DocumentId(next_uuid());
    let mut upload = blobs.begin(id, 1 << 30).await.unwrap();
    for piece in bytes.chunks(40_000) {
        upload.write(piece).await.unwrap();
    }
    assert_eq!(upload.finish().await.unwrap(), bytes.len() as u64);
    id
}

#[tokio::test]
async fn a_document_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(&folder.path().join("documents")).unwrap();
    for length in [1, 65_536, 3_000_001] {
        let bytes: Vec<u8> = (0_u32..length).map(|i| i.to_le_bytes()[0] ^ i.to_le_bytes()[1]).collect();
        let id = put(&blobs, &bytes).await;
        let (read, pieces) = whole(blobs.open_document(id).await.unwrap(), 65_552).await;
        assert!(read == bytes);
        assert_eq!(pieces, bytes.len().div_ceil(65_552));
    }
}

#[tokio::test]
async fn an_unfinished_upload_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let (dropped, aborted) = (DocumentId(next_uuid()), DocumentId(next_uuid()));
    let mut upload = blobs.begin(dropped, 1 << 30).await.unwrap();
    upload.write(&vec![7; 2_000_000]).await.unwrap();
    drop(upload);
    let mut upload = blobs.begin(aborted, 1 << 30).await.unwrap();
    upload.write(&vec![7; 2_000_000]).await.unwrap();
    upload.abort().await.unwrap();
    for id in [dropped, aborted] {
        assert!(matches!(blobs.open_document(id).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn too_many_bytes_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let mut upload = blobs.begin(DocumentId(next_uuid()), 10).await.unwrap();
    upload.write(&[1; 10]).await.unwrap();
    assert!(matches!(upload.write(&[1]).await, Err(Error::Full { limit: 10, .. })));
}

#[tokio::test]
async fn bytes_are_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let id = put(&blobs, b"first").await;
    assert!(matches!(blobs.begin(id, 10).await, Err(Error::Conflict)));
    blobs.delete(id).await.unwrap();
    blobs.delete(id).await.unwrap();
    assert!(matches!(blobs.open_document(id).await, Err(Error::NotFound)));
}

async fn a_sweep_takes_what_nothing_keeps(stage: Stage) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let application = stage.draft().await;
    let [kept, removed, rowless] =
        [put(&blobs, b"kept").await, put(&blobs, b"removed").await, put(&blobs, b"rowless").await];
    for id in [kept, removed] {
        let row = AddDocument {
            id,
            application,
            question: "passport".to_owned(),
            size: 4,
            sealed: Vec::new(),
            scan: Scan::Off,
            now: at(1),
        };
        stage.exec(&holder(application), row).await.unwrap();
    }
    let change = SaveWithDocuments { save: save(application, 1, b""), attach: vec![kept], remove: vec![removed] };
    stage.exec(&holder(application), change).await.unwrap();
    let mut unfinished = blobs.begin(DocumentId(next_uuid()), 1 << 30).await.unwrap();
    unfinished.write(&vec![7; 2_000_000]).await.unwrap();
    std::mem::forget(unfinished);

    let system = by(Who::System);
    assert_eq!(blobs.sweep(&stage, &system, Timestamp::MIN).await.unwrap(), 0);
    assert_eq!(blobs.sweep(&stage, &system, Timestamp::MAX).await.unwrap(), 3);
    assert!(blobs.open_document(kept).await.is_ok());
    for id in [removed, rowless] {
        assert!(matches!(blobs.open_document(id).await, Err(Error::NotFound)));
    }
    let files = fs::read_dir(folder.path()).unwrap().flat_map(|shelf| fs::read_dir(shelf.unwrap().path()).unwrap());
    assert_eq!(files.count(), 1);
}
