//! Where the repository lies and which files belong to it.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::run;

/// The checked-out repository this tool was built from.
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Finds the workspace cargo runs us in; a build from another clone of it is not mistaken for this one.
    pub(crate) fn find() -> Result<Self> {
        let manifest =
            run::read(Command::new(cargo()).args(["locate-project", "--workspace", "--message-format=plain"]))?;
        let root = Path::new(manifest.trim()).parent().context("the workspace manifest has no folder")?;
        Ok(Self { root: root.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// `cargo SUBCOMMAND`, run at the root.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = self.command(cargo());
        command.arg(subcommand);
        command
    }

    /// Any program, run at the root.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Every file that is, or is about to be, in the repository (committed or new, never ignored), below `folder`.
    /// Relative to the root, sorted.
    pub(crate) fn files(&self, folder: &str) -> Result<Vec<String>> {
        let list = run::read(
            self.command("git")
                .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--"])
                .arg(folder),
        )?;
        let mut files: Vec<String> = list
            .split('\0')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .filter(|name| self.path(name).is_file())
            .collect();
        files.sort();
        Ok(files)
    }

    /// The text of one of [`Repository::files`]; `None` for one that is not text.
    pub(crate) fn text(&self, relative: &str) -> Result<Option<String>> {
        let bytes = std::fs::read(self.path(relative)).with_context(|| format!("reading {relative}"))?;
        Ok(String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')))
    }
}

/// The cargo that runs us, so that a chosen toolchain stays chosen.
fn cargo() -> String {
    env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
