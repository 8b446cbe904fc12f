//! `landfall alerts`: prints the alert rules for Prometheus.

use crate::operations::alerts::rules;
use anyhow::{Result, anyhow};
use language::Messages;
use std::process::ExitCode;

pub(crate) fn run() -> Result<ExitCode> {
    let messages = Messages::built_in().map_err(|faults| anyhow!("the wording has {} faults", faults.len()))?;
    print!("{}", rules(&messages));
    Ok(ExitCode::SUCCESS)
}
