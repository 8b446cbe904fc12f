//! What somebody in line costs the door when they look again: their ticket is opened, and they are told where they stand, in
//! a line of 200,000. The page around it is measured by `bench/overload`.

use admission::{Admission, Asked, Entry, Now, Settings, Signals, Ticket};
use criterion::Criterion;
use std::{hint::black_box, time::Duration};
use vault::{Keys, MasterKey, SystemRandom};

/// People in line, and how far apart those stand who look again in turn.
const WAITING: u32 = 200_000;
const APART: usize = 50;

fn at(millis: u32) -> Now {
    let millis = u64::from(millis);
    Now { since_start: Duration::from_millis(millis), unix_millis: 1_800_000_000_000 + millis }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let keys = Keys::new(&MasterKey::generate(&SystemRandom));
    let mut admission = Admission::new(Settings::default());
    let mut tickets = Vec::new();
    for person in 0..WAITING {
        // A machine that is late lets nobody in, so that the line is the same at each look.
        if person % 100 == 0 {
            let late = Signals { lateness: Duration::from_millis(300), store_works: true, ..Signals::default() };
            admission.sample(at(person / 10), &late);
        }
        let standing = admission.join(at(person / 10), Entry::Begin);
        tickets.push(standing.ticket.seal(None, &keys, &SystemRandom));
    }
    // People from all over the line.
    let tickets: Vec<_> = tickets.into_iter().step_by(APART).collect();
    let now = at(WAITING / 10 + 1);
    let mut next = 0;
    let mut come = || {
        next = (next + 1) % tickets.len();
        &tickets[next]
    };
    criterion.bench_function("a ticket is opened", |bench| bench.iter(|| Ticket::open(black_box(come()), &keys)));
    criterion.bench_function("a ticket is opened and its holder told", |bench| {
        bench.iter(|| {
            let (ticket, _) = Ticket::open(black_box(come()), &keys).expect("we gave it out");
            let asked = admission.ask(now, ticket);
            assert!(matches!(asked, Asked::Wait(_)), "nobody comes in");
            asked
        });
    });
    criterion.final_summary();
}
