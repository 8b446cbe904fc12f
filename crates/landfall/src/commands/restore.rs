//! `landfall restore`: makes an empty data folder what a backup was made of, once all of the backup has been checked.

use super::{
    backup::{
        check,
        folder::{self, DATA, Facts},
    },
    serve,
};
use crate::{args::ServeArguments, config::Config, keys};
use anyhow::{Context, Result, anyhow, bail, ensure};
use rustix::termios::{LocalModes, OptionalActions, isatty, tcgetattr, tcsetattr};
use std::{
    fs::{self, File},
    io::{self, BufRead as _, Read as _},
    path::Path,
    process::ExitCode,
};
use store::{
    Actor, DATABASE, Store, Who,
    copy::{holds_a_store, put_into_postgres},
    ops::filing::ReserveReceipts,
};
use vault::SystemRandom;

/// In the data folder while a restore is not finished; `serve` refuses such a folder.
pub(super) const RESTORING: &str = "restore.unfinished";
/// Receipt numbers that are passed over: receipts given out since the backup was made have theirs from among them, and no
/// number is given out twice. At 214,000 filings an hour it takes three days to use so many up.
const PASSED_OVER: u32 = 1 << 24;
/// The longest line that a key is read from.
const LONGEST_KEY: u64 = 4_096;

pub(crate) fn run(from: &Path, arguments: ServeArguments) -> Result<ExitCode> {
    let config = Config::read(arguments)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("the work cannot be started")?.block_on(restore(from, &config))
}

async fn restore(from: &Path, config: &Config) -> Result<ExitCode> {
    let facts = Facts::read(from)?;
    let data = &config.data;
    ensure!(is_empty(data)?, "{} is not empty. Restore into a new folder, or an empty one", data.display());
    if let Some(url) = &config.database_url {
        ensure!(!holds_a_store(url).await.map_err(|error| anyhow!(error))?, "the database holds a store already");
    }
    let keys = keys::ask(&config.keys, &mut |name| ask(name, &config.keys))?;
    check::is_sealed_with(&facts, &keys)?;
    let checked = check::check(from, Some(&keys)).context("the backup is not whole, so nothing was restored")?;
    if checked.has_only_foreign_receipts() {
        eprintln!(
            "Warning: none of its receipts was signed with the {} in {}. If you have the one this site used, put it there and \
             restore again: without it this site does not recognise the receipts it has given out.",
            keys::SIGNING,
            config.keys.display()
        );
    }

    store::private_folder::make(data).with_context(|| format!("{} cannot be made", data.display()))?;
    let unfinished = data.join(RESTORING);
    File::create_new(&unfinished).with_context(|| format!("{} cannot be made", unfinished.display()))?;
    folder::sync_names(data)?;
    copy(from, config)?;
    let store = match &config.database_url {
        Some(url) => {
            put_into_postgres(&from.join(DATA).join(DATABASE), url).await.map_err(|error| anyhow!(error))?;
            Store::open_postgres(url).await
        }
        None => Store::open_sqlite(data),
    };
    let store = store.map_err(|error| anyhow!(error)).context("the restored store does not open")?;
    let system = Actor { who: Who::System, request: serve::request(&SystemRandom) };
    store.exec(&system, ReserveReceipts { count: PASSED_OVER }).await?;
    drop(store);
    keys::keep(&config.keys, &keys)?;
    folder::sync(data)?;
    fs::remove_file(&unfinished).with_context(|| format!("{} cannot be removed", unfinished.display()))?;
    folder::sync_names(data)?;
    println!("Restored into {}: {checked}.", data.display());
    println!("What was saved and filed after {:.0} is not in it.", facts.made_at);
    Ok(ExitCode::SUCCESS)
}

fn is_empty(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        entries => Ok(entries.with_context(|| format!("{} cannot be read", folder.display()))?.next().is_none()),
    }
}

/// Copies what is listed below `data`; the database only where it is one.
fn copy(from: &Path, config: &Config) -> Result<()> {
    folder::listed(from, |path, sum| {
        let Ok(place) = Path::new(path).strip_prefix(DATA) else { return Ok(()) };
        if config.database_url.is_some() && place == Path::new(DATABASE) {
            return Ok(());
        }
        let to = config.data.join(place);
        folder::make(to.parent().unwrap_or(&config.data))?;
        let copied = folder::copy(&from.join(path), &to).with_context(|| format!("{path} cannot be copied"))?;
        ensure!(copied == sum, "{path} has changed while it was copied");
        Ok(())
    })
}

/// Asks for the text of a key that is not in the keys folder. On a terminal it is not shown while it is typed.
fn ask(name: &str, folder: &Path) -> Result<String> {
    let input = io::stdin();
    eprintln!("{name} is not in {}. Type its one line, or paste it:", folder.display());
    let shown = isatty(&input).then(|| tcgetattr(&input)).transpose().context("the terminal cannot be used")?;
    if let Some(shown) = &shown {
        let mut hidden = shown.clone();
        hidden.local_modes -= LocalModes::ECHO;
        tcsetattr(&input, OptionalActions::Now, &hidden).context("the terminal cannot be used")?;
    }
    let mut line = String::new();
    let read = input.lock().take(LONGEST_KEY).read_line(&mut line);
    if let Some(shown) = &shown {
        tcsetattr(&input, OptionalActions::Now, shown).context("the terminal cannot be used")?;
    }
    if read.context("no key can be read")? == 0 {
        bail!("without {name} nothing can be restored: it is no part of a backup. Put it into {}", folder.display());
    }
    Ok(line)
}
