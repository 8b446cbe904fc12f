//! The report: what was played, what happened, and what that means, as data and as a page.

mod compare;
mod html;
mod picture;
mod verdict;

use serde::{Deserialize, Serialize};

pub use compare::compare;
pub(crate) use verdict::Verdict;

use crate::{
    Error,
    engine::Moment,
    lookup::Filings,
    night::{Settings, Variant},
    numbers::{Micros, real},
    people,
    tally::{Class, PARTS, Spans, Tally},
    visit::End,
    wire::Fault,
};

/// The form of the report's data.
const FORMAT: &str = "landfall-rehearsal-1";

/// What a rehearsal showed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    format: String,
    pub(crate) setting: Setting,
    pub(crate) machine: Machine,
    pub(crate) verdict: Verdict,
    /// What became of what was filed.
    pub filings: Filings,
    pub(crate) crowd: Crowd,
    pub(crate) latencies: Vec<Latency>,
    pub(crate) waits: Quantiles,
    pub(crate) faults: Vec<Faults>,
    pub(crate) samples: Vec<String>,
    pub(crate) generator: Generator,
    pub(crate) countries: Vec<Country>,
    pub(crate) moments: Vec<Moment>,
}

/// What was played.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Setting {
    pub(crate) target: String,
    /// `night` or `deadline`.
    pub(crate) variant: String,
    pub(crate) at: String,
    pub(crate) visitors: u64,
    pub(crate) baseline: u64,
    pub(crate) scale: f64,
    pub(crate) think: f64,
    pub(crate) times: f64,
    pub(crate) length: f64,
    pub(crate) seed: u64,
    /// Seconds it took.
    pub(crate) played: f64,
}

/// What it was played from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Machine {
    pub(crate) cores: u64,
    pub(crate) descriptors: u64,
    pub(crate) connections: u64,
    pub(crate) ports: u64,
    /// Connections opened in all.
    pub(crate) opened: u64,
}

/// Who came, and how their visits ended.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Crowd {
    pub(crate) arrived: u64,
    pub(crate) most_inside: u64,
    pub(crate) most_waiting: u64,
    pub(crate) waited: u64,
    pub(crate) tired: u64,
    pub(crate) begun: u64,
    pub(crate) left: u64,
    pub(crate) gave_up: u64,
    /// Visits that ended because the filler found no answer a form would take.
    pub(crate) puzzled: u64,
    /// Answers that turned somebody away who was at work on an application.
    pub(crate) inside_refused: u64,
    pub(crate) requests: u64,
    pub(crate) pages: u64,
    pub(crate) megabytes: f64,
}

/// Spans in milliseconds: how many, and what shares lie under.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Quantiles {
    pub(crate) count: u64,
    pub(crate) p50: Option<f64>,
    pub(crate) p95: Option<f64>,
    pub(crate) p99: Option<f64>,
    pub(crate) p999: Option<f64>,
    pub(crate) max: Option<f64>,
}

/// How long a kind of step took, in the quiet, in the surge and at the peak.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Latency {
    pub(crate) kind: (String, String),
    /// It is work inside: a page of an application, or a filing.
    pub(crate) inside: bool,
    pub(crate) parts: Vec<Quantiles>,
    pub(crate) all: Quantiles,
}

/// How often something went wrong.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Faults {
    pub(crate) kind: (String, String),
    pub(crate) count: u64,
    /// It was this generator and not the site.
    pub(crate) ours: bool,
}

/// How the generator itself fared.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Generator {
    /// Cores it used in its busiest second; it has one thread.
    pub(crate) most_cores: f64,
    /// How late it was to begin steps, in milliseconds.
    pub(crate) late: Quantiles,
    /// It, and not the site, was the limit.
    pub(crate) limited: bool,
}

/// Visitors from a country.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Country {
    pub(crate) code: String,
    pub(crate) came: u64,
    pub(crate) waited: u64,
    /// Their mean wait in seconds.
    pub(crate) wait: f64,
}

/// Later than this in one step of a hundred, or busier than this: the generator cannot be believed.
const LATE: f64 = 100.0;
const BUSY: f64 = 0.97;

impl Setting {
    pub(crate) fn new(settings: &Settings, played: Micros) -> Self {
        Self {
            target: settings.target.clone(),
            variant: if settings.variant == Variant::Night { "night" } else { "deadline" }.to_owned(),
            at: settings.now.strftime("%Y-%m-%d %H:%M UTC").to_string(),
            visitors: settings.visitors,
            baseline: settings.baseline,
            scale: settings.scale,
            think: settings.think,
            times: settings.times,
            length: settings.length,
            seed: settings.seed,
            played: real(played) / 1e6,
        }
    }

