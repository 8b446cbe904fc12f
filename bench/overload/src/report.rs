//! The tables.

use std::time::Duration;

use crate::{
    browser::Fault,
    cost::Costs,
    measure::{Capacity, Outcome, count},
    server::Arm,
    tally::{Sample, percentile, within},
    visit::End,
};

/// The generator is the limit when it uses more than this of its core, or is later than this.
const GENERATOR_BUSY: f64 = 0.9;
const GENERATOR_LATE: Duration = Duration::from_millis(50);
/// Visits a second count as stable from this part of what they come to be.
const STABLE: f64 = 0.9;
/// Over how long visits a second are counted for that.
const WINDOW: Duration = Duration::from_secs(1);
/// How finely it is looked for.
const WINDOW_STEP: Duration = Duration::from_millis(250);

pub(crate) fn head(arm: &Arm, capacity: &Capacity, share: f64) {
    println!(
        "\n{}: {:.1} visits/s at {share} of a core, {:.0} us each, {:.0} % of the share used",
        arm.name(),
        capacity.visits,
        capacity.micros,
        capacity.busy * 100.0
    );
    println!(
        "{:>5} {:>8} {:>8} {:>8} {:>6} {:>6} {:>15} {:>15} {:>7} {:>8} {:>7} {:>6} {:>6} {:>6}",
        "load",
        "offered",
        "complete",
        "good",
        "of cap",
        "bound",
        "page p50/p99",
        "filing p50/p99",
        "public",
        "told/s",
        "told",
        "stable",
        "quick",
        "normal"
    );
}

/// What those cost who are not let in.
pub(crate) fn costs(costs: &Costs) {
    println!(
        "\nnot let in: {:.0} us at the door, {:.0} us asking again; a public page of the same {} bytes {:.0} us \
         ({:.2} and {:.2} times that)",
        costs.knock,
        costs.again,
        costs.bytes,
        costs.public,
        costs.knock / costs.public,
        costs.again / costs.public
    );
}

/// One load, and how it went beside what it could at most: its capacity less what answering those cost who were not let in.
pub(crate) fn line(capacity: &Capacity, share: f64, costs: Option<&Costs>, outcome: &Outcome) {
    let (tally, load) = (&outcome.tally, outcome.load);
    let a_second = |number: usize| count(number) / load.as_secs_f64();
    let completed = tally.completed.iter().filter(|(at, _)| *at <= load);
    let good = completed.clone().filter(|(_, good)| *good).count();
    let completed = a_second(completed.count());
    let knocks = wide(tally.waited) + ends(outcome, |end| end == End::Shed);
    let again = tally.told.len().saturating_sub(wide(tally.waited));
    let of_bound = |spent: f64| format!("{:.0} %", 100.0 * completed / (capacity.visits * (1.0 - spent / 1e6 / share)));
    let bound = outcome.answer.map(|answer| of_bound(a_second(knocks + again) * answer));
    println!(
        "{:>4}x {:>8.1} {:>8.1} {:>8.1} {:>4.0} % {:>6} {:>15} {:>15} {:>7} {:>8.0} {:>7} {:>6} {:>6} {:>6}",
        outcome.multiple,
        a_second(wide(tally.arrived)),
        completed,
        a_second(good),
        100.0 * completed / capacity.visits,
        bound.unwrap_or("-".to_owned()),
        both(&tally.pages, load),
        both(&tally.filings, load),
        millis(percentile(within(&tally.public, load), 99)),
        a_second(tally.told.len()),
        millis(percentile(within(&tally.told, load), 99)),
        seconds(stable(&tally.completed, load)),
        seconds(outcome.recovery.quick),
        seconds(outcome.recovery.straight_in),
    );
    if let (Some(answer), Some(costs)) = (outcome.answer, costs) {
        let without_pause = a_second(knocks) * costs.knock + a_second(again) * costs.again;
        println!(
            "      {answer:.0} us an answer to somebody not let in, when as many come to a shut door; were it as cheap as \
             without a pause: {} of the bound",
            of_bound(without_pause)
        );
    }
    faults(outcome);
}

