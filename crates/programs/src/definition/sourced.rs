//! Reads what every published figure must have: a day, and the source it was read in.

use jiff::civil::Date;
use language::Text;

use super::{Located, Reader};
use crate::Source;

impl Reader<'_, '_> {
    /// A day that must be there. [`Date::MIN`] stands for one that is missing or wrong, which is reported.
    pub(crate) fn must_day(&self, key: &'static str, what: &str) -> Located<Date> {
        let written = self.string(key, &format!("Add {what}, such as {key} = \"2026-11-22\"."));
        let day = Self::day(&written.value);
        if day.is_none() && !written.value.is_empty() {
            let cure = format!("Write it as {key} = \"2026-11-22\".");
            self.fault(written.line, format!("“{key}” of the {} is no day", self.name()), cure);
        }
        Located { value: day.unwrap_or(Date::MIN), line: written.line }
    }

    /// The source a table names, which must be one of its file.
    pub(crate) fn source(&self, sources: &[Source]) -> Source {
        let named = self.string("source", "Add source = and the id of a [[source]] of this file.");
        self.faults.cite(&named.value);
        let found = sources.iter().find(|source| source.id == named.value);
        if found.is_none() && !named.value.is_empty() {
            let what = format!("there is no source “{}”", named.value);
            self.fault(named.line, what, "Add a [[source]] with that id, a title and a date.");
        }
        found.cloned().unwrap_or_else(|| Source { id: named.value, title: Text::new("", ""), date: String::new() })
    }
}
