//! The gate and cookies: whether a request names a session, or an answer begins one; and those of its own.

use crate::{app::App, sessions};
use http::{HeaderMap, HeaderValue, header};
use std::time::Duration;

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

/// Sets a cookie for `path` that no script can read. Without a `life` it is gone when the browser is closed.
pub(super) fn set(app: &App, headers: &mut HeaderMap, name: &str, value: &str, path: &str, life: Option<Duration>) {
    let life = life.map_or_else(String::new, |life| format!("; Max-Age={}", life.as_secs()));
    let secure = if app.is_secure() { "; Secure" } else { "" };
    if let Ok(cookie) =
        HeaderValue::try_from(format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{life}{secure}"))
    {
        headers.append(header::SET_COOKIE, cookie);
    }
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
