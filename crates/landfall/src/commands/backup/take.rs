//! Taking a backup: the database as of one moment, then the documents it names, then whatever else lies in the data folder.

use super::{
    check,
    folder::{self, DATA, FACTS, FORMAT, Facts, Sums, UNFINISHED},
};
use crate::{
    commands::{
        restore::RESTORING,
        serve::{DOCUMENTS, SystemClock},
    },
    config::Config,
    keys,
};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::{
    ffi::OsString,
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::ExitCode,
};
use store::{
    DATABASE, DocumentId, blobs,
    copy::{Copy, Source, remove_documents},
};
use vault::encoding;
use web::Clock;

/// Documents that may be removed while a backup is taken; with more of them it is better taken anew.
const GONE_MEANWHILE: usize = 10_000;
/// Files besides the store's own, and how deep they may lie.
const OTHER_FILES: usize = 10_000;
const DEPTH: u32 = 8;
/// Larger files are not looked into for keys: a key's file is one line.
const LONGEST_KEY_FILE: u64 = 64 << 10;
/// What the line of every key of ours begins with, and what ends the first line of any other in PEM.
const KEY_LINES: [&str; 3] = ["landfall-master-", "landfall-signing-", "PRIVATE KEY-----"];

/// Takes a backup of what `config` names.
pub(super) async fn take(config: &Config, to: &Path) -> Result<ExitCode> {
    let unfinished = begin(config, to)?;
    let checked = match make(config, &unfinished).await {
        Ok(checked) => checked,
        Err(error) => {
            // What is left is not taken for a backup anyway.
            drop(fs::remove_dir_all(&unfinished));
            return Err(error);
        }
    };
    fs::rename(&unfinished, to).with_context(|| format!("the backup cannot be named {}", to.display()))?;
    folder::sync_names(to.parent().unwrap_or(Path::new("/")))?;
    println!("{}: {checked}.", to.display());
    Ok(ExitCode::SUCCESS)
}

/// Makes the folder under the name of a backup that is not whole yet.
fn begin(config: &Config, to: &Path) -> Result<PathBuf> {
    ensure!(!to.try_exists().unwrap_or(true), "{} is there already, and a backup overwrites nothing", to.display());
    let name = to.file_name().with_context(|| format!("{} is no name for a backup", to.display()))?;
    let mut unfinished_name = OsString::from(name);
    unfinished_name.push(UNFINISHED);
    let unfinished = to.with_file_name(unfinished_name);
    let within = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    store::private_folder::make(within).with_context(|| format!("{} cannot be made", within.display()))?;
    let whole = |path: &Path| path.canonicalize().with_context(|| format!("{} cannot be used", path.display()));
    let data = whole(&config.data)?;
    ensure!(!whole(within)?.starts_with(&data), "the backup would lie in the data folder it is made of");
    if config.keys.exists() && whole(&config.keys)?.starts_with(&data) {
        bail!(
            "the keys lie in the data folder, and keys and data never go into one backup. Move {} elsewhere",
            config.keys.display()
        );
    }
    match DirBuilder::new().mode(0o700).create(&unfinished) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(
            "{} is there: another backup is being taken, or one was broken off. If none is being taken, delete it",
            unfinished.display()
        ),
        made => made.with_context(|| format!("{} cannot be made", unfinished.display()))?,
    }
    Ok(unfinished)
}

