//! The sheets of paper: their measures and colours, and what is drawn on them.

use std::rc::Rc;

use super::flow::Piece;
use crate::letter::{LetterError, MAX_PAGES};
use crate::structure::NodeId;
use crate::typeset::{Block, Style};

/// Letter paper, points.
pub(crate) const PAGE_WIDTH: f32 = 612.0;
/// Letter paper, points.
pub(crate) const PAGE_HEIGHT: f32 = 792.0;
/// The left edge of all text, points.
pub(super) const LEFT: f32 = 62.0;
/// The width between the margins, points.
pub(super) const CONTENT_WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;
/// The width of the small print, which leaves room for the page number, points.
pub(super) const FOOTER_WIDTH: f32 = CONTENT_WIDTH - 90.0;
/// The upper edge of the text, points.
const TOP: f32 = 66.0;
/// Below the last line of the small print, points.
const BOTTOM_MARGIN: f32 = 34.0;
/// Between the text and the small print, points.
const ABOVE_FOOTER: f32 = 24.0;
/// The most of a page that small print may take; more of it runs off the page rather than leave no room for the letter.
const MAX_FOOTER: f32 = PAGE_HEIGHT / 3.0;

/// A colour, as red, green and blue. The site's own; text has at least 7:1 on white and on the tint.
pub(crate) type Colour = [u8; 3];
const INK: Colour = [0x13, 0x23, 0x1f];
const SOFT: Colour = [0x37, 0x46, 0x3f];
const SPRUCE: Colour = [0x0f, 0x4a, 0x3e];
const LINE: Colour = [0xd5, 0xcc, 0xb8];
const MIST: Colour = [0xe1, 0xed, 0xea];

/// How a kind of text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) style: Style,
    pub(super) colour: Colour,
    /// Free room above, points.
    pub(super) above: f32,
    /// Free room below, points.
    pub(super) below: f32,
}

impl Look {
    pub(super) const TITLE: Self = Self::new(21.0, true, 1.2, SPRUCE);
    pub(super) const QUESTION: Self = Self::new(9.5, true, 1.42, SOFT);
    pub(super) const ANSWER: Self = Self::new(10.5, false, 1.4, INK);
    pub(super) const REFERENCE: Self = Self::new(11.0, true, 1.4, INK);
    pub(super) const NOTICE: Self = Self::new(10.5, true, 1.4, INK);
    pub(super) const NOTE: Self = Self::new(8.5, false, 1.4, SOFT);
    pub(super) const SMALL_PRINT: Self = Self::new(8.0, false, 1.4, SOFT);

    const fn new(size: f32, bold: bool, leading: f32, colour: Colour) -> Self {
        Self { style: Style { size, bold, leading }, colour, above: 0.0, below: 0.0 }
    }

    /// The look of a section's title.
    pub(super) const fn of_heading(level: u8) -> Self {
        match level {
            2 => Self { above: 24.0, below: 5.0, ..Self::new(15.0, true, 1.25, SPRUCE) },
            3 => Self { above: 18.0, below: 3.0, ..Self::new(12.0, true, 1.3, SPRUCE) },
            _ => Self { above: 14.0, below: 2.0, ..Self::new(10.5, true, 1.3, INK) },
        }
    }
}

/// What is drawn on one page, in drawing order.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The pieces.
    pub(crate) inks: Vec<Ink>,
}

/// One piece of what is drawn.
#[derive(Debug)]
pub(crate) enum Ink {
    /// A line of text.
    Text {
        /// The text it is part of.
        block: Rc<Block>,
        /// Which of its lines.
        line: usize,
        /// Its left edge, points.
        x: f32,
        /// Its baseline, points from the top.
        baseline: f32,
        /// Its colour.
        colour: Colour,
        /// What it belongs to.
        place: Place,
    },
    /// A filled rectangle that only decorates: left, top, width, height.
    Bar([f32; 4], Colour),
}

/// What a line of text belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// The letter itself.
    Content(NodeId),
    /// The repeated title of the page.
    Header,
    /// The repeated small print.
    Footer,
    /// The page's number.
    Number,
}

/// The pages so far, and where the next line goes.
pub(super) struct Sheets {
    pub(super) pages: Vec<Page>,
    /// Where the next line goes, points from the top of the last page.
    pub(super) y: f32,
    /// The lower edge of the text, points.
    pub(super) bottom: f32,
}

