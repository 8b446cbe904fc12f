//! The rules by which an incident begins, grows worse and ends: pure, one [`Rule`] for each capability.
//!
//! What begins one and what keeps it going are different: it takes more to begin than to go on, and it ends only after some
//! quiet. So nothing flaps, and its begin and end are those of what was seen, not of when the rule was sure.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, time::Duration};
use web::service::{Capability, Incident, Level, Standing, State};

/// How far back answers are counted together.
const WINDOW: Duration = Duration::from_mins(1);
/// Looks kept: two a second, for the window.
const STEPS: usize = 128;
/// Failed answers within the window below which nothing begins: one person's bad luck is no incident.
const FEW: u64 = 5;
/// One failed answer in so many begins an incident; one in so many makes it as bad as can be; one in so many keeps it going.
const BEGINS: u64 = 10;
const MOSTLY: u64 = 2;
const GOES_ON: u64 = 50;
/// How long nothing must have failed for an incident to be over.
pub(super) const QUIET: Duration = Duration::from_secs(30);
/// How long nothing must have failed for it to be said that it works again.
const RECOVERS: Duration = Duration::from_secs(5);

/// What was seen since the last look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// Answers as they should be.
    pub(super) fine: u64,
    /// Answers that failed.
    pub(super) failed: u64,
    /// Since when it is known that it cannot work, whoever asks or does not.
    pub(super) blocked: Option<Timestamp>,
}

/// A moment, on both clocks: what is told to people, and what no correction of the time can move.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    pub(super) at: Timestamp,
    pub(super) since_start: Duration,
}

/// An incident that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ongoing {
    pub(super) incident: Incident,
    /// When it was last seen not to work.
    pub(super) last: Timestamp,
}

/// One capability.
#[derive(Debug)]
pub(super) struct Rule {
    capability: Capability,
    /// Since when it is measured without a break.
    started: Timestamp,
    works_since: Timestamp,
    steps: VecDeque<Step>,
    ongoing: Option<(Ongoing, Duration)>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    now: Now,
    fine: u64,
    failed: u64,
}

impl Rule {
    /// A capability that is measured from `now` on, with the incident that went on when the last measuring ended.
    pub(super) fn new(capability: Capability, now: Now, ongoing: Option<Ongoing>) -> Self {
        Self {
            capability,
            started: now.at,
            works_since: now.at,
            steps: VecDeque::with_capacity(STEPS),
            ongoing: ongoing.map(|ongoing| (ongoing, now.since_start)),
        }
    }

    /// Hears what was seen. Answers with the incident that is over by it.
    pub(super) fn look(&mut self, now: Now, seen: Seen) -> Option<Incident> {
        self.steps.retain(|step| now.since_start.saturating_sub(step.now.since_start) < WINDOW);
        if self.steps.len() == STEPS {
            self.steps.pop_front();
        }
        self.steps.push_back(Step { now, fine: seen.fine, failed: seen.failed });
        let (fine, failed) = self.steps.iter().fold((0, 0), |sum, step| (sum.0 + step.fine, sum.1 + step.failed));
        let share = |of: u64| failed > 0 && failed * of >= fine + failed;
        let level = match seen.blocked {
            Some(_) => Some(Level::Down),
            None if seen.failed == 0 => None,
            None if failed >= FEW && share(MOSTLY) => Some(Level::Down),
            None if failed >= FEW && share(BEGINS) => Some(Level::Troubled),
            None => None,
        };
        match &mut self.ongoing {
            None => {
                let level = level?;
                let first = self.steps.iter().find(|step| step.failed > 0).map(|step| step.now.at);
                let began = seen.blocked.or(first).unwrap_or(now.at).max(self.works_since).min(now.at);
                let affected = self.steps.iter().filter(|step| step.now.at >= began).map(|step| step.failed).sum();
                let incident = Incident { capability: self.capability, level, began, ended: None, affected };
                self.ongoing = Some((Ongoing { incident, last: now.at }, now.since_start));
                None
            }
            Some((ongoing, last)) => {
                ongoing.incident.affected += seen.failed;
                if seen.blocked.is_some() || seen.failed > 0 && share(GOES_ON) {
                    ongoing.incident.level = ongoing.incident.level.max(level.unwrap_or(Level::Troubled));
                    (ongoing.last, *last) = (now.at.max(ongoing.last), now.since_start);
                    return None;
                }
                if now.since_start.saturating_sub(*last) < QUIET {
                    return None;
                }
                let over = Incident { ended: Some(ongoing.last), ..ongoing.incident };
                self.works_since = ongoing.last.max(self.started);
                // What made this one is no beginning of the next.
                self.steps.clear();
                self.ongoing = None;
                Some(over)
            }
        }
    }

    /// How it stands.
    pub(super) fn standing(&self, now: Now) -> Standing {
        let Some((ongoing, last)) = &self.ongoing else {
            return Standing { state: State::Works, since: Some(self.works_since) };
        };
        if now.since_start.saturating_sub(*last) >= RECOVERS {
            return Standing { state: State::Recovering, since: Some(ongoing.last.max(self.started)) };
        }
        let state = match ongoing.incident.level {
            Level::Down => State::Down,
            Level::Troubled => State::Troubled,
        };
        Standing { state, since: Some(ongoing.incident.began) }
    }

    /// The incident that goes on, if one does.
    pub(super) fn ongoing(&self) -> Option<Ongoing> {
        self.ongoing.map(|(ongoing, _)| ongoing)
    }
}

#[cfg(test)]
mod tests;
