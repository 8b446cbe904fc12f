//! A browser at its simplest: HTTP/1.1 over one connection at a time, cookies, a patience.

use std::{
    cell::Cell,
    net::{Ipv4Addr, SocketAddr, SocketAddrV4},
    rc::Rc,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::{Instant, timeout_at},
};

/// People give up after this long without an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer read.
const LARGEST_ANSWER: usize = 1 << 20;
/// What an answer is expected to fit into.
const USUAL_ANSWER: usize = 16 * 1024;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Nobody took the connection, or it was cut before an answer.
    Refused,
    /// It was cut within an answer.
    Cut,
    /// Patience ran out.
    GaveUp,
    /// This machine's own descriptors or ports ran out: the generator's fault.
    Ours,
}

/// An answer, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
    closes: bool,
}

#[cfg(test)]
impl Answer {
    /// A page that was answered well.
    pub(crate) fn of(page: &str) -> Self {
        Self { status: 200, location: None, body: page.into(), closes: false }
    }
}

/// How many connections are open, out of how many.
#[derive(Debug, Clone)]
pub(crate) struct Descriptors {
    open: Rc<Cell<usize>>,
    most: usize,
}

impl Descriptors {
    pub(crate) fn new(most: usize) -> Self {
        Self { open: Rc::default(), most }
    }

    fn take(&self) -> Result<Taken, Fault> {
        if self.open.get() >= self.most {
            return Err(Fault::Ours);
        }
        self.open.set(self.open.get() + 1);
        Ok(Taken(Rc::clone(&self.open)))
    }
}

/// One of them; it is given back with this.
#[derive(Debug)]
struct Taken(Rc<Cell<usize>>);

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[derive(Debug)]
pub(crate) struct Browser {
    server: SocketAddr,
    address: Ipv4Addr,
    descriptors: Descriptors,
    connection: Option<(TcpStream, Taken)>,
    cookies: Vec<(String, String)>,
}

impl Browser {
    /// Someone new. Each has an address of their own, all of them this machine's.
    pub(crate) fn new(server: SocketAddr, number: u64, descriptors: Descriptors) -> Self {
        let [.., high, middle, low] = number.to_be_bytes();
        let address = Ipv4Addr::new(127, 1 + high % 64, middle, 1 + low % 254);
        Self { server, address, descriptors, connection: None, cookies: Vec::new() }
    }

    /// What comes next begins with a new connection.
    pub(crate) fn hang_up(&mut self) {
        self.connection = None;
    }

