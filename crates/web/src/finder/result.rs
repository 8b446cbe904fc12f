//! The result: every way with its verdict, why, what it costs and how long it takes; then what to gather.

use super::{
    Here,
    typed::{RESULT, SHEET, hidden},
};
use crate::{look::Frame, places::Place, problem::Problem, public::render::service};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use language::{Arg, Language, format};
use programs::{
    SummaryPart,
    finder::{Clause, Found, Gathered, Judged, Stand, Verdict, Way},
};

#[derive(Template)]
#[template(path = "finder/result.html")]
struct ResultTemplate {
    frame: Frame,
    name: String,
    groups: Vec<Group>,
    lists: Vec<List>,
    unconfirmed: Vec<String>,
    given: Vec<Given>,
    hidden: Vec<(String, String)>,
    at: &'static str,
    sheet: &'static str,
}

/// The ways of one verdict.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) heading: String,
    pub(super) ways: Vec<Shown>,
}

/// A way as the page shows it.
pub(super) struct Shown {
    pub(super) title: String,
    /// The first reason.
    pub(super) short: String,
    /// Headings with their sentences.
    pub(super) parts: Vec<(String, Vec<Said>)>,
    page: (String, String),
    tool: Option<String>,
    /// Where an application begins, and the way's id.
    start: Option<(String, String)>,
    /// What is told of its program's opening.
    pub(super) opening: Vec<String>,
}

/// A sentence and where it comes from.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) source: String,
}

/// What to gather, and for which ways.
pub(super) struct List {
    pub(super) title: String,
    pub(super) ways: String,
    pub(super) items: Vec<Said>,
}

/// An answer, with the page to change it on.
struct Given {
    label: String,
    lines: Vec<String>,
    page: String,
}

/// The result page.
pub(super) fn page(here: &Here<'_>) -> Result<Response, Problem> {
    let found = here.finder.judge(here.answers, here.app.today());
    let language = here.language;
    let showing = here.finder.form.showing(language, &here.app.messages);
    let rows = here.journey.summary(&showing).sections.into_iter().flat_map(|section| section.parts);
    let given = rows.filter_map(|part| match part {
        SummaryPart::Row(row) => {
            Some(Given { label: row.label.to_owned(), lines: row.lines, page: row.path.to_string() })
        }
        SummaryPart::List(_) => None,
    });
    let template = ResultTemplate {
        frame: here.frame(),
        name: here.finder.form.title.get(language).to_owned(),
        groups: groups(here, &found),
        lists: lists(here, &found),
        unconfirmed: here.finder.form.unconfirmed.iter().map(|text| text.get(language).to_owned()).collect(),
        given: given.collect(),
        hidden: hidden(here.finder, here.answers, None),
        at: RESULT,
        sheet: SHEET,
    };
    let html = template.render().map_err(|error| Problem::internal(&error))?;
    Ok(Html(html).into_response())
}

/// The ways, likely ones first; a verdict that no way has is left out.
pub(super) fn groups(here: &Here<'_>, found: &Found<'_>) -> Vec<Group> {
    [
        (Verdict::Likely, "likely", "finder-likely"),
        (Verdict::Depends, "depends", "finder-depends"),
        (Verdict::Unlikely, "unlikely", "finder-unlikely"),
    ]
    .into_iter()
    .map(|(verdict, id, key)| {
        let ways = found.ways.iter().filter(|judged| judged.verdict == verdict).map(|judged| shown(here, judged));
        Group { id, heading: here.t(key), ways: ways.collect() }
    })
    .filter(|group| !group.ways.is_empty())
    .collect()
}

