//! What somebody at the door sent: a form of the service, or the waiting room's own form with the other one sealed in it.

use crate::{app::App, forms::SWITCH, places, problem::Problem};
use admission::{Entry, Owner, Ticket};
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::LengthLimitError;
use language::Language;
use vault::Keys;

/// What kept forms are sealed for.
const KEPT: &str = "waiting room form";

/// The fields of the waiting room's form. No other form of the service has a ticket.
pub(super) struct Sent<'a> {
    ticket: Option<&'a str>,
    kept: &'a str,
    leaves: bool,
    /// The button that turns looking by itself on or off, or the field that says it is on.
    by_itself: Option<&'a str>,
    switch: &'a str,
}

impl<'a> Sent<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let field = |name: &str| {
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            pairs.filter(|(found, _)| *found == name).map(|(_, value)| value).next()
        };
        // Sealed values are base64url: they need no decoding.
        Self {
            ticket: field("ticket"),
            kept: field("kept").unwrap_or_default(),
            leaves: field("leave").is_some(),
            by_itself: field("by_itself"),
            switch: field(SWITCH).unwrap_or_default(),
        }
    }

    pub(super) fn has_ticket(&self) -> bool {
        self.ticket.is_some()
    }

    /// The ticket, if we gave it out, and whose it is.
    pub(super) fn ticket(&self, keys: &Keys) -> Option<(Ticket, Option<Owner>)> {
        Ticket::open(self.ticket?, keys)
    }

    /// Whether a page's language switch was pressed.
    pub(super) fn is_switch(&self) -> bool {
        !self.switch.is_empty()
    }

    /// Where the waiting room's form goes whose language switch was pressed: to the same form in the other language.
    pub(super) fn switched(&self, path: &str, language: Language) -> Option<Response<Body>> {
        self.ticket?;
        let to = Language::from_code(self.switch).filter(|to| *to != language)?;
        let twin = places::twin(path).filter(|_| to == language.other())?;
        let response = Response::builder().status(http::StatusCode::TEMPORARY_REDIRECT).header(header::LOCATION, twin);
        response.body(Body::empty()).ok()
    }

    /// Whether the person wants to leave the line.
    pub(super) fn leaves(&self) -> bool {
        self.leaves
    }

    /// Whether the page is to look by itself: `Some` from a page that does, or to turn it on or off.
    pub(super) fn by_itself(&self) -> Option<bool> {
        self.by_itself.map(|turned| turned == "yes")
    }

    /// Whether the person has waited without the form they came with.
    pub(super) fn has_no_form(&self) -> bool {
        self.has_ticket() && self.kept.is_empty()
    }

    /// The form the person came with, sealed for the waiting room's page.
    pub(super) fn kept(&self, app: &App, entry: Entry, bytes: &[u8]) -> String {
        if self.has_ticket() {
            return self.kept.to_owned();
        }
        app.keys.seal_token(KEPT, &entry.aad(), bytes, &*app.random)
    }

    /// The form the person came with. `None` if what was kept is not ours.
    pub(super) fn original(&self, app: &App, entry: Entry, bytes: &Bytes) -> Option<Bytes> {
        if !self.has_ticket() {
            return Some(bytes.clone());
        }
        open_kept(app, entry, self.kept).map(Bytes::from)
    }
}

/// Opens a form that was kept. `None` if it is not ours.
pub(super) fn open_kept(app: &App, entry: Entry, kept: &str) -> Option<Vec<u8>> {
    app.keys.open_token(KEPT, &entry.aad(), kept).ok()
}

/// Whether the waiting room's script asks, rather than the person.
pub(super) fn is_script(accept: Option<&[u8]>) -> bool {
    accept == Some(b"application/json")
}

/// Reads a body whole.
pub(super) async fn whole(body: Body, most: usize) -> Result<Bytes, Problem> {
    // What the waiting room kept is a third longer than what came.
    axum::body::to_bytes(body, most * 3 / 2).await.map_err(|error| {
        let too_large = std::error::Error::source(&error).is_some_and(<dyn std::error::Error>::is::<LengthLimitError>);
        if too_large {
            Problem::new(http::StatusCode::PAYLOAD_TOO_LARGE)
        } else {
            Problem::bad_request(error.to_string())
        }
    })
}

/// Reads the body of a form, so that it lies ready; leaves a form with files to stream.
pub(super) async fn read_whole(request: Request<Body>, most: usize) -> Result<(Request<Body>, Option<Bytes>), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("multipart/") {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let bytes = whole(body, most).await?;
    Ok((Request::from_parts(parts, Body::from(bytes.clone())), Some(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_with_a_ticket_is_the_waiting_rooms_wherever_its_button_stands_in_the_page() {
        for body in ["ticket=abc&kept=def&leave=yes", "leave=yes&ticket=abc&kept=def"] {
            let sent = Sent::read(body.as_bytes());
            assert!(sent.has_ticket() && sent.leaves());
            assert_eq!(sent.kept, "def");
        }
        // Of a page that looks by itself the button that stops it stands first.
        for (body, turned) in [("by_itself=no&by_itself=yes", Some(false)), ("by_itself=yes", Some(true)), ("", None)] {
            assert_eq!(Sent::read(body.as_bytes()).by_itself(), turned);
        }
        assert!(!Sent::read(b"email=a%40b.ca&reticket=abc").has_ticket());
        assert!(!Sent::read(b"\xff\xfe").has_ticket());
        assert!(Sent::read(b"email=&switch_language=fr").is_switch());
        assert!(!Sent::read(b"email=&switch_language=").is_switch());
    }
}
