//! Which threads step back for others: people who wait for a page go before what nobody waits for.

use rustix::process::setpriority_process;

/// For what has to be done within a second: a third of the weight of a thread that answers. On a machine that is full it still
/// gets a quarter of a core, and whoever wakes up to answer need not wait for it.
pub(crate) const SOON: i32 = 5;
/// For what has time: what others leave.
pub(crate) const LAST: i32 = 19;

/// Sets the nice value of this thread: on Linux each has its own (setpriority(2)).
pub(crate) fn step_back(nice: i32) {
    if let Err(error) = setpriority_process(None, nice) {
        tracing::warn!(%error, "a background thread keeps the priority of those that answer");
    }
}
