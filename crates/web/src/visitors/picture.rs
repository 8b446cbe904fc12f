//! A picture of numbers over time: bars, drawn here, as wide as the page.

use language::{Language, format};

/// Height of the tallest bar, and room above it for its number and below for the times, in pixels.
const TALLEST: u32 = 140;
const ABOVE: u32 = 24;
const BELOW: u32 = 26;
/// How much of its place a bar fills, in hundredths.
const FILLED: f64 = 0.76;
/// What a label needs on its left, in percent of a narrow screen.
const ROOM: f64 = 8.0;
/// What is too few to be shown is drawn so high, in pixels.
const STUB: u32 = 3;

/// One stretch of time.
pub(super) struct Point {
    /// What stands below it, where there is room.
    pub(super) label: String,
    /// What it is called in the table.
    pub(super) name: String,
    pub(super) height: Height,
    /// Whether it is not over, or was not counted from its beginning to its end.
    pub(super) is_part: bool,
}

/// How many there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Height {
    /// So many.
    Visitors(u64),
    /// Too few to tell.
    Few,
    /// Nobody counted.
    Nothing,
}

/// A drawing, its places in percent of the width.
pub(super) struct Picture {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) height: u32,
    pub(super) floor: u32,
    pub(super) bars: Vec<Bar>,
    /// Times below, each with its middle in percent.
    pub(super) ticks: Vec<(String, String)>,
    /// The largest number as text, if there is any, and how high its line is.
    pub(super) most: Option<String>,
    pub(super) top: u32,
}

pub(super) struct Bar {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) y: u32,
    pub(super) height: u32,
    pub(super) is_part: bool,
}

impl Picture {
    /// Draws `points`, the oldest first, and writes every `every`th label.
    pub(super) fn new(language: Language, id: &'static str, title: String, points: &[Point], every: usize) -> Self {
        let numbers =
            points.iter().filter_map(|point| if let Height::Visitors(n) = point.height { Some(n) } else { None });
        let largest = numbers.max();
        let most = largest.unwrap_or(0);
        let floor = ABOVE + TALLEST;
        #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
        let place = 100.0 / points.len().max(1) as f64;
        #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
        let left = |at: usize| place * at as f64;
        let bars = points.iter().enumerate().filter_map(|(at, point)| {
            let height = match point.height {
                Height::Nothing => return None,
                Height::Few => STUB,
                Height::Visitors(visitors) => scaled(visitors, most).max(STUB),
            };
            Some(Bar {
                x: percent(left(at) + place * (1.0 - FILLED) / 2.0),
                width: percent(place * FILLED),
                y: floor - height,
                height,
                is_part: point.is_part,
            })
        });
        // The last has its label, and those before it at even steps, as far as there is room for half of it on the left.
        let last = points.len().saturating_sub(1);
        let ticks = points.iter().enumerate().filter(|(at, _)| (last - at).is_multiple_of(every) && left(*at) > ROOM);
        Self {
            id,
            title,
            height: floor + BELOW,
            floor,
            bars: bars.collect(),
            ticks: ticks.map(|(at, point)| (percent(left(at) + place / 2.0), point.label.clone())).collect(),
            most: largest.map(|most| format::number(language, i64::try_from(most).unwrap_or(i64::MAX))),
            top: ABOVE,
        }
    }
}

/// How high a bar is.
fn scaled(visitors: u64, most: u64) -> u32 {
    let height = u128::from(visitors) * u128::from(TALLEST) / u128::from(most.max(1));
    u32::try_from(height).unwrap_or(TALLEST)
}

fn percent(share: f64) -> String {
    format!("{share:.2}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_is_the_tallest_few_is_a_stub_and_nothing_is_no_bar() {
        let point = |height| Point { label: "x".into(), name: "x".into(), height, is_part: false };
        let points: Vec<Point> =
            [Height::Visitors(500), Height::Few, Height::Nothing, Height::Visitors(1_000)].map(point).into();
        let picture = Picture::new(Language::En, "hours", "Hours".into(), &points, 3);
        let heights: Vec<u32> = picture.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [TALLEST / 2, STUB, TALLEST]);
        assert!(picture.bars.iter().all(|bar| bar.y + bar.height == picture.floor));
        assert_eq!(picture.ticks.len(), 1, "the last; for the first there is no room");
        assert_eq!(picture.most.as_deref(), Some("1,000"));
        assert!(Picture::new(Language::Fr, "days", "Jours".into(), &[], 7).bars.is_empty());
    }
}
