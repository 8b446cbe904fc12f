//! Counts the places of programs with a cap, once a second for everybody.

use std::{sync::Arc, time::Duration};
use tokio::time::{MissedTickBehavior, interval};
use web::Gate;

/// How often. The pages follow with the next look at what has changed.
const EVERY: Duration = Duration::from_secs(1);

/// Counts, for ever.
pub(crate) async fn run(gate: Arc<Gate>) {
    let mut every = interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        gate.count().await;
    }
}
