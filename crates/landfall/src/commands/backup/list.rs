//! Which backups there are, and which are older than deleted answers may live on in them.

use super::folder::{FACTS, Facts, UNFINISHED};
use crate::commands::serve::SystemClock;
use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use std::{fs, path::Path, process::ExitCode};
use web::Clock;

/// Entries of the folder that are looked at.
const ENTRIES: usize = 10_000;

pub(super) fn list(folder: &Path, days: u32) -> Result<ExitCode> {
    ensure!(
        !folder.join(FACTS).exists(),
        "{} is a backup itself. Name the folder in which it lies with the others; “landfall backup verify” checks this one",
        folder.display()
    );
    let mut backups = Vec::new();
    let mut unfinished = Vec::new();
    for (seen, entry) in
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?.enumerate()
    {
        ensure!(seen < ENTRIES, "{} has more than {ENTRIES} entries", folder.display());
        let path = entry?.path();
        if path.to_string_lossy().ends_with(UNFINISHED) {
            unfinished.push(path);
        } else if path.join(FACTS).exists() {
            backups.push((Facts::read(&path)?, path));
        }
    }
    backups.sort_by_key(|(facts, _)| facts.made_at);
    let now = SystemClock.now();
    let mut over = 0;
    for (facts, path) in &backups {
        let old = is_over(facts.made_at, now, days);
        over += usize::from(old);
        let note = if old { "  delete it: backups may be kept for no longer" } else { "" };
        println!("{:.0}  {}  {}{note}", facts.made_at, facts.store, path.display());
    }
    for path in unfinished {
        println!("{}: being taken, or broken off", path.display());
    }
    println!("{} backups, {over} of them older than {days} days.", backups.len());
    Ok(if over == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn is_over(made_at: Timestamp, now: Timestamp, days: u32) -> bool {
    now.duration_since(made_at) > SignedDuration::from_hours(i64::from(days) * 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_over_once_its_days_have_passed_and_not_before() {
        let made_at: Timestamp = "2026-11-01T02:00:00Z".parse().expect("a time");
        for (now, over) in
            [("2026-12-06T01:59:59Z", false), ("2026-12-06T02:00:01Z", true), ("2026-10-01T00:00:00Z", false)]
        {
            assert_eq!(is_over(made_at, now.parse().expect("a time"), 35), over, "{now}");
        }
    }
}