/// What went wrong, and whether the generator is to blame.
fn faults(outcome: &Outcome) {
    let tally = &outcome.tally;
    let ours = ends(outcome, |end| end == End::Fault(Fault::Ours));
    let late = percentile(tally.lateness.iter().copied(), 99).unwrap_or_default();
    let ended: u64 = tally.ends.values().sum();
    let complete = u64::try_from(tally.completed.len()).unwrap_or(u64::MAX);
    let kinds = [
        ("left waiting", ends(outcome, |end| end == End::Left)),
        ("never finished", wide(tally.arrived.saturating_sub(ended + complete))),
        ("shed", ends(outcome, |end| end == End::Shed)),
        ("other 5xx", ends(outcome, |end| end == End::Broken)),
        ("strange", ends(outcome, |end| end == End::Strange)),
        ("refused", ends(outcome, |end| end == End::Fault(Fault::Refused))),
        ("cut", ends(outcome, |end| end == End::Fault(Fault::Cut))),
        ("gave up", ends(outcome, |end| end == End::Fault(Fault::GaveUp))),
        ("generator full", ours),
        ("failed inside", wide(tally.failed_inside)),
        ("double receipts", wide(tally.doubled)),
        ("public pages missed", wide(tally.public_faults)),
    ];
    let kinds: Vec<_> =
        kinds.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| format!("{count} {kind}")).collect();
    println!(
        "      {} arrived: {} complete, {} waited of whom {} were let in (asked again after {:.0} s at most), {}; \
         server {:.0} % busy, generator {:.0} %, {:.1} ms late",
        tally.arrived,
        complete,
        tally.waited,
        tally.let_in,
        tally.longest_again.as_secs_f64(),
        if kinds.is_empty() { "nothing failed".to_owned() } else { kinds.join(", ") },
        outcome.busy * 100.0,
        outcome.generator * 100.0,
        late.as_secs_f64() * 1e3,
    );
    if outcome.generator > GENERATOR_BUSY || late > GENERATOR_LATE || ours > 0 {
        println!("      NOT A MEASUREMENT: the generator was the limit here");
    }
}

fn ends(outcome: &Outcome, which: fn(End) -> bool) -> usize {
    let counted = outcome.tally.ends.iter().filter(|(end, _)| which(**end)).map(|(_, count)| *count);
    wide(counted.sum())
}

fn wide(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn both(samples: &[Sample], load: Duration) -> String {
    let of = |share| millis(percentile(within(samples, load), share));
    format!("{} /{}", of(50), of(99))
}

fn millis(took: Option<Duration>) -> String {
    took.map_or("-".to_owned(), |took| match took.as_secs_f64() * 1e3 {
        short @ ..10.0 => format!("{short:.1} ms"),
        long => format!("{long:.0} ms"),
    })
}

fn seconds(took: Option<Duration>) -> String {
    took.map_or("never".to_owned(), |took| format!("{:.1} s", took.as_secs_f64()))
}

/// How long it took until as many visits a second were complete as in the second half of the load.
fn stable(completed: &[(Duration, bool)], load: Duration) -> Option<Duration> {
    let a_second = |from: Duration, long: Duration| {
        count(completed.iter().filter(|(at, _)| (from..from + long).contains(at)).count()) / long.as_secs_f64()
    };
    let in_the_end = a_second(load / 2, load / 2);
    let steps = u32::try_from(load.saturating_sub(WINDOW).as_millis() / WINDOW_STEP.as_millis()).ok()?;
    let starts = (0..steps).map(|step| WINDOW_STEP * step);
    starts.into_iter().find(|from| in_the_end > 0.0 && a_second(*from, WINDOW) >= STABLE * in_the_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_are_stable_from_the_first_second_that_completes_nearly_as_many_as_the_end() {
        let load = Duration::from_secs(20);
        let from =
            |late: u64| (late * 10..200).map(|tenth| (Duration::from_millis(tenth * 100), true)).collect::<Vec<_>>();
        assert_eq!(stable(&from(0), load), Some(Duration::ZERO));
        assert_eq!(stable(&from(3), load), Some(Duration::from_secs(3)));
        assert_eq!(stable(&[], load), None);
    }
}
