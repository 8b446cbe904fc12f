//! Reads rows of figures of a table file, as they stand in the published table.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::DeValue;

use super::Reader;
use crate::limits::MAX_TABLE_ROWS;

impl<'t> Reader<'_, 't> {
    /// The table of a `[heading]` or of `{ … }` that must be there.
    pub(crate) fn must_hold(&self, key: &'static str, name: &str) -> Option<Self> {
        if !self.has(key) {
            self.missing(key, &format!("Add a heading for it, or {key} = {{ … }}."));
        }
        self.inner(key, name)
    }

    /// A figure that must be there.
    pub(crate) fn figure(&self, key: &'static str, bounds: RangeInclusive<u16>) -> u16 {
        if !self.has(key) {
            self.missing(key, &format!("Add {key} = and a number."));
        }
        u16::try_from(self.count(key, u32::from(*bounds.start())..=u32::from(*bounds.end()), 0)).unwrap_or_default()
    }

    /// A row of `N` figures that must be there.
    pub(crate) fn row<const N: usize>(&self, key: &'static str, bounds: RangeInclusive<u16>) -> [u16; N] {
        let Some((line, value)) = self.take(key) else {
            self.missing(key, &format!("Add {key} = [ … ] with {N} numbers."));
            return [0; N];
        };
        self.figures(key, line, value, 1, &bounds).unwrap_or([0; N])
    }

    /// Rows of `N` figures that must be there, whose first figures rise.
    pub(crate) fn rows<const N: usize>(&self, key: &'static str, bounds: RangeInclusive<u16>) -> Vec<[u16; N]> {
        let Some((line, value)) = self.take(key) else {
            self.missing(key, &format!("Add {key} = [ [ … ], … ] with {N} numbers in each row."));
            return Vec::new();
        };
        let mut rows: Vec<[u16; N]> = Vec::new();
        match value.get_ref() {
            DeValue::Array(array) if (1..=MAX_TABLE_ROWS).contains(&array.len()) => {
                for value in array {
                    let line = self.faults.line(value.span().start);
                    let Some(row) = self.figures(key, line, value, 1, &bounds) else { continue };
                    if rows.last().is_some_and(|last: &[u16; N]| last.first() >= row.first()) {
                        let what = format!("the rows of “{key}” of the {} do not rise", self.name());
                        self.fault(line, what, "Put them in the order of their first numbers, none twice.");
                    }
                    rows.push(row);
                }
            }
            _ => self.wrong_type(line, key, &format!("a list of rows, each [ … ] with {N} numbers")),
        }
        rows
    }

    /// A figure in tenths, written with or without a decimal (0.5), that must be there.
    pub(crate) fn tenth(&self, key: &'static str, bounds: RangeInclusive<u16>) -> u16 {
        let Some((line, value)) = self.take(key) else {
            self.missing(key, &format!("Add {key} = and a number."));
            return 0;
        };
        let tenth = figure(value.get_ref(), 10).filter(|tenth| bounds.contains(tenth));
        tenth.unwrap_or_else(|| {
            let (least, most) = (f64::from(*bounds.start()) / 10.0, f64::from(*bounds.end()) / 10.0);
            self.wrong_type(line, key, &format!("a number from {least} to {most} with at most one decimal"));
            0
        })
    }

    /// A row of `N` figures in tenths, written with or without a decimal (7.5), that must be there.
    pub(crate) fn tenths<const N: usize>(&self, key: &'static str, bounds: RangeInclusive<u16>) -> [u16; N] {
        let Some((line, value)) = self.take(key) else {
            self.missing(key, &format!("Add {key} = [ … ] with {N} numbers."));
            return [0; N];
        };
        self.figures(key, line, value, 10, &bounds).unwrap_or([0; N])
    }

    /// Amounts in cents that must be there, each more than the one before.
    pub(crate) fn amounts(&self, key: &'static str, most: i64, count: usize) -> Vec<i64> {
        let Some((line, value)) = self.take(key) else {
            self.missing(key, &format!("Add {key} = [ … ] with amounts in cents."));
            return Vec::new();
        };
        let amount = |value: &Spanned<DeValue<'t>>| match value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        let amounts: Option<Vec<i64>> = match value.get_ref() {
            DeValue::Array(array) => array.iter().map(amount).collect(),
            _ => None,
        };
        let amounts = amounts.unwrap_or_default();
        let rising = amounts.is_sorted_by(|a, b| a < b) && amounts.iter().all(|amount| (1..=most).contains(amount));
        if amounts.is_empty() || amounts.len() > count || !rising {
            self.wrong_type(line, key, "a list of rising amounts in cents, in brackets and without quotes");
        }
        amounts
    }

    fn figures<const N: usize>(
        &self,
        key: &str,
        line: u32,
        value: &Spanned<DeValue<'t>>,
        scale: u16,
        bounds: &RangeInclusive<u16>,
    ) -> Option<[u16; N]> {
        let figures: Option<Vec<u16>> = match value.get_ref() {
            DeValue::Array(array) => array.iter().map(|value| figure(value.get_ref(), scale)).collect(),
            _ => None,
        };
        let row = figures.and_then(|figures| <[u16; N]>::try_from(figures).ok());
        match row {
            Some(row) if row.iter().all(|figure| bounds.contains(figure)) => return Some(row),
            Some(_) => self.fault(
                line,
                format!("“{key}” of the {} is out of bounds", self.name()),
                format!("Choose numbers from {} to {}.", bounds.start() / scale, bounds.end() / scale),
            ),
            None => self.fault(
                line,
                format!("“{key}” of the {} is not {N} numbers", self.name()),
                format!("Write {N} numbers in brackets, without quotes."),
            ),
        }
        None
    }
}

/// A number times `scale`, when that makes it whole.
fn figure(value: &DeValue<'_>, scale: u16) -> Option<u16> {
    match value {
        DeValue::Integer(digits) => {
            u16::from_str_radix(digits.as_str(), digits.radix()).ok().and_then(|whole| whole.checked_mul(scale))
        }
        DeValue::Float(digits) if scale == 10 => {
            let (whole, tenths) = digits.as_str().split_once('.')?;
            let tenths = tenths.parse::<u16>().ok().filter(|_| tenths.len() == 1)?;
            whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(tenths)
        }
        _ => None,
    }
}
