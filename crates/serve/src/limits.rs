//! The limits of a server: how many connections, how large a head, how long each thing may take.

use std::time::Duration;

/// Descriptors left for everything that is not a connection: the store, documents, logs, workers, refusals.
const MIN_RESERVE: u64 = 256;
/// The share of descriptors left for that when there are many: one in eight.
const RESERVE_SHARE: u64 = 8;

/// From this share of connections or memory on, idle connections may stay for less than [`Limits::idle_time`]...
const SHRINK_FROM: f64 = 0.85;
/// ...and from this share on only for [`SHORTEST_IDLE`]; HTTP/1 connections then end with the answer they give.
pub(crate) const NEARLY_FULL: f64 = 0.95;
/// The shortest time an idle connection may stay: a newcomer has to come to its first request over a bad line.
const SHORTEST_IDLE: Duration = Duration::from_secs(2);

/// What bounds a server and its connections. [`Limits::for_descriptors`] has the defaults; every field may be changed.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections open at once, over all workers. A newcomer past it is refused.
    pub connections: usize,
    /// Bytes of a request's head: request line and header fields. More is answered 431.
    pub header_bytes: u32,
    /// Header fields in a request. More are answered 431.
    pub header_fields: usize,
    /// How long a whole request head may take to arrive, however it trickles. Slower is cut.
    pub header_time: Duration,
    /// How long a connection may stay open without a request: a new one before its first, and between requests. Long
    /// enough to cover one refresh of a waiting page, or each refresh costs a TLS handshake. Less when connections or
    /// memory run short.
    pub idle_time: Duration,
    /// How long a connection is quiet before its buffers are put away (it stays open for
    /// [`idle_time`](Self::idle_time)). Counted in steps of its own length, so between once and twice this.
    pub park_after: Duration,
    /// How long a TLS handshake may take.
    pub handshake_time: Duration,
    /// How long a client may go without taking any of an answer's bytes.
    pub write_stall: Duration,
    /// How long one request may take from its head to the last byte of its answer. Generous, since it bounds uploads on
    /// slow lines too: handlers have deadlines of their own.
    pub exchange_time: Duration,
    /// While a handler waits for a body, at least [`body_minimum`](Self::body_minimum) bytes must arrive in each such
    /// span. Slower gives the handler [`BodyError::TooSlow`](crate::BodyError::TooSlow).
    pub body_window: Duration,
    /// Bytes of a body that must arrive in each [`body_window`](Self::body_window), unless the body ends.
    pub body_minimum: u64,
    /// Requests open at once on one HTTP/2 connection.
    pub streams: u32,
    /// How long requests in flight may take to finish when the server stops. What is left then is cut.
    pub drain_time: Duration,
}

impl Limits {
    /// The defaults, for a process that may open `descriptors` files and sockets (the soft limit `RLIMIT_NOFILE`).
    ///
    /// An eighth of them, at least 256, is kept for everything else; with fewer than 512 half of them.
    pub fn for_descriptors(descriptors: u64) -> Self {
        let reserve = (descriptors / RESERVE_SHARE).max(MIN_RESERVE).min(descriptors / 2);
        Self {
            connections: usize::try_from(descriptors - reserve).unwrap_or(usize::MAX).max(1),
            header_bytes: 16 * 1024,
            header_fields: 100,
            header_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(75),
            park_after: Duration::from_secs(1),
            handshake_time: Duration::from_secs(10),
            write_stall: Duration::from_secs(30),
            exchange_time: Duration::from_mins(15),
            body_window: Duration::from_secs(15),
            body_minimum: 4 * 1024,
            streams: 64,
            drain_time: Duration::from_secs(25),
        }
    }

    /// How long an idle connection may stay when this share of what it holds is in use.
    pub(crate) fn patience(&self, used: f64) -> Duration {
        let left = ((NEARLY_FULL - used) / (NEARLY_FULL - SHRINK_FROM)).clamp(0.0, 1.0);
        self.idle_time.mul_f64(left).max(SHORTEST_IDLE.min(self.idle_time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fuller_it_is_the_shorter_an_idle_connection_stays() {
        let limits = Limits { idle_time: Duration::from_secs(100), ..Limits::for_descriptors(1_024) };
        for (used, seconds) in
            [(0.0, 100), (0.85, 100), (0.86, 90), (0.9, 50), (0.94, 10), (0.949, 2), (0.95, 2), (1.0, 2), (7.0, 2)]
        {
            let patience = limits.patience(used);
            assert_eq!((patience + Duration::from_millis(1)).as_secs(), seconds, "{used}: {patience:?}");
        }
        let short = Limits { idle_time: Duration::from_secs(1), ..limits };
        assert_eq!(short.patience(1.0), short.idle_time);
    }

    #[test]
    fn connections_leave_descriptors_for_everything_else() {
        for (descriptors, connections) in
            [(0, 1), (1, 1), (2, 1), (256, 128), (512, 256), (1_024, 768), (20_000, 17_500), (1_048_576, 917_504)]
        {
            assert_eq!(Limits::for_descriptors(descriptors).connections, connections, "{descriptors}");
        }
        assert!(Limits::for_descriptors(u64::MAX).connections > 0, "no limit at all");
    }
}
