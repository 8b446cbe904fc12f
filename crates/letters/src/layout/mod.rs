//! Lays a letter out on pages: what stands where, what it is, and what the outline names.

mod flow;
mod sheet;

use std::rc::Rc;

use krilla::tagging::Identifier;
use language::{Language, Messages};

use crate::legible::{Legible, Notes, lines};
use crate::letter::{Letter, LetterError, Section};
use crate::structure::{NodeId, Role, Structure};
use crate::typeset::{Block, Typesetter};
use flow::{Column, Piece};
use sheet::{CONTENT_WIDTH, LEFT, Look, Sheets};
pub(crate) use sheet::{Ink, PAGE_HEIGHT, PAGE_WIDTH, Page, Place};

/// The width of the column of questions, points.
const QUESTION_WIDTH: f32 = 168.0;
/// Between questions and answers, points.
const GUTTER: f32 = 20.0;
/// Between the lines of an answer that are lines of their own, points.
const LINE_GAP: f32 = 2.0;
/// Above and below each row, points.
const ROW_PAD: f32 = 5.0;
/// Lines of text longer than this are hard to follow, points.
const MEASURE: f32 = 440.0;
/// Around the words of the notice, points.
const NOTICE_PAD: f32 = 10.0;
/// What the outline takes of a title, characters; the format itself ends at 32,767 bytes.
const MAX_TITLE: usize = 500;
/// Stands for a title or a question without any words.
const NO_WORDS: &str = "–";

/// A letter on its pages.
pub(crate) struct Document {
    /// The pages.
    pub(crate) pages: Vec<Page>,
    /// What everything on them is.
    pub(crate) structure: Structure<Identifier>,
    /// The titles in order.
    pub(crate) outline: Vec<Title>,
}

/// A title and where it stands.
#[derive(Debug)]
pub(crate) struct Title {
    /// Its rank, 1 to 4; never more than one below the title before it.
    pub(crate) level: u8,
    /// Its words.
    pub(crate) words: String,
    /// Its page, counted from 0.
    pub(crate) page: usize,
    /// Its upper edge, points from the top of the page.
    pub(crate) y: f32,
}

/// Lays out a letter.
pub(crate) fn lay_out(letter: &Letter, messages: &Messages) -> Result<Document, LetterError> {
    let mut typesetter = Typesetter::new()?;
    let footer = set(&mut typesetter, &letter.footer, Look::SMALL_PRINT, sheet::FOOTER_WIDTH);
    let sheets = Sheets::new(footer.iter().map(|block| block.height()).sum());
    let mut work = Work {
        messages,
        language: letter.language,
        typesetter,
        sheets,
        structure: Structure::new(),
        outline: Vec::new(),
        parents: vec![(1, Structure::<Identifier>::root())],
        after_heading: false,
    };
    work.head(letter)?;
    for section in &letter.sections {
        work.section(section)?;
    }
    work.foot(&footer);
    work.running(letter);
    Ok(Document { pages: work.sheets.pages, structure: work.structure, outline: work.outline })
}

/// A text's lines, each set to `width`; a line without words gives a block without lines.
fn set(typesetter: &mut Typesetter, text: &str, look: Look, width: f32) -> Vec<Rc<Block>> {
    lines(text).map(|legible| Rc::new(typesetter.set(&legible, look.style, width))).collect()
}

struct Work<'a> {
    messages: &'a Messages,
    language: Language,
    typesetter: Typesetter,
    sheets: Sheets,
    structure: Structure<Identifier>,
    outline: Vec<Title>,
    /// The titles that what comes next stands under: rank and node.
    parents: Vec<(u8, NodeId)>,
    /// Whether the last thing set was a title.
    after_heading: bool,
}

