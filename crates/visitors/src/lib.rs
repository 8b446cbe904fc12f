//! Counts how many people visit, by country, language and page, and knows nobody.
//!
//! What a request leaves here is a [`Mark`]: a few bits of a hash of address and browser under a salt, with the page, its
//! language and the country. The salt exists in memory only and is thrown away at 04:00; from then on the same person is
//! somebody else, and no mark of the day before can be made again. Marks go into [sketches](Visitors), which can tell how
//! many different ones they were shown and not which. What comes out ([`Shown`]) are full tens, and no number under
//! [`FEWEST`] follows from them (docs/security.md says the rule and its limits, docs/decisions/0022-counting-visitors.md why).
//!
//! ```text
//! request ── Counter ── ring of its thread ─┐
//! request ── Counter ── ring of its thread ─┴─ Visitors: minutes ── hour, day ── Shown ── Kept, a line of the file
//! ```
//!
//! The left side is what a request pays for: a keyed hash and a word written to memory that only its own thread writes to.
//! The right side belongs to one thread, with a clock as a parameter.

mod counter;
mod country;
mod day;
mod kept;
mod mark;
mod ring;
mod shown;
mod sketches;
mod windows;

pub use counter::{Counter, Person};
pub use country::Country;
pub use day::{hour_of, next_turn, turn_of};
pub use kept::{History, Kept, MOST_DAYS, MOST_HOURS, Span};
pub use mark::{Mark, Tongue};
pub use shown::{FEWEST, Rows, Shown, hide};
pub use sketches::{MOST_PAGES, PRECISION, ROW_PRECISION, Sketches};
pub use windows::{MOST_BYTES, Snapshot, Visitors};
