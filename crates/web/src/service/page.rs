//! The page itself.

use super::{Announced, Capability, FEW, Incident, JSON, Level, Planned, Report, Span, State, line};
use crate::{
    gate,
    look::{Frame, Table},
    notices::Surge,
    places::Place,
    public::{content::Both, render::PublicSite},
    site::Site,
};
use admission::Entry;
use askama::Template;
use jiff::{Timestamp, tz::TimeZone};
use language::{Arg, Language, Messages, format};

/// Rows of what did not work: the latest. All that are kept are in the JSON.
const ROWS: usize = 30;
/// Seconds in a minute and an hour, and from how many minutes on a time is told in hours.
const MINUTE: u64 = 60;
const HOUR: u64 = 3_600;
const HOURS_FROM: u64 = 120;

#[derive(Template)]
#[template(path = "service/status.html")]
struct StatusTemplate {
    frame: Frame,
    alternates: Both<String>,
    json_url: &'static str,
    /// The worst of what is so now, in a sentence.
    says: &'static str,
    works: bool,
    taken: Option<String>,
    now: Table,
    waits: Vec<(String, String)>,
    surge: Option<String>,
    planned: Vec<Shown>,
    past: Table,
    measured_since: Option<String>,
}

/// Planned work in words.
struct Shown {
    title: String,
    when: String,
    deadlines: String,
}

/// What the page is made with.
struct Made<'a> {
    messages: &'a Messages,
    language: Language,
    zone: TimeZone,
}

pub(super) fn html(
    public: &PublicSite,
    site: &Site,
    language: Language,
    at: Option<Timestamp>,
    report: &Report,
    announced: &Announced,
) -> askama::Result<String> {
    let zone = site.settings.zone().unwrap_or(TimeZone::UTC);
    let made = Made { messages: &site.messages, language, zone };
    let address = |language| Place::Service.path(language);
    let whole = |language| format!("{}{}", site.settings.base_url, address(language));
    let worst = report.standing.iter().map(|standing| standing.state).max().unwrap_or_default();
    let unmeasured = report.standing.iter().any(|standing| standing.state == State::Unmeasured);
    let says = match worst {
        State::Down => "service-says-down",
        State::Troubled => "service-says-troubled",
        State::Recovering => "service-says-recovering",
        _ if unmeasured => "service-says-unmeasured",
        _ => "service-says-works",
    };
    let template = StatusTemplate {
        frame: public.frame(language, &address(language), &address(language.other())),
        alternates: Both::each(whole),
        json_url: JSON,
        says,
        works: says == "service-says-works",
        taken: at.map(|at| made.moment(at)),
        now: made.now(report),
        waits: made.waits(report),
        surge: announced.surge.map(|surge| made.surge(surge)),
        planned: announced.planned.iter().map(|planned| made.shown(planned)).collect(),
        past: made.past(report),
        measured_since: report.measured_since.map(|at| made.moment(at)),
    };
    template.render()
}

