//! The site's door as the server calls it: what lies ready goes out at once, the rest when it is done.

use axum::body::{Body, Bytes};
use http::{Request, Response};
use serve::{Asked, Handler, RequestBody};
use std::sync::Arc;
use web::Door;

/// The door of the site, shared by all workers.
#[derive(Clone)]
pub(crate) struct Front(pub(crate) Door);

impl Handler for Front {
    type AnswerBody = Body;

    fn at_once(&self, asked: &Asked<'_>) -> Option<Arc<Response<Bytes>>> {
        self.0.at_once(asked.path(), |name| asked.field(name))
    }

    async fn answer(self, request: Request<RequestBody>) -> Response<Body> {
        self.0.answer(request.map(Body::new)).await
    }
}
