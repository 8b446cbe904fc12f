//! Those who surely have to wait are told so from the bytes they sent: on the night everyone comes that is most of who want to
//! come in, and what each of them costs is taken from those inside.

use super::{
    Gate, Mode,
    kind::{self, Kind},
    room::{Note, Shown},
    sent::{self, Sent},
};
use crate::tally::Class;
use admission::Asked;
use bytes::Bytes;
use http::{HeaderName, Method, Response, header};
use language::Language;
use std::sync::atomic::Ordering::Relaxed;

/// The waiting room's answer to somebody.
pub(crate) struct TurnedBack {
    pub(crate) answer: Response<Bytes>,
    pub(crate) language: Language,
    pub(crate) class: Class,
}

impl Gate {
    /// The answer to a form that was sent to `path` by somebody who surely has to wait and sends no cookie. `None`
    /// leaves the request to [`pass`](Self::pass), and nothing has happened.
    pub(crate) fn turn_back<'a>(
        &self,
        path: &str,
        field: impl Fn(&HeaderName) -> Option<&'a [u8]>,
        form: &[u8],
    ) -> Option<TurnedBack> {
        let Kind::Enter(entry) = kind::of(&Method::POST, path).0 else { return None };
        let language = path.split('/').nth(1).and_then(Language::from_code)?;
        if self.mode != Mode::Measured || path.contains('?') || field(&header::COOKIE).is_some() {
            return None;
        }
        let sent = Sent::read(form);
        if sent.leaves() || sent.by_itself().is_some() || sent.is_switch() {
            return None;
        }
        let (ticket, owner) = if sent.has_ticket() {
            let (ticket, owner) = sent.ticket(&self.app.keys).filter(|(ticket, _)| ticket.entry == entry)?;
            if self.has_lapsed(ticket, owner) {
                return None;
            }
            (Some(ticket), owner)
        } else {
            (None, None)
        };
        let standing = {
            let now = self.now();
            self.lock().keep_waiting(now, entry, ticket)?
        };
        let before = self.meter.thread_cpu();
        self.counts.room.fetch_add(1, Relaxed);
        let told = self.told(language, path, standing.ticket);
        let answer = if ticket.is_some() && sent::is_script(field(&header::ACCEPT)) {
            self.rooms.news(&self.app, language, path, &Asked::Wait(standing), &told)
        } else {
            let kept = sent.kept(&self.app, entry, form);
            let offered = self.may_carry(entry, path, &kept).is_some();
            let shown = Shown { owner, path, kept: &kept, by_itself: false, offered, note: Note::None, told: &told };
            let page = self.rooms.page(&self.app, language, standing.ticket, Some(&standing), &shown);
            self.lock().answered(self.meter.thread_cpu().saturating_sub(before));
            page
        };
        Some(TurnedBack { answer, language, class: Class::entering(entry) })
    }
}