fn shown(here: &Here<'_>, judged: &Judged<'_>) -> Shown {
    let (way, language) = (judged.way, here.language);
    let of = |stand: Stand| {
        let reasons = judged.reasons.iter().filter(move |reason| reason.stand == stand);
        reasons.map(|reason| said(here, reason.rule)).collect::<Vec<_>>()
    };
    let mut parts = vec![
        (here.t("finder-against"), of(Stand::Against)),
        (here.t("finder-open"), of(Stand::Open)),
        (here.t("finder-met"), of(Stand::Met)),
        (here.t("finder-notes"), judged.notes.iter().map(|note| said(here, note)).collect()),
        (here.t("finder-fees"), fees(here, way)),
        (here.t("finder-times"), times(here, way)),
    ];
    parts.retain(|(_, sentences)| !sentences.is_empty());
    let page = here.app.site.page(&way.page.id).map(|page| {
        let title = page.sides.get(language).title.clone();
        (page.path(language), title)
    });
    let program = way.program.as_ref().filter(|program| here.app.site.program(&program.id).is_some());
    let told = program.and_then(|program| here.app.site.program(&program.id)).map(|program| here.told(program));
    let told = told.unwrap_or_default();
    Shown {
        title: way.title.get(language).to_owned(),
        short: judged.reasons.first().map_or_else(String::new, |first| first.rule.text.get(language).to_owned()),
        parts,
        page: page.unwrap_or_default(),
        tool: way.tool.as_ref().and_then(|tool| service(&here.app.site, &tool.id, language)),
        start: program
            .filter(|_| judged.verdict != Verdict::Unlikely && !told.refuses)
            .map(|program| (Place::Apply(program.id.clone()).path(language), way.id.clone())),
        opening: told.words.into_iter().chain(told.places).collect(),
    }
}

/// What to gather.
pub(super) fn lists(here: &Here<'_>, found: &Found<'_>) -> Vec<List> {
    let list = |gathered: &Gathered<'_>| {
        let ways: Vec<String> = gathered.ways.iter().map(|way| way.title.get(here.language).to_owned()).collect();
        List {
            title: gathered.list.title.get(here.language).to_owned(),
            ways: format::list_and(here.language, &ways),
            items: gathered.items.iter().map(|item| said(here, item)).collect(),
        }
    };
    found.checklists.iter().map(list).collect()
}

fn said(here: &Here<'_>, clause: &Clause) -> Said {
    let sources = here.finder.sources(clause).map(|(source, section)| cited(here, source, section));
    Said { text: clause.text.get(here.language).to_owned(), source: sources.collect::<Vec<_>>().join("; ") }
}

/// A source as people read it: title, section, date.
fn cited(here: &Here<'_>, source: &programs::Source, section: &str) -> String {
    let date = edition(here.language, &source.date);
    let title = source.title.get(here.language);
    let arguments = [("title", Arg::Text(title)), ("section", Arg::Text(section)), ("date", Arg::Text(&date))];
    let key = if section.is_empty() { "finder-source" } else { "finder-source-section" };
    here.app.messages.say_with(here.language, key, &arguments)
}

/// The edition of a source: a year, a month or a day.
fn edition(language: Language, date: &str) -> String {
    if let Ok(day) = date.parse() {
        return format::long_date(language, day);
    }
    let month = format!("{date}-01").parse::<jiff::civil::Date>();
    month.map_or_else(|_| date.to_owned(), |first| format::month(language, first.year(), first.month()))
}

/// What the way costs one person today, line by line. An amount that was calculated says so.
fn fees(here: &Here<'_>, way: &Way) -> Vec<Said> {
    let lines = way.fees.iter().filter_map(|fee| here.finder.form.tables().fees.line(&fee.id, here.app.today()));
    let said = lines.map(|line| {
        let amount = format::money(here.language, line.amount_cents);
        let arguments = [("label", Arg::Text(line.label.get(here.language))), ("amount", Arg::Text(&amount))];
        let key = if line.is_to_be_confirmed() { "finder-fee-derived" } else { "finder-fee" };
        let text = here.app.messages.say_with(here.language, key, &arguments);
        Said { text, source: cited(here, &line.source, "") }
    });
    said.collect()
}

/// How long it takes, as published.
fn times(here: &Here<'_>, way: &Way) -> Vec<Said> {
    let (messages, language) = (&here.app.messages, here.language);
    let named = |key: &str, label: &str, time: &str, quebec: &str| {
        let arguments = [("label", Arg::Text(label)), ("time", Arg::Text(time)), ("quebec", Arg::Text(quebec))];
        messages.say_with(language, key, &arguments)
    };
    let mut found = Vec::new();
    for time in &way.times {
        if let Some(line) = here.app.site.times.latest(&time.id) {
            let (label, said) = (line.label.get(language), line.says(messages, language));
            let text = match line.quebec_time() {
                Some(quebec) => named("finder-time-quebec", label, &said, &quebec.says(messages, language)),
                None => named("finder-time", label, &said, ""),
            };
            found.push(Said { text, source: cited(here, &line.source, "") });
        }
        if let Some(standard) = here.app.site.times.standard(&time.id) {
            let said = standard.time.says(messages, language);
            let text = named("finder-standard", standard.label.get(language), &said, "");
            found.push(Said { text, source: cited(here, &standard.source, "") });
        }
    }
    found
}
