//! One edition of the ranking grid, as `site/tables/crs.toml` writes it.

use crate::calculators::education::ByEducation;
use crate::calculators::steps::{MOST, Steps};
use crate::definition::Reader;

/// The grid of points. Where there are two columns, the first is with a spouse or partner, the second without.
#[derive(Debug, Clone)]
pub struct Grid {
    pub(super) total: u16,
    pub(super) core: Core,
    pub(super) spouse: SpouseGrid,
    pub(super) transfer: Transfer,
    pub(super) additional: Additional,
}

/// A. Core human capital.
#[derive(Debug, Clone)]
pub(super) struct Core {
    pub(super) most: [u16; 2],
    pub(super) age: Steps<2>,
    pub(super) education: ByEducation<2>,
    pub(super) first_language: Steps<2>,
    pub(super) first_language_most: [u16; 2],
    pub(super) second_language: Steps<2>,
    pub(super) second_language_most: [u16; 2],
    pub(super) canadian_work: Steps<2>,
}

/// B. The spouse or partner.
#[derive(Debug, Clone)]
pub(super) struct SpouseGrid {
    pub(super) most: u16,
    pub(super) education: ByEducation<1>,
    pub(super) language: Steps<1>,
    pub(super) canadian_work: Steps<1>,
}

/// C. Skills that add to each other. Two columns here are the lower and the higher level of language or Canadian work.
#[derive(Debug, Clone)]
pub(super) struct Transfer {
    pub(super) most: u16,
    pub(super) education: ByEducation<2>,
    pub(super) education_most: u16,
    pub(super) foreign_work: Steps<2>,
    pub(super) foreign_work_most: u16,
    pub(super) certificate: Steps<1>,
    pub(super) certificate_most: u16,
    pub(super) language_from: [u16; 2],
    pub(super) canadian_work_from: [u16; 2],
}

/// D. Additional points.
#[derive(Debug, Clone)]
pub(super) struct Additional {
    pub(super) most: u16,
    pub(super) french_from: u16,
    pub(super) english_from: u16,
    /// With less English than `english_from`, and with at least that.
    pub(super) french: [u16; 2],
    /// One or two years, three or more.
    pub(super) study: [u16; 2],
    pub(super) sibling: u16,
    pub(super) nomination: u16,
    /// Major group 00, other skilled work.
    pub(super) job_offer: [u16; 2],
}

/// Levels and years, which head columns and rows.
const SMALL: std::ops::RangeInclusive<u16> = 0..=60;
const POINTS: std::ops::RangeInclusive<u16> = 0..=MOST;

impl Grid {
    /// Reads one `[[table]]`; `None` when a section of it is missing, which is reported.
    pub(in crate::calculators) fn read(table: &Reader<'_, '_>) -> Option<Self> {
        let total = table.figure("total", 1..=MOST);
        let [core, spouse, transfer, additional] = ["core", "spouse", "transferability", "additional"]
            .map(|section| table.must_hold(section, &format!("section “{section}” of the {}", table.name())));
        Some(Self {
            total,
            core: Core::read(core?),
            spouse: SpouseGrid::read(spouse?),
            transfer: Transfer::read(transfer?),
            additional: Additional::read(additional?),
        })
    }
}

impl Core {
    fn read(section: Reader<'_, '_>) -> Self {
        let read = Self {
            most: section.row("most", POINTS),
            age: Steps::<2>::read(&section, "age"),
            education: ByEducation::read(&section, "education"),
            first_language: Steps::<2>::read(&section, "first_language"),
            first_language_most: section.row("first_language_most", POINTS),
            second_language: Steps::<2>::read(&section, "second_language"),
            second_language_most: section.row("second_language_most", POINTS),
            canadian_work: Steps::<2>::read(&section, "canadian_work"),
        };
        section.finish();
        read
    }
}

impl SpouseGrid {
    fn read(section: Reader<'_, '_>) -> Self {
        let read = Self {
            most: section.figure("most", POINTS),
            education: ByEducation::read(&section, "education"),
            language: Steps::<1>::read(&section, "language"),
            canadian_work: Steps::<1>::read(&section, "canadian_work"),
        };
        section.finish();
        read
    }
}

impl Transfer {
    fn read(section: Reader<'_, '_>) -> Self {
        let read = Self {
            most: section.figure("most", POINTS),
            education: ByEducation::read(&section, "education"),
            education_most: section.figure("education_most", POINTS),
            foreign_work: Steps::<2>::read(&section, "foreign_work"),
            foreign_work_most: section.figure("foreign_work_most", POINTS),
            certificate: Steps::<1>::read(&section, "certificate"),
            certificate_most: section.figure("certificate_most", POINTS),
            language_from: section.row("language_from", SMALL),
            canadian_work_from: section.row("canadian_work_from", SMALL),
        };
        section.finish();
        read
    }
}

impl Additional {
    fn read(section: Reader<'_, '_>) -> Self {
        let read = Self {
            most: section.figure("most", POINTS),
            french_from: section.figure("french_from", SMALL),
            english_from: section.figure("english_from", SMALL),
            french: section.row("french", POINTS),
            study: section.row("study", POINTS),
            sibling: section.figure("sibling", POINTS),
            nomination: section.figure("nomination", POINTS),
            job_offer: section.row("job_offer", POINTS),
        };
        section.finish();
        read
    }
}
