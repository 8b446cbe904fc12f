//! Pictures of a run as SVG, each with the table behind it. Lines differ in dashes, not in colour alone.

use std::fmt::Write as _;

use super::{Report, html::number};
use crate::{engine::Moment, numbers::real};

/// Rows of a table: more are put together.
const ROWS: usize = 24;
/// Points of a line.
const POINTS: usize = 240;
/// The drawing's size and its margins.
const SIZE: (f64, f64) = (760.0, 260.0);
const MARGIN: (f64, f64) = (64.0, 28.0);

/// A text in English and in French.
pub(super) type Both = (&'static str, &'static str);

/// A picture: some lines over time.
pub(super) struct Picture {
    pub(super) title: Both,
    pub(super) note: Both,
    digits: usize,
    lines: Vec<Line>,
}

struct Line {
    name: Both,
    of: fn(&Moment) -> Option<f64>,
}

/// How several looks become one: the highest, since peaks are what matters.
fn highest(moments: &[Moment], of: fn(&Moment) -> Option<f64>) -> Option<f64> {
    moments.iter().filter_map(of).reduce(f64::max)
}

/// Moments in at most this many groups.
fn groups(moments: &[Moment], most: usize) -> impl Iterator<Item = &[Moment]> {
    moments.chunks(moments.len().div_ceil(most).max(1))
}

impl Picture {
    /// All pictures of a report.
    pub(super) fn all(report: &Report) -> Vec<Self> {
        let line = |name: Both, of: fn(&Moment) -> Option<f64>| Line { name, of };
        let mut pictures = vec![
            Self {
                title: ("People", "Personnes"),
                note: (
                    "On the site, as the curve asks for and as there really were, and in the waiting room.",
                    "Sur le site, selon la courbe et en réalité, et dans la salle d’attente.",
                ),
                digits: 0,
                lines: vec![
                    line(("on the site", "sur le site"), |m| Some(real(m.inside))),
                    line(("as planned", "selon la courbe"), |m| (m.planned > 0).then(|| real(m.planned))),
                    line(("waiting", "en attente"), |m| Some(real(m.waiting))),
                ],
            },
            Self {
                title: ("Each second", "Chaque seconde"),
                note: (
                    "Pages served, people who came, and people let in from the waiting room.",
                    "Pages servies, personnes arrivées, et personnes admises depuis la salle d’attente.",
                ),
                digits: 0,
                lines: vec![
                    line(("pages", "pages"), |m| Some(real(m.pages) / m.span.max(0.001))),
                    line(("arrivals", "arrivées"), |m| Some(real(m.arrived) / m.span.max(0.001))),
                    line(("let in", "admises"), |m| Some(real(m.admitted) / m.span.max(0.001))),
                ],
            },
            Self {
                title: ("Milliseconds to the answer", "Millisecondes jusqu’à la réponse"),
                note: (
                    "From when somebody meant to begin to the whole answer: the middle one, the slowest in a hundred, and the slowest in twenty of those at work on an application.",
                    "Du moment où la personne voulait commencer à la réponse entière : la médiane, la plus lente sur cent, et la plus lente sur vingt de ceux qui remplissent une demande.",
                ),
                digits: 1,
                lines: vec![
                    line(("the slowest in 100", "la plus lente sur 100"), |m| m.p99),
                    line(("at work, in 20", "en travail, sur 20"), |m| m.inside_p95),
                    line(("the middle", "la médiane"), |m| m.p50),
                ],
            },
            Self {
                title: ("Filings and faults", "Dépôts et fautes"),
                note: (
                    "Filings confirmed so far, and faults in each second.",
                    "Dépôts confirmés jusque-là, et fautes de chaque seconde.",
                ),
                digits: 0,
                lines: vec![
                    line(("filings so far", "dépôts jusque-là"), |m| Some(real(m.filed_in_all))),
                    line(("faults", "fautes"), |m| Some(real(m.faults))),
                ],
            },
            Self {
                title: ("Processor", "Processeur"),
                note: (
                    "Cores used by the server, where that can be read, and by the generator, which has one at most.",
                    "Cœurs utilisés par le serveur, si on peut le lire, et par le générateur, qui en a un au plus.",
                ),
                digits: 2,
                lines: vec![
                    line(("server", "serveur"), |m| m.server_cores),
                    line(("generator", "générateur"), |m| Some(m.own_cores)),
                ],
            },
        ];
        if report.moments.iter().any(|moment| moment.server_megabytes.is_some()) {
            pictures.push(Self {
                title: ("The server’s memory in megabytes", "Mémoire du serveur en mégaoctets"),
                note: ("Memory it holds, as the system counts it.", "La mémoire qu’il occupe, selon le système."),
                digits: 0,
                lines: vec![line(("memory", "mémoire"), |m| m.server_megabytes)],
            });
        }
        pictures
    }

