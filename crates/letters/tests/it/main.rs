//! What readers of a letter find in it: eyes, screen readers, archives.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod any_text;
mod mail;
mod pages;
mod reader;
mod sample;
mod scripts;
