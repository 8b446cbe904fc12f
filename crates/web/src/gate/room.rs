//! The waiting room's page: made once for each language with gaps for what differs, so that showing it costs about as much
//! as a public page.

use crate::{app::App, headers, look::Frame, notices::Line, places::Place, public::markdown};
use admission::{Asked, Owner, Range, Standing, Ticket};
use askama::Template;
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use language::{Arg, Language, Messages, format};
use serde::Serialize;
use std::time::Duration;

/// The page's own style, in the page: it must look right while nothing else loads.
const STYLE: &str = include_str!("room.css");
/// What marks a gap in the rendered page, before and after its name.
const GAP: &str = "@@";
/// Seconds from which a time is told in minutes, and minutes from which it is told in hours.
const MINUTE: u64 = 60;
const HOURS_FROM: u64 = 100;
/// The soonest a page loads anew by itself: nobody can read one that changes every second, least of all by ear.
const SOONEST_ANEW: Duration = Duration::from_secs(10);
/// Seconds below which the next look is told in seconds.
const SECONDS_BELOW: u64 = 90;

#[derive(Template)]
#[template(path = "gate/room.html")]
struct RoomTemplate {
    frame: Frame,
    style: &'static str,
    status_url: String,
    mode: Mode,
}

/// Which of its three forms the page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Somebody waits and looks when they like, or a script does.
    Plain,
    /// Somebody waits, and the browser loads the page anew.
    ByItself,
    /// It has become their turn while it did.
    Turn,
}

impl Mode {
    const ALL: [Self; 3] = [Self::Plain, Self::ByItself, Self::Turn];

    /// The message that is its title.
    fn title(self) -> &'static str {
        if self == Self::Plain { "room-title" } else { "room-by-browser-title" }
    }
}

/// What else somebody in line should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// Nothing.
    None,
    /// The ticket they came with was used before.
    Used,
    /// The ticket they came with was too old.
    Expired,
}

/// What the page shows besides where somebody stands.
pub(super) struct Shown<'a> {
    /// Whose ticket it is, if that is known.
    pub(super) owner: Option<Owner>,
    /// Where its form goes.
    pub(super) path: &'a str,
    /// The sealed form they came with.
    pub(super) kept: &'a str,
    /// Whether the browser loads it anew.
    pub(super) by_itself: bool,
    /// Whether that can be turned on.
    pub(super) offered: bool,
    pub(super) note: Note,
    /// What they should know of the program they wait for.
    pub(super) told: &'a [String],
}

/// The page in both languages.
pub(super) struct Rooms {
    pages: [[Vec<Part>; 3]; 2],
    headers: HeaderMap,
}

/// A piece of the page.
enum Part {
    Text(String),
    Gap(String),
}

/// What the page's script is told.
#[derive(Serialize)]
struct News {
    title: String,
    ahead: String,
    wait: String,
    /// What they should know of the program they wait for.
    told: String,
    /// The notices that concern the page they wait for.
    notices: Vec<Line>,
    /// Seconds until the next look.
    again: u64,
    /// Whether it is the person's turn.
    enter: bool,
}

impl Rooms {
    pub(super) fn new(app: &App) -> Self {
        let pages = Language::ALL.map(|language| {
            Mode::ALL.map(|mode| {
                let template = RoomTemplate {
                    frame: app.public.frame(language, "", ""),
                    style: STYLE,
                    status_url: Place::Status.path(language),
                    mode,
                };
                // The template takes nothing that can fail.
                parts(&template.render().unwrap_or_default())
            })
        });
        let mut headers = HeaderMap::new();
        headers::with_own_style(&mut headers, STYLE);
        headers::secure(&mut headers, app.is_secure());
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Self { pages, headers }
    }

    /// The page for somebody with a ticket. `standing` is `None` when their turn has come.
    pub(super) fn page(
        &self,
        app: &App,
        language: Language,
        ticket: Ticket,
        standing: Option<&Standing>,
        shown: &Shown<'_>,
    ) -> Response<Bytes> {
        let mode = match standing {
            None => Mode::Turn,
            Some(_) if shown.by_itself => Mode::ByItself,
            Some(_) => Mode::Plain,
        };
        let say = |key: &str| app.messages.say(language, key).to_owned();
        let told = match standing {
            Some(standing) => told(app, language, standing),
            None if shown.kept.is_empty() => (say("room-turn"), say("room-turn-again")),
            None => (say("room-turn"), say("room-turn-enter")),
        };
        let ticket = ticket.seal(shown.owner, &app.keys, &*app.random);
        let again = standing.map_or(Duration::ZERO, |standing| standing.ask_again);
        let again = if mode == Mode::ByItself { again.max(SOONEST_ANEW) } else { again };
        let check = check(app, language, mode, again);
        let offer = if shown.offered { offer(app, language) } else { String::new() };
        let note = match shown.note {
            Note::None => String::new(),
            Note::Used => paragraph(app, language, "room-used"),
            Note::Expired => paragraph(app, language, "room-expired"),
        };
        let told_of_program = match shown.told {
            [] => String::new(),
            words => format!("<p><strong>{}</strong></p>", markdown::escape(&words.join(" "))),
        };
        let notices: String = app.public.notices.lines(language, shown.path).iter().map(Line::html).collect();
        // A path holds nothing that means anything in HTML but an ampersand; ours have none.
        let action = shown.path.replace('&', "&amp;").replace('"', "%22").replace('<', "%3C");
        let again = again.as_secs().to_string();
        let page = &self.pages[usize::from(language == Language::Fr)][mode as usize];
        let mut html = String::with_capacity(16 * 1024);
        for part in page {
            html.push_str(match part {
                Part::Text(text) => text,
                Part::Gap(name) => match name.as_str() {
                    "ahead" => &told.0,
                    "wait" => &told.1,
                    "again" => &again,
                    "note" => &note,
                    "told" => &told_of_program,
                    "notices" => &notices,
                    "action" => &action,
                    "ticket" => &ticket,
                    "kept" => shown.kept,
                    "offer" => &offer,
                    _ => &check,
                },
            });
        }
        let mut page = self.answer(HeaderValue::from_static("text/html; charset=utf-8"), html);
        if mode == Mode::ByItself
            && let Ok(again) = HeaderValue::try_from(again)
        {
            page.headers_mut().insert(HeaderName::from_static("refresh"), again);
        }
        page
    }

