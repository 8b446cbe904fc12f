//! The built binary's connections: more of them than it can hold, and restarts in the middle of them.

mod full;
mod restart;

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// Longest that anything may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_mins(1);

/// One connection, as a client that keeps to HTTP/1.1 sees it.
struct Connection(BufReader<TcpStream>);

/// What a client needs to know of an answer.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: u16,
    /// Whether the server says that it is the connection's last.
    last: bool,
}

impl Connection {
    fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::with_capacity(1024, stream)))
    }

    /// Says a part of a request. That nobody listens any more shows in the answer.
    fn say(&mut self, words: &str) {
        let _ = self.0.get_mut().write_all(words.as_bytes());
    }

    /// Asks for a page and takes its whole answer.
    fn ask(&mut self, path: &str) -> io::Result<Answer> {
        self.say(&format!("GET {path} HTTP/1.1\r\n"));
        self.ask_on()
    }

    /// Ends a request that was begun, and takes its whole answer.
    fn ask_on(&mut self) -> io::Result<Answer> {
        self.say("Host: landfall\r\n\r\n");
        let mut answer = Answer { status: 0, last: false };
        let mut length = 0;
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            if self.0.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end().to_lowercase();
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                answer.status = rest.split(' ').next().and_then(|status| status.parse().ok()).unwrap_or(0);
            }
            answer.last |= line == "connection: close";
            length = line.strip_prefix("content-length: ").and_then(|length| length.parse().ok()).unwrap_or(length);
        }
        io::copy(&mut self.0.by_ref().take(length), &mut io::sink())
            .and_then(|taken| if taken == length { Ok(answer) } else { Err(io::ErrorKind::UnexpectedEof.into()) })
    }

    /// Whether the server has closed it by now, or said something that was not asked.
    fn is_closed(&mut self) -> bool {
        let stream = self.0.get_ref();
        stream.set_nonblocking(true).expect("a socket that need not block");
        let read = stream.peek(&mut [0]);
        stream.set_nonblocking(false).expect("a socket that blocks");
        // A reset is a close too.
        !matches!(read, Err(error) if error.kind() == io::ErrorKind::WouldBlock)
    }
}
