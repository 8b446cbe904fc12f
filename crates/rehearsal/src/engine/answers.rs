//! What comes back: led on, shown to the visitor, or found wanting.

use std::rc::Rc;

use super::Engine;
use crate::{
    chance::Chance,
    numbers::{Micros, SECOND},
    page::Page,
    place::{Place, local},
    tally::Class,
    visit::{End, Next, Role},
    wire::{
        Fault,
        connections::Progress,
        request::{Posting, Request},
        response::Head,
    },
};

/// Redirects followed in a row.
const MOST_HOPS: u8 = 8;
/// How long people wait in the room before they give up (median, seconds), and how differently.
const WAITS: f64 = 2_700.0;
const WAITS_SIGMA: f64 = 0.7;
/// One in this many has no script, and asks for the whole page.
const WITHOUT_SCRIPT: u32 = 10;

impl Engine<'_> {
    /// Goes on with a connection that is ready.
    pub(super) fn progress(&mut self, slot: usize) {
        match self.connections.progress(slot) {
            Progress::Nothing => {}
            Progress::Failed { holder, unheard: true, .. } => self.again(holder),
            Progress::Failed { holder, fault, .. } => self.failed(holder, fault),
            Progress::Answer(holder, response, bytes) => {
                let body = response.body(&bytes);
                self.tally.requests += 1;
                self.tally.bytes += crate::numbers::count(bytes.len());
                self.answered(holder, &response.head, body);
                self.connections.give_back(bytes);
            }
        }
    }

    /// A kept connection had ended before the request was heard: browsers send it again at once.
    fn again(&mut self, id: u32) {
        let Some(visitor) = self.visitors.get(id) else { return };
        visitor.connection = None;
        match visitor.assets.last().cloned().filter(|_| visitor.asset_since.is_some()) {
            Some(asset) => self.ask_asset(id, &asset),
            None => self.ask(id),
        }
    }

    fn answered(&mut self, id: u32, head: &Head, body: &[u8]) {
        let Some(visitor) = self.visitors.get(id) else { return };
        if !visitor.asks {
            return;
        }
        if let Some(since) = visitor.asset_since.take() {
            return self.asset(id, since, head, body);
        }
        visitor.keep_cookies(&head.cookies);
        if let Some(location) = head.location.as_deref().filter(|_| (300..400).contains(&head.status)) {
            let Some(location) = local(location) else { return self.failed(id, Fault::Strange) };
            visitor.hops += 1;
            if visitor.hops > MOST_HOPS {
                return self.failed(id, Fault::Strange);
            }
            self.acknowledge(id, location);
            if let Some(visitor) = self.visitors.get(id) {
                visitor.request = Some(Request::get(location));
            }
            return self.ask(id);
        }
        if visitor.lookup.is_some() {
            return self.looked_up(id, head.status, body);
        }
        let asks_for_json = matches!(&visitor.request, Some(Request::Post(posting)) if posting.json);
        match head.status {
            200 if asks_for_json && !head.is_html => self.news(id, body),
            200 | 422 if head.is_html => self.page(id, head, body),
            503 => self.failed(id, Fault::TurnedAway),
            429 => self.failed(id, Fault::TooMany),
            500..600 => self.failed(id, Fault::Error),
            _ => self.failed(id, Fault::Strange),
        }
    }

    /// A style sheet or script: there is something, and it is no page.
    fn asset(&mut self, id: u32, since: Micros, head: &Head, body: &[u8]) {
        if head.status != 200 || head.is_html || body.is_empty() {
            return self.failed(id, Fault::Wrong);
        }
        let (now, part) = (self.clock.now(), self.part());
        if self.counts() {
            self.tally.answered(Class::Asset, part, now - since);
        }
        let Some(visitor) = self.visitors.get(id) else { return };
        visitor.assets.pop();
        let due = visitor.due;
        match visitor.assets.last().cloned() {
            Some(next) => self.ask_asset(id, &next),
            None => self.later(id, due),
        }
    }

    /// A page, to be checked, and shown to the visitor.
    fn page(&mut self, id: u32, head: &Head, body: &[u8]) {
        let page = match self.site.read(body, head.is_shared, head.is_brotli) {
            Ok(page) => page,
            Err(fault) => return self.failed(id, fault),
        };
        let Some(visitor) = self.visitors.get(id) else { return };
        let Some(path) = visitor.request.as_ref().map(|request| request.path().to_owned()) else { return };
        let language = path.get(1..3).unwrap_or_default();
        if let Some(fault) = page.fault(language) {
            return self.failed_since(id, Fault::Wrong, fault);
        }
        if let Some(again) = page.room() {
            return self.room(id, &page, again);
        }
        let shows_them = !visitor.draft.as_ref().is_some_and(|draft| draft.typed_name)
            || Place::of(&path) != Place::Review
            || contains(body, visitor.person.family().as_bytes());
        if !shows_them || !self.site.is_right(&path, &page) {
            return self.failed(id, Fault::Wrong);
        }
        self.let_in(id);
        let (now, part, counts) = (self.clock.now(), self.part(), self.counts());
        let Some(visitor) = self.visitors.get(id) else { return };
        let class = if visitor.class == Class::Room { Class::Enter } else { visitor.class };
        if counts && visitor.role != Role::Preparer {
            self.tally.answered(class, part, now.saturating_sub(visitor.due));
        } else {
            self.tally.interval.pages += 1;
        }
        self.tally.begun += u64::from(Place::of(&path) == Place::Keep);
        if let (Place::Receipt, Some(filed)) = (Place::of(&path), visitor.draft.as_ref().and_then(|draft| draft.filed))
        {
            self.filings[filed].shown(&page, &visitor.cookies);
        }
        let next = visitor.react(&page, &path, &mut self.world);
        if !matches!(next, Next::Wrong) {
            visitor.tries = 0;
        }
        self.next(id, &page, next);
    }

    /// Does what the visitor has decided.
    fn next(&mut self, id: u32, page: &Page, next: Next) {
        let now = self.clock.now();
        let Some(visitor) = self.visitors.get(id) else { return };
        let after = match next {
            Next::Wrong => return self.failed(id, Fault::Wrong),
            Next::Leave(end, 0) => return self.leave(id, end),
            Next::Leave(end, after) => {
                // They read to the end, and are gone.
                visitor.request = None;
                visitor.end = end;
                after
            }
            Next::Away(request, after) => {
                visitor.request = Some(request);
                visitor.is_away = true;
                visitor.cookies.clear();
                self.tally.away += 1;
                if let Some(slot) = visitor.connection.take() {
                    self.connections.close(slot as usize, id);
                }
                return self.later(id, now + after);
            }
            Next::Ask(request, after) => {
                visitor.request = Some(request);
                after
            }
        };
        visitor.due = now + after;
        let due = visitor.due;
        if !visitor.dressed && !page.assets.is_empty() {
            visitor.dressed = true;
            visitor.assets = page.assets.iter().filter_map(|path| local(path)).map(Rc::from).collect();
            if let Some(first) = visitor.assets.last().cloned() {
                return self.ask_asset(id, &first);
            }
        }
        self.later(id, due);
    }

    /// The waiting room: the ticket is kept, and asked with again when the room says.
    fn room(&mut self, id: u32, page: &Page, again: Micros) {
        let (now, part, counts) = (self.clock.now(), self.part(), self.counts());
        let Some(visitor) = self.visitors.get(id) else { return };
        let Some(form) = page.form_with("ticket").filter(|form| form.post) else {
            return self.failed(id, Fault::Wrong);
        };
        if matches!(visitor.class, Class::Work | Class::File) {
            self.tally.inside_refused += 1;
        }
        if counts {
            self.tally.answered(Class::Room, part, now.saturating_sub(visitor.due));
        }
        let json = !visitor.person.number().is_multiple_of(WITHOUT_SCRIPT);
        let fields = form.encoded();
        let path = local(&form.action).unwrap_or_default().to_owned();
        visitor.request =
            Some(Request::Post(Box::new(Posting { path, fields, files: Vec::new(), is_ticket: true, json })));
        visitor.tries = 0;
        if visitor.waits_since.is_none() {
            visitor.waits_since = Some(visitor.due);
            self.tally.waiting += 1;
            self.tally.waited += 1;
        }
        self.wait(id, again);
    }

    /// What the room's script is told.
    fn news(&mut self, id: u32, body: &[u8]) {
        #[derive(serde::Deserialize)]
        struct News {
            again: f64,
            enter: bool,
        }
        let Ok(news) = serde_json::from_slice::<News>(body) else { return self.failed(id, Fault::Wrong) };
        let (now, part, counts) = (self.clock.now(), self.part(), self.counts());
        let Some(visitor) = self.visitors.get(id) else { return };
        if counts {
            self.tally.answered(Class::Room, part, now.saturating_sub(visitor.due));
        }
        if !news.enter {
            return self.wait(id, crate::numbers::seconds(news.again).max(SECOND / 10));
        }
        // The script sends the form, which opens the page.
        if let Some(Request::Post(posting)) = &mut visitor.request {
            posting.json = false;
        }
        self.later(id, now);
    }

    /// Waits for as long as the room says, unless patience has run out.
    fn wait(&mut self, id: u32, again: Micros) {
        let now = self.clock.now();
        let Some(visitor) = self.visitors.get(id) else { return };
        let is_batch = visitor.role == Role::Preparer;
        let most = Chance::new(u64::from(visitor.person.number())).log_normal(WAITS, WAITS_SIGMA);
        let waited = visitor.waits_since.map_or(0, |since| now.saturating_sub(since));
        if waited > most && !is_batch {
            return self.leave(id, End::Tired);
        }
        self.later(id, now + again);
    }

    /// Who waited and is served something else now was let in.
    fn let_in(&mut self, id: u32) {
        let now = self.clock.now();
        let Some(visitor) = self.visitors.get(id) else { return };
        let Some(since) = visitor.waits_since.take() else { return };
        let waited = now.saturating_sub(since);
        let country = visitor.person.country;
        self.tally.waiting -= 1;
        self.tally.interval.admitted += 1;
        self.tally.waits.record(waited);
        if let Some((_, waits, sum)) = self.tally.country(country) {
            *waits += 1;
            *sum += waited;
        }
    }
}

/// Whether these bytes stand somewhere in those.
fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len().max(1)).any(|window| window == wanted)
}
