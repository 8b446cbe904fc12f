//! Packs what lies ready once more, as small as it gets, in a thread that goes behind all others. Pages are packed quickly when
//! they are made, since somebody waits for what they say: at the start, and whenever a notice or a date changes them.

use crate::priority::{self, LAST};
use anyhow::{Context as _, Result};
use std::{
    sync::{Arc, Weak},
    thread::sleep,
    time::Duration,
};
use tokio_util::sync::CancellationToken;
use web::{Gate, public::shelf::Item};

/// How long something has to lie before it is packed again: what changes every ten seconds, as the status of the service does, is
/// not worth it.
const REST: Duration = Duration::from_secs(20);

/// Packs all there is, and then what has changed and rested, until `stop`. The thread ends with the process, or when it is done
/// with the page it is at.
///
/// # Errors
/// When the thread is refused.
pub(crate) fn start(gate: Arc<Gate>, stop: CancellationToken) -> Result<()> {
    let work = move || {
        priority::step_back(LAST);
        let mut items = gate.quickly_packed();
        loop {
            pack(&items, &stop);
            items = gate.quickly_packed();
            sleep(REST);
            if stop.is_cancelled() {
                return;
            }
        }
    };
    std::thread::Builder::new()
        .name("packing".into())
        .spawn(work)
        .context("the thread that packs cannot be started")?;
    Ok(())
}

/// Packs those that nothing has replaced meanwhile.
fn pack(items: &[Weak<Item>], stop: &CancellationToken) {
    for item in items.iter().filter_map(Weak::upgrade) {
        if stop.is_cancelled() {
            return;
        }
        item.shrink();
    }
}
