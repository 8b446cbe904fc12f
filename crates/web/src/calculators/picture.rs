//! The five years day by day as a picture: one row for each calendar year, drawn in the colour of the text, so that shades and
//! patterns tell the days apart and not colours.

use jiff::civil::{Date, date};
use programs::calculators::presence::Day;

/// Days of one sort that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) day: Day,
    pub(super) days: usize,
}

/// The days from `first` on, in runs.
pub(super) fn runs(first: Date, days: &[Day]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut today = first;
    for day in days {
        match runs.last_mut() {
            Some(run) if run.day == *day => {
                run.to = today;
                run.days += 1;
            }
            _ => runs.push(Run { from: today, to: today, day: *day, days: 1 }),
        }
        today = today.tomorrow().unwrap_or(today);
    }
    runs
}

/// A stretch of one year's row.
pub(super) struct Stretch {
    pub(super) x: i16,
    pub(super) y: usize,
    pub(super) width: i16,
    /// What fills it: a shade of the text's colour, or a pattern.
    pub(super) fill: &'static str,
    pub(super) shade: &'static str,
}

/// A year's name beside its row.
pub(super) struct Row {
    pub(super) y: usize,
    pub(super) year: i16,
}

/// The picture's parts.
pub(super) struct Picture {
    pub(super) stretches: Vec<Stretch>,
    pub(super) rows: Vec<Row>,
    pub(super) height: usize,
}

/// Height of a year's row, and of the stretches in it.
const ROW: usize = 28;
/// Where the days begin, right of the year's name.
const LEFT: i16 = 44;

/// Shade and pattern of a day.
pub(super) const fn fill(day: Day) -> (&'static str, &'static str) {
    match day {
        Day::Counted => ("currentColor", "0.85"),
        Day::Half => ("url(#half)", "0.85"),
        Day::Away => ("currentColor", "0.2"),
        Day::Excluded => ("url(#excluded)", "0.85"),
        Day::NoStatus => ("none", "1"),
    }
}

impl Picture {
    pub(super) fn draw(runs: &[Run]) -> Self {
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
            return Self { stretches: Vec::new(), rows: Vec::new(), height: 0 };
        };
        let start = first.from.year();
        let row = |year: i16| usize::try_from(year - start).unwrap_or(0) * ROW;
        let mut stretches = Vec::new();
        for run in runs {
            let (fill, shade) = fill(run.day);
            for year in run.from.year()..=run.to.year() {
                let from = if year == run.from.year() { run.from.day_of_year() } else { 1 };
                let to = if year == run.to.year() { run.to.day_of_year() } else { date(year, 12, 31).day_of_year() };
                stretches.push(Stretch { x: LEFT + from - 1, y: row(year), width: to - from + 1, fill, shade });
            }
        }
        let rows = (start..=last.to.year()).map(|year| Row { y: row(year), year }).collect::<Vec<_>>();
        Self { height: rows.len() * ROW, stretches, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_one_sort_are_one_run_and_a_run_over_new_year_two_stretches() {
        let days = [vec![Day::Half; 2], vec![Day::Counted; 3]].concat();
        let runs = runs(date(2019, 12, 28), &days);
        assert_eq!(runs.iter().map(|run| run.days).collect::<Vec<_>>(), [2, 3]);
        assert_eq!((runs[1].from, runs[1].to), (date(2019, 12, 30), date(2020, 1, 1)));
        let picture = Picture::draw(&runs);
        let placed: Vec<_> = picture.stretches.iter().map(|s| (s.x - LEFT, s.y, s.width)).collect();
        assert_eq!(placed, [(361, 0, 2), (363, 0, 2), (0, ROW, 1)]);
        assert_eq!(picture.rows.iter().map(|row| row.year).collect::<Vec<_>>(), [2019, 2020]);
    }
}
