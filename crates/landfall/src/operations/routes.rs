//! What the listener answers, and whom: no page of another site can read it through somebody's browser.

use super::{page, sources::Ready, text, watching::Watching};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use language::Language;
use std::{net::IpAddr, sync::Arc};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Everything the listener needs to be safe in a browser; it shows nothing from elsewhere and runs nothing but its own.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

pub(super) fn router(watching: Arc<Watching>, hosts: Vec<String>) -> Router {
    let hosts: Arc<[String]> = hosts.into();
    let page = |language| get(async move |State(watching): State<Arc<Watching>>| shown(&watching, language));
    Router::new()
        .route("/", get(choose_language))
        .route("/en", page(Language::En))
        .route("/fr", page(Language::Fr))
        .merge(visitors(Language::En))
        .merge(visitors(Language::Fr))
        .route("/page.css", get(|| async { ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE) }))
        .route("/page.js", get(|| async { ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT) }))
        .route("/metrics", get(metrics))
        .route("/health/live", get(|| async { "live\n" }))
        .route("/health/ready", get(ready))
        .with_state(watching)
        .layer(middleware::from_fn(move |request: Request, next: Next| {
            let hosts = Arc::clone(&hosts);
            async move { guard(&hosts, request, next).await }
        }))
}

/// Who is visiting, as a page and as data.
fn visitors(language: Language) -> Router<Arc<Watching>> {
    let path = page::visitors_path(language);
    let shown = async move |State(watching): State<Arc<Watching>>| match page::visitors(&watching, language) {
        Ok(page) => Html(page).into_response(),
        Err(error) => failed(&error),
    };
    let json = async move |State(watching): State<Arc<Watching>>| {
        let json = watching.visitors().json(&watching.app.site, language);
        ([(header::CONTENT_TYPE, "application/json")], json)
    };
    let csv = async move |State(watching): State<Arc<Watching>>| {
        let csv = watching.visitors().csv(&watching.app.site, language);
        let file = (header::CONTENT_DISPOSITION, "attachment; filename=\"visitors.csv\"");
        ([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), file], csv)
    };
    Router::new()
        .route(&path, get(shown))
        .route(&format!("{path}.json"), get(json))
        .route(&format!("{path}.csv"), get(csv))
}

async fn choose_language(headers: HeaderMap) -> Redirect {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Redirect::to(&format!("/{}", web::public::negotiate::language(accepted).code()))
}

fn shown(watching: &Watching, language: Language) -> Response {
    match page::page(watching, language) {
        Ok(page) => Html(page).into_response(),
        Err(error) => failed(&error),
    }
}

async fn metrics(State(watching): State<Arc<Watching>>, headers: HeaderMap) -> Response {
    let newer = headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.to_str().is_ok_and(|accept| accept.contains(text::OPEN_METRICS)));
    let now = watching.now();
    let (kind, written) = if newer {
        (text::OPEN_METRICS_TYPE, text::open_metrics(now))
    } else {
        (text::PROMETHEUS_TYPE, text::prometheus(now))
    };
    match written {
        Ok(written) => ([(header::CONTENT_TYPE, kind)], written).into_response(),
        Err(error) => failed(&error),
    }
}

/// The same verdict as the public one, with its reason.
async fn ready(State(watching): State<Arc<Watching>>) -> (StatusCode, &'static str) {
    match watching.ready() {
        Ready::Yes => (StatusCode::OK, "ready\n"),
        Ready::Starting => {
            (StatusCode::SERVICE_UNAVAILABLE, "not ready: starting; the store has not taken a change yet\n")
        }
        Ready::Draining => {
            (StatusCode::SERVICE_UNAVAILABLE, "not ready: stopping; requests in flight are being finished\n")
        }
        Ready::StoreAway => {
            (StatusCode::SERVICE_UNAVAILABLE, "not ready: the store has not taken a change for ten seconds\n")
        }
    }
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!(%error, "the operations listener could not answer");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn guard(hosts: &[String], request: Request, next: Next) -> Response {
    let refused = if !matches!(*request.method(), Method::GET | Method::HEAD) {
        Some((StatusCode::METHOD_NOT_ALLOWED, "This listener only answers questions.\n"))
    } else if !is_ours(hosts, &request) {
        Some((
            StatusCode::MISDIRECTED_REQUEST,
            "This listener is not known under that name. Use its address, or name it in `hosts` of [operations].\n",
        ))
    } else if comes_from_elsewhere(request.headers()) {
        Some((StatusCode::FORBIDDEN, "Another site's page may not read this.\n"))
    } else {
        None
    };
    let mut response = match refused {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the request was meant for this listener: a name that somebody else's DNS can turn to this address is not one of
/// ours, an address or `localhost` cannot be turned.
fn is_ours(hosts: &[String], request: &Request) -> bool {
    let said = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(host) = request.uri().host().or(said) else { return false };
    let name =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(n, _)| n);
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || hosts.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// Whether a browser asks on behalf of another site's page. Following a link to the page is fine: nobody but the person sees
/// what comes of it.
fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let follows_a_link = said("sec-fetch-mode") == Some("navigate") && said("sec-fetch-dest") == Some("document");
    match said("sec-fetch-site") {
        Some("same-origin" | "none") => false,
        Some(_) => !follows_a_link,
        // A browser too old to say so still names the origin of a page that asks for itself.
        None => said("origin")
            .is_some_and(|origin| origin.split_once("://").map(|(_, host)| host) != said(header::HOST.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(headers: &[(&str, &str)]) -> Request {
        let request =
            headers.iter().fold(Request::get("/metrics"), |request, (name, value)| request.header(*name, *value));
        request.body(Body::empty()).expect("a request")
    }

    #[test]
    fn addresses_localhost_and_names_of_ours_are_answered_and_no_others() {
        let hosts = ["ops.internal".to_owned()];
        for (host, ours) in [
            ("127.0.0.1:9464", true),
            ("127.0.0.1", true),
            ("[::1]:9464", true),
            ("localhost:9464", true),
            ("LOCALHOST", true),
            ("ops.internal:9464", true),
            ("attacker.example:9464", false),
            ("localhost.attacker.example", false),
            ("127.0.0.1.attacker.example", false),
            ("", false),
        ] {
            assert_eq!(is_ours(&hosts, &request(&[("host", host)])), ours, "{host}");
        }
        assert!(!is_ours(&hosts, &request(&[])));
    }

    #[test]
    fn a_page_of_another_site_reads_nothing() {
        let host = ("host", "127.0.0.1:9464");
        for (headers, elsewhere) in [
            (&[][..], false),
            (&[("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")], false),
            (&[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")], false),
            (&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")], true),
            (&[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")], true),
            (&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")], true),
            (
                &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
                false,
            ),
            (&[("origin", "https://attacker.example")], true),
            (&[("origin", "null")], true),
            (&[("origin", "http://127.0.0.1:9464")], false),
        ] {
            let headers = [&[host], headers].concat();
            assert_eq!(comes_from_elsewhere(request(&headers).headers()), elsewhere, "{headers:?}");
        }
    }
}
