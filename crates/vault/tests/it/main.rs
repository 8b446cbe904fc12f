//! What the vault promises, tested from outside.

#![expect(clippy::unwrap_used, reason = "in a test, what goes wrong in a helper is a failure of the test")]

mod documents;
mod formats;
mod keys;
mod redaction;
mod seals;
mod signing;
mod support;
