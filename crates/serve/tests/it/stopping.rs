//! Stopping: requests in flight finish, idle connections close, and what never ends is cut.

use std::num::NonZeroUsize;
use std::time::Duration;

use serve::{Endpoint, Server, Stopped};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::support::{Site, limits, router, soon, waiting};

#[tokio::test]
async fn requests_in_flight_finish_and_newcomers_find_nobody() {
    let (router, mut entered, go) = waiting();
    let site = Site::plain(limits(), router);
    let mut busy = site.connect().await;
    busy.say("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon(entered.recv()).await.unwrap();
    let mut idle = site.connect().await;
    idle.get("/").await;

    let Site { address, running, shutdown } = site;
    shutdown.cancel();
    assert!(soon(idle.rest()).await.is_empty());
    soon(async {
        while let Ok(stream) = TcpStream::connect(address).await {
            // It came just before the socket closed.
            Client::new(stream).rest().await;
        }
    })
    .await;
    go.notify_one();
    let answer = soon(busy.hear()).await;
    assert_eq!((answer.text(), answer.header("connection")), ("at last", Some("close")));
    assert!(soon(busy.rest()).await.is_empty());
    assert_eq!(soon(running.stopped()).await, Ok(Stopped { cut: 0 }));
}

#[tokio::test]
async fn a_connection_still_in_the_kernels_queue_is_served_before_the_end() {
    let bound = Server::new(limits())
        .listen(Endpoint::address(([127, 0, 0, 1], 0).into()))
        .workers(NonZeroUsize::MIN)
        .bind()
        .unwrap();
    // It connects and asks before anyone accepts, and the server stops before it starts.
    let mut client = Client::new(TcpStream::connect(bound.addresses()[0]).await.unwrap());
    client.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let shutdown = CancellationToken::new();
    shutdown.cancel();
    let running = bound.start(router(), shutdown).unwrap();
    assert_eq!(soon(client.hear()).await.text(), "hello");
    assert_eq!(soon(running.stopped()).await, Ok(Stopped { cut: 0 }));
}

#[tokio::test]
async fn a_socket_that_somebody_holds_for_us_keeps_newcomers_for_the_next_server() {
    let held = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let server = || Server::new(limits()).listen(Endpoint::open(held.try_clone().unwrap())).workers(NonZeroUsize::MIN);
    let site = Site::start(server(), router());
    let mut before = site.connect().await;
    before.get("/").await;
    let address = site.address;
    assert_eq!(site.stop().await.cut, 0);

    let mut between = Client::new(soon(TcpStream::connect(address)).await.unwrap());
    between.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    // A server that is told to stop before it has begun takes nobody in.
    let shutdown = CancellationToken::new();
    shutdown.cancel();
    let running = server().bind().unwrap().start(router(), shutdown).unwrap();
    assert_eq!(soon(running.stopped()).await, Ok(Stopped { cut: 0 }));
    let _next = Site::start(server(), router());
    assert_eq!(soon(between.hear()).await.text(), "hello");
}

#[tokio::test]
async fn what_does_not_end_in_time_is_cut() {
    let mut limits = limits();
    limits.drain_time = Duration::from_millis(100);
    let (router, mut entered, _go) = waiting();
    let site = Site::plain(limits, router);
    let mut busy = site.connect().await;
    busy.say("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon(entered.recv()).await.unwrap();
    assert_eq!(site.stop().await.cut, 1);
    assert!(soon(busy.rest()).await.is_empty());
}

#[tokio::test]
async fn several_workers_share_the_work_and_stop_together() {
    let bound = Server::new(limits())
        .listen(Endpoint::address(([127, 0, 0, 1], 0).into()))
        .workers(NonZeroUsize::new(3).unwrap())
        .bind()
        .unwrap();
    let address = bound.addresses()[0];
    let shutdown = CancellationToken::new();
    let threads = std::sync::Arc::new(std::sync::Mutex::new(std::collections::BTreeSet::new()));
    let seen = std::sync::Arc::clone(&threads);
    let handler = router().route(
        "/thread",
        axum::routing::get(async move || {
            let name = std::thread::current().name().unwrap_or_default().to_owned();
            seen.lock().unwrap().insert(name);
        }),
    );
    let running = bound.start(handler, shutdown.clone()).unwrap();
    // The kernel spreads connections by their ports; a worker that gets none of 200 is as good as absent.
    for _ in 0..200 {
        let mut client = Client::new(soon(TcpStream::connect(address)).await.unwrap());
        assert_eq!(soon(client.get("/thread")).await.status, 200);
    }
    assert_eq!(threads.lock().unwrap().iter().collect::<Vec<_>>(), ["serve-0", "serve-1", "serve-2"]);
    shutdown.cancel();
    assert_eq!(soon(running.stopped()).await, Ok(Stopped { cut: 0 }));
}
