//! What people get to keep: an accessible PDF copy of what they sent, and e-mail, each in its reader's language.
//!
//! Pure: fonts and wording ship inside the binary, times and links come in as parameters. A letter is always also a page of
//! the site, and the page is the primary form: whatever the PDF cannot show as it was typed, it says so and points there.

pub mod mail;

mod fonts;
mod layout;
mod legible;
mod letter;
mod paint;
mod structure;
mod typeset;

pub use letter::{Letter, LetterError, MAX_BYTES, MAX_PAGES, Section};

use language::Messages;

/// The letter as a PDF on Letter paper: tagged, PDF/UA-1 and PDF/A-2a, with its language, title and outline set.
///
/// Any text is taken. Characters that no font here has are shown in Latin letters, and what has none is shown as `�`; a
/// note beside the answer says so. The same letter always gives the same bytes.
///
/// # Errors
/// [`LetterError::TooLong`] and [`LetterError::TooManyPages`] when the letter is larger than [`MAX_BYTES`] or
/// [`MAX_PAGES`]; [`LetterError::NotWritten`] when the PDF writer refuses what it was given, a mistake in this crate.
pub fn pdf(letter: &Letter, messages: &Messages) -> Result<Vec<u8>, LetterError> {
    letter.check_size()?;
    let document = layout::lay_out(letter, messages)?;
    paint::paint(document, letter)
}
