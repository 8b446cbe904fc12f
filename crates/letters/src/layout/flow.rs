//! Columns of text that run on from page to page side by side.

use std::rc::Rc;

use super::sheet::{Colour, Ink, Place, Sheets};
use crate::letter::LetterError;
use crate::structure::NodeId;
use crate::typeset::Block;

/// One line of a column.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The text it is part of.
    pub(super) block: Rc<Block>,
    /// Which of its lines.
    pub(super) line: usize,
    /// Free room above it unless it is the first on its page, points.
    pub(super) gap: f32,
    /// Its colour.
    pub(super) colour: Colour,
    /// What it is part of for readers.
    pub(super) node: NodeId,
}

impl Piece {
    /// What the line takes of the page, points.
    pub(super) fn height(&self) -> f32 {
        self.block.lines[self.line].height
    }

    /// The line with its upper edge at `y`.
    pub(super) fn ink(&self, x: f32, y: f32, place: Place) -> Ink {
        let baseline = y + self.block.lines[self.line].baseline;
        Ink::Text { block: Rc::clone(&self.block), line: self.line, x, baseline, colour: self.colour, place }
    }
}

/// Lines under each other.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Their left edge, points.
    x: f32,
    /// Free room above the first line, points.
    drop: f32,
    pieces: Vec<Piece>,
}

/// Moves columns down so that their first lines stand on one line, whatever the size of their letters.
pub(super) fn align_first_baselines(columns: &mut [Column]) {
    let lowest = columns.iter().map(Column::first_baseline).fold(0.0, f32::max);
    for column in columns {
        column.drop = lowest - column.first_baseline();
    }
}

impl Column {
    /// Lines under each other, from `x` on.
    pub(super) const fn new(x: f32, pieces: Vec<Piece>) -> Self {
        Self { x, drop: 0.0, pieces }
    }

    fn first_baseline(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.block.lines[piece.line].baseline)
    }

    /// What the column takes if it stays on one page, points.
    pub(super) fn height(&self) -> f32 {
        let gaps: f32 = self.pieces.iter().skip(1).map(|piece| piece.gap).sum();
        self.drop + gaps + self.pieces.iter().map(Piece::height).sum::<f32>()
    }
}

impl Sheets {
    /// Draws columns side by side from here on, over as many pages as they need; goes on below the longest.
    pub(super) fn flow(&mut self, columns: &[Column]) -> Result<(), LetterError> {
        let mut rest: Vec<_> = columns.iter().map(|column| (column, column.pieces.as_slice())).collect();
        let mut first = true;
        loop {
            let mut deepest = self.y;
            for (column, pieces) in &mut rest {
                let top = self.y + if first { column.drop } else { 0.0 };
                let mut y = top;
                while let Some((piece, further)) = pieces.split_first() {
                    let gap = if y > top { piece.gap } else { 0.0 };
                    // A line higher than a whole page is drawn all the same: every page takes at least one.
                    if y + gap + piece.height() > self.bottom && (y > top || !self.at_top()) {
                        break;
                    }
                    self.ink(piece.ink(column.x, y + gap, Place::Content(piece.node)));
                    y += gap + piece.height();
                    *pieces = further;
                }
                deepest = deepest.max(y);
            }
            self.y = deepest;
            if rest.iter().all(|(_, pieces)| pieces.is_empty()) {
                return Ok(());
            }
            self.turn()?;
            first = false;
        }
    }
}