    pub(crate) fn is_night(&self) -> bool {
        self.variant == "night"
    }
}

impl Quantiles {
    fn of(spans: &Spans) -> Self {
        Self {
            count: spans.count(),
            p50: spans.quantile(0.5),
            p95: spans.quantile(0.95),
            p99: spans.quantile(0.99),
            p999: spans.quantile(0.999),
            max: spans.max(),
        }
    }
}

impl Report {
    pub(crate) fn new(
        setting: Setting,
        machine: Machine,
        moments: Vec<Moment>,
        tally: &Tally,
        filings: Filings,
    ) -> Self {
        let latency = |class: Class| {
            let (en, fr) = class.name();
            Latency {
                kind: (en.to_owned(), fr.to_owned()),
                inside: matches!(class, Class::Work | Class::File),
                parts: (0..PARTS).map(|part| Quantiles::of(tally.spans(class, part))).collect(),
                all: Quantiles::of(&tally.total(class)),
            }
        };
        let most = |of: fn(&Moment) -> u64| moments.iter().map(of).max().unwrap_or_default();
        let crowd = Crowd {
            arrived: tally.arrived,
            most_inside: most(|moment| moment.inside),
            most_waiting: most(|moment| moment.waiting),
            waited: tally.waited,
            tired: tally.ends(End::Tired),
            begun: tally.begun,
            left: tally.ends(End::Left),
            gave_up: tally.ends(End::GaveUp),
            puzzled: tally.ends(End::Puzzled),
            inside_refused: tally.inside_refused,
            requests: tally.requests,
            pages: tally.pages,
            megabytes: real(tally.bytes) / 1e6,
        };
        let fault = |fault: &Fault| {
            let (en, fr) = fault.name();
            let count = tally.faults.get(fault).copied().unwrap_or_default();
            Faults { kind: (en.to_owned(), fr.to_owned()), count, ours: *fault == Fault::Ours }
        };
        let late = Quantiles::of(&tally.late);
        let most_cores = moments.iter().map(|moment| moment.own_cores).fold(0.0, f64::max);
        let ours = tally.faults.get(&Fault::Ours).copied().unwrap_or_default();
        let busy = moments.iter().filter(|moment| moment.own_cores > BUSY).count() * 10 > moments.len();
        let limited = ours > 0 || busy || late.p99.is_some_and(|late| late > LATE);
        let countries = people::countries().zip(&tally.countries).map(|(code, (came, waited, sum))| {
            let wait = real(*sum) / 1e6 / real((*waited).max(1));
            Country { code: code.to_owned(), came: *came, waited: *waited, wait }
        });
        let mut report = Self {
            format: FORMAT.to_owned(),
            setting,
            machine,
            verdict: Verdict::default(),
            filings,
            crowd,
            latencies: Class::ALL.into_iter().map(latency).collect(),
            waits: Quantiles::of(&tally.waits),
            faults: Fault::ALL.iter().map(fault).collect(),
            samples: tally.samples.clone(),
            generator: Generator { most_cores, late, limited },
            countries: countries.collect(),
            moments,
        };
        report.verdict = Verdict::of(&report);
        report
    }

    /// The report as data.
    ///
    /// # Errors
    /// [`Error::Report`] if it cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string_pretty(self).map_err(|error| Error::Report(error.to_string()))
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// [`Error::Report`] if it is no report of this form.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let report: Self = serde_json::from_str(text).map_err(|error| Error::Report(error.to_string()))?;
        if report.format == FORMAT {
            Ok(report)
        } else {
            Err(Error::Report(format!("{} is another form", report.format)))
        }
    }

    /// The report as one page in both languages, with nothing to load.
    ///
    /// # Errors
    /// [`Error::Report`] if the page cannot be drawn.
    pub fn to_html(&self) -> Result<String, Error> {
        html::page(self)
    }

    /// What it all means, in a sentence in English.
    pub fn verdict(&self) -> &str {
        &self.verdict.en
    }

    /// Nothing went wrong that was the site's, and the generator kept up.
    pub fn is_well(&self) -> bool {
        self.verdict.well
    }

    /// Everything that went wrong, the generator's own limits left out.
    pub fn faults(&self) -> u64 {
        self.faults.iter().filter(|fault| !fault.ours).map(|fault| fault.count).sum()
    }
}