impl Sheets {
    /// One empty page with room for small print of this height.
    pub(super) fn new(footer: f32) -> Self {
        let bottom = PAGE_HEIGHT - BOTTOM_MARGIN - ABOVE_FOOTER - footer.clamp(12.0, MAX_FOOTER);
        Self { pages: vec![Page::default()], y: TOP, bottom }
    }

    /// What an empty page holds, points.
    pub(super) fn whole(&self) -> f32 {
        self.bottom - TOP
    }

    /// What is free on the page, points.
    pub(super) fn room(&self) -> f32 {
        self.bottom - self.y
    }

    /// Whether nothing stands on the page yet.
    pub(super) fn at_top(&self) -> bool {
        self.y <= TOP
    }

    /// Leaves room free; none is left at the top of a page.
    pub(super) fn skip(&mut self, height: f32) {
        if !self.at_top() || self.pages.len() == 1 {
            self.y += height;
        }
    }

    /// Turns the page unless this much is free on it.
    pub(super) fn make_room(&mut self, height: f32) -> Result<(), LetterError> {
        if height > self.room() && !self.at_top() { self.turn() } else { Ok(()) }
    }

    /// Begins a new page.
    pub(super) fn turn(&mut self) -> Result<(), LetterError> {
        if self.pages.len() == MAX_PAGES {
            return Err(LetterError::TooManyPages);
        }
        self.pages.push(Page::default());
        self.y = TOP;
        Ok(())
    }

    /// Draws on the last page.
    pub(super) fn ink(&mut self, ink: Ink) {
        if let Some(page) = self.pages.last_mut() {
            page.inks.push(ink);
        }
    }

    /// A bar in a look's colour, here.
    pub(super) fn bar(&mut self, x: f32, width: f32, height: f32, look: Look) {
        self.ink(Ink::Bar([x, self.y, width, height], look.colour));
    }

    /// The line under a row.
    pub(super) fn hairline(&mut self) {
        self.ink(Ink::Bar([LEFT, self.y, CONTENT_WIDTH, 0.6], LINE));
    }

    /// A tinted box from here on, to be written on.
    pub(super) fn box_behind(&mut self, height: f32) {
        self.ink(Ink::Bar([LEFT, self.y, CONTENT_WIDTH, height], MIST));
        self.ink(Ink::Bar([LEFT, self.y, 4.0, height], SPRUCE));
    }

    /// The small print of every page.
    pub(super) fn foot(&mut self, pieces: &[Piece]) {
        let top = self.footer_top();
        for (index, page) in self.pages.iter_mut().enumerate() {
            page.inks.push(Ink::Bar([LEFT, top - 7.0, CONTENT_WIDTH, 0.6], LINE));
            let mut y = top;
            for piece in pieces {
                // Once is enough for those who listen.
                let place = if index == 0 { Place::Content(piece.node) } else { Place::Footer };
                page.inks.push(piece.ink(LEFT, y, place));
                y += piece.height();
            }
        }
    }

    /// The number of a page, at its right edge.
    pub(super) fn number(&mut self, index: usize, block: &Rc<Block>) {
        let y = self.footer_top();
        self.margin_text(index, block, None, y, Place::Number);
    }

    /// The title and the reference at the top of a further page.
    pub(super) fn head(&mut self, index: usize, title: Option<&Rc<Block>>, reference: Option<&Rc<Block>>) {
        let y = TOP - 30.0;
        if let Some(title) = title {
            self.margin_text(index, title, Some(LEFT), y, Place::Header);
        }
        if let Some(reference) = reference {
            self.margin_text(index, reference, None, y, Place::Header);
        }
    }

    /// The first line of a text at `x`, or else at the right edge.
    fn margin_text(&mut self, index: usize, block: &Rc<Block>, x: Option<f32>, y: f32, place: Place) {
        if let (Some(line), Some(page)) = (block.lines.first(), self.pages.get_mut(index)) {
            let x = x.unwrap_or(LEFT + CONTENT_WIDTH - line.width);
            let (block, colour) = (Rc::clone(block), Look::SMALL_PRINT.colour);
            let baseline = y + line.baseline;
            page.inks.push(Ink::Text { block, line: 0, x, baseline, colour, place });
        }
    }

    fn footer_top(&self) -> f32 {
        self.bottom + ABOVE_FOOTER
    }
}
