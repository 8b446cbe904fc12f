//! The site's door as the server calls it: what lies ready goes out at once, the rest when it is done.

use axum::body::{Body, Bytes};
use http::{Request, Response};
use serve::{Asked, Client, Handler, RequestBody};
use std::{net::Ipv4Addr, sync::Arc};
use web::{Came, Door};

/// The door of the site, shared by all workers.
#[derive(Clone)]
pub(crate) struct Front(pub(crate) Door);

impl Handler for Front {
    type AnswerBody = Body;

    fn at_once(&self, asked: &Asked<'_>) -> Option<Arc<Response<Bytes>>> {
        if let Some(form) = asked.form() {
            return self.0.turn_back(asked.path(), |name| asked.field(name), form, || came(asked.client()));
        }
        // Whoever asks for a head alone reads no page.
        self.0.at_once(asked.path(), |name| asked.field(name), || (!asked.is_head()).then(|| came(asked.client())))
    }

    async fn answer(self, request: Request<RequestBody>) -> Response<Body> {
        // The server puts it into every request.
        let client = request.extensions().get().copied();
        let came = client.map_or(Came { address: Ipv4Addr::UNSPECIFIED.into(), through_proxy: false }, came);
        self.0.answer(request.map(Body::new), came).await
    }
}

fn came(client: Client) -> Came {
    Came { address: client.address, through_proxy: client.through_proxy }
}
