//! How long cases took here: the time within which most of them were decided, from those decided in a period.

use jiff::civil::Date;

/// With fewer decided cases than this, one case more or less would move the time too far for it to mean anything.
pub const LEAST_DECIDED: usize = 10;

/// What can be said of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// Fewer cases than [`LEAST_DECIDED`] were decided: how many.
    TooFew(usize),
    /// The time of most of them.
    Within(Within),
}

/// The time within which 80 of 100 cases were decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// Calendar days from the day a complete application was received to the day of the decision.
    pub days: u32,
    /// How many cases were decided.
    pub count: usize,
    /// The first day of the period.
    pub from: Date,
    /// The last day of the period.
    pub to: Date,
}

impl Measured {
    /// Measures the cases that were decided from `from` to `to`, both days included, each by the day it was received and the day
    /// it was decided.
    ///
    /// The time is the nearest rank of 80 %: of all durations in order, the one at place ⌈0.8 n⌉. It is a duration some case
    /// really had, never one between two.
    pub fn of(cases: impl IntoIterator<Item = (Date, Date)>, from: Date, to: Date) -> Self {
        let decided = cases.into_iter().filter(|(_, decided)| (from..=to).contains(decided));
        let mut days: Vec<u32> = decided.map(|(received, decided)| days_between(received, decided)).collect();
        let count = days.len();
        days.sort_unstable();
        // ⌈4n / 5⌉ in whole numbers: a fraction of 0.8 would be off by one for some n.
        match days.get((count * 4).div_ceil(5).saturating_sub(1)) {
            Some(&days) if count >= LEAST_DECIDED => Self::Within(Within { days, count, from, to }),
            _ => Self::TooFew(count),
        }
    }
}

/// A decision before the day of receipt counts as made on that day.
fn days_between(received: Date, decided: Date) -> u32 {
    let days = decided.duration_since(received).as_hours() / 24;
    u32::try_from(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan as _, civil::date};
    use proptest::{collection::vec, prelude::*};

    const FROM: Date = date(2026, 1, 1);
    const TO: Date = date(2026, 12, 31);

    fn took(days: u32) -> (Date, Date) {
        let decided = date(2026, 6, 1);
        (decided.checked_sub(i64::from(days).days()).unwrap(), decided)
    }

    fn measured(days: &[u32]) -> Measured {
        Measured::of(days.iter().map(|days| took(*days)), FROM, TO)
    }

    #[test]
    fn ten_cases_are_measured_by_the_eighth() {
        let within = |days| Measured::Within(Within { days, count: 10, from: FROM, to: TO });
        assert_eq!(measured(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), within(8));
        assert_eq!(measured(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), within(8));
        assert_eq!(measured(&[30; 10]), within(30));
    }

    #[test]
    fn with_too_few_decided_cases_no_time_is_given() {
        assert_eq!(measured(&[]), Measured::TooFew(0));
        assert_eq!(measured(&[5; LEAST_DECIDED - 1]), Measured::TooFew(LEAST_DECIDED - 1));
    }

    #[test]
    fn only_decisions_of_the_period_count_its_first_and_last_day_included() {
        let on = |decided: Date| (decided.checked_sub(7.days()).unwrap(), decided);
        let cases = [FROM; 5].into_iter().chain([TO; 5]).chain([FROM.yesterday().unwrap(), TO.tomorrow().unwrap()]);
        let expected = Measured::Within(Within { days: 7, count: 10, from: FROM, to: TO });
        assert_eq!(Measured::of(cases.map(on), FROM, TO), expected);
    }

    #[test]
    fn a_case_decided_on_the_day_it_came_took_no_day() {
        assert_eq!(days_between(FROM, FROM), 0);
        assert_eq!(days_between(date(2026, 3, 7), date(2026, 3, 9)), 2);
        assert_eq!(days_between(TO, FROM), 0);
    }

    proptest! {
        #[test]
        fn at_least_four_in_five_were_decided_within_the_time_and_fewer_a_day_sooner(
            days in vec(0_u32..2_000, LEAST_DECIDED..200),
        ) {
            let Measured::Within(found) = measured(&days) else { panic!("{} cases are enough", days.len()) };
            let by = |limit: u32| days.iter().filter(|took| **took <= limit).count();
            prop_assert!(by(found.days) * 5 >= days.len() * 4);
            prop_assert!(found.days == 0 || by(found.days - 1) * 5 < days.len() * 4);
            prop_assert!(days.contains(&found.days));
        }

        #[test]
        fn the_order_of_the_cases_does_not_matter_and_a_slower_case_never_shortens_the_time(
            days in vec(0_u32..2_000, LEAST_DECIDED..100), at in any::<prop::sample::Index>(), more in 0_u32..500,
        ) {
            let reversed: Vec<u32> = days.iter().rev().copied().collect();
            prop_assert_eq!(measured(&days), measured(&reversed));
            let mut slower = days.clone();
            slower[at.index(days.len())] += more;
            let (Measured::Within(before), Measured::Within(after)) = (measured(&days), measured(&slower)) else {
                panic!("both are enough")
            };
            prop_assert!(after.days >= before.days);
        }
    }
}
