//! The part of `cargo metadata` that the rules read.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Our own packages, as `cargo metadata --no-deps` lists them.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
}

/// One of our crates or tools.
#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) dependencies: Vec<Dependency>,
}

/// One line of its manifest.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) kind: Kind,
}

/// Which of the manifest's tables the line stands in; cargo writes a normal dependency's kind as null.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(from = "Option<String>")]
pub(crate) enum Kind {
    Normal,
    Build,
    Dev,
}

impl Default for Kind {
    fn default() -> Self {
        Self::from(None)
    }
}

impl From<Option<String>> for Kind {
    fn from(kind: Option<String>) -> Self {
        match kind.as_deref() {
            Some("dev") => Self::Dev,
            Some("build") => Self::Build,
            _ => Self::Normal,
        }
    }
}

impl Metadata {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        serde_json::from_str(json).context("reading cargo metadata")
    }

    /// The names of our own packages.
    pub(crate) fn ours(&self) -> BTreeSet<&str> {
        self.packages.iter().map(|package| package.name.as_str()).collect()
    }
}
