//! The federal skilled worker class: six factors, 100 points, and the mark that must be reached (IRPR 75 to 83).

use serde_json::Value;

use super::education::{ByEducation, Education};
use super::given::{Given, Refusal};
use super::language_tests::Levels;
use super::steps::Steps;
use super::{Part, Points};
use crate::definition::Reader;

/// The ids of its factors; the table file names each of them.
pub(super) const NAMES: &[&str] =
    &["language", "education", "experience", "age", "arranged_employment", "adaptability"];

/// Most points of the whole grid.
const MOST: u16 = 100;
/// Oldest age anybody may give.
const MOST_AGE: u16 = 120;
/// Most years of work anybody may give.
const MOST_YEARS: u16 = 80;

/// The grid of points.
#[derive(Debug, Clone)]
pub struct SelectionGrid {
    pass_mark: u16,
    /// The level that each ability in the first language must reach (R75(3)).
    language_least: u16,
    first_language: Steps<1>,
    second_language: u16,
    language_most: u16,
    education: ByEducation<1>,
    experience: Steps<1>,
    age: Steps<1>,
    arranged_employment: u16,
    adaptability: Adaptability,
}

/// R83: each worth something, all together no more than `most`.
#[derive(Debug, Clone)]
struct Adaptability {
    most: u16,
    own_work: u16,
    own_study: u16,
    spouse_language: u16,
    spouse_work: u16,
    spouse_study: u16,
    relative: u16,
    arranged_employment: u16,
}

/// What a person says of themselves for the selection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one yes or no of the regulation, and none follows from another"
)]
pub struct Candidate {
    /// The first official language.
    pub first_language: Levels,
    /// Level 5 or more in all four abilities of the second official language.
    pub second_language_clb5_all: bool,
    /// The highest completed level.
    pub education: Education,
    /// Whole years of skilled work (TEER 0 to 3) in the last ten.
    pub experience_years: u16,
    /// Whole years.
    pub age: u16,
    /// An offer of employment under R82(2).
    pub arranged_employment: bool,
    /// A year of skilled work in Canada, under a permit or authorized under R186.
    pub own_canadian_work_1yr: bool,
    /// Two years of full-time study in Canada.
    pub own_canadian_study_2yr: bool,
    /// A spouse or partner who comes along and is neither citizen nor permanent resident in Canada. Without, the next three do not count.
    pub spouse_accompanying: bool,
    /// The spouse's level 4 or more in all four abilities.
    pub spouse_clb4_all: bool,
    /// The spouse's year of full-time work in Canada.
    pub spouse_canadian_work_1yr: bool,
    /// The spouse's two years of full-time study in Canada.
    pub spouse_canadian_study_2yr: bool,
    /// A relative in Canada under R83(5): no cousins.
    pub relative_in_canada: bool,
}

/// What a candidate scores.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FswScore {
    /// Out of 100.
    pub total: u16,
    /// The six factors, each within its cap.
    pub factors: Points,
    /// Whether each ability reaches the least level; without it the application is refused whatever the total (R75(3)).
    pub language_threshold_met: bool,
    /// Whether both the least level and the pass mark are reached.
    pub pass: bool,
}

const FIELDS: &[&str] = &[
    "first_language_clb",
    "second_language_clb5_all",
    "education",
    "experience_years",
    "age",
    "arranged_employment",
    "own_canadian_work_1yr",
    "own_canadian_study_2yr",
    "spouse_accompanying",
    "spouse_clb4_all",
    "spouse_canadian_work_1yr",
    "spouse_canadian_study_2yr",
    "relative_in_canada",
];

impl SelectionGrid {
    pub(super) fn read(table: &Reader<'_, '_>) -> Option<Self> {
        let figure = |key| table.figure(key, 0..=MOST);
        let adaptability = table.must_hold("adaptability", &format!("adaptability of the {}", table.name()));
        Some(Self {
            pass_mark: table.figure("pass_mark", 1..=MOST),
            language_least: figure("language_least"),
            first_language: Steps::<1>::read(table, "first_language"),
            second_language: figure("second_language"),
            language_most: figure("language_most"),
            education: ByEducation::read(table, "education"),
            experience: Steps::<1>::read(table, "experience"),
            age: Steps::<1>::read(table, "age"),
            arranged_employment: figure("arranged_employment"),
            adaptability: Adaptability::read(adaptability?),
        })
    }