impl Made<'_> {
    fn say(&self, key: &str) -> String {
        self.messages.say(self.language, key).to_owned()
    }

    fn moment(&self, at: Timestamp) -> String {
        format::date_time(self.language, &at.to_zoned(self.zone.clone()))
    }

    fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.say(key)).collect()
    }

    fn now(&self, report: &Report) -> Table {
        let rows = Capability::ALL.into_iter().zip(report.standing).map(|(capability, standing)| {
            let since = standing.since.map_or_else(|| self.say("service-not-known"), |since| self.moment(since));
            vec![self.say(capability.key()), self.say(standing.state.key()), since]
        });
        Table {
            caption: self.say("service-now"),
            heads: self.heads(&["service-what", "service-state", "service-since"]),
            rows: rows.collect(),
            numeric: false,
        }
    }

    fn waits(&self, report: &Report) -> Vec<(String, String)> {
        // In the order in which people come to need them.
        let mut waits: Vec<_> = Entry::ALL.into_iter().zip(report.waits).collect();
        waits.reverse();
        let waits = waits.into_iter().map(|(entry, wait)| {
            let says = wait
                .map_or_else(|| self.say("service-no-wait"), |wait| gate::wait(self.messages, self.language, &wait));
            (self.say(line(entry).1), says)
        });
        waits.collect()
    }

    fn surge(&self, surge: Surge) -> String {
        let (from, until) = (self.moment(surge.from), surge.until.map(|until| self.moment(until)));
        let key = if until.is_some() { "service-surge-until" } else { "service-surge" };
        let args = [("from", Arg::Text(&from)), ("until", Arg::Text(until.as_deref().unwrap_or_default()))];
        self.messages.say_with(self.language, key, &args)
    }

    fn shown(&self, planned: &Planned) -> Shown {
        let (from, until) = (self.moment(planned.from), self.moment(planned.until));
        let args = [("from", Arg::Text(&from)), ("until", Arg::Text(&until))];
        Shown {
            title: planned.title.get(self.language).to_owned(),
            when: self.messages.say_with(self.language, "service-planned-when", &args),
            deadlines: planned.deadlines.get(self.language).to_owned(),
        }
    }

    /// Incidents and times without measurements together, the latest first. What failed together, of one cause, is one row.
    fn past(&self, report: &Report) -> Table {
        let mut together: Vec<(Incident, Vec<Capability>)> = Vec::new();
        for incident in &report.incidents {
            let one = |other: &Incident| {
                (other.level, other.began, other.ended) == (incident.level, incident.began, incident.ended)
            };
            match together.iter_mut().find(|(other, _)| one(other)) {
                Some((other, what)) => {
                    // Only what is told of each: a sum would give away the one that is not.
                    other.affected = other.told().unwrap_or_default() + incident.told().unwrap_or_default();
                    what.push(incident.capability);
                }
                None => together.push((*incident, vec![incident.capability])),
            }
        }
        let incidents = together.iter().map(|(incident, what)| (incident.began, self.incident(incident, what)));
        let gaps = report.unmeasured.iter().map(|gap| (gap.from, self.gap(gap)));
        let mut rows: Vec<_> = incidents.chain(gaps).collect();
        rows.sort_by_key(|(began, _)| std::cmp::Reverse(*began));
        rows.truncate(ROWS);
        Table {
            caption: self.say("service-past"),
            heads: self.heads(&["service-what", "service-how", "service-began", "service-lasted", "service-affected"]),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            numeric: false,
        }
    }

    fn incident(&self, incident: &Incident, what: &[Capability]) -> Vec<String> {
        let how = match incident.level {
            Level::Down => "service-state-down",
            Level::Troubled => "service-state-troubled",
        };
        let affected = if let Some(many) = incident.told() {
            format::number(self.language, i64::try_from(many).unwrap_or(i64::MAX))
        } else {
            let few = i64::try_from(FEW).unwrap_or_default();
            self.messages.say_with(self.language, "service-few", &[("count", Arg::Number(few))])
        };
        let lasted = incident.ended.map_or_else(|| self.say("service-goes-on"), |end| self.time(incident.began, end));
        let mut what = what.to_vec();
        what.sort_unstable();
        let what: Vec<_> = what.into_iter().map(|capability| self.say(capability.key())).collect();
        let between = if self.language == Language::Fr { "\u{a0}; " } else { "; " };
        vec![what.join(between), self.say(how), self.moment(incident.began), lasted, affected]
    }

    fn gap(&self, gap: &Span) -> Vec<String> {
        vec![
            self.say("service-everything"),
            self.say("service-gap"),
            self.moment(gap.from),
            self.time(gap.from, gap.until),
            self.say("service-not-known"),
        ]
    }

    /// How long something took, in the unit that fits.
    fn time(&self, from: Timestamp, until: Timestamp) -> String {
        let seconds = u64::try_from(until.duration_since(from).as_secs()).unwrap_or(0);
        let (key, count) = match seconds {
            s if s < MINUTE => ("service-seconds", s.max(1)),
            s if s < HOURS_FROM * MINUTE => ("service-minutes", s.div_ceil(MINUTE)),
            s => ("service-hours", s.div_ceil(HOUR)),
        };
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.messages.say_with(self.language, key, &[("count", Arg::Number(count))])
    }
}
