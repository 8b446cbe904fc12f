//! The built binary, driven over HTTP as people and their browsers drive it: filing, killing, tracing, misusing.

#![expect(clippy::panic, reason = "a test that cannot go on has failed")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests stand outside of the binary, with a clock and an environment of their own"
)]

mod walk;

mod acme;
mod authoring;
mod backup;
mod calculate;
mod cap;
mod connections;
mod deadline;
mod door;
mod express_entry;
mod finder;
mod helpers;
mod hostile;
mod idempotency;
mod kill;
mod links;
mod notices;
mod openings;
mod operations;
mod paying;
mod payments;
mod public;
mod readiness;
mod rehearse;
mod running;
mod secrets;
mod service;
mod signers;
mod start;
mod tables;
mod trace;
mod turned_back;
mod versions;
mod visitors;
