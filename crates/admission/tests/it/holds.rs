//! The door holds, whoever comes: what is true of every crowd is looked at in `run`, and in `ours` at every step.

use crate::crowd::Crowd;
use crate::ours::Ours;
use crate::report::Report;
use crate::world::World;

/// The share of the machine that answering those in line may take, and how far it may go over for ten seconds.
const ASKING: f64 = 0.10;
const OVER: f64 = 1.3;

/// Lets a crowd come to our door, and holds the run to what must be true of any.
pub(crate) fn run(name: &str, crowd: &Crowd) -> (Report, Ours) {
    let (report, ours) = World::new(crowd, Ours::new()).run();
    println!("{name}: {}", report.line());
    let ranges = f64::from(ours.held) / f64::from(ours.due.max(1));
    println!("    {ranges:.3} of {} ranges held; {:.1} bytes each", ours.due, ours.bytes);
    assert_eq!((report.refused, report.broken), (0, 0), "nobody inside is turned away or waits past their patience");
    assert_eq!(
        report.came,
        (report.entered + report.abandoned) as usize,
        "the line is never stuck: everybody goes in or goes home"
    );
    assert_eq!(report.entered, report.good + report.vanished, "who goes in is answered in time until they are done");
    assert!(ours.bytes <= 16.0, "{} bytes for each who waits", ours.bytes);
    let asking = report.most_asking() / crowd.capacity;
    // Whoever was told to come before a restart comes, and the new calendar does not know.
    let most = ASKING * if crowd.restarts.is_empty() { OVER } else { 2.0 };
    assert!(asking < most, "asking takes {asking:.3} of the machine at its worst");
    (report, ours)
}

/// The same, for a crowd that fills the machine for minutes: as much work is let in as it can do, no less and no more.
fn fills(name: &str, crowd: &Crowd) -> (Report, Ours) {
    let (report, ours) = run(name, crowd);
    assert!((0.99..=1.01).contains(&report.used()), "{name}: {:.4} of what the machine can do", report.used());
    assert!(report.idled() < 0.01, "{name}: idle for {:.4} while people waited", report.idled());
    (report, ours)
}

/// Ten minutes as usual, then `people` more within a minute.
pub(crate) fn rush(people: f64) -> Crowd {
    let rate = 60.0 + people / 60.0;
    Crowd::default().with(&[(0.0, 60.0), (600.0, 60.0), (600.1, rate), (660.0, rate)])
}

#[test]
fn two_hundred_thousand_people_within_a_minute() {
    let (report, _) = fills("200,000 in a minute", &rush(200_000.0));
    assert!(report.delay_over(0.01) < 0.050, "{}", report.delay_over(0.01));
}

#[test]
fn two_million_people_within_ten_minutes() {
    let small = Crowd {
        capacity: 4.0,
        enter: [0.2e-3, 20e-3, 0.2e-3],
        page: 0.6e-3,
        file: 0.2e-3,
        pages: 3,
        ..Crowd::default()
    };
    let crowd =
        Crowd { most: 2_000_000, ..small.with(&[(0.0, 500.0), (120.0, 500.0), (120.1, 4_000.0), (620.0, 4_000.0)]) };
    fills("2,000,000 in ten minutes", &crowd);
}

#[test]
fn the_evening_of_2016_in_two_hours_and_as_a_step() {
    // 17,000 people at a time to 200,000, with visits of ten minutes, scaled down to a fifth.
    let slow = Crowd { enter: [1.7e-3; 3], page: 1.5e-3, file: 1.7e-3, think: 54.0, ..Crowd::default() };
    fills("2016", &slow.clone().with(&[(0.0, 5.7), (600.0, 5.7), (7_800.0, 67.0), (7_801.0, 5.7), (9_000.0, 5.7)]));
    fills(
        "2016 as a step",
        &slow.with(&[(0.0, 5.7), (1_200.0, 5.7), (1_200.1, 67.0), (3_000.0, 67.0), (3_000.1, 5.7)]),
    );
}

#[test]
fn a_spike_to_one_and_four_tenths_of_the_capacity() {
    let crowd = Crowd::default().with(&[
        (0.0, 90.0),
        (300.0, 90.0),
        (300.1, 254.0),
        (900.0, 254.0),
        (900.1, 90.0),
        (1_200.0, 90.0),
    ]);
    fills("1.4 times the capacity", &crowd);
}

#[test]
fn people_who_give_up_hold_nobody_up() {
    for share in [0.3, 0.7] {
        let crowd = Crowd { abandons: share, vanishes: 0.02, ..rush(100_000.0) };
        fills(&format!("{:.0} % give up", share * 100.0), &crowd);
    }
}

#[test]
fn machines_that_ask_again_at_once() {
    fills("no thinking", &Crowd { think: 0.0, ..Crowd::all_at_once(50_000, 60.0) });
}

#[test]
fn one_in_ten_reloads_every_two_seconds_whatever_they_are_told() {
    let (report, _) = World::new(&Crowd { impatient: 0.1, ..rush(30_000.0) }, Ours::new()).run();
    println!("impatient: {}", report.line());
    assert_eq!(report.came, report.good as usize);
    assert!(report.used() > 0.99, "{:.4}", report.used());
}

#[test]
fn signals_that_come_late() {
    // How much is lost swings with how a crowd begins: between 3 and 11 in a hundred at a tenth of a second.
    for (stale, least) in [(0.1, 0.88), (1.0, 0.88)] {
        let crowd = Crowd { stale, ..rush(60_000.0) };
        let (report, _) = run(&format!("signals {stale} s late"), &crowd);
        assert!((least..=1.01).contains(&report.used()), "{:.4}", report.used());
    }
}

#[test]
fn a_restart_loses_no_place_and_no_order() {
    // In the middle of a long line, and in the very minute when all of them come.
    for (name, people, restarts) in
        [("restarts", 120_000.0, vec![800.0, 1_000.0]), ("a restart in the rush", 80_000.0, vec![640.0])]
    {
        let (report, ours) = run(name, &Crowd { restarts: restarts.clone(), ..rush(people) });
        assert_eq!((ours.passed_over, ours.passed_by), (0, 0), "nobody behind them went first");
        #[expect(clippy::cast_precision_loss, reason = "one or two")]
        let each = report.loaded_idle / restarts.len() as f64;
        assert!(each < 15.0, "{each:.0} seconds of work are lost to a restart");
    }
}

#[test]
fn nobody_waits_for_a_machine_that_can_do_all_they_want() {
    // The minutes before a deadline: people with finished applications come back, review and file. Before them, programs
    // that do not think made those applications. Each needs less than three quarters of the machine.
    let hurried = Crowd {
        lines: [1.0, 0.0, 0.0],
        enter: [0.3e-3; 3],
        page: 0.25e-3,
        file: 0.4e-3,
        pages: 2,
        think: 5.0,
        think_sigma: 1.0,
        programs_until: 120.0,
        ..Crowd::default()
    };
    let crowd = hurried.with(&[(0.0, 500.0), (120.0, 500.0), (120.1, 600.0), (180.0, 600.0)]);
    let (report, _) = run("before a deadline", &crowd);
    assert!(report.waited() < 0.05, "{:.3} of them waited", report.waited());
}

#[test]
fn three_lines_side_by_side_all_move() {
    let crowd = Crowd {
        lines: [0.2, 0.2, 0.6],
        ..Crowd::default().with(&[
            (0.0, 20.0),
            (300.0, 20.0),
            (301.0, 250.0),
            (700.0, 250.0),
            (701.0, 20.0),
            (1_000.0, 20.0),
        ])
    };
    fills("three lines", &crowd);
}
