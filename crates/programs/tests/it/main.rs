//! The programs of the site, read and walked as applicants meet them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod express_entry;
