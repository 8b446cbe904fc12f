//! The peers as they run: nginx, Django under Gunicorn, Fastify. Each ends with the value that stands for it.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::{
    install::{BROTLI, run},
    tls::Certificate,
};

/// How often, every 50 ms, a peer is asked whether it has started.
const TRIES: u32 = 400;
/// For Fastify's sessions, in hexadecimal digits: these are nobody's.
const KEY_OF_SESSIONS: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// A running peer.
pub(crate) struct Rival {
    process: Child,
    /// Where it serves.
    pub(crate) address: SocketAddr,
}

impl Rival {
    /// Starts a server that will listen at this address, and waits until it does.
    fn start(command: &mut Command, address: SocketAddr, log: &Path) -> Result<Self> {
        let said = File::create(log)?;
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let program = command.get_program().display().to_string();
        let process = command.spawn().with_context(|| format!("{program} does not start"))?;
        let mut rival = Self { process, address };
        for _ in 0..TRIES {
            if TcpStream::connect(address).is_ok() {
                return Ok(rival);
            }
            if rival.process.try_wait()?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("{program} does not serve: {}", fs::read_to_string(log)?)
    }

    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Rival {
    /// Asked to stop, it stops its workers; and it is waited for, so nothing of it is left.
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process(pid, Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

/// nginx with one worker, which serves what lies in the folder's `files`; and where it does so by TLS.
pub(crate) fn nginx(folder: &Path, certificate: &Certificate) -> Result<(Rival, SocketAddr)> {
    let (plain, tls) = (free_address()?, free_address()?);
    let text = include_str!("nginx.conf");
    let Certificate { file, key, .. } = certificate;
    let paths = [("@FOLDER@", folder), ("@CERTIFICATE@", file), ("@KEY@", key), ("@BROTLI@", Path::new(BROTLI))];
    let text = paths.iter().fold(text.to_owned(), |text, (name, path)| text.replace(name, &path.display().to_string()));
    let text = text.replace("@PLAIN@", &plain.to_string()).replace("@TLS@", &tls.to_string());
    let settings = folder.join("nginx.conf");
    fs::write(&settings, text)?;
    let mut command = Command::new("/usr/sbin/nginx");
    Ok((Rival::start(command.arg("-c").arg(settings), plain, &folder.join("nginx.log"))?, tls))
}

/// What Django and Fastify are started with.
pub(crate) struct Place {
    /// Where what it writes may lie.
    pub(crate) folder: PathBuf,
    /// An empty database, as libpq writes its address.
    pub(crate) database: String,
    /// The file of the information page.
    pub(crate) page: PathBuf,
}

/// The Django peer of the overload bench under Gunicorn with two workers.
pub(crate) fn django(source: &Path, programs: &Path, place: &Place) -> Result<Rival> {
    let address = free_address()?;
    let here = |program: &str| {
        let mut command = Command::new(programs.join(program));
        command.current_dir(source).env("PEER_DATABASE", &place.database).env("PEER_PAGE", &place.page);
        // It keeps a socket in its home.
        command.env("PEER_DATA", &place.folder).env("HOME", &place.folder);
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    };
    run(here("python").args(["manage.py", "migrate", "--verbosity=0"]))?;
    let mut gunicorn = here("gunicorn");
    gunicorn.args(["--config", "gunicorn.conf.py", "--bind", &address.to_string(), "peer.wsgi"]);
    Rival::start(&mut gunicorn, address, &place.folder.join("django.log"))
}

/// The Fastify peer: two processes behind Node's own cluster.
pub(crate) fn fastify(installed: &Path, place: &Place) -> Result<Rival> {
    let address = free_address()?;
    let mut node = Command::new("node");
    node.arg("server.js").current_dir(installed).env("NODE_ENV", "production");
    node.env("PEER_DATABASE", &place.database).env("PEER_PAGE", &place.page);
    node.env("PEER_KEY", KEY_OF_SESSIONS).env("PEER_PORT", address.port().to_string());
    Rival::start(&mut node, address, &place.folder.join("fastify.log"))
}

/// An address nobody listens at now.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
