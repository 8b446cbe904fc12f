//! Checking a backup: every file is the one that was written, the database is whole, every document it names is there, and with
//! the keys that everything filed opens and every receipt verifies.

use super::folder::{self, DATA, Facts};
use crate::{commands::serve::DOCUMENTS, keys::KeyFolder};
use anyhow::{Context, Result, anyhow, ensure};
use std::{fmt, path::Path};
use store::{
    DATABASE, blobs,
    copy::{CopiedCase, Copy},
};
use vault::{Keys, encoding, sealed_length};
use web::{SignedBy, audit};

/// What a backup holds that is whole. What the service filed by itself is checked as all else is, and not counted among people's.
#[derive(Debug, Default)]
pub(in crate::commands) struct Checked {
    files: u64,
    documents: u64,
    filed: u64,
    /// Receipts that verify with the key at hand, and those that an earlier key signed; nothing without the keys.
    receipts: Option<(u64, u64)>,
}

impl Checked {
    /// Whether there are receipts, and the key at hand signed none of them.
    pub(in crate::commands) fn has_only_foreign_receipts(&self) -> bool {
        matches!(self.receipts, Some((0, others)) if others > 0)
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} files, {} documents among them, {} applications filed",
            self.files, self.documents, self.filed
        )?;
        match self.receipts {
            None => write!(out, "; without the keys their receipts could not be opened"),
            Some((verified, 0)) => write!(out, ", {verified} receipts verified"),
            Some((verified, others)) => {
                write!(out, ", {verified} receipts verified, {others} signed with another key opened")
            }
        }
    }
}

/// Checks all of a backup, receipts only with the keys. Nothing is written.
pub(in crate::commands) fn check(backup: &Path, keys: Option<&KeyFolder>) -> Result<Checked> {
    let facts = Facts::read(backup)?;
    let mut checked = Checked { receipts: keys.map(|_| (0, 0)), ..Checked::default() };
    folder::listed(backup, |path, sum| {
        let found = folder::hash(&backup.join(path)).with_context(|| format!("{path} cannot be read"))?;
        ensure!(found == sum, "{path} is not what it was when the backup was made");
        checked.files += 1;
        Ok(())
    })?;
    // The list does not list itself.
    let there = folder::count(backup)?.saturating_sub(1);
    ensure!(there == checked.files, "{there} files are there, and {} are listed", checked.files);

    let data = backup.join(DATA);
    let copy = Copy::open(&data.join(DATABASE)).map_err(|error| anyhow!(error))?;
    copy.check().context("the database is not whole")?;
    let key = copy.key()?.map(|key| encoding::to_hex(&key));
    ensure!(key.as_ref() == Some(&facts.master_key), "the database is sealed with another key than the backup says");
    copy.documents(|document| -> Result<()> {
        let place = blobs::place(document.id);
        let length = data.join(DOCUMENTS).join(&place).metadata().map(|about| about.len());
        let length = length.with_context(|| format!("document {place} is not there"))?;
        let whole = sealed_length(document.size);
        ensure!(length == whole, "document {place} has {length} bytes, and should have {whole}");
        checked.documents += u64::from(!document.is_synthetic);
        Ok(())
    })?;
    if let Some(keys) = keys {
        is_sealed_with(&facts, keys)?;
    }
    let opening = keys.map(|keys| (Keys::new(&keys.master), keys.signing.public()));
    copy.cases(|case| -> Result<()> {
        ensure!(follows(&case), "{}: its history is not the one that was written", case.number);
        let counted = u64::from(!case.is_synthetic);
        if let (Some((keys, key)), Some((verified, others))) = (&opening, &mut checked.receipts) {
            match audit(keys, key, &case).with_context(|| case.number.clone())? {
                SignedBy::ThisKey => *verified += counted,
                SignedBy::AnotherKey => *others += counted,
            }
        }
        checked.filed += counted;
        Ok(())
    })?;
    Ok(checked)
}

/// Whether the master key is the one a backup is sealed with.
pub(in crate::commands) fn is_sealed_with(facts: &Facts, keys: &KeyFolder) -> Result<()> {
    ensure!(
        encoding::to_hex(&keys.master.id()) == facts.master_key,
        "the master key given is not the one this backup is sealed with, so nothing in it could be read"
    );
    Ok(())
}

/// Whether each action names the one before it, up to the last: what can be seen of a history without opening it.
fn follows(case: &CopiedCase) -> bool {
    let mut last = (0, casework::START);
    for action in &case.actions {
        if (action.sequence, action.previous) != (last.0 + 1, last.1) {
            return false;
        }
        last = (action.sequence, action.hash);
    }
    last == (case.last_action, case.last_hash)
}
