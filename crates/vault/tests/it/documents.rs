//! A document's segments open in their places, complete and in order, or not at all.

use proptest::prelude::*;
use vault::{
    DataKey, Error, SEALED_SEGMENT, SEGMENT, SEGMENT_HEADER, SegmentOpener, SegmentSealer, plain_length, sealed_length,
};

use crate::support::{keys, seeded, tampering};

fn key() -> DataKey {
    keys(1).new_data_key(&seeded(2))
}

/// Seals a document the way an upload does and returns the file.
fn seal(plain: &[u8], seed: u64) -> Vec<u8> {
    let mut sealer = SegmentSealer::new(&key(), b"document", &seeded(seed));
    let mut file = sealer.header().to_vec();
    let mut pieces = plain.chunks(SEGMENT).peekable();
    if pieces.peek().is_none() {
        file.extend(sealer.seal(&[], true).unwrap());
    }
    while let Some(piece) = pieces.next() {
        file.extend(sealer.seal(piece, pieces.peek().is_none()).unwrap());
    }
    file
}

/// Opens a file the way a download does.
fn open(file: &[u8]) -> Result<Vec<u8>, Error> {
    let (header, body) = file.split_at(SEGMENT_HEADER.min(file.len()));
    let mut opener = SegmentOpener::new(&key(), b"document", header)?;
    let mut plain = Vec::new();
    let mut pieces = body.chunks(SEALED_SEGMENT).peekable();
    while let Some(piece) = pieces.next() {
        plain.extend(opener.open(piece, pieces.peek().is_none())?);
    }
    opener.finish()?;
    Ok(plain)
}

fn document(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect()
}

/// A file's header and its sealed segments.
fn parts(file: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let (header, body) = file.split_at(SEGMENT_HEADER);
    (header.to_vec(), body.chunks(SEALED_SEGMENT).map(<[u8]>::to_vec).collect())
}

/// Lengths around the edges of segments.
const LENGTHS: [usize; 9] =
    [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT - 1, 2 * SEGMENT, 2 * SEGMENT + 1, 3 * SEGMENT + 77];

#[test]
fn documents_of_every_length_open_again() {
    for length in LENGTHS {
        let plain = document(length);
        let file = seal(&plain, 3);
        assert_eq!(file.len() as u64, sealed_length(length as u64), "{length}");
        assert_eq!(plain_length(file.len() as u64), Some(length as u64));
        assert!(open(&file).unwrap() == plain, "{length}");
    }
}

#[test]
fn a_document_cut_anywhere_near_an_edge_does_not_open() {
    let file = seal(&document(2 * SEGMENT + 100), 3);
    let edge = SEGMENT_HEADER + SEALED_SEGMENT;
    let cuts = (0..SEGMENT_HEADER + 20)
        .chain(edge - 20..edge + 20)
        .chain(edge + SEALED_SEGMENT - 20..edge + SEALED_SEGMENT + 20)
        .chain(file.len() - 20..file.len());
    for cut in cuts {
        assert!(open(&file[..cut]).is_err(), "cut to {cut} bytes");
    }
}

#[test]
fn a_document_without_its_last_segments_does_not_open() {
    let (header, segments) = parts(&seal(&document(3 * SEGMENT + 5), 3));
    for kept in 1..segments.len() {
        assert_eq!(open(&[header.clone(), segments[..kept].concat()].concat()), Err(Error::NotOpened), "{kept} kept");
    }
    assert_eq!(open(&header), Err(Error::Unfinished));
    assert_eq!(open(&[]), Err(Error::NotOpened));
}

#[test]
fn every_other_order_of_segments_is_refused() {
    let (header, segments) = parts(&seal(&document(3 * SEGMENT), 3));
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [0, 0, 2], [0, 1, 1], [1, 1, 2], [2, 2, 2]] {
        let body: Vec<u8> = order.iter().flat_map(|at| segments[*at].clone()).collect();
        assert!(open(&[header.clone(), body].concat()).is_err(), "{order:?}");
    }
}

