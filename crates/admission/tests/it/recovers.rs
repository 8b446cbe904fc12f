//! What one bad moment must not do.

use admission::{Admission, Asked, Entry, Now, Settings, Signals};
use std::time::Duration;

fn at(millis: u64) -> Now {
    Now { since_start: Duration::from_millis(millis), unix_millis: 1_800_000_000_000 + millis }
}

#[test]
fn an_idle_machine_lets_people_in_within_seconds_of_a_stall_and_of_an_entry_that_took_long() {
    let mut admission = Admission::new(Settings::default());
    let late = |millis| Signals { lateness: Duration::from_millis(millis), store_works: true, ..Signals::default() };
    // Something else takes the machine for five seconds; whoever comes in at first takes half a second.
    for tick in 0..500 {
        admission.sample(at(tick * 10), &late(300));
        if tick % 10 == 0 && tick < 300 {
            admission.entered(at(tick * 10), Entry::SignIn, Duration::from_millis(500), None);
        }
    }
    let mut entered = 0;
    for tick in 500..1_000 {
        admission.sample(at(tick * 10), &late(0));
        if admission.try_enter(at(tick * 10), Entry::SignIn).is_some() {
            entered += 1;
            admission.entered(at(tick * 10), Entry::SignIn, Duration::from_millis(20), None);
        }
    }
    assert!(entered >= 5, "{entered} in five seconds");
}

#[test]
fn nobody_is_told_that_it_is_their_turn_while_the_door_is_shut() {
    for (most_work, may_come) in [(Some(0.0), false), (None, true)] {
        let mut admission = Admission::new(Settings { most_work, ..Settings::default() });
        admission.sample(at(0), &Signals { store_works: true, ..Signals::default() });
        let ticket = admission.join(at(1), Entry::Begin).ticket;
        assert_eq!(matches!(admission.look(at(2), ticket), Asked::Enter(_)), may_come);
    }
}

#[test]
fn when_a_crowd_has_gone_home_a_newcomer_and_whoever_stayed_come_straight_in_within_a_second() {
    let mut admission = Admission::new(Settings::default());
    let still = Signals { store_works: true, ..Signals::default() };
    let busy = Signals { lateness: Duration::from_millis(50), ..still };
    // 3,000 people wait before a machine that is busy, and ask when they are told to.
    let mut due: Vec<(u64, admission::Ticket)> = Vec::new();
    let mut now = 0;
    while now < 20_000 {
        admission.sample(at(now), &busy);
        admission.worked(at(now), 1, Duration::from_micros(900), Some(now % 40));
        if now < 3_000 {
            let standing = admission.join(at(now), Entry::Begin);
            due.push((now + u64::try_from(standing.ask_again.as_millis()).unwrap(), standing.ticket));
        }
        for (when, ticket) in due.iter_mut().filter(|(when, _)| *when <= now) {
            let Asked::Wait(standing) = admission.ask(at(now), *ticket) else { panic!("nobody can come in") };
            *when = now + u64::try_from(standing.ask_again.as_millis()).unwrap();
        }
        assert!(admission.try_enter(at(now), Entry::Begin).is_none());
        now += 1;
    }
    // All go home but the last, and the machine has nothing to do.
    let straight_in = (0..1_000).step_by(5).find(|after| {
        admission.sample(at(now + after), &still);
        admission.try_enter(at(now + after), Entry::Begin).is_some()
    });
    let after = straight_in.expect("within a second");
    assert!(after > 200, "a crowd is not taken to have gone for being a moment late: {after} ms");
    let stayed = due.last().unwrap().1;
    let came_in = (after..after + 100).step_by(5).any(|after| {
        admission.sample(at(now + after), &still);
        matches!(admission.ask(at(now + after), stayed), Asked::Enter(_))
    });
    assert!(came_in, "whoever stayed waits no longer than a newcomer");
}
