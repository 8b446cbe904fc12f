//! Two runs side by side.

use std::fmt::Write as _;

use super::{Quantiles, Report};
use crate::numbers::real;

/// A table of two runs for a terminal: what was played, what came of it, and how they differ.
pub fn compare(a: &Report, b: &Report) -> String {
    let mut table = Table::default();
    table.text("played", &a.setting.at, &b.setting.at);
    table.text("variant", &a.setting.variant, &b.setting.variant);
    table.count("visitors at the peak", a.setting.visitors, b.setting.visitors);
    let (one, two) = (&a.crowd, &b.crowd);
    table.count("visitors who came", one.arrived, two.arrived);
    table.count("most on the site at once", one.most_inside, two.most_inside);
    table.count("pages", one.pages, two.pages);
    table.count("had to wait", one.waited, two.waited);
    table.count("turned away while at work", one.inside_refused, two.inside_refused);
    table.count("faults", a.faults(), b.faults());
    table.count("filed", a.filings.filed, b.filings.filed);
    table.count("found", a.filings.found, b.filings.found);
    table.count("verified", a.filings.verified, b.filings.verified);
    table.count("lost", a.filings.lost, b.filings.lost);
    table.count("doubled", a.filings.doubled, b.filings.doubled);
    for latency in &a.latencies {
        let Some(other) = b.latencies.iter().find(|other| other.kind == latency.kind) else { continue };
        let name = &latency.kind.0;
        let mut quantile = |what: &str, of: fn(&Quantiles) -> Option<f64>| {
            table.span(&format!("{name}, {what}, ms"), of(&latency.all), of(&other.all));
        };
        quantile("middle", |q| q.p50);
        quantile("95 %", |q| q.p95);
        quantile("99 %", |q| q.p99);
    }
    table.span("wait, middle, ms", a.waits.p50, b.waits.p50);
    table.span("server’s cores, most", most(a, |m| m.server_cores), most(b, |m| m.server_cores));
    table.span("server’s memory, most, MB", most(a, |m| m.server_megabytes), most(b, |m| m.server_megabytes));
    table.span("generator’s cores, most", Some(a.generator.most_cores), Some(b.generator.most_cores));
    let _ = write!(table.0, "\nA: {}\nB: {}\n", a.verdict.en, b.verdict.en);
    table.0
}

fn most(report: &Report, of: fn(&crate::Moment) -> Option<f64>) -> Option<f64> {
    report.moments.iter().filter_map(of).reduce(f64::max)
}

struct Table(String);

impl Default for Table {
    fn default() -> Self {
        let mut table = Self(String::new());
        table.line("", "A", "B", "B / A");
        table
    }
}

impl Table {
    fn line(&mut self, name: &str, a: &str, b: &str, ratio: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{name:<40} {a:>20} {b:>20} {ratio:>8}");
    }

    fn text(&mut self, name: &str, a: &str, b: &str) {
        self.line(name, a, b, "");
    }

    fn count(&mut self, name: &str, a: u64, b: u64) {
        let ratio = ratio(real(a), real(b));
        self.line(name, &a.to_string(), &b.to_string(), &ratio);
    }

    fn span(&mut self, name: &str, a: Option<f64>, b: Option<f64>) {
        let text = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
        let ratio = a.zip(b).map(|(a, b)| ratio(a, b)).unwrap_or_default();
        self.line(name, &text(a), &text(b), &ratio);
    }
}

fn ratio(a: f64, b: f64) -> String {
    if a > 0.0 { format!("{:.2}", b / a) } else { String::new() }
}
