//! What is told of visitors, in words, tables and pictures: the same for operators and, where it is published, for everybody.

use super::{
    Catalogue,
    picture::{Height, Picture, Point},
};
use crate::{look::Table, places::Place, site::Site};
use askama::Template;
use jiff::{SignedDuration, Timestamp, Zoned, civil::Date, tz::TimeZone};
use language::{Arg, Language, countries, format};
use visitors::{History, Kept, Rows, Shown, Snapshot};

/// Hours and days that are shown, those that are not over included.
pub(super) const HOURS: usize = 24;
pub(super) const DAYS: usize = 30;
/// What stands where there is nothing to tell.
const NOTHING: &str = "–";

/// The numbers of one moment, with what was kept before.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Now, this hour, today.
    pub snapshot: Snapshot,
    /// Hours and days before.
    pub history: History,
}

/// A report as it is shown.
#[derive(Template)]
#[template(path = "visitors/report.html")]
struct Body<'a> {
    say: Say<'a>,
    since: String,
    taken: String,
    now: Table,
    pictures: [(Picture, Table); 2],
    rows: [Table; 3],
    json: String,
    csv: String,
}

/// How the report speaks.
#[derive(Clone, Copy)]
pub(super) struct Say<'a> {
    pub(super) site: &'a Site,
    pub(super) language: Language,
}

