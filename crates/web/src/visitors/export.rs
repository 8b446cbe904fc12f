//! The report as data: JSON and CSV, with the same numbers as the page and no other.

use super::{
    Report,
    report::{DAYS, HOURS, Say},
};
use crate::site::Site;
use jiff::Timestamp;
use language::Language;
use serde_json::{Value, json};
use visitors::{FEWEST, Kept, Rows, Shown};

/// One stretch of time with its numbers.
struct Stretch<'a> {
    what: &'static str,
    from: Timestamp,
    to: Timestamp,
    shown: &'a Shown,
}

impl<'a> Stretch<'a> {
    fn kept(what: &'static str, kept: &'a Kept) -> Self {
        Self { what, from: kept.from, to: kept.to, shown: &kept.shown }
    }
}

impl Report {
    fn stretches(&self) -> Vec<Stretch<'_>> {
        let now = &self.snapshot;
        let of = |what, from, shown| Stretch { what, from, to: now.at, shown };
        let five_minutes = now.at - jiff::SignedDuration::from_mins(5);
        let mut all = vec![
            of("now", five_minutes.max(now.since), &now.now),
            of("this hour", now.hour_start.max(now.since), &now.hour),
            of("today", now.since, &now.day),
        ];
        all.extend(self.history.hours.values().rev().take(HOURS).map(|hour| Stretch::kept("hour", hour)));
        all.extend(self.history.days.values().rev().take(DAYS).map(|day| Stretch::kept("day", day)));
        all
    }

    /// As JSON, with names in a language.
    pub fn json(&self, site: &Site, language: Language) -> String {
        let say = Say { site, language };
        let stretches: Vec<Value> = self
            .stretches()
            .iter()
            .map(|stretch| {
                json!({
                    "what": stretch.what,
                    "from": seconds(stretch.from),
                    "to": seconds(stretch.to),
                    "visitors": stretch.shown.visitors,
                    "languages": rows(&stretch.shown.languages, &|name: &str| say.tongue(name)),
                    "countries": rows(&stretch.shown.countries, &|name: &str| say.country(name)),
                    "pages": rows(&stretch.shown.pages, &|name: &str| say.page(name)),
                })
            })
            .collect();
        json!({
            "at": seconds(self.snapshot.at),
            "countedSince": seconds(self.snapshot.since),
            "timeZone": site.settings.time_zone,
            "fewestShown": FEWEST,
            "inStepsOf": FEWEST,
            "stretches": stretches,
        })
        .to_string()
    }

    /// As CSV (RFC 4180), a line for each number.
    pub fn csv(&self, site: &Site, language: Language) -> String {
        let say = Say { site, language };
        let mut csv = String::from("what,from,to,by,code,name,visitors\r\n");
        for stretch in self.stretches() {
            let mut line = |by: &str, code: &str, name: &str, visitors: Option<u64>| {
                let visitors = visitors.map_or_else(|| format!("<{FEWEST}"), |visitors| visitors.to_string());
                let (from, to) = (seconds(stretch.from), seconds(stretch.to));
                let cells = [stretch.what, &from, &to, by, code, name, &visitors].map(quoted);
                csv.push_str(&cells.join(","));
                csv.push_str("\r\n");
            };
            let Shown { visitors, languages, countries, pages } = stretch.shown;
            line("all", "", "", *visitors);
            for (by, rows) in [("language", languages), ("country", countries), ("page", pages)] {
                for (code, visitors) in &rows.rows {
                    let name = match by {
                        "language" => say.tongue(code),
                        "country" => say.country(code),
                        _ => say.page(code),
                    };
                    line(by, code, &name, Some(*visitors));
                }
                if rows.others.is_some() {
                    line(by, "others", site.messages.say(language, "visitors-others"), rows.others);
                }
            }
        }
        csv
    }
}

fn rows(rows: &Rows, name: &dyn Fn(&str) -> String) -> Value {
    let told: Vec<Value> = rows
        .rows
        .iter()
        .map(|(code, visitors)| json!({ "code": code, "name": name(code), "visitors": visitors }))
        .collect();
    json!({ "rows": told, "others": rows.others })
}

/// A moment to the second.
fn seconds(moment: Timestamp) -> String {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment).to_string()
}

/// A cell, in quotes where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
