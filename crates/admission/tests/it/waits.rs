//! The wait that people are told is the wait they have: four times in five.

use crate::chance::Chance;
use crate::crowd::Crowd;
use crate::holds::run;

/// A crowd drawn by lot, unlike those that the estimator was tuned on (they are in `holds`): it swells and falls in some
/// steps and slopes, and visits, patience and the machine differ.
fn any(seed: u64) -> Crowd {
    let mut chance = Chance::new(seed);
    let mut between = |low: f64, high: f64| low + (high - low) * chance.share();
    let size = between(1.0, 4.0);
    let mut crowd = Crowd {
        seed,
        enter: [size * 1e-3; 3],
        page: size * 1e-3,
        file: size * 1e-3,
        pages: [4, 7, 10, 15][index(between(0.0, 4.0))],
        think: between(8.0, 40.0),
        think_sigma: between(0.5, 1.1),
        abandons: between(0.0, 0.5),
        patience: between(200.0, 900.0),
        vanishes: between(0.0, 0.03),
        ..Crowd::default()
    };
    // What the machine can do, in visits a second: first less comes, then up to four times as much, then little.
    let most = 1.0 / crowd.visit();
    let (mut at, mut curve) = (700.0, vec![(0.0, most * 0.4), (700.0, most * 0.4)]);
    for _ in 0..3 {
        at += between(5.0, 400.0);
        curve.push((at, most * between(0.3, 4.0)));
        at += between(30.0, 300.0);
        curve.push((at, most * between(0.3, 3.0)));
    }
    curve.push((at + 1_000.0, most * 0.2));
    crowd.curve = curve;
    crowd
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one of four")]
fn index(value: f64) -> usize {
    value as usize % 4
}

#[test]
fn four_waits_of_five_lie_within_the_range_that_was_told_also_in_crowds_never_seen() {
    let shares: Vec<f64> = (0..8)
        .map(|draw| {
            let (_, ours) = run(&format!("a crowd drawn by lot, {draw}"), &any(900 + draw));
            f64::from(ours.held) / f64::from(ours.due)
        })
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    println!("ranges that held: {mean:.3} of {shares:.3?}");
    assert!((0.78..=0.82).contains(&mean), "{mean:.3} of {shares:.3?}");
}
