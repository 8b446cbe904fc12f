//! What public pages show of the dated tables: published times with their days and sources, and the money to settle.

use casework::LEAST_DECIDED;
use language::{Arg, Fault, Language, Words, format};
use programs::Published;

use super::content::{Page, Times};
use crate::{look::Table, site::Site};

/// The published times of a page.
pub(crate) struct TimesShown {
    /// One row for each time; `None` when none was found.
    pub(crate) table: Option<Table>,
    /// Where they were read.
    pub(crate) sources: Vec<String>,
    /// Service standards, a sentence each.
    pub(crate) standards: Vec<String>,
    /// What was measured on this site.
    pub(crate) measured: String,
    published_heading: String,
    measured_heading: String,
}

/// The money to settle.
pub(crate) struct FundsShown {
    /// From when to when the amounts were published.
    pub(crate) dates: String,
    /// By the size of the family.
    pub(crate) table: Table,
    /// Where they were read.
    pub(crate) source: String,
    heading: String,
}

/// A source's date, which may be a month or a year only.
fn edition(words: &Words<'_>, source: &programs::Source) -> String {
    source.date.parse().map_or_else(|_| source.date.clone(), |day| words.date(day))
}

fn cited(words: &Words<'_>, source: &programs::Source) -> String {
    let (title, date) = (source.title.get(words.language), edition(words, source));
    words.texts("times-source", &[("title", title), ("date", &date)])
}

fn read(words: &Words<'_>, line: &Published) -> String {
    let (from, to) = (words.date(line.read_from), words.date(line.read_to));
    let key = if from == to { "times-same-day" } else { "times-read" };
    words.texts(key, &[("from", &from), ("to", &to)])
}

impl TimesShown {
    pub(crate) fn new(site: &Site, times: &Times, language: Language) -> Self {
        let words = Words { messages: &site.messages, language };
        let lines: Vec<&Published> = times.lines.iter().filter_map(|id| site.times.latest(id)).collect();
        let mut sources: Vec<String> = Vec::new();
        for line in &lines {
            let source = cited(&words, &line.source);
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let standards = times.standards.iter().filter_map(|id| site.times.standard(id)).map(|standard| {
            let time = standard.time.says(&site.messages, language);
            let (label, date) = (standard.label.get(language), edition(&words, &standard.source));
            let arguments = [("label", Arg::Text(label)), ("time", Arg::Text(&time)), ("date", Arg::Text(&date))];
            format!("{} {}", words.with("times-standard", &arguments), cited(&words, &standard.source))
        });
        Self {
            table: (!lines.is_empty()).then(|| table(&words, &lines)),
            sources,
            standards: standards.collect(),
            measured: words.with("times-measured-none", &[("least", Arg::from(LEAST_DECIDED))]),
            published_heading: words.say("times-published"),
            measured_heading: words.say("times-measured"),
        }
    }

    /// The anchors and words of its headings, for the page's contents.
    pub(crate) fn headings(&self) -> [(String, String); 2] {
        [
            ("times-published".to_owned(), self.published_heading.clone()),
            ("times-measured".to_owned(), self.measured_heading.clone()),
        ]
    }
}

/// A column that would be empty from top to bottom is left out.
fn table(words: &Words<'_>, lines: &[&Published]) -> Table {
    let quebec = lines.iter().any(|line| line.quebec.is_some());
    let waiting = lines.iter().any(|line| line.waiting.is_some());
    let mut heads = vec![words.say("times-head-what"), words.say("times-head-time")];
    heads.extend(quebec.then(|| words.say("times-head-quebec")));
    heads.extend(waiting.then(|| words.say("times-head-waiting")));
    heads.push(words.say("times-head-read"));
    let missing = || words.say("times-not-found");
    let row = |line: &&Published| {
        let mut row = vec![line.label.get(words.language).to_owned(), line.says(words.messages, words.language)];
        row.extend(
            quebec.then(|| line.quebec_time().map_or_else(missing, |time| time.says(words.messages, words.language))),
        );
        row.extend(
            waiting.then(|| {
                line.waiting.map_or_else(missing, |waiting| format::number(words.language, i64::from(waiting)))
            }),
        );
        row.push(read(words, line));
        row
    };
    Table { caption: words.say("times-caption"), heads, rows: lines.iter().map(row).collect(), numeric: false }
}

/// The newest money to settle, where the site has any.
pub(crate) fn funds(site: &Site, language: Language) -> Option<FundsShown> {
    let words = Words { messages: &site.messages, language };
    let latest = site.funds.latest()?;
    let (from, until) = (words.date(latest.from), words.date(latest.shown_until));
    let dollars = |cents: i64| format::money(language, cents);
    let mut rows: Vec<Vec<String>> =
        (1..).zip(&latest.amounts).map(|(size, cents)| vec![format::number(language, size), dollars(*cents)]).collect();
    rows.push(vec![words.say("times-funds-more"), dollars(latest.each_more)]);
    Some(FundsShown {
        dates: words.with("times-funds-dates", &[("from", Arg::Text(&from)), ("until", Arg::Text(&until))]),
        table: Table {
            caption: words.say("times-funds-caption"),
            heads: vec![words.say("times-funds-size"), words.say("times-funds-amount")],
            rows,
            numeric: true,
        },
        source: cited(&words, &latest.source),
        heading: words.say("times-funds"),
    })
}

impl FundsShown {
    /// The anchor and words of its heading, for the page's contents.
    pub(crate) fn heading(&self) -> (String, String) {
        ("funds".to_owned(), self.heading.clone())
    }
}

/// What a page asks of the tables and they do not have.
pub(crate) fn check(site: &Site, page: &Page, file: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut miss = |what: String, cure: &str| faults.push(Fault::new(file, 1, what, cure));
    if let Some(times) = &page.times {
        for id in times.lines.iter().filter(|id| site.times.latest(id).is_none()) {
            miss(
                format!("there is no published time {id:?}"),
                "Name the id of a line in tables/processing_times.toml.",
            );
        }
        for id in times.standards.iter().filter(|id| site.times.standard(id).is_none()) {
            miss(format!("there is no standard {id:?}"), "Name the id of a standard in tables/processing_times.toml.");
        }
        for id in times.programs.iter().filter(|id| site.program(id).is_none()) {
            miss(
                format!("times names the program {id:?}, which does not exist or has faults"),
                "Name the id of a file in programs/.",
            );
        }
        for id in
            times.programs.iter().filter(|id| site.times_page(id).is_some_and(|first| first.folder != page.folder))
        {
            miss(format!("another page tells the times of {id:?} too"), "Leave the program to one of the two.");
        }
    }
    if page.funds && site.funds.latest().is_none() {
        miss("the page shows the money to settle, and the site has no table of it".into(), "Add tables/funds.toml.");
    }
    faults
}
