//! `cargo xtask kill`: the kill test of `crates/landfall`, for as many rounds as one asks. Its rounds and its seed are printed
//! as it goes; `KILL_SEED` repeats them.

use anyhow::{Result, ensure};

use crate::{repository::Repository, run, tally::Tally};

/// Where the test looks for how many rounds it is to run, on SQLite; PostgreSQL gets a fifth of them.
pub(crate) const ROUNDS: &str = "KILL_ROUNDS";
/// Rounds in `cargo xtask test`.
pub(crate) const ROUNDS_TESTED: u32 = 24;

/// Runs so many rounds and says how it went. Always by `cargo test`: a long run is no hanging one.
pub(crate) fn on_demand(repository: &Repository, rounds: u32) -> Result<()> {
    let mut command = repository.cargo("test");
    command.args([
        "--locked",
        "--package",
        "landfall",
        "--test",
        "it",
        "--",
        "kill::",
        "--nocapture",
        "--test-threads=1",
    ]);
    let watched = run::watch(command.env(ROUNDS, rounds.to_string()))?;
    let tally = Tally::of_cargo_test(&watched.lines);
    ensure!(tally != Tally::default(), "the kill test did not run");
    ensure!(tally.failed == 0, "what was acknowledged did not survive");
    Ok(())
}
