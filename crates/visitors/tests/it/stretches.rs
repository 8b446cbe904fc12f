//! What follows from stretches of time that lie within each other or overlap: nothing about fewer than ten people.

use super::crowd::{Site, pages};
use jiff::SignedDuration;
use proptest::{collection::vec, prelude::*};
use visitors::{FEWEST, Rows, Shown, Tongue};

/// Somebody asks for a page: who, and how many minutes after the one before.
type Visit = (u64, i64);

fn day() -> Site {
    Site::new(3, pages(4), &["CA", "FR", "IS"], "America/Toronto", "2026-11-23T09:00:00Z")
}

/// Where somebody comes from, what they read, and in which language: half of all from one country.
fn visit(site: &mut Site, person: u64) {
    let country = ["CA", "FR", "CA", "IS"][usize::try_from(person % 4).expect("small")];
    let page = u16::try_from(person % 3).expect("small");
    site.visit(person, country, page, if person.is_multiple_of(5) { Tongue::Fr } else { Tongue::En });
}

/// Every number in it.
fn numbers(shown: &Shown) -> Vec<u64> {
    let of = |rows: &Rows| rows.rows.iter().map(|(_, visitors)| *visitors).chain(rows.others).collect::<Vec<_>>();
    let rows = [&shown.languages, &shown.countries, &shown.pages].map(of).concat();
    shown.visitors.into_iter().chain(rows).collect()
}

/// Everything that is told of a day by somebody who looks after each visit: all that was shown, and all that is kept.
fn told(visits: &[Visit]) -> Vec<Shown> {
    let mut site = day();
    let mut told = Vec::new();
    for (person, minutes) in visits {
        site.pass(SignedDuration::from_mins(*minutes));
        visit(&mut site, *person);
        let look = site.look();
        told.extend([look.now, look.hour, look.day]);
    }
    site.until("2026-11-24T09:00:00Z");
    told.extend(site.kept.into_iter().map(|kept| kept.shown));
    told
}

/// What is told of a day to somebody who looks when each of its hours is nearly over, and of the hours and the day that are
/// kept. At the beginning of each hour these people come.
fn told_of_hours(hours: &[Vec<u64>]) -> Vec<Shown> {
    let mut site = day();
    let mut told = Vec::new();
    for people in hours {
        for person in people {
            site.visit(*person, "CA", 1, Tongue::En);
        }
        site.pass(SignedDuration::from_mins(50));
        let look = site.look();
        told.extend([look.now, look.hour, look.day]);
        site.pass(SignedDuration::from_mins(10));
    }
    site.until("2026-11-24T09:00:00Z");
    told.extend(site.kept.into_iter().map(|kept| kept.shown));
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Now, the hour, the day and the hours that are over lie within each other and overlap. Whatever of them is compared, and
    /// whenever it was shown: no difference is a number of one to nine people.
    #[test]
    fn no_two_numbers_of_a_day_differ_by_one_to_nine(visits in vec((0_u64..90, 0_i64..7), 1..80)) {
        let mut all: Vec<u64> = told(&visits).iter().flat_map(numbers).collect();
        all.push(0);
        all.sort_unstable();
        all.dedup();
        for pair in all.windows(2) {
            prop_assert!(pair[1] - pair[0] >= FEWEST, "{:?}", pair);
        }
    }

    /// Some come in one hour, and one to nine more in the next who were not there before. If their number followed from what is
    /// told, every crowd of which the same is told would have it; here is one that has another.
    #[test]
    fn how_many_came_only_in_the_next_hour_does_not_follow(first in 10_u64..60, more in 1..FEWEST, back in 0_u64..4) {
        let before: Vec<u64> = (0..first).collect();
        // Some of the first hour come back in the next, but never so many that all of them could be counted.
        let back = back.min(FEWEST - 1 - more);
        let next: Vec<u64> = (0..back).chain(1_000..1_000 + more).collect();
        let truth = told_of_hours(&[before.clone(), next.clone()]);
        let (mut other_before, mut other_next) = (before, next);
        if first % FEWEST != FEWEST - 1 {
            // One of the next hour was there in the first.
            other_before.push(1_000);
        } else if back + more < FEWEST - 1 {
            // One of the first hour was not there then, but came in the next.
            other_before.pop();
            other_next.push(first - 1);
        } else {
            // One fewer came in the next.
            other_next.pop();
        }
        prop_assert_eq!(told_of_hours(&[other_before, other_next]), truth);
    }
}
