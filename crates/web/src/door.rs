//! The front door: every request comes in here. What lies on the shelf is answered at once; the rest goes to the router, and
//! whatever comes back leaves as a page in the visitor's language with the security headers on.

use crate::{
    Gate,
    gate::TurnedBack,
    headers,
    problem::{self, Problem},
    public::{negotiate, render::PublicSite},
    synthetic::Synthetic,
    tally::{Outcome, Tally},
    visitors::{Came, Visits},
};
use axum::{Router, body::Body, response::IntoResponse};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use language::Language;
use std::sync::Arc;
use store::RequestId;
use tracing::Instrument;

/// The door of one site.
#[derive(Clone)]
pub struct Door(Arc<Parts>);

struct Parts {
    public: Arc<PublicSite>,
    router: Router,
    gate: Arc<Gate>,
    random: Arc<dyn vault::Random>,
    ready: Arc<dyn Fn() -> bool + Send + Sync>,
    over_tls: bool,
    tally: Arc<Tally>,
    visits: Arc<Visits>,
}

impl Door {
    /// A door in front of `gate`, and that in front of `router`. `ready` tells whether this process can do its work; `over_tls`,
    /// whether people reach it so; `visits` counts them.
    pub fn new(
        public: Arc<PublicSite>,
        router: Router,
        gate: Arc<Gate>,
        random: Arc<dyn vault::Random>,
        ready: Arc<dyn Fn() -> bool + Send + Sync>,
        over_tls: bool,
        visits: Arc<Visits>,
    ) -> Self {
        Self(Arc::new(Parts { public, router, gate, random, ready, over_tls, tally: Arc::default(), visits }))
    }

    /// What people asked for and saw.
    pub fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.0.tally)
    }

    /// The answer to a GET or HEAD request for what lies on the shelf. Most people read: that takes no wait, no task and no
    /// copy. `reader` is asked only for a page, and tells who reads it, if somebody does.
    pub fn at_once<'a>(
        &self,
        path: &str,
        field: impl Fn(&HeaderName) -> Option<&'a [u8]>,
        reader: impl FnOnce() -> Option<Came>,
    ) -> Option<Arc<Response<Bytes>>> {
        let (item, asked) = self.0.public.shelf.find(path)?;
        self.0.tally.served(Outcome::Page);
        if let Some(asked) = asked
            && let Some(came) = reader()
        {
            self.0.visits.saw(self.0.visits.person(came, &field), asked);
        }
        Some(item.answer(|name| std::str::from_utf8(field(name)?).ok()))
    }

    /// The waiting room's answer to a form that was sent by somebody who surely has to wait: without a wait, a task or a copy
    /// either. `came` tells where it came from.
    pub fn turn_back<'a>(
        &self,
        path: &str,
        field: impl Fn(&HeaderName) -> Option<&'a [u8]>,
        form: &[u8],
        came: impl FnOnce() -> Came,
    ) -> Option<Arc<Response<Bytes>>> {
        let Parts { gate, tally, visits, public, .. } = &*self.0;
        let begun = gate.since_start();
        let TurnedBack { answer, language, class } = gate.turn_back(path, &field, form)?;
        let shown = (class, Outcome::Room);
        if let Some(asked) = public.catalogue.answered((&Method::POST, path, language), shown, &answer) {
            visits.saw(visits.person(came(), &field), asked);
        }
        tally.answered(class, Outcome::Room, gate.since_start().saturating_sub(begun));
        Some(Arc::new(answer))
    }

    /// The answer to any other request.
    pub async fn answer(&self, request: Request<Body>, came: Came) -> Response<Body> {
        match self.0.without_router(request.method(), request.uri().path(), request.headers()) {
            Some(answer) => answer,
            None => self.0.answer(request, came).await,
        }
    }

    /// The answer to a request of the service's own, for the synthetic filing: it goes the way of everybody's, but waits in no
    /// line and is counted nowhere.
    pub async fn prove(&self, mut request: Request<Body>) -> Response<Body> {
        request.extensions_mut().insert(Synthetic);
        self.0.pass(request).await.0
    }
}

impl Parts {
    async fn answer(&self, request: Request<Body>, came: Came) -> Response<Body> {
        let (class, begun) = (Gate::class(&request), self.gate.since_start());
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let language = spoken(&path, request.headers());
        let person = self.visits.person(came, |name| request.headers().get(name).map(HeaderValue::as_bytes));
        let (response, outcome) = self.pass(request).await;
        if let Some(asked) = self.public.catalogue.answered((&method, &path, language), (class, outcome), &response) {
            self.visits.saw(person, asked);
        }
        self.tally.answered(class, outcome, self.gate.since_start().saturating_sub(begun));
        response
    }

