//! What an application costs.

mod bill;
mod pages;
mod table;

use programs::fees::FeeTable;

/// The table of the site.
pub(crate) const FILE: &str = include_str!("../../../../../site/tables/fees.toml");

pub(crate) fn table() -> FeeTable {
    FeeTable::parse("tables/fees.toml", FILE).unwrap_or_else(|faults| panic!("{faults:#?}"))
}
