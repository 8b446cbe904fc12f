//! Sketches of one stretch of time: of everybody, and of each language, country and page.
//!
//! A sketch (HyperLogLog) keeps, for each of some thousand groups of hashes, how long the longest run of zeros was. From that
//! it can be told how many different ones there were, and of none whether it was among them. Until there are many it is a
//! short list of hashes instead, which is exact.

use crate::{
    Country, Mark, Tongue,
    shown::{Shown, hide},
};
use datasketches::hll::{Coupon, HllSketch, HllType, HllUnion};

/// Groups of the sketches of languages and of everybody, as a power of two: a standard error of 0.41 %, so that 2 % is five
/// times that. 64 kB when there are many.
pub const PRECISION: u8 = 16;
/// The same of a country or a page: 0.81 %, and 16 kB.
pub const ROW_PRECISION: u8 = 14;
/// The most pages with a row of their own; further ones share the row "other".
pub const MOST_PAGES: usize = 128;
/// Every code of two letters, and unknown. Only those that mean a country are counted.
const CODES: usize = 26 * 26 + 1;

/// What rows are called that are not a country's code or a page.
const UNKNOWN: &str = "unknown";
const EN: &str = "en";
const FR: &str = "fr";
const BOTH: &str = "both";

fn sketch(precision: u8) -> HllSketch {
    HllSketch::new(precision, HllType::Hll8).expect("a precision that the library has")
}

fn union(precision: u8) -> HllUnion {
    HllUnion::new(precision).expect("a precision that the library has")
}

/// What is being counted now: marks go in one by one.
#[derive(Debug)]
pub(crate) struct Minute {
    tongues: [HllSketch; 2],
    /// Countries by number, then pages. Most are never needed.
    rows: Vec<Option<HllSketch>>,
}

impl Minute {
    pub(crate) fn new() -> Self {
        let tongues = [sketch(PRECISION), sketch(PRECISION)];
        Self { tongues, rows: vec![None; CODES + MOST_PAGES] }
    }

    /// Counts a mark whose country and page are ones that are counted.
    pub(crate) fn add(&mut self, mark: Mark) {
        let coupon = Coupon::from_value(mark.visitor);
        self.tongues[tongue(mark.tongue)].update_with_coupon(coupon);
        for row in [usize::from(mark.country.number()), CODES + usize::from(mark.page)] {
            if let Some(row) = self.rows.get_mut(row) {
                row.get_or_insert_with(|| sketch(ROW_PRECISION)).update_with_coupon(coupon);
            }
        }
    }

    fn bytes(&self) -> usize {
        let rows = self.rows.iter().flatten().map(HllSketch::estimated_size).sum::<usize>();
        rows + self.rows.len() * size_of::<Option<HllSketch>>()
            + self.tongues.iter().map(HllSketch::estimated_size).sum::<usize>()
    }
}

/// A longer stretch, put together from minutes. Adding one twice changes nothing.
#[derive(Debug)]
pub struct Sketches {
    all: HllUnion,
    tongues: [HllUnion; 2],
    rows: Vec<Option<HllUnion>>,
}

impl Default for Sketches {
    fn default() -> Self {
        let rows = std::iter::repeat_with(|| None).take(CODES + MOST_PAGES).collect();
        Self { all: union(PRECISION), tongues: [union(PRECISION), union(PRECISION)], rows }
    }
}

impl Sketches {
    pub(crate) fn add(&mut self, minute: &Minute) {
        for (own, tongue) in self.tongues.iter_mut().zip(&minute.tongues) {
            own.update(tongue);
            self.all.update(tongue);
        }
        for (own, row) in self.rows.iter_mut().zip(&minute.rows) {
            if let Some(row) = row {
                own.get_or_insert_with(|| union(ROW_PRECISION)).update(row);
            }
        }
    }

    /// Bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        let rows = self.rows.iter().flatten().map(HllUnion::estimated_size).sum::<usize>();
        rows + self.rows.len() * size_of::<Option<HllUnion>>()
            + self.all.estimated_size()
            + self.tongues.iter().map(HllUnion::estimated_size).sum::<usize>()
    }

    /// What may be told of it. `pages` names the pages by their number.
    pub fn show(&self, pages: &[String]) -> Shown {
        let all = count(&self.all);
        let row = |at: usize, name: String| self.rows[at].as_ref().map(|row| (name, count(row), row));
        let together = |rows: &[&HllUnion]| {
            let mut all = union(ROW_PRECISION);
            for row in rows {
                all.update(&row.to_sketch(HllType::Hll8));
            }
            count(&all)
        };
        let countries = (0..CODES).filter_map(|number| {
            let country = Country::of_number(u16::try_from(number).unwrap_or_default());
            row(number, country.code().unwrap_or_else(|| UNKNOWN.to_owned()))
        });
        let pages = pages.iter().take(MOST_PAGES).enumerate().filter_map(|(at, page)| row(CODES + at, page.clone()));
        let [en, fr] = [&self.tongues[0], &self.tongues[1]].map(count);
        // Who reads both is in both: these three are apart, and add up to everybody.
        let languages =
            [(EN, all.saturating_sub(fr)), (FR, all.saturating_sub(en)), (BOTH, (en + fr).saturating_sub(all))];
        let languages = languages.map(|(name, visitors)| (name.to_owned(), visitors, visitors));
        Shown::new(all, hide(languages, |rows| rows.iter().sum()), hide(countries, together), hide(pages, together))
    }
}

/// How many different ones a sketch was shown, to the next whole one.
fn count(sketch: &HllUnion) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of people")]
    let count = sketch.estimate().round() as u64;
    count
}

fn tongue(tongue: Tongue) -> usize {
    usize::from(tongue == Tongue::Fr)
}

/// Bytes of all these minutes.
pub(crate) fn bytes<'m>(minutes: impl Iterator<Item = &'m Minute>) -> usize {
    minutes.map(Minute::bytes).sum()
}
