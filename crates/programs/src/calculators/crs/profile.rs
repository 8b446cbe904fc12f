//! What a person says of themselves for the ranking.

use serde_json::Value;

use super::Column;
use crate::calculators::education::Education;
use crate::calculators::given::{Given, Refusal};
use crate::calculators::language_tests::{LanguageTests, Proficiency};

/// Oldest age anybody may give.
const MOST_AGE: u16 = 120;
/// Most years of work anybody may give; the tables stop counting long before.
const MOST_YEARS: u16 = 80;

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The spouse or partner, who counts only if coming along and neither a citizen nor a permanent resident.
    pub spouse: Option<Spouse>,
    /// Whole years.
    pub age: u16,
    /// The highest completed level.
    pub education: Education,
    /// The official language that counts first.
    pub first_language: Proficiency,
    /// The other one, if tested.
    pub second_language: Option<Proficiency>,
    /// Whole years of skilled work (TEER 0 to 3) in Canada in the last ten.
    pub canadian_work_years: u16,
    /// Whole years of skilled work abroad in the last ten.
    pub foreign_work_years: u16,
    /// A Canadian certificate of qualification in a trade.
    pub certificate_of_qualification: bool,
    /// A Canadian credential after secondary school.
    pub canadian_study: Study,
    /// A brother or sister, citizen or permanent resident, 18 or older, living in Canada.
    pub sibling_in_canada: bool,
    /// A nomination by a province.
    pub provincial_nomination: bool,
    /// An offer of employment.
    pub job_offer: JobOffer,
}

/// A spouse or partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spouse {
    /// Whether the spouse or partner counts: coming along, and neither citizen nor permanent resident.
    pub counts: bool,
    /// The highest completed level.
    pub education: Education,
    /// The official language tested, if any.
    pub first_language: Option<Proficiency>,
    /// Whole years of skilled work in Canada.
    pub canadian_work_years: u16,
}

/// A Canadian credential after secondary school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Study {
    /// None.
    None,
    /// Of one or two years.
    Short,
    /// Of three years or more, or a master's, professional or doctoral degree.
    Long,
}

/// An offer of employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobOffer {
    /// None.
    None,
    /// In major group 00 of the classification of occupations.
    MajorGroup00,
    /// In another occupation of TEER 0 to 3.
    OtherSkilled,
}

const FIELDS: &[&str] = &[
    "has_spouse",
    "spouse_accompanying",
    "spouse_is_citizen_or_pr",
    "spouse",
    "age",
    "education",
    "first_language",
    "second_language",
    "canadian_work_years",
    "foreign_work_years",
    "certificate_of_qualification",
    "canadian_study",
    "sibling_in_canada",
    "provincial_nomination",
    "job_offer",
];

impl Profile {
    /// Reads a profile from its JSON.
    ///
    /// # Errors
    /// The first field that is missing, unknown or wrong.
    pub fn read(inputs: &Value, tests: &LanguageTests) -> Result<Self, Refusal> {
        let given = Given::new(inputs, String::new(), FIELDS)?;
        // In the order in which a page asks, so that the first mistake named is the first one met.
        let (age, education) = (given.whole("age", 0..=MOST_AGE)?, given.word("education", &Education::WORDS)?);
        let first_language = tests.proficiency(&given, "first_language")?;
        let second_language =
            given.get("second_language").map(|_| tests.proficiency(&given, "second_language")).transpose()?;
        if second_language.is_some_and(|second| second.language == first_language.language) {
            return Err(given.refuse("second_language.language", "calculators-same-language"));
        }
        let optional = |key: &str| given.get(key).is_some();
        Ok(Self {
            age,
            education,
            first_language,
            second_language,
            canadian_work_years: given.whole("canadian_work_years", 0..=MOST_YEARS)?,
            foreign_work_years: given.whole("foreign_work_years", 0..=MOST_YEARS)?,
            certificate_of_qualification: given.flag("certificate_of_qualification")?,
            canadian_study: if optional("canadian_study") {
                given
                    .word("canadian_study", &[("none", Study::None), ("1-2yr", Study::Short), ("3yr+", Study::Long)])?
            } else {
                Study::None
            },
            sibling_in_canada: given.flag("sibling_in_canada")?,
            provincial_nomination: given.flag("provincial_nomination")?,
            job_offer: if optional("job_offer") {
                let words = [
                    ("none", JobOffer::None),
                    ("major_group_00", JobOffer::MajorGroup00),
                    ("other_teer_0_1_2_3", JobOffer::OtherSkilled),
                ];
                given.word("job_offer", &words)?
            } else {
                JobOffer::None
            },
            spouse: spouse(&given, tests)?,
        })
    }

    /// The spouse or partner, if counted.
    pub(super) fn counted_spouse(&self) -> Option<&Spouse> {
        self.spouse.as_ref().filter(|spouse| spouse.counts)
    }

    /// The column of the grid that counts.
    pub fn column(&self) -> Column {
        if self.counted_spouse().is_some() { Column::WithSpouse } else { Column::Alone }
    }
}

fn spouse(given: &Given<'_>, tests: &LanguageTests) -> Result<Option<Spouse>, Refusal> {
    let counts =
        given.flag("has_spouse")? & given.flag("spouse_accompanying")? & !given.flag("spouse_is_citizen_or_pr")?;
    if !counts && given.get("spouse").is_none() {
        return Ok(None);
    }
    let fields = ["education", "first_language", "canadian_work_years"];
    let spouse = Given::new(given.must("spouse")?, given.field("spouse"), &fields)?;
    Ok(Some(Spouse {
        counts,
        education: spouse.word("education", &Education::WORDS)?,
        first_language: spouse
            .get("first_language")
            .map(|_| tests.proficiency(&spouse, "first_language"))
            .transpose()?,
        canadian_work_years: spouse.whole("canadian_work_years", 0..=MOST_YEARS)?,
    }))
}
