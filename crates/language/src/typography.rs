//! Whether text is set as each language sets it: true apostrophes and quotation marks, and French spaces that never break.
//!
//! Tests hold the interface's wording against it; whoever keeps text elsewhere (programs, pages) can do the same.

use crate::Language;

/// The first place where text is not set as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// The byte at which it stands.
    pub at: usize,
    /// What is wrong there, without a full stop.
    pub what: &'static str,
    /// What to write, as a sentence.
    pub cure: &'static str,
}

/// The first slip in a piece of plain text, if there is one.
///
/// In both languages: straight apostrophes and quotation marks, three full stops for an ellipsis. In French also: a
/// missing or breakable space before : ; ? ! » and after «. A colon in an address (`https://`) or a time (`15:04`) is no
/// punctuation.
pub fn first_slip(language: Language, text: &str) -> Option<Slip> {
    let mut before = None;
    for (at, letter) in text.char_indices() {
        let after = text[at + letter.len_utf8()..].chars().next();
        let slip = everywhere(letter, text, at).or_else(|| match language {
            Language::En => None,
            Language::Fr => french(before, letter, after),
        });
        if let Some((what, cure)) = slip {
            return Some(Slip { at, what, cure });
        }
        before = Some(letter);
    }
    None
}

type Found = Option<(&'static str, &'static str)>;

fn everywhere(letter: char, text: &str, at: usize) -> Found {
    match letter {
        '\'' => Some(("a straight apostrophe", "Write ’ instead.")),
        '"' => Some(("a straight quotation mark", "Write “ ” in English and « » in French.")),
        '.' if text[at..].starts_with("...") => Some(("three full stops", "Write … instead.")),
        _ => None,
    }
}

fn french(before: Option<char>, letter: char, after: Option<char>) -> Found {
    let unbreakable = |space: Option<char>| matches!(space, Some('\u{a0}' | '\u{202f}'));
    match letter {
        ':' if after == Some('/') || (digit(before) && digit(after)) => None,
        // In "?!" and "!!" only the first mark has its space.
        '?' | '!' if matches!(before, Some('?' | '!')) => None,
        ':' | ';' | '?' | '!' | '»' if !unbreakable(before) => {
            Some(("no no-break space before a mark", "Put a no-break space (U+00A0) before : ; ? ! and »."))
        }
        '«' if !unbreakable(after) => Some(("no no-break space after «", "Put a no-break space (U+00A0) after «.")),
        _ => None,
    }
}

fn digit(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr};

    #[test]
    fn well_set_text_has_no_slip() {
        for text in ["", "It’s “here”: why? Now!", "https://example.org/a?b", "15:04", "wait…"] {
            assert_eq!(first_slip(En, text), None, "{text}");
        }
        for text in [
            "",
            "L’avis\u{a0}: «\u{a0}oui\u{a0}»\u{202f}!",
            "https://exemple.org",
            "15:04",
            "Quoi\u{a0}?!",
            "Attendez…",
        ] {
            assert_eq!(first_slip(Fr, text), None, "{text}");
        }
    }

    #[test]
    fn straight_marks_are_slips_in_both_languages() {
        for language in Language::ALL {
            assert_eq!(first_slip(language, "l'avis").map(|slip| slip.at), Some(1));
            assert_eq!(first_slip(language, "a \"b\"").map(|slip| slip.at), Some(2));
            assert_eq!(first_slip(language, "a...").map(|slip| slip.at), Some(1));
        }
    }

    #[test]
    fn french_marks_need_a_space_that_does_not_break() {
        for text in
            ["Avis : oui", "Avis: oui", "quoi ?", "quoi?", "oui !", "a ; b", "«\u{a0}oui »", "« oui\u{a0}»", "? "]
        {
            assert!(first_slip(Fr, text).is_some(), "{text}");
            assert_eq!(first_slip(En, text), None, "{text}");
        }
    }
}
