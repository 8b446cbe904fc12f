//! An information page of the same bytes from every server: over connections that stay open, over a new one each time, and
//! after a full TLS handshake each time.

use std::{cell::Cell, net::SocketAddr, rc::Rc, time::Duration};

use anyhow::{Result, ensure};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    task::{JoinSet, LocalSet},
    time::{Instant, sleep_until, timeout},
};
use tokio_rustls::TlsConnector;

use crate::{
    http::{Answer, Connection, connect},
    measure::{Measured, Stopwatch},
    tls::handshake,
};

/// Connections at once.
const CONNECTIONS: u64 = 64;
/// Before a measurement, and the measurement itself.
const WARM: Duration = Duration::from_millis(300);
const COUNTED: Duration = Duration::from_millis(1500);
/// A server that hangs ends the run.
const LONGEST: Duration = Duration::from_secs(20);

/// How one comes to the page.
#[derive(Clone)]
pub(crate) enum Way {
    /// Connections stay open, where the server keeps them open.
    KeepAlive,
    /// A connection for each request.
    NewConnection,
    /// A connection and a full TLS handshake for each request.
    Tls(TlsConnector),
}

/// A server's page.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) server: SocketAddr,
    pub(crate) path: &'static str,
    /// Whether it is asked for in brotli's coding. Frameworks answer as they do of themselves, without any.
    pub(crate) brotli: bool,
    /// What must be answered, byte by byte.
    pub(crate) body: Rc<[u8]>,
}

impl Page {
    fn request(&self, close: bool) -> Vec<u8> {
        request(self.server, self.path, self.brotli, close)
    }

    /// Whether that was the page.
    fn check(&self, answer: Answer<'_>) -> Result<()> {
        let coding = answer.fields("content-encoding").next();
        ensure!(answer.status == 200, "the page was answered {}", answer.status);
        ensure!(*answer.body == *self.body && coding == self.brotli.then_some("br"), "another page was answered");
        Ok(())
    }
}

/// The bytes of a request for a page.
pub(crate) fn request(server: SocketAddr, path: &str, brotli: bool, close: bool) -> Vec<u8> {
    let coding = if brotli { "accept-encoding: gzip, deflate, br\r\n" } else { "" };
    let connection = if close { "connection: close\r\n" } else { "" };
    let head = format!("GET {path} HTTP/1.1\r\nhost: {server}\r\naccept: text/html\r\n{coding}{connection}\r\n");
    head.into_bytes()
}

/// Fetches what a server has there now: the answer's entity tag and body.
pub(crate) async fn fetch(
    server: SocketAddr,
    path: &str,
    brotli: bool,
    tls: Option<&TlsConnector>,
) -> Result<(String, Vec<u8>)> {
    let (stream, request) = (connect(server, 0).await?, request(server, path, brotli, true));
    match tls {
        Some(connector) => first(Connection::new(handshake(connector, stream).await?), &request).await,
        None => first(Connection::new(stream), &request).await,
    }
}

async fn first<S: AsyncRead + AsyncWrite + Unpin>(
    mut connection: Connection<S>,
    request: &[u8],
) -> Result<(String, Vec<u8>)> {
    let answer = connection.ask(request).await?;
    ensure!(answer.status == 200, "a page was answered {}", answer.status);
    Ok((answer.fields("etag").collect(), answer.body.to_owned()))
}

/// Asks for the page again and again; the processor time is that of `processes`.
pub(crate) async fn measure(page: &Page, way: &Way, processes: &[u32]) -> Result<Measured> {
    let local = LocalSet::new();
    let ends = Instant::now() + WARM + COUNTED;
    let answered = Rc::new(Cell::new(0));
    let mut asking = JoinSet::new();
    for number in 0..CONNECTIONS {
        let (page, way, answered) = (page.clone(), way.clone(), Rc::clone(&answered));
        asking.spawn_local_on(
            async move {
                match way {
                    Way::KeepAlive => stay(&page, number, ends, &answered).await,
                    Way::NewConnection => come(&page, number, ends, &answered, async |stream| Ok(stream)).await,
                    Way::Tls(connector) => {
                        come(&page, number, ends, &answered, async |stream| handshake(&connector, stream).await).await
                    }
                }
            },
            &local,
        );
    }
    let watch = async {
        sleep_until(ends - COUNTED).await;
        let (stopwatch, before) = (Stopwatch::start(processes)?, answered.get());
        sleep_until(ends).await;
        let measured = stopwatch.stop(answered.get() - before);
        while let Some(asked) = asking.join_next().await {
            asked??;
        }
        measured
    };
    timeout(LONGEST, local.run_until(watch)).await?
}

async fn stay(page: &Page, number: u64, ends: Instant, answered: &Cell<usize>) -> Result<()> {
    let request = page.request(false);
    let mut kept = None;
    while Instant::now() < ends {
        let mut connection = match kept.take() {
            Some(connection) => connection,
            None => Connection::new(connect(page.server, number).await?),
        };
        let answer = connection.ask(&request).await?;
        page.check(answer)?;
        answered.set(answered.get() + 1);
        if !answer.closes() {
            kept = Some(connection);
        }
    }
    Ok(())
}

async fn come<S: AsyncRead + AsyncWrite + Unpin>(
    page: &Page,
    mut number: u64,
    ends: Instant,
    answered: &Cell<usize>,
    dress: impl AsyncFn(tokio::net::TcpStream) -> Result<S>,
) -> Result<()> {
    let request = page.request(true);
    while Instant::now() < ends {
        let mut connection = Connection::new(dress(connect(page.server, number).await?).await?);
        page.check(connection.ask(&request).await?)?;
        connection.closed().await?;
        answered.set(answered.get() + 1);
        number += CONNECTIONS;
    }
    Ok(())
}
