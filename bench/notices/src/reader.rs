//! Somebody who asks for pages at random times over one connection, whether the last answer was quick or not.

use anyhow::{Context as _, Result, ensure};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

pub(crate) struct Reader {
    stream: BufReader<TcpStream>,
    pages: Vec<String>,
    /// Pages a second.
    rate: f64,
    /// Chance: Marsaglia's xorshift.
    state: u64,
}

/// What somebody saw.
pub(crate) struct Read {
    /// When each page was due, since the beginning, and how long from then to its last byte.
    pub(crate) pages: Vec<(Duration, Duration)>,
    /// How late a page was asked for at most though the answer before was there: the fault of this program or its core.
    pub(crate) latest: Duration,
}

impl Reader {
    pub(crate) fn new(number: u32, address: &str, pages: Vec<String>, rate: f64) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(u64::from(number));
        Ok(Self { stream: BufReader::new(stream), pages, rate, state })
    }

    /// Reads for so long.
    pub(crate) fn read(mut self, begun: Instant, length: Duration) -> Result<Read> {
        let mut read = Read { pages: Vec::new(), latest: Duration::ZERO };
        let mut due = Duration::ZERO;
        let mut answered = Duration::ZERO;
        loop {
            due += Duration::from_secs_f64(-self.share().ln() / self.rate);
            if due >= length {
                return Ok(read);
            }
            thread::sleep(due.saturating_sub(begun.elapsed()));
            read.latest = read.latest.max(begun.elapsed().saturating_sub(due.max(answered)));
            self.page()?;
            answered = begun.elapsed();
            read.pages.push((due, answered.saturating_sub(due)));
        }
    }

    fn page(&mut self) -> Result<()> {
        let which = (self.next() >> 33) as usize % self.pages.len();
        let path = &self.pages[which];
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n\r\n");
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut line, mut length) = (String::new(), None);
        self.stream.read_line(&mut line)?;
        ensure!(line.starts_with("HTTP/1.1 200"), "{path}: {line}");
        while line != "\r\n" {
            line.clear();
            ensure!(self.stream.read_line(&mut line)? > 0, "{path}: cut off");
            let named = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            length = length.or(named.and_then(|(_, value)| value.trim().parse::<usize>().ok()));
        }
        let mut body = vec![0; length.context("a length")?];
        Ok(self.stream.read_exact(&mut body)?)
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    /// A number above 0, to 1.
    #[expect(clippy::cast_precision_loss, reason = "chance")]
    fn share(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }
}
