//! What is kept of ACME on disk: the account, the certificate with its key, and how often it failed. For this user only, each
//! file whole or not there.

use anyhow::{Context, Result};
use jiff::Timestamp;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

/// The certificate chain and its key in one file, so that neither is ever there without the other.
const CERTIFICATE: &str = "certificate.pem";
/// How often in a row it failed, and when last.
const FAILURES: &str = "failures";
/// What stands before the names, and before the time, in the certificate's file; readers of PEM pass over both.
const NAMES: &str = "names:";
const FETCHED: &str = "fetched: ";

/// The folder.
pub(super) struct Files(PathBuf);

impl Files {
    pub(super) fn open(folder: &Path) -> Result<Self> {
        store::private_folder::make(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder.to_owned()))
    }

    /// The certificate and key that were fetched last, for whatever names.
    pub(super) fn certificate(&self) -> Result<Option<String>> {
        self.read(CERTIFICATE)
    }

    /// When the certificate for exactly these names was fetched, since 1970; `None` if there is none.
    pub(super) fn fetched(&self, names: &[String]) -> Result<Option<Duration>> {
        let Some(pem) = self.read(CERTIFICATE)? else { return Ok(None) };
        let mut lines = pem.lines();
        if lines.next() != Some(&first_line(names)) {
            return Ok(None);
        }
        let at = lines.next().and_then(|line| line.strip_prefix(FETCHED)?.parse().ok()).unwrap_or_default();
        Ok(Some(Duration::from_secs(at)))
    }

    pub(super) fn keep_certificate(&self, names: &[String], pem: &str, now: Timestamp) -> Result<()> {
        self.write(CERTIFICATE, &format!("{}\n{FETCHED}{}\n{pem}", first_line(names), now.as_second()))
    }

    /// The account at an authority, as text that can be read by the library that wrote it.
    pub(super) fn account(&self, directory: &str) -> Result<Option<String>> {
        self.read(&account(directory))
    }

    pub(super) fn keep_account(&self, directory: &str, text: &str) -> Result<()> {
        self.write(&account(directory), text)
    }

    /// How often in a row it failed, and when last, since 1970.
    pub(super) fn failures(&self) -> Result<(u32, Duration)> {
        let text = self.read(FAILURES)?.unwrap_or_default();
        let read = || {
            let (failures, last) = text.trim().split_once(' ')?;
            Some((failures.parse().ok()?, Duration::from_secs(last.parse().ok()?)))
        };
        Ok(read().unwrap_or_default())
    }

    pub(super) fn keep_failure(&self, failures: u32, now: Timestamp) -> Result<()> {
        self.write(FAILURES, &format!("{failures} {}\n", now.as_second()))
    }

    pub(super) fn forget_failures(&self) -> Result<()> {
        match fs::remove_file(self.0.join(FAILURES)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).context("the failures cannot be forgotten")
            }
            _ => Ok(()),
        }
    }

    fn read(&self, name: &str) -> Result<Option<String>> {
        match fs::read_to_string(self.0.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).with_context(|| format!("{} cannot be read", self.0.join(name).display())),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        crate::keys::write(&self.0, name, text)
    }
}

fn first_line(names: &[String]) -> String {
    format!("{NAMES} {}", names.join(" "))
}

/// The file of the account at one authority.
fn account(directory: &str) -> String {
    format!("account-{}.json", vault::encoding::to_hex(&vault::sha256(directory.as_bytes())[..8]))
}
