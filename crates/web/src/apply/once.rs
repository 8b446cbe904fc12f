//! What a page shows just after a form was sent, and no more once its ten minutes are over: it travels there in a sealed cookie. The
//! store keeps only hashes of links, and an address would stay in the history.

use crate::visit::Visit;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

/// Seconds it can be seen again by reloading the page.
const SHOWN_FOR: u32 = 600;

/// What is shown; each has a cookie of its own, so that one does not take the place of the other.
#[derive(Debug, Clone, Copy)]
pub(super) enum Once {
    /// A fresh resume link.
    Resume,
    /// What was just done about an invitation, with a fresh link.
    Invitation,
}

impl Once {
    fn cookie(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Resume, true) => "__Host-landfall-once",
            (Self::Resume, false) => "landfall-once",
            (Self::Invitation, true) => "__Host-landfall-invited",
            (Self::Invitation, false) => "landfall-invited",
        }
    }

    /// What it is sealed for.
    fn purpose(self) -> &'static str {
        match self {
            Self::Resume => "once",
            Self::Invitation => "invited once",
        }
    }

    /// Sends `shown` along, sealed for the application `reference`.
    pub(super) fn put(self, visit: &Visit, reference: &str, shown: &[u8], mut response: Response) -> Response {
        let app = &visit.app;
        let sealed = app.keys.seal_token(self.purpose(), reference.as_bytes(), shown, &*app.random);
        let secure = if app.is_secure() { "; Secure" } else { "" };
        let name = self.cookie(app.is_secure());
        let cookie = format!("{name}={sealed}; Path=/; HttpOnly; SameSite=Lax; Max-Age={SHOWN_FOR}{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// What was sent along for the application `reference`; nothing for another one, or once its time is over.
    pub(super) fn take(self, visit: &Visit, reference: &str, headers: &HeaderMap) -> Option<Vec<u8>> {
        let name = self.cookie(visit.app.is_secure());
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        let mut cookies = cookies.flat_map(|cookies| cookies.split(';'));
        let sealed = cookies.find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))?;
        visit.app.keys.open_token(self.purpose(), reference.as_bytes(), sealed).ok()
    }
}
