//! The folders with npm packages: the browser journeys, the style sheet's compiler, and a peer that is measured beside us.

use std::fs;

use anyhow::{Context, Result};

use crate::{repository::Repository, run};

/// The browser journeys.
pub(crate) const JOURNEYS: &str = "e2e";
/// The compiler of the style sheet.
pub(crate) const ASSETS: &str = "tools/assets";

/// The Fastify peer, which its bench installs.
pub(crate) const FASTIFY: &str = "bench/peers/fastify";

/// Installs exactly what the folder's lock file names, unless that is what is installed already.
pub(crate) fn install(repository: &Repository, folder: &str) -> Result<()> {
    let lock = fs::read(repository.path(folder).join("package-lock.json"))
        .with_context(|| format!("reading {folder}/package-lock.json"))?;
    let stamp = repository.path(folder).join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("npm ci in {folder}");
    let mut npm = repository.command("npm");
    run::run(npm.current_dir(repository.path(folder)).args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock).with_context(|| format!("noting what is installed in {folder}"))
}
