//! HTTP/1.1 at its simplest, for a generator that must be cheaper than the servers: one connection, one request on its way.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context as _, Result, ensure};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};

/// What an answer is expected to fit into.
const USUAL_ANSWER: usize = 32 * 1024;
/// Largest answer read.
const LARGEST_ANSWER: usize = 1 << 20;

/// A connection, and what was read of its last answer.
pub(crate) struct Connection<S> {
    stream: S,
    read: Vec<u8>,
}

/// An answer, as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    head: &'a str,
    pub(crate) body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// The values of the head's fields of this name, which is lower-case.
    pub(crate) fn fields(self, name: &str) -> impl Iterator<Item = &'a str> {
        fields(self.head, name)
    }

    /// How many bytes came.
    pub(crate) fn bytes(self) -> usize {
        self.head.len() + self.body.len()
    }

    /// The server closes after it.
    pub(crate) fn closes(self) -> bool {
        self.head.starts_with("HTTP/1.0") || self.fields("connection").any(|value| value.eq_ignore_ascii_case("close"))
    }
}

fn fields<'a>(head: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    head.split("\r\n").skip(1).filter_map(move |line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Connects. `number` picks an address of this machine, so that ports do not run out.
pub(crate) async fn connect(server: SocketAddr, number: u64) -> Result<TcpStream> {
    let [.., middle, low] = number.to_be_bytes();
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::new(127, 1, middle, 1 + low % 254), 0).into())?;
    let stream = socket.connect(server).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, read: Vec::with_capacity(USUAL_ANSWER) }
    }

    /// Sends a request and reads all of its answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.stream.flush().await?;
        self.read.clear();
        let head = loop {
            let from = self.read.len().saturating_sub(3);
            self.more().await?;
            if let Some(at) = self.read[from..].windows(4).position(|window| window == b"\r\n\r\n") {
                break from + at + 4;
            }
        };
        let text = str::from_utf8(&self.read[..head])?;
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
        let length: usize = fields(text, "content-length").next().context("no length")?.parse()?;
        while self.read.len() < head + length {
            self.more().await?;
        }
        ensure!(self.read.len() == head + length, "more than was asked for");
        let (head, body) = self.read.split_at(head);
        Ok(Answer { status, head: str::from_utf8(head)?, body })
    }

    /// Waits until the server has closed, so that the cost of closing is the server's.
    pub(crate) async fn closed(mut self) -> Result<()> {
        self.read.clear();
        let more = self.stream.read_buf(&mut self.read).await.unwrap_or_default();
        ensure!(more == 0, "more than was asked for");
        Ok(())
    }

    async fn more(&mut self) -> Result<()> {
        let count = self.stream.read_buf(&mut self.read).await?;
        ensure!(count > 0, "cut off after {} bytes", self.read.len());
        ensure!(self.read.len() <= LARGEST_ANSWER, "an answer without end");
        Ok(())
    }
}
