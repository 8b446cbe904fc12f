//! The calculators, with the tables that ship.

mod cases;
mod properties;
mod refused;
mod tables;

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use programs::calculators::{Calculator, Calculators, Refusal, Worked};
use serde_json::Value;

use crate::support::MESSAGES;

/// The tables that ship.
const FILES: [(&str, &str); 5] = [
    ("tables/language_tests.toml", include_str!("../../../../site/tables/language_tests.toml")),
    ("tables/crs.toml", include_str!("../../../../site/tables/crs.toml")),
    ("tables/fsw.toml", include_str!("../../../../site/tables/fsw.toml")),
    ("tables/presence.toml", include_str!("../../../../site/tables/presence.toml")),
    ("tables/obligation.toml", include_str!("../../../../site/tables/obligation.toml")),
];

static CALCULATORS: LazyLock<Calculators> =
    LazyLock::new(|| Calculators::read(FILES).unwrap_or_else(|faults| panic!("{faults:#?}")));

/// A day on which every table that ships was in force.
const KNOWN: Date = date(2026, 10, 1);

fn calculate(calculator: Calculator, inputs: &Value, on: Date) -> Result<Worked, Refusal> {
    CALCULATORS.calculate(calculator, inputs, on, &MESSAGES)
}

fn json(worked: &Worked) -> Value {
    serde_json::to_value(worked).unwrap()
}
