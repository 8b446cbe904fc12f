//! Plays the night of 8 November 2016, or the last minutes before a deadline, against a running site: visitors who come
//! whether or not the site keeps up, read, apply, wait and file as people do. Then it looks for every filing, and says what
//! happened in a report that anybody can read.
//!
//! It is a client like any other. It uses none of the crates that make the site, so that a mistake in them cannot hide here.

mod chance;
mod curve;
mod engine;
mod fill;
mod lookup;
mod machine;
mod night;
mod numbers;
mod page;
mod people;
mod place;
mod plain;
mod proof;
mod report;
mod site;
mod tally;
mod visit;
mod wheel;
mod wire;

pub use engine::Moment;
pub use lookup::Filings;
pub use night::{News, Settings, Variant, play};
pub use report::{Report, compare};

/// Why a rehearsal cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The target is not an address that can be played against.
    #[error("{0}")]
    Target(String),
    /// The site did not answer as it should before anybody came.
    #[error("the site is not ready to be rehearsed: {0}")]
    Site(String),
    /// Finished applications could not be made.
    #[error("only {made} of {wanted} finished applications could be made: {why}")]
    Prepare {
        /// How many were made.
        made: usize,
        /// How many were wanted.
        wanted: usize,
        /// What went wrong first.
        why: String,
    },
    /// The report could not be written down.
    #[error("the report cannot be written: {0}")]
    Report(String),
    /// This machine refused something.
    #[error(transparent)]
    Machine(#[from] std::io::Error),
}
