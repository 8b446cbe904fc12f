//! The status for programs. docs/service-status.md says what each field means; fields are added and never change their meaning.

use super::{Announced, Capability, Incident, Level, Planned, Report, Span, State, line};
use crate::notices::Surge;
use admission::Entry;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::time::Duration;

/// The name of the form.
const FORMAT: &str = "landfall-service-status-1";

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    at: Option<Timestamp>,
    measured_since: Option<Timestamp>,
    capabilities: Vec<Now>,
    waiting: Vec<Waiting>,
    planned: &'a [Planned],
    surge: Option<Surge>,
    incidents: Vec<Past>,
    not_measured: Vec<Span>,
}

#[derive(Serialize)]
struct Now {
    id: Capability,
    state: State,
    since: Option<Timestamp>,
}

#[derive(Serialize)]
struct Waiting {
    line: &'static str,
    waits: bool,
    least_seconds: Option<u64>,
    most_seconds: Option<u64>,
}

#[derive(Serialize)]
struct Past {
    capability: Capability,
    level: Level,
    began: Timestamp,
    ended: Option<Timestamp>,
    affected: Option<u64>,
}

/// The whole text.
pub(super) fn text(at: Option<Timestamp>, report: &Report, announced: &Announced) -> String {
    let capabilities = Capability::ALL.into_iter().zip(report.standing);
    let waiting = Entry::ALL.into_iter().zip(report.waits).map(|(entry, wait)| Waiting {
        line: line(entry).0,
        waits: wait.is_some(),
        least_seconds: wait.map(|wait| wait.least.as_secs()),
        // Nobody can say how long.
        most_seconds: wait.map(|wait| wait.most).filter(|most| *most < Duration::MAX).map(|most| most.as_secs()),
    });
    let past = |incident: &Incident| Past {
        capability: incident.capability,
        level: incident.level,
        began: whole(incident.began),
        ended: incident.ended.map(whole),
        affected: incident.told(),
    };
    let whole = Whole {
        format: FORMAT,
        at: at.map(whole),
        measured_since: report.measured_since.map(whole),
        capabilities: capabilities.map(|(id, now)| Now { id, state: now.state, since: now.since.map(whole) }).collect(),
        waiting: waiting.collect(),
        planned: &announced.planned,
        surge: announced.surge,
        incidents: report.incidents.iter().map(past).collect(),
        not_measured: report
            .unmeasured
            .iter()
            .map(|span| Span { from: whole(span.from), until: whole(span.until) })
            .collect(),
    };
    // Strings and numbers can always be written.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

/// To the second: nothing is measured more closely.
fn whole(at: Timestamp) -> Timestamp {
    let part = SignedDuration::from_nanos(at.subsec_nanosecond().into());
    at.checked_sub(part).unwrap_or(at)
}
