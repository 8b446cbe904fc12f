//! A mail server that refuses: it shows among the measurements, and the address it names is not logged.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    thread,
};

use language::Language;
use web::Place;

use super::{metrics, operator, until, value, watched_site};
use crate::walk::form;

const EMAIL: &str = "puffin.roy@gannet.example";

/// Speaks SMTP as far as the recipient, and refuses that one by name.
fn refuse(connection: TcpStream) -> std::io::Result<()> {
    let mut to = connection.try_clone()?;
    to.write_all(b"220 mail.example ESMTP\r\n")?;
    for line in BufReader::new(connection).lines() {
        let line = line?;
        let answer = match line.split([' ', ':']).next().unwrap_or_default().to_uppercase().as_str() {
            "EHLO" => "250-mail.example\r\n250 8BITMIME\r\n".to_owned(),
            "RCPT" => format!("550 5.1.1 {}: nobody of that name\r\n", line.trim_start_matches("RCPT TO:")),
            "QUIT" => "221 bye\r\n".to_owned(),
            _ => "250 fine\r\n".to_owned(),
        };
        to.write_all(answer.as_bytes())?;
    }
    Ok(())
}

#[test]
fn a_mail_server_that_refuses_is_counted_and_logged_without_the_address() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = server.local_addr().expect("an address");
    thread::spawn(move || {
        for connection in server.incoming().map_while(Result::ok) {
            // However it ends, the client says what came of it.
            thread::spawn(move || drop(refuse(connection)));
        }
    });
    let landfall = watched_site()
        .environment("LANDFALL_SMTP_URL", &format!("smtp://{address}"))
        .environment("LANDFALL_MAIL_FROM", "Landfall <no-reply@gannet.example>")
        .environment("LANDFALL_LOG", "trace")
        .start();
    let mut operator = operator(&landfall);
    let mut visitor = landfall.visitor();
    let page = visitor.open(&Place::SignUp.path(Language::En));
    let filled = form(&page).set("email", EMAIL).set("password", "seventeen razorbills on a ledge");
    assert_eq!(visitor.submit(&page, &filled).status(), 200);
    until("the refused mail", || {
        let failed = value(&metrics(&mut operator), r#"landfall_job_runs_total{kind="mail",result="failed"}"#)?;
        (failed >= 1.0).then_some(())
    });
    let log = landfall.output().join("\n");
    assert!(log.contains("it answered 550"), "{log}");
    assert!(!log.contains("puffin.roy"), "{log}");
}
