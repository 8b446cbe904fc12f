//! The picture of a notice: a PNG or a JPEG of a bounded size, known by what is in it.

use std::fmt;

/// The largest picture, in bytes. Cards take more; people on the night have little.
pub const LARGEST_PICTURE: u64 = 512 * 1024;
/// The fewest and the most dots across and down: smaller is no picture on a card, larger costs every visitor memory.
const FEWEST: u32 = 200;
const MOST: u32 = 4_096;

/// What a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureKind {
    /// Its content type.
    pub content_type: &'static str,
    /// What the name of its file ends in.
    pub ending: &'static str,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
}

/// Why a picture is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPicture {
    /// It is neither PNG nor JPEG, or not a whole one.
    Unknown,
    /// It has too many bytes.
    TooLarge,
    /// It has too few dots or too many.
    Dots(u32, u32),
}

impl fmt::Display for BadPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => write!(f, "it is no PNG and no JPEG. Save it as one of these"),
            Self::TooLarge => write!(
                f,
                "it has more than {LARGEST_PICTURE} bytes. Make it smaller: 1200 by 630 dots are right for cards"
            ),
            Self::Dots(width, height) => {
                write!(
                    f,
                    "it has {width} by {height} dots. Each side has {FEWEST} to {MOST}: 1200 by 630 are right for cards"
                )
            }
        }
    }
}

impl std::error::Error for BadPicture {}

impl PictureKind {
    /// What `bytes` are.
    ///
    /// # Errors
    /// When they are not taken.
    pub fn of(bytes: &[u8]) -> Result<Self, BadPicture> {
        if bytes.len() as u64 > LARGEST_PICTURE {
            return Err(BadPicture::TooLarge);
        }
        let (content_type, ending, dots) = match infer::get(bytes).map(|kind| kind.mime_type()) {
            Some("image/png") => ("image/png", "png", png(bytes)),
            Some("image/jpeg") => ("image/jpeg", "jpg", jpeg(bytes)),
            _ => return Err(BadPicture::Unknown),
        };
        let (width, height) = dots.ok_or(BadPicture::Unknown)?;
        let good = |side: u32| (FEWEST..=MOST).contains(&side);
        if !good(width) || !good(height) {
            return Err(BadPicture::Dots(width, height));
        }
        Ok(Self { content_type, ending, width, height })
    }
}

/// The name of a picture's file: the first 32 digits of its hash, and what it is.
pub fn picture_name(bytes: &[u8], kind: PictureKind) -> String {
    format!("{}.{}", &vault::encoding::to_hex(&vault::sha256(bytes))[..32], kind.ending)
}

/// The sides of a PNG: the first chunk says them (PNG, third edition, 11.2.1). The last one says that it is whole.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR" && bytes.windows(4).rev().take(16).any(|end| end == b"IEND"))
        .then(|| side(16).zip(side(20)))
        .flatten()
}

/// The sides of a JPEG: the first start of a frame says them (ITU T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let short = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        let [0xFF, marker] = *bytes.get(at..at + 2)? else { return None };
        match marker {
            // Filling before a marker.
            0xFF => at += 1,
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return Some((short(at + 7)?.into(), short(at + 5)?.into()));
            }
            _ => at += 2 + usize::from(short(at + 2)?.max(2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning and the end of a PNG of this size.
    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &sides, b"\x08\x06\0\0\0....", b"\0\0\0\0IEND\xae\x42\x60\x82"].concat()
    }

    #[test]
    fn a_picture_is_known_by_what_is_in_it_and_bounded() {
        let kind = PictureKind::of(&png_of(1200, 630)).unwrap();
        assert_eq!((kind.content_type, kind.ending, kind.width, kind.height), ("image/png", "png", 1200, 630));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04..\xff\xff\xc2\x00\x0b\x08\x02\x76\x04\xb0\x01....\xff\xd9";
        let kind = PictureKind::of(jpeg).unwrap();
        assert_eq!((kind.content_type, kind.ending, kind.width, kind.height), ("image/jpeg", "jpg", 1200, 630));
        for (bytes, fault) in [
            (png_of(199, 630), BadPicture::Dots(199, 630)),
            (png_of(1200, 5_000), BadPicture::Dots(1200, 5_000)),
            (png_of(1200, 630)[..40].to_vec(), BadPicture::Unknown),
            (b"\xff\xd8\xff\xe0\x00\x04..".to_vec(), BadPicture::Unknown),
            (b"GIF89a........".to_vec(), BadPicture::Unknown),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), BadPicture::Unknown),
            (Vec::new(), BadPicture::Unknown),
            (vec![0; 600_000], BadPicture::TooLarge),
        ] {
            assert_eq!(PictureKind::of(&bytes), Err(fault));
        }
    }

    #[test]
    fn the_same_picture_has_the_same_name_and_another_has_another() {
        let (one, other) = (png_of(1200, 630), png_of(1200, 631));
        let name = |bytes: &[u8]| picture_name(bytes, PictureKind::of(bytes).unwrap());
        assert_eq!(name(&one), name(&one.clone()));
        assert!(name(&one) != name(&other) && name(&one).len() == 36);
    }
}
