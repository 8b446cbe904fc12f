//! The house rules that no compiler knows. Each rule is a pure function from what was read to a list of faults, so that it
//! can be tested on made-up repositories; this file reads the real one and prints what they found.

mod edges;
mod licences;
mod listed;
mod messages;
mod metadata;
mod sizes;
mod traces;

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};

use crate::{npm, repository::Repository, run};
use metadata::Metadata;

/// Where each dependency gives its reason.
const REASONS: &str = "docs/dependencies.md";

/// Runs every rule, prints every fault, fails if there was one.
pub(crate) fn check(repository: &Repository) -> Result<()> {
    let files = read(repository)?;
    let mut faults = Vec::new();

    let metadata = Metadata::parse(&run::read(repository.cargo("metadata").args([
        "--format-version=1",
        "--no-deps",
        "--locked",
        "--offline",
    ]))?)?;
    faults.extend(edges::faults(&metadata));

    let declared = declared(repository)?;
    let reasons = repository.text(REASONS)?.with_context(|| format!("{REASONS} is not text"))?;
    faults.extend(listed::faults(&metadata, &declared, &reasons));

    let tree = ["--workspace", "--locked", "--prefix=none", "--format={p}|{l}", "--edges"];
    let linked = run::read(repository.cargo("tree").args(tree).arg("normal"))?;
    faults.extend(licences::banned(&linked));
    let built = run::read(repository.cargo("tree").args(tree).arg("normal,build"))?;
    faults.extend(licences::faults(&built)?);

    faults.extend(traces::faults(&files));
    faults.extend(messages::faults(&files));

    for warning in sizes::warnings(&files).into_iter().chain(listed::unused(&metadata, &declared)) {
        println!("warning: {warning}");
    }
    for fault in &faults {
        println!("{fault}");
    }
    ensure!(faults.is_empty(), "{} house rules broken", faults.len());
    Ok(())
}

/// A text file of the repository.
pub(crate) struct File {
    /// Relative to the root.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl File {
    /// What stands behind the last dot of its name.
    fn extension(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

fn read(repository: &Repository) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for name in repository.files(".")? {
        if let Some(text) = repository.text(&name)? {
            files.push(File { name, text });
        }
    }
    Ok(files)
}

/// Every third-party package the project takes by its own choice: the workspace's crates and the npm folders' packages.
struct Declared {
    crates: BTreeSet<String>,
    npm: BTreeSet<String>,
}

fn declared(repository: &Repository) -> Result<Declared> {
    let manifest = repository.text("Cargo.toml")?.context("Cargo.toml is not text")?;
    let crates = listed::workspace_dependencies(&manifest)?;
    let mut npm = BTreeSet::new();
    for folder in [npm::JOURNEYS, npm::ASSETS, npm::FASTIFY] {
        let name = format!("{folder}/package.json");
        let manifest = repository.text(&name)?.with_context(|| format!("{name} is not text"))?;
        npm.extend(listed::npm_dependencies(&manifest).with_context(|| name)?);
    }
    Ok(Declared { crates, npm })
}
