//! A calculator by its name: inputs as JSON in, a result with everything that must be said beside it out.

use std::fmt;

use jiff::civil::Date;
use language::{Arg, Language, Messages, Text};
use serde::Serialize;
use serde_json::Value;

use super::crs::{self, CrsScore, Profile};
use super::fsw::{self, Candidate, FswScore};
use super::given::Given;
use super::obligation::{self, Obligation, Residence};
use super::presence::{self, Count, Earliest, History, Overlap};
use super::{Ability, Calculators, Dated, Found, NotInForce, Refusal};

/// The calculators by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calculator {
    /// Comprehensive Ranking System.
    Crs,
    /// Federal skilled worker: 67 points.
    Fsw,
    /// From a test score to a level, CLB or NCLC.
    Clb,
    /// Physical presence for citizenship.
    Presence,
    /// Residency obligation of permanent residents.
    Obligation,
}

/// A result with what must be said beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Worked {
    /// The result itself.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Only when the table that was used does not hold on the day asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<NotInForce>,
    /// Whether the result speaks of days to come.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub estimate: bool,
    /// What is odd about the inputs without making them wrong.
    #[serde(skip)]
    pub odd: Vec<Text>,
}

/// What a calculator found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// Of the Comprehensive Ranking System.
    Crs(CrsScore),
    /// Of the federal skilled worker class.
    Fsw(FswScore),
    /// Of a test score.
    Clb {
        /// 4 to 10; 0 below 4.
        level: u16,
    },
    /// Of physical presence, for a date of application.
    Presence(Count),
    /// Of physical presence, without a date of application.
    Earliest(Earliest),
    /// Of the residency obligation.
    Obligation(Obligation),
}

impl Worked {
    /// Every sentence that must be read beside the result, the gravest first.
    pub fn notices(&self, messages: &Messages) -> Vec<Text> {
        let say = |key| Text::new(messages.say(Language::En, key), messages.say(Language::Fr, key));
        let table = self.table.iter().map(|table| table.says.clone());
        let estimate = self.estimate.then(|| say("calculators-estimate"));
        table.chain(self.odd.iter().cloned()).chain(estimate).collect()
    }
}

impl Calculator {
    /// Every calculator.
    pub const ALL: [Self; 5] = [Self::Crs, Self::Fsw, Self::Clb, Self::Presence, Self::Obligation];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Crs => "crs",
            Self::Fsw => "fsw",
            Self::Clb => "clb",
            Self::Presence => "presence",
            Self::Obligation => "obligation",
        }
    }

    /// The calculator of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|calculator| calculator.name() == name)
    }
}

impl fmt::Display for Calculator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Fields of a worked case that a person may leave in the input of the test calculator, where the case is its own input.
const CASE_FIELDS: [&str; 6] = ["id", "description", "expected_level", "source", "status", "note"];

impl Calculators {
    /// Calculates. Tables are those of the day `on`, save where the inputs bring the day that counts in law: the date of an
    /// application or an examination.
    ///
    /// # Errors
    /// The first thing that is wrong with the inputs, or that the site has no table for this.
    pub fn calculate(
        &self,
        calculator: Calculator,
        inputs: &Value,
        on: Date,
        messages: &Messages,
    ) -> Result<Worked, Refusal> {
        match calculator {
            Calculator::Crs => self.crs(inputs, on, messages),
            Calculator::Fsw => {
                let found = on_day(self.fsw.as_ref(), on)?;
                let outcome = Outcome::Fsw(fsw::score(&Candidate::read(inputs)?, found.table));
                Ok(worked(outcome, found.not_in_force(on, messages)))
            }
            Calculator::Clb => self.clb(inputs, on, messages),
            Calculator::Presence => self.presence(inputs, on, messages),
            Calculator::Obligation => {
                let residence = Residence::read(inputs)?;
                let day = residence.examination_date;
                let found = on_day(self.obligation.as_ref(), day)?;
                let outcome = Outcome::Obligation(obligation::count(&residence, found.table));
                Ok(Worked {
                    estimate: day > on,
                    odd: overlapping(&residence.overlaps(), messages),
                    ..worked(outcome, found.not_in_force(day, messages))
                })
            }
        }
    }

    fn crs(&self, inputs: &Value, on: Date, messages: &Messages) -> Result<Worked, Refusal> {
        let (grid, tests) = (on_day(self.crs.as_ref(), on)?, on_day(self.language_tests.as_ref(), on)?);
        let score = crs::score(&Profile::read(inputs, tests.table)?, grid.table);
        Ok(worked(Outcome::Crs(score), grid.not_in_force(on, messages)))
    }

    fn clb(&self, inputs: &Value, on: Date, messages: &Messages) -> Result<Worked, Refusal> {
        let found = on_day(self.language_tests.as_ref(), on)?;
        let fields: Vec<&str> = ["test", "ability", "score"].into_iter().chain(CASE_FIELDS).collect();
        let given = Given::new(inputs, String::new(), &fields)?;
        let test = found.table.named(&given, "test")?;
        let ability = given.word("ability", &Ability::ALL.map(|ability| (ability.code(), ability)))?;
        let level = test.score(&given, "score", ability)?;
        Ok(worked(Outcome::Clb { level }, found.not_in_force(on, messages)))
    }

    fn presence(&self, inputs: &Value, on: Date, messages: &Messages) -> Result<Worked, Refusal> {
        let (history, application) = History::read(inputs)?;
        let odd = overlapping(&history.overlaps(), messages);
        let day = application.unwrap_or(on);
        let found = on_day(self.presence.as_ref(), day)?;
        let not_in_force = found.not_in_force(day, messages);
        if application.is_some() {
            let outcome = Outcome::Presence(presence::count(&history, day, found.table));
            return Ok(Worked { estimate: day > on, odd, ..worked(outcome, not_in_force) });
        }
        let earliest = presence::earliest(&history, history.pr_date, found.table)
            .ok_or_else(|| Refusal::new("pr_date", "calculators-never-enough"))?;
        let estimate = earliest.earliest_application_date > on;
        Ok(Worked { estimate, odd, ..worked(Outcome::Earliest(earliest), not_in_force) })
    }
}

const fn worked(outcome: Outcome, table: Option<NotInForce>) -> Worked {
    Worked { outcome, table, estimate: false, odd: Vec::new() }
}

fn on_day<T>(dated: Option<&Dated<T>>, day: Date) -> Result<Found<'_, T>, Refusal> {
    dated.and_then(|dated| dated.on(day)).ok_or_else(|| Refusal::new("", "calculators-no-table"))
}

fn overlapping(overlaps: &[Overlap], messages: &Messages) -> Vec<Text> {
    let place = |at: usize| format!("trips[{at}]");
    let say = |overlap: &Overlap, language: Language| {
        let (trip, with) = (place(overlap.trip), place(overlap.with));
        messages.say_with(language, "calculators-overlap", &[("trip", Arg::Text(&trip)), ("with", Arg::Text(&with))])
    };
    overlaps.iter().map(|overlap| Text::new(say(overlap, Language::En), say(overlap, Language::Fr))).collect()
}
