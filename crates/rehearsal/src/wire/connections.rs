//! Connections, many thousands in one thread: opened from several addresses, kept while there is room, the one that has
//! rested longest closed first.
//!
//! A browser keeps a connection for a minute or more after a page. So do visitors here, as long as descriptors last; when
//! they run short, new pages come over new connections, which costs the server more, as it does on a night with many phones.
//! A connection that rests holds no buffer.

use std::{
    collections::VecDeque,
    io::{ErrorKind, Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use mio::{Events, Interest, Poll, Token, net::TcpStream};
use socket2::{Domain, Protocol, Socket, Type};

use super::{
    Fault,
    response::{self, Response},
};

/// Readiness taken at once.
const EVENTS: usize = 4_096;
/// Buffers kept for the next answers.
const BUFFERS: usize = 1_024;
/// How much is read at once.
const READ: usize = 64 * 1024;
/// Loopback addresses connections come from: each has some 28,000 ports of its own for one server, and a port rests for a
/// minute after its connection has been closed.
const SOURCES: u8 = 64;

/// What has come of a connection that was ready.
#[derive(Debug)]
pub(crate) enum Progress {
    /// It goes on.
    Nothing,
    /// The whole answer for this visitor, and the bytes it was read from.
    Answer(u32, Response, Vec<u8>),
    /// None. `unheard`: it was a kept connection that the server had closed before it heard the request; ask again at once.
    Failed { holder: u32, fault: Fault, unheard: bool },
}

#[derive(Debug)]
struct Connection {
    stream: TcpStream,
    /// Whose it is.
    holder: u32,
    /// How often it was used.
    uses: u32,
    /// No answer is due.
    rests: bool,
    out: Vec<u8>,
    sent: usize,
    input: Vec<u8>,
}

/// All connections to one server.
#[derive(Debug)]
pub(crate) struct Connections {
    poll: Poll,
    events: Events,
    server: SocketAddr,
    slots: Vec<Option<Connection>>,
    free: Vec<usize>,
    open: usize,
    most: usize,
    /// Those that rest, oldest first, with how often each had been used then; some are in use again or gone.
    resting: VecDeque<(usize, u32)>,
    rests: usize,
    most_resting: usize,
    buffers: Vec<Vec<u8>>,
    scratch: Vec<u8>,
    sources: u8,
    next_source: u8,
    /// Connections opened so far.
    pub(crate) opened: u64,
}

impl Connections {
    /// At most `most` connections to `server`, of which at most `most_resting` may rest.
    pub(crate) fn new(server: SocketAddr, most: usize, most_resting: usize) -> std::io::Result<Self> {
        let sources = if server.ip().is_loopback() && server.is_ipv4() { SOURCES } else { 0 };
        Ok(Self {
            poll: Poll::new()?,
            events: Events::with_capacity(EVENTS),
            server,
            slots: Vec::new(),
            free: Vec::new(),
            open: 0,
            most,
            resting: VecDeque::new(),
            rests: 0,
            most_resting,
            buffers: Vec::new(),
            scratch: vec![0; READ],
            sources,
            next_source: 0,
            opened: 0,
        })
    }

    /// How many are open.
    pub(crate) fn open(&self) -> usize {
        self.open
    }

    /// Sends a request for this visitor, over the connection `kept` if it still stands, and says over which.
    pub(crate) fn send(
        &mut self,
        kept: Option<usize>,
        holder: u32,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Result<usize, Fault> {
        let kept = kept.filter(|slot| self.is_resting(*slot, holder));
        let slot = match kept {
            Some(slot) => slot,
            None => self.connect(holder)?,
        };
        let mut out = self.buffers.pop().unwrap_or_default();
        write(&mut out);
        let input = self.buffers.pop().unwrap_or_default();
        if let Some(connection) = self.slots.get_mut(slot).and_then(Option::as_mut) {
            self.rests -= usize::from(connection.rests);
            connection.rests = false;
            connection.uses += 1;
            (connection.out, connection.sent, connection.input) = (out, 0, input);
            // What cannot be sent now is sent when the connection says so; faults show there, too.
            let _ = connection.push();
        }
        Ok(slot)
    }

    fn is_resting(&self, slot: usize, holder: u32) -> bool {
        let connection = self.slots.get(slot).and_then(Option::as_ref);
        connection.is_some_and(|connection| connection.holder == holder && connection.rests)
    }

    fn connect(&mut self, holder: u32) -> Result<usize, Fault> {
        while self.open >= self.most {
            if !self.close_oldest() {
                return Err(Fault::Ours);
            }
        }
        let stream = self.open_stream().map_err(|_| Fault::Ours)?;
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() - 1
        });
        let mut stream = stream;
        let interest = Interest::READABLE | Interest::WRITABLE;
        self.poll.registry().register(&mut stream, Token(slot), interest).map_err(|_| Fault::Ours)?;
        let (out, input) = (Vec::new(), Vec::new());
        self.slots[slot] = Some(Connection { stream, holder, uses: 0, rests: false, out, sent: 0, input });
        self.open += 1;
        self.opened += 1;
        Ok(slot)
    }

    fn open_stream(&mut self) -> std::io::Result<TcpStream> {
        let socket = Socket::new(Domain::for_address(self.server), Type::STREAM.nonblocking(), Some(Protocol::TCP))?;
        socket.set_tcp_nodelay(true)?;
        if self.sources > 0 {
            self.next_source = (self.next_source + 1) % self.sources;
            let source = IpAddr::V4(Ipv4Addr::new(127, 0, 16, 1 + self.next_source));
            socket.bind(&SocketAddr::new(source, 0).into())?;
        }
        match socket.connect(&self.server.into()) {
            Err(error) if error.raw_os_error() != Some(rustix::io::Errno::INPROGRESS.raw_os_error()) => {
                return Err(error);
            }
            _ => {}
        }
        Ok(TcpStream::from_std(socket.into()))
    }

    /// Waits until something is ready, at most this long, and says which connections.
    pub(crate) fn wait(&mut self, most: Duration, ready: &mut Vec<usize>) -> std::io::Result<()> {
        match self.poll.poll(&mut self.events, Some(most)) {
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error),
            _ => {}
        }
        ready.extend(self.events.iter().map(|event| event.token().0));
        Ok(())
    }

    /// Goes on with a connection that is ready.
    pub(crate) fn progress(&mut self, slot: usize) -> Progress {
        let Some(connection) = self.slots.get_mut(slot).and_then(Option::as_mut) else { return Progress::Nothing };
        let holder = connection.holder;
        let pushed = connection.push();
        let pulled = connection.pull(&mut self.scratch);
        if connection.rests {
            // Nothing is due: whatever comes now is the end of it.
            if !matches!(pulled, Ok(false)) || !connection.input.is_empty() {
                self.close(slot, holder);
            }
            return Progress::Nothing;
        }
        let ended = !matches!(pulled, Ok(false));
        let nothing_came = connection.input.is_empty();
        let refused = connection.uses == 1 && nothing_came && (pushed.is_err() || pulled.is_err());
        let unheard = connection.uses > 1 && nothing_came && ended;
        let read = if nothing_came { Ok(None) } else { response::read(&connection.input, ended) };
        let fault = match read {
            Ok(Some(response)) => {
                let input = std::mem::take(&mut connection.input);
                let out = std::mem::take(&mut connection.out);
                self.give_back(out);
                if response.head.closes || ended {
                    self.close(slot, holder);
                } else {
                    self.rest(slot);
                }
                return Progress::Answer(holder, response, input);
            }
            Ok(None) if !ended => return Progress::Nothing,
            Ok(None) => Fault::Cut,
            Err(fault) => fault,
        };
        self.close(slot, holder);
        Progress::Failed { holder, fault: if refused { Fault::Refused } else { fault }, unheard }
    }

    /// Takes a buffer back once its answer was read.
    pub(crate) fn give_back(&mut self, mut buffer: Vec<u8>) {
        if self.buffers.len() < BUFFERS && buffer.capacity() <= 4 * READ {
            buffer.clear();
            self.buffers.push(buffer);
        }
    }

    /// Closes a connection if it is still this visitor's.
    pub(crate) fn close(&mut self, slot: usize, holder: u32) {
        let is_theirs = |connection: &mut Connection| connection.holder == holder;
        let Some(connection) = self.slots.get_mut(slot).and_then(|slot| slot.take_if(is_theirs)) else { return };
        self.open -= 1;
        self.rests -= usize::from(connection.rests);
        self.free.push(slot);
        self.give_back(connection.input);
        self.give_back(connection.out);
    }

    fn rest(&mut self, slot: usize) {
        if let Some(connection) = self.slots.get_mut(slot).and_then(Option::as_mut) {
            connection.rests = true;
            self.rests += 1;
            self.resting.push_back((slot, connection.uses));
        }
        while self.rests > self.most_resting && self.close_oldest() {}
    }

    /// Closes the one that has rested longest.
    fn close_oldest(&mut self) -> bool {
        while let Some((slot, uses)) = self.resting.pop_front() {
            let connection = self.slots.get(slot).and_then(Option::as_ref);
            if let Some(connection) = connection.filter(|connection| connection.rests && connection.uses == uses) {
                let holder = connection.holder;
                self.close(slot, holder);
                return true;
            }
        }
        false
    }
}

impl Connection {
    /// Sends what can be sent.
    fn push(&mut self) -> std::io::Result<()> {
        while let Some(rest) = self.out.get(self.sent..).filter(|rest| !rest.is_empty()) {
            match self.stream.write(rest) {
                Ok(written) => self.sent += written,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads what there is, and says whether the other side has ended.
    fn pull(&mut self, scratch: &mut [u8]) -> std::io::Result<bool> {
        loop {
            match self.stream.read(scratch) {
                Ok(0) => return Ok(true),
                Ok(read) => self.input.extend_from_slice(scratch.get(..read).unwrap_or_default()),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::NotConnected) => {
                    return Ok(false);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}
