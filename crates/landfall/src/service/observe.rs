//! What the counters that are there anyway say of each capability: how many answers were fine and how many failed since the
//! last look, and what is known not to work.

use super::{
    filing::{Filings, Last},
    judge::{Now, Seen},
};
use crate::{
    jobs::tally::{JobResult, KINDS},
    operations::{Ready, Sources},
};
use jiff::{SignedDuration, Timestamp};
use std::{sync::Arc, time::Duration};
use web::{Class, Outcome, service::Capability};

/// Mail that should have left so long ago has not left.
const OVERDUE: SignedDuration = SignedDuration::from_mins(10);
/// Tries in a row that reached no mail server, from which on mail does not work.
const UNREACHED: u64 = 3;

/// What people come to do when they ask for something of this class.
const fn of(class: Class) -> Capability {
    match class {
        Class::Public | Class::Open => Capability::Reading,
        Class::Entrance | Class::Begin | Class::Line => Capability::Starting,
        Class::Resume | Class::SignIn | Class::Status => Capability::SigningIn,
        Class::Inside | Class::File => Capability::Filing,
        Class::Upload => Capability::Uploads,
    }
}

/// Whether what somebody saw is as it should be: being asked to wait is, being turned away is not.
const fn failed(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Page | Outcome::Room | Outcome::Problem => false,
        Outcome::Shed | Outcome::Error => true,
    }
}

/// Looks again and again.
pub(super) struct Observer {
    sources: Arc<Sources>,
    filings: Arc<Filings>,
    /// Fine and failed answers of each capability at the last look.
    before: [(u64, u64); Capability::ALL.len()],
}

impl Observer {
    pub(super) fn new(sources: Arc<Sources>, filings: Arc<Filings>) -> Self {
        let before = counts(&sources);
        Self { sources, filings, before }
    }

    /// What was seen since the last look; `None` before the store has been asked for the first time.
    pub(super) fn look(&mut self, now: Now) -> Option<[Seen; Capability::ALL.len()]> {
        let away = self.sources.store_away().map(|ago| earlier(now.at, ago));
        if away.is_none() && self.sources.ready() == Ready::Starting {
            return None;
        }
        let counts = counts(&self.sources);
        let before = std::mem::replace(&mut self.before, counts);
        let broken = self.filings.last().and_then(|last| Some((last.failed?.capability(), last)));
        Some(std::array::from_fn(|at| {
            let capability = Capability::ALL[at];
            let blocked = match capability {
                Capability::Reading => None,
                Capability::Mail => away.or_else(|| self.mail_away(now.at)),
                _ => away.or_else(|| proved_broken(broken, capability)),
            };
            Seen { fine: counts[at].0 - before[at].0, failed: counts[at].1 - before[at].1, blocked }
        }))
    }

    /// Since when mail does not leave.
    fn mail_away(&self, now: Timestamp) -> Option<Timestamp> {
        let jobs = &self.sources.jobs;
        let due = jobs.outbox(MAIL).first_due.and_then(moment);
        jobs.mail_away(UNREACHED).and_then(moment).or_else(|| due.filter(|due| now.duration_since(*due) > OVERDUE))
    }
}

/// Since when a synthetic filing has failed that tried this.
fn proved_broken(broken: Option<(Capability, Last)>, capability: Capability) -> Option<Timestamp> {
    broken.filter(|(what, _)| *what == capability).map(|(_, last)| last.began)
}

/// The place of mail among the kinds of jobs.
const MAIL: usize = {
    assert!(matches!(KINDS[0].as_bytes(), b"mail"));
    0
};

/// Fine and failed answers of each capability since the start.
fn counts(sources: &Sources) -> [(u64, u64); Capability::ALL.len()] {
    let mut counts = [(0, 0); Capability::ALL.len()];
    for class in Class::ALL {
        for outcome in Outcome::ALL {
            let (fine, bad) = &mut counts[of(class) as usize];
            *(if failed(outcome) { bad } else { fine }) += sources.tally.count(class, outcome);
        }
    }
    // Newcomers for whom there was no connection came to read, as far as anybody knows.
    counts[Capability::Reading as usize].1 += sources.stats.refused() + sources.stats.dropped();
    // A mail that a server took, and one that was given up.
    let (sent, lost) = &mut counts[Capability::Mail as usize];
    *sent += sources.jobs.runs(MAIL, JobResult::Done);
    *lost += sources.jobs.runs(MAIL, JobResult::GivenUp);
    counts
}

fn earlier(at: Timestamp, ago: Duration) -> Timestamp {
    SignedDuration::try_from(ago).ok().and_then(|ago| at.checked_sub(ago).ok()).unwrap_or(at)
}

fn moment(millis: u64) -> Option<Timestamp> {
    Timestamp::from_millisecond(i64::try_from(millis).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_belongs_to_what_people_come_to_do() {
        for capability in Capability::ALL {
            let any = Class::ALL.into_iter().any(|class| of(class) == capability);
            assert_eq!(any, capability != Capability::Mail, "{capability:?}");
            assert_eq!(Capability::ALL[capability as usize], capability);
        }
    }

    #[test]
    fn waiting_in_line_and_ones_own_mistake_are_no_failure_and_being_turned_away_is() {
        let bad: Vec<_> = Outcome::ALL.into_iter().filter(|outcome| failed(*outcome)).collect();
        assert_eq!(bad, [Outcome::Shed, Outcome::Error]);
    }
}
