//! The keys folder: the master key and the receipt key, each made once and never again while a store needs it.

use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};
use vault::{MasterKey, Random, SigningKey};

/// Seals everything at rest.
pub(crate) const MASTER: &str = "master.key";
/// Signs receipts.
pub(crate) const SIGNING: &str = "receipt.key";

/// Both keys.
pub(crate) struct KeyFolder {
    pub(crate) master: MasterKey,
    pub(crate) signing: SigningKey,
}

/// Reads the keys in `folder`. Where there are none they are made, unless `store_exists`: a new key could not open what an
/// old one sealed, and would hide that the old one is lost.
pub(crate) fn open(folder: &Path, store_exists: bool, random: &dyn Random) -> Result<KeyFolder> {
    let master = match read(&folder.join(MASTER))? {
        Some(text) => MasterKey::from_file_text(&text)
            .with_context(|| format!("{} is not a master key", folder.join(MASTER).display()))?,
        None if store_exists => bail!(
            "there is a store, but its master key is not in {}. Nothing can be read without it, so none is made anew. Put {MASTER} \
             back from where you keep it, or name its folder with --keys",
            folder.display()
        ),
        None => {
            let key = MasterKey::generate(random);
            write(folder, MASTER, &key.to_file_text())?;
            key
        }
    };
    let signing = match read(&folder.join(SIGNING))? {
        Some(text) => SigningKey::from_file_text(&text)
            .with_context(|| format!("{} is not a receipt key", folder.join(SIGNING).display()))?,
        None if store_exists => bail!(
            "there is a store, but the key that signed its receipts is not in {}. Put {SIGNING} back from where you keep it",
            folder.display()
        ),
        None => {
            let key = SigningKey::generate(random);
            write(folder, SIGNING, &key.to_file_text())?;
            key
        }
    };
    Ok(KeyFolder { master, signing })
}

/// The keys in `folder`; `None` when it does not hold both.
pub(crate) fn known(folder: &Path) -> Result<Option<KeyFolder>> {
    if folder.join(MASTER).exists() && folder.join(SIGNING).exists() {
        return ask(folder, &mut |name| bail!("{name} was there a moment ago")).map(Some);
    }
    Ok(None)
}

/// The keys in `folder`; the text of one that is not there is asked for by its file's name.
pub(crate) fn ask(folder: &Path, text_of: &mut dyn FnMut(&str) -> Result<String>) -> Result<KeyFolder> {
    let mut text = |name| read(&folder.join(name))?.map_or_else(|| text_of(name), Ok);
    let master = MasterKey::from_file_text(&text(MASTER)?).with_context(|| format!("this is not a {MASTER}"))?;
    let signing = SigningKey::from_file_text(&text(SIGNING)?).with_context(|| format!("this is not a {SIGNING}"))?;
    Ok(KeyFolder { master, signing })
}

/// Writes the keys that are not in `folder` yet.
pub(crate) fn keep(folder: &Path, keys: &KeyFolder) -> Result<()> {
    for (name, text) in [(MASTER, keys.master.to_file_text()), (SIGNING, keys.signing.to_file_text())] {
        if !folder.join(name).exists() {
            write(folder, name, &text)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Option<String>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    let mode = fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("others may read {}: run chmod 600 {}", path.display(), path.display());
    }
    Ok(Some(text))
}

/// Writes a file for this user only so that it is whole on disk, or not there at all.
pub(crate) fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    let said = || format!("{} cannot be written", folder.join(name).display());
    store::private_folder::make(folder).with_context(said)?;
    let unfinished = folder.join(format!("{name}.new"));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished).with_context(said)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(said)?;
    fs::rename(&unfinished, folder.join(name)).with_context(said)?;
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(said)
}
