//! The history of incidents in the data folder: lines of JSON that are only ever added, each on disk before the next, and
//! written anew, shorter, when they have become many. A line that a crash has cut off is passed over.

use super::judge::Ongoing;
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};
use web::service::{Incident, Span};

/// How long incidents are kept. The status page says the same.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The most incidents, and the most times of measuring, that are kept.
const MOST: usize = 400;
/// Bytes from which on the file is written anew. What is kept takes less than half of it.
const LARGEST: u64 = 256 << 10;

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// Measuring began.
    Started(Timestamp),
    /// It was still measured at this time, and these incidents went on.
    Measured(Timestamp, Vec<Ongoing>),
    /// An incident was over.
    Over(Incident),
}

/// What the lines say together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Past {
    /// Times during which it was measured, in order.
    pub(super) measured: Vec<Span>,
    /// Incidents that are over, in the order in which they ended.
    pub(super) over: Vec<Incident>,
    /// Incidents that went on when it was last measured.
    pub(super) ongoing: Vec<Ongoing>,
}

impl Past {
    /// Hears one more line.
    pub(super) fn add(&mut self, line: &Line) {
        match line {
            Line::Started(at) => push(&mut self.measured, Span { from: *at, until: *at }),
            Line::Measured(at, ongoing) => {
                if let Some(last) = self.measured.last_mut() {
                    last.until = last.until.max(*at);
                }
                self.ongoing.clone_from(ongoing);
            }
            Line::Over(incident) => {
                let same = |other: &Incident| (other.capability, other.began) == (incident.capability, incident.began);
                self.ongoing.retain(|ongoing| !same(&ongoing.incident));
                push(&mut self.over, *incident);
            }
        }
    }

    /// Forgets what is too old at `now`.
    pub(super) fn forget(&mut self, now: Timestamp) {
        let oldest = now.checked_sub(KEPT).unwrap_or(Timestamp::MIN);
        self.measured.retain(|span| span.until >= oldest);
        self.over.retain(|incident| incident.ended.is_none_or(|ended| ended >= oldest));
    }

    /// The times between those that were measured.
    pub(super) fn unmeasured(&self) -> Vec<Span> {
        let between = self.measured.windows(2).map(|pair| Span { from: pair[0].until, until: pair[1].from });
        between.filter(|gap| gap.until > gap.from).collect()
    }

    /// The fewest lines that say the same.
    fn lines(&self) -> Vec<Line> {
        let measured = self.measured.iter().flat_map(|span| {
            // What goes on is said at the end.
            [Line::Started(span.from), Line::Measured(span.until, Vec::new())]
        });
        let last = self.measured.last().map(|span| Line::Measured(span.until, self.ongoing.clone()));
        measured.chain(self.over.iter().copied().map(Line::Over)).chain(last).collect()
    }
}

fn push<T>(list: &mut Vec<T>, one: T) {
    if list.len() == MOST {
        list.remove(0);
    }
    list.push(one);
}

/// The open file.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    bytes: u64,
    past: Past,
}

impl Journal {
    /// Opens the history at `path`, and begins to measure at `now`.
    pub(super) fn open(path: &Path, now: Timestamp) -> Result<Self> {
        let said = || format!("{} cannot be used", path.display());
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).with_context(said),
        };
        let mut past = Past::default();
        let mut unread = 0;
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(line) => past.add(&line),
                Err(_) => unread += 1,
            }
        }
        if unread > 0 {
            tracing::warn!(unread, file = %path.display(), "lines of the history of incidents cannot be read");
        }
        past.add(&Line::Started(now));
        past.forget(now);
        let (file, bytes) = anew(path, &past).with_context(said)?;
        Ok(Self { path: path.to_owned(), file, bytes, past })
    }

    /// What is in it.
    pub(super) fn past(&self) -> &Past {
        &self.past
    }

    /// Adds a line: on disk when this returns.
    pub(super) fn add(&mut self, line: &Line, now: Timestamp) -> Result<()> {
        self.past.add(line);
        if self.bytes >= LARGEST {
            self.past.forget(now);
            (self.file, self.bytes) = anew(&self.path, &self.past)?;
            return Ok(());
        }
        let text = written(line)?;
        self.file.write_all(&text).and_then(|()| self.file.sync_data())?;
        self.bytes += text.len() as u64;
        Ok(())
    }
}

fn written(line: &Line) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    Ok(text)
}

/// Writes the file so that it is the old one or the new one, whatever happens meanwhile.
fn anew(path: &Path, past: &Past) -> Result<(File, u64)> {
    let unfinished = path.with_extension("new");
    let text = past.lines().iter().map(written).collect::<Result<Vec<_>>>()?.concat();
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(&text).and_then(|()| file.sync_all())?;
    fs::rename(&unfinished, path)?;
    if let Some(folder) = path.parent() {
        File::open(folder).and_then(|folder| folder.sync_all())?;
    }
    Ok((file, text.len() as u64))
}

#[cfg(test)]
mod tests;
