//! What the server promises, over real sockets on the loopback interface.

#![expect(clippy::unwrap_used, reason = "in a test, what goes wrong in a helper is a failure of the test")]

mod addresses;
mod client;
mod floods;
mod full;
mod http1;
mod http2;
mod listening;
mod stopping;
mod support;
mod tls;
mod vitals;
