//! Takes connections from the network and hands each request to a service: sockets, TLS, HTTP/1 and HTTP/2, limits.
//!
//! It knows no routes and no pages. What it promises the rest of the house:
//!
//! - **Bounded.** Connections, header size and time, idle time, slow bodies, slow readers, HTTP/2 streams: each has a
//!   named limit in [`Limits`], and [`Stats`] counts what was cut.
//! - **Cheap when many read.** A plain request for what lies ready is answered from the bytes it came in, and its connection
//!   holds no buffers before or after.
//! - **Cheap when quiet.** For everything else the HTTP machinery is built when somebody asks, and put away again when the
//!   connection has been quiet for a moment.
//! - **Roomy to the last.** The fuller it gets, the sooner idle connections are closed, those idle longest first.
//! - **Honest when full.** Past the connection limit a newcomer gets a small page that says so, in both languages, instead
//!   of a connection that hangs.
//! - **Quiet when stopping.** On shutdown it stops accepting, closes idle connections, and lets requests in flight finish.
//!
//! How it runs: [`Server::bind`] opens the sockets, [`Bound::start`] starts one thread for each worker, each with a
//! current-thread runtime and a socket of its own on the same port (`SO_REUSEPORT`), so that no lock and no queue lies
//! between a core and its connections. Each worker runs a clone of one [`tower::Service`], such as an axum router.
//!
//! What the service should know:
//!
//! - A request carries its [`Client`] in its extensions.
//! - When a client goes away, the future that answers it is dropped where it stands. Work that must end once begun belongs
//!   in a task or thread of its own. A task spawned from a handler runs on the worker and ends with it.
//! - A body that arrives too slowly gives [`BodyError::TooSlow`]; how large it may be is the service's affair.
//!
//! Deliberately absent: HTTP/2 without TLS, upgrades (web sockets), and a limit for each address (people share addresses).

mod accept;
mod body;
mod connection;
mod desk;
mod exchange;
mod http1;
mod http2;
mod idle;
mod io;
mod limits;
mod listen;
mod local;
mod peer;
mod pulse;
mod ready;
mod refusal;
mod server;
mod slots;
mod stats;
mod tls;
mod vitals;
mod worker;

pub use body::{BodyError, RequestBody};
pub use exchange::Handler;
pub use limits::Limits;
pub use listen::{BindError, Endpoint};
pub use peer::{AddressFault, Client, Network, TrustedProxies};
pub use ready::Asked;
pub use server::{Bound, Running, Server, StartError, Stopped, WorkerFailed};
pub use stats::Stats;
pub use tls::{Tls, TlsError};
pub use vitals::Vitals;
