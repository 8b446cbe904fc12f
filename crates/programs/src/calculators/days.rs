//! Days one by one: which of them lie in which periods.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// A row of days, each with marks.
pub(super) struct Days {
    first: Date,
    marks: Vec<u8>,
}

impl Days {
    /// The days from `first` to `last`, unmarked; none when `last` lies before `first`.
    pub(super) fn new(first: Date, last: Date) -> Self {
        let count = usize::try_from(apart(first, last) + 1).unwrap_or(0);
        Self { first, marks: vec![0; count] }
    }

    /// Marks the days from `from` to `to` that lie in this row.
    pub(super) fn mark(&mut self, from: Date, to: Date, mark: u8) {
        let start = usize::try_from(apart(self.first, from)).unwrap_or(0);
        let Ok(end) = usize::try_from(apart(self.first, to) + 1) else { return };
        let end = end.min(self.marks.len());
        if start < end {
            self.marks[start..end].iter_mut().for_each(|marks| *marks |= mark);
        }
    }

    /// Marks the days strictly between a departure and the return: both of those are days in Canada.
    pub(super) fn mark_between(&mut self, (left, returned): (Date, Date), mark: u8) {
        if let (Ok(from), Ok(to)) = (left.tomorrow(), returned.yesterday())
            && from <= to
        {
            self.mark(from, to, mark);
        }
    }

    /// The marks of each day, in order.
    pub(super) fn marks(&self) -> &[u8] {
        &self.marks
    }
}

/// How many days `to` lies after `from`; negative when it lies before.
pub(super) fn apart(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| span.get_days().into())
}

/// The same day of an earlier (negative) or later year. February 29 becomes February 28 where the year has none: how such a day
/// is meant by the law was not found.
pub(super) fn years_from(day: Date, years: i16) -> Date {
    day.saturating_add(i64::from(years).years())
}
