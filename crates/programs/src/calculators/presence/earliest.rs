//! The first day on which somebody could apply, if they do not travel any more than they said.

use jiff::civil::Date;
use serde::Serialize;

use super::{Day, Halves, History, PresenceRule, history};
use crate::calculators::days::{apart, years_from};

/// The first day on which an application has enough days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Earliest {
    /// That day.
    pub earliest_application_date: Date,
    /// The days that count if the application is signed then.
    pub total_on_that_date: Halves,
    /// The days if it were signed a day sooner.
    pub total_the_day_before: Halves,
}

/// The first day from which on an application has enough days, not before `from` nor before permanent residence. The days after
/// everything that is spoken of count as days in Canada. `None` when they would never be enough.
pub fn earliest(history: &History, from: Date, rule: &PresenceRule) -> Option<Earliest> {
    // Once the whole window lies after everything that is spoken of, nothing changes any more.
    let end = years_from(history.last().max(from), rule.years + 1);
    let start = history.pr_date.max(from);
    let (first, _) = rule.window(start.yesterday().ok()?);
    // How many whole and half days lie before each day: a window is the difference of two.
    let mut before = vec![[0_u32; 2]];
    for marks in history.days(first, end).marks() {
        let [mut whole, mut half] = before.last().copied().unwrap_or_default();
        match history::day(*marks) {
            Day::Counted => whole += 1,
            Day::Half => half += 1,
            Day::Away | Day::Excluded | Day::NoStatus => {}
        }
        before.push([whole, half]);
    }
    let until = |day: Date| usize::try_from(apart(first, day)).ok().and_then(|at| before.get(at)).copied();
    let total = |application: Date| {
        let [whole, half] = until(application)?;
        let [whole_before, half_before] = until(rule.window(application).0)?;
        Some(rule.total(whole - whole_before, half - half_before).0)
    };
    let mut day = start;
    while day <= end {
        let total_on_that_date = total(day)?;
        if rule.is_enough(total_on_that_date) {
            let total_the_day_before = total(day.yesterday().ok()?)?;
            return Some(Earliest { earliest_application_date: day, total_on_that_date, total_the_day_before });
        }
        day = day.tomorrow().ok()?;
    }
    None
}
