//! One file per command.

pub(crate) mod alerts;
pub(crate) mod backup;
pub(crate) mod calculate;
pub(crate) mod check;
pub(crate) mod notice;
pub(crate) mod payments;
pub(crate) mod preview;
pub(crate) mod rehearse;
pub(crate) mod restore;
pub(crate) mod serve;
pub(crate) mod verify;

use anyhow::Result;
use jiff::{Zoned, civil::Date};
use web::Site;

/// The day it is where the site is.
#[expect(clippy::disallowed_methods, reason = "a command asks the system for the day it runs on")]
fn today(site: &Site) -> Result<Date> {
    Ok(Zoned::now().with_time_zone(site.settings.zone()?).date())
}
