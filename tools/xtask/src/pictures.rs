//! `cargo xtask pictures`: the pictures of docs/admission.md, drawn from a run of the simulation in the tests of
//! `crates/admission`. They are committed; look at them first.

use anyhow::{Result, ensure};

use crate::{repository::Repository, run, tally::Tally};

/// Draws them anew.
pub(crate) fn draw(repository: &Repository) -> Result<()> {
    let mut command = repository.cargo("test");
    command.args(["--locked", "--package", "admission", "--test", "it", "--", "pictures::", "--ignored"]);
    let watched = run::watch(&mut command)?;
    let tally = Tally::of_cargo_test(&watched.lines);
    ensure!(watched.succeeded && tally == Tally::ONE_PASSED, "the pictures were not drawn");
    Ok(())
}
