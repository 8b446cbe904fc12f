//! The tables of the page, from the measurements of now and of the last minutes.

use super::words::{Words, moment};
use crate::{
    jobs::tally::{JobResult, KINDS},
    operations::{
        history::{History, SPAN},
        names::{self as n, Metric},
        reading::Reading,
        sources::{line, signal},
    },
};
use admission::{Entry, Signal};
use language::Arg;
use std::time::Duration;
use web::{Class, Outcome};

/// What a minute's column counts.
const MINUTE: Duration = Duration::from_mins(1);

/// A table: its first column names the rows.
pub(super) struct Table {
    pub(super) id: &'static str,
    pub(super) title: String,
    /// The columns' heads, that of the rows' names first. A table of two columns without heads shows names and values.
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) cells: Vec<String>,
}

/// What the tables are made from.
struct Made<'a> {
    words: Words<'a>,
    now: &'a Reading,
    history: &'a History,
}

/// Every table, in the order of the page.
pub(super) fn all(words: Words<'_>, now: &Reading, history: &History) -> Vec<Table> {
    let made = Made { words, now, history };
    vec![made.people(), made.answers(), made.signals(), made.connections(), made.store(), made.jobs(), made.machine()]
}

impl Made<'_> {
    fn people(&self) -> Table {
        let mut rows = vec![
            self.row("operations-inside", self.count(&n::INSIDE, &[])),
            self.row("operations-let-in", self.in_a_minute(&n::ENTERED, &[])),
        ];
        for entry in Entry::ALL {
            let name = self.words.named(&format!("operations-line-{}", line(entry).replace('_', "-")));
            rows.push(Row { name, cells: vec![self.count(&n::LINE, &[line(entry)])] });
        }
        rows.push(self.row("operations-surge", self.surge()));
        rows.push(self.row("operations-called", self.count(&n::CALLED, &[])));
        rows.push(self.row("operations-redeemed", self.in_a_minute(&n::REDEEMED, &[])));
        rows.push(self.row("operations-ranges", self.words.percent(self.now.sum(&n::RANGES, &[]))));
        self.pairs("people", "operations-people", rows)
    }

    fn answers(&self) -> Table {
        let rows = Class::ALL.into_iter().map(|class| {
            let mut cells: Vec<String> =
                Outcome::ALL.iter().map(|seen| self.in_a_minute(&n::REQUESTS, &[class.name(), seen.name()])).collect();
            let times = self.history.times(self.now, SPAN, &n::REQUEST_SECONDS, &[class.name()]);
            cells.extend([0.5, 0.99].map(|share| self.words.time(times.within(share))));
            Row { name: self.words.named(&format!("operations-class-{}", class.name().replace('_', "-"))), cells }
        });
        let seen = Outcome::ALL.iter().map(|seen| self.words.named(&format!("operations-outcome-{}", seen.name())));
        let heads = std::iter::once(self.say("operations-asked"))
            .chain(seen)
            .chain([self.say("operations-half"), self.say("operations-ninety-nine")])
            .collect();
        Table { id: "answers", title: self.say("operations-answers"), heads, rows: rows.collect() }
    }

    fn signals(&self) -> Table {
        let rows = Signal::ALL.into_iter().map(|which| {
            let name = signal(which);
            let value = match which {
                Signal::Lateness | Signal::TurnWait | Signal::StoreWait => {
                    self.words.time(self.now.sum(&n::SIGNAL_SECONDS, &[name]))
                }
                Signal::Memory | Signal::Descriptors => self.words.percent(self.now.sum(&n::SIGNAL_RATIO, &[name])),
                Signal::Store => self.say(if self.now.sum(&n::STORE_READY, &[]) == Some(1.0) {
                    "operations-answers-yes"
                } else {
                    "operations-answers-no"
                }),
            };
            let held = self.history.grew(self.now, SPAN, &n::HELD, &[name]);
            let cells = vec![value, self.words.time(Some(held))];
            Row { name: self.words.named(&format!("operations-signal-{}", name.replace('_', "-"))), cells }
        });
        let mut rows: Vec<Row> = rows.collect();
        let aim = self.words.time(self.now.sum(&n::DELAY_AIM, &[]));
        rows.push(Row { name: self.say("operations-aim"), cells: vec![aim, String::new()] });
        let pace = self.words.decimal(self.now.sum(&n::PACE, &[]).unwrap_or_default());
        rows.push(Row { name: self.say("operations-pace"), cells: vec![pace, String::new()] });
        let heads = ["operations-signal", "operations-now", "operations-held"].map(|key| self.say(key)).to_vec();
        Table { id: "saturation", title: self.say("operations-saturation"), heads, rows }
    }

    fn connections(&self) -> Table {
        let rows = vec![
            self.row("operations-open", self.of(&n::CONNECTIONS, &n::CONNECTIONS_MOST)),
            self.row("operations-idle", self.count(&n::CONNECTIONS_IDLE, &[])),
            self.row("operations-refused", self.in_the_span(&n::REFUSED, &[])),
            self.row("operations-made-room", self.in_the_span(&n::MADE_ROOM, &[])),
            self.row("operations-cut", self.in_the_span(&n::CUT, &[])),
        ];
        self.pairs("connections", "operations-connections", rows)
    }

    fn store(&self) -> Table {
        let commits = self.history.times(self.now, SPAN, &n::COMMIT_SECONDS, &[]);
        let changes = self.history.grew(self.now, SPAN, &n::CHANGES, &[]);
        #[expect(clippy::cast_precision_loss, reason = "a count of commits")]
        let each = if commits.count() > 0 { changes / commits.count() as f64 } else { 0.0 };
        let rows = vec![
            self.row("operations-store-waiting", self.count(&n::STORE_WAITING, &[])),
            self.row("operations-commit-half", self.words.time(commits.within(0.5))),
            self.row("operations-commit-ninety-nine", self.words.time(commits.within(0.99))),
            self.row("operations-batch", self.words.decimal(each)),
            self.row("operations-turned-away", self.in_the_span(&n::TURNED_AWAY, &[])),
            self.row("operations-unanswered", self.in_the_span(&n::UNANSWERED, &[])),
            self.row("operations-log", self.words.size(self.now.sum(&n::LOG_BYTES, &[]))),
        ];
        self.pairs("store", "operations-store", rows)
    }

    fn jobs(&self) -> Table {
        let rows = KINDS.into_iter().map(|kind| {
            let overdue = self.now.sum(&n::JOBS_OVERDUE, &[kind]);
            let run = |result: JobResult| self.in_the_span(&n::JOB_RUNS, &[kind, result.name()]);
            let cells = vec![
                self.count(&n::JOBS, &[kind]),
                self.words.time(overdue),
                run(JobResult::Done),
                run(JobResult::Failed),
                self.count(&n::JOBS_GIVEN_UP, &[kind]),
            ];
            Row { name: self.words.named(&format!("operations-kind-{kind}")), cells }
        });
        let heads = [
            "operations-kind",
            "operations-jobs-waiting",
            "operations-jobs-overdue",
            "operations-jobs-done",
            "operations-jobs-failed",
            "operations-jobs-given-up",
        ];
        let heads = heads.map(|key| self.say(key)).to_vec();
        Table { id: "jobs", title: self.say("operations-jobs"), heads, rows: rows.collect() }
    }

    fn machine(&self) -> Table {
        let words = self.words;
        let free = self.now.sum(&n::DISK_FREE, &[]);
        let share = free.zip(self.now.sum(&n::DISK_SIZE, &[])).map(|(free, size)| free / size.max(1.0));
        let until = self.now.sum(&n::CERTIFICATE, &[]);
        let certificate = until.map_or_else(
            || self.say("operations-no-certificate"),
            |until| format!("{} ({})", moment(until), words.time(Some((until - self.now.clock).max(0.0)))),
        );
        let cpu = self.history.grew(self.now, MINUTE, &n::CPU, &[])
            / MINUTE.as_secs_f64().min(self.now.at.as_secs_f64().max(1.0));
        let rows = vec![
            self.row("operations-disk", format!("{} ({})", words.size(free), words.percent(share))),
            self.row("operations-descriptors", self.of(&n::FDS, &n::FDS_MOST)),
            self.row("operations-memory", words.size(self.now.sum(&n::RESIDENT, &[]))),
            self.row("operations-cpu", words.decimal(cpu)),
            self.row("operations-payments", self.of(&n::PAYMENTS_UNSETTLED, &n::PAYMENTS_OPEN)),
            self.row("operations-synthetic", self.synthetic()),
            self.row("operations-infected", self.in_the_span(&n::SCANS, &["infected"])),
            self.row("operations-certificate", certificate),
            self.row("operations-up", words.time(Some(self.now.at.as_secs_f64()))),
        ];
        self.pairs("machine", "operations-machine", rows)
    }

    /// When many people are expected, and whether what can wait is held back for them.
    fn surge(&self) -> String {
        let Some(from) = self.now.sum(&n::SURGE, &[]) else { return self.say("operations-surge-none") };
        let is_near = self.now.sum(&n::SURGE_NEAR, &[]) == Some(1.0);
        let key = if is_near { "operations-surge-near" } else { "operations-surge-ahead" };
        let args = [("from", Arg::Text(&moment(from)))];
        self.words.messages.say_with(self.words.language, key, &args)
    }

    /// How the last synthetic filing went, how long it took, and how long ago it began.
    fn synthetic(&self) -> String {
        let Some(passed) = self.now.sum(&n::SYNTHETIC_PASSED, &[]) else {
            return self.say("operations-synthetic-none");
        };
        let went = if passed > 0.0 { "operations-synthetic-passed" } else { "operations-synthetic-failed" };
        let took = self.words.time(self.now.sum(&n::SYNTHETIC_SECONDS, &[]));
        let ago = self.now.sum(&n::SYNTHETIC_BEGAN, &[]).map(|began| (self.now.clock - began).max(0.0));
        let args = [("took", Arg::Text(&took)), ("ago", Arg::Text(&self.words.time(ago)))];
        self.words.messages.say_with(self.words.language, went, &args)
    }

    fn pairs(&self, id: &'static str, title: &'static str, rows: Vec<Row>) -> Table {
        let heads = vec![self.say("operations-what"), self.say("operations-now")];
        Table { id, title: self.say(title), heads, rows }
    }

    fn say(&self, key: &'static str) -> String {
        self.words.t(key).to_owned()
    }

    fn row(&self, key: &'static str, value: String) -> Row {
        Row { name: self.say(key), cells: vec![value] }
    }

    fn count(&self, metric: &'static Metric, labels: &[&str]) -> String {
        self.words.number_or_nothing(self.now.sum(metric, labels))
    }

    fn in_a_minute(&self, metric: &'static Metric, labels: &[&str]) -> String {
        self.words.number(self.history.grew(self.now, MINUTE, metric, labels))
    }

    fn in_the_span(&self, metric: &'static Metric, labels: &[&str]) -> String {
        self.words.number(self.history.grew(self.now, SPAN, metric, labels))
    }

    fn of(&self, part: &'static Metric, whole: &'static Metric) -> String {
        format!("{} / {}", self.count(part, &[]), self.count(whole, &[]))
    }
}
