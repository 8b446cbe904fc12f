//! Documents, sealed as they stream in: cut into segments, each authenticated with its place and whether it is the last.
//!
//! One upload has a random salt, and a key derived from the application's key, the document's id and that salt. So a
//! segment opens only in its own place, of its own document, of that very upload: leaving one out, exchanging two, adding
//! one, cutting the end off, or mixing two uploads of the same document are all errors.
//!
//! On disk: the header, then the sealed segments, nothing between. `docs/key-formats.md` has the bytes.

use crate::aead::{self, NONCE, TAG, VERSION};
use crate::data_key::DataKey;
use crate::derive::KeyBytes;
use crate::error::Error;
use crate::random::{Random, draw};

/// Plain bytes in every segment but the last: 64 KiB.
pub const SEGMENT: usize = 64 * 1024;
/// Bytes of a full sealed segment.
pub const SEALED_SEGMENT: usize = SEGMENT + TAG;
/// Bytes in front of the first sealed segment.
pub const SEGMENT_HEADER: usize = 1 + SALT;
/// The most segments a document can have. 256 TiB: whoever accepts uploads has a lower limit.
pub const MAX_SEGMENTS: u64 = 1 << 32;

const SALT: usize = 16;

/// Seals one document, segment by segment.
///
/// Write [`header`](Self::header), then what [`seal`](Self::seal) returns for every segment in order. Cut the document
/// into full segments of [`SEGMENT`] bytes and what is left; only what is left is sealed as the last (an empty document is
/// one empty last segment).
pub struct SegmentSealer {
    segments: Segments,
    header: [u8; SEGMENT_HEADER],
}

/// Opens one document, segment by segment, in order.
///
/// Read the header ([`SEGMENT_HEADER`] bytes), then pieces of [`SEALED_SEGMENT`] bytes and what is left. What has been
/// opened is genuine, but only a document whose last segment has opened is whole: end with [`finish`](Self::finish).
pub struct SegmentOpener(Segments);

impl SegmentSealer {
    /// Starts a document of the application `key` belongs to. `document` is its id.
    pub fn new(key: &DataKey, document: &[u8], random: &dyn Random) -> Self {
        let salt: [u8; SALT] = draw(random);
        let mut header = [VERSION; SEGMENT_HEADER];
        header[1..].copy_from_slice(&salt);
        Self { segments: Segments::new(key, document, &salt), header }
    }

    /// What to write before the first segment. Not secret.
    pub fn header(&self) -> [u8; SEGMENT_HEADER] {
        self.header
    }

    /// Seals the next segment, 16 bytes longer than `plain`.
    ///
    /// # Errors
    /// [`Error::SegmentSize`] unless `plain` has [`SEGMENT`] bytes, or fewer (but some) and is the last, or none and is
    /// both first and last. [`Error::AfterLastSegment`] after the last, [`Error::TooManySegments`] past
    /// [`MAX_SEGMENTS`].
    pub fn seal(&mut self, plain: &[u8], last: bool) -> Result<Vec<u8>, Error> {
        let nonce = self.segments.nonce(plain.len(), last)?;
        let mut sealed = Vec::with_capacity(plain.len() + TAG);
        sealed.extend_from_slice(plain);
        let tag = aead::encrypt(&self.segments.key, nonce, &context(last), &mut sealed);
        sealed.extend_from_slice(&tag);
        self.segments.advance(last);
        Ok(sealed)
    }
}

impl SegmentOpener {
    /// Starts reading the document whose id is `document`.
    ///
    /// # Errors
    /// [`Error::NotOpened`] if the header has the wrong length, [`Error::UnknownVersion`] if a newer format made it. A
    /// wrong key or document shows at the first segment.
    pub fn new(key: &DataKey, document: &[u8], header: &[u8]) -> Result<Self, Error> {
        match header.split_first() {
            Some((&VERSION, salt)) if salt.len() == SALT => Ok(Self(Segments::new(key, document, salt))),
            Some((version, _)) if *version != VERSION => Err(Error::UnknownVersion(*version)),
            _ => Err(Error::NotOpened),
        }
    }

    /// Opens the next segment. `last` is whether the file ends with it.
    ///
    /// # Errors
    /// [`Error::NotOpened`] if it is not exactly the segment that belongs here, or `last` is not what it was sealed with:
    /// a file that was cut short or lengthened. [`Error::SegmentSize`], [`Error::AfterLastSegment`] and
    /// [`Error::TooManySegments`] as for [`SegmentSealer::seal`].
    pub fn open(&mut self, sealed: &[u8], last: bool) -> Result<Vec<u8>, Error> {
        let length = sealed.len().checked_sub(TAG).ok_or(Error::NotOpened)?;
        let nonce = self.0.nonce(length, last)?;
        let plain = aead::decrypt(&self.0.key, nonce, &context(last), sealed)?;
        self.0.advance(last);
        Ok(plain)
    }

    /// Ends reading.
    ///
    /// # Errors
    /// [`Error::Unfinished`] if the last segment has not been opened.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.ended { Ok(()) } else { Err(Error::Unfinished) }
    }
}

impl std::fmt::Debug for SegmentSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SegmentSealer").field("next", &self.segments.next).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SegmentOpener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SegmentOpener").field("next", &self.0.next).finish_non_exhaustive()
    }
}

/// The size of a document when sealed, header included. Saturates at `u64::MAX`.
pub fn sealed_length(plain: u64) -> u64 {
    let segments = plain.div_ceil(SEGMENT as u64).max(1);
    plain.saturating_add(segments * TAG as u64).saturating_add(SEGMENT_HEADER as u64)
}

/// The size of a document from its sealed size; `None` if no document has that sealed size.
pub fn plain_length(sealed: u64) -> Option<u64> {
    let body = sealed.checked_sub(SEGMENT_HEADER as u64)?;
    let segments = body.div_ceil(SEALED_SEGMENT as u64);
    let plain = body.checked_sub(segments * TAG as u64)?;
    (sealed_length(plain) == sealed).then_some(plain)
}

/// What sealing and opening share: the key and the place in the document.
struct Segments {
    key: KeyBytes,
    next: u64,
    ended: bool,
}

impl Segments {
    fn new(key: &DataKey, document: &[u8], salt: &[u8]) -> Self {
        Self { key: key.for_document(document, salt), next: 0, ended: false }
    }

    /// The nonce of the next segment, which also says whether it is the last. The key is used for one upload only, so no
    /// nonce repeats under it.
    fn nonce(&self, plain: usize, last: bool) -> Result<[u8; NONCE], Error> {
        if self.ended {
            return Err(Error::AfterLastSegment);
        }
        if self.next >= MAX_SEGMENTS {
            return Err(Error::TooManySegments);
        }
        let fits = match plain {
            0 => last && self.next == 0,
            SEGMENT => true,
            shorter => last && shorter < SEGMENT,
        };
        if !fits {
            return Err(Error::SegmentSize);
        }
        let mut nonce = [0; NONCE];
        nonce[..8].copy_from_slice(&self.next.to_be_bytes());
        nonce[8] = u8::from(last);
        Ok(nonce)
    }

    fn advance(&mut self, last: bool) {
        self.next += 1;
        self.ended = last;
    }
}

/// What a segment is bound to besides its key, in which the document's id and the upload's salt are already.
fn context(last: bool) -> [&'static [u8]; 2] {
    [b"landfall/1/segment", if last { b"last" } else { b"more" }]
}
