//! Text as a letter can show it: every character has a glyph, and what had none is written in Latin letters, with a note.
//!
//! Nothing that people type may keep their letter from being made, and nothing may be lost without a word.

use std::collections::BTreeSet;

use icu_normalizer::ComposingNormalizer;
use icu_properties::props::{EnumeratedProperty, GeneralCategory, GeneralCategoryGroup, Script};

use crate::fonts::Face;

/// Stands for a character that cannot be shown in any way.
const MISSING: char = char::REPLACEMENT_CHARACTER;
/// The most marks kept above and below one letter. Real writing needs four at most; more would run over other lines.
const MAX_MARKS: usize = 8;

/// What was not shown as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Notes {
    /// Some of it stands in Latin letters.
    pub(crate) latin: bool,
    /// Some of it is not shown.
    pub(crate) missing: bool,
}

impl Notes {
    /// Both notes together.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { latin: self.latin || other.latin, missing: self.missing || other.missing }
    }

    /// The message that says so, if there is anything to say.
    pub(crate) const fn key(self) -> Option<&'static str> {
        match self {
            Self { missing: true, .. } => Some("letters-note-missing"),
            Self { latin: true, .. } => Some("letters-note-latin"),
            Self { .. } => None,
        }
    }
}

/// One line of text (no line breaks) of which every character has a glyph in one of `faces`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Legible {
    /// The text.
    pub(crate) text: String,
    /// The fonts it needs.
    pub(crate) faces: Vec<Face>,
    /// What is not as it was typed.
    pub(crate) notes: Notes,
}

impl Legible {
    /// What can be shown of a line.
    pub(crate) fn new(line: &str) -> Self {
        let mut notes = Notes::default();
        let clean: String = line.chars().filter_map(|character| cleaned(character, &mut notes)).collect();
        let clean = ComposingNormalizer::new_nfc().normalize(&clean).into_owned();
        let mut legible = Self { text: String::with_capacity(clean.len()), faces: vec![Face::Sans], notes };
        let mut notes = Notes::default();
        for piece in pieces(&clean, &mut notes) {
            legible.push(&piece);
        }
        legible.notes = legible.notes.and(notes);
        legible
    }

    /// The same line in Latin letters only: the way out when the fonts have all characters but cannot join them.
    pub(crate) fn latin(&self) -> Self {
        let text = in_latin(&self.text).unwrap_or_else(|| MISSING.to_string());
        Self { text, faces: vec![Face::Sans], notes: Notes { latin: true, ..self.notes } }
    }

    /// Whether glyphs stand in another order than the letters they show, or join several: then only the text itself tells
    /// what is read.
    pub(crate) fn is_complex(&self) -> bool {
        self.faces.iter().any(|face| face.is_complex())
    }

    fn push(&mut self, piece: &Piece) {
        if piece.covered {
            self.text.push_str(&piece.text);
            for face in &piece.faces {
                if !self.faces.contains(face) {
                    self.faces.push(*face);
                }
            }
        } else if let Some(latin) = in_latin(&piece.text) {
            self.text.push_str(&latin);
            self.notes.latin = true;
        } else {
            self.text.push(MISSING);
            self.notes.missing = true;
        }
    }
}

/// A text of several lines, each made legible by itself; no lines for a text without any.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Legible> {
    text.lines()
        .flat_map(|line| line.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']))
        .map(Legible::new)
}

/// The character as it goes on, or `None` for what shows nothing by itself.
fn cleaned(character: char, notes: &mut Notes) -> Option<char> {
    match character {
        '\t' => Some(' '),
        // Hints for line breaks, choices between forms of a glyph or skin colours, fillers without ink; and commands that
        // turn the writing direction around, with which text could be made to look like other text.
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        _ => match GeneralCategory::for_char(character) {
            GeneralCategory::Control | GeneralCategory::PrivateUse | GeneralCategory::Unassigned => {
                notes.missing = true;
                Some(MISSING)
            }
            GeneralCategory::Format if !has_font(character) => None,
            GeneralCategory::SpaceSeparator if !Face::Sans.covers(character) => Some(' '),
            _ => Some(character),
        },
    }
}

fn has_font(character: char) -> bool {
    Face::Sans.covers(character)
        || Face::of_script(Script::for_char(character)).is_some_and(|face| face.covers(character))
}

/// Characters of one script in a row.
struct Piece {
    text: String,
    script: Script,
    faces: Vec<Face>,
    covered: bool,
}

/// A line cut where its script changes. Marks stay with their letter; signs and spaces, which belong to no script, are
/// pieces of their own, so that a name in letters no font has is written in Latin as a whole and its neighbours are not.
fn pieces(line: &str, notes: &mut Notes) -> Vec<Piece> {
    let scripts: BTreeSet<Face> = line.chars().filter_map(|c| Face::of_script(Script::for_char(c))).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut base = None;
    let mut marks = 0;
    for character in line.chars() {
        // Hints for joining and direction show nothing by themselves and are bounded like marks.
        let hint = GeneralCategory::for_char(character) == GeneralCategory::Format;
        if let Some(piece) = pieces.last_mut().filter(|_| hint || is_mark(character)) {
            marks += 1;
            // A letter without a font is going to be written in Latin, marks and all.
            let shown = base.is_none_or(|face: Face| face.covers(character)) && marks <= MAX_MARKS;
            if shown {
                piece.text.push(character);
            } else if !hint {
                notes.missing = true;
            }
            continue;
        }
        marks = 0;
        base = face_for(character, &scripts);
        let script = Script::for_char(character);
        match pieces.last_mut() {
            Some(piece) if piece.script == script && script != Script::Common => {
                piece.text.push(character);
                piece.covered &= base.is_some();
                piece.faces.extend(base.filter(|face| !piece.faces.contains(face)));
            }
            _ => pieces.push(Piece {
                text: character.to_string(),
                script,
                faces: base.into_iter().collect(),
                covered: base.is_some(),
            }),
        }
    }
    pieces
}

fn is_mark(character: char) -> bool {
    GeneralCategoryGroup::Mark.contains(GeneralCategory::for_char(character))
}

/// The font that shows a character: the main one, that of its script, or one that its line needs anyway.
fn face_for(character: char, line: &BTreeSet<Face>) -> Option<Face> {
    const EAST_ASIAN_SIGNS: [std::ops::RangeInclusive<char>; 3] =
        ['\u{3000}'..='\u{33ff}', '\u{fe30}'..='\u{fe4f}', '\u{ff00}'..='\u{ffef}'];
    let east_asian = EAST_ASIAN_SIGNS.iter().any(|range| range.contains(&character)).then_some(Face::Cjk);
    std::iter::once(Face::Sans)
        .chain(Face::of_script(Script::for_char(character)))
        .chain(east_asian)
        .chain(line.iter().copied())
        .find(|face| face.covers(character))
}

/// The text in Latin letters and common signs, if it has any way to be written so.
fn in_latin(text: &str) -> Option<String> {
    let latin: String = any_ascii::any_ascii(text).chars().filter(|c| matches!(c, ' '..='~')).collect();
    (!latin.trim().is_empty()).then_some(latin)
}
