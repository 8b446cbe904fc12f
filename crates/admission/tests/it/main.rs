//! The door in virtual time: crowds of up to 2,000,000 people before the real admission code.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod agenda;
mod chance;
mod crowd;
mod holds;
mod ours;
mod pictures;
mod recovers;
mod report;
mod rivals;
mod server;
mod waits;
mod world;