    /// The total that must be reached.
    pub const fn pass_mark(&self) -> u16 {
        self.pass_mark
    }
}

impl Adaptability {
    fn read(table: Reader<'_, '_>) -> Self {
        let figure = |key| table.figure(key, 0..=MOST);
        let read = Self {
            most: figure("most"),
            own_work: figure("own_work"),
            own_study: figure("own_study"),
            spouse_language: figure("spouse_language"),
            spouse_work: figure("spouse_work"),
            spouse_study: figure("spouse_study"),
            relative: figure("relative"),
            arranged_employment: figure("arranged_employment"),
        };
        table.finish();
        read
    }

    fn points(&self, candidate: &Candidate) -> u16 {
        let spouse = candidate.spouse_accompanying;
        [
            (candidate.own_canadian_work_1yr, self.own_work),
            (candidate.own_canadian_study_2yr, self.own_study),
            (spouse && candidate.spouse_clb4_all, self.spouse_language),
            (spouse && candidate.spouse_canadian_work_1yr, self.spouse_work),
            (spouse && candidate.spouse_canadian_study_2yr, self.spouse_study),
            (candidate.relative_in_canada, self.relative),
            (candidate.arranged_employment, self.arranged_employment),
        ]
        .into_iter()
        .map(|(has, points)| if has { points } else { 0 })
        .sum::<u16>()
        .min(self.most)
    }
}

impl Candidate {
    /// Reads a candidate from the JSON.
    ///
    /// # Errors
    /// The first field that is missing, unknown or wrong.
    pub fn read(inputs: &Value) -> Result<Self, Refusal> {
        let given = Given::new(inputs, String::new(), FIELDS)?;
        Ok(Self {
            first_language: Levels::read(&given, "first_language_clb")?,
            second_language_clb5_all: given.flag("second_language_clb5_all")?,
            education: given.word("education", &Education::WORDS)?,
            experience_years: given.whole("experience_years", 0..=MOST_YEARS)?,
            age: given.whole("age", 0..=MOST_AGE)?,
            arranged_employment: given.flag("arranged_employment")?,
            own_canadian_work_1yr: given.flag("own_canadian_work_1yr")?,
            own_canadian_study_2yr: given.flag("own_canadian_study_2yr")?,
            spouse_accompanying: given.flag("spouse_accompanying")?,
            spouse_clb4_all: given.flag("spouse_clb4_all")?,
            spouse_canadian_work_1yr: given.flag("spouse_canadian_work_1yr")?,
            spouse_canadian_study_2yr: given.flag("spouse_canadian_study_2yr")?,
            relative_in_canada: given.flag("relative_in_canada")?,
        })
    }
}

/// Scores a candidate. Below the least level in any ability the first language earns nothing, and nothing else can help.
pub fn score(candidate: &Candidate, grid: &SelectionGrid) -> FswScore {
    let language_threshold_met = candidate.first_language.lowest() >= grid.language_least;
    let first: u16 = if language_threshold_met {
        candidate.first_language.0.into_iter().map(|level| grid.first_language.points(level)).sum()
    } else {
        0
    };
    let second = if candidate.second_language_clb5_all { grid.second_language } else { 0 };
    let factors: Vec<Part> = vec![
        ("language", (first + second).min(grid.language_most)),
        ("education", grid.education.at(candidate.education)[0]),
        ("experience", grid.experience.points(candidate.experience_years)),
        ("age", grid.age.points(candidate.age)),
        ("arranged_employment", if candidate.arranged_employment { grid.arranged_employment } else { 0 }),
        ("adaptability", grid.adaptability.points(candidate)),
    ];
    let total = factors.iter().map(|(_, points)| points).sum::<u16>().min(MOST);
    FswScore {
        total,
        factors: Points(factors),
        language_threshold_met,
        pass: language_threshold_met && total >= grid.pass_mark,
    }
}
