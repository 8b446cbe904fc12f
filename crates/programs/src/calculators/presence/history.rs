//! A person's days: status, trips, and what makes a day count or not.

use jiff::civil::Date;
use serde_json::Value;

use super::Day;
use crate::calculators::days::Days;
use crate::calculators::given::{Given, Refusal};
use crate::mistake::MistakeArg;

/// Since when somebody is a permanent resident, and where they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The first day as a permanent resident; it counts.
    pub pr_date: Date,
    /// Authorised temporary residence or protected status, first and last day.
    pub temporary: Vec<(Date, Date)>,
    /// Departure and return; both are days in Canada.
    pub trips: Vec<(Date, Date)>,
    /// In prison, on probation or on parole, first and last day (s. 21).
    pub excluded: Vec<(Date, Date)>,
    /// Abroad in service or with somebody in service, first and last day (5(1.01) to (1.03)): as good as in Canada.
    pub deemed_present: Vec<(Date, Date)>,
}

/// Two trips, by their places in the list, of which the second begins before the first ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// The trip that begins too early.
    pub trip: usize,
    /// The trip it overlaps.
    pub with: usize,
}

const RESIDENT: u8 = 1;
const TEMPORARY: u8 = 2;
const AWAY: u8 = 4;
const EXCLUDED: u8 = 8;
const DEEMED: u8 = 16;

const FIELDS: &[&str] = &[
    "application_date",
    "pr_date",
    "temporary_or_protected_periods",
    "trips",
    "excluded_periods",
    "deemed_present_periods",
];

impl History {
    /// Reads a history and, where it is there, the date of application.
    ///
    /// # Errors
    /// The first field that is missing, unknown or wrong.
    pub fn read(inputs: &Value) -> Result<(Self, Option<Date>), Refusal> {
        let given = Given::new(inputs, String::new(), FIELDS)?;
        let application = given.get("application_date").map(|_| given.day("application_date")).transpose()?;
        let pr_date = given.day("pr_date")?;
        if let Some(application) = application.filter(|application| *application < pr_date) {
            return Err(given
                .refuse("pr_date", "calculators-resident-later")
                .with("date", MistakeArg::Date(application)));
        }
        let periods = |key| given.periods(key, ["from", "to"], "calculators-end-before-start");
        let history = Self {
            pr_date,
            temporary: periods("temporary_or_protected_periods")?,
            trips: given.periods("trips", ["left", "returned"], "calculators-return-before-departure")?,
            excluded: periods("excluded_periods")?,
            deemed_present: periods("deemed_present_periods")?,
        };
        Ok((history, application))
    }

    /// The days from `first` to `last`, each with everything that is known of it.
    pub(super) fn days(&self, first: Date, last: Date) -> Days {
        let mut days = Days::new(first, last);
        days.mark(self.pr_date, last, RESIDENT);
        for (mark, periods) in
            [(TEMPORARY, &self.temporary), (EXCLUDED, &self.excluded), (DEEMED, &self.deemed_present)]
        {
            for (from, to) in periods {
                days.mark(*from, *to, mark);
            }
        }
        self.trips.iter().for_each(|trip| days.mark_between(*trip, AWAY));
        days
    }

    /// The last day that is spoken of.
    pub(super) fn last(&self) -> Date {
        let periods = [&self.temporary, &self.trips, &self.excluded, &self.deemed_present];
        periods.into_iter().flatten().map(|(_, to)| *to).fold(self.pr_date, Date::max)
    }

    /// Trips that overlap. Their days are counted once all the same.
    pub fn overlaps(&self) -> Vec<Overlap> {
        overlaps(&self.trips)
    }
}

/// Trips that begin before an earlier one has ended. Leaving again on the day of a return is none.
pub(in crate::calculators) fn overlaps(trips: &[(Date, Date)]) -> Vec<Overlap> {
    let mut order: Vec<usize> = (0..trips.len()).collect();
    order.sort_by_key(|at| trips[*at]);
    let mut overlaps = Vec::new();
    let mut longest: Option<usize> = None;
    for trip in order {
        if let Some(with) = longest.filter(|with| trips[trip].0 < trips[*with].1) {
            overlaps.push(Overlap { trip, with });
        }
        if longest.is_none_or(|longest| trips[longest].1 <= trips[trip].1) {
            longest = Some(trip);
        }
    }
    overlaps
}

/// Whether the person was a permanent resident that day, and whether they had a temporary status that counts.
pub(super) const fn status(marks: u8) -> [bool; 2] {
    let resident = marks & RESIDENT != 0;
    [resident, !resident && marks & TEMPORARY != 0]
}

/// What a day with these marks is. No day counts in prison, on probation or on parole, whatever else it is.
pub(super) const fn day(marks: u8) -> Day {
    let [resident, temporary] = status(marks);
    if marks & EXCLUDED != 0 {
        Day::Excluded
    } else if !resident && !temporary {
        Day::NoStatus
    } else if marks & AWAY != 0 && marks & DEEMED == 0 {
        Day::Away
    } else if resident {
        Day::Counted
    } else {
        Day::Half
    }
}
