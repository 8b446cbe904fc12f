//! The style sheet: compiled from `tools/assets` by npm packages and committed, so that `cargo build` never needs Node.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result, bail};

use crate::{npm, repository::Repository, run};

/// Where the compiler's results are committed.
const RESULTS: &str = "crates/web";

/// Rebuilds the style sheet in place.
pub(crate) fn build(repository: &Repository) -> Result<()> {
    npm::install(repository, npm::ASSETS)?;
    let mut npm = repository.command("npm");
    run::run(npm.current_dir(repository.path(npm::ASSETS)).args(["run", "--silent", "css"]))
}

/// Rebuilds it and fails if that changed anything; the rebuilt files stay, as the cure.
pub(crate) fn check(repository: &Repository) -> Result<()> {
    let before = snapshot(repository)?;
    build(repository)?;
    let after = snapshot(repository)?;
    let changed: Vec<&str> =
        after.iter().filter(|(name, bytes)| before.get(*name) != Some(*bytes)).map(|(name, _)| name.as_str()).collect();
    if !changed.is_empty() {
        bail!(
            "not what their source compiles to: {}. They are rebuilt now: look at them and commit them",
            changed.join(", ")
        );
    }
    Ok(())
}

fn snapshot(repository: &Repository) -> Result<BTreeMap<String, Vec<u8>>> {
    let files = repository.files(RESULTS)?.into_iter();
    files
        .map(|name| {
            let bytes = fs::read(repository.path(&name)).with_context(|| format!("reading {name}"))?;
            Ok((name, bytes))
        })
        .collect()
}
