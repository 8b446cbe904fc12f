//! The entrances of the service as strangers see them: the same bytes for everybody, rendered once. In a surge most people
//! look at these pages, and none of them has a session yet.

use crate::{
    app::App,
    places::Place,
    public::shelf::{self, Freshness, Item},
};
use arc_swap::ArcSwap;
use axum::{
    Router,
    body::{Body, Bytes},
};
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use jiff::Timestamp;
use language::Language;
use programs::Program;
use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};
use store::RequestId;
use tower::ServiceExt;

/// The most bytes of an entrance. They are our own pages; the bound is for the reader.
const LARGEST: usize = 1 << 20;

/// The entrances that say nothing of a program.
const STANDING: [Place; 6] = [Place::Resume, Place::Lost, Place::SignIn, Place::SignUp, Place::Reset, Place::Status];

/// Each entrance by its path.
pub(super) struct Entrances(HashMap<String, ArcSwap<Entrance>>);

/// An entrance as it was rendered.
struct Entrance {
    item: Arc<Item>,
    /// When the calendar will make it say something else.
    changes: Option<Timestamp>,
}

impl Entrances {
    /// Asks `router` for each entrance as somebody without a session, and keeps what it answers.
    pub(super) async fn render(app: &Arc<App>, router: &Router) -> Self {
        let mut entrances = HashMap::new();
        for program in &app.site.programs {
            for (path, entrance) in of_program(app, router, program).await {
                entrances.insert(path, ArcSwap::from_pointee(entrance));
            }
        }
        for place in STANDING {
            for path in Language::ALL.map(|language| place.path(language)) {
                if let Some(item) = rendered(router, &path).await {
                    entrances.insert(path, ArcSwap::from_pointee(Entrance { item, changes: None }));
                }
            }
        }
        Self(entrances)
    }

    /// Renders anew those for which `is_old` holds, given where each lies and which program it leads to.
    pub(super) async fn renew(
        &self,
        app: &App,
        router: &Router,
        is_old: impl Fn(Language, &str, Option<&str>) -> bool,
    ) {
        for program in &app.site.programs {
            let place = Place::Apply(program.id.clone());
            if Language::ALL.iter().any(|l| is_old(*l, &place.path(*l), Some(&program.id))) {
                for (path, entrance) in of_program(app, router, program).await {
                    self.put(&path, entrance);
                }
            }
        }
        for place in STANDING {
            for path in Language::ALL.into_iter().filter(|l| is_old(*l, &place.path(*l), None)).map(|l| place.path(l)) {
                if let Some(item) = rendered(router, &path).await {
                    self.put(&path, Entrance { item, changes: None });
                }
            }
        }
    }

    /// Those that are packed quickly so far.
    pub(super) fn quickly_packed(&self) -> Vec<Weak<Item>> {
        shelf::quick_among(self.0.values().map(|entrance| Arc::clone(&entrance.load().item)))
    }

    fn put(&self, path: &str, entrance: Entrance) {
        if let Some(place) = self.0.get(path) {
            place.store(Arc::new(entrance));
        }
    }

    /// The answer to somebody without a session. `None` for what is rendered each time.
    pub(super) fn answer(&self, request: &Request<Body>, now: Timestamp) -> Option<Response<Body>> {
        let reads = request.method() == Method::GET || request.method() == Method::HEAD;
        let place = self.0.get(request.uri().path()).filter(|_| reads && request.uri().query().is_none())?;
        let entrance = place.load();
        if entrance.changes.is_some_and(|changes| changes <= now) {
            return None;
        }
        let ready = entrance.item.answer(|name| request.headers().get(name).and_then(|value| value.to_str().ok()));
        let body = if request.method() == Method::HEAD { Bytes::new() } else { ready.body().clone() };
        let mut answer = Response::new(Body::from(body));
        *answer.status_mut() = ready.status();
        ready.headers().clone_into(answer.headers_mut());
        Some(answer)
    }
}

/// The entrance of a program in both languages, by path.
async fn of_program(app: &App, router: &Router, program: &Program) -> Vec<(String, Entrance)> {
    let changes = app.openings.of(program).changes(app.now(), &app.time_zone);
    let mut entrances = Vec::new();
    for language in Language::ALL {
        let path = Place::Apply(program.id.clone()).path(language);
        if let Some(item) = rendered(router, &path).await {
            entrances.push((path, Entrance { item, changes }));
        }
    }
    entrances
}

async fn rendered(router: &Router, path: &str) -> Option<Arc<Item>> {
    let mut request = Request::get(path).body(Body::empty()).ok()?;
    request.extensions_mut().insert(RequestId(uuid::Uuid::nil()));
    let Ok(response) = router.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    // What sets a cookie or answers anything but a page is somebody's own.
    if parts.status != StatusCode::OK || parts.headers.contains_key(header::SET_COOKIE) {
        return None;
    }
    let bytes = axum::body::to_bytes(body, LARGEST).await.ok()?;
    let mut extra = HeaderMap::new();
    if let Some(policy) = parts.headers.get(header::REFERRER_POLICY) {
        extra.insert(header::REFERRER_POLICY, policy.clone());
    }
    Some(Arc::new(Item::new(bytes.to_vec(), "text/html; charset=utf-8", Freshness::Never, extra)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_program_is_not_served_as_it_was_once_the_calendar_has_changed_it() {
        let changes = Timestamp::UNIX_EPOCH;
        let item =
            || Arc::new(Item::new(b"open".to_vec(), "text/html; charset=utf-8", Freshness::Never, HeaderMap::new()));
        let pages = [("/en/apply/x", Some(changes)), ("/en/resume", None)];
        let entrance = |changes| ArcSwap::from_pointee(Entrance { item: item(), changes });
        let entrances = Entrances(pages.map(|(path, changes)| (path.to_owned(), entrance(changes))).into());
        let before = changes - jiff::SignedDuration::from_millis(1);
        for (path, now, answered) in
            [("/en/apply/x", before, true), ("/en/apply/x", changes, false), ("/en/resume", changes, true)]
        {
            let request = Request::get(path).body(Body::empty()).unwrap();
            assert_eq!(entrances.answer(&request, now).is_some(), answered, "{path}");
        }
    }
}
