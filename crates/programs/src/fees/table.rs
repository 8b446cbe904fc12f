//! The published fees by date: what a line cost on a day, on what authority, and whether that is to be confirmed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use language::{Fault, Text};

use crate::Source;
use crate::calculators::FromIs;
use crate::definition::{Reader, table};
use crate::limits::MAX_FEE_CENTS;

/// All fees of a site, each with its history.
#[derive(Debug, Clone, Default)]
pub struct FeeTable {
    lines: BTreeMap<String, Vec<FeeLine>>,
}

/// What one fee costs from a day on, until the next amount of the same fee begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeLine {
    /// The stable name of the fee.
    pub id: String,
    /// What people know it as.
    pub label: Text,
    /// Canadian cents, for one person unless the label says otherwise.
    pub amount_cents: i64,
    /// The first day of the amount.
    pub from: Date,
    /// What is known of that day.
    pub from_is: FromIs,
    /// How the amount came to be known.
    pub basis: Basis,
    /// Where it was read, or by what it was calculated.
    pub source: Source,
    /// The line of the file it stands on.
    pub at: u32,
}

/// How an amount came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It was read in the source.
    Stated,
    /// It was calculated from older amounts, or could not be traced. Whoever shows it marks it "to be confirmed".
    Derived,
}

impl FeeTable {
    /// Reads `tables/fees.toml`, or says everything that is wrong with it, with line and cure. `file` is how the faults name it.
    ///
    /// # Errors
    /// Every fault: a line without amount, date or source, a day that is none, amounts of one fee out of the order of their days.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        table(file, text, |top, sources| {
            let mut lines: BTreeMap<String, Vec<FeeLine>> = BTreeMap::new();
            for table in top.tables("line", "line") {
                let line = read_line(&table, sources);
                let history = lines.entry(line.id.clone()).or_default();
                if history.last().is_some_and(|last| last.from >= line.from) {
                    let what = format!("the amounts of “{}” are not in the order of their first days", line.id);
                    table.fault(table.line_of("from"), what, "Put the oldest first; two cannot begin on one day.");
                }
                history.push(line);
                table.finish();
            }
            if lines.is_empty() && top.is_sound() {
                top.fault(0, "the file has no fee", "Add a [[line]] with id, amount, from, basis, source and label.");
            }
            Self { lines }
        })
    }

    /// What a fee costs on a day; nothing when there is no such fee, or its first known amount begins later.
    pub fn line(&self, id: &str, on: Date) -> Option<&FeeLine> {
        self.history(id).iter().rfind(|line| line.from <= on)
    }

    /// Every known amount of a fee, oldest first; none when there is no such fee.
    pub fn history(&self, id: &str) -> &[FeeLine] {
        self.lines.get(id).map_or(&[], Vec::as_slice)
    }

    /// The ids of all fees, in their alphabetical order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.lines.keys().map(String::as_str)
    }

    /// Whether the site has no table of fees.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl FeeLine {
    /// Whether the amount must be marked "to be confirmed" wherever it is shown.
    pub fn is_to_be_confirmed(&self) -> bool {
        self.basis == Basis::Derived
    }
}

fn read_line(table: &Reader<'_, '_>, sources: &[Source]) -> FeeLine {
    let id = table.id().value;
    table.rename(format!("line “{id}”"));
    for (key, cure) in [
        ("amount", "Add amount = and the amount in cents, such as 8500."),
        (
            "from_is",
            "Add from_is = \"start\" if the amount came into force that day, or \"read\" if it was read that day.",
        ),
        ("basis", "Add basis = \"stated\" if the source states the amount, or \"derived\" if it was calculated."),
    ] {
        if !table.has(key) {
            table.missing(key, cure);
        }
    }
    FeeLine {
        label: table.text("label"),
        amount_cents: table.integer("amount", 0..=MAX_FEE_CENTS).unwrap_or_default(),
        from: table.must_day("from", "its first day").value,
        from_is: table.one_of("from_is", &[("start", FromIs::Start), ("read", FromIs::Read)], FromIs::Start),
        basis: table.one_of("basis", &[("stated", Basis::Stated), ("derived", Basis::Derived)], Basis::Derived),
        source: table.source(sources),
        at: table.line(),
        id,
    }
}
