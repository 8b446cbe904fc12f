//! The site's door as the server calls it: what lies ready goes out at once, the rest when it is done.

use axum::body::Body;
use http::{Request, Response};
use serve::{Handler, RequestBody};
use web::{AnswerBody, Door};

/// The door of the site, shared by all workers.
#[derive(Clone)]
pub(crate) struct Front(pub(crate) Door);

impl Handler for Front {
    type AnswerBody = AnswerBody;

    fn at_once<B>(&self, request: &Request<B>) -> Option<Response<AnswerBody>> {
        self.0.at_once(request)
    }

    async fn answer(self, request: Request<RequestBody>) -> Response<AnswerBody> {
        self.0.answer(request.map(Body::new)).await
    }
}
