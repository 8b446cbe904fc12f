//! PostgreSQL by TLS: it is spoken, and a server that does not prove who it is gets no password.

use std::{
    error::Error as _,
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
};

use store::{ApplicationId, OpenError, Store, Who};
use testkit::postgres::{Database, HOST};

use crate::stage::{begin, by, holder, next_uuid, save};

/// The database by TLS, with its authority named.
fn trusting(database: &Database, host: &str) -> String {
    format!("{} sslmode=require sslrootcert={}", database.address_at(host), database.authority().display())
}

async fn refused(address: &str) -> OpenError {
    Store::open_postgres(address).await.expect_err("it is refused")
}

#[tokio::test]
async fn every_connection_is_encrypted_and_so_is_the_one_made_anew() {
    let database = Database::fresh();
    for address in [trusting(&database, HOST), trusting(&database, HOST).replace("require", "verify-full")] {
        let store = Store::open_postgres(&address).await.unwrap();
        let id = ApplicationId(next_uuid());
        store.exec(&by(Who::Nobody), begin(id)).await.unwrap();
        for version in 1..=2 {
            let others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
            let encrypted = format!("SELECT bool_and(ssl) FROM pg_stat_ssl WHERE pid IN (SELECT pid {others})");
            assert_eq!(database.sql(&encrypted), "t");
            database.sql(&format!("SELECT pg_terminate_backend(pid) {others}"));
            assert_eq!(store.exec(&holder(id), save(id, version, b"on")).await.unwrap(), version + 1);
        }
    }
}

#[tokio::test]
async fn a_certificate_signed_by_nobody_known_is_refused() {
    let database = Database::fresh();
    let refused = refused(&format!("{} sslmode=require", database.address_at(HOST))).await;
    assert!(matches!(refused, OpenError::UnknownAuthority(_)), "{refused:?}");
    assert!(refused.to_string().contains("sslrootcert=FILE"), "{refused}");
}

#[tokio::test]
async fn a_certificate_of_another_host_is_refused_and_its_host_is_named() {
    let database = Database::fresh();
    for host in ["other.example", "127.0.0.1"] {
        let refused = refused(&trusting(&database, host)).await;
        assert!(matches!(refused, OpenError::OtherHost(_)), "{refused:?}");
        let because = refused.source().and_then(|handshake| handshake.source()).unwrap().to_string();
        assert!(because.contains(host) && because.contains(HOST), "{because}");
    }
}

#[tokio::test]
async fn a_server_without_tls_is_refused_where_tls_is_asked_for() {
    let database = Database::fresh();
    // PostgreSQL speaks no TLS on its socket.
    let refused = refused(&format!("{} sslmode=require", database.address())).await;
    assert!(matches!(refused, OpenError::NoTls), "{refused:?}");
}

#[tokio::test]
async fn a_server_that_breaks_the_handshake_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        client.read_exact(&mut [0; 8]).unwrap();
        client.write_all(b"Sand then nonsense").unwrap();
    });
    let refused = refused(&format!("postgres://u@127.0.0.1:{port}/d?sslmode=require")).await;
    assert!(matches!(refused, OpenError::Tls(_)), "{refused:?}");
    server.join().unwrap();
}

#[tokio::test]
async fn a_file_without_authorities_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.pem");
    fs::write(&empty, "nothing\n").unwrap();
    for file in [folder.path().join("missing.pem"), empty] {
        let address = format!("postgres://u@{HOST}/d?sslmode=require&sslrootcert={}", file.display());
        let refused = refused(&address).await;
        assert!(matches!(refused, OpenError::Authorities { .. }), "{refused:?}");
        assert!(refused.to_string().contains(file.to_str().unwrap()), "{refused}");
    }
}
