//! The few places where a count becomes a measure, or the other way round.

use std::time::Duration;

/// Microseconds since the rehearsal began: what everything here is timed in.
pub(crate) type Micros = u64;

/// One second in microseconds.
pub(crate) const SECOND: Micros = 1_000_000;

/// A count to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts and microseconds here are far below 2^52")]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// The nearest count; none below zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, and not below zero")]
pub(crate) fn whole(value: f64) -> u64 {
    value.round().max(0.0) as u64
}

/// A length in memory as a count.
pub(crate) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A count as a length in memory.
pub(crate) fn length(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// A span in microseconds.
pub(crate) fn micros(span: Duration) -> Micros {
    u64::try_from(span.as_micros()).unwrap_or(u64::MAX)
}

/// Microseconds from seconds.
pub(crate) fn seconds(seconds: f64) -> Micros {
    whole(seconds * 1e6)
}
