//! A letter as its writer gives it: titles, questions and answers, all as finished text in one language.

use jiff::Timestamp;
use language::Language;

/// The most text one letter takes, bytes of UTF-8 over all its parts. A full application with twenty family members stays
/// under 200 kB.
pub const MAX_BYTES: usize = 1024 * 1024;
/// The most pages one letter may come to.
pub const MAX_PAGES: usize = 500;

/// One letter: the copy of an application, or any other notice that consists of titles, rows and paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The language of everything below, and of what this crate adds (page numbers, notes).
    pub language: Language,
    /// When the letter is written. Goes into the file's data, not onto its pages: the time of filing makes the copy of an
    /// application the same bytes every time it is asked for.
    pub written: Timestamp,
    /// The title, also of the PDF's window.
    pub title: String,
    /// Label and value of the rows at the top: receipt number, time of filing, program. The first value also stands at the
    /// top of every further page.
    pub reference: Vec<(String, String)>,
    /// What must be read first: that this is a demonstration and not a government service.
    pub notice: String,
    /// What the letter holds, in reading order.
    pub sections: Vec<Section>,
    /// The small print at the foot of every page.
    pub footer: String,
}

/// A part of a letter under its own title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The title.
    pub title: String,
    /// The rank of the title, 2 to 4; the letter's own title is 1. A rank that would skip one is raised to the next free.
    pub level: u8,
    /// Each question with the lines of its answer. No lines, or only empty ones, read as "not provided".
    pub rows: Vec<(String, Vec<String>)>,
    /// Text that follows the rows.
    pub paragraphs: Vec<String>,
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The letter's texts are larger than [`MAX_BYTES`].
    #[error("the letter holds {bytes} bytes of text, more than {MAX_BYTES}")]
    TooLong {
        /// How much it holds.
        bytes: usize,
    },
    /// The letter comes to more pages than [`MAX_PAGES`].
    #[error("the letter comes to more than {MAX_PAGES} pages")]
    TooManyPages,
    /// The fonts in the binary cannot be read.
    #[error("the fonts in the binary cannot be read")]
    NoFonts,
    /// The PDF writer refused what it was given.
    #[error("the PDF was not written: {0}")]
    NotWritten(String),
}

impl Letter {
    /// Holds the letter against [`MAX_BYTES`]. Empty rows count too, so that their number is bounded as well.
    pub(crate) fn check_size(&self) -> Result<(), LetterError> {
        let reference = self.reference.iter().map(|(label, value)| label.len() + value.len());
        let sections = self.sections.iter().map(|section| {
            let rows = section.rows.iter().map(|(question, answer)| {
                question.len() + answer.iter().map(|line| line.len() + 1).sum::<usize>() + ROW
            });
            section.title.len()
                + rows.sum::<usize>()
                + section.paragraphs.iter().map(|p| p.len() + 1).sum::<usize>()
                + ROW
        });
        let fixed = self.title.len() + self.notice.len() + self.footer.len();
        let bytes = fixed + reference.sum::<usize>() + sections.sum::<usize>();
        if bytes > MAX_BYTES { Err(LetterError::TooLong { bytes }) } else { Ok(()) }
    }
}

/// What a row or a section costs besides its text, bytes.
const ROW: usize = 16;
