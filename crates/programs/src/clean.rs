//! Makes typed text fit to be judged: composed Unicode, no blanks at the ends, nothing invisible that could mislead.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::limits::MAX_RAW_BYTES;

/// Why typed text cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unclean {
    /// More characters than allowed.
    TooLong,
    /// A control or private character, such as NUL.
    Unprintable,
}

/// One line of text: composed (NFC), trimmed, runs of blanks made one, without invisible direction marks. Empty when blank.
pub(crate) fn line(raw: &str, max_chars: usize) -> Result<String, Unclean> {
    if raw.len() > MAX_RAW_BYTES {
        return Err(Unclean::TooLong);
    }
    let mut out = String::with_capacity(raw.len());
    let mut blank = false;
    for c in ComposingNormalizerBorrowed::new_nfc().normalize(raw).chars() {
        match judge(c) {
            Char::Blank => blank = true,
            Char::Dropped => {}
            Char::Refused | Char::LineEnd => return Err(Unclean::Unprintable),
            Char::Kept => {
                if blank && !out.is_empty() {
                    out.push(' ');
                }
                blank = false;
                out.push(c);
            }
        }
    }
    within(out, max_chars)
}

/// Several lines of text: as [`line`], but ends of lines (of any system) are kept as `\n`, at most two together.
pub(crate) fn lines(raw: &str, max_chars: usize) -> Result<String, Unclean> {
    if raw.len() > MAX_RAW_BYTES {
        return Err(Unclean::TooLong);
    }
    let mut out = String::with_capacity(raw.len());
    let mut empty = 0;
    for raw_line in raw.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        let clean = line(&raw_line.replace('\t', " "), usize::MAX)?;
        if clean.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(&clean);
    }
    within(out, max_chars)
}

fn within(text: String, max_chars: usize) -> Result<String, Unclean> {
    if text.len() > max_chars && text.chars().count() > max_chars { Err(Unclean::TooLong) } else { Ok(text) }
}

enum Char {
    Kept,
    Blank,
    Dropped,
    LineEnd,
    Refused,
}

fn judge(c: char) -> Char {
    match c {
        ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Char::Blank,
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Char::LineEnd,
        // Direction marks and the like come along when text is pasted. They show nothing and can make a name read as
        // another, so they go. The joiners U+200C and U+200D stay: Persian and Indian names need them.
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{61c}'
        | '\u{feff}' => Char::Dropped,
        ' '..='~' => Char::Kept,
        _ => match CodePointMapData::<GeneralCategory>::new().get(c) {
            GeneralCategory::Control | GeneralCategory::PrivateUse | GeneralCategory::Unassigned => Char::Refused,
            _ => Char::Kept,
        },
    }
}

/// Whether this is a letter of any script, or a mark that belongs to one (as Tamil and Arabic write vowels).
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    // The joiners count: they stand between letters only.
    matches!(c, '\u{200c}' | '\u{200d}')
        || GeneralCategoryGroup::Letter
            .union(GeneralCategoryGroup::Mark)
            .contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// Text reduced to what two people would call the same name: small letters without accents, words apart by one blank.
pub(crate) fn folded(text: &str) -> String {
    let apart = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    let mut out = String::with_capacity(text.len());
    for c in apart.chars() {
        if GeneralCategoryGroup::NonspacingMark.contains(CodePointMapData::<GeneralCategory>::new().get(c)) {
            continue;
        }
        match c {
            '’' | '\'' | '.' | ',' | '-' | '‐' | '‑' | ' ' | '\u{a0}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.extend(c.to_lowercase()),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_composed_trimmed_and_single_spaced() {
        assert_eq!(line("  E\u{301}lodie \u{a0} Tremblay ", 50).unwrap(), "Élodie Tremblay");
        assert_eq!(line(" \u{3000} ", 50).unwrap(), "");
        assert_eq!(line("abc\u{202e}def\u{feff}", 50).unwrap(), "abcdef");
        assert_eq!(line("مهدی‌پور", 50).unwrap(), "مهدی‌پور", "joiners are part of Persian names");
    }

    #[test]
    fn control_and_private_characters_are_refused() {
        for raw in ["a\0b", "a\u{1b}[31m", "a\nb", "a\tb", "a\u{7f}", "a\u{e000}", "a\u{fffe}", "a\u{2028}b"] {
            assert_eq!(line(raw, 50), Err(Unclean::Unprintable), "{raw:?}");
        }
        assert_eq!(lines("a\0", 50), Err(Unclean::Unprintable));
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(line("ééé", 3).unwrap(), "ééé");
        assert_eq!(line("éééé", 3), Err(Unclean::TooLong));
        assert_eq!(line(&"a".repeat(MAX_RAW_BYTES + 1), usize::MAX), Err(Unclean::TooLong));
        assert_eq!(lines(&"a\n".repeat(MAX_RAW_BYTES), usize::MAX), Err(Unclean::TooLong));
    }

    #[test]
    fn lines_keep_paragraphs_of_any_system() {
        assert_eq!(lines("one\r\ntwo\r\n\r\n\r\n\r\nthree \r", 100).unwrap(), "one\ntwo\n\nthree");
        assert_eq!(lines("a\tb", 100).unwrap(), "a b");
    }

    #[test]
    fn letters_of_every_script_are_letters() {
        for name in ["Élodie", "Ünlü", "Nguyễn", "李小龍", "தமிழ்ச்செல்வி", "محمد", "ᐃᓄᒃ", "Þórr", "ʻOkina"]
        {
            assert!(name.chars().all(is_letter), "{name}");
        }
        for c in ['1', '-', ' ', '_', '€', '😀'] {
            assert!(!is_letter(c), "{c}");
        }
    }

    #[test]
    fn names_fold_alike_however_they_are_typed() {
        assert_eq!(folded("Jean-Luc  D’Amour"), folded("jean luc d'amour"));
        assert_eq!(folded("Élodie"), "elodie");
    }
}
