//! What the gate reads from cookies: whether somebody has a session, and the pass of somebody who came in and mistyped.

use crate::{app::App, sessions};
use admission::{Entry, Now};
use http::{HeaderMap, HeaderValue, header};

/// How long somebody who came in and mistyped may try again without waiting again, in seconds.
const PASS_LASTS: u64 = 600;
/// What passes are sealed for, and the cookie that carries one.
const PASS: &str = "entrance pass";
const PASS_COOKIE: &str = "landfall-pass";

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
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

/// Whether somebody has a pass for `entry` that still counts.
pub(super) fn has_pass(app: &App, headers: &HeaderMap, entry: Entry, now: Now) -> bool {
    let Some(pass) = cookie(headers, PASS_COOKIE) else { return false };
    let until = app.keys.open_token(PASS, &entry.aad(), pass).ok().and_then(|plain| plain.try_into().ok());
    until.is_some_and(|until| u64::from_be_bytes(until) > now.unix_millis)
}

/// Gives a pass for `entry` to somebody whose form has to be sent once more.
pub(super) fn give_pass(app: &App, headers: &mut HeaderMap, entry: Entry, now: Now) {
    let until = now.unix_millis + PASS_LASTS * 1000;
    let pass = app.keys.seal_token(PASS, &entry.aad(), &until.to_be_bytes(), &*app.random);
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let text = format!("{PASS_COOKIE}={pass}; Path=/; HttpOnly; SameSite=Lax; Max-Age={PASS_LASTS}{secure}");
    if let Ok(value) = HeaderValue::try_from(text) {
        headers.append(header::SET_COOKIE, value);
    }
}
