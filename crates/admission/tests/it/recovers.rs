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
