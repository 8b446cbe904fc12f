//! The Comprehensive Ranking System: what a profile scores under one edition of its grid, part by part.

mod grid;
mod profile;

pub use grid::Grid;
pub use profile::{JobOffer, Profile, Spouse, Study};

use language::Language;

use super::{Levels, Part, Points, Proficiency};
use grid::{Core, SpouseGrid, Transfer};

/// The ids of its sections and items; the table file names each of them.
pub(super) const NAMES: &[&str] = &[
    "core",
    "spouse",
    "transferability",
    "additional",
    "age",
    "education",
    "first_language",
    "second_language",
    "canadian_work",
    "spouse_education",
    "spouse_language",
    "spouse_canadian_work",
    "transfer_education_x_language",
    "transfer_education_x_canadian_work",
    "transfer_education_capped",
    "transfer_foreign_x_language",
    "transfer_foreign_x_canadian_work",
    "transfer_foreign_capped",
    "transfer_certificate",
    "additional_french",
    "additional_canadian_study",
    "additional_sibling",
    "additional_nomination",
    "additional_job_offer",
];

/// Which column of the grid counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// With a spouse or partner who comes along.
    WithSpouse = 0,
    /// Without.
    Alone = 1,
}

/// What a profile scores.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CrsScore {
    /// All of it, out of 1,200.
    pub total: u16,
    /// The four sections, each within its cap.
    pub sections: Points,
    /// Every item of every section; `…_capped` are two items together, within their cap.
    pub items: Points,
}

/// Scores a profile.
pub fn score(profile: &Profile, grid: &Grid) -> CrsScore {
    let column = profile.column();
    let mut items: Vec<Part> = Vec::with_capacity(NAMES.len());
    let core = grid.core.score(profile, column as usize, &mut items);
    let spouse = profile.counted_spouse().map_or(0, |spouse| grid.spouse.score(spouse, &mut items));
    let transferability = grid.transfer.score(profile, &mut items);
    let additional = grid.additional.score(profile, &mut items);
    let sections =
        [("core", core), ("spouse", spouse), ("transferability", transferability), ("additional", additional)];
    CrsScore {
        total: sections.iter().map(|(_, points)| points).sum::<u16>().min(grid.total),
        sections: Points(sections.to_vec()),
        items: Points(items),
    }
}

/// Adds items to the list and gives their sum within a cap.
fn add(items: &mut Vec<Part>, most: u16, parts: &[Part]) -> u16 {
    items.extend_from_slice(parts);
    parts.iter().map(|(_, points)| points).sum::<u16>().min(most)
}

fn sum(levels: Levels, points: impl Fn(u16) -> u16) -> u16 {
    levels.0.into_iter().map(points).sum()
}

impl Core {
    fn score(&self, profile: &Profile, column: usize, items: &mut Vec<Part>) -> u16 {
        let first = sum(profile.first_language.levels, |level| self.first_language.at(level)[column]);
        let second = profile
            .second_language
            .map_or(0, |second| sum(second.levels, |level| self.second_language.at(level)[column]));
        add(
            items,
            self.most[column],
            &[
                ("age", self.age.at(profile.age)[column]),
                ("education", self.education.at(profile.education)[column]),
                ("first_language", first.min(self.first_language_most[column])),
                ("second_language", second.min(self.second_language_most[column])),
                ("canadian_work", self.canadian_work.at(profile.canadian_work_years)[column]),
            ],
        )
    }
}

impl SpouseGrid {
    fn score(&self, spouse: &Spouse, items: &mut Vec<Part>) -> u16 {
        let language = spouse.first_language.map_or(0, |known| sum(known.levels, |level| self.language.points(level)));
        add(
            items,
            self.most,
            &[
                ("spouse_education", self.education.at(spouse.education)[0]),
                ("spouse_language", language),
                ("spouse_canadian_work", self.canadian_work.points(spouse.canadian_work_years)),
            ],
        )
    }
}

impl Transfer {
    /// Only the first official language counts here, and of it the weakest ability.
    fn score(&self, profile: &Profile, items: &mut Vec<Part>) -> u16 {
        let weakest = profile.first_language.levels.lowest();
        let education = self.education.at(profile.education);
        let foreign = self.foreign_work.at(profile.foreign_work_years);
        let with_language = |points| cell(points, self.language_from, weakest);
        let with_work = |points| cell(points, self.canadian_work_from, profile.canadian_work_years);
        let by_education = [
            ("transfer_education_x_language", with_language(education)),
            ("transfer_education_x_canadian_work", with_work(education)),
        ];
        let educated = add(items, self.education_most, &by_education);
        items.push(("transfer_education_capped", educated));
        let by_foreign_work = [
            ("transfer_foreign_x_language", with_language(foreign)),
            ("transfer_foreign_x_canadian_work", with_work(foreign)),
        ];
        let worked = add(items, self.foreign_work_most, &by_foreign_work);
        items.push(("transfer_foreign_capped", worked));
        let certified = if profile.certificate_of_qualification { self.certificate.points(weakest) } else { 0 };
        let certified = certified.min(self.certificate_most);
        items.push(("transfer_certificate", certified));
        (educated + worked + certified).min(self.most)
    }
}

/// The first column from its threshold on, the second from its own, and nothing below both.
const fn cell(points: [u16; 2], from: [u16; 2], value: u16) -> u16 {
    if value >= from[1] {
        points[1]
    } else if value >= from[0] {
        points[0]
    } else {
        0
    }
}

impl grid::Additional {
    fn score(&self, profile: &Profile, items: &mut Vec<Part>) -> u16 {
        let study = match profile.canadian_study {
            Study::None => 0,
            Study::Short => self.study[0],
            Study::Long => self.study[1],
        };
        let job_offer = match profile.job_offer {
            JobOffer::None => 0,
            JobOffer::MajorGroup00 => self.job_offer[0],
            JobOffer::OtherSkilled => self.job_offer[1],
        };
        add(
            items,
            self.most,
            &[
                ("additional_french", self.french(profile)),
                ("additional_canadian_study", study),
                ("additional_sibling", if profile.sibling_in_canada { self.sibling } else { 0 }),
                ("additional_nomination", if profile.provincial_nomination { self.nomination } else { 0 }),
                ("additional_job_offer", job_offer),
            ],
        )
    }

    /// French counts whether it is the first language or the second; how much depends on the English beside it.
    fn french(&self, profile: &Profile) -> u16 {
        let lowest = |language: Language| {
            let known: [Option<Proficiency>; 2] = [Some(profile.first_language), profile.second_language];
            known
                .into_iter()
                .flatten()
                .find(|known| known.language == language)
                .map_or(0, |known| known.levels.lowest())
        };
        if lowest(Language::Fr) < self.french_from {
            return 0;
        }
        self.french[usize::from(lowest(Language::En) >= self.english_from)]
    }
}
