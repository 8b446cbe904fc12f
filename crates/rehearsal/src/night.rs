//! The rehearsal as a whole: look around, prepare, play, look up, report.

use std::{
    net::{SocketAddr, ToSocketAddrs as _},
    rc::Rc,
};

use jiff::Timestamp;

use crate::{
    Error,
    chance::Chance,
    curve::Curve,
    engine::{Engine, Moment, Plan, Prepared},
    fill::Learned,
    lookup::{self, reckon},
    machine::Limits,
    numbers::{Micros, SECOND, count, length, real, seconds, whole},
    people::Person,
    plain::{self, Found},
    report::{Machine, Report, Setting},
    tally::Tally,
    visit::{self, Draft, PAGES_BEFORE, PAGES_READ, Role, Visitor, World},
    wire::request::Request,
};

/// Applications a hour at the peak of the voter registration of the United Kingdom on 7 June 2016, when that site failed.
const DEADLINE_AN_HOUR: f64 = 214_000.0;
/// The share of those who come at night to begin an application.
const BEGINNERS: f64 = 0.02;
/// One in this many of the visitors inside has a finished application to file.
const VISITORS_A_DRAFT: u64 = 400;
/// Visits from which it is learned how long people stay.
const SAMPLE: u32 = 20_000;
/// How many applications are made ready at once.
const PREPARED_ABREAST: u64 = 24;
/// Faults told of the time in which they were made.
const FAULTS_BEFOREHAND: usize = 5;
/// The share of readers who come to the home page; the others were sent to some page by a search.
const HOME: f64 = 0.6;
/// How long those who came before the deadline may take to file.
const AFTER_DEADLINE: Micros = 120 * SECOND;

/// What is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// The evening on which everybody comes.
    Night,
    /// The last minutes before a deadline: people with finished applications, who review and file.
    Deadline,
}

/// How it is played.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The site, such as `http://127.0.0.1:8080`.
    pub target: String,
    /// Whoever runs this says that the site is theirs: needed where the target is not on this machine.
    pub owned: bool,
    /// What is played.
    pub variant: Variant,
    /// Visitors inside at the peak.
    pub visitors: u64,
    /// Visitors inside before.
    pub baseline: u64,
    /// How many times as fast the curve is played. Thinking takes as long as ever.
    pub scale: f64,
    /// Median of the time people think, in seconds.
    pub think: f64,
    /// At a deadline: how many times the rate of 214,000 an hour.
    pub times: f64,
    /// At a deadline: for how long people come, in seconds.
    pub length: f64,
    /// Finished applications to file at night; as many as fit the visitors if not said.
    pub drafts: Option<u64>,
    /// The program that is applied for, by its id; the first that is found if not said.
    pub program: Option<String>,
    /// What chance begins with: the same makes the same crowd.
    pub seed: u64,
    /// When this is, for the report and for the dates people type.
    pub now: Timestamp,
}

/// What is told while it is played.
#[derive(Debug)]
pub enum News<'a> {
    /// A sentence.
    Say(String),
    /// A look at how things are, once a second.
    Moment(&'a Moment),
}

