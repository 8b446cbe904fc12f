//! Looks at the site before anybody comes: one request after the other, over connections of its own.

use std::{
    collections::VecDeque,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    rc::Rc,
    time::Duration,
};

use crate::{
    people::Person,
    place::{Place, local},
    proof::Key,
    site::Site,
    wire::{
        Fault,
        request::Request,
        response::{self, Head},
    },
};

/// How long an answer may take while nobody else is there.
const PATIENCE: Duration = Duration::from_secs(30);
/// Public pages looked at.
const MOST_PAGES: usize = 300;
/// Where the key is published.
const KEY: &str = "/receipt-key.txt";

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) site: Site,
    /// Public pages in English and in French.
    pub(crate) landings: [Vec<Rc<str>>; 2],
    /// Where applications begin.
    pub(crate) starts: Vec<String>,
    pub(crate) key: Option<Key>,
}

/// Opens an address.
fn get(server: SocketAddr, host: &str, path: &str) -> Result<(Head, Vec<u8>), Fault> {
    let mut stream = TcpStream::connect_timeout(&server, PATIENCE).map_err(|_| Fault::Refused)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(|_| Fault::Ours)?;
    let mut request = Vec::new();
    Request::get(path).write(host, Person::new(u32::MAX, 0.0), "", &mut request);
    stream.write_all(&request).map_err(|_| Fault::Cut)?;
    let (mut bytes, mut part) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        let read = stream.read(&mut part).map_err(|_| Fault::Slow)?;
        bytes.extend_from_slice(part.get(..read).unwrap_or_default());
        if let Some(response) = response::read(&bytes, read == 0)? {
            let body = response.body(&bytes).to_vec();
            return Ok((response.head, body));
        }
    }
}

/// Walks through the public pages of both languages, checking each.
pub(crate) fn look_around(server: SocketAddr, host: &str) -> Result<Found, String> {
    let mut found = Found::default();
    let (_, key) = get(server, host, KEY).map_err(|fault| format!("{KEY}: {}", fault.name().0))?;
    found.key = Key::parse(&String::from_utf8_lossy(&key));
    let mut queue: VecDeque<String> = ["/en", "/fr"].map(str::to_owned).into();
    let mut seen: Vec<String> = queue.iter().cloned().collect();
    while let Some(path) = queue.pop_front() {
        let (head, body) = get(server, host, &path).map_err(|fault| format!("{path}: {}", fault.name().0))?;
        if head.status != 200 || !head.is_html {
            continue;
        }
        let page = found
            .site
            .read(&body, head.is_shared, head.is_brotli)
            .map_err(|fault| format!("{path}: {}", fault.name().0))?;
        let language = path.get(1..3).unwrap_or_default();
        if let Some(fault) = page.fault(language) {
            return Err(format!("{path}: {fault}"));
        }
        if head.is_shared {
            found.site.know(&path, &page);
            found.landings[usize::from(language == "fr")].push(path.as_str().into());
        }
        for link in page.links.iter().filter_map(|link| local(link)) {
            let link = link.split(['#', '?']).next().unwrap_or_default();
            let is_page = ["/en/", "/fr/"].iter().any(|start| link.starts_with(start));
            if is_page && Place::of(link) == Place::Start && !found.starts.iter().any(|known| known == link) {
                found.starts.push(link.to_owned());
            }
            if is_page
                && Place::of(link) == Place::Public
                && seen.len() < MOST_PAGES
                && !seen.iter().any(|known| known == link)
            {
                seen.push(link.to_owned());
                queue.push_back(link.to_owned());
            }
        }
    }
    Ok(found)
}
