//! The tables.

use anyhow::{Context as _, Result};

use crate::measure::{Measured, median};

/// With less than this of its core used by the generator, the server was the limit, and requests a second are its own.
const GENERATOR_BUSY: f64 = 0.9;

/// A server in a comparison, and what was measured of it in each round.
pub(crate) struct Arm<T> {
    name: &'static str,
    pub(crate) what: T,
    /// The processes whose time counts.
    pub(crate) processes: Vec<u32>,
    measured: Vec<Measured>,
}

impl<T> Arm<T> {
    pub(crate) fn new(name: &'static str, what: T, processes: Vec<u32>) -> Self {
        Self { name, what, processes, measured: Vec::new() }
    }

    /// Puts down a round. The first one, 0, only warms the server up.
    pub(crate) fn put(&mut self, round: usize, measured: Result<Measured>) -> Result<()> {
        let measured = measured.with_context(|| self.name)?;
        if round > 0 {
            self.measured.push(measured);
        }
        Ok(())
    }

    fn micros(&self) -> impl Iterator<Item = f64> {
        self.measured.iter().map(|measured| measured.micros)
    }
}

/// A comparison: medians over the rounds. The ratio is the median of each round's, to the arm of this name.
pub(crate) fn table<T>(name: &str, to: &str, arms: &[Arm<T>]) {
    println!("\n{name}");
    println!(
        "{:<24} {:>12} {:>19} {:>26} {:>11} {:>10}",
        "",
        "CPU/request",
        "least to most",
        format!("ratio to {to}"),
        "requests/s",
        "generator"
    );
    let to = arms.iter().find(|arm| arm.name == to);
    for arm in arms {
        let of = |part: fn(&Measured) -> f64| median(arm.measured.iter().map(part));
        let ratio = to.map_or(f64::NAN, |to| median(arm.micros().zip(to.micros()).map(|(this, other)| this / other)));
        let generator = of(|measured| measured.generator);
        println!(
            "{:<24} {:>9.1} us {:>16} us {ratio:>26.2} {:>10.0}{} {:>8.0} %",
            arm.name,
            of(|measured| measured.micros),
            format!("{:.1} to {:.1}", arm.micros().fold(f64::INFINITY, f64::min), arm.micros().fold(0.0, f64::max)),
            of(|measured| measured.per_second),
            if generator > GENERATOR_BUSY { "*" } else { " " },
            generator * 100.0
        );
    }
    if arms.iter().any(|arm| median(arm.measured.iter().map(|measured| measured.generator)) > GENERATOR_BUSY) {
        println!("* the generator's core was full: the server could answer more");
    }
}
