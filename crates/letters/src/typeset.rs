//! Sets legible text into lines of glyphs: shaping, joining, both writing directions, line breaks.

use std::collections::HashMap;
use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use parley::fontique::{Blob, FontInfoOverride, SourceCache};
use parley::layout::{Alignment, AlignmentOptions, Layout, Line as LaidOut, Run as ShapedRun};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{FontContext, LayoutContext};

use crate::fonts::{Face, no_fonts};
use crate::legible::{Legible, Notes};
use crate::letter::LetterError;

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// The size of the letters, points.
    pub(crate) size: f32,
    /// Whether European letters are bold. Other scripts have one weight.
    pub(crate) bold: bool,
    /// The least distance from line to line, as a share of `size`.
    pub(crate) leading: f32,
}

/// Glyphs of one font in visual order.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Their font.
    pub(crate) face: Face,
    /// Where the first one stands, points from the left edge of the text.
    pub(crate) x: f32,
    /// The glyphs, each with the bytes of [`Block::text`] it stands for.
    pub(crate) glyphs: Vec<KrillaGlyph>,
}

/// One line of a set text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its glyphs, left to right.
    pub(crate) runs: Vec<Run>,
    /// What it takes of the page, points.
    pub(crate) height: f32,
    /// Where its letters stand, points below its upper edge.
    pub(crate) baseline: f32,
    /// How far its ink reaches to the right, points.
    pub(crate) width: f32,
    /// The bytes of [`Block::text`] it shows.
    pub(crate) text: Range<usize>,
}

/// A piece of text set into lines.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The text in logical order.
    pub(crate) text: String,
    /// Its lines; none for a text without any characters.
    pub(crate) lines: Vec<Line>,
    /// The size of its letters, points.
    pub(crate) size: f32,
    /// Whether the glyphs alone do not tell what is read.
    pub(crate) complex: bool,
    /// What is not as it was typed.
    pub(crate) notes: Notes,
}

impl Block {
    /// The words of one line, in logical order.
    pub(crate) fn words(&self, line: usize) -> &str {
        self.text.get(self.lines[line].text.clone()).unwrap_or_default()
    }

    /// What all lines take of the page, points.
    pub(crate) fn height(&self) -> f32 {
        self.lines.iter().map(|line| line.height).sum()
    }
}

/// Sets the texts of one letter.
pub(crate) struct Typesetter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    faces: HashMap<u64, Face>,
}

impl Typesetter {
    /// A typesetter that knows the main fonts; others are added as texts need them.
    pub(crate) fn new() -> Result<Self, LetterError> {
        let fonts = FontContext { collection: no_fonts(), source_cache: SourceCache::default() };
        let mut typesetter = Self { fonts, layouts: LayoutContext::new(), faces: HashMap::new() };
        let known = typesetter.learn(Face::Sans) && typesetter.learn(Face::SansBold);
        if known { Ok(typesetter) } else { Err(LetterError::NoFonts) }
    }

    /// Sets one line of text, broken into as many as `width` points ask for.
    pub(crate) fn set(&mut self, legible: &Legible, style: Style, width: f32) -> Block {
        self.attempt(legible, style, width).or_else(|| self.attempt(&legible.latin(), style, width)).unwrap_or_else(
            || {
                // Basic Latin letters are always set; were they not, an empty line is the least harm.
                Block { text: String::new(), lines: Vec::new(), size: style.size, complex: false, notes: legible.notes }
            },
        )
    }

    fn learn(&mut self, face: Face) -> bool {
        if self.faces.values().any(|known| *known == face) {
            return true;
        }
        let Some(loaded) = face.load() else { return false };
        let blob = Blob::new(std::sync::Arc::new(loaded.data));
        self.faces.insert(blob.id(), face);
        // The bold is not asked for by name but as the main font's bold.
        let family = if face == Face::SansBold { Face::Sans.family() } else { face.family() };
        let name = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
        !self.fonts.collection.register_fonts(blob, Some(name)).is_empty()
    }

