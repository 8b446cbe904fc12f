//! Backups that are taken of a server all the while it is measured, one after the other.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
};

use anyhow::{Result, anyhow, ensure};
use testkit::Landfall;

pub(crate) struct Backups {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<u32>>,
}

impl Backups {
    /// Begins with the first.
    pub(crate) fn start(binary: &Path, landfall: &Landfall, folder: &Path) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (ends, binary, folder) = (Arc::clone(&stop), binary.to_owned(), folder.to_owned());
        let (data, keys, site) = (landfall.data(), landfall.keys(), landfall.site());
        let thread = thread::spawn(move || {
            let mut taken = 0;
            while !ends.load(Relaxed) {
                let home = tempfile::tempdir_in(&folder)?;
                let to = home.path().join("backup");
                let mut command = Command::new(&binary);
                command.arg("backup").arg("--to").arg(&to).arg("--data").arg(&data).arg("--keys").arg(&keys);
                let output = command.arg("--site").arg(&site).output()?;
                ensure!(output.status.success(), "a backup failed: {}", String::from_utf8_lossy(&output.stderr));
                fs::remove_dir_all(&to)?;
                taken += 1;
            }
            Ok(taken)
        });
        Self { stop, thread }
    }

    /// Waits for the last, and says how many there were.
    pub(crate) fn end(self) -> Result<u32> {
        self.stop.store(true, Relaxed);
        self.thread.join().map_err(|_| anyhow!("taking backups panicked"))?
    }
}
