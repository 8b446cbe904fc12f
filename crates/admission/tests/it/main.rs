//! The door in virtual time: crowds of up to 2,000,000 people before the real admission code.

mod agenda;
mod chance;
mod crowd;
mod holds;
mod ours;
mod report;
mod rivals;
mod server;
mod waits;
mod world;
