//! The status page: what works now, since when, and what did not, as it was measured. It lies on the shelf as bytes, so that
//! it answers when nothing else does.
//!
//! Nothing is measured here. Whoever measures hands over a [`Report`] ([`App::show_service`]); page and JSON are made from it.

mod json;
mod page;

use crate::{
    app::App,
    notices::{self, Surge},
    places::Place,
    public::{
        render::{HTML, PublicSite, extra},
        shelf::{Freshness, Item},
    },
    site::Site,
};
use admission::{Entry, Range};
use jiff::Timestamp;
use language::{Language, Text};
use serde::{Deserialize, Serialize};

/// Where the same lies for programs. It has both languages in it.
const JSON: &str = "/service-status.json";
/// Counts of people below this are told as "fewer than" it: a small number beside a time may point at somebody.
const FEW: u64 = 10;

/// Something that people come to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Information pages, search, calculators.
    Reading,
    /// Starting an application.
    Starting,
    /// Signing in, coming back by a link, asking how a case stands.
    SigningIn,
    /// Filling in and filing.
    Filing,
    /// Sending documents.
    Uploads,
    /// Mail that the service sends.
    Mail,
}

impl Capability {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Reading, Self::Starting, Self::SigningIn, Self::Filing, Self::Uploads, Self::Mail];

    /// The message that names it.
    fn key(self) -> &'static str {
        match self {
            Self::Reading => "service-reading",
            Self::Starting => "service-starting",
            Self::SigningIn => "service-signing-in",
            Self::Filing => "service-filing",
            Self::Uploads => "service-uploads",
            Self::Mail => "service-mail",
        }
    }
}

/// How a capability stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has looked yet.
    #[default]
    Unmeasured,
    /// It works.
    Works,
    /// It works again, and is watched for a while before its incident counts as over.
    Recovering,
    /// It fails for some.
    Troubled,
    /// It fails for most, or for everybody.
    Down,
}

impl State {
    fn key(self) -> &'static str {
        match self {
            Self::Unmeasured => "service-state-unmeasured",
            Self::Works => "service-state-works",
            Self::Recovering => "service-state-recovering",
            Self::Troubled => "service-state-troubled",
            Self::Down => "service-state-down",
        }
    }
}

/// How bad an incident was at its worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// It failed for some.
    Troubled,
    /// It failed for most, or for everybody.
    Down,
}

/// A time during which something did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// What.
    pub capability: Capability,
    /// How bad at its worst.
    pub level: Level,
    /// When it began, as far as was measured.
    pub began: Timestamp,
    /// When it was last seen not to work; nothing while it goes on.
    pub ended: Option<Timestamp>,
    /// Answers that people got instead of what they came for.
    pub affected: u64,
}

impl Incident {
    /// How many answers, unless that are few.
    fn told(&self) -> Option<u64> {
        (self.affected >= FEW).then_some(self.affected)
    }
}

/// A time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Its begin.
    pub from: Timestamp,
    /// Its end.
    pub until: Timestamp,
}

/// How one capability stands, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// How.
    pub state: State,
    /// Since when, as far as was measured.
    pub since: Option<Timestamp>,
}

/// Everything that was measured and is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// How each capability stands, in the order of [`Capability::ALL`].
    pub standing: [Standing; Capability::ALL.len()],
    /// How long somebody would wait who came now, in the order of [`Entry::ALL`]; nothing where nobody has to.
    pub waits: [Option<Range>; Entry::ALL.len()],
    /// Incidents, the latest first.
    pub incidents: Vec<Incident>,
    /// Times during which nothing was measured, the latest first.
    pub unmeasured: Vec<Span>,
    /// Since when there are measurements.
    pub measured_since: Option<Timestamp>,
}

/// Work on the service that is announced ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// What is done.
    pub title: Text,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// What happens to deadlines that fall into it.
    pub deadlines: Text,
}

/// What notices announce ahead and is not over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Announced {
    /// Work on the service.
    pub planned: Vec<Planned>,
    /// Many people at once.
    pub surge: Option<Surge>,
}

impl App {
    /// What notices announce ahead.
    pub fn announced(&self) -> Announced {
        let (known, now) = (self.public.notices.known(), self.now());
        Announced { planned: notices::planned(&known.notices, now), surge: notices::surge(&known.notices, now) }
    }

    /// Shows what was measured up to `at`, if anything was: page and JSON are made anew, and whoever asks from now on gets them.
    pub fn show_service(&self, at: Option<Timestamp>, report: &Report, announced: &Announced) {
        for (path, item) in rendered(&self.public, &self.site, at, report, announced) {
            self.public.shelf.replace(&path, item);
        }
    }
}

/// The page in both languages and the JSON, with their paths. At the start nothing is measured.
pub(crate) fn rendered(
    public: &PublicSite,
    site: &Site,
    at: Option<Timestamp>,
    report: &Report,
    announced: &Announced,
) -> Vec<(String, Item)> {
    let mut items = Vec::with_capacity(3);
    for language in Language::ALL {
        let path = Place::Service.path(language);
        match page::html(public, site, language, at, report, announced) {
            Ok(html) => items.push((path, Item::new(html.into_bytes(), HTML, Freshness::Revalidate, extra(site)))),
            Err(error) => tracing::error!(path, %error, "the status page could not be rendered"),
        }
    }
    let json = json::text(at, report, announced);
    items.push((JSON.to_owned(), Item::new(json.into_bytes(), "application/json", Freshness::Revalidate, extra(site))));
    items
}

/// A wait's line as it is called here.
fn line(entry: Entry) -> (&'static str, &'static str) {
    match entry {
        Entry::Resume => ("resume", "service-line-resume"),
        Entry::SignIn => ("sign_in", "service-line-sign-in"),
        Entry::Begin => ("begin", "service-line-begin"),
    }
}

#[cfg(test)]
mod tests;
