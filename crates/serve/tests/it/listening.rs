//! Where a server listens, and what it says when it cannot.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;

use serve::{Endpoint, Server, StartError};
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::support::{Site, limits, router, soon};

fn loopback() -> SocketAddr {
    ([127, 0, 0, 1], 0).into()
}

fn two_workers(endpoint: Endpoint) -> Server {
    Server::new(limits()).listen(endpoint).workers(NonZeroUsize::new(2).unwrap())
}

#[tokio::test]
async fn a_second_server_finds_the_address_taken_and_says_what_to_do() {
    let first = two_workers(Endpoint::address(loopback())).bind().unwrap();
    let address = first.addresses()[0];
    for endpoint in [Endpoint::address(address), Endpoint::address(([0, 0, 0, 0], address.port()).into())] {
        let error = two_workers(endpoint).bind().unwrap_err();
        assert_eq!(error.source.kind(), ErrorKind::AddrInUse);
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("Cannot listen on {}: another program listens there", error.address)),
            "{text}"
        );
        assert!(text.contains("choose another address"), "{text}");
    }
    drop(first);
    two_workers(Endpoint::address(address)).bind().unwrap();
}

#[test]
fn servers_that_agree_to_share_an_address_both_get_it() {
    let first = two_workers(Endpoint::shared(loopback())).bind().unwrap();
    let second = two_workers(Endpoint::shared(first.addresses()[0])).bind().unwrap();
    assert_eq!(first.addresses(), second.addresses());
}

#[test]
fn an_address_of_another_machine_is_explained() {
    let error = two_workers(Endpoint::address(([192, 0, 2, 1], 8080).into())).bind().unwrap_err();
    assert_eq!(
        error.to_string(),
        "Cannot listen on 192.0.2.1:8080: this machine does not have that address. Choose one that “ip address” shows, \
         or 0.0.0.0 for all of them."
    );
}

#[tokio::test]
async fn a_socket_that_is_open_already_is_served() {
    let listener = TcpListener::bind(loopback()).unwrap();
    let address = listener.local_addr().unwrap();
    let bound = two_workers(Endpoint::open(listener)).bind().unwrap();
    assert_eq!(bound.addresses(), [address]);
    let shutdown = CancellationToken::new();
    let running = bound.start(router(), shutdown.clone()).unwrap();
    for _ in 0..20 {
        let mut client = Client::new(soon(tokio::net::TcpStream::connect(address)).await.unwrap());
        assert_eq!(soon(client.get("/")).await.text(), "hello");
    }
    shutdown.cancel();
    assert_eq!(soon(running.stopped()).await.unwrap().cut, 0);
}

#[tokio::test]
async fn one_server_listens_in_several_places() {
    let server = Server::new(limits()).listen(Endpoint::address(loopback())).listen(Endpoint::address(loopback()));
    let bound = server.bind().unwrap();
    let addresses = bound.addresses().to_vec();
    assert_ne!(addresses[0], addresses[1]);
    let shutdown = CancellationToken::new();
    let running = bound.start(router(), shutdown.clone()).unwrap();
    for address in addresses {
        let mut client = Client::new(soon(tokio::net::TcpStream::connect(address)).await.unwrap());
        assert_eq!(soon(client.get("/")).await.text(), "hello");
    }
    shutdown.cancel();
    assert_eq!(soon(running.stopped()).await.unwrap().cut, 0);
}

#[test]
fn tls_without_a_certificate_does_not_start() {
    let bound = two_workers(Endpoint::address(loopback()).with_tls()).bind().unwrap();
    assert!(matches!(bound.start(router(), CancellationToken::new()), Err(StartError::NoCertificate)));
}

#[tokio::test]
async fn a_client_over_ipv6_is_served_and_one_over_ipv4_is_seen_as_such() {
    let everywhere = SocketAddr::from((std::net::Ipv6Addr::UNSPECIFIED, 0));
    let who = router().route(
        "/who",
        axum::routing::get(async |axum::Extension(client): axum::Extension<serve::Client>| {
            client.peer.ip().to_string()
        }),
    );
    let site = Site::start(Server::new(limits()).listen(Endpoint::address(everywhere)), who);
    for (address, seen) in [("[::1]", "::1"), ("127.0.0.1", "127.0.0.1")] {
        let stream = tokio::net::TcpStream::connect(format!("{address}:{}", site.address.port())).await.unwrap();
        assert_eq!(soon(Client::new(stream).get("/who")).await.text(), seen);
    }
}
