//! Turning a newcomer away when every place is taken: one small page, in both languages, as cheaply as honesty allows.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// Newcomers told at once; more are dropped. They need descriptors too, out of the reserve.
pub(crate) const REFUSALS: usize = 64;
/// How long telling one may take, handshake and all.
const PATIENCE: Duration = Duration::from_secs(5);
/// What is read of a request before it is answered: enough to know that there is one.
const REQUEST: usize = 1024;
/// What is read of a request after it is answered, so that the answer is not lost to a reset.
const REST: u64 = 64 * 1024;
/// When to come back, in seconds: spread out, so that those turned away together do not return together.
const RETRY_AFTER: std::ops::Range<u64> = 20..40;

const PAGE: &str = include_str!("refusal.html");

/// Tells one newcomer that the site is full, and closes.
pub(crate) async fn refuse(stream: TcpStream, tls: Option<Arc<ServerConfig>>) {
    let telling = async {
        match tls {
            None => tell(stream).await,
            Some(config) => {
                stream.readable().await?;
                tell(TlsAcceptor::from(config).accept(stream).await?).await
            }
        }
    };
    // Whether it heard us is its own affair.
    let _ = timeout(PATIENCE, telling).await;
}

async fn tell<T: AsyncRead + AsyncWrite + Unpin>(mut stream: T) -> io::Result<()> {
    let mut request = [0; REQUEST];
    if stream.read(&mut request).await? == 0 {
        return Ok(());
    }
    stream.write_all(answer().as_bytes()).await?;
    stream.shutdown().await?;
    tokio::io::copy(&mut stream.take(REST), &mut tokio::io::sink()).await?;
    Ok(())
}

fn answer() -> String {
    static TOLD: AtomicU64 = AtomicU64::new(0);
    let spread = RETRY_AFTER.end - RETRY_AFTER.start;
    let retry_after = RETRY_AFTER.start + TOLD.fetch_add(1, Ordering::Relaxed) % spread;
    format!(
        "HTTP/1.1 503 Service Unavailable\r\n\
         Content-Type: text/html; charset=utf-8\r\n\
         Content-Length: {}\r\n\
         Content-Language: en, fr\r\n\
         Retry-After: {retry_after}\r\n\
         Cache-Control: no-store\r\n\
         Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Connection: close\r\n\
         \r\n\
         {PAGE}",
        PAGE.len()
    )
}
