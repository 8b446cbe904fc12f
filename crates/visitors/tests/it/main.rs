//! Crowds whose size is known, counted.

mod crowd;
mod days;
mod error;
mod stretches;
