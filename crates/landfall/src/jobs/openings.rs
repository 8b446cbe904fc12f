//! Keeps true what pages say of programs: once a second the gate counts places and renders anew what has changed.

use std::{sync::Arc, time::Duration};
use tokio::time::{MissedTickBehavior, interval};
use web::Gate;

/// How often. Whatever opens, closes, pauses or fills up is on every page within this time.
const EVERY: Duration = Duration::from_secs(1);

/// Renews, for ever.
pub(crate) async fn run(gate: Arc<Gate>) {
    let mut every = interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        gate.renew().await;
    }
}