impl Say<'_> {
    fn t(&self, key: &str) -> String {
        self.site.messages.say(self.language, key).to_owned()
    }

    fn with(&self, key: &str, name: &str, value: &str) -> String {
        self.site.messages.say_with(self.language, key, &[(name, Arg::Text(value))])
    }

    pub(super) fn zone(&self) -> TimeZone {
        // A loaded site's zone exists.
        self.site.settings.zone().unwrap_or(TimeZone::UTC)
    }

    fn at(&self, moment: Timestamp) -> Zoned {
        moment.to_zoned(self.zone())
    }

    fn moment(&self, moment: Timestamp) -> String {
        format::date_time(self.language, &self.at(moment))
    }

    fn hour(&self, moment: Timestamp) -> String {
        let clock = self.at(moment);
        match self.language {
            Language::En => format!("{:02}:{:02}", clock.hour(), clock.minute()),
            Language::Fr => format!("{}\u{a0}h\u{a0}{:02}", clock.hour(), clock.minute()),
        }
    }

    fn number(&self, number: u64) -> String {
        format::number(self.language, i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// How many, or that they are too few to say.
    fn visitors(&self, visitors: Option<u64>) -> String {
        visitors.map_or_else(|| self.t("visitors-few"), |visitors| self.number(visitors))
    }

    pub(super) fn country(&self, code: &str) -> String {
        countries::name(self.language, code).map_or_else(|| self.t("visitors-unknown"), str::to_owned)
    }

    pub(super) fn tongue(&self, name: &str) -> String {
        self.t(match name {
            "en" => "visitors-english",
            "fr" => "visitors-french",
            _ => "visitors-both",
        })
    }

    pub(super) fn page(&self, name: &str) -> String {
        Catalogue::title(self.site, self.language, name)
    }
}

impl Report {
    /// As a piece of a page. Its downloads lie beside the page at `path`.
    ///
    /// # Errors
    /// None that depends on what is shown.
    pub fn html(&self, site: &Site, language: Language, path: &str) -> askama::Result<String> {
        let say = Say { site, language };
        let now = &self.snapshot;
        let heads = [String::new(), say.t("visitors-now"), say.t("visitors-hour"), say.t("visitors-today")];
        let stretches = [&now.now, &now.hour, &now.day];
        let head = |first: &str| {
            let mut heads = heads.to_vec();
            heads[0] = say.t(first);
            heads
        };
        let table = |caption: &str, first: &str, rows: fn(&Shown) -> &Rows, name: &dyn Fn(&str) -> String| Table {
            caption: say.t(caption),
            heads: head(first),
            rows: by(say, stretches.map(rows), name),
            numeric: true,
        };
        let body = Body {
            say,
            since: say.moment(now.since),
            taken: say.moment(now.at),
            now: Table {
                caption: say.t("visitors-people"),
                heads: head("visitors-what"),
                rows: vec![
                    std::iter::once(say.t("visitors-different"))
                        .chain(stretches.map(|shown| say.visitors(shown.visitors)))
                        .collect(),
                ],
                numeric: true,
            },
            pictures: [
                drawn(say, "visitors-hours", self.hours(say), 6),
                drawn(say, "visitors-days", self.days(say), 7),
            ],
            rows: [
                table("visitors-by-language", "visitors-language", |shown| &shown.languages, &|name: &str| {
                    say.tongue(name)
                }),
                table("visitors-by-country", "visitors-country", |shown| &shown.countries, &|name: &str| {
                    say.country(name)
                }),
                table("visitors-by-page", "visitors-page", |shown| &shown.pages, &|name: &str| say.page(name)),
            ],
            json: format!("{path}.json"),
            csv: format!("{path}.csv"),
        };
        body.render()
    }

    /// The hours that are shown, the oldest first.
    fn hours(&self, say: Say<'_>) -> Vec<Point> {
        let this = self.snapshot.hour_start;
        let hour = SignedDuration::from_hours(1);
        let starts = (0..HOURS).rev().filter_map(|ago| this.checked_sub(hour * i32::try_from(ago).unwrap_or(0)).ok());
        let point = |start: Timestamp| {
            let (height, is_part) = if start == this {
                (told(&self.snapshot.hour), true)
            } else {
                height(self.history.hours.get(&start), start + hour)
            };
            Point { label: say.hour(start), name: say.moment(start), height, is_part }
        };
        starts.map(point).collect()
    }

    /// The days that are shown, the oldest first.
    fn days(&self, say: Say<'_>) -> Vec<Point> {
        let today = say.at(self.snapshot.day_start).date();
        let dates =
            (0..DAYS).rev().filter_map(|ago| today.checked_sub(jiff::Span::new().days(i64::try_from(ago).ok()?)).ok());
        let point = |date: Date| {
            let (height, is_part) = if date == today {
                (told(&self.snapshot.day), true)
            } else {
                let kept = self.history.days.values().find(|kept| say.at(kept.start).date() == date);
                height(kept, kept.map_or(Timestamp::MAX, |kept| visitors::next_turn(kept.start, &say.zone())))
            };
            let label = format!("{:02}-{:02}", date.month(), date.day());
            Point { label, name: format::long_date(say.language, date), height, is_part }
        };
        dates.map(point).collect()
    }
}

fn told(shown: &Shown) -> Height {
    shown.visitors.map_or(Height::Few, Height::Visitors)
}

/// How many were counted in a stretch that ends at `end`, and whether it was counted only in part.
fn height(kept: Option<&Kept>, end: Timestamp) -> (Height, bool) {
    const SLACK: SignedDuration = SignedDuration::from_secs(5);
    let Some(kept) = kept else { return (Height::Nothing, false) };
    (told(&kept.shown), kept.from > kept.start + SLACK || kept.to + SLACK < end)
}

/// A picture of `points`, and the table behind it, the newest first.
fn drawn(say: Say<'_>, id: &'static str, points: Vec<Point>, every: usize) -> (Picture, Table) {
    let rows = points.iter().rev().map(|point| {
        let number = match point.height {
            Height::Visitors(visitors) => say.number(visitors),
            Height::Few => say.t("visitors-few"),
            Height::Nothing => say.t("visitors-not-counted"),
        };
        let number = if point.is_part { say.with("visitors-in-part", "number", &number) } else { number };
        vec![point.name.clone(), number]
    });
    let table = Table {
        caption: say.t(id),
        heads: vec![say.t("visitors-when"), say.t("visitors-different")],
        rows: rows.collect(),
        numeric: true,
    };
    (Picture::new(say.language, id, say.t(id), &points, every), table)
}

/// Rows that are told in any of three stretches, the largest of the last first; and those that are not, together.
fn by(say: Say<'_>, stretches: [&Rows; 3], name: &dyn Fn(&str) -> String) -> Vec<Vec<String>> {
    let mut names: Vec<&str> = Vec::new();
    for rows in stretches.iter().rev() {
        for (row, _) in &rows.rows {
            if !names.contains(&row.as_str()) {
                names.push(row);
            }
        }
    }
    let cell = |number: Option<u64>| number.map_or_else(|| NOTHING.to_owned(), |number| say.number(number));
    let row = |name: String, numbers: [Option<u64>; 3]| std::iter::once(name).chain(numbers.map(cell)).collect();
    let mut table: Vec<Vec<String>> =
        names.iter().map(|of| row(name(of), stretches.map(|rows| rows.get(of)))).collect();
    table.push(row(say.t("visitors-others"), stretches.map(|rows| rows.others)));
    table
}

/// Where the report is published.
pub(super) fn path(language: Language) -> String {
    Place::Visitors.path(language)
}
