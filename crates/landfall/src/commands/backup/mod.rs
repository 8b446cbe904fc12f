//! `landfall backup`: takes a copy of everything in the store while the site goes on, checks it, and lists those there are.
//!
//! A backup is a folder: `data` is laid out as the data folder is, with the database as one SQLite file; `SHA256SUMS` has the
//! hash of every file, in the form `sha256sum --check` reads; `backup.json` says what it is. It is made under another name and
//! gets its own when it is whole, on disk and checked.

pub(super) mod check;
pub(super) mod folder;
mod list;
mod take;

use crate::{
    args::{BackupArguments, BackupCommand},
    config::Config,
    keys,
};
use anyhow::{Context, Result};
use std::{path::PathBuf, process::ExitCode};

pub(crate) fn run(arguments: BackupArguments) -> Result<ExitCode> {
    match (arguments.what, arguments.to) {
        (Some(BackupCommand::Verify { backup, keys }), _) => {
            let named = |folder: PathBuf| {
                let known = keys::known(&folder)?;
                known.with_context(|| {
                    format!("there are no keys in {}: name the folder that has them", folder.display())
                })
            };
            let keys = keys.map(named).transpose()?;
            let checked = check::check(&backup, keys.as_ref())?;
            println!("{} is whole: {checked}.", backup.display());
            Ok(ExitCode::SUCCESS)
        }
        (Some(BackupCommand::List { folder, days }), _) => list::list(&folder, days),
        (None, to) => {
            let config = Config::read(arguments.serve)?;
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let to = to.context("say where the backup goes, with --to")?;
            runtime.context("the work cannot be started")?.block_on(take::take(&config, &to))
        }
    }
}
