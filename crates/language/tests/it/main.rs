//! The language crate as the other crates see it: the wording that ships, the lists, overrides on top of both.

mod lists;
mod overrides;
mod wording;
