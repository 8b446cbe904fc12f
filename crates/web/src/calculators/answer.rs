//! What a calculator found, as its page says it: a headline, tables, the rule it follows.

use jiff::civil::Date;
use language::{Arg, Text, Words, format};
use programs::calculators::crs::CrsScore;
use programs::calculators::fsw::FswScore;
use programs::calculators::obligation::Obligation;
use programs::calculators::presence::{self, Count, Day, Earliest, Halves, History};
use programs::calculators::{Calculators, Dated, FromIs, Outcome, Points, Worked};
use serde_json::Value;

use super::picture::{self, Picture, Run};
use crate::look::Table;

/// What the page shows above the questions.
pub(super) struct Answer {
    /// The result in one sentence.
    pub(super) headline: String,
    /// What must be read beside it.
    pub(super) notices: Vec<String>,
    /// More sentences.
    pub(super) more: Vec<String>,
    /// All parts of it.
    pub(super) tables: Vec<Table>,
    /// The calendar, with the name of each sort of days.
    pub(super) picture: Option<(Picture, Vec<Key>)>,
    /// Where the rule was read, and since when it holds.
    pub(super) source: String,
}

/// A sort of days and how the picture fills it.
pub(super) struct Key {
    pub(super) fill: &'static str,
    pub(super) shade: &'static str,
    pub(super) name: String,
}

/// Words the answer in a language.
pub(super) struct Wording<'a> {
    pub(super) calculators: &'a Calculators,
    pub(super) words: Words<'a>,
    pub(super) on: Date,
}

