//! Every page a person sees: the public pages, applying, accounts, status, and what is said when something goes wrong.
//!
//! A request comes in through the [`Door`]. What the public needs lies there ready as bytes ([`PublicSite`]); the rest goes to
//! the [`router`], whose handlers each read what was sent, ask the store for one thing, and render or redirect. A template lies
//! beside its handler.

pub mod mail;
mod occupations;
pub mod payments;
pub mod public;
pub mod uploads;

mod account;
mod app;
mod apply;
mod calculators;
mod door;
mod finder;
mod forms;
mod gate;
mod headers;
pub mod look;
pub mod notices;
mod openings;
mod passwords;
mod places;
mod preview;
mod problem;
mod publications;
mod routes;
pub mod service;
mod sessions;
mod site;
mod status;
mod synthetic;
mod tally;
mod throttle;
mod visit;
mod visitors;

pub use self::visitors::{Came, Catalogue, CountryFile, Report, Visits};
pub use app::{App, Clock};
pub use apply::{Flaw, SignedBy, audit};
pub use door::Door;
pub use gate::{Counts, Gate, Meter, Mode};
pub use openings::Openings;
pub use passwords::PasswordPool;
pub use places::Place;
pub use preview::{CONTENTS as PREVIEW_CONTENTS, PreviewFile, preview};
pub use problem::Problem;
pub use public::render::PublicSite;
pub use publications::{Publications, publish};
pub use routes::router;
pub use site::{Settings, Site, SiteFile};
pub use synthetic::PROGRAM as SYNTHETIC_PROGRAM;
pub use tally::{Class, Outcome, Tally};
pub use throttle::MailThrottle;
