//! The data folder: made private to its user, locked so that two processes never write one store, synced once made.

use std::{
    fs::{File, TryLockError},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use crate::{
    error::{OpenError, Result},
    private_folder,
};

/// The database's file name in the data folder.
pub const DATABASE: &str = "landfall.sqlite3";
/// The lock's file name in the data folder.
const LOCK: &str = "landfall.lock";

/// The right to use a data folder, until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "the system unlocks the file when it is closed")] File);

impl Lock {
    pub(super) fn take(folder: &Path) -> Result<Lock, OpenError> {
        private_folder::make(folder).map_err(|source| unusable(folder, source))?;
        let path = folder.join(LOCK);
        let file = private_file(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse { place: folder.display().to_string() }),
            Err(TryLockError::Error(source)) => Err(unusable(&path, source)),
        }
    }
}

/// Makes the database's file, for this user only; SQLite gives its log the same permissions.
pub(super) fn make_database(folder: &Path) -> Result<PathBuf, OpenError> {
    let path = folder.join(DATABASE);
    private_file(&path)?;
    Ok(path)
}

fn private_file(path: &Path) -> Result<File, OpenError> {
    let file = File::options().create(true).truncate(false).write(true).mode(0o600).open(path);
    file.map_err(|source| unusable(path, source))
}

/// Writes the names of the files in the folder to disk.
pub(super) fn sync(folder: &Path) -> Result<(), OpenError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| unusable(folder, source))
}

fn unusable(place: &Path, source: io::Error) -> OpenError {
    OpenError::Place { place: place.display().to_string(), source }
}
