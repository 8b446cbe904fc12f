//! Waiting for what comes by itself.

use std::{thread, time::Duration};

/// Short beside anything that a test waits for, and long beside what a look costs.
const PAUSE: Duration = Duration::from_millis(20);

/// A moment between two looks at something that comes by itself, in a loop that has a deadline. Whoever looks without it keeps
/// the cores from the server that is to bring it, and from every other test.
pub fn pause() {
    thread::sleep(PAUSE);
}
