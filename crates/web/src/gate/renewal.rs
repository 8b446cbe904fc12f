//! What people who know nobody here are shown of programs, made anew when it changes: a date has come, a place was taken, or
//! an opening was put in place of the file's.

use super::Gate;
use crate::{
    openings::{Told, ToldOf},
    places,
    visit::Arrival,
};
use admission::{Entry, Ticket};
use axum::Router;
use jiff::Timestamp;
use language::Language;
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
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

impl Gate {
    /// Counts the places of programs with a cap, and renders anew what says something else by now. Once before anybody is
    /// served, and then once a second.
    pub async fn renew(&self) {
        let app = &self.app;
        app.count_places().await;
        let (told, before) = (Told::all(app, app.now()), self.renewal.told());
        let has_changed = |id: &str| match before.get(id) {
            Some(before) => told.get(id) != Some(before),
            None => told.get(id).is_some_and(|told| Language::ALL.iter().any(|l| *told.get(*l) != Told::default())),
        };
        let changed: BTreeSet<&str> = told.keys().map(String::as_str).filter(|id| has_changed(id)).collect();
        if changed.is_empty() {
            return;
        }
        app.public.tell(&app.site, &told, &changed);
        for program in app.site.programs.iter().filter(|program| changed.contains(program.id.as_str())) {
            self.entrances.renew(app, &self.renewal.router, program).await;
        }
        *self.renewal.told.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }

    /// What somebody who waits to begin should know of the program: that it has closed or paused meanwhile, or is full, and
    /// whether the time they arrived counts.
    pub(super) fn told(&self, language: Language, path: &str, ticket: Ticket) -> Vec<String> {
        let program = places::applied_for(path).filter(|_| ticket.entry == Entry::Begin);
        let Some(program) = program.and_then(|program| self.app.site.program(program)) else { return Vec::new() };
        let now = self.app.now();
        let arrived = i64::try_from(ticket.place.arrival_millis()).ok();
        let arrived = arrived.and_then(|millis| Timestamp::from_millisecond(millis).ok());
        let opening = self.app.openings.of(program);
        let says = self.app.judge(&opening, now, arrived);
        let arrival = arrived.map(|at| Arrival::beginning(at, now));
        let told = Told::new(&self.app, language, &opening, says, arrival);
        if told.state.is_some() { told.words } else { Vec::new() }
    }
}