impl Wording<'_> {
    fn days(&self, halves: Halves) -> String {
        format::with_tenths(self.words.language, i64::from(halves.0) * 5)
    }

    /// The answer to `inputs`.
    pub(super) fn answer(&self, worked: &Worked, inputs: &Value) -> Answer {
        let said = worked.notices(self.words.messages);
        let answer = Answer {
            headline: String::new(),
            notices: said.iter().map(|text| text.get(self.words.language).to_owned()).collect(),
            more: Vec::new(),
            tables: Vec::new(),
            picture: None,
            source: String::new(),
        };
        let Calculators { crs, fsw, presence, obligation, language_tests } = self.calculators;
        match &worked.outcome {
            Outcome::Crs(score) => self.crs(score, crs.as_ref(), answer),
            Outcome::Fsw(score) => self.fsw(score, fsw.as_ref(), answer),
            Outcome::Clb { .. } => Answer { source: self.source(language_tests.as_ref(), self.on), ..answer },
            Outcome::Presence(count) => self.presence(count, inputs, presence.as_ref(), answer),
            Outcome::Earliest(earliest) => self.earliest(earliest, presence.as_ref(), answer),
            Outcome::Obligation(count) => self.obligation(count, inputs, obligation.as_ref(), answer),
        }
    }

    fn source<T>(&self, dated: Option<&Dated<T>>, day: Date) -> String {
        let Some(found) = dated.and_then(|dated| dated.on(day)) else { return String::new() };
        let (from, title) = (self.words.date(found.edition.from), found.edition.source.title.get(self.words.language));
        let date = found
            .edition
            .source
            .date
            .parse()
            .map_or_else(|_| found.edition.source.date.clone(), |day| self.words.date(day));
        let arguments = [("from", Arg::Text(&from)), ("title", Arg::Text(title)), ("date", Arg::Text(&date))];
        let key = match found.edition.from_is {
            FromIs::Start => "calculators-source",
            FromIs::Read => "calculators-source-read",
            FromIs::Derived => "calculators-source-derived",
        };
        let source = self.words.with(key, &arguments);
        let note = found.edition.note.as_ref().map(|note: &Text| note.get(self.words.language));
        note.map_or(source.clone(), |note| format!("{source} {note}"))
    }

    fn points<T>(&self, points: &Points, dated: Option<&Dated<T>>) -> Vec<Vec<String>> {
        let name = |id: &str| dated.map_or_else(String::new, |dated| dated.name(id, self.words.language).to_owned());
        points
            .0
            .iter()
            .map(|(id, points)| vec![name(id), format::number(self.words.language, i64::from(*points))])
            .collect()
    }

    fn points_table(&self, caption: &str, rows: Vec<Vec<String>>) -> Table {
        let heads = vec![self.words.say("calculators-part"), self.words.say("calculators-points")];
        Table { caption: self.words.say(caption), heads, rows, numeric: true }
    }

    fn crs<T>(&self, score: &CrsScore, dated: Option<&Dated<T>>, answer: Answer) -> Answer {
        Answer {
            headline: self.words.with("calculators-crs-result", &[("points", Arg::Number(score.total.into()))]),
            tables: vec![
                self.points_table("calculators-sections", self.points(&score.sections, dated)),
                self.points_table("calculators-items", self.points(&score.items, dated)),
            ],
            source: self.source(dated, self.on),
            ..answer
        }
    }

    fn fsw<T>(&self, score: &FswScore, dated: Option<&Dated<T>>, answer: Answer) -> Answer {
        let key = match (score.pass, score.language_threshold_met) {
            (true, _) => "calculators-fsw-pass",
            (false, true) => "calculators-fsw-short",
            (false, false) => "calculators-fsw-language",
        };
        Answer {
            headline: self.words.with("calculators-fsw-result", &[("points", Arg::Number(score.total.into()))]),
            more: vec![self.words.say(key)],
            tables: vec![self.points_table("calculators-factors", self.points(&score.factors, dated))],
            source: self.source(dated, self.on),
            ..answer
        }
    }

    /// The levels of the abilities that were given.
    pub(super) fn levels(&self, levels: &[(&'static str, u16)], notices: Vec<String>) -> Answer {
        let rows = levels.iter().map(|(ability, level)| {
            let name = self.words.say(&format!("calculators-{ability}"));
            let level = if *level == 0 { self.words.say("calculators-below-4") } else { level.to_string() };
            vec![name, level]
        });
        Answer {
            headline: self.words.say("calculators-clb-result"),
            notices,
            more: vec![self.words.say("calculators-clb-highest")],
            tables: vec![Table {
                caption: self.words.say("calculators-levels"),
                heads: vec![self.words.say("calculators-ability"), self.words.say("calculators-level")],
                rows: rows.collect(),
                numeric: true,
            }],
            picture: None,
            source: self.source(self.calculators.language_tests.as_ref(), self.on),
        }
    }

    fn presence(
        &self,
        count: &Count,
        inputs: &Value,
        dated: Option<&Dated<presence::PresenceRule>>,
        answer: Answer,
    ) -> Answer {
        let application = count.window_end.tomorrow().unwrap_or(count.window_end);
        let total = self.days(count.total);
        let [from, to] = [count.window_start, count.window_end].map(|day| self.words.date(day));
        let headline = if count.eligible { "calculators-presence-enough" } else { "calculators-presence-short" };
        let missing = self.days(count.shortfall);
        let arguments = [("days", Arg::Text(&total)), ("missing", Arg::Text(&missing))];
        let window = [("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
        let mut more = vec![self.words.with("calculators-window", &window)];
        let mut tables = Vec::new();
        let mut picture = None;
        if let (Some(dated), Some(found), Ok((history, _))) =
            (dated, dated.and_then(|dated| dated.on(application)), History::read(inputs))
        {
            if !count.eligible
                && let Some(earliest) = presence::earliest(&history, application, found.table)
            {
                more.push(self.earliest_sentence(&earliest));
            }
            let whole = |number: u32| Halves(number * 2);
            let rows = [
                ("calendar_days_in_window", whole(count.calendar_days_in_window)),
                ("pr_calendar_days", whole(count.pr_calendar_days)),
                ("temporary_calendar_days", whole(count.temporary_calendar_days)),
                ("pr_days_present", whole(count.pr_days_present)),
                ("temporary_days_present", whole(count.temporary_days_present)),
                ("pr_days_absent", whole(count.pr_days_absent)),
                ("temporary_days_absent", whole(count.temporary_days_absent)),
                ("excluded_days", whole(count.excluded_days)),
                ("temporary_credit", count.temporary_credit),
                ("total", count.total),
                ("shortfall", count.shortfall),
            ];
            tables.push(Table {
                caption: self.words.say("calculators-days-counted"),
                heads: vec![self.words.say("calculators-part"), self.words.say("calculators-days")],
                rows: rows
                    .into_iter()
                    .map(|(id, days)| vec![dated.name(id, self.words.language).to_owned(), self.days(days)])
                    .collect(),
                numeric: true,
            });
            let runs = picture::runs(count.window_start, &presence::calendar(&history, application, found.table));
            tables.push(self.runs_table(&runs, dated));
            picture = Some((Picture::draw(&runs), self.keys(dated)));
        }
        Answer {
            headline: self.words.with(headline, &arguments),
            more,
            tables,
            picture,
            source: self.source(dated, application),
            ..answer
        }
    }

    fn runs_table<T>(&self, runs: &[Run], dated: &Dated<T>) -> Table {
        let row = |run: &Run| {
            let days = format::number(self.words.language, i64::try_from(run.days).unwrap_or(i64::MAX));
            let name = dated.name(name(run.day), self.words.language).to_owned();
            vec![self.words.date(run.from), self.words.date(run.to), name, days]
        };
        Table {
            caption: self.words.say("calculators-calendar-table"),
            heads: ["calculators-ask-from", "calculators-ask-to", "calculators-kind", "calculators-days"]
                .map(|key| self.words.say(key))
                .to_vec(),
            rows: runs.iter().map(row).collect(),
            numeric: false,
        }
    }

    fn keys<T>(&self, dated: &Dated<T>) -> Vec<Key> {
        let days = [Day::Counted, Day::Half, Day::Away, Day::Excluded, Day::NoStatus];
        let key = |day| {
            let (fill, shade) = picture::fill(day);
            Key { fill, shade, name: dated.name(name(day), self.words.language).to_owned() }
        };
        days.map(key).into()
    }

    fn earliest_sentence(&self, earliest: &Earliest) -> String {
        let (date, days) =
            (self.words.date(earliest.earliest_application_date), self.days(earliest.total_on_that_date));
        self.words.with("calculators-earliest", &[("date", Arg::Text(&date)), ("days", Arg::Text(&days))])
    }

    fn earliest<T>(&self, earliest: &Earliest, dated: Option<&Dated<T>>, answer: Answer) -> Answer {
        Answer { headline: self.earliest_sentence(earliest), source: self.source(dated, self.on), ..answer }
    }

    fn obligation<T>(&self, count: &Obligation, inputs: &Value, dated: Option<&Dated<T>>, answer: Answer) -> Answer {
        let days = format::number(self.words.language, i64::from(count.days_present));
        let headline = match (count.met_730, count.ahead.is_some()) {
            (true, false) => "calculators-obligation-met",
            (false, false) => "calculators-obligation-not-met",
            (true, true) => "calculators-obligation-possible",
            (false, true) => "calculators-obligation-impossible",
        };
        let more = count.ahead.iter().map(|ahead| {
            let (end, most) = (self.words.date(ahead.first_five_years_end), ahead.most_possible);
            self.words
                .with("calculators-obligation-ahead", &[("date", Arg::Text(&end)), ("days", Arg::Number(most.into()))])
        });
        let examined = inputs["examination_date"].as_str().and_then(|day| day.parse().ok()).unwrap_or(self.on);
        Answer {
            headline: self.words.with(headline, &[("days", Arg::Text(&days))]),
            more: more.collect(),
            source: self.source(dated, examined),
            ..answer
        }
    }
}

/// The id that a table file names a sort of days by.
const fn name(day: Day) -> &'static str {
    match day {
        Day::Counted => "counted",
        Day::Half => "half",
        Day::Away => "away",
        Day::Excluded => "excluded",
        Day::NoStatus => "no_status",
    }
}