    /// `None` when the fonts have the characters but not this combination of them.
    fn attempt(&mut self, legible: &Legible, style: Style, width: f32) -> Option<Block> {
        let text = &legible.text;
        if !legible.faces.iter().all(|face| self.learn(*face)) {
            return None;
        }
        let families: Vec<_> = legible.faces.iter().map(|face| FontFamilyName::named(face.family())).collect();
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(FontFamily::List(families.into()));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(LineHeight::FontSizeRelative(style.leading));
        if style.bold {
            builder.push_default(FontWeight::BOLD);
        }
        let mut layout: Layout<()> = builder.build(text);
        layout.break_all_lines(Some(width));
        // A name in a column of answers stands where the others stand; a text of several lines has its own edge.
        let own_edge = layout.is_rtl() && layout.len() > 1;
        layout.align(if own_edge { Alignment::Right } else { Alignment::Left }, AlignmentOptions::default());
        let lines = layout.lines().map(|line| self.line(&line, style)).collect::<Option<Vec<_>>>()?;
        let lines = if text.is_empty() { Vec::new() } else { lines };
        Some(Block { text: text.clone(), lines, size: style.size, complex: legible.is_complex(), notes: legible.notes })
    }

    fn line(&self, line: &LaidOut<'_, ()>, style: Style) -> Option<Line> {
        let metrics = line.metrics();
        let mut x = metrics.inline_min_coord + metrics.offset;
        let mut runs = Vec::new();
        for run in line.runs() {
            let face = *self.faces.get(&run.font().data.id())?;
            let glyphs = glyphs(&run)?;
            let advance: f32 = glyphs.iter().map(|glyph| glyph.x_advance * style.size).sum();
            runs.push(Run { face, x, glyphs });
            x += advance;
        }
        let ascent = metrics.baseline - metrics.content_block_min_coord;
        let descent = metrics.content_block_max_coord - metrics.baseline;
        // Scripts with high letters or deep marks get the room they need.
        let height = (style.size * style.leading).max(ascent + descent);
        let baseline = (height - ascent - descent) / 2.0 + ascent;
        let width = x - metrics.hanging_advance;
        Some(Line { runs, height, baseline, width, text: line.text_range() })
    }
}

/// The glyphs of a run from left to right; `None` if one of them is the box that stands for a missing glyph.
fn glyphs(run: &ShapedRun<'_, ()>) -> Option<Vec<KrillaGlyph>> {
    let size = run.font_size();
    let mut groups: Vec<Vec<KrillaGlyph>> = Vec::new();
    for cluster in run.clusters() {
        let range = cluster.text_range();
        if cluster.is_ligature_continuation() {
            // One glyph for several letters stands for all of them.
            for glyph in groups.last_mut().into_iter().flatten() {
                glyph.text_range.end = range.end;
            }
            continue;
        }
        let group = cluster.glyphs().map(|glyph| {
            // The typesetter counts downwards, the writer upwards.
            let (advance, x, y) = (glyph.advance / size, glyph.x / size, -glyph.y / size);
            (glyph.id != 0).then(|| KrillaGlyph::new(GlyphId::new(glyph.id), advance, x, y, 0.0, range.clone(), None))
        });
        groups.push(group.collect::<Option<_>>()?);
    }
    if run.is_rtl() {
        groups.reverse();
    }
    Some(groups.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { size: 10.0, bold: false, leading: 1.4 };

    fn set(text: &str, width: f32) -> Block {
        Typesetter::new().unwrap().set(&Legible::new(text), STYLE, width)
    }

    #[test]
    fn marks_are_raised_over_capitals() {
        let block = set("O\u{300}\u{304}", 100.0);
        let raised = block.lines[0].runs[0].glyphs.iter().map(|glyph| glyph.y_offset).fold(0.0, f32::max);
        assert!(raised > 0.1, "{:?}", block.lines);
    }

    #[test]
    fn glyphs_from_right_to_left_stand_in_visual_order() {
        let block = set("אבג", 100.0);
        let starts: Vec<_> = block.lines[0].runs[0].glyphs.iter().map(|glyph| glyph.text_range.start).collect();
        assert_eq!(starts, [4, 2, 0]);
        assert!(block.complex);
    }

    #[test]
    fn lines_keep_to_their_width_even_without_a_place_to_break() {
        for text in ["words and words ".repeat(20), "unbroken".repeat(40), "王小明".repeat(40), "محمد ".repeat(40)]
        {
            let block = set(&text, 90.0);
            assert!(block.lines.len() > 1);
            assert!(block.lines.iter().all(|line| line.width <= 90.5), "{text}");
        }
    }

    #[test]
    fn bold_is_the_bold_of_european_letters_and_others_stay_as_they_are() {
        let style = Style { bold: true, ..STYLE };
        let block = Typesetter::new().unwrap().set(&Legible::new("Ana 王"), style, 100.0);
        let faces: Vec<_> = block.lines[0].runs.iter().map(|run| run.face).collect();
        assert_eq!(faces, [Face::SansBold, Face::Cjk]);
    }
}
