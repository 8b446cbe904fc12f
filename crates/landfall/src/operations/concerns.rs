//! What an operator should see to: one table, for the page that says so now and for the alert rules that say so later.
//!
//! A concern's words are the messages `operations-NAME-what` and `operations-NAME-do`; what to do at length stands in
//! docs/operations.md under the alert's name.

use super::{
    history::{History, SPAN},
    names::{self as n, Metric},
    reading::Reading,
};
use std::time::Duration;

/// How soon somebody should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    /// Now: people cannot do what they came for, or will soon not.
    Critical,
    /// Today.
    Warning,
    /// Good to know.
    Info,
}

/// Something to see to.
#[derive(Debug)]
pub(crate) struct Concern {
    /// The name of the alert.
    pub(crate) alert: &'static str,
    /// The name of its messages.
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// All of these hold.
    pub(crate) when: &'static [When],
    /// How long they must hold before it is said, in Prometheus' words: `30s`, `2m`, `1h`.
    pub(crate) lasts: &'static str,
}

/// A value beyond a limit.
#[derive(Debug)]
pub(crate) struct When {
    pub(crate) of: Of,
    pub(crate) is: Is,
    pub(crate) limit: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Is {
    Above,
    Below,
}

/// A value that measurements give, for one process.
#[derive(Debug)]
pub(crate) enum Of {
    /// Whether Prometheus can reach the process: the page itself cannot tell.
    Reached,
    /// The sum of a gauge's values with these labels.
    Sum(&'static Metric, &'static [&'static str]),
    /// The largest of them.
    Most(&'static Metric),
    /// How much a counter has grown in the last five minutes.
    Grew(&'static Metric, &'static [&'static str]),
    /// One gauge over another.
    Share(&'static Metric, &'static Metric),
    /// Seconds until the moment a gauge tells.
    Until(&'static Metric),
    /// The time that 99 of 100 were within, in the last five minutes, in seconds.
    NinetyNine(&'static Metric, &'static [&'static str]),
}

const DAY: f64 = 86_400.0;

const fn above(of: Of, limit: f64) -> When {
    When { of, is: Is::Above, limit }
}

const fn below(of: Of, limit: f64) -> When {
    When { of, is: Is::Below, limit }
}

use Severity::{Critical, Info, Warning};

macro_rules! concern {
    ($severity:ident $alert:literal $name:literal $lasts:literal $($when:expr),+) => {
        Concern { alert: $alert, name: $name, severity: $severity, when: &[$($when),+], lasts: $lasts }
    };
}

/// All of them, the gravest first.
pub(crate) static ALL: &[Concern] = &[
    concern!(Critical "LandfallDown" "down" "1m" below(Of::Reached, 1.0)),
    concern!(Critical "LandfallStoreAway" "store-away" "30s" below(Of::Sum(&n::STORE_READY, &[]), 1.0)),
    concern!(Critical "LandfallSyntheticFiling" "synthetic-filing" "1m" below(Of::Sum(&n::SYNTHETIC_PASSED, &[]), 1.0)),
    concern!(Critical "LandfallErrors" "errors" "2m" above(Of::Grew(&n::REQUESTS, &["", "error"]), 10.0)),
    concern!(Critical "LandfallLineStandsStill" "line-stands" "2m"
        above(Of::Grew(&n::ROOM, &[]), 5.0), below(Of::Grew(&n::ENTERED, &[]), 1.0)),
    concern!(Critical "LandfallDiskFull" "disk-full" "1m" below(Of::Share(&n::DISK_FREE, &n::DISK_SIZE), 0.03)),
    concern!(Critical "LandfallCertificateOver" "certificate-over" "1m" below(Of::Until(&n::CERTIFICATE), 2.0 * DAY)),
    concern!(Critical "LandfallCannotAccept" "cannot-accept" "1m" above(Of::Grew(&n::ACCEPT_FAILURES, &[]), 0.0)),
    concern!(Critical "LandfallCommitsFail" "commits-fail" "0m" above(Of::Grew(&n::FAILED_COMMITS, &[]), 0.0)),
    concern!(Warning "LandfallSlow" "slow" "5m" above(Of::NinetyNine(&n::REQUEST_SECONDS, &["inside"]), 2.0)),
    concern!(Warning "LandfallFilingSlow" "filing-slow" "5m" above(Of::NinetyNine(&n::REQUEST_SECONDS, &["file"]), 2.0)),
    concern!(Warning "LandfallCommitsSlow" "commits-slow" "5m" above(Of::NinetyNine(&n::COMMIT_SECONDS, &[]), 0.25)),
    concern!(Warning "LandfallShedding" "shedding" "2m" above(Of::Grew(&n::SHED, &[]), 50.0)),
    concern!(Warning "LandfallStoreTurnsAway" "store-turns-away" "1m" above(Of::Grew(&n::TURNED_AWAY, &[]), 0.0)),
    concern!(Warning "LandfallRefusing" "refusing" "1m" above(Of::Grew(&n::REFUSED, &[]), 0.0)),
    concern!(Warning "LandfallDiskLow" "disk-low" "10m" below(Of::Share(&n::DISK_FREE, &n::DISK_SIZE), 0.10)),
    concern!(Warning "LandfallDescriptorsLow" "descriptors-low" "2m" above(Of::Share(&n::FDS, &n::FDS_MOST), 0.85)),
    concern!(Warning "LandfallMemoryLow" "memory-low" "5m" above(Of::Sum(&n::SIGNAL_RATIO, &["memory"]), 0.85)),
    concern!(Warning "LandfallJobsOverdue" "jobs-overdue" "5m" above(Of::Most(&n::JOBS_OVERDUE), 600.0)),
    concern!(Warning "LandfallJobsGivenUp" "jobs-given-up" "0m" above(Of::Sum(&n::JOBS_GIVEN_UP, &[]), 0.0)),
    concern!(Warning "LandfallMailFails" "mail-fails" "5m" above(Of::Grew(&n::JOB_RUNS, &["mail", "failed"]), 5.0)),
    concern!(Warning "LandfallPaymentsUnsettled" "payments-unsettled" "15m" above(Of::Sum(&n::PAYMENTS_UNSETTLED, &[]), 0.0)),
    concern!(Warning "LandfallNoticesBroken" "notices-broken" "0m" above(Of::Sum(&n::NOTICE_FAULTS, &[]), 0.0)),
    concern!(Warning "LandfallCertificateEnds" "certificate-ends" "1h" below(Of::Until(&n::CERTIFICATE), 14.0 * DAY)),
    concern!(Info "LandfallLine" "line" "5m" above(Of::Sum(&n::LINE, &[]), 0.0)),
    concern!(Info "LandfallInfected" "infected" "0m" above(Of::Grew(&n::SCANS, &["infected"]), 0.0)),
];

impl Severity {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Critical => "critical",
            Warning => "warning",
            Info => "info",
        }
    }
}

impl Concern {
    /// Whether its conditions hold now, as far as this process can tell. For how long they have is for [`super::held`] to say.
    pub(crate) fn holds(&self, now: &Reading, history: &History) -> bool {
        self.when.iter().all(|when| when.holds(now, history))
    }

    /// How long they must hold.
    pub(crate) fn lasts(&self) -> Duration {
        let (number, unit) = self.lasts.split_at(self.lasts.len() - 1);
        let seconds = match unit {
            "h" => 3_600,
            "m" => 60,
            _ => 1,
        };
        Duration::from_secs(number.parse::<u64>().unwrap_or(0) * seconds)
    }

    /// The same as an expression of Prometheus.
    pub(crate) fn expression(&self) -> String {
        self.when.iter().map(When::expression).collect::<Vec<_>>().join(" and ")
    }
}

impl When {
    fn holds(&self, now: &Reading, history: &History) -> bool {
        // What was not measured is not beyond anything.
        self.of.value(now, history).is_some_and(|value| match self.is {
            Is::Above => value > self.limit,
            Is::Below => value < self.limit,
        })
    }

    fn expression(&self) -> String {
        let sign = if self.is == Is::Above { '>' } else { '<' };
        format!("{} {sign} {}", self.of.expression(), self.limit)
    }
}

impl Of {
    fn value(&self, now: &Reading, history: &History) -> Option<f64> {
        match self {
            Self::Reached => None,
            Self::Sum(metric, labels) => now.sum(metric, labels),
            Self::Most(metric) => now.numbers(metric, &[]).reduce(f64::max),
            Self::Grew(metric, labels) => Some(history.grew(now, SPAN, metric, labels)),
            Self::Share(part, whole) => {
                let whole = now.sum(whole, &[]).filter(|whole| *whole > 0.0)?;
                Some(now.sum(part, &[])? / whole)
            }
            Self::Until(metric) => Some(now.sum(metric, &[])? - now.clock),
            Self::NinetyNine(metric, labels) => history.times(now, SPAN, metric, labels).within(0.99),
        }
    }

    fn expression(&self) -> String {
        let minutes = SPAN.as_secs() / 60;
        match self {
            Self::Reached => "up{job=\"landfall\"}".to_owned(),
            Self::Sum(metric, labels) => format!("sum by (instance) ({}{})", metric.name, selector(metric, labels)),
            Self::Most(metric) => format!("max by (instance) ({})", metric.name),
            Self::Grew(metric, labels) => {
                format!("sum by (instance) (increase({}{}[{minutes}m]))", metric.name, selector(metric, labels))
            }
            Self::Share(part, whole) => {
                format!("sum by (instance) ({}) / sum by (instance) ({})", part.name, whole.name)
            }
            Self::Until(metric) => format!("min by (instance) ({}) - time()", metric.name),
            Self::NinetyNine(metric, labels) => format!(
                "histogram_quantile(0.99, sum by (instance, le) (increase({}_bucket{}[{minutes}m])))",
                metric.name,
                selector(metric, labels)
            ),
        }
    }
}

fn selector(metric: &Metric, labels: &[&str]) -> String {
    let wanted: Vec<String> = metric
        .labels
        .iter()
        .zip(labels)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}=\"{value}\""))
        .collect();
    if wanted.is_empty() { String::new() } else { format!("{{{}}}", wanted.join(",")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, sync::Arc};
    use store::Times;

    fn named(alert: &str) -> &'static Concern {
        ALL.iter().find(|concern| concern.alert == alert).expect("a concern")
    }

    /// A history of one reading, four minutes ago, and what is now.
    fn since(before: Reading, mut now: Reading) -> (History, Reading) {
        let mut history = History::default();
        history.keep(Arc::new(before));
        now.at = Duration::from_mins(4);
        (history, now)
    }

    #[test]
    fn names_are_given_once_and_what_is_graver_comes_first() {
        assert_eq!(ALL.iter().map(|concern| concern.alert).collect::<BTreeSet<_>>().len(), ALL.len());
        assert_eq!(ALL.iter().map(|concern| concern.name).collect::<BTreeSet<_>>().len(), ALL.len());
        assert!(ALL.is_sorted_by_key(|concern| concern.severity as u8));
    }

    #[test]
    fn how_long_each_must_last_can_be_read() {
        assert_eq!(named("LandfallStoreAway").lasts(), Duration::from_secs(30));
        assert_eq!(named("LandfallErrors").lasts(), Duration::from_mins(2));
        assert_eq!(named("LandfallCertificateEnds").lasts(), Duration::from_hours(1));
        for concern in ALL {
            let written = concern.lasts().is_zero() == (concern.lasts == "0m");
            assert!(written && concern.lasts.ends_with(['s', 'm', 'h']), "{}", concern.alert);
        }
    }

    #[test]
    fn what_is_not_measured_is_no_concern() {
        let (history, now) = (History::default(), Reading::default());
        let held: Vec<_> = ALL.iter().filter(|concern| concern.holds(&now, &history)).map(|c| c.alert).collect();
        assert!(held.is_empty(), "{held:?}");
    }

    #[test]
    fn errors_of_every_class_count_together_and_only_recent_ones() {
        let reading = |inside: f64, file: f64| {
            let mut reading = Reading::default();
            reading.put(&n::REQUESTS, ["inside", "error"], inside);
            reading.put(&n::REQUESTS, ["file", "error"], file);
            reading.put(&n::REQUESTS, ["file", "page"], 1e6 * file);
            reading
        };
        let holds = |before, now| {
            let (history, now) = since(before, now);
            named("LandfallErrors").holds(&now, &history)
        };
        assert!(holds(reading(100.0, 100.0), reading(106.0, 105.0)));
        assert!(!holds(reading(100.0, 100.0), reading(105.0, 105.0)));
    }

    #[test]
    fn a_line_stands_still_only_while_the_room_is_shown_and_nobody_comes_in() {
        let reading = |shown: f64, entered: f64| {
            let mut reading = Reading::default();
            reading.put(&n::ROOM, [], shown);
            reading.put(&n::ENTERED, [], entered);
            reading
        };
        for (shown, entered, stands) in [(16.0, 7.0, true), (15.0, 7.0, false), (99.0, 8.0, false)] {
            let (history, now) = since(reading(10.0, 7.0), reading(shown, entered));
            assert_eq!(named("LandfallLineStandsStill").holds(&now, &history), stands, "{shown} {entered}");
        }
    }

    #[test]
    fn shares_moments_and_times_are_judged_by_their_limits() {
        let mut now = Reading { clock: 1_000_000.0, ..Reading::default() };
        now.put(&n::DISK_FREE, [], 9.0);
        now.put(&n::DISK_SIZE, [], 100.0);
        now.put(&n::CERTIFICATE, [], 1_000_000.0 + 3.0 * DAY);
        let times = Times::default();
        times.add(Duration::from_secs(4));
        now.put_times(&n::REQUEST_SECONDS, ["file"], times.read());
        let held: Vec<_> =
            ALL.iter().filter(|concern| concern.holds(&now, &History::default())).map(|c| c.alert).collect();
        assert_eq!(held, ["LandfallFilingSlow", "LandfallDiskLow", "LandfallCertificateEnds"]);
    }
}
