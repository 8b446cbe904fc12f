//! Opening the sockets a server listens on, and saying plainly what is wrong when that fails.

use std::io;
use std::net::{SocketAddr, TcpListener};

use socket2::{Domain, Protocol, SockRef, Socket, Type};

/// Connections the kernel holds for each socket until they are accepted (it caps this at `net.core.somaxconn`).
const BACKLOG: i32 = 4096;

/// Where a server listens.
#[derive(Debug)]
pub struct Endpoint {
    place: Place,
    secure: bool,
}

/// One worker's listening socket.
#[derive(Debug)]
pub(crate) struct Listening {
    pub(crate) listener: TcpListener,
    /// Whether TLS is spoken here.
    pub(crate) secure: bool,
    /// Whether it closes with us, and whoever waits in it is lost.
    pub(crate) ours: bool,
}

#[derive(Debug)]
enum Place {
    Address { address: SocketAddr, shared: bool },
    Open(TcpListener),
}

impl Endpoint {
    /// An address of our own. Each worker gets a socket on it. Port 0 takes a free one.
    pub fn address(address: SocketAddr) -> Self {
        Self { place: Place::Address { address, shared: false }, secure: false }
    }

    /// An address that other processes of the same user may listen on too, sharing its connections; all must say so.
    ///
    /// One process holds no more connections than its descriptors; several hold more.
    pub fn shared(address: SocketAddr) -> Self {
        Self { place: Place::Address { address, shared: true }, secure: false }
    }

    /// A socket that is open and listening already, and that somebody else keeps open, such as the service manager. All
    /// workers accept from it. When the server stops, who was not accepted yet waits in it for the next one.
    pub fn open(listener: TcpListener) -> Self {
        Self { place: Place::Open(listener), secure: false }
    }

    /// Speaks TLS here, with the server's [`Tls`](crate::Tls).
    pub fn with_tls(mut self) -> Self {
        self.secure = true;
        self
    }

    /// Opens one socket for each worker.
    pub(crate) fn bind(&self, workers: usize) -> Result<Vec<Listening>, BindError> {
        let (address, ours, listeners) = match &self.place {
            Place::Address { address, shared } => (*address, true, bind_all(*address, *shared, workers)),
            Place::Open(listener) => {
                let address = listener.local_addr().unwrap_or(SocketAddr::from(([0, 0, 0, 0], 0)));
                (address, false, share(listener, workers))
            }
        };
        let listeners = listeners.and_then(sending_at_once).map_err(|source| BindError { address, source })?;
        Ok(listeners.into_iter().map(|listener| Listening { listener, secure: self.secure, ours }).collect())
    }
}

fn bind_all(address: SocketAddr, shared: bool, workers: usize) -> io::Result<Vec<TcpListener>> {
    let first = bind(address, shared)?;
    let address = first.local_addr()?;
    let mut listeners = vec![first];
    while listeners.len() < workers {
        listeners.push(bind(address, true)?);
    }
    Ok(listeners)
}

/// Binds one socket. Unless it is to join others on its address, it becomes shareable only after it is bound: so our own
/// workers can join it, and a second server started by mistake finds the address taken, instead of quietly taking half
/// of the visitors.
fn bind(address: SocketAddr, join: bool) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    if join {
        socket.set_reuse_port(true)?;
    }
    socket.bind(&address.into())?;
    socket.set_reuse_port(true)?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

fn share(listener: &TcpListener, workers: usize) -> io::Result<Vec<TcpListener>> {
    listener.set_nonblocking(true)?;
    (0..workers).map(|_| listener.try_clone()).collect()
}

/// Answers go out whole; waiting to fill a packet only delays them. Connections take this from the socket they came by.
fn sending_at_once(listeners: Vec<TcpListener>) -> io::Result<Vec<TcpListener>> {
    listeners.iter().try_for_each(|listener| SockRef::from(listener).set_tcp_nodelay(true))?;
    Ok(listeners)
}

/// Why a server cannot listen at an address, and what to do about it.
#[derive(Debug)]
pub struct BindError {
    /// Where it was to listen.
    pub address: SocketAddr,
    /// What the system said.
    pub source: io::Error,
}

impl std::fmt::Display for BindError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { address, source } = self;
        write!(f, "Cannot listen on {address}: ")?;
        match source.kind() {
            io::ErrorKind::AddrInUse => f.write_str(
                "another program listens there already. Stop it (“ss -ltnp” shows which it is), or choose another address.",
            ),
            io::ErrorKind::PermissionDenied => f.write_str(
                "ports below 1024 need a privilege. Choose a port from 1024 on, or allow this program to take it \
                 (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE).",
            ),
            io::ErrorKind::AddrNotAvailable => f.write_str(
                "this machine does not have that address. Choose one that “ip address” shows, or 0.0.0.0 for all of them.",
            ),
            _ => write!(f, "{source}. Choose another address, or ask whoever runs this machine."),
        }
    }
}

impl std::error::Error for BindError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn what_is_written_to_a_connection_goes_out_at_once() {
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        let open = TcpListener::bind(loopback).unwrap();
        for endpoint in [Endpoint::address(loopback), Endpoint::shared(loopback), Endpoint::open(open)] {
            let listening = endpoint.bind(1).unwrap().remove(0).listener;
            listening.set_nonblocking(false).unwrap();
            let _client = TcpStream::connect(listening.local_addr().unwrap()).unwrap();
            assert!(listening.accept().unwrap().0.nodelay().unwrap(), "{endpoint:?}");
        }
    }
}
