//! Points that rise by steps, as the published tables write them: from this age, this level, this many years on.

use crate::definition::Reader;

/// Largest figure of a points table: the most points of the Comprehensive Ranking System.
pub(super) const MOST: u16 = 1200;

/// `[[18, 90, 99], [19, 95, 105]]`: from 18 on 90 and 99, from 19 on 95 and 105; before the first row nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps<const COLUMNS: usize> {
    rows: Vec<(u16, [u16; COLUMNS])>,
}

impl Steps<1> {
    pub(super) fn read(table: &Reader<'_, '_>, key: &'static str) -> Self {
        Self { rows: table.rows::<2>(key, 0..=MOST).into_iter().map(|[from, points]| (from, [points])).collect() }
    }

    pub(super) fn points(&self, value: u16) -> u16 {
        self.at(value)[0]
    }
}

impl Steps<2> {
    pub(super) fn read(table: &Reader<'_, '_>, key: &'static str) -> Self {
        Self { rows: table.rows::<3>(key, 0..=MOST).into_iter().map(|[from, a, b]| (from, [a, b])).collect() }
    }
}

impl<const COLUMNS: usize> Steps<COLUMNS> {
    /// The figures of the last row that begins at or below `value`.
    pub(super) fn at(&self, value: u16) -> [u16; COLUMNS] {
        self.rows.iter().rev().find(|(from, _)| *from <= value).map_or([0; COLUMNS], |(_, figures)| *figures)
    }
}
