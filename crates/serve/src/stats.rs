//! Counts of what happened to connections, for metrics and for the line a server prints when it stops.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident, $add:ident;)*) => {
        /// Totals since the start, over all workers. Each only grows.
        #[derive(Debug, Default)]
        pub struct Stats {
            $($name: AtomicU64,)*
            made_room: AtomicU64,
        }

        impl Stats {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> u64 {
                    self.$name.load(Ordering::Relaxed)
                }

                pub(crate) fn $add(&self) {
                    self.$name.fetch_add(1, Ordering::Relaxed);
                }
            )*
        }
    };
}

counters! {
    /// Connections accepted, refused ones included.
    accepted, add_accepted;
    /// Connections that were told the site is full.
    refused, add_refused;
    /// Connections closed without a word, because too many were being told that the site is full.
    dropped, add_dropped;
    /// Times that accepting failed for want of descriptors or memory.
    accept_failures, add_accept_failure;
    /// TLS handshakes that failed or took too long.
    handshake_failures, add_handshake_failure;
    /// Requests handed to the service.
    requests, add_request;
    /// Connections cut for exceeding a time: a slow head, a stalled reader, an exchange without end.
    cut, add_cut;
    /// Connections closed for having been idle for as long as there was room for.
    idled, add_idled;
    /// Times a quiet connection's buffers were put away.
    parked, add_parked;
}

impl Stats {
    /// Idle connections asked to close sooner than their time, because places, memory or descriptors ran short. They count as
    /// idled too, once they have closed.
    pub fn made_room(&self) -> u64 {
        self.made_room.load(Ordering::Relaxed)
    }

    pub(crate) fn add_made_room(&self, connections: usize) {
        if connections > 0 {
            self.made_room.fetch_add(connections as u64, Ordering::Relaxed);
        }
    }
}
