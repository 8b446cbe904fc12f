//! Whether the entries of a history leave no month out: the gaps, each between the right entries, and the overlaps.
//!
//! The rule is that of IMM 5669, questions 8 and 12 (facts, 4.3): "since the age of 18, or the past 10 years, whichever is most
//! recent", without gaps. Months are the unit, so an entry that ends in a month and one that starts in the same or the next month
//! leave no gap. Overlaps are allowed: people study and work at once.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::YearMonth;
use crate::kinds::Period;
use crate::program::Cover;

/// A history laid out in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage<'a> {
    /// The first month that must be covered.
    pub from: YearMonth,
    /// The last month that must be covered: that of today.
    pub to: YearMonth,
    /// The entries whose period is known, most recent first.
    pub rows: Vec<Row<'a>>,
    /// The months that no entry covers, most recent first.
    pub gaps: Vec<Gap<'a>>,
    /// The months that several entries cover, most recent first. Nothing is wrong with them.
    pub overlaps: Vec<Overlap<'a>>,
}

/// The period of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// Id of the entry.
    pub item: &'a str,
    /// Its first month.
    pub from: YearMonth,
    /// Its last month; that of today while it is going on.
    pub to: YearMonth,
    /// Whether it is still going on.
    pub ongoing: bool,
}

/// Months in a row that no entry covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap<'a> {
    /// The first month without an entry.
    pub from: YearMonth,
    /// The last month without an entry.
    pub to: YearMonth,
    /// The entry that ends just before the gap; `None` when the gap is at the beginning.
    pub before_item: Option<&'a str>,
    /// The entry that starts just after the gap; `None` when the gap reaches until today.
    pub after_item: Option<&'a str>,
}

/// Months in a row that two entries cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap<'a> {
    /// The first month of both.
    pub from: YearMonth,
    /// The last month of both.
    pub to: YearMonth,
    /// The entry that started earlier.
    pub earlier_item: &'a str,
    /// The entry that started later, or in the same month.
    pub later_item: &'a str,
}

/// The first month a history must cover, or `None` when there is nothing to cover yet: the person has not reached the age.
///
/// `born` is the earliest day the person can be born on, so that a birth date known in part asks for more rather than less.
pub(crate) fn first_month(cover: &Cover, born: Option<Date>, today: Date) -> Option<YearMonth> {
    let years_ago = YearMonth::of(today.saturating_sub(i32::from(cover.years).years()));
    let Some(born) = born else { return Some(years_ago) };
    let birthday = born.saturating_add(i32::from(cover.since_age).years());
    if birthday > today { None } else { Some(YearMonth::of(birthday).max(years_ago)) }
}

impl<'a> Coverage<'a> {
    /// Lays out the periods of entries from a month until today.
    pub fn of(from: YearMonth, today: Date, periods: impl IntoIterator<Item = (&'a str, Period)>) -> Self {
        let to = YearMonth::of(today);
        let mut rows: Vec<Row<'a>> = periods
            .into_iter()
            .map(|(item, period)| Row { item, from: period.from, to: period.end(today), ongoing: period.to.is_none() })
            .collect();
        rows.sort_by_key(|row| (row.from, row.to));
        let (gaps, overlaps) = sweep(from, to, &rows);
        rows.sort_by_key(|row| std::cmp::Reverse((row.ongoing, row.to, row.from)));
        Self { from, to, rows, gaps, overlaps }
    }

    /// Whether no month is left out.
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }
}

/// Goes through the rows in the order they start, remembering which reaches furthest so far.
fn sweep<'a>(from: YearMonth, to: YearMonth, rows: &[Row<'a>]) -> (Vec<Gap<'a>>, Vec<Overlap<'a>>) {
    let mut gaps = Vec::new();
    let mut overlaps = Vec::new();
    let mut furthest: Option<&Row<'a>> = None;
    // The first month that is not covered yet.
    let mut open = from;
    for row in rows {
        if row.from > open && open <= to {
            let last = row.from.previous().min(to);
            // A row that starts after today's month cannot be; parsing refuses it.
            gaps.push(Gap {
                from: open,
                to: last,
                before_item: furthest.map(|row| row.item),
                after_item: Some(row.item),
            });
        }
        if let Some(earlier) = furthest.filter(|earlier| earlier.to >= row.from) {
            overlaps.push(Overlap {
                from: row.from,
                to: row.to.min(earlier.to),
                earlier_item: earlier.item,
                later_item: row.item,
            });
        }
        open = open.max(row.to.next());
        if furthest.is_none_or(|earlier| row.to >= earlier.to) {
            furthest = Some(row);
        }
    }
    if open <= to {
        gaps.push(Gap { from: open, to, before_item: furthest.map(|row| row.item), after_item: None });
    }
    gaps.reverse();
    overlaps.reverse();
    (gaps, overlaps)
}
