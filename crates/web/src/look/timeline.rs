//! A history drawn to scale: the periods that are covered, the gaps between them, the overlaps. Pure geometry.
//!
//! Positions are percentages of the drawing's width, so that one drawing fits a phone and a wide screen and its
//! letters keep their size.

/// A month as a count: `year * 12 + month - 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// A month of a year; `month` is 1 to 12.
    pub fn new(year: i16, month: i8) -> Self {
        Self(i32::from(year) * 12 + i32::from(month) - 1)
    }

    fn year(self) -> i32 {
        self.0.div_euclid(12)
    }
}

/// What a stretch of a history is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// An entry of the person.
    Entry,
    /// Months that no entry covers.
    Gap,
}

/// One stretch as the caller knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Entry or gap.
    pub stretch: Stretch,
    /// "Nurse, Lagos General Hospital"; for a gap, the sentence that names it.
    pub what: String,
    /// First month.
    pub from: Month,
    /// Last month, included.
    pub to: Month,
    /// The first month, written out.
    pub from_text: String,
    /// The last month, written out, or "still going on".
    pub to_text: String,
    /// Where it can be changed, or filled.
    pub url: Option<String>,
}

/// A stretch with its place in the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is drawn.
    pub period: Period,
    /// The number that leads from the bar to its row in the table; empty for a gap.
    pub number: String,
    /// Left edge, "12.50%".
    pub x: String,
    /// Width, "8.33%".
    pub width: String,
    /// Middle, where the number stands.
    pub middle: String,
    /// Whether there is room for the number.
    pub roomy: bool,
    /// Upper edge in pixels.
    pub y: u32,
    /// Height in pixels.
    pub height: u32,
    /// Upper edge of the letters.
    pub text_y: u32,
    /// Whether another entry covers some of the same months.
    pub overlaps: bool,
}

impl Bar {
    /// Whether it is a gap.
    pub fn is_gap(&self) -> bool {
        self.period.stretch == Stretch::Gap
    }
}

/// A year's mark on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its place.
    pub x: String,
    /// The year.
    pub label: String,
}

/// The whole drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The element's id; unique on the page.
    pub id: String,
    /// What the drawing shows.
    pub title: String,
    /// The stretches, in the order given.
    pub bars: Vec<Bar>,
    /// Years.
    pub ticks: Vec<Tick>,
    /// Height of the lanes in pixels; the axis comes below.
    pub lanes_height: u32,
    /// Height of the whole drawing.
    pub height: u32,
}

/// Height of one lane, and of the bar in it.
const LANE: u32 = 40;
const BAR: u32 = 32;
/// Height of the axis with its years.
const AXIS: u32 = 28;
/// More lanes than this are drawn over one another: the table beside says everything.
const MAX_LANES: usize = 6;
/// A bar narrower than this part of the drawing (in hundredths of a percent) carries no number.
const ROOM: i64 = 450;
/// How far a year's name keeps from the edges, in hundredths of a percent.
const EDGE: i64 = 700;
/// About this many years are named on the axis, so that they stay apart on a phone.
const YEARS_NAMED: i32 = 5;

impl Timeline {
    /// Draws the stretches between two months (both included). Stretches outside are cut.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        first: Month,
        last: Month,
        periods: Vec<Period>,
    ) -> Self {
        let scale = Scale { first, months: i64::from((last.0 - first.0).max(0)) + 1 };
        let lanes = lanes(&periods);
        let count = lanes.iter().copied().max().unwrap_or(0) + 1;
        let lanes_height = u32::try_from(count).unwrap_or(1) * LANE;
        let mut number = 0;
        let mut bars = Vec::with_capacity(periods.len());
        for (index, period) in periods.iter().enumerate() {
            let gap = period.stretch == Stretch::Gap;
            let start = scale.at(period.from.0);
            let width = (scale.at(period.to.0.saturating_add(1)) - start).max(0);
            if !gap {
                number += 1;
            }
            let y = if gap { 0 } else { u32::try_from(lanes[index]).unwrap_or(0) * LANE + (LANE - BAR) / 2 };
            let height = if gap { lanes_height } else { BAR };
            bars.push(Bar {
                number: if gap { String::new() } else { number.to_string() },
                x: percent(start),
                width: percent(width),
                middle: percent(start + width / 2),
                roomy: width >= ROOM,
                y,
                height,
                text_y: y + height / 2,
                overlaps: !gap
                    && periods.iter().enumerate().any(|(other, p)| other != index && shares_months(period, p)),
                period: period.clone(),
            });
        }
        Self {
            id: id.into(),
            title: title.into(),
            bars,
            ticks: scale.ticks(last),
            lanes_height,
            height: lanes_height + AXIS,
        }
    }

    /// Whether any months are not covered.
    pub fn has_gap(&self) -> bool {
        self.bars.iter().any(Bar::is_gap)
    }
}

