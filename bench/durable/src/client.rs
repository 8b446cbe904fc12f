//! A small HTTP client: connections that stay open, as browsers keep them, each with one request on its way at a time.

use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, anyhow};
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

type Connection = SendRequest<Full<Bytes>>;

/// Connections to one server, and those of them that nobody uses at the moment.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    host: Arc<str>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookies: Vec<String>,
    pub(crate) text: String,
}

impl Client {
    /// Opens as many connections as there will be requests at once.
    pub(crate) async fn connect(host: &str, at_once: u64) -> Result<Client> {
        let mut idle = Vec::new();
        for _ in 0..at_once {
            let stream = TcpStream::connect(host).await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            // If it breaks, whoever asks over it is told.
            tokio::spawn(connection);
            idle.push(sender);
        }
        Ok(Client { host: host.into(), idle: Arc::new(Mutex::new(idle)) })
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Result<Answer> {
        self.ask(Method::GET, path, cookie, String::new()).await
    }

    /// Sends the fields of a form, encoded.
    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: String) -> Result<Answer> {
        self.ask(Method::POST, path, cookie, fields).await
    }

    async fn ask(&self, method: Method, path: &str, cookie: &str, body: String) -> Result<Answer> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &*self.host)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(body))?;
        let mut connection = self.idle()?.pop().context("more requests at once than connections")?;
        connection.ready().await?;
        let (head, body) = connection.send_request(request).await?.into_parts();
        let text = String::from_utf8(body.collect().await?.to_bytes().into())?;
        self.idle()?.push(connection);
        let headers = |name| head.headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        Ok(Answer {
            status: head.status,
            location: headers(header::LOCATION).next().unwrap_or_default().to_owned(),
            cookies: headers(header::SET_COOKIE).map(str::to_owned).collect(),
            text,
        })
    }

    fn idle(&self) -> Result<std::sync::MutexGuard<'_, Vec<Connection>>> {
        self.idle.lock().map_err(|_| anyhow!("a request panicked"))
    }
}