    pub(crate) async fn get(&mut self, path: &str, due: Instant) -> Result<Answer, Fault> {
        let cookies = self.cookie_header();
        self.send(format!("GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\n{cookies}\r\n", self.server), due)
            .await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &str, due: Instant) -> Result<Answer, Fault> {
        let (server, cookies, length) = (self.server, self.cookie_header(), body.len());
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {server}\r\norigin: http://{server}\r\nsec-fetch-site: same-origin\r\n\
             accept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\
             {cookies}\r\n{body}"
        );
        self.send(request, due).await
    }

    fn cookie_header(&self) -> String {
        if self.cookies.is_empty() {
            return String::new();
        }
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("cookie: {}\r\n", cookies.join("; "))
    }

    async fn send(&mut self, request: String, due: Instant) -> Result<Answer, Fault> {
        let exchange = async {
            if let Some((mut stream, taken)) = self.connection.take() {
                match self.exchange(&mut stream, request.as_bytes()).await {
                    // The server may close a kept connection just when it is used again: browsers send once more.
                    Err(Fault::Refused) => {}
                    answer => return self.keep(stream, taken, answer),
                }
            }
            let taken = self.descriptors.take()?;
            let mut stream = self.connect().await?;
            let answer = self.exchange(&mut stream, request.as_bytes()).await;
            self.keep(stream, taken, answer)
        };
        timeout_at(due + PATIENCE, exchange).await.unwrap_or(Err(Fault::GaveUp))
    }

    fn keep(&mut self, stream: TcpStream, taken: Taken, answer: Result<Answer, Fault>) -> Result<Answer, Fault> {
        if answer.as_ref().is_ok_and(|answer| !answer.closes) {
            self.connection = Some((stream, taken));
        }
        answer
    }

    async fn connect(&self) -> Result<TcpStream, Fault> {
        let socket = TcpSocket::new_v4().map_err(|_| Fault::Ours)?;
        socket.bind(SocketAddrV4::new(self.address, 0).into()).map_err(|_| Fault::Ours)?;
        let stream = socket.connect(self.server).await.map_err(|_| Fault::Refused)?;
        stream.set_nodelay(true).map_err(|_| Fault::Refused)?;
        Ok(stream)
    }

    async fn exchange(&mut self, stream: &mut TcpStream, request: &[u8]) -> Result<Answer, Fault> {
        stream.write_all(request).await.map_err(|_| Fault::Refused)?;
        let mut read = Vec::with_capacity(USUAL_ANSWER);
        let head_end = loop {
            let from = read.len().saturating_sub(3);
            if more(stream, &mut read).await? == 0 {
                return Err(if read.is_empty() { Fault::Refused } else { Fault::Cut });
            }
            if let Some(at) = find(&read[from..], b"\r\n\r\n") {
                break from + at + 4;
            }
        };
        let head = String::from_utf8_lossy(&read[..head_end]).into_owned();
        read.drain(..head_end);
        let mut answer =
            Answer { status: status(&head)?, location: None, body: read, closes: head.starts_with("HTTP/1.0") };
        let mut length = None;
        let mut chunked = false;
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse::<usize>().ok(),
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "connection" => answer.closes |= value.eq_ignore_ascii_case("close"),
                "location" => answer.location = Some(value.to_owned()),
                "set-cookie" => self.set_cookie(value),
                _ => {}
            }
        }
        if chunked {
            answer.body = unchunked(stream, answer.body).await?;
        } else if let Some(length) = length {
            while answer.body.len() < length {
                if more(stream, &mut answer.body).await? == 0 {
                    return Err(Fault::Cut);
                }
            }
        } else {
            while more(stream, &mut answer.body).await? > 0 {}
            answer.closes = true;
        }
        Ok(answer)
    }

    fn set_cookie(&mut self, header: &str) {
        let mut parts = header.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        self.cookies.retain(|(known, _)| known != name);
        if !parts.any(|part| part.eq_ignore_ascii_case("max-age=0")) {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}

fn status(head: &str) -> Result<u16, Fault> {
    head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(Fault::Cut)
}

async fn more(stream: &mut TcpStream, read: &mut Vec<u8>) -> Result<usize, Fault> {
    let before = read.is_empty();
    let count = stream.read_buf(read).await.map_err(|_| if before { Fault::Refused } else { Fault::Cut })?;
    if read.len() > LARGEST_ANSWER { Err(Fault::Cut) } else { Ok(count) }
}

/// A body that comes in chunks.
async fn unchunked(stream: &mut TcpStream, mut read: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::with_capacity(USUAL_ANSWER);
    let mut at = 0;
    loop {
        let line = loop {
            if let Some(line) = find(&read[at..], b"\r\n") {
                break line;
            }
            if more(stream, &mut read).await? == 0 {
                return Err(Fault::Cut);
            }
        };
        let size =
            str::from_utf8(&read[at..at + line]).ok().and_then(|size| usize::from_str_radix(size.trim(), 16).ok());
        let size = size.filter(|size| *size <= LARGEST_ANSWER).ok_or(Fault::Cut)?;
        let end = at + line + 2 + size + 2;
        while read.len() < end {
            if more(stream, &mut read).await? == 0 {
                return Err(Fault::Cut);
            }
        }
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(&read[at + line + 2..end - 2]);
        at = end;
    }
}

/// Where these bytes first stand.
pub(crate) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
