//! The pictures of docs/admission.md, drawn from a run. `cargo xtask pictures` draws them anew.

use crate::holds::{run, rush};
use crate::report::{Report, Second};
use std::fmt::Write as _;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 84.0;
const TOP: f64 = 34.0;
const GAP: f64 = 62.0;
/// Ink, and the colours of first and second lines: readable on paper white and told apart without colour by their dashes.
const INK: &str = "#1d2b2a";
const FIRST: &str = "#0b5c55";
const SECOND: &str = "#b4541a";

/// Something that has a value each second.
struct Curve {
    name: &'static str,
    values: Vec<f64>,
}

/// One diagram: what it shows, its unit, and up to two curves.
struct Diagram {
    title: &'static str,
    unit: &'static str,
    curves: Vec<Curve>,
}

fn curve(name: &'static str, seconds: &[Second], value: impl Fn(&Second) -> f64) -> Curve {
    Curve { name, values: seconds.iter().map(value).collect() }
}

/// The next round number above `value`.
fn round_up(value: f64) -> f64 {
    let ten = 10_f64.powf(value.max(1e-9).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * ten).find(|round| *round >= value).unwrap_or(value)
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred points")]
fn svg(description: &str, from: f64, step: f64, diagrams: &[Diagram]) -> String {
    let height = TOP + diagrams.len() as f64 * (HEIGHT + GAP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {height:.0}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"{INK}\">\n<title>{description}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fbfaf6\"/>\n",
        LEFT + WIDTH + 24.0
    );
    for (index, Diagram { title, unit, curves }) in diagrams.iter().enumerate() {
        let top = TOP + index as f64 * (HEIGHT + GAP);
        let bottom = top + HEIGHT;
        let most = round_up(curves.iter().flat_map(|curve| &curve.values).copied().fold(0.0, f64::max));
        let points = curves.iter().map(|curve| curve.values.len()).max().unwrap_or(1);
        let _ = writeln!(svg, "<text x=\"{LEFT}\" y=\"{:.0}\" font-weight=\"600\">{title}</text>", top - 12.0);
        for part in [0.0, 0.5, 1.0] {
            let y = bottom - HEIGHT * part;
            let _ = writeln!(svg, "<path d=\"M{LEFT} {y:.1}H{:.1}\" stroke=\"#c9c8bd\"/>", LEFT + WIDTH);
            let _ = writeln!(
                svg,
                "<text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}{unit}</text>",
                LEFT - 8.0,
                y + 4.0,
                most * part
            );
        }
        for mark in 0..=5 {
            let part = f64::from(mark) / 5.0;
            let x = LEFT + WIDTH * part;
            let seconds = from + part * points as f64 * step;
            let text = if points as f64 * step > 200.0 {
                format!("{:.0} min", seconds / 60.0)
            } else {
                format!("{seconds:.0} s")
            };
            let _ = writeln!(svg, "<text x=\"{x:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{text}</text>", bottom + 18.0);
        }
        for (number, Curve { name, values }) in curves.iter().enumerate() {
            let (colour, dash) = [(FIRST, ""), (SECOND, " stroke-dasharray=\"5 3\"")][number % 2];
            let mut path = String::new();
            for (point, value) in values.iter().enumerate() {
                let (x, y) = (LEFT + WIDTH * point as f64 / points as f64, bottom - HEIGHT * value / most);
                let _ = write!(path, "{}{x:.1} {y:.1}", if point == 0 { "M" } else { "L" });
            }
            let _ = writeln!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"{dash}/>");
            let x = LEFT + WIDTH - 250.0 * (curves.len() - number) as f64 + 240.0;
            let _ = writeln!(
                svg,
                "<text x=\"{x:.0}\" y=\"{:.0}\" text-anchor=\"end\" fill=\"{colour}\">{name}</text>",
                top - 12.0
            );
        }
    }
    svg + "</svg>\n"
}

/// Means of so many seconds at a time, so that a long run is a line and not a cloud.
fn means(report: &Report, of: usize) -> Vec<Second> {
    let mean = |seconds: &[Second]| {
        #[expect(clippy::cast_precision_loss, reason = "some seconds")]
        let count = seconds.len() as f64;
        let sum = |value: fn(&Second) -> f64| seconds.iter().map(value).sum::<f64>() / count;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "people")]
        let people = |value: fn(&Second) -> f64| sum(value).round() as u32;
        Second {
            entered: people(|second| f64::from(second.entered)),
            answered: people(|second| f64::from(second.answered)),
            good: people(|second| f64::from(second.good)),
            asked: people(|second| f64::from(second.asked)),
            work: sum(|second| second.work),
            delay: seconds.iter().map(|second| second.delay).fold(0.0, f64::max),
            idle: sum(|second| second.idle),
            waiting: seconds.last().map_or(0, |second| second.waiting),
            pace: sum(|second| second.pace),
        }
    };
    report.seconds.chunks(of).map(mean).collect()
}

#[test]
#[ignore = "draws the pictures of docs/admission.md"]
#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn draws_the_pictures_of_the_documentation() {
    let (report, _) = run("pictures", &rush(200_000.0));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pictures");
    let seconds = means(&report, 5);
    let seconds = &seconds[100..400.min(seconds.len())];
    let crowd = [
        Diagram {
            title: "People in line who have not been called",
            unit: "",
            curves: vec![curve("", seconds, |second| second.waiting as f64)],
        },
        Diagram {
            title: "People a second",
            unit: "",
            curves: vec![
                curve("coming in", seconds, |second| f64::from(second.entered)),
                curve("filing", seconds, |second| f64::from(second.good)),
            ],
        },
        Diagram {
            title: "The machine",
            unit: " %",
            curves: vec![
                curve("busy", seconds, |second| (1.0 - second.idle) * 100.0),
                curve("with those inside", seconds, |second| second.work * 100.0),
            ],
        },
    ];
    std::fs::write(
        format!("{folder}/admission-crowd.svg"),
        svg("200,000 people within a minute, and the half hour after", 500.0, 5.0, &crowd),
    )
    .unwrap();
    let seconds = &report.seconds[590..690];
    let first = [
        Diagram {
            title: "The longest that anybody inside waits",
            unit: " ms",
            curves: vec![curve("", seconds, |second| second.delay * 1e3)],
        },
        Diagram {
            title: "Work let in",
            unit: " %",
            curves: vec![
                curve("pace", seconds, |second| second.pace * 100.0),
                curve("done", seconds, |second| second.work * 100.0),
            ],
        },
        Diagram {
            title: "Answers a second to people in line",
            unit: "",
            curves: vec![
                curve("all", seconds, |second| f64::from(second.answered)),
                curve("told to come back", seconds, |second| f64::from(second.asked)),
            ],
        },
    ];
    std::fs::write(
        format!("{folder}/admission-step.svg"),
        svg("The first minute and a half of 200,000 people", -10.0, 1.0, &first),
    )
    .unwrap();
}
