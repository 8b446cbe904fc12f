//! Certificates by ACME, from Debian's pebble: fetched over the site's own port, served, renewed without a restart; and a site that
//! goes on when there is no authority to be had.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;
use testkit::{Landfall, Setup, pause};

use crate::walk::short_site;

/// The site's name, which pebble's own name server says is this machine.
const NAME: &str = "portal.example.org";
/// For how many seconds pebble's certificates are valid: they are renewed after two thirds of that.
const LIFE: u64 = 15;
/// Longest that a certificate may take to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// The authority and its name server, ended with this.
struct Authority {
    folder: TempDir,
    address: String,
    running: Vec<Child>,
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.end();
    }
}

fn free() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|socket| socket.local_addr()).expect("a free port").port()
}

impl Authority {
    /// Starts one that looks for sites at this port.
    fn start(port_of_sites: u16) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let certified = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]);
        let certified = certified.expect("a certificate");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        write("authority.pem", &certified.cert.pem());
        write("authority.key", &certified.signing_key.serialize_pem());
        let (names, address) = (format!("127.0.0.1:{}", free()), format!("127.0.0.1:{}", free()));
        let settings = format!(
            r#"{{"pebble": {{"listenAddress": "{address}", "managementListenAddress": "127.0.0.1:{}",
                "certificate": "authority.pem", "privateKey": "authority.key", "httpPort": 1, "tlsPort": {port_of_sites},
                "ocspResponderURL": "", "externalAccountBindingRequired": false, "certificateValidityPeriod": {LIFE}}}}}"#,
            free()
        );
        write("pebble.json", &settings);
        let start = |program: &str, words: &[&str]| {
            let log = fs::File::create(folder.path().join(format!("{program}.log"))).expect("a log");
            let mut command = Command::new(program);
            command.args(words).current_dir(folder.path()).env("PEBBLE_VA_NOSLEEP", "1").stdin(Stdio::null());
            command.stdout(log.try_clone().expect("shared")).stderr(log).spawn().expect("pebble is installed")
        };
        let off = "";
        let running = vec![
            start(
                "pebble-challtestsrv",
                &[
                    "-dns01",
                    &names,
                    "-defaultIPv4",
                    "127.0.0.1",
                    "-defaultIPv6",
                    off,
                    "-http01",
                    off,
                    "-https01",
                    off,
                    "-tlsalpn01",
                    off,
                    "-management",
                    &format!("127.0.0.1:{}", free()),
                ],
            ),
            start("pebble", &["-config", "pebble.json", "-dnsserver", &names]),
        ];
        let authority = Self { folder, address, running };
        authority
            .until("the authority answers", || std::net::TcpStream::connect(&authority.address).is_ok().then_some(()));
        authority
    }

    /// Nobody answers there any more.
    fn end(&mut self) {
        for mut child in self.running.drain(..) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    fn until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let patience = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look() {
                return found;
            }
            if Instant::now() > patience {
                let log = fs::read_to_string(self.folder.path().join("pebble.log")).unwrap_or_default();
                panic!("not within {PATIENCE:?}: {what}\n{log}");
            }
            pause();
        }
    }

    /// The settings of a site that asks it.
    fn settings(&self) -> PathBuf {
        let file = self.folder.path().join("landfall.toml");
        let text = format!(
            "[acme]\nnames = [\"{NAME}\"]\ncontact = \"operator@example.org\"\nagree_to_terms = true\n\
             directory = \"https://{}/dir\"\nauthority = \"{}\"\n",
            self.address,
            self.folder.path().join("authority.pem").display()
        );
        fs::write(&file, text).expect("written");
        file
    }
}

fn site(settings: &Path, socket: TcpListener) -> Setup {
    short_site().socket(socket).argument("--config").argument(settings.to_str().expect("a plain name"))
}

/// The certificate that the site shows, PEM.
fn shown(landfall: &Landfall) -> Option<String> {
    let address = landfall.url().replace("http://", "");
    let mut command = Command::new("openssl");
    command.args(["s_client", "-connect", &address, "-servername", NAME]).stdin(Stdio::null());
    let output = command.output().expect("openssl runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, rest) = text.split_once("-----BEGIN CERTIFICATE-----")?;
    Some(rest.split_once("-----END CERTIFICATE-----")?.0.to_owned())
}

fn kept(landfall: &Landfall) -> PathBuf {
    landfall.keys().join("acme/certificate.pem")
}

#[test]
fn a_certificate_is_fetched_served_and_renewed_without_a_restart() {
    let socket = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let mut authority = Authority::start(socket.local_addr().expect("bound").port());
    let mut landfall = site(&authority.settings(), socket).start();
    let file = kept(&landfall);
    authority.until("a certificate is fetched", || file.exists().then_some(()));
    let is_kept = |shown: &String| fs::read_to_string(&file).is_ok_and(|kept| kept.contains(shown.trim()));
    let first = authority.until("it is served", || shown(&landfall).filter(is_kept));
    let mode = fs::metadata(&file).expect("the file").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "others may read the key");
    let second =
        authority.until("it is renewed", || shown(&landfall).filter(|shown| *shown != first && is_kept(shown)));
    assert_ne!(first, second);
    assert!(!landfall.output().iter().any(|line| line.contains("no certificate could be fetched")));

    // A restart goes on with what is on disk, and asks nobody.
    landfall.kill9();
    authority.end();
    let text = fs::read_to_string(&file).expect("the file");
    landfall.start_again();
    assert!(text.contains(shown(&landfall).expect("a certificate").trim()));
}

#[test]
fn without_an_authority_the_site_goes_on_and_says_so() {
    let socket = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let folder = TempDir::new().expect("a temporary folder");
    let settings = folder.path().join("landfall.toml");
    let text = format!(
        "[acme]\nnames = [\"{NAME}\"]\nagree_to_terms = true\ndirectory = \"https://127.0.0.1:{}/dir\"\n",
        free()
    );
    fs::write(&settings, text).expect("written");
    let mut landfall = site(&settings, socket).start();
    let patience = Instant::now() + PATIENCE;
    let failed = |landfall: &Landfall| {
        landfall.output().iter().filter(|line| line.contains("no certificate could be fetched")).count()
    };
    while failed(&landfall) == 0 {
        assert!(Instant::now() < patience, "nothing is said: {}", landfall.output().join("\n"));
        pause();
    }
    assert!(shown(&landfall).is_some(), "nothing is served");
    assert!(landfall.output().iter().any(|line| line.contains("next_try_in_minutes=15")));
    // However often it is started again, the authority is not asked more often.
    landfall.restart();
    assert!(shown(&landfall).is_some());
    landfall.stop();
    assert_eq!(failed(&landfall), 1, "{}", landfall.output().join("\n"));
}
