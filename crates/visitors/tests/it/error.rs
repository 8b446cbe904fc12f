//! How far from the truth the numbers are, over many salts; and how much memory they take.

use super::crowd::{Site, pages};
use jiff::SignedDuration;
use visitors::{MOST_BYTES, MOST_PAGES, PRECISION, ROW_PRECISION, Tongue};

/// Crowds that are counted, each under a salt of its own.
const CROWDS: u32 = 60;
/// Visitors of each.
const VISITORS: u64 = 200_000;

/// Relative errors, and what statistics says of them.
#[derive(Default)]
struct Errors(Vec<f64>);

impl Errors {
    fn add(&mut self, counted: Option<u64>, truth: u64) {
        #[expect(clippy::cast_precision_loss, reason = "hundreds of thousands")]
        self.0.push(counted.expect("a number that is shown") as f64 / truth as f64 - 1.0);
    }

    fn worst(&self) -> f64 {
        self.0.iter().fold(0.0, |worst: f64, error| worst.max(error.abs()))
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / f64::from(CROWDS)
    }

    /// Root mean square.
    fn usual(&self) -> f64 {
        (self.0.iter().map(|error| error * error).sum::<f64>() / f64::from(CROWDS)).sqrt()
    }

    /// That they are those of a sketch of this precision: as large as they should be and no smaller, and around nothing.
    fn are_those_of(&self, precision: u8) {
        let standard = 1.04 / 2_f64.powi(i32::from(precision)).sqrt();
        // Of sixty errors the root mean square is within a third of the truth in all but one case in ten thousand. The lower
        // bound is that of a sketch that remembers the order in which it was filled (0.83 in place of 1.04).
        assert!((standard * 0.55..standard * 1.35).contains(&self.usual()), "usual {}, {standard}", self.usual());
        let of_the_mean = standard / f64::from(CROWDS).sqrt();
        assert!(self.mean().abs() < 4.0 * of_the_mean, "mean {}, {of_the_mean}", self.mean());
    }
}

#[test]
fn of_two_hundred_thousand_visitors_the_count_is_within_two_percent() {
    let (mut days, mut nows, mut french, mut rows) =
        (Errors::default(), Errors::default(), Errors::default(), Errors::default());
    for crowd in 0..CROWDS {
        let salt = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(u64::from(crowd) + 1);
        let mut site = Site::new(salt, pages(4), &["CA", "FR"], "America/Toronto", "2026-11-23T17:00:00Z");
        // Everybody comes in one of five minutes, and every other again in the next, in French.
        for minute in 0..6 {
            for person in (0..VISITORS).filter(|person| person % 5 == minute) {
                site.visit(person, "CA", 1, Tongue::En);
            }
            for person in (0..VISITORS).filter(|person| person % 5 + 1 == minute && person % 2 == 0) {
                site.visit(person, "CA", 2, Tongue::Fr);
            }
            site.pass(if minute < 5 { SignedDuration::from_mins(1) } else { SignedDuration::ZERO });
        }
        let snapshot = site.look();
        assert_eq!(snapshot.missed, 0);
        days.add(snapshot.day.visitors, VISITORS);
        nows.add(snapshot.now.visitors, VISITORS);
        french.add(snapshot.day.languages.get("both"), VISITORS / 2);
        rows.add(snapshot.day.countries.get("CA"), VISITORS);
    }
    assert!(days.worst() < 0.02 && nows.worst() < 0.02, "{} {}", days.worst(), nows.worst());
    days.are_those_of(PRECISION);
    nows.are_those_of(PRECISION);
    rows.are_those_of(ROW_PRECISION);
    // A difference of counts is less exact: what it is taken from is larger than it is.
    assert!(french.usual() < 0.015, "{}", french.usual());
}

#[test]
fn few_are_counted_one_by_one_and_told_in_full_tens() {
    for crowd in [10, 11, 19, 20, 50, 333, 1_000] {
        let mut site = Site::new(crowd, pages(3), &["CA", "FR"], "America/Toronto", "2026-11-23T17:00:00Z");
        for person in 0..crowd {
            site.visit(person, if person % 2 == 0 { "CA" } else { "FR" }, 1, Tongue::En);
            site.visit(person, if person % 2 == 0 { "CA" } else { "FR" }, 1, Tongue::En);
        }
        let now = site.look().now;
        let told = |visitors: u64| Some(visitors - visitors % 10);
        assert_eq!((now.visitors, now.pages.get("page/1")), (told(crowd), told(crowd)), "{crowd}");
        let (canada, france) = (now.countries.get("CA"), now.countries.get("FR"));
        if crowd >= 20 {
            assert_eq!((canada, france), (told(crowd.div_ceil(2)), told(crowd / 2)));
        } else {
            assert_eq!((canada, france, now.countries.others), (None, None, told(crowd)));
        }
    }
}

#[test]
fn memory_has_a_bound_however_many_come_from_wherever_and_is_small_for_few() {
    let letters = || ('A'..='Z').flat_map(|first| ('A'..='Z').map(move |second| format!("{first}{second}")));
    let countries: Vec<String> = letters().take(251).collect();
    let known: Vec<&str> = countries.iter().map(String::as_str).collect();
    // More pages than there can be rows, and codes that mean no country.
    let mut site = Site::new(1, pages(MOST_PAGES * 2), &known, "America/Toronto", "2026-11-23T17:00:00Z");
    for person in 0..1_000_u64 {
        site.visit(person, &countries[usize::try_from(person % 3).expect("small")], 1, Tongue::En);
    }
    let few = site.look().bytes;
    assert!(few < 1 << 20, "{few}");
    for minute in 0..6_u64 {
        for (at, country) in letters().enumerate() {
            for person in 0..2_000 {
                let person = (minute * 676 + at as u64) * 2_000 + person;
                let page = u16::try_from(at % (MOST_PAGES * 2)).expect("a page");
                site.visit(person, &country, page, if at % 2 == 0 { Tongue::En } else { Tongue::Fr });
            }
        }
        site.pass(SignedDuration::from_mins(1));
    }
    let snapshot = site.look();
    assert!((MOST_BYTES / 2..MOST_BYTES).contains(&snapshot.bytes), "{} of {MOST_BYTES}", snapshot.bytes);
    assert_eq!(snapshot.day.countries.rows.len(), 251 + 1, "and unknown");
    assert_eq!(snapshot.day.pages.rows.len(), MOST_PAGES);
    // What is past the last row is the first of them, and the largest.
    assert_eq!(snapshot.day.pages.rows[0].0, "page/0");
}
