//! What a worker writes ready answers with: room for a head, and the date.

use std::time::{SystemTime, UNIX_EPOCH};

/// Room for a usual head.
const HEAD: usize = 2 * 1024;

/// The desk of one worker.
#[derive(Debug)]
pub(crate) struct Desk {
    /// Where a head is written, each over the last.
    pub(crate) head: Vec<u8>,
    /// Today's date and time as heads have them (RFC 9110, section 5.6.7).
    pub(crate) date: String,
    /// The second that `date` spells, since 1970.
    second: u64,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let mut desk = Self { head: Vec::with_capacity(HEAD), date: String::new(), second: 0 };
        desk.look_at_the_clock();
        desk
    }

    /// Spells the date anew if its second is over.
    #[expect(clippy::disallowed_methods, reason = "the date of an answer is the machine's")]
    pub(crate) fn look_at_the_clock(&mut self) {
        let now = SystemTime::now();
        let second = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        if second != self.second || self.date.is_empty() {
            self.second = second;
            self.date = httpdate::fmt_http_date(now);
        }
    }
}