/// More than the one month in which one entry ends and the next begins.
fn shares_months(a: &Period, b: &Period) -> bool {
    a.stretch == Stretch::Entry && b.stretch == Stretch::Entry && a.from < b.to && b.from < a.to
}

/// The first lane in which an entry stands beside no other.
fn lanes(periods: &[Period]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..periods.len()).filter(|&i| periods[i].stretch == Stretch::Entry).collect();
    order.sort_by_key(|&i| (periods[i].from, periods[i].to));
    let mut ends: Vec<Month> = Vec::new();
    let mut lanes = vec![0; periods.len()];
    for index in order {
        let period = &periods[index];
        let free = ends.iter().position(|end| *end <= period.from);
        let lane = free.unwrap_or_else(|| ends.len().min(MAX_LANES - 1));
        if lane == ends.len() {
            ends.push(period.to);
        } else {
            ends[lane] = ends[lane].max(period.to);
        }
        lanes[index] = lane;
    }
    lanes
}

struct Scale {
    first: Month,
    months: i64,
}

impl Scale {
    /// Place of a month's beginning, in hundredths of a percent.
    fn at(&self, month: i32) -> i64 {
        ((i64::from(month) - i64::from(self.first.0)) * 10_000 / self.months).clamp(0, 10_000)
    }

    fn ticks(&self, last: Month) -> Vec<Tick> {
        let years = last.year() - self.first.year() + 1;
        let step = (years + YEARS_NAMED - 1) / YEARS_NAMED;
        (self.first.year() + 1..=last.year())
            .step_by(usize::try_from(step.max(1)).unwrap_or(1))
            .map(|year| (self.at(year * 12), year))
            // a year's name too near an edge would stand outside the drawing
            .filter(|&(place, _)| (EDGE..=10_000 - EDGE).contains(&place))
            .map(|(place, year)| Tick { x: percent(place), label: year.to_string() })
            .collect()
    }
}

fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(stretch: Stretch, from: (i16, i8), to: (i16, i8)) -> Period {
        Period {
            stretch,
            what: String::new(),
            from: Month::new(from.0, from.1),
            to: Month::new(to.0, to.1),
            from_text: String::new(),
            to_text: String::new(),
            url: None,
        }
    }

    fn drawn(periods: Vec<Period>) -> Timeline {
        Timeline::new("t", "", Month::new(2016, 1), Month::new(2025, 12), periods)
    }

    #[test]
    fn a_year_of_ten_is_a_tenth_of_the_width() {
        let timeline = drawn(vec![period(Stretch::Entry, (2017, 1), (2017, 12))]);
        assert_eq!((timeline.bars[0].x.as_str(), timeline.bars[0].width.as_str()), ("10.00%", "10.00%"));
    }

    #[test]
    fn entries_that_overlap_stand_in_lanes_of_their_own_and_a_gap_crosses_all() {
        let timeline = drawn(vec![
            period(Stretch::Entry, (2016, 1), (2019, 6)),
            period(Stretch::Entry, (2018, 1), (2020, 6)),
            period(Stretch::Gap, (2020, 7), (2021, 1)),
            period(Stretch::Entry, (2021, 2), (2025, 12)),
        ]);
        let lanes: Vec<u32> = timeline.bars.iter().map(|b| b.y / LANE).collect();
        assert_eq!(lanes, [0, 1, 0, 0]);
        assert_eq!(timeline.bars[2].height, timeline.lanes_height);
        assert_eq!(timeline.bars.iter().map(|b| b.overlaps).collect::<Vec<_>>(), [true, true, false, false]);
        assert_eq!(timeline.bars.iter().map(|b| b.number.as_str()).collect::<Vec<_>>(), ["1", "2", "", "3"]);
    }

    #[test]
    fn ending_and_beginning_in_the_same_month_is_no_overlap() {
        let timeline =
            drawn(vec![period(Stretch::Entry, (2016, 1), (2019, 6)), period(Stretch::Entry, (2019, 6), (2025, 12))]);
        assert!(timeline.bars.iter().all(|b| !b.overlaps && b.y < LANE));
    }

    #[test]
    fn what_lies_outside_is_cut_and_turned_periods_draw_nothing() {
        let timeline =
            drawn(vec![period(Stretch::Entry, (1990, 1), (2016, 12)), period(Stretch::Entry, (2020, 5), (2019, 1))]);
        assert_eq!((timeline.bars[0].x.as_str(), timeline.bars[0].width.as_str()), ("0.00%", "10.00%"));
        assert_eq!(timeline.bars[1].width, "0.00%");
    }

    #[test]
    fn the_axis_names_a_handful_of_years() {
        let timeline = drawn(vec![]);
        let years: Vec<&str> = timeline.ticks.iter().map(|t| t.label.as_str()).collect();
        assert_eq!(years, ["2017", "2019", "2021", "2023", "2025"]);
    }
}
