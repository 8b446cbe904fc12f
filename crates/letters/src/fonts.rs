//! The fonts in the binary: one for each script that people's names are written in, unpacked when first needed.
//!
//! Where they come from, under which licences, and how they are made: fonts/README.md.

use std::sync::{Arc, OnceLock};

use icu_properties::props::Script;
use parley::fontique::{Blob, Charmap, Collection, CollectionOptions};

macro_rules! faces {
    ($($(#[$doc:meta])* $face:ident = $file:literal for [$($script:ident),*]),* $(,)?) => {
        /// One font.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Face {
            $($(#[$doc])* $face),*
        }

        impl Face {
            /// Every font.
            pub(crate) const ALL: &[Self] = &[$(Self::$face),*];

            const fn packed(self) -> &'static [u8] {
                match self {
                    $(Self::$face => {
                        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $file, ".ttf.br"))
                    })*
                }
            }

            /// The name under which the typesetter knows the font.
            pub(crate) const fn family(self) -> &'static str {
                match self {
                    $(Self::$face => $file),*
                }
            }

            /// The font for the letters of a script, if there is one.
            pub(crate) fn of_script(script: Script) -> Option<Self> {
                $($(if script == Script::$script {
                    return Some(Self::$face);
                })*)*
                None
            }
        }
    };
}

faces! {
    Sans = "sans" for [Latin, Greek, Cyrillic],
    SansBold = "sans-bold" for [],
    Adlam = "adlam" for [Adlam],
    Arabic = "arabic" for [Arabic],
    Armenian = "armenian" for [Armenian],
    Bengali = "bengali" for [Bengali],
    Syllabics = "canadianaboriginal" for [CanadianAboriginal],
    Cherokee = "cherokee" for [Cherokee],
    Cjk = "cjk" for [Han, Hiragana, Katakana, Bopomofo],
    Devanagari = "devanagari" for [Devanagari],
    Ethiopic = "ethiopic" for [Ethiopic],
    Georgian = "georgian" for [Georgian],
    Gujarati = "gujarati" for [Gujarati],
    Gurmukhi = "gurmukhi" for [Gurmukhi],
    Hangul = "hangul" for [Hangul],
    Hebrew = "hebrew" for [Hebrew],
    Kannada = "kannada" for [Kannada],
    Khmer = "khmer" for [Khmer],
    Lao = "lao" for [Lao],
    Malayalam = "malayalam" for [Malayalam],
    MeeteiMayek = "meeteimayek" for [MeeteiMayek],
    Myanmar = "myanmar" for [Myanmar],
    Nko = "nko" for [Nko],
    OlChiki = "olchiki" for [OlChiki],
    Oriya = "oriya" for [Oriya],
    Sinhala = "sinhala" for [Sinhala],
    Syriac = "syriac" for [Syriac],
    Tamil = "tamil" for [Tamil],
    Telugu = "telugu" for [Telugu],
    Thaana = "thaana" for [Thaana],
    Thai = "thai" for [Thai],
    Tifinagh = "tifinagh" for [Tifinagh],
}

/// A font ready for use.
pub(crate) struct Loaded {
    /// The whole font file.
    pub(crate) data: &'static [u8],
    /// The font as the PDF writer wants it.
    pub(crate) for_writing: krilla::text::Font,
    characters: Charmap<'static>,
}

impl Face {
    /// Whether its letters change places or join, from right to left or around each other.
    pub(crate) const fn is_complex(self) -> bool {
        !matches!(
            self,
            Self::Sans
                | Self::SansBold
                | Self::Armenian
                | Self::Cherokee
                | Self::Cjk
                | Self::Ethiopic
                | Self::Georgian
                | Self::Hangul
                | Self::OlChiki
                | Self::Syllabics
                | Self::Tifinagh
        )
    }

    /// The font, unpacked the first time it is asked for and kept from then on: 25 ms and 3 MB for Chinese, a tenth of
    /// that and less for the others. `None` only if the file in the binary is damaged.
    pub(crate) fn load(self) -> Option<&'static Loaded> {
        static LOADED: [OnceLock<Option<Loaded>>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];
        LOADED[self as usize].get_or_init(|| self.unpack()).as_ref()
    }

    /// Whether the font has a glyph for the character.
    pub(crate) fn covers(self, character: char) -> bool {
        self.load().is_some_and(|loaded| loaded.characters.map(character).is_some_and(|glyph| glyph != 0))
    }

    fn unpack(self) -> Option<Loaded> {
        let mut data = Vec::new();
        brotli::BrotliDecompress(&mut self.packed(), &mut data).ok()?;
        // Kept as long as the process: one font is used by many letters at once.
        let data: &'static [u8] = Vec::leak(data);
        let families = no_fonts().register_fonts(Blob::new(Arc::new(data)), None);
        let characters = families.first()?.1.first()?.charmap_index().charmap(data)?;
        let for_writing = krilla::text::Font::new(data.into(), 0)?;
        Some(Loaded { data, for_writing, characters })
    }
}

/// A collection without any fonts, least of all the system's.
pub(crate) fn no_fonts() -> Collection {
    Collection::new(CollectionOptions { shared: false, system_fonts: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_unpacks_and_covers_its_script() {
        let samples = [
            (Face::Sans, "AZazÀÿĀſ ễợƯŁŵ Ωώ Жюґї 0–9 “”«»’…€$%№ \u{fffd}"),
            (Face::SansBold, "AZazÀÿĀſ ễợƯŁŵ Ωώ Жюґї 0–9 “”«»’…€$%№ \u{fffd}"),
            (Face::Arabic, "محمد پژگ ٹڈے ښځ"),
            (Face::Tamil, "தமிழ்ச்செல்வி"),
            (Face::Syllabics, "ᐃᓄᒃᑎᑐᑦᓄᓇᕗᑦᓀᐦᐃᔭᐍᐏᐣ"),
            (Face::Cjk, "王小明歐陽娜娜さくらサクラ龘"),
            (Face::Hangul, "김민준뷁"),
            (Face::Devanagari, "हिन्दी"),
            (Face::Ethiopic, "ኃይለ"),
        ];
        for (face, text) in samples {
            for character in text.chars() {
                assert!(face.covers(character) || character == ' ', "{face:?} {character}");
            }
        }
        for face in Face::ALL {
            assert!(face.load().is_some(), "{face:?}");
        }
    }

    #[test]
    fn the_fonts_stay_small() {
        let packed: usize = Face::ALL.iter().map(|face| face.packed().len()).sum();
        assert!(packed < 2_500_000, "{packed} bytes of fonts in the binary");
    }
}
