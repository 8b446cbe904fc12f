//! The door holds, whoever comes.

use crate::crowd::Crowd;
use crate::ours::Ours;
use crate::report::Report;
use crate::world::World;

fn run(name: &str, crowd: &Crowd) -> (Report, Ours) {
    let (report, ours) = World::new(crowd, Ours::new()).run();
    println!("{name}: {}", report.line());
    println!(
        "   ranges {} held {:.3} sooner {:.3}",
        ours.due,
        f64::from(ours.held) / f64::from(ours.due.max(1)),
        f64::from(ours.sooner) / f64::from(ours.due.max(1))
    );
    if std::env::args().any(|a| a == "--nocapture") && std::env::var("SECONDS").is_ok() {
        for (at, s) in report.seconds.iter().enumerate() {
            if at > 590 && at < 760 || at % 20 == 0 {
                println!(
                    "{at} in {} ans {} good {} work {:.3} delay {:.1} idle {:.3} waiting {} pace {:.3}",
                    s.entered,
                    s.answered,
                    s.good,
                    s.work,
                    s.delay * 1e3,
                    s.idle,
                    s.waiting,
                    s.pace
                );
            }
        }
    }
    (report, ours)
}

fn warm(curve: &[(f64, f64)]) -> Crowd {
    Crowd::default().with(curve)
}

#[test]
fn two_hundred_thousand_at_once() {
    run("200k", &warm(&[(0.0, 60.0), (600.0, 60.0), (600.1, 3333.0), (660.0, 3333.0)]));
}
#[test]
fn machine() {
    run("machine", &Crowd { think: 0.0, ..Crowd::all_at_once(50_000, 60.0) });
}
#[test]
fn spike() {
    run(
        "spike",
        &Crowd::default().with(&[
            (0.0, 90.0),
            (300.0, 90.0),
            (300.1, 254.0),
            (900.0, 254.0),
            (900.1, 90.0),
            (1200.0, 90.0),
        ]),
    );
}
#[test]
fn abandon() {
    run(
        "abandon30",
        &Crowd {
            abandons: 0.3,
            vanishes: 0.02,
            ..warm(&[(0.0, 60.0), (600.0, 60.0), (600.1, 3333.0), (660.0, 3333.0)])
        },
    );
    run(
        "abandon70",
        &Crowd {
            abandons: 0.7,
            vanishes: 0.02,
            ..warm(&[(0.0, 60.0), (600.0, 60.0), (600.1, 3333.0), (660.0, 3333.0)])
        },
    );
}
#[test]
fn restarts() {
    run(
        "restart",
        &Crowd {
            restarts: vec![700.0, 900.0],
            ..warm(&[(0.0, 60.0), (600.0, 60.0), (600.1, 2000.0), (660.0, 2000.0)])
        },
    );
}
