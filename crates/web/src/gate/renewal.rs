//! What people who know nobody here are shown, made anew when it changes: a date has come, a place was taken, or a notice says
//! something.

use super::Gate;
use crate::{
    notices::{self, Board, Press},
    openings::{Told, ToldOf},
    places,
    public::shelf::Item,
    visit::Arrival,
};
use admission::{Entry, Ticket};
use axum::Router;
use jiff::Timestamp;
use language::Language;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError, Weak},
};

/// What is needed to make pages anew.
pub(super) struct Renewal {
    router: Router,
    /// What the pages say now. Rendered at the start, they say nothing of openings.
    told: Mutex<ToldOf>,
}

impl Renewal {
    pub(super) fn new(router: &Router) -> Self {
        Self { router: router.clone(), told: Mutex::default() }
    }

    fn told(&self) -> ToldOf {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What has changed since the pages were rendered.
struct Changed {
    /// The programs of which something else is told.
    programs: BTreeSet<String>,
    /// The notices that stood there, and those that do now.
    before: Arc<Board>,
    board: Arc<Board>,
}

impl Changed {
    fn new(told: &ToldOf, before: &ToldOf, boards: (Arc<Board>, Arc<Board>)) -> Self {
        let has_changed = |id: &str| match before.get(id) {
            Some(before) => told.get(id) != Some(before),
            None => told.get(id).is_some_and(|told| Language::ALL.iter().any(|l| *told.get(*l) != Told::default())),
        };
        let programs = told.keys().filter(|id| has_changed(id)).cloned().collect();
        Self { programs, before: boards.0, board: boards.1 }
    }

    fn is_nothing(&self) -> bool {
        self.programs.is_empty() && Arc::ptr_eq(&self.before, &self.board)
    }

    /// Whether the page at `path`, which speaks of `program`, says what is no longer so.
    fn makes_old(&self, language: Language, path: &str, program: Option<&str>) -> bool {
        program.is_some_and(|program| self.programs.contains(program))
            || self.before.on_page(language, path) != self.board.on_page(language, path)
    }
}

impl Gate {
    /// Counts the places of programs with a cap. Once before anybody is served, and then once a second.
    pub async fn count(&self) {
        self.app.count_places().await;
    }

    /// Renders anew what says something else by now: a date has come, a place was taken, there is a notice. Once before
    /// anybody is served, and then several times a second. It waits for no store.
    pub async fn renew(&self) {
        let app = &self.app;
        let now = app.now();
        let before = app.public.notices.board();
        let board = app.public.notices.next(&Press { site: &app.site, zone: &app.time_zone, now });
        app.openings.replace(notices::openings(board.notices(), &app.site.programs, now, &app.time_zone));
        let told = Told::all(app);
        let changed = Arc::new(Changed::new(&told, &self.renewal.told(), (before, board)));
        if changed.is_nothing() {
            return;
        }
        let (shelf, says, of) = (Arc::clone(app), told.clone(), Arc::clone(&changed));
        // Every page may have to be made and packed: not where others wait for their turn.
        let rendering = tokio::task::spawn_blocking(move || {
            if !Arc::ptr_eq(&of.before, &of.board) {
                // What pages are about to link to comes first.
                let press = Press { site: &shelf.site, zone: &shelf.time_zone, now };
                shelf.public.print_news(&press, &of.before, &of.board);
                shelf.public.notices.show(Arc::clone(&of.board));
            }
            shelf.public.tell(&shelf.site, &says, |language, path, program| of.makes_old(language, path, program));
        });
        if let Err(error) = rendering.await {
            tracing::error!(%error, "the public pages could not be rendered anew");
        }
        self.entrances.renew(app, &self.renewal.router, |l, path, program| changed.makes_old(l, path, program)).await;
        *self.renewal.told.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }

    /// What lies ready and is packed quickly so far, since somebody waited for what it says.
    pub fn quickly_packed(&self) -> Vec<Weak<Item>> {
        [self.app.public.shelf.quickly_packed(), self.entrances.quickly_packed()].concat()
    }

    /// What somebody who waits to begin should know of the program: that it has closed or paused meanwhile, or is full, and
    /// whether the time they arrived counts.
    pub(super) fn told(&self, language: Language, path: &str, ticket: Ticket) -> Vec<String> {
        let program = places::applied_for(path).filter(|_| ticket.entry == Entry::Begin);
        let Some(program) = program.and_then(|program| self.app.site.program(program)) else { return Vec::new() };
        let now = self.app.now();
        let arrived = i64::try_from(ticket.place.arrival_millis()).ok();
        let arrived = arrived.and_then(|millis| Timestamp::from_millisecond(millis).ok());
        let told = self.app.told(program, language, arrived.map(|at| Arrival::beginning(at, now)));
        if told.state.is_some() { told.words } else { Vec::new() }
    }
}
