//! What tests stand on: a clock and randomness that do as they are told, the built binary in a home of its own, and a
//! visitor who fills in the forms it serves.
//!
//! Nothing that ships links this crate. Its helpers panic where a test would: the message is the test's failure.
#![expect(clippy::panic, reason = "a test's helper fails by panicking, and says why")]

mod clock;
mod country_file;
mod form;
mod landfall;
mod page;
pub mod postgres;
mod random;
mod release;
mod visitor;
mod wait;

pub use clock::Clock;
pub use country_file::country_file;
pub use form::{Attachment, Form};
pub use landfall::{Landfall, Setup, copy_folder};
pub use page::Page;
pub use random::Seeded;
pub use release::release;
pub use visitor::Visitor;
pub use wait::pause;