/// Plays it, and says what happened.
///
/// # Errors
/// [`Error`] says what stood in the way; what the site does under the crowd is no error but a part of the report.
pub fn play(settings: &Settings, tell: &mut dyn FnMut(News<'_>)) -> Result<Report, Error> {
    let (server, host) = target(&settings.target, settings.owned)?;
    let limits = Limits::take();
    tell(News::Say(explain(limits, settings)));
    let found = plain::look_around(server, &host).map_err(Error::Site)?;
    let start = starts(&found, settings.program.as_deref());
    tell(News::Say(format!(
        "{} public pages looked at; applications begin at {}.",
        found.site.pages(),
        start.iter().flatten().cloned().collect::<Vec<_>>().join(" and ")
    )));
    let today = settings.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let world = World { start, learned: Learned::new(), today, think: settings.think };
    let Found { site, landings, key, .. } = found;
    let drafts = drafts(settings);
    let mut moments = |moment: &Moment| tell(News::Moment(moment));
    let mut engine = Engine::new(server, host, limits, world, &mut moments)?;
    engine.site = site;
    engine.key = key;
    let prepared = prepare(&mut engine, drafts)?;
    let beforehand = engine.tally.samples.iter().take(FAULTS_BEFOREHAND).map(|sample| format!("beforehand: {sample}"));
    let beforehand: Vec<_> = beforehand.collect();
    let curve = match settings.variant {
        Variant::Night => Curve::new(settings.baseline.min(settings.visitors), settings.visitors, settings.scale),
        Variant::Deadline => Curve::flat(settings.length),
    };
    engine.tally = Tally::new(crate::people::countries().count());
    let began = engine.clock.now() + SECOND / 10;
    engine.night = Some((curve.clone(), began));
    let mut plan = arrivals(settings, &curve, began, prepared, landings);
    engine.play(&mut plan)?;
    let tally = std::mem::replace(&mut engine.tally, Tally::new(0));
    engine.tally.acknowledged = tally.acknowledged;
    let played = engine.clock.now() - began;
    let holders: Vec<Visitor> = engine.filings.iter().enumerate().map(|(index, filing)| filing.holder(index)).collect();
    engine.play(&mut Plan::Batch { visitors: holders.into_iter(), abreast: lookup::ABREAST })?;
    let machine = Machine {
        cores: std::thread::available_parallelism().map_or(1, |cores| count(cores.get())),
        descriptors: limits.descriptors,
        connections: limits.connections,
        ports: limits.ports,
        opened: engine.connections.opened,
    };
    let moments = std::mem::take(&mut engine.moments);
    let setting = Setting::new(settings, played);
    let mut report = Report::new(setting, machine, moments, &tally, reckon(&engine.filings));
    report.samples.extend(beforehand);
    Ok(report)
}

/// How many finished applications are needed.
fn drafts(settings: &Settings) -> u64 {
    match settings.variant {
        Variant::Night => settings.drafts.unwrap_or((settings.visitors / VISITORS_A_DRAFT).max(1)),
        Variant::Deadline => whole(DEADLINE_AN_HOUR / 3_600.0 * settings.times * settings.length),
    }
}

/// Makes finished applications: one first, which finds out what the forms take, then the others beside each other.
fn prepare(engine: &mut Engine<'_>, wanted: u64) -> Result<Vec<Prepared>, Error> {
    let preparer = |number: u32, engine: &Engine<'_>| {
        let person = Person::new(number, 0.5);
        let start = engine.world.start[usize::from(person.french)].as_deref().unwrap_or_default();
        Visitor::new(person, number, Role::Preparer, 0, Request::get(start))
    };
    let last = u32::try_from(wanted).unwrap_or(u32::MAX);
    for numbers in [0..last.min(1), 1..last] {
        let visitors: Vec<_> = numbers.map(|number| preparer(number, engine)).collect();
        engine.play(&mut Plan::Batch { visitors: visitors.into_iter(), abreast: PREPARED_ABREAST })?;
    }
    let made = std::mem::take(&mut engine.prepared);
    if made.len() < length(wanted) {
        let why = engine.tally.samples.first().cloned();
        let why = why.unwrap_or_else(|| format!("visits ended so: {:?}", engine.tally.ends));
        return Err(Error::Prepare { made: made.len(), wanted: length(wanted), why });
    }
    Ok(made)
}

/// Who comes when.
fn arrivals(
    settings: &Settings,
    curve: &Curve,
    began: Micros,
    prepared: Vec<Prepared>,
    landings: [Vec<Rc<str>>; 2],
) -> Plan {
    let mut chance = Chance::new(settings.seed);
    let first = u32::try_from(prepared.len()).unwrap_or(u32::MAX);
    let mut numbers = first..u32::MAX;
    if settings.variant == Variant::Deadline {
        let mut times: Vec<_> = prepared.iter().map(|_| seconds(settings.length * chance.unit())).collect();
        times.sort_unstable();
        let mut prepared = prepared.into_iter();
        let make = move |due| match prepared.next() {
            Some(draft) => finisher(draft, due),
            None => Visitor::new(Person::new(0, 0.0), 0, Role::Reader(1), due, Request::get("/en")),
        };
        let end = began + seconds(settings.length) + AFTER_DEADLINE;
        return Plan::Open { times: times.into_iter().peekable(), began, make: Box::new(make), end };
    }
    let stays = visit::stays(&mut role, settings.think, SAMPLE);
    let times = curve.arrivals(&stays, &mut chance);
    // Those with something to file come evenly among the others.
    let share = real(count(prepared.len())) / real(count(times.len()).max(1));
    let mut prepared = prepared.into_iter();
    let (night, mut owed) = (curve.clone(), 0.0);
    let make = move |due: Micros| {
        owed += share;
        if owed >= 1.0
            && let Some(draft) = prepared.next()
        {
            owed -= 1.0;
            return finisher(draft, due);
        }
        let number = numbers.next().unwrap_or_default();
        let person = Person::new(number, night.swell(real(due - began) / 1e6));
        let comes_home = chance.happens(HOME);
        let landing = chance.pick(&landings[usize::from(person.french)]).filter(|_| !comes_home);
        let home = if person.french { "/fr" } else { "/en" };
        let request = landing.map_or_else(|| Request::get(home), |path| Request::Get(Rc::clone(path)));
        Visitor::new(person, number, role(&mut chance), due, request)
    };
    let end = began + seconds(curve.length());
    Plan::Open { times: times.into_iter().peekable(), began, make: Box::new(make), end }
}

