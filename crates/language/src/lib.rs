//! The two languages of the portal: which there are, text that exists in both, and what can be wrong with such text.
//!
//! English and French are equal here: nothing falls back from one to the other, and no type lets one be left out.

mod fault;
mod language;
mod text;

pub use fault::Fault;
pub use language::Language;
pub use text::Text;
