//! The entrances of the service as strangers see them: the same bytes for everybody, rendered once. In a surge most people
//! look at these pages, and none of them has a session yet.

use crate::{
    app::App,
    places::Place,
    public::shelf::{Freshness, Item},
};
use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use jiff::Timestamp;
use language::Language;
use std::{collections::HashMap, sync::Arc};
use store::RequestId;
use tower::ServiceExt;

/// The most bytes of an entrance. They are our own pages; the bound is for the reader.
const LARGEST: usize = 1 << 20;

/// Each entrance by its path, with the deadline that will make it say something else.
pub(super) struct Entrances(HashMap<String, (Item, Option<Timestamp>)>);

impl Entrances {
    /// Asks `router` for each entrance as somebody without a session, and keeps what it answers.
    pub(super) async fn render(app: &Arc<App>, router: &Router) -> Self {
        let now = app.now();
        let programs = app.site.programs.iter().map(|program| {
            let closes = program.deadline.map(|deadline| deadline.closes);
            (Place::Apply(program.id.clone()), closes.filter(|closes| *closes >= now))
        });
        let others = [Place::Resume, Place::Lost, Place::SignIn, Place::SignUp, Place::Reset, Place::Status];
        let mut items = HashMap::new();
        for (place, changes) in programs.chain(others.map(|place| (place, None))) {
            for language in Language::ALL {
                let path = place.path(language);
                if let Some(item) = rendered(router, &path).await {
                    items.insert(path, (item, changes));
                }
            }
        }
        Self(items)
    }

    /// The answer to somebody without a session. `None` for what is rendered each time.
    pub(super) fn answer(&self, request: &Request<Body>, now: Timestamp) -> Option<Response<Body>> {
        let reads = request.method() == Method::GET || request.method() == Method::HEAD;
        let (item, changes) = self.0.get(request.uri().path()).filter(|_| reads && request.uri().query().is_none())?;
        if changes.is_some_and(|changes| changes < now) {
            return None;
        }
        Some(item.answer(request.method(), request.headers(), StatusCode::OK).map(Body::from))
    }
}

async fn rendered(router: &Router, path: &str) -> Option<Item> {
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
    Some(Item::new(bytes.to_vec(), "text/html; charset=utf-8", Freshness::Never, extra))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_program_is_not_served_as_it_was_once_the_program_has_closed() {
        let closes = Timestamp::UNIX_EPOCH;
        let item = || Item::new(b"open".to_vec(), "text/html; charset=utf-8", Freshness::Never, HeaderMap::new());
        let pages = [("/en/apply/x", Some(closes)), ("/en/resume", None)];
        let entrances = Entrances(pages.map(|(path, changes)| (path.to_owned(), (item(), changes))).into());
        let after = closes + jiff::SignedDuration::from_millis(1);
        for (path, now, answered) in
            [("/en/apply/x", closes, true), ("/en/apply/x", after, false), ("/en/resume", after, true)]
        {
            let request = Request::get(path).body(Body::empty()).unwrap();
            assert_eq!(entrances.answer(&request, now).is_some(), answered, "{path}");
        }
    }
}
