//! The money to settle (proof of funds) that two classes of Express Entry must show, by the size of the family and by date.

use jiff::civil::Date;
use language::Fault;

use crate::Source;
use crate::definition::{Reader, table};
use crate::limits::{MAX_FUNDS_CENTS, MAX_FUNDS_SIZES};

/// `tables/funds.toml`.
#[derive(Debug, Clone, Default)]
pub struct Funds {
    tables: Vec<FundsTable>,
}

/// The amounts of one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundsTable {
    /// The day they began.
    pub from: Date,
    /// The last day they were seen published; they may have changed since.
    pub shown_until: Date,
    /// Where they were read.
    pub source: Source,
    /// In cents, for a family of one, two, three and so on.
    pub amounts: Vec<i64>,
    /// For every person beyond the last, in cents.
    pub each_more: i64,
}

impl Funds {
    /// Where a site keeps them.
    pub const FILE: &'static str = "tables/funds.toml";

    /// Reads the file. Tables of which only the year is known are checked like the others and then left out: they are history,
    /// and no day can be said to be theirs.
    ///
    /// # Errors
    /// Everything wrong with it, with line and cure: a table without source or date among others.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        table(file, text, |top, sources| {
            let mut tables: Vec<FundsTable> = Vec::new();
            for table in top.tables("table", "table") {
                let line = table.line();
                let Some(read) = read(table, sources) else { continue };
                let holds = |other: &&FundsTable| read.from <= other.shown_until && other.from <= read.shown_until;
                if let Some(other) = tables.iter().find(holds) {
                    let what = format!("two tables hold on {}", read.from.max(other.from));
                    top.fault(line, what, "Let “shown_until” of the older one end before the newer one begins.");
                }
                tables.push(read);
            }
            Self { tables }
        })
    }

    /// The newest amounts.
    pub fn latest(&self) -> Option<&FundsTable> {
        self.tables.iter().max_by_key(|table| table.from)
    }
}

fn read(table: Reader<'_, '_>, sources: &[Source]) -> Option<FundsTable> {
    let from = table.string("from", "Add its first day, such as from = \"2026-11-22\", or its year.");
    let year = from.value.len() == 4 && from.value.bytes().all(|byte| byte.is_ascii_digit());
    let day = Reader::day(&from.value);
    if day.is_none() && !year && !from.value.is_empty() {
        table.fault(from.line, "“from” of the table is no day and no year", "Write it as \"2026-11-22\" or \"2026\".");
    }
    let until = (!year).then(|| table.must_day("shown_until", "the last day it was seen published").value);
    if let (Some(from), Some(until)) = (day, until)
        && until != Date::MIN
        && until < from
    {
        let cure = "Put the earlier day into “from”.";
        table.fault(table.line_of("shown_until"), "the table was last seen before it begins", cure);
    }
    let source = table.source(sources);
    let amounts = table.amounts("amounts", MAX_FUNDS_CENTS, MAX_FUNDS_SIZES);
    if !table.has("each_more") {
        table.fault(table.line(), "the table has no “each_more”", "Add each_more = and an amount in cents.");
    }
    let each_more = table.integer("each_more", 1..=MAX_FUNDS_CENTS).unwrap_or(0);
    table.finish();
    Some(FundsTable { from: day?, shown_until: until?, source, amounts, each_more })
}