    /// News of the line for the page's script.
    pub(super) fn news(
        &self,
        app: &App,
        language: Language,
        path: &str,
        looked: &Asked,
        program: &[String],
    ) -> Response<Bytes> {
        let notices = app.public.notices.lines(language, path);
        let title = format!("{} – {}", app.messages.say(language, "room-title"), app.site.settings.name);
        let news = if let Asked::Wait(standing) = looked {
            let (ahead, wait) = told(app, language, standing);
            let title = format!("{ahead} – {title}");
            let told = program.join(" ");
            News { title, ahead, wait, told, notices, again: standing.ask_again.as_secs(), enter: false }
        } else {
            // Whatever there is to say, the page says it when the form is sent.
            let [ahead, wait, told] = <[String; 3]>::default();
            News { title, ahead, wait, told, notices, again: 0, enter: true }
        };
        let text = serde_json::to_string(&news).unwrap_or_default();
        self.answer(HeaderValue::from_static("application/json"), text)
    }

    fn answer(&self, kind: HeaderValue, text: String) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from(text));
        *response.headers_mut() = self.headers.clone();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

/// Somebody left the line: back to the page they came from.
pub(super) fn left(path: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(path) = HeaderValue::try_from(path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}

/// Where somebody stands and how long it will take, in words.
fn told(app: &App, language: Language, standing: &Standing) -> (String, String) {
    let say = |key: &str| app.messages.say(language, key).to_owned();
    if standing.is_next {
        return (say("room-next"), say("room-wait-next"));
    }
    let ahead = i64::try_from(standing.ahead).unwrap_or(i64::MAX);
    let ahead = if ahead == 0 {
        say("room-next")
    } else {
        let shown = format::number(language, ahead);
        app.messages.say_with(language, "room-ahead", &[("count", Arg::Number(ahead)), ("shown", Arg::Text(&shown))])
    };
    (ahead, wait(&app.messages, language, &standing.wait))
}

/// How long it will take, in words.
pub(crate) fn wait(messages: &Messages, language: Language, wait: &Range) -> String {
    let say = |key: &str| messages.say(language, key).to_owned();
    if wait.most == Duration::MAX {
        return say("room-wait-unknown");
    }
    let (least, most) = (wait.least.as_secs() / MINUTE, wait.most.as_secs().div_ceil(MINUTE));
    if most <= 1 {
        return say("room-wait-short");
    }
    let (key, least, most) = match (least, most) {
        (0, most) if most < HOURS_FROM => ("room-wait-up-to-minutes", 0, most),
        (least, most) if most < HOURS_FROM => ("room-wait-minutes", least.min(most - 1), most),
        (least, most) => ("room-wait-hours", (least / 60).min(most.div_ceil(60) - 1), most.div_ceil(60)),
    };
    let number = |count: u64| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let args = [("least", number(least)), ("most", number(most))];
    let args = if key == "room-wait-up-to-minutes" { &args[1..] } else { &args[..] };
    messages.say_with(language, key, args)
}

/// When looking again makes sense, or happens.
fn check(app: &App, language: Language, mode: Mode, after: Duration) -> String {
    let seconds = after.as_secs();
    let (key, count) =
        if seconds < SECONDS_BELOW { ("room-seconds", seconds) } else { ("room-minutes", seconds.div_ceil(MINUTE)) };
    let count = Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let when = app.messages.say_with(language, key, &[("count", count)]);
    let told = if mode == Mode::ByItself { "room-by-browser-now" } else { "room-check-again" };
    app.messages.say_with(language, told, &[("when", Arg::Text(&when))])
}

/// The button that lets the browser load the page anew. A script, which looks by itself anyhow, hides it.
fn offer(app: &App, language: Language) -> String {
    let (told, start) =
        (app.messages.say(language, "room-by-browser"), app.messages.say(language, "room-by-browser-start"));
    format!("<div data-room-offer><p>{told}</p><p><button name=\"by_itself\" value=\"yes\">{start}</button></p></div>")
}

fn paragraph(app: &App, language: Language, key: &str) -> String {
    format!("<p><strong>{}</strong></p>", app.messages.say(language, key))
}

/// The rendered page, cut at its gaps.
fn parts(html: &str) -> Vec<Part> {
    let pieces = html.split(GAP).enumerate();
    pieces.map(|(index, text)| if index % 2 == 0 { Part::Text(text.into()) } else { Part::Gap(text.into()) }).collect()
}
