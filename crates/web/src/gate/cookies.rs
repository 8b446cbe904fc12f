//! What the gate reads from cookies: whether a request names a session, or an answer begins one.

use crate::{app::App, sessions};
use http::{HeaderMap, header};

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// The session a request carries. Nobody has checked that there is one.
pub(super) fn session<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie(headers, sessions::cookie_name(app.is_secure()))
}

/// The session an answer begins.
pub(super) fn new_session<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    let name = sessions::cookie_name(app.is_secure());
    headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|value| value.split(';').next()?.split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
