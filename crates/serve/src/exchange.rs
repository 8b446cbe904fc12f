//! One request and its answer: what the service is asked, and the account kept of what is open on a connection.

use std::convert::Infallible;
use std::error::Error;
use std::future::ready;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONNECTION, HeaderValue};
use http::{Method, Request, Response, Version};
use http_body::{Body, Frame, SizeHint};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use tokio_util::either::Either;
use tower::ServiceExt;

use crate::body::RequestBody;
use crate::local::Local;
use crate::peer::{Client, FORWARDED_FOR, TrustedProxies};
use crate::ready::Asked;

/// A service that answers requests. Every [`tower::Service`] of the right shape is one; an axum `Router` is.
///
/// It is cloned for each request and asked for readiness, but admission belongs inside it: answer quickly that one is
/// full rather than stay unready.
pub trait Handler: Clone + Send + Sync + Unpin + 'static {
    /// The bodies of its answers.
    type AnswerBody: Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>> + Send + Unpin + 'static;

    /// The answer to a request that needs no waiting, such as for what lies ready, the same for everybody who gets it. To HEAD
    /// only its head goes out. `None` leaves the request to [`answer`](Self::answer), and must have changed nothing.
    fn at_once(&self, _asked: &Asked<'_>) -> Option<Arc<Response<Bytes>>> {
        None
    }

    /// Answers a request.
    fn answer(self, request: Request<RequestBody>) -> impl Future<Output = Response<Self::AnswerBody>> + Send;
}

impl<S, B> Handler for S
where
    S: tower::Service<Request<RequestBody>, Response = Response<B>, Error = Infallible, Future: Send>,
    S: Clone + Send + Sync + Unpin + 'static,
    B: Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>> + Send + Unpin + 'static,
{
    type AnswerBody = B;

    async fn answer(self, request: Request<RequestBody>) -> Response<B> {
        match self.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

/// What is known of a connection's other end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) peer: SocketAddr,
    pub(crate) secure: bool,
}

/// The other end of a connection on which something is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller<'a> {
    pub(crate) origin: Origin,
    pub(crate) proxies: &'a TrustedProxies,
}

impl Caller<'_> {
    /// Where a request came from that has these values of [`FORWARDED_FOR`](crate::peer::FORWARDED_FOR).
    pub(crate) fn client<'a>(&self, forwarded: impl DoubleEndedIterator<Item = &'a [u8]>) -> Client {
        let Origin { peer, secure } = self.origin;
        let through_proxy = self.proxies.trusts(peer.ip());
        Client { peer, address: self.proxies.client(peer.ip(), forwarded), secure, through_proxy }
    }
}

/// The account of one connection. It tells whether anything is open and whether the connection is clean: nothing read
/// that was not answered, nothing answered that was not sent.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// Requests begun, which also numbers them from 1.
    started: AtomicU64,
    /// Requests whose answers are not sent whole.
    open: AtomicUsize,
    /// The number of the last request whose body was read to its end.
    body_ended: AtomicU64,
    /// Whether all that was written since the last answer ended has gone to the socket (HTTP/1 only).
    flushed: AtomicBool,
    /// Whether bytes came that belong to no request begun and no body read to its end.
    unanswered: AtomicBool,
}

impl Activity {
    fn start(self: &Arc<Self>) -> Exchange {
        self.open.fetch_add(1, Ordering::Relaxed);
        self.flushed.store(false, Ordering::Relaxed);
        self.unanswered.store(false, Ordering::Relaxed);
        let number = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        Exchange { activity: Arc::clone(self), number }
    }

    pub(crate) fn started(&self) -> u64 {
        self.started.load(Ordering::Relaxed)
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed) > 0
    }

    /// Whether the connection stands exactly between two requests. Meaningful for HTTP/1, after at least one request.
    pub(crate) fn is_clean(&self) -> bool {
        let started = self.started();
        started > 0
            && !self.is_open()
            && self.body_ended.load(Ordering::Relaxed) == started
            && self.flushed.load(Ordering::Relaxed)
    }

    /// Whether the client may still be sending something nobody will read.
    pub(crate) fn more_may_come(&self) -> bool {
        self.unanswered.load(Ordering::Relaxed) || self.body_ended.load(Ordering::Relaxed) != self.started()
    }

    pub(crate) fn body_ended(&self, number: u64) {
        self.body_ended.fetch_max(number, Ordering::Relaxed);
        self.unanswered.store(false, Ordering::Relaxed);
    }

    pub(crate) fn bytes_arrived(&self) {
        self.unanswered.store(true, Ordering::Relaxed);
    }

    /// Everything buffered has been written. While an answer is open, more will be.
    pub(crate) fn wrote_everything(&self) {
        if !self.is_open() {
            self.flushed.store(true, Ordering::Relaxed);
        }
    }
}

/// An open request; closed when dropped, which is when its answer has been sent or its connection is gone.
#[derive(Debug)]
struct Exchange {
    activity: Arc<Activity>,
    number: u64,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.activity.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of an answer, which keeps the exchange open until it has been sent.
#[derive(Debug)]
pub(crate) struct AnswerBody<B> {
    inner: B,
    _exchange: Exchange,
}

impl<B: Body + Unpin> Body for AnswerBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.get_mut().inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// What lay ready, or what a handler made.
type ReadyOr<B> = http_body_util::Either<Full<Bytes>, B>;

/// The handler as one connection sees it: requests get their origin, and the account is kept.
pub(crate) fn service<H: Handler>(
    handler: H,
    origin: Origin,
    local: Arc<Local>,
    activity: Arc<Activity>,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = Response<AnswerBody<ReadyOr<H::AnswerBody>>>,
    Error = Infallible,
    Future: Send + 'static,
> + Send
+ Unpin
+ 'static {
    service_fn(move |request: Request<Incoming>| {
        let exchange = activity.start();
        local.shared.stats.add_request();
        let caller = Caller { origin, proxies: &local.shared.proxies };
        if let Some(answer) = Asked::of(&request, caller).and_then(|asked| handler.at_once(&asked)) {
            if request.body().is_end_stream() {
                activity.body_ended(exchange.number);
            }
            let answer = copied(&answer, request.method() == Method::HEAD).map(ReadyOr::Left);
            return Either::Left(ready(Ok(send(answer, request.version(), exchange, &local))));
        }
        let client = caller.client(request.headers().get_all(FORWARDED_FOR).iter().map(HeaderValue::as_bytes));
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(client);
        let body = RequestBody::new(body, &local.shared.limits, Arc::clone(&activity), exchange.number);
        let handler = handler.clone();
        let local = Arc::clone(&local);
        // In a box, so that the many that are answered at once do not carry its size.
        Either::Right(Box::pin(async move {
            let version = parts.version;
            let answer = handler.answer(Request::from_parts(parts, body)).await.map(ReadyOr::Right);
            Ok(send(answer, version, exchange, &local))
        }))
    })
}

/// What lies ready, as a body of its own.
fn copied(ready: &Response<Bytes>, head_only: bool) -> Response<Full<Bytes>> {
    let body = if head_only { Bytes::new() } else { ready.body().clone() };
    let mut answer = Response::new(Full::new(body));
    *answer.status_mut() = ready.status();
    ready.headers().clone_into(answer.headers_mut());
    answer
}

/// An answer as it goes out.
fn send<B>(mut answer: Response<B>, version: Version, exchange: Exchange, local: &Local) -> Response<AnswerBody<B>> {
    if version < Version::HTTP_2 && local.ends_connections() {
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    answer.map(|inner| AnswerBody { inner, _exchange: exchange })
}
