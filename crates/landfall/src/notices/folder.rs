//! Adds to the folder, so that what is there survives a power cut and what is half written is never seen.

use super::{FOLDER, NOTICE, PICTURES, WITHDRAWAL};
use anyhow::{Context, Result, bail};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    time::SystemTime,
};
use web::notices::{MOST_NOTICES, NoticeId};

/// The most notices of one day.
const MOST_OF_A_DAY: u32 = 100;

/// The folder of notices within a data folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

/// A name in the folder, with what tells that its content changed.
pub(super) type Entry = (OsString, u64, Option<SystemTime>, u64);

/// What stands in the file that takes a notice back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawal {
    /// When.
    pub(super) at: Timestamp,
}

impl Folder {
    /// The folder within `data`.
    pub(crate) fn within(data: &Path) -> Self {
        Self(data.join(FOLDER))
    }

    /// Makes it, where it is missing. Whoever runs the site may read it, whoever wrote the notice.
    pub(crate) fn make(&self) -> io::Result<()> {
        let pictures = self.0.join(PICTURES);
        if !pictures.is_dir() {
            fs::DirBuilder::new().recursive(true).mode(0o755).create(&pictures)?;
            sync(&self.0)?;
            sync(self.0.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        }
        Ok(())
    }

    /// The file of this name.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The picture of this name.
    pub(super) fn picture(&self, name: &str) -> PathBuf {
        self.0.join(PICTURES).join(name)
    }

    /// What lies in it, in order.
    pub(super) fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            let name = entry.file_name();
            // What is being written, and what is no notice.
            if name.to_string_lossy().starts_with('.') || name == PICTURES {
                continue;
            }
            match fs::metadata(entry.path()) {
                Ok(metadata) => entries.push((name, metadata.len(), metadata.modified().ok(), metadata.ino())),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(_) => entries.push((name, 0, None, 0)),
            }
        }
        entries.sort();
        Ok(entries)
    }

    /// Adds a notice under the first name that is free on `day`. Its picture comes first, so that whoever sees the notice
    /// sees that too.
    pub(crate) fn publish(&self, day: Date, text: &str, picture: Option<(&str, &[u8])>) -> Result<NoticeId> {
        let said = || format!("the notice cannot be written to {}", self.0.display());
        self.make().with_context(said)?;
        let notices = self.entries().with_context(said)?;
        let notices = notices.iter().filter(|(name, ..)| name.to_string_lossy().ends_with(NOTICE)).count();
        if notices >= MOST_NOTICES {
            bail!(
                "{} holds {MOST_NOTICES} notices, which is the most. Move the oldest elsewhere, each with its .withdrawn file",
                self.0.display()
            );
        }
        if let Some((name, bytes)) = picture {
            self.add(&self.picture(name), bytes).with_context(said)?;
        }
        for number in 1..=MOST_OF_A_DAY {
            let id = NoticeId { day, number };
            if self.add(&self.path(&format!("{id}{NOTICE}")), text.as_bytes()).with_context(said)? {
                return Ok(id);
            }
        }
        bail!("{MOST_OF_A_DAY} notices were written today, which is the most");
    }

    /// Takes a notice back. Returns whether it was not before.
    pub(crate) fn withdraw(&self, id: NoticeId, at: Timestamp) -> Result<bool> {
        if !self.path(&format!("{id}{NOTICE}")).exists() {
            bail!("there is no notice {id} in {}. “landfall notice list” prints those there are", self.0.display());
        }
        let text = toml::to_string(&Withdrawal { at }).context("a moment can be written down")?;
        let path = self.path(&format!("{id}{WITHDRAWAL}"));
        self.add(&path, text.as_bytes()).with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Adds a file whole. Returns false where there is one of that name, which stays as it is.
    fn add(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        if path.exists() {
            return Ok(false);
        }
        let new = self.0.join(format!(".new-{}", std::process::id()));
        // One that was left by a crash may be the other name of a notice by now: it is not written to.
        match fs::remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o644).open(&new)?;
        // Whatever the mask of whoever writes: a notice is there to be read.
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        // Unlike a renaming, a link takes nobody's name.
        let linked = match fs::hard_link(&new, path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        };
        fs::remove_file(&new)?;
        sync(path.parent().unwrap_or(&self.0))?;
        linked
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
