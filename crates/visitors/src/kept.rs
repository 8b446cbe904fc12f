//! What stays when an hour or a day is over: the numbers that may be told, as lines of a file.

use crate::Shown;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Hours that are kept: a week of them.
pub const MOST_HOURS: usize = 7 * 24;
/// Days that are kept: a year, and a month to compare it with.
pub const MOST_DAYS: usize = 396;
/// The longest line that is read, in bytes. With every country and the most pages there are it is half of that.
const LONGEST: usize = 64 * 1024;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Span {
    /// An hour of the clock.
    Hour,
    /// From 04:00 to 04:00.
    Day,
}

/// An hour or a day that is over, or was over for this process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which of both.
    pub span: Span,
    /// When the hour or day began.
    pub start: Timestamp,
    /// Since when it was counted: later, if the program started in between.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// The numbers.
    #[serde(flatten)]
    pub shown: Shown,
}

impl Kept {
    /// As a line, with its end.
    pub fn line(&self) -> String {
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }

    fn counted(&self) -> jiff::SignedDuration {
        self.to.duration_since(self.from)
    }
}

/// The hours and days that are kept, by when they began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Hours, at most [`MOST_HOURS`].
    pub hours: BTreeMap<Timestamp, Kept>,
    /// Days, at most [`MOST_DAYS`].
    pub days: BTreeMap<Timestamp, Kept>,
}

impl History {
    /// Reads lines. One that was not written to its end, or is none of ours, is left out.
    pub fn read(text: &str) -> Self {
        let mut history = Self::default();
        let lines = text.lines().filter(|line| line.len() <= LONGEST);
        lines.filter_map(|line| serde_json::from_str(line).ok()).for_each(|kept| history.add(kept));
        history
    }

    /// Keeps one more, in full tens: earlier versions wrote exact numbers. Of an hour or day that was counted in parts, between
    /// which nobody can tell who came twice, the longest part stays.
    pub fn add(&mut self, kept: Kept) {
        let kept = Kept { shown: kept.shown.in_tens(), ..kept };
        let (all, most) = match kept.span {
            Span::Hour => (&mut self.hours, MOST_HOURS),
            Span::Day => (&mut self.days, MOST_DAYS),
        };
        if all.get(&kept.start).is_none_or(|before| before.counted() <= kept.counted()) {
            all.insert(kept.start, kept);
        }
        while all.len() > most {
            all.pop_first();
        }
    }

    /// All of it as lines, for a file that begins anew.
    pub fn lines(&self) -> String {
        self.days.values().chain(self.hours.values()).map(Kept::line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn kept(span: Span, hour: i64, from: i64, minutes: i64, visitors: u64) -> Kept {
        let start = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
        let from = start + SignedDuration::from_mins(from);
        let to = from + SignedDuration::from_mins(minutes);
        Kept { span, start, from, to, shown: Shown { visitors: Some(visitors), ..Shown::default() } }
    }

    #[test]
    fn what_is_written_is_read_again_also_when_the_last_line_was_cut() {
        let mut history = History::default();
        (0..5).for_each(|hour| history.add(kept(Span::Hour, hour, 0, 60, 100)));
        history.add(kept(Span::Day, 0, 0, 1440, 300));
        let text = history.lines();
        assert_eq!(History::read(&text), history);
        let cut = format!("{text}not a line\n{}", &kept(Span::Hour, 9, 0, 60, 7).line()[..40]);
        assert_eq!(History::read(&cut), history);
    }

    #[test]
    fn of_an_hour_in_parts_the_longest_part_stays() {
        let mut history = History::default();
        history.add(kept(Span::Hour, 3, 0, 20, 50));
        history.add(kept(Span::Hour, 3, 21, 39, 90));
        history.add(kept(Span::Hour, 3, 59, 1, 10));
        assert_eq!(history.hours.values().map(|kept| kept.shown.visitors).collect::<Vec<_>>(), [Some(90)]);
    }

    #[test]
    fn exact_numbers_of_an_earlier_version_are_read_in_full_tens() {
        let line = kept(Span::Hour, 3, 0, 60, 1_201).line();
        assert!(line.contains("1201"), "{line}");
        let history = History::read(&line);
        assert_eq!(history.hours.values().map(|kept| kept.shown.visitors).collect::<Vec<_>>(), [Some(1_200)]);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for_and_the_newest_stay() {
        let mut history = History::default();
        (0..2_000).for_each(|hour| history.add(kept(Span::Hour, hour, 0, 60, 10)));
        (0..2_000).for_each(|day| history.add(kept(Span::Day, day * 24, 0, 1440, 10)));
        assert_eq!((history.hours.len(), history.days.len()), (MOST_HOURS, MOST_DAYS));
        assert!(history.hours.contains_key(&kept(Span::Hour, 1_999, 0, 60, 10).start));
    }
}
