//! The residency obligation of permanent residents: 730 days in five years, looking back, or forward for those who have been
//! residents for less (Immigration and Refugee Protection Act, s. 28).

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::days::{Days, years_from};
use super::given::{Given, Refusal};
use super::presence::Overlap;
use super::presence::overlaps;
use crate::definition::Reader;
use crate::mistake::MistakeArg;

/// The ids of what it counts; the table file names each of them.
pub(super) const NAMES: &[&str] = &["days_present", "most_possible", "met_730"];

/// The rule of a time.
#[derive(Debug, Clone, Copy)]
pub struct ObligationRule {
    needed: u16,
    years: i16,
}

/// Since when somebody is a permanent resident, and when they were away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residence {
    /// The day of the examination; the days before it are looked at.
    pub examination_date: Date,
    /// The first day as a permanent resident.
    pub pr_date: Date,
    /// Departure and return; both are days in Canada.
    pub trips: Vec<(Date, Date)>,
    /// Abroad with a citizen spouse, partner or parent, or working full time for a Canadian business or the public service, first
    /// and last day (s. 28(2)(a)(ii) to (v)): as good as in Canada.
    pub deemed_present: Vec<(Date, Date)>,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Obligation {
    /// Days present up to the day before the examination.
    pub days_present: u32,
    /// Whether the obligation is met; for residents of less than five years, whether it still can be.
    pub met_730: bool,
    /// Only for residents of less than five years.
    #[serde(flatten)]
    pub ahead: Option<Ahead>,
}

/// What a resident of less than five years still has before them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ahead {
    /// The last day of the first five years.
    pub first_five_years_end: Date,
    /// The days present by then, if every day that is not announced as away is spent in Canada.
    pub most_possible: u32,
}

const AWAY: u8 = 1;
const DEEMED: u8 = 2;

impl ObligationRule {
    pub(super) fn read(table: &Reader<'_, '_>) -> Option<Self> {
        let [needed, years] = [table.figure("needed", 1..=4_000), table.figure("years", 1..=20)];
        Some(Self { needed, years: i16::try_from(years).ok()? })
    }
}

impl Residence {
    /// Reads what is needed from the JSON.
    ///
    /// # Errors
    /// The first field that is missing, unknown or wrong.
    pub fn read(inputs: &Value) -> Result<Self, Refusal> {
        let fields = ["examination_date", "pr_date", "trips", "deemed_present_periods"];
        let given = Given::new(inputs, String::new(), &fields)?;
        let (examination_date, pr_date) = (given.day("examination_date")?, given.day("pr_date")?);
        if examination_date < pr_date {
            let date = MistakeArg::Date(examination_date);
            return Err(given.refuse("pr_date", "calculators-resident-after-examination").with("date", date));
        }
        Ok(Self {
            examination_date,
            pr_date,
            trips: given.periods("trips", ["left", "returned"], "calculators-return-before-departure")?,
            deemed_present: given.periods("deemed_present_periods", ["from", "to"], "calculators-end-before-start")?,
        })
    }

    /// Trips that overlap. Their days are counted once all the same.
    pub fn overlaps(&self) -> Vec<Overlap> {
        overlaps(&self.trips)
    }

    fn present(&self, first: Date, last: Date) -> u32 {
        let mut days = Days::new(first, last);
        self.trips.iter().for_each(|trip| days.mark_between(*trip, AWAY));
        self.deemed_present.iter().for_each(|(from, to)| days.mark(*from, *to, DEEMED));
        let present = days.marks().iter().filter(|marks| **marks != AWAY).count();
        u32::try_from(present).unwrap_or(u32::MAX)
    }
}

/// Counts the days for an examination.
pub fn count(residence: &Residence, rule: &ObligationRule) -> Obligation {
    let window = years_from(residence.examination_date, -rule.years);
    let yesterday = residence.examination_date.yesterday().unwrap_or(residence.examination_date);
    let days_present = residence.present(window.max(residence.pr_date), yesterday);
    // A resident of less than five years is asked whether the first five years can still hold enough days.
    let end = years_from(residence.pr_date, rule.years).yesterday().unwrap_or(residence.pr_date);
    let ahead = (residence.pr_date > window)
        .then(|| Ahead { first_five_years_end: end, most_possible: residence.present(residence.pr_date, end) });
    let counted = ahead.as_ref().map_or(days_present, |ahead| ahead.most_possible);
    Obligation { days_present, met_730: counted >= rule.needed.into(), ahead }
}
