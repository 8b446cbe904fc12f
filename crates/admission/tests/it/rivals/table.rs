//! All of them before the same crowd: an evening like others, then twelve times as many for five minutes.

use super::{Limited, breakwater::Breakwater, dagor::Dagor, gradient::Gradient, room::StaticRoom};
use crate::crowd::Crowd;
use crate::ours::Ours;
use crate::report::{Report, Second};
use crate::world::{Door, World};

/// When the step comes, in seconds.
const STEP: usize = 200;
/// The seconds for which visits are counted that were good to their end: from when the first can have come in with the crowd,
/// to when the first of the doors has let everybody in.
const COUNTED: std::ops::Range<usize> = STEP + 40..STEP + 600;

fn crowd() -> Crowd {
    let usual = 60.0;
    let at = f64::from(u32::try_from(STEP).unwrap());
    Crowd { abandons: 0.5, think: 2.0, ends: 1_800.0, ..Crowd::default() }.with(&[
        (0.0, usual),
        (at, usual),
        (at + 0.1, usual * 12.0),
        (at + 300.0, usual * 12.0),
        (at + 300.1, usual),
        (at + 900.0, usual),
    ])
}

struct Row {
    name: &'static str,
    goodput: f64,
    p99: f64,
    stable: Option<usize>,
    /// The longest that anybody inside waited, in seconds.
    longest: f64,
    broken: u32,
}

fn row(name: &'static str, crowd: &Crowd, door: impl Door) -> Row {
    let (report, _) = World::new(crowd, door).run();
    println!("{name}: {}", report.line());
    let seconds = &report.seconds[COUNTED];
    #[expect(clippy::cast_precision_loss, reason = "some hundred seconds")]
    let span = seconds.len() as f64;
    let good: u32 = seconds.iter().map(|second| second.good).sum();
    Row {
        name,
        goodput: f64::from(good) * crowd.visit() / (span * crowd.capacity),
        p99: report.delay_over(0.01),
        stable: stable(&report),
        longest: report.seconds.iter().map(|second| second.delay).fold(0.0, f64::max),
        broken: report.broken + (report.filed - report.good),
    }
}

/// Seconds from the step until the machine is busy and nobody inside waits for half a second, both for five seconds together
/// and from then on for as long as the crowd comes.
fn stable(report: &Report) -> Option<usize> {
    let is_so = |five: &[Second]| {
        let idle = five.iter().map(|second| second.idle).sum::<f64>() / 5.0;
        idle < 0.05 && five.iter().all(|second| second.delay < 0.5)
    };
    let seconds = &report.seconds[STEP..STEP + 300];
    let so = seconds.windows(5).rev().take_while(|five| is_so(five)).count();
    (so > 0).then(|| seconds.len() - 4 - so)
}

#[test]
fn ours_is_ahead_of_the_rivals_on_the_same_crowd() {
    let crowd = crowd();
    // What an operator of the static room would have to know exactly: visits a second, and how long they last.
    let visits = crowd.capacity / crowd.visit();
    let people = visits * crowd.think * f64::from(crowd.pages + 1);
    let rows = [
        row("Landfall", &crowd, Ours::new()),
        row("Gradient2", &crowd, Limited::new(Gradient::new([1.0; 3]))),
        row("DAGOR", &crowd, Limited::new(Dagor::new())),
        row("Breakwater", &crowd, Limited::new(Breakwater::new(0.05, 1_000.0, 0.02))),
        row("static room", &crowd, StaticRoom::new(people, visits)),
    ];
    println!("| | goodput | p99 of those inside | stable after | longest | visits broken |\n|---|---|---|---|---|---|");
    for Row { name, goodput, p99, stable, longest, broken } in &rows {
        let stable = stable.map_or("never".into(), |seconds| format!("{seconds} s"));
        println!(
            "| {name} | {:.1} % | {:.0} ms | {stable} | {:.0} ms | {broken} |",
            goodput * 100.0,
            p99 * 1e3,
            longest * 1e3
        );
    }
    let [ours, rivals @ ..] = &rows;
    assert_eq!(ours.broken, 0, "nobody who was let in is turned away or kept waiting");
    for rival in rivals {
        assert!(ours.goodput > rival.goodput * 1.5, "{} does {:.3}", rival.name, rival.goodput);
        assert!(ours.p99 <= rival.p99, "{} answers within {:.3} s", rival.name, rival.p99);
    }
    // A second more than a limiter, which tells nobody when to come: here the first in line have been told to come in one.
    assert!(ours.stable.is_some_and(|seconds| seconds <= 3), "{:?}", ours.stable);
}
