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

/// Writes a key so that it is whole on disk, or not there at all.
fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    let said = || format!("{} cannot be written", folder.join(name).display());
    store::private_folder::make(folder).with_context(said)?;
    let unfinished = folder.join(format!("{name}.new"));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished).with_context(said)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(said)?;
    fs::rename(&unfinished, folder.join(name)).with_context(said)?;
    File::open(folder).and_then(|folder| folder.sync_all()).with_context(said)
}
