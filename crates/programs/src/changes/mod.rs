//! A program that has changed: drafts are moved to its new version so that nothing they hold is lost, and people are told what is
//! different for them.
//!
//! What was typed lies in [`crate::Answers`] by the ids of its questions. Moved to another version, it stays where it is as long as
//! that version asks for it, whether or not the answer is still right: the walk says so, as ever. What the version does not ask, or
//! cannot show in the boxes of its question, is kept beside it as [`Earlier`].

mod carry;
mod differences;
mod earlier;
mod slots;

pub use carry::Move;
pub use differences::{Differences, Touched};
pub use earlier::{Earlier, EarlierPlace, Leaf};
