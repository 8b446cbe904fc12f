//! Behind the nginx of the document: the address of whoever asks arrives, and what they say of it themselves is not believed.

use std::{fs, process::Command};

use axum::{Extension, Router};
use serve::{Client, Endpoint, Limits, Server, TrustedProxies};
use tokio_util::sync::CancellationToken;

use super::{
    blocks::blocks,
    machine::{Ground, NAME},
};
use crate::operations::document::document;

/// An address that nobody here has.
const FORGED: &str = "203.0.113.9";
/// Somebody who comes by way of nginx; all of 127.0.0.0/8 is this machine.
const VISITOR: &str = "127.0.0.7";
const HEADERS: [&str; 3] = ["X-Forwarded-For", "X-Real-IP", "Forwarded"];

fn run(command: &mut Command) -> String {
    let output = command.output().expect("a program of Debian's");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn behind_nginx_the_visitors_address_arrives_and_a_forged_one_does_not() {
    let handbook = blocks(&document("docs/operations.md"));
    let find = |words: &str| {
        let found = handbook.run.iter().find(|block| block.commands.contains(words));
        found.unwrap_or_else(|| panic!("the document has no {words}")).commands.clone()
    };
    let settings = find("trusted_proxies = [");
    let trusted = settings.split("trusted_proxies = [\"").nth(1).and_then(|rest| rest.split("\"]").next());
    let trusted = trusted.expect("one proxy").parse().expect("an address");
    let server = find("/etc/nginx/conf.d/landfall.conf");
    let (server, _) = server.split_once("nginx -t").expect("the file, then its check");

    let ground = Ground::new();
    ground.frame_nginx();
    fs::create_dir_all(ground.path("etc/landfall")).expect("a folder");
    for file in ["chain.pem", "key.pem"] {
        fs::copy(ground.path("work").join(file), ground.path("etc/landfall").join(file)).expect("copied");
    }
    run(ground.command("bash").args(["-e", "-c", &ground.here(server)]));

    // In the place of the site, a server of the same kind that answers with the address it has understood.
    let says = |Extension(client): Extension<Client>| async move { client.address.to_string() };
    let bound = Server::new(Limits::for_descriptors(1_024)).trust(TrustedProxies::new([trusted]));
    let bound = bound.listen(Endpoint::open(ground.behind())).bind().expect("bound");
    let direct = format!("http://{}/", bound.addresses()[0]);
    let stop = CancellationToken::new();
    let _running = bound.start(Router::new().fallback(says), stop.clone()).expect("it runs");
    ground.start_nginx();

    let by_nginx = format!("https://{NAME}/");
    let ask = |from: &str, to: &str, headers: &[&str]| {
        let mut curl = ground.command("curl");
        curl.args(["--silent", "--show-error", "--fail", "--interface", from]);
        for name in headers {
            let value = if *name == "Forwarded" { format!("for={FORGED}") } else { FORGED.to_owned() };
            curl.args(["--header", &format!("{name}: {value}")]);
        }
        run(curl.arg(to))
    };
    assert_eq!(ask(VISITOR, &by_nginx, &[]), VISITOR);
    assert_eq!(ask(VISITOR, &by_nginx, &HEADERS), VISITOR, "a visitor was believed");
    assert_eq!(ask(VISITOR, &direct, &HEADERS), VISITOR, "somebody who is no proxy was believed");
    assert_eq!(ask("127.0.0.1", &direct, &HEADERS), FORGED, "the proxy is not believed: this looked at nothing");
    stop.cancel();
}
