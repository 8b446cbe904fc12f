//! Levels of education as both points tables know them.

use super::steps::MOST;
use crate::definition::Reader;

/// The highest level of education somebody has completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Education {
    /// Less than secondary school.
    None,
    /// Secondary school.
    Secondary,
    /// A program of one year after it.
    OneYear,
    /// A program of two years.
    TwoYear,
    /// A bachelor's degree, or a program of three years or more.
    ThreeYear,
    /// Two or more credentials, one of them of three years or more.
    TwoOrMore,
    /// A master's degree, or a professional degree that a licensed profession needs.
    Masters,
    /// A doctorate.
    Doctoral,
}

impl Education {
    /// Every level, rising.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::Secondary,
        Self::OneYear,
        Self::TwoYear,
        Self::ThreeYear,
        Self::TwoOrMore,
        Self::Masters,
        Self::Doctoral,
    ];

    /// The code used in tables and inputs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Secondary => "secondary",
            Self::OneYear => "one_year",
            Self::TwoYear => "two_year",
            Self::ThreeYear => "bachelor_or_3yr",
            Self::TwoOrMore => "two_or_more",
            Self::Masters => "masters_or_professional",
            Self::Doctoral => "doctoral",
        }
    }

    /// Codes in inputs: both names of the two levels that the two published tables name differently.
    pub(super) const WORDS: [(&'static str, Self); 10] = [
        ("none", Self::None),
        ("secondary", Self::Secondary),
        ("one_year", Self::OneYear),
        ("two_year", Self::TwoYear),
        ("bachelor_or_3yr", Self::ThreeYear),
        ("three_year_plus", Self::ThreeYear),
        ("two_or_more", Self::TwoOrMore),
        ("masters_or_professional", Self::Masters),
        ("masters", Self::Masters),
        ("doctoral", Self::Doctoral),
    ];
}

/// Figures for each level of education.
#[derive(Debug, Clone)]
pub(super) struct ByEducation<const COLUMNS: usize>([[u16; COLUMNS]; 8]);

impl<const COLUMNS: usize> ByEducation<COLUMNS> {
    pub(super) fn read(table: &Reader<'_, '_>, key: &'static str) -> Self {
        let Some(rows) = table.must_hold(key, &format!("“{key}” of the {}", table.name())) else {
            return Self([[0; COLUMNS]; 8]);
        };
        let levels = Self(Education::ALL.map(|level| rows.row(level.code(), 0..=MOST)));
        rows.finish();
        levels
    }

    pub(super) fn at(&self, level: Education) -> [u16; COLUMNS] {
        self.0[level as usize]
    }
}
