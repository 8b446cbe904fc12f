//! The two languages of the portal: text that exists in both, the interface's wording, dates and figures, and the names of
//! countries and languages.
//!
//! English and French are equal here: nothing falls back from one to the other, and no type lets one be left out. The crate
//! is pure: words and lists ship inside it, overrides come in as text, and times as parameters.

pub mod countries;
pub mod format;
pub mod tongues;
pub mod typography;

mod fault;
mod language;
mod messages;
mod names;
mod text;
mod words;

pub use fault::Fault;
pub use language::Language;
pub use messages::{Arg, Messages};
pub use text::Text;
pub use words::Words;