    /// The answer of the gate and what stands behind it, as a page, and what it is to whoever gets it.
    async fn pass(&self, request: Request<Body>) -> (Response<Body>, Outcome) {
        let mut id = [0; 16];
        self.random.fill(&mut id);
        let id = RequestId(uuid::Builder::from_random_bytes(id).into_uuid());
        let (mut parts, body) = request.into_parts();
        let language = spoken(parts.uri.path(), &parts.headers);
        let path = parts.uri.path().to_owned();
        parts.extensions.insert(id);
        let request = Request::from_parts(parts, body);
        let id = spelled(id);
        // Whatever is logged on the way says which request it was.
        let asked = tracing::error_span!("asked", request = %id);
        let response = self.gate.pass(self.router.clone(), request).instrument(asked).await;
        let outcome = Outcome::of(&response);
        (self.finish(response, language, &path, &id), outcome)
    }

    /// What needs no router: front page, health, the shelf asked for otherwise than it can be.
    fn without_router(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        if self.public.shelf.get(path).is_some() {
            self.tally.served(Outcome::Problem);
            let language = spoken(path, headers);
            let mut response = problem::page(&self.public, language, path, StatusCode::METHOD_NOT_ALLOWED, None);
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            headers::secure(response.headers_mut(), self.over_tls);
            return Some(response);
        }
        let reading = reads(method);
        match path {
            "/" if reading => Some(self.choose_language(headers)),
            "/health/live" if reading => Some(plain(StatusCode::OK, "live\n")),
            "/health/ready" if reading => Some(if (self.ready)() {
                plain(StatusCode::OK, "ready\n")
            } else {
                plain(StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
            }),
            // A page's address with a slash at its end leads to the page.
            _ => {
                let trimmed = path.strip_suffix('/').filter(|trimmed| self.public.shelf.get(trimmed).is_some())?;
                Some(self.redirect(StatusCode::PERMANENT_REDIRECT, trimmed))
            }
        }
    }

    fn choose_language(&self, headers: &HeaderMap) -> Response<Body> {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut response = self.redirect(StatusCode::FOUND, &format!("/{}", negotiate::language(accepted).code()));
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    }

    fn redirect(&self, status: StatusCode, to: &str) -> Response<Body> {
        let mut response = status.into_response();
        if let Ok(to) = HeaderValue::from_str(to) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        headers::secure(response.headers_mut(), self.over_tls);
        response
    }

    /// Turns a problem, ours or a library's, into its page, and writes the headers nothing may leave without.
    fn finish(&self, response: Response<Body>, language: Language, path: &str, id: &str) -> Response<Body> {
        let status = response.status();
        let problem = response.extensions().get::<Problem>().cloned();
        let is_page = response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html") || kind == "application/json");
        let mut response = if problem.is_none() && (is_page || !(status.is_client_error() || status.is_server_error()))
        {
            response
        } else {
            let cause = problem.as_ref().and_then(|problem| problem.cause.as_deref());
            if status.is_server_error() {
                tracing::error!(request = id, status = status.as_u16(), cause, "a request failed");
            } else {
                tracing::debug!(request = id, status = status.as_u16(), cause, "a request was refused");
            }
            let mut page = problem::page(&self.public, language, path, status, Some(id));
            for name in [header::ALLOW, header::SET_COOKIE, header::RETRY_AFTER] {
                if let Some(value) = response.headers().get(&name) {
                    page.headers_mut().insert(name, value.clone());
                }
            }
            if let Some(seconds) = problem.and_then(|problem| problem.retry_after) {
                page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            page
        };
        headers::secure(response.headers_mut(), self.over_tls);
        // Everything the router answers is somebody's own, or may be.
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        response
    }
}

/// The language of an address, or of the visitor where the address has none.
pub(crate) fn spoken(path: &str, headers: &HeaderMap) -> Language {
    path.split('/').nth(1).and_then(Language::from_code).unwrap_or_else(|| {
        negotiate::language(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
    })
}

/// A request's name as it is shown and logged: enough of it to be found.
fn spelled(id: RequestId) -> String {
    const SHOWN: usize = 12;
    id.0.simple().to_string().split_off(32 - SHOWN)
}

fn reads(method: &Method) -> bool {
    method == Method::GET || method == Method::HEAD
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    (status, [(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)
        .into_response()
}
