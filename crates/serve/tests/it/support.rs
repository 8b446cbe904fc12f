//! A server on a free port, a router to put behind it, and certificates.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::{get, post};
use h2::client::SendRequest;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use serve::{Endpoint, Handler, Limits, Running, Server, Stopped, Tls};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_util::sync::CancellationToken;

use crate::client::Client;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits for what should happen soon.
pub(crate) async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(PATIENCE, future).await.expect("it happens within the patience of the test")
}

/// Waits until a condition holds that nothing announces.
pub(crate) async fn until(mut holds: impl FnMut() -> bool) {
    soon(async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

pub(crate) fn limits() -> Limits {
    Limits::for_descriptors(1_024)
}

/// A running server.
pub(crate) struct Site {
    pub(crate) address: std::net::SocketAddr,
    pub(crate) running: Running,
    pub(crate) shutdown: CancellationToken,
}

impl Site {
    /// Starts a server without TLS on a free port, with one worker.
    pub(crate) fn plain(limits: Limits, handler: impl Handler) -> Self {
        Self::start(Server::new(limits).listen(Endpoint::address(([127, 0, 0, 1], 0).into())), handler)
    }

    /// Starts a server with TLS on a free port, with one worker.
    pub(crate) fn secure(limits: Limits, certificate: &Certificate, handler: impl Handler) -> Self {
        let endpoint = Endpoint::address(([127, 0, 0, 1], 0).into()).with_tls();
        Self::start(Server::new(limits).listen(endpoint).tls(certificate.tls()), handler)
    }

    /// Starts a server with one worker, so that what happens has an order.
    pub(crate) fn start(server: Server, handler: impl Handler) -> Self {
        let bound = server.workers(NonZeroUsize::MIN).bind().unwrap();
        let address = bound.addresses()[0];
        let shutdown = CancellationToken::new();
        let running = bound.start(handler, shutdown.clone()).unwrap();
        Self { address, running, shutdown }
    }

    pub(crate) async fn connect(&self) -> Client<TcpStream> {
        Client::new(soon(TcpStream::connect(self.address)).await.unwrap())
    }

    /// Connects with TLS, offering these protocols.
    pub(crate) async fn connect_tls(&self, certificate: &Certificate, protocols: &[&str]) -> TlsStream<TcpStream> {
        let stream = soon(TcpStream::connect(self.address)).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        soon(TlsConnector::from(certificate.client(protocols)).connect(name, stream)).await.unwrap()
    }

    /// Connects with HTTP/2. The receiver hears how the connection ended.
    pub(crate) async fn connect_http2(
        &self,
        certificate: &Certificate,
    ) -> (SendRequest<Bytes>, tokio::task::JoinHandle<Result<(), h2::Error>>) {
        let stream = self.connect_tls(certificate, &["h2"]).await;
        // Room on the connection for more than one stream that is not read.
        let mut builder = h2::client::Builder::new();
        builder.initial_connection_window_size(1024 * 1024);
        let (requests, connection) = soon(builder.handshake(stream)).await.unwrap();
        (requests, tokio::spawn(connection))
    }

    pub(crate) async fn stop(self) -> Stopped {
        self.shutdown.cancel();
        soon(self.running.stopped()).await.unwrap()
    }
}

/// A site's own certificate for `localhost`.
pub(crate) struct Certificate {
    pub(crate) pem: String,
    pub(crate) key: String,
    der: CertificateDer<'static>,
}

impl Certificate {
    pub(crate) fn new() -> Self {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        Self { pem: cert.pem(), key: KeyPair::serialize_pem(&signing_key), der: cert.der().clone() }
    }

    pub(crate) fn tls(&self) -> Tls {
        Tls::from_pem(self.pem.as_bytes(), self.key.as_bytes()).unwrap()
    }

    /// A client that trusts this certificate only.
    fn client(&self, protocols: &[&str]) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        Arc::new(config)
    }
}

/// Answers `/` with "hello", `/echo` with the body it gets, and `/stay` when told to.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/", get(async || "hello"))
        .route("/echo", post(async |body: Bytes| body))
        .route("/stay", get(std::future::pending::<()>))
}

/// A router whose `/wait` says when it has been entered, and answers when it is let go.
pub(crate) fn waiting() -> (Router, mpsc::UnboundedReceiver<()>, Arc<Notify>) {
    let (enter, entered) = mpsc::unbounded_channel();
    let go = Arc::new(Notify::new());
    let let_go = Arc::clone(&go);
    let wait = async move || {
        let _ = enter.send(());
        go.notified().await;
        "at last"
    };
    (router().route("/wait", get(wait)), entered, let_go)
}

/// A body without end, which says when it is dropped.
pub(crate) fn endless() -> (Router, mpsc::UnboundedReceiver<()>) {
    struct Said(mpsc::UnboundedSender<()>);
    impl Drop for Said {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }
    let (send, dropped) = mpsc::unbounded_channel();
    let handler = async move || {
        let said = Said(send.clone());
        Body::from_stream(futures_util::stream::repeat_with(move || {
            let _keep = &said;
            Ok::<_, std::convert::Infallible>(Bytes::from_static(&[0; 8_192]))
        }))
    };
    (router().route("/endless", get(handler)), dropped)
}
