//! The waiting room's page that looks again by itself without a script, for whoever has turned that on. A page that a browser
//! loads anew sends no form, so the place travels in a cookie for as long (decision 15).

use super::{
    Gate, again,
    cookies::{self, cookie},
    room::{Note, Shown},
    sent,
};
use crate::tally::Outcome;
use crate::{door, forms::Form, look::Frame, places::Place};
use admission::{Asked, Entry, Owner, Standing, Ticket};
use askama::Template;
use axum::{
    body::Body,
    response::{Html, IntoResponse, Redirect},
};
use http::{HeaderMap, Request, Response, StatusCode};
use language::Language;
use std::{sync::atomic::Ordering::Relaxed, time::Duration};

/// What the cookie is sealed for, and its name.
const PURPOSE: &str = "waiting room cookie";
const COOKIE: &str = "landfall-line";
/// The longest path and kept form together that the cookie holds: browsers take cookies of 4,096 bytes (RFC 6265bis,
/// section 5.6), and sealing makes four bytes of three.
const LONGEST: usize = 2_700;
/// How long the place is held after the page was last loaded.
const LASTS: Duration = Duration::from_hours(1);

/// A page in place of the waiting room, for somebody who has no place there.
#[derive(Template)]
#[template(path = "gate/instead.html")]
pub(super) struct InsteadTemplate {
    pub(super) frame: Frame,
    pub(super) title: &'static str,
    pub(super) told: [&'static str; 2],
    /// Where a place is taken.
    pub(super) url: String,
}

impl InsteadTemplate {
    pub(super) fn html(&self) -> String {
        // The template takes nothing that can fail.
        self.render().unwrap_or_default()
    }
}

/// What the cookie holds.
struct Carried {
    ticket: Ticket,
    owner: Option<Owner>,
    path: String,
    kept: String,
}

impl Gate {
    /// The page that looks by itself, to somebody who has turned it on.
    pub(super) fn look_by_itself(&self, request: &Request<Body>) -> Response<Body> {
        let language = door::spoken(request.uri().path(), request.headers());
        let Some(Carried { ticket, owner, path, kept }) = self.carried(request.headers()) else {
            return self.lost(language, format!("/{}", language.code()));
        };
        let told = self.told(language, &path, ticket);
        let shown =
            Shown { owner, path: &path, kept: &kept, by_itself: true, offered: false, note: Note::None, told: &told };
        self.counts.room.fetch_add(1, Relaxed);
        let before = self.meter.thread_cpu();
        let mut answer = match self.look(ticket, owner) {
            Asked::Wait(standing) => {
                let mut page = self.rooms.page(&self.app, language, ticket, Some(&standing), &shown);
                self.carry(page.headers_mut(), language, (ticket, owner), &path, &kept);
                page.map(Body::from)
            }
            Asked::Enter(_) => self.rooms.page(&self.app, language, ticket, None, &shown).map(Body::from),
            Asked::Used | Asked::Expired => {
                let mut page = self.lost(language, path);
                self.forget(page.headers_mut(), language);
                page
            }
        };
        self.lock().answered(self.meter.thread_cpu().saturating_sub(before));
        Outcome::Room.mark(&mut answer);
        answer
    }

    /// Somebody in line turns it on: on to the page, with the cookie. `None` where it is not offered.
    pub(super) fn turn_on(
        &self,
        language: Language,
        path: &str,
        standing: &Standing,
        owner: Option<Owner>,
        kept: &str,
    ) -> Option<Response<Body>> {
        let kept = self.may_carry(standing.ticket.entry, path, kept)?;
        let mut answer = Redirect::to(&Place::Line.path(language)).into_response();
        self.carry(answer.headers_mut(), language, (standing.ticket, owner), path, kept);
        Some(answer)
    }

    /// What a cookie may hold of the form somebody came with: all of it, or nothing where a password is in it, which is typed
    /// again. `None` where answers would be lost or the cookie be too long: then the page does not look by itself.
    pub(super) fn may_carry<'kept>(&self, entry: Entry, path: &str, kept: &'kept str) -> Option<&'kept str> {
        let mut carried = kept;
        // Beginning asks for nothing.
        if entry != Entry::Begin && !kept.is_empty() {
            let form = Form::parse(&sent::open_kept(&self.app, entry, kept)?).ok()?;
            if !form.get("carried").is_empty() {
                return None;
            }
            if again::TYPED_AGAIN.iter().any(|name| !form.get(name).is_empty()) {
                carried = "";
            }
        }
        (path.len() + carried.len() <= LONGEST).then_some(carried)
    }

    /// Somebody is let in whose form no cookie could hold: they fill it in again, and do not wait again.
    pub(super) fn fill_in_again(&self, path: &str, entry: Entry, arrival: Option<u64>) -> Response<Body> {
        let mut answer = Redirect::to(path).into_response();
        self.give_pass(answer.headers_mut(), entry, arrival.unwrap_or_else(|| self.now().unix_millis));
        answer
    }

    /// Takes the cookie away: the page does not look by itself any more.
    pub(super) fn forget(&self, headers: &mut HeaderMap, language: Language) {
        cookies::set(&self.app, headers, COOKIE, "", &Place::Line.path(language), Some(Duration::ZERO));
    }

    fn carry(
        &self,
        headers: &mut HeaderMap,
        language: Language,
        (ticket, owner): (Ticket, Option<Owner>),
        path: &str,
        kept: &str,
    ) {
        let until = self.now().unix_millis + u64::try_from(LASTS.as_millis()).unwrap_or(0);
        let text = format!("{} {path} {kept}", ticket.seal(owner, &self.app.keys, &*self.app.random));
        let plain = [&until.to_be_bytes(), text.as_bytes()].concat();
        let sealed = self.app.keys.seal_token(PURPOSE, &[], &plain, &*self.app.random);
        cookies::set(&self.app, headers, COOKIE, &sealed, &Place::Line.path(language), None);
    }

    fn carried(&self, headers: &HeaderMap) -> Option<Carried> {
        let plain = self.app.keys.open_token(PURPOSE, &[], cookie(headers, COOKIE)?).ok()?;
        let (until, text) = plain.split_first_chunk()?;
        if u64::from_be_bytes(*until) < self.now().unix_millis {
            return None;
        }
        let mut parts = std::str::from_utf8(text).ok()?.splitn(3, ' ');
        let (ticket, owner) = Ticket::open(parts.next()?, &self.app.keys)?;
        Some(Carried { ticket, owner, path: parts.next()?.to_owned(), kept: parts.next()?.to_owned() })
    }

    /// The page for somebody whose place is not known here; `url` leads to where a place is taken.
    fn lost(&self, language: Language, url: String) -> Response<Body> {
        let (here, twin) = (Place::Line.path(language), Place::Line.path(language.other()));
        let frame = self.app.public.frame(language, &here, &twin);
        let told = ["room-lost", "room-lost-back"];
        let template = InsteadTemplate { frame, title: "room-lost-title", told, url };
        (StatusCode::NOT_FOUND, Html(template.html())).into_response()
    }
}
