//! The files of a backup: how they are copied, hashed, named in its list, and read from there again.

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, DirBuilder, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Component, Path},
};
use vault::{Sha256Stream, encoding};

/// What says of a folder that it is a backup, and of what.
pub(in crate::commands) const FACTS: &str = "backup.json";
/// The list of files.
pub(super) const SUMS: &str = "SHA256SUMS";
/// The folder that is laid out as the data folder is.
pub(in crate::commands) const DATA: &str = "data";
/// After the name of a backup that is not whole yet.
pub(super) const UNFINISHED: &str = ".unfinished";
/// The form of backups that this release makes and reads.
pub(super) const FORMAT: u32 = 1;
/// Bytes in memory while a file is copied or hashed.
const PIECE: usize = 512 << 10;
/// The longest line of the list that is read: a hash and a path.
const LINE: u64 = 4_096;
/// The longest `backup.json` that is read.
const LONGEST_FACTS: u64 = 64 << 10;

/// What a backup is.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::commands) struct Facts {
    pub(super) format: u32,
    pub(in crate::commands) made_at: Timestamp,
    /// The release that made it.
    pub(super) release: String,
    /// The database it was made of: `SQLite` or `PostgreSQL`.
    pub(in crate::commands) store: String,
    /// Id of the master key that everything is sealed with, in hex.
    pub(in crate::commands) master_key: String,
}

impl Facts {
    pub(in crate::commands) fn read(backup: &Path) -> Result<Self> {
        let file = backup.join(FACTS);
        let file = File::open(&file).with_context(|| format!("{} is no backup", backup.display()))?;
        let facts: Self = serde_json::from_reader(file.take(LONGEST_FACTS))
            .with_context(|| format!("{FACTS} of {} cannot be read", backup.display()))?;
        let (found, known) = (facts.format, FORMAT);
        ensure!(
            found == known,
            "the backup is of form {found}, and this release reads {known}: use the one that made it"
        );
        Ok(facts)
    }

    pub(super) fn text(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// The list of files while a backup is made.
pub(super) struct Sums(BufWriter<File>);

impl Sums {
    pub(super) fn begin(backup: &Path) -> Result<Self> {
        Ok(Self(BufWriter::new(create(&backup.join(SUMS)).with_context(|| format!("{SUMS} cannot be written"))?)))
    }

    pub(super) fn add(&mut self, path: &str, sum: &[u8; 32]) -> Result<()> {
        ensure!(is_plain(path), "a file has a name that cannot be listed: {path:?}");
        writeln!(self.0, "{}  {path}", encoding::to_hex(sum)).with_context(|| format!("{SUMS} cannot be written"))
    }

    pub(super) fn end(mut self) -> Result<()> {
        self.0.flush().with_context(|| format!("{SUMS} cannot be written"))
    }
}

/// Reads the list: each file's path within the backup, and its hash.
pub(in crate::commands) fn listed(backup: &Path, mut see: impl FnMut(&str, [u8; 32]) -> Result<()>) -> Result<()> {
    let file = File::open(backup.join(SUMS)).with_context(|| format!("{} is no backup: {SUMS}", backup.display()))?;
    let mut lines = BufReader::new(file);
    let mut line = String::new();
    loop {
        line.clear();
        let read = lines.by_ref().take(LINE).read_line(&mut line).with_context(|| format!("{SUMS} cannot be read"))?;
        if read == 0 {
            return Ok(());
        }
        let parts = line.strip_suffix('\n').and_then(|line| line.split_once("  "));
        let sum = parts.and_then(|(sum, _)| encoding::from_hex(sum)?.try_into().ok());
        match (parts, sum) {
            (Some((_, path)), Some(sum)) if is_plain(path) => see(path, sum)?,
            _ => bail!("{SUMS} has a line that cannot be understood: {line:?}"),
        }
    }
}

/// Whether a path stays within its folder and can stand in a line.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(char::is_control)
        && !path.contains('\\')
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Copies a file to a place where there is none, and answers with its hash.
pub(in crate::commands) fn copy(from: &Path, to: &Path) -> io::Result<[u8; 32]> {
    pour(File::open(from)?, &mut create(to)?)
}

/// The hash of a file.
pub(super) fn hash(file: &Path) -> io::Result<[u8; 32]> {
    pour(File::open(file)?, &mut io::sink())
}

fn pour(mut from: File, to: &mut dyn Write) -> io::Result<[u8; 32]> {
    let mut hash = Sha256Stream::new();
    let mut piece = vec![0; PIECE];
    loop {
        match from.read(&mut piece)? {
            0 => return Ok(hash.finish()),
            read => {
                hash.update(&piece[..read]);
                to.write_all(&piece[..read])?;
            }
        }
    }
}

/// A new file for this user only.
pub(super) fn create(file: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(file)
}

/// Makes a folder and those above it that are missing, for this user only.
pub(in crate::commands) fn make(folder: &Path) -> Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("the folder {} cannot be made", folder.display()))
}

/// Writes everything on the disk that `folder` is on to that disk: one wait for thousands of files.
pub(in crate::commands) fn sync(folder: &Path) -> Result<()> {
    let opened = File::open(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
    rustix::fs::syncfs(&opened).with_context(|| format!("{} cannot be written to disk", folder.display()))
}

/// Writes the names in a folder to disk.
pub(in crate::commands) fn sync_names(folder: &Path) -> Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let synced = File::open(folder).and_then(|opened| opened.sync_all());
    synced.with_context(|| format!("{} cannot be written to disk", folder.display()))
}

/// How many files there are below a folder.
pub(super) fn count(folder: &Path) -> Result<u64> {
    let mut files = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() { count(&entry.path())? } else { 1 };
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_nothing_outside_of_its_backup() {
        for path in ["data/landfall.sqlite3", "data/documents/0a/x", "backup.json"] {
            assert!(is_plain(path), "{path}");
        }
        for path in ["", "/etc/passwd", "../keys/master.key", "data/../../x", "data/a\nb", "./data", "a\\b"] {
            assert!(!is_plain(path), "{path:?}");
        }
    }

    #[test]
    fn a_list_is_read_as_it_was_written_and_a_broken_line_is_refused() {
        let backup = tempfile::tempdir().expect("a temporary folder");
        let mut sums = Sums::begin(backup.path()).expect("a list");
        sums.add("data/a file", &[7; 32]).expect("a line");
        sums.add("../b", &[7; 32]).expect_err("a path that leads out");
        sums.end().expect("a list");
        let mut seen = Vec::new();
        let mut see = |path: &str, sum| {
            seen.push((path.to_owned(), sum));
            Ok(())
        };
        listed(backup.path(), &mut see).expect("a good list");
        for broken in ["no line end", "00  short\n", "nonsense\n"] {
            fs::write(backup.path().join(SUMS), broken).expect("a written list");
            listed(backup.path(), &mut see).expect_err(broken);
        }
        assert_eq!(seen, [("data/a file".to_owned(), [7; 32])]);
    }
}
