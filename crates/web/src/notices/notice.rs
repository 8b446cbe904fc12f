//! A notice: what the department has to say, in both languages, where, and from when until when.

use jiff::{Timestamp, civil::Date};
use language::{Language, Text};
use std::{fmt, str::FromStr};

/// A notice as it was checked. Everything here is safe to show and within its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its name, which is part of its address.
    pub id: NoticeId,
    /// Drawn by lot when it was written: what feeds know it by wherever the site moves.
    pub key: [u8; 16],
    /// How much it matters.
    pub severity: Severity,
    /// What it is about, in one line.
    pub title: Text,
    /// What it says, in paragraphs. The first is what stands on the pages.
    pub text: Text,
    /// What happens to deadlines meanwhile: always there for maintenance.
    pub deadlines: Option<Text>,
    /// When it begins to be shown.
    pub from: Timestamp,
    /// When it stops being shown; only once it is withdrawn, without one.
    pub until: Option<Timestamp>,
    /// When what it speaks of happens.
    pub window: Window,
    /// The pages it concerns, by name (docs/notices.md); all of them if there are none.
    pub pages: Vec<String>,
    /// The programs it opens, pauses or closes.
    pub programs: Vec<(String, Act)>,
    /// Whether many people are expected at once from the beginning of its window.
    pub surge: bool,
    /// A picture to go with it.
    pub picture: Option<NoticePicture>,
    /// When it was taken back.
    pub withdrawn: Option<Timestamp>,
}

/// The name of a notice: the day it was written (UTC), and its number on that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeId {
    /// The day.
    pub day: Date,
    /// Its number, from 1.
    pub number: u32,
}

/// How much a notice matters, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Whoever reads it should act.
    Urgent,
    /// Something does not work, or will not.
    Warning,
    /// Work on the site, with what happens to deadlines.
    Maintenance,
    /// Good to know.
    Information,
}

/// When what a notice speaks of happens. It lies within the time in which the notice is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When it begins.
    pub starts: Timestamp,
    /// When it is over, if anybody knows.
    pub ends: Option<Timestamp>,
}

/// What a notice does to a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Takes applications.
    Open,
    /// Takes none for now.
    Pause,
    /// Takes no more.
    Close,
}

/// A picture that goes with a notice, by its name in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePicture {
    /// `HASH.png` or `HASH.jpg`, named by what is in it.
    pub file: String,
    /// What it shows, for who cannot see it.
    pub alt: Text,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 4] = [Self::Urgent, Self::Warning, Self::Maintenance, Self::Information];

    /// Its name in files, on the command line and among the styles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Warning => "warning",
            Self::Maintenance => "maintenance",
            Self::Information => "information",
        }
    }
}

impl Notice {
    /// Its paragraphs in `language`.
    pub fn paragraphs(&self, language: Language) -> impl Iterator<Item = &str> {
        paragraphs(self.text.get(language))
    }

    /// What stands on the pages: its first paragraph.
    pub fn summary(&self, language: Language) -> &str {
        self.paragraphs(language).next().unwrap_or_default()
    }

    /// When there was last something new about it, for whoever sees it at `now`.
    pub fn changed(&self, now: Timestamp) -> Timestamp {
        self.withdrawn.filter(|at| *at <= now).map_or(self.from, |at| at.max(self.from))
    }
}

/// The paragraphs of a text: what empty lines divide.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

impl fmt::Display for NoticeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.day, self.number)
    }
}

impl FromStr for NoticeId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (day, number) = text.rsplit_once('-').ok_or(NotAnId)?;
        let id = Self { day: day.parse().map_err(|_| NotAnId)?, number: number.parse().map_err(|_| NotAnId)? };
        // One spelling each, since it is an address and the name of a file.
        if id.number > 0 && id.to_string() == text { Ok(id) } else { Err(NotAnId) }
    }
}

/// A text that names no notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that is no name of a notice: they look like 2026-11-23-1, and “landfall notice list” prints them")]
pub struct NotAnId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_has_one_name_and_a_path_is_none() {
        let id: NoticeId = "2026-11-23-12".parse().unwrap();
        assert_eq!((id.number, id.to_string().as_str()), (12, "2026-11-23-12"));
        assert!("2026-11-23-9".parse::<NoticeId>().unwrap() < id, "the ninth comes before the twelfth");
        for other in ["", "1", "2026-11-23", "2026-11-23-0", "2026-11-23-01", "2026-13-01-1", "../2026-11-23-1"] {
            assert!(other.parse::<NoticeId>().is_err(), "{other}");
        }
    }
}
