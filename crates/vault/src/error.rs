//! What can go wrong with a key, a seal or a secret, in words an operator can use.

/// Why a key, seal or secret was refused.
///
/// A seal that does not open gives the same answer whatever the cause, so that an attacker who can offer seals learns
/// nothing from the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The seal was changed, was cut, belongs to another thing, or was made under another key.
    #[error(
        "the sealed data does not open: it was changed, belongs to something else, or was sealed under another key"
    )]
    NotOpened,
    /// The seal says it was made by a format this version does not know.
    #[error("the sealed data has format version {0}, which this version of Landfall does not know")]
    UnknownVersion(u8),
    /// The text is not a key file of the expected kind.
    #[error(
        "this is not a {kind}: it should be one line, “{prefix}” followed by 43 letters, digits, hyphens and underscores"
    )]
    NotAKeyFile {
        /// What was expected, such as "master key file".
        kind: &'static str,
        /// How its line begins.
        prefix: &'static str,
    },
    /// The text cannot be a secret: wrong length or wrong characters.
    #[error("this is not a secret: it should be eight groups of four letters and digits, with hyphens between them")]
    NotASecret,
    /// A segment is larger than [`SEGMENT`](crate::SEGMENT), or is short and not the last, or is empty without need.
    #[error(
        "a document segment has the wrong size: every one but the last is full, and only an empty document ends empty"
    )]
    SegmentSize,
    /// Another segment was offered after the last one.
    #[error("a document segment follows the last one")]
    AfterLastSegment,
    /// The document ended before its last segment.
    #[error("the document is cut short: its last segment is missing")]
    Unfinished,
    /// The document has more than [`MAX_SEGMENTS`](crate::MAX_SEGMENTS) segments.
    #[error("the document has too many segments")]
    TooManySegments,
    /// The sequence lies outside the numbers that can be given out.
    #[error("sequence {0} is past the last number that can be given out")]
    SequenceTooLarge(u64),
}
