//! Physical presence for citizenship: whole days as a permanent resident, half days before, days away, days that cannot count
//! (Citizenship Act 5(1)(c)(i), 5(1.001) to (1.03), 21).

mod earliest;
mod history;

pub use earliest::{Earliest, earliest};
pub(super) use history::overlaps;
pub use history::{History, Overlap};

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::days::years_from;
use crate::definition::Reader;

/// The ids of what it counts; the table file names each of them.
pub(super) const NAMES: &[&str] = &[
    "calendar_days_in_window",
    "pr_calendar_days",
    "temporary_calendar_days",
    "pr_days_present",
    "temporary_days_present",
    "pr_days_absent",
    "temporary_days_absent",
    "excluded_days",
    "temporary_credit",
    "total",
    "shortfall",
    "counted",
    "half",
    "away",
    "excluded",
    "no_status",
];

/// The rule of a time.
#[derive(Debug, Clone, Copy)]
pub struct PresenceRule {
    /// Days that are needed.
    needed: u16,
    /// Years before the date of application that are looked at.
    years: i16,
    /// Most days that half days before permanent residence can add.
    credit_most: u16,
}

/// Days and half days, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Halves(pub u32);

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The same date five years before the application.
    pub window_start: Date,
    /// The day before the application.
    pub window_end: Date,
    /// Days between the two, both included.
    pub calendar_days_in_window: u32,
    /// Of those, days as a permanent resident.
    pub pr_calendar_days: u32,
    /// Of those, days as a temporary resident or protected person before.
    pub temporary_calendar_days: u32,
    /// Days in Canada as a permanent resident.
    pub pr_days_present: u32,
    /// Days in Canada with temporary status before.
    pub temporary_days_present: u32,
    /// Days away as a permanent resident.
    pub pr_days_absent: u32,
    /// Days away with temporary status before.
    pub temporary_days_absent: u32,
    /// Days that cannot count: in prison, on probation or on parole.
    pub excluded_days: u32,
    /// Half of the days with temporary status, within its cap.
    pub temporary_credit: Halves,
    /// All that counts.
    pub total: Halves,
    /// Whether it is enough.
    pub eligible: bool,
    /// What is missing.
    pub shortfall: Halves,
}

/// What one day of the window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// A whole day.
    Counted,
    /// A half day.
    Half,
    /// Away from Canada.
    Away,
    /// It cannot count: in prison, on probation or on parole.
    Excluded,
    /// Without a status that counts.
    NoStatus,
}

impl PresenceRule {
    pub(super) fn read(table: &Reader<'_, '_>) -> Option<Self> {
        let [needed, years] = [table.figure("needed", 1..=4_000), table.figure("years", 1..=20)];
        Some(Self { needed, years: i16::try_from(years).ok()?, credit_most: table.figure("credit_most", 0..=4_000) })
    }

    /// The first and the last day that are looked at for an application signed on `application`.
    fn window(self, application: Date) -> (Date, Date) {
        (years_from(application, -self.years), application.yesterday().unwrap_or(application))
    }

    /// What whole days and half days make together, and the part of it that half days make.
    fn total(self, pr_days: u32, temporary_days: u32) -> (Halves, Halves) {
        let credit = temporary_days.min(u32::from(self.credit_most) * 2);
        (Halves(pr_days * 2 + credit), Halves(credit))
    }

    fn is_enough(self, total: Halves) -> bool {
        total.0 >= u32::from(self.needed) * 2
    }
}

/// Counts the days of an application signed on `application`.
pub fn count(history: &History, application: Date, rule: &PresenceRule) -> Count {
    let (window_start, window_end) = rule.window(application);
    let mut count = Count {
        window_start,
        window_end,
        calendar_days_in_window: 0,
        pr_calendar_days: 0,
        temporary_calendar_days: 0,
        pr_days_present: 0,
        temporary_days_present: 0,
        pr_days_absent: 0,
        temporary_days_absent: 0,
        excluded_days: 0,
        temporary_credit: Halves(0),
        total: Halves(0),
        eligible: false,
        shortfall: Halves(0),
    };
    for marks in history.days(window_start, window_end).marks() {
        count.calendar_days_in_window += 1;
        let [resident, temporary] = history::status(*marks);
        count.pr_calendar_days += u32::from(resident);
        count.temporary_calendar_days += u32::from(temporary);
        match history::day(*marks) {
            Day::Counted => count.pr_days_present += 1,
            Day::Half => count.temporary_days_present += 1,
            Day::Away if resident => count.pr_days_absent += 1,
            Day::Away => count.temporary_days_absent += 1,
            Day::Excluded => count.excluded_days += 1,
            Day::NoStatus => {}
        }
    }
    (count.total, count.temporary_credit) = rule.total(count.pr_days_present, count.temporary_days_present);
    count.eligible = rule.is_enough(count.total);
    count.shortfall = Halves((u32::from(rule.needed) * 2).saturating_sub(count.total.0));
    count
}

/// Every day of the window, in order: what the calendar shows.
pub fn calendar(history: &History, application: Date, rule: &PresenceRule) -> Vec<Day> {
    let (first, last) = rule.window(application);
    history.days(first, last).marks().iter().map(|marks| history::day(*marks)).collect()
}

/// A whole number when there is no half, as in `365` and `182.5`.
impl Serialize for Halves {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(2) {
            serializer.serialize_u32(self.0 / 2)
        } else {
            serializer.serialize_f64(f64::from(self.0) / 2.0)
        }
    }
}
