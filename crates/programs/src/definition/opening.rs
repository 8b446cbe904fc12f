//! When a program takes applications, as its file says it.

use jiff::{SignedDuration, Timestamp};

use super::{Located, Reader};
use crate::limits::{MAX_CAP, MAX_GRACE_HOURS};
use crate::opening::{Cap, Deadline, Moment, Opening, Pause};

/// What a file says of it. It is no part of what a version of the program stands for: a program is paused or closed, and given
/// more places, as it is.
pub(super) const KEYS: [&str; 5] = ["opens", "closes", "grace_hours", "paused", "cap"];

/// Reads [`KEYS`].
pub(super) fn read(top: &Reader<'_, '_>) -> Opening {
    let opens = moment(top, "opens");
    let deadline = deadline(top);
    if let (Some(opens), Some(deadline)) = (opens, deadline)
        && deadline.closes <= opens
    {
        let cure = "Let “opens” come before “closes”.";
        top.fault(top.line_of("opens"), "the program closes before it opens", cure);
    }
    let paused = top.inner("paused", "pause").map(|table| pause(table, opens, deadline));
    Opening { opens, deadline, paused, cap: top.inner("cap", "cap").map(cap) }
}

fn deadline(top: &Reader<'_, '_>) -> Option<Deadline> {
    let grace = top.count("grace_hours", 1..=MAX_GRACE_HOURS, MAX_GRACE_HOURS);
    let closes = moment(top, "closes");
    if top.has("grace_hours") && !top.has("closes") {
        let cure = "Add closes = \"2026-12-31T23:59:59-05:00\", or take grace_hours away.";
        top.fault(top.line_of("grace_hours"), "the program has a grace but never closes", cure);
    }
    Some(Deadline { closes: closes?, grace: SignedDuration::from_hours(grace.into()) })
}

fn moment(top: &Reader<'_, '_>, key: &'static str) -> Option<Timestamp> {
    let Located { value, line } = top.optional_string(key)?;
    let moment = value.parse().ok();
    if moment.is_none() {
        let cure = format!("Write it with its offset from UTC, as {key} = \"2026-12-31T23:59:59-05:00\".");
        top.fault(line, format!("“{key}” of the program is no moment"), cure);
    }
    moment
}

fn pause(table: Reader<'_, '_>, opens: Option<Timestamp>, deadline: Option<Deadline>) -> Pause {
    let since = table.string("since", "Add the day or the moment it begins: since = \"2026-11-22\".");
    let since = Located { value: day_or_moment(&table, "since", &since), line: since.line };
    let until = table.optional_string("until");
    let until = until.map(|until| Located { value: day_or_moment(&table, "until", &until), line: until.line });
    if let Some(since) = since.value {
        if let Some(Located { value: Some(until), line }) = until
            && !since.is_before(until)
        {
            table.fault(line, "the pause ends before it begins", "Let “since” come before “until”.");
        }
        if opens.is_some_and(|opens| since.is_before(Moment::At(opens))) {
            let cure = "Move “opens” instead, or let the pause begin later.";
            table.fault(table.line_of("since"), "the pause begins before the program opens", cure);
        }
        if deadline.is_some_and(|deadline| Moment::At(deadline.closes).is_before(since)) {
            let cure = "Take the pause away, or move “closes”.";
            table.fault(table.line_of("since"), "the pause begins after the program has closed", cure);
        }
    }
    let pause = Pause {
        since: since.value.unwrap_or(Moment::At(Timestamp::MAX)),
        until: until.and_then(|until| until.value),
        reason: table.text("reason"),
    };
    table.finish();
    pause
}

fn day_or_moment(table: &Reader<'_, '_>, key: &'static str, written: &Located<String>) -> Option<Moment> {
    if written.value.is_empty() {
        return None;
    }
    let day = Reader::day(&written.value).map(Moment::Day);
    let moment = day.or_else(|| written.value.parse().ok().map(Moment::At));
    if moment.is_none() {
        let cure = format!(
            "Write a day, {key} = \"2026-11-22\", or a moment with its offset from UTC, {key} = \"2026-11-22T09:00:00-05:00\"."
        );
        table.fault(written.line, format!("“{key}” of the pause is neither a day nor a moment"), cure);
    }
    moment
}

fn cap(table: Reader<'_, '_>) -> Cap {
    let name = table.string("name", "Add what is counted, such as name = \"refuge-2026\".");
    if !name.value.is_empty() {
        table.check_id(&name.value, name.line);
    }
    if !table.has("limit") {
        table.missing("limit", "Add how many applications may be filed, such as limit = 500.");
    }
    let limit = table.count("limit", 1..=MAX_CAP, 1);
    let cap = Cap { name: name.value, limit, shared: table.flag("shared", false), line: table.line() };
    table.finish();
    cap
}