/// What somebody comes for at night.
fn role(chance: &mut Chance) -> Role {
    if chance.happens(BEGINNERS) {
        Role::Beginner(chance.times(PAGES_BEFORE))
    } else {
        Role::Reader(chance.times(PAGES_READ))
    }
}

/// Somebody who comes back to a finished application.
fn finisher(prepared: Prepared, due: Micros) -> Visitor {
    let Prepared { person, base, resume, typed_name } = prepared;
    let request = Request::get(resume.as_deref().unwrap_or(&base));
    let mut visitor = Visitor::new(person, person.number(), Role::Finisher, due, request);
    visitor.draft = Some(Box::new(Draft::finished(base, resume, typed_name)));
    visitor
}

/// The server's address and its name, out of what was given.
fn target(target: &str, owned: bool) -> Result<(SocketAddr, String), Error> {
    let fault = |words: String| Err(Error::Target(words));
    let Some(host) = target.strip_prefix("http://").map(|rest| rest.trim_end_matches('/')) else {
        return fault(format!(
            "{target:?} is not an address like http://127.0.0.1:8080: the rehearsal speaks plain HTTP, so aim it at the \
             site behind its proxy"
        ));
    };
    let with_port = if host.rsplit(':').next().is_some_and(|port| port.parse::<u16>().is_ok()) {
        host.to_owned()
    } else {
        format!("{host}:80")
    };
    let resolved =
        with_port.to_socket_addrs().map_err(|error| Error::Target(format!("{host} is not found: {error}")))?;
    let mut addresses: Vec<_> = resolved.collect();
    addresses.sort_by_key(SocketAddr::is_ipv6);
    let Some(server) = addresses.first().copied() else { return fault(format!("{host} has no address")) };
    if !server.ip().is_loopback() && !owned {
        return fault(format!(
            "{host} is not this machine. A rehearsal is a flood to whoever does not expect it: say --i-own-this-site if \
             the site is yours and everybody concerned knows"
        ));
    }
    Ok((server, host.to_owned()))
}

/// Where an application for the wanted program begins, in each language.
fn starts(found: &Found, program: Option<&str>) -> [Option<String>; 2] {
    let id = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let Some(program) = program.map(str::to_owned).or_else(|| found.starts.first().map(|path| id(path))) else {
        return [None, None];
    };
    let in_language =
        |language: &str| found.starts.iter().find(|path| path.starts_with(language) && id(path) == program);
    let start = ["/en/", "/fr/"].map(|language| in_language(language).cloned());
    if start.iter().all(Option::is_none) {
        let places = [format!("/en/apply/{program}"), format!("/fr/demander/{program}")];
        return places.map(Some);
    }
    start
}

/// What this machine allows, in words.
fn explain(limits: Limits, settings: &Settings) -> String {
    let Limits { descriptors, connections, resting, ports } = limits;
    let mut words = format!(
        "This process may open {descriptors} files and sockets, so at most {connections} connections at once, {resting} of \
         them resting; {ports} ports for each address that connections come from."
    );
    if settings.variant == Variant::Night && settings.visitors > resting {
        words.push_str(
            " More people will be inside than that: those who have thought for long come back over a new connection. For \
             a kept connection for each, raise the limit (ulimit -n).",
        );
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_this_machine_is_left_alone_unless_it_is_said_to_be_theirs() {
        assert!(target("http://127.0.0.1:8080", false).is_ok());
        assert!(target("http://192.0.2.7", false).unwrap_err().to_string().contains("--i-own-this-site"));
        assert_eq!(target("http://192.0.2.7", true).unwrap().0.port(), 80);
        assert!(target("https://127.0.0.1", false).is_err() && target("127.0.0.1:8080", false).is_err());
    }

    #[test]
    fn the_wanted_program_begins_where_the_pages_say() {
        let starts_at = ["/en/apply/a", "/fr/demander/a", "/en/apply/b"].map(str::to_owned).to_vec();
        let found = Found { starts: starts_at, ..Found::default() };
        assert_eq!(starts(&found, None), [Some("/en/apply/a".into()), Some("/fr/demander/a".into())]);
        assert_eq!(starts(&found, Some("b")), [Some("/en/apply/b".into()), None]);
    }
}
