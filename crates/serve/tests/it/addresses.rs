//! What a request tells of where it came from.

use axum::Extension;
use axum::routing::get;
use serve::{Endpoint, Server, TrustedProxies};

use crate::client::Client;
use crate::support::{Certificate, Site, limits, router, soon};

fn who() -> axum::Router {
    router().route(
        "/who",
        get(async |Extension(client): Extension<serve::Client>| {
            let proxy = if client.through_proxy { " by proxy" } else { "" };
            format!("{} {} {}{proxy}", client.peer.ip(), client.address, client.secure)
        }),
    )
}

const FORWARDED: &str = "GET /who HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.1, 203.0.113.9\r\n\r\n";

#[tokio::test]
async fn a_request_carries_its_peer_and_no_proxy_is_believed_by_default() {
    let site = Site::plain(limits(), who());
    let mut client = site.connect().await;
    client.say(FORWARDED).await;
    assert_eq!(soon(client.hear()).await.text(), "127.0.0.1 127.0.0.1 false");
}

#[tokio::test]
async fn a_trusted_proxy_is_believed_about_its_client() {
    let server = Server::new(limits())
        .listen(Endpoint::address(([127, 0, 0, 1], 0).into()))
        .trust(TrustedProxies::new(["127.0.0.0/8".parse().unwrap()]));
    let site = Site::start(server, who());
    let mut client = site.connect().await;
    client.say(FORWARDED).await;
    assert_eq!(soon(client.hear()).await.text(), "127.0.0.1 203.0.113.9 false by proxy");
}

#[tokio::test]
async fn a_request_over_tls_says_so() {
    let certificate = Certificate::new();
    let site = Site::secure(limits(), &certificate, who());
    let mut client = Client::new(site.connect_tls(&certificate, &["http/1.1"]).await);
    assert_eq!(soon(client.get("/who")).await.text(), "127.0.0.1 127.0.0.1 true");
}