impl Work<'_> {
    fn head(&mut self, letter: &Letter) -> Result<(), LetterError> {
        let root = Structure::<Identifier>::root();
        self.sheets.bar(LEFT, 44.0, 4.0, Look::TITLE);
        self.sheets.skip(14.0);
        self.heading(root, 1, &letter.title, Look::TITLE, 0.0)?;
        self.sheets.skip(10.0);
        self.notice(root, &letter.notice)?;
        self.sheets.skip(8.0);
        let rows = letter.reference.iter().map(|(label, value)| (label.as_str(), std::slice::from_ref(value)));
        self.table(root, rows, Look::REFERENCE)
    }

    fn notice(&mut self, root: NodeId, notice: &str) -> Result<(), LetterError> {
        let width = CONTENT_WIDTH - 3.0 * NOTICE_PAD;
        let pieces = self.paragraph(root, notice, Look::NOTICE, width);
        if pieces.is_empty() {
            return Ok(());
        }
        let column = Column::new(LEFT + 2.0 * NOTICE_PAD, pieces);
        let height = column.height() + 2.0 * NOTICE_PAD;
        self.sheets.make_room(height)?;
        if height <= self.sheets.room() {
            self.sheets.box_behind(height);
        }
        self.sheets.skip(NOTICE_PAD);
        self.sheets.flow(&[column])?;
        self.sheets.skip(NOTICE_PAD);
        Ok(())
    }

    fn section(&mut self, section: &Section) -> Result<(), LetterError> {
        let above = self.outline.last().map_or(1, |title| title.level);
        let level = section.level.clamp(2, 4).min(above + 1);
        self.parents.retain(|(rank, _)| *rank < level);
        let parent = self.parents.last().map_or(Structure::<Identifier>::root(), |(_, node)| *node);
        let node = self.structure.add(parent, Role::Section);
        self.parents.push((level, node));
        let look = Look::of_heading(level);
        self.sheets.skip(if self.after_heading { look.above / 3.0 } else { look.above });
        // A title stands with what it announces.
        self.heading(node, level, &section.title, look, 3.0 * Look::ANSWER.style.size * Look::ANSWER.style.leading)?;
        self.sheets.skip(look.below);
        self.after_heading = section.rows.is_empty() && section.paragraphs.is_empty();
        let rows = section.rows.iter().map(|(question, answer)| (question.as_str(), answer.as_slice()));
        self.table(node, rows, Look::ANSWER)?;
        for paragraph in &section.paragraphs {
            let pieces = self.paragraph(node, paragraph, Look::ANSWER, MEASURE);
            self.sheets.skip(ROW_PAD);
            self.sheets.flow(&[Column::new(LEFT, pieces)])?;
        }
        Ok(())
    }

    fn heading(&mut self, parent: NodeId, level: u8, words: &str, look: Look, with: f32) -> Result<(), LetterError> {
        let blocks = self.set_words(words, look, CONTENT_WIDTH);
        let title = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ");
        let title: String = title.chars().take(MAX_TITLE).collect();
        let node = self.structure.add(parent, Role::Heading { level, title: title.clone() });
        let mut pieces = Vec::new();
        let notes = self.pieces(node, &blocks, look, &mut pieces);
        self.note(parent, notes, CONTENT_WIDTH, &mut pieces);
        let column = Column::new(LEFT, pieces);
        self.sheets.make_room((column.height() + with).min(self.sheets.whole()))?;
        self.outline.push(Title { level, words: title, page: self.sheets.pages.len() - 1, y: self.sheets.y });
        self.sheets.flow(&[column])
    }

    /// The lines of a title or a question, which always has words.
    fn set_words(&mut self, words: &str, look: Look, width: f32) -> Vec<Rc<Block>> {
        let mut blocks = set(&mut self.typesetter, words, look, width);
        blocks.retain(|block| !block.text.trim().is_empty());
        if blocks.is_empty() { set(&mut self.typesetter, NO_WORDS, look, width) } else { blocks }
    }

    fn table<'t>(
        &mut self,
        parent: NodeId,
        rows: impl Iterator<Item = (&'t str, &'t [String])>,
        look: Look,
    ) -> Result<(), LetterError> {
        let mut table = None;
        for (question, answer) in rows {
            let table = *table.get_or_insert_with(|| self.structure.add(parent, Role::Table));
            let row = self.structure.add(table, Role::Row);
            let mut columns = [self.question(row, question), self.answer(row, answer, look)];
            flow::align_first_baselines(&mut columns);
            let height = columns.iter().map(Column::height).fold(0.0, f32::max) + 2.0 * ROW_PAD;
            // Short rows stay whole; long ones begin where there is room for a few lines.
            self.sheets.make_room(height.min(self.sheets.whole() / 4.0))?;
            self.sheets.skip(ROW_PAD);
            self.sheets.flow(&columns)?;
            self.sheets.skip(ROW_PAD);
            self.sheets.hairline();
        }
        Ok(())
    }

    fn question(&mut self, row: NodeId, question: &str) -> Column {
        let node = self.structure.add(row, Role::Question);
        let blocks = self.set_words(question, Look::QUESTION, QUESTION_WIDTH);
        let mut pieces = Vec::new();
        let notes = self.pieces(node, &blocks, Look::QUESTION, &mut pieces);
        self.note(node, notes, QUESTION_WIDTH, &mut pieces);
        Column::new(LEFT, pieces)
    }

    fn answer(&mut self, row: NodeId, answer: &[String], look: Look) -> Column {
        let node = self.structure.add(row, Role::Answer);
        let width = CONTENT_WIDTH - QUESTION_WIDTH - GUTTER;
        let mut pieces = Vec::new();
        let mut notes = Notes::default();
        for line in answer {
            let blocks = set(&mut self.typesetter, line, look, width);
            for block in blocks.iter().filter(|block| !block.text.trim().is_empty()) {
                let paragraph = self.structure.add(node, Role::Paragraph);
                notes = notes.and(self.pieces(paragraph, std::slice::from_ref(block), look, &mut pieces));
            }
        }
        if pieces.is_empty() {
            let none = self.messages.say(self.language, "common-not-provided").to_owned();
            pieces = self.paragraph(node, &none, Look::NOTE, width);
        }
        self.note(node, notes, width, &mut pieces);
        Column::new(LEFT + QUESTION_WIDTH + GUTTER, pieces)
    }

    fn paragraph(&mut self, parent: NodeId, text: &str, look: Look, width: f32) -> Vec<Piece> {
        let blocks = set(&mut self.typesetter, text, look, width);
        let mut pieces = Vec::new();
        let mut notes = Notes::default();
        for block in blocks.iter().filter(|block| !block.text.trim().is_empty()) {
            let node = self.structure.add(parent, Role::Paragraph);
            notes = notes.and(self.pieces(node, std::slice::from_ref(block), look, &mut pieces));
        }
        self.note(parent, notes, width, &mut pieces);
        pieces
    }

    /// Adds the lines of `blocks` as content of `node`, and gives back what they owe the reader.
    fn pieces(&mut self, node: NodeId, blocks: &[Rc<Block>], look: Look, pieces: &mut Vec<Piece>) -> Notes {
        let mut notes = Notes::default();
        for block in blocks {
            notes = notes.and(block.notes);
            for line in 0..block.lines.len() {
                let node = if block.complex {
                    self.structure.add(node, Role::Spoken(block.words(line).to_owned()))
                } else {
                    node
                };
                let gap = if line == 0 { LINE_GAP } else { 0.0 };
                pieces.push(Piece { block: Rc::clone(block), line, gap, colour: look.colour, node });
            }
        }
        notes
    }

    /// Adds the note that says what is not shown as it was typed.
    fn note(&mut self, parent: NodeId, notes: Notes, width: f32, pieces: &mut Vec<Piece>) {
        let Some(key) = notes.key() else { return };
        let words = Legible::new(self.messages.say(self.language, key));
        let block = Rc::new(self.typesetter.set(&words, Look::NOTE.style, width));
        let node = self.structure.add(parent, Role::Paragraph);
        self.pieces(node, &[block], Look::NOTE, pieces);
    }

    /// The small print: words of the letter on its first page, and repeated on the others for the eye only.
    fn foot(&mut self, footer: &[Rc<Block>]) {
        let root = Structure::<Identifier>::root();
        let mut pieces = Vec::new();
        for block in footer.iter().filter(|block| !block.lines.is_empty()) {
            let node = self.structure.add(root, Role::Paragraph);
            self.pieces(node, std::slice::from_ref(block), Look::SMALL_PRINT, &mut pieces);
        }
        self.sheets.foot(&pieces);
    }

    /// What stands on every page: its number, and from the second on the title and the first reference.
    fn running(&mut self, letter: &Letter) {
        let count = self.sheets.pages.len();
        let reference = letter.reference.first().map_or("", |(_, value)| value);
        for index in 0..count {
            let number = self.messages.say_with(
                self.language,
                "common-page-of",
                &[("page", (index + 1).into()), ("pages", count.into())],
            );
            for block in set(&mut self.typesetter, &number, Look::SMALL_PRINT, CONTENT_WIDTH) {
                self.sheets.number(index, &block);
            }
            if index > 0 {
                let half = CONTENT_WIDTH / 2.0 - GUTTER;
                let title = set(&mut self.typesetter, &letter.title, Look::SMALL_PRINT, half);
                let reference = set(&mut self.typesetter, reference, Look::SMALL_PRINT, half);
                self.sheets.head(index, title.first(), reference.first());
            }
        }
    }
}
