//! One accepted connection, from its first byte to its end: TLS if spoken here, then the version of HTTP it asks for.

use std::sync::Arc;

use rustls::ServerConfig;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::exchange::{Handler, Origin};
use crate::local::Local;
use crate::tls::chose_http2;
use crate::{http1, http2};

/// Serves one connection until it closes. HTTP/2 is spoken only where a TLS handshake settled on it.
pub(crate) async fn serve<H: Handler>(
    stream: TcpStream,
    tls: Option<Arc<ServerConfig>>,
    handler: H,
    origin: Origin,
    local: Arc<Local>,
) {
    let Some(config) = tls else {
        return http1::serve(stream, handler, origin, local).await;
    };
    let Some(stream) = shake_hands(stream, config, &local).await else { return };
    // Boxed, so that one kind of connection does not carry the size of the other.
    if chose_http2(stream.get_ref().1) {
        Box::pin(http2::serve(stream, handler, origin, local)).await;
    } else {
        Box::pin(http1::serve(stream, handler, origin, local)).await;
    }
}

/// Waits for the client to begin, holding no buffers, and then for the handshake.
async fn shake_hands(stream: TcpStream, config: Arc<ServerConfig>, local: &Local) -> Option<Box<TlsStream<TcpStream>>> {
    let mut byte = [0];
    tokio::select! {
        biased;
        // Looked at, since being told that there is something is no promise.
        begun = local.hears(stream.peek(&mut byte)) => if begun?.ok()? == 0 { return None },
        () = http1::last_moment(&local.stopping) => return None,
    }
    let shared = &local.shared;
    let handshake = Box::pin(TlsAcceptor::from(config).accept(stream));
    let stream = timeout(shared.limits.handshake_time, handshake).await.ok().and_then(Result::ok);
    if stream.is_none() {
        shared.stats.add_handshake_failure();
    }
    stream.map(Box::new)
}