/// Fills the folder, writes it to disk and checks it.
async fn make(config: &Config, backup: &Path) -> Result<check::Checked> {
    let made_at = SystemClock.now();
    let source = match &config.database_url {
        Some(url) => Source::postgres(url).await.map_err(|error| anyhow!(error))?,
        None => Source::sqlite(&config.data).map_err(|error| anyhow!(error))?,
    };
    let data = backup.join(DATA);
    folder::make(&data)?;
    let database = data.join(DATABASE);
    source.copy_to(&database).await.context("the database cannot be copied")?;
    let mut sums = Sums::begin(backup)?;
    let copy = Copy::open(&database).map_err(|error| anyhow!(error))?;
    let key = copy.key()?.context("the store was never used: there is nothing to back up")?;
    let gone = documents(config, &copy, &data, &mut sums)?;
    drop(copy);
    // Somebody may have removed a document, or a draft, since the moment of the copy: then it is not in the backup either.
    for document in &gone {
        ensure!(
            source.is_removed(*document).await?,
            "the bytes of document {document} are not in {}: the disk has lost them. Look for them in an earlier backup",
            config.data.join(DOCUMENTS).display()
        );
    }
    if !gone.is_empty() {
        remove_documents(&database, &gone).context("the copy of the database cannot be changed")?;
    }
    others(config, &data, &mut sums)?;
    sums.add(&format!("{DATA}/{DATABASE}"), &folder::hash(&database)?)?;

    let facts = Facts {
        format: FORMAT,
        made_at,
        release: env!("CARGO_PKG_VERSION").to_owned(),
        store: if config.database_url.is_some() { "PostgreSQL" } else { "SQLite" }.to_owned(),
        master_key: encoding::to_hex(&key),
    };
    let file = backup.join(FACTS);
    io::Write::write_all(&mut folder::create(&file)?, facts.text()?.as_bytes())?;
    sums.add(FACTS, &folder::hash(&file)?)?;
    sums.end()?;
    folder::sync(backup)?;
    let keys = keys::known(&config.keys)?;
    if let Some(keys) = &keys {
        let said = || format!("the keys in {} are not those of this site; no backup was made", config.keys.display());
        check::is_sealed_with(&facts, keys).with_context(said)?;
    }
    check::check(backup, keys.as_ref()).context("the backup is not whole")
}

/// Copies the documents that the copy names, and answers with those that are not there.
fn documents(config: &Config, copy: &Copy, data: &Path, sums: &mut Sums) -> Result<Vec<DocumentId>> {
    let mut gone = Vec::new();
    copy.documents(|document| -> Result<()> {
        let place = format!("{DOCUMENTS}/{}", blobs::place(document.id));
        let (from, to) = (config.data.join(&place), data.join(&place));
        folder::make(to.parent().unwrap_or(data))?;
        let sum = match folder::copy(&from, &to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                ensure!(gone.len() < GONE_MEANWHILE, "more than {GONE_MEANWHILE} documents are not there any more");
                gone.push(document.id);
                return Ok(());
            }
            copied => copied.with_context(|| format!("{} cannot be copied", from.display()))?,
        };
        sums.add(&format!("{DATA}/{place}"), &sum)
    })?;
    Ok(gone)
}

/// Copies what else lies in the data folder: what parts of the site keep there besides the store.
fn others(config: &Config, data: &Path, sums: &mut Sums) -> Result<()> {
    let mut found = Vec::new();
    find(&config.data, Path::new(""), 0, &mut found)?;
    for path in found {
        let (from, to) = (config.data.join(&path), data.join(&path));
        let listed = path.to_str().with_context(|| format!("{} is no name in UTF-8", path.display()))?;
        // A file that was replaced meanwhile is there under the same name; one that was deleted is not missed.
        let Ok(about) = fs::metadata(&from) else { continue };
        if about.len() <= LONGEST_KEY_FILE {
            let text = fs::read(&from).with_context(|| format!("{} cannot be read", from.display()))?;
            let holds_key = |line: &str| text.windows(line.len()).any(|window| window == line.as_bytes());
            ensure!(!KEY_LINES.iter().any(|line| holds_key(line)), "{} holds a key. Move it elsewhere", from.display());
        }
        folder::make(to.parent().unwrap_or(data))?;
        let sum = folder::copy(&from, &to).with_context(|| format!("{} cannot be copied", from.display()))?;
        sums.add(&format!("{DATA}/{listed}"), &sum)?;
    }
    Ok(())
}

/// Plain files below `within`, without the store's own, mail (which was sent, and is readable), and files not yet named.
fn find(root: &Path, within: &Path, depth: u32, found: &mut Vec<PathBuf>) -> Result<()> {
    let folder = root.join(within);
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), within.join(entry.file_name()));
        let name = name.to_string_lossy();
        let ours = name.starts_with(DATABASE) || ["landfall.lock", DOCUMENTS, "mail", RESTORING].contains(&&*name);
        if depth == 0 && ours || name.ends_with(".new") || name.starts_with(".new-") {
            continue;
        }
        let kind = entry.file_type()?;
        ensure!(
            !kind.is_symlink(),
            "{} leads elsewhere, and a backup takes nothing from there. Put what it leads to in its place",
            root.join(&path).display()
        );
        if kind.is_dir() {
            ensure!(depth < DEPTH, "{} lies too deep in the data folder", folder.display());
            find(root, &path, depth + 1, found)?;
        } else if kind.is_file() {
            ensure!(
                found.len() < OTHER_FILES,
                "there are more than {OTHER_FILES} files besides documents in {}",
                root.display()
            );
            found.push(path);
        }
    }
    Ok(())
}
