//! The pass of somebody whose turn had come and who mistyped: for a few minutes they try again without waiting again, and
//! the time they arrived still counts.

use super::{
    Gate,
    cookies::{self, cookie},
};
use admission::Entry;
use http::HeaderMap;
use std::time::Duration;

/// How long somebody who came in and mistyped may try again without waiting again.
const LASTS: Duration = Duration::from_mins(10);
/// What passes are sealed for, and the cookie that carries one.
const PURPOSE: &str = "entrance pass";
const COOKIE: &str = "landfall-pass";

impl Gate {
    /// When the holder of a pass for `entry` arrived, in milliseconds since 1970. `None` without one that still holds.
    pub(super) fn pass_of(&self, headers: &HeaderMap, entry: Entry) -> Option<u64> {
        let pass = self.app.keys.open_token(PURPOSE, &entry.aad(), cookie(headers, COOKIE)?).ok()?;
        let (until, arrival) = pass.split_first_chunk()?;
        let arrival = u64::from_be_bytes(arrival.try_into().ok()?);
        (u64::from_be_bytes(*until) > self.now().unix_millis).then_some(arrival)
    }

    /// Gives a pass for `entry` to somebody who arrived at `arrival`.
    pub(super) fn give_pass(&self, headers: &mut HeaderMap, entry: Entry, arrival: u64) {
        let until = self.now().unix_millis + u64::try_from(LASTS.as_millis()).unwrap_or(0);
        let plain = [until.to_be_bytes(), arrival.to_be_bytes()].concat();
        let pass = self.app.keys.seal_token(PURPOSE, &entry.aad(), &plain, &*self.app.random);
        cookies::set(&self.app, headers, COOKIE, &pass, "/", Some(LASTS));
    }
}