#[test]
fn a_lengthened_document_does_not_open() {
    let file = seal(&document(2 * SEGMENT), 3);
    let (_, segments) = parts(&file);
    for more in [vec![0], vec![0; SEALED_SEGMENT], segments[0].clone(), segments[1].clone()] {
        assert_eq!(open(&[file.clone(), more].concat()), Err(Error::NotOpened));
    }
}

#[test]
fn segments_of_two_uploads_of_one_document_do_not_mix() {
    let (header, mut segments) = parts(&seal(&document(2 * SEGMENT), 3));
    let (_, others) = parts(&seal(&document(2 * SEGMENT), 4));
    segments[1].clone_from(&others[1]);
    assert_eq!(open(&[header, segments.concat()].concat()), Err(Error::NotOpened));
}

#[test]
fn a_segment_opens_only_as_its_own_document_and_under_its_own_key() {
    let file = seal(b"a page", 3);
    let (header, body) = file.split_at(SEGMENT_HEADER);
    let another_key = keys(1).new_data_key(&seeded(9));
    for (key, document) in [(&key(), b"document 2".as_slice()), (&another_key, b"document")] {
        assert_eq!(SegmentOpener::new(key, document, header).unwrap().open(body, true), Err(Error::NotOpened));
    }
}

#[test]
fn the_last_flag_must_be_the_one_it_was_sealed_with() {
    let file = seal(&document(SEGMENT), 3);
    let (header, body) = file.split_at(SEGMENT_HEADER);
    assert_eq!(SegmentOpener::new(&key(), b"document", header).unwrap().open(body, false), Err(Error::NotOpened));
}

#[test]
fn nothing_follows_the_last_segment() {
    let mut sealer = SegmentSealer::new(&key(), b"document", &seeded(3));
    let sealed = sealer.seal(b"all", true).unwrap();
    assert_eq!(sealer.seal(b"more", true), Err(Error::AfterLastSegment));
    let mut opener = SegmentOpener::new(&key(), b"document", &sealer.header()).unwrap();
    assert_eq!(opener.open(&sealed, true), Ok(b"all".to_vec()));
    assert_eq!(opener.open(&sealed, true), Err(Error::AfterLastSegment));
}

#[test]
fn a_failed_segment_does_not_advance_the_opener() {
    let mut sealer = SegmentSealer::new(&key(), b"document", &seeded(3));
    let sealed = sealer.seal(b"all", true).unwrap();
    let mut opener = SegmentOpener::new(&key(), b"document", &sealer.header()).unwrap();
    assert_eq!(opener.open(&[0; 19], true), Err(Error::NotOpened));
    assert_eq!(opener.open(&sealed, true), Ok(b"all".to_vec()));
    assert_eq!(opener.finish(), Ok(()));
}

#[test]
fn segments_of_the_wrong_size_are_refused() {
    for (plain, last) in [(0, false), (1, false), (SEGMENT - 1, false), (SEGMENT + 1, false), (SEGMENT + 1, true)] {
        let mut sealer = SegmentSealer::new(&key(), b"document", &seeded(3));
        assert_eq!(sealer.seal(&vec![0; plain], last), Err(Error::SegmentSize), "{plain} {last}");
    }
    let mut sealer = SegmentSealer::new(&key(), b"document", &seeded(3));
    sealer.seal(&vec![0; SEGMENT], false).unwrap();
    assert_eq!(
        sealer.seal(&[], true),
        Err(Error::SegmentSize),
        "a full segment before an empty one should have been last"
    );
}

#[test]
fn a_header_of_a_newer_format_is_named_as_such() {
    let header = [9; SEGMENT_HEADER];
    assert_eq!(SegmentOpener::new(&key(), b"document", &header).err(), Some(Error::UnknownVersion(9)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_changed_document_does_not_open(length in 0..2 * SEGMENT + 50, tampering in tampering()) {
        prop_assert!(open(&tampering.apply(&seal(&document(length), 3))).is_err());
    }

    #[test]
    fn a_length_has_one_sealed_length_and_back(plain in 0..u64::MAX / 2, sealed in 0..u64::MAX / 2) {
        prop_assert_eq!(plain_length(sealed_length(plain)), Some(plain));
        if let Some(plain) = plain_length(sealed) {
            prop_assert_eq!(sealed_length(plain), sealed);
        }
    }
}
