//! A browser for forms: cookies, and one connection that stays open as long as the server keeps it.

use std::{collections::BTreeMap, net::SocketAddr};

use anyhow::{Context as _, Result};
use tokio::net::TcpStream;

use crate::http::{Connection, connect};

/// Someone who fills in forms.
pub(crate) struct Browser {
    server: SocketAddr,
    connection: Option<Connection<TcpStream>>,
    cookies: BTreeMap<String, String>,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The path that it leads to.
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}

impl Browser {
    pub(crate) fn new(server: SocketAddr) -> Self {
        Self { server, connection: None, cookies: BTreeMap::new() }
    }

    /// What comes next begins with a new connection.
    pub(crate) fn hang_up(&mut self) {
        self.connection = None;
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Reply> {
        let cookies = self.cookie_field();
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\n{cookies}\r\n", self.server)).await
    }

    /// Sends a form, encoded.
    pub(crate) async fn post(&mut self, path: &str, form: &str) -> Result<Reply> {
        let (server, cookies, length) = (self.server, self.cookie_field(), form.len());
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nhost: {server}\r\norigin: http://{server}\r\nsec-fetch-site: same-origin\r\n\
             accept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\
             {cookies}\r\n{form}"
        ))
        .await
    }

    fn cookie_field(&self) -> String {
        if self.cookies.is_empty() {
            return String::new();
        }
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("cookie: {}\r\n", cookies.join("; "))
    }

    async fn ask(&mut self, request: &str) -> Result<Reply> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::new(connect(self.server, 0).await?),
        };
        let answer = connection.ask(request.as_bytes()).await?;
        for cookie in answer.fields("set-cookie") {
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.context("a cookie has a name")?;
            self.cookies.insert(name.trim().to_owned(), value.to_owned());
        }
        // A full address is this server's too.
        let location = answer.fields("location").next().map(|location| {
            let path = location.strip_prefix("http://").and_then(|rest| rest.find('/').and_then(|at| rest.get(at..)));
            path.unwrap_or(location).to_owned()
        });
        let reply = Reply { status: answer.status, location, body: str::from_utf8(answer.body)?.to_owned() };
        if !answer.closes() {
            self.connection = Some(connection);
        }
        Ok(reply)
    }
}