    /// The names of the lines.
    pub(super) fn names(&self, french: bool) -> Vec<&'static str> {
        self.lines.iter().map(|line| if french { line.name.1 } else { line.name.0 }).collect()
    }

    /// The table: seconds, and each line's value.
    pub(super) fn rows(&self, moments: &[Moment], french: bool) -> Vec<Vec<String>> {
        let row = |group: &[Moment]| {
            let second = group.first().map_or(0.0, |moment| moment.second);
            let values = self.lines.iter().map(|line| match highest(group, line.of) {
                Some(value) => number(value, self.digits, french),
                None => "–".to_owned(),
            });
            std::iter::once(number(second, 0, french)).chain(values).collect()
        };
        groups(moments, ROWS).map(row).collect()
    }

    /// The drawing.
    pub(super) fn svg(&self, moments: &[Moment], french: bool, id: &str) -> String {
        let last = moments.last().map_or(1.0, |moment| moment.second.max(1.0));
        let values = self.lines.iter().flat_map(|line| moments.iter().filter_map(line.of));
        let top = round_up(values.fold(0.0, f64::max));
        let (width, height) = SIZE;
        let (left, bottom) = (MARGIN.0, height - MARGIN.1);
        let x = |second: f64| left + (second / last).clamp(0.0, 1.0) * (width - left - 8.0);
        let y = |value: f64| bottom - (value / top).clamp(0.0, 1.0) * (bottom - 10.0);
        let mut svg = format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}\">");
        for step in 0..=4_u32 {
            let value = top * f64::from(step) / 4.0;
            let digits = digits(top / 4.0);
            let label = number(value, digits, french);
            let at = y(value);
            // Writing to a string cannot fail.
            let _ = write!(
                svg,
                "<path class=\"grid\" d=\"M{left} {at:.1}H{width}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                left - 6.0,
                at + 4.0
            );
            let second = last * f64::from(step) / 4.0;
            let anchor = if step == 4 { "end" } else { "middle" };
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"{anchor}\">{} s</text>",
                x(second),
                height - 8.0,
                number(second, 0, french)
            );
        }
        for (at, line) in self.lines.iter().enumerate() {
            let mut path = String::new();
            let mut pen = 'M';
            for group in groups(moments, POINTS) {
                let (Some(first), Some(value)) = (group.first(), highest(group, line.of)) else {
                    pen = 'M';
                    continue;
                };
                let _ = write!(path, "{pen}{:.1} {:.1}", x(first.second), y(value));
                pen = 'L';
            }
            let _ = write!(svg, "<path class=\"line l{at}\" d=\"{path}\"/>");
        }
        svg.push_str("</svg>");
        svg
    }
}

/// How many digits after the point a step of an axis needs.
fn digits(step: f64) -> usize {
    let is_whole = |digits: &i32| {
        let scaled = step * 10_f64.powi(*digits);
        (scaled - scaled.round()).abs() < 1e-6
    };
    (0..3).find(is_whole).and_then(|digits| usize::try_from(digits).ok()).unwrap_or(3)
}

/// A number that reads well at the top of an axis.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let unit = 10_f64.powf(value.log10().floor());
    let times = value / unit;
    unit * [1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .find(|step| *step >= times)
        .unwrap_or(10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_with_a_number_that_reads_well_above_the_highest() {
        for (value, top) in [(0.0, 1.0), (0.7, 0.8), (17_000.0, 20_000.0), (20_011.0, 24_000.0), (4.1, 5.0)] {
            assert!((round_up(value) - top).abs() < 1e-9, "{value}: {}", round_up(value));
        }
        assert_eq!([6_000.0, 2.5, 0.2, 1.25].map(digits), [0, 1, 1, 2]);
    }

    #[test]
    fn a_table_keeps_the_peaks_of_what_it_puts_together() {
        let moment = |second: u64| Moment {
            second: real(second),
            inside: if second == 77 { 9 } else { 1 },
            ..Moment::default()
        };
        let moments: Vec<_> = (0..100).map(moment).collect();
        assert_eq!(groups(&moments, ROWS).count(), 20);
        let most =
            groups(&moments, ROWS).filter_map(|group| highest(group, |m| Some(real(m.inside)))).fold(0.0, f64::max);
        assert!((most - 9.0).abs() < 1e-9, "{most}");
    }
}
