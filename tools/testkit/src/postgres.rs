//! A PostgreSQL server for tests: one for a whole test run, a fresh database for each test, all of it gone at the end.
//!
//! The first test that asks starts the server in a temporary folder, reachable by a socket there, and from this machine by
//! TLS with a password. A small watching process stops it, by its process id, once the test run has ended in whatever way.
//! PostgreSQL refuses to run as root, so root hands it to the user `postgres`, whom Debian's package makes.

mod certificates;

use std::{
    fs::{self, File},
    io::{self, Read as _},
    net::{Ipv4Addr, TcpListener},
    ops::Range,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    thread,
    time::Duration,
};

pub use certificates::HOST;

/// What to do when there is no PostgreSQL.
const CURE: &str = "PostgreSQL is not installed. Run: apt-get install -y postgresql";
/// The server's port is looked for among these: the system gives out none of them, so a free one stays free.
const PORTS: Range<u16> = 10_240..32_000;
/// Whom databases belong to and who may come by TLS, with this for a password. Tests come by the socket as `postgres`.
const OWNER: &str = "landfall";
/// How often, every 50 ms, the server is asked whether it has started.
const START_TRIES: u32 = 600;

/// A fresh, empty database. It is dropped with this.
#[derive(Debug)]
pub struct Database {
    server: Server,
    name: String,
}

impl Database {
    /// Makes one, starting the server if this is the first.
    ///
    /// # Panics
    /// When PostgreSQL is not installed, with the line to run, or does not start.
    pub fn fresh() -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let server = Server::of_this_run();
        let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Relaxed));
        server.sql(&format!("CREATE DATABASE {name} TEMPLATE template0 OWNER {OWNER}"));
        Database { server, name }
    }

    /// Its address, for PostgreSQL clients.
    pub fn address(&self) -> String {
        let Server { folder, port, .. } = &self.server;
        format!("host={} port={port} user=postgres dbname={}", folder.display(), self.name)
    }

    /// Its address by TCP, as if the server were the machine `host`. Its certificate is for [`HOST`]. The address says
    /// nothing of TLS yet.
    pub fn address_at(&self, host: &str) -> String {
        let Server { port, .. } = &self.server;
        format!("host={host} hostaddr=127.0.0.1 port={port} user={OWNER} password={OWNER} dbname={}", self.name)
    }

    /// The certificate of the authority that signed the server's, as a PEM file.
    pub fn authority(&self) -> PathBuf {
        self.server.folder.join(certificates::AUTHORITY)
    }

    /// The server's process, whose children the connections are.
    pub fn server_process(&self) -> Option<u32> {
        let file = fs::read_to_string(self.server.folder.join("data/postmaster.pid")).ok()?;
        file.lines().next()?.trim().parse().ok()
    }

    /// Its name on the server.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs statements beside it, in the server's own database: what would be refused within it.
    ///
    /// # Panics
    /// When one of them fails.
    pub fn sql_beside(&self, statements: &str) {
        self.server.sql(statements);
    }

    /// Takes it away from everybody: connections are cut and no new one is let in, as if the server had died.
    ///
    /// # Panics
    /// When the server does not do so.
    pub fn refuse(&self) {
        self.server.sql(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", self.name));
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname";
        self.server.sql(&format!("{cut} = '{}'", self.name));
    }

    /// Gives it back.
    ///
    /// # Panics
    /// When the server does not do so.
    pub fn allow(&self) {
        self.server.sql(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name));
    }

    /// Runs statements in it.
    ///
    /// # Panics
    /// When one of them fails.
    pub fn sql(&self, statements: &str) -> String {
        self.server.run_sql(&self.name, statements)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.server.sql(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}

#[derive(Debug)]
struct Server {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
}

impl Server {
    /// The server of this test run: under nextest all test processes share one.
    fn of_this_run() -> Server {
        let (run, watched) = match std::env::var("NEXTEST_RUN_ID") {
            Ok(run) => (run, std::os::unix::process::parent_id()),
            Err(_) => (std::process::id().to_string(), std::process::id()),
        };
        let folder = std::env::temp_dir().join(format!("landfall-postgres-{run}"));
        let mut server = Server { folder, programs: programs().unwrap_or_else(|| fail(CURE)), port: 0 };
        server.start_once(watched).unwrap_or_else(|error| fail(&format!("PostgreSQL for the tests: {error}")));
        server
    }

    fn start_once(&mut self, watched: u32) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::create(self.folder.join("lock"))?;
        lock.lock()?;
        let ready = self.folder.join("ready");
        if let Ok(port) = fs::read_to_string(&ready) {
            self.port = port.parse().map_err(io::Error::other)?;
            return Ok(());
        }
        self.port = free_port(watched)?;
        let owner = postgres_user()?;
        if let Some((user, group)) = owner {
            chown(&self.folder, Some(user), Some(group))?;
        }
        let data = self.folder.join("data");
        let mut initdb = self.program("initdb", owner);
        initdb.args([
            "--username=postgres",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
            "-D",
        ]);
        finished(initdb.arg(&data))?;
        certificates::make(&self.folder, owner)?;
        let log = File::create(self.folder.join("log"))?;
        let mut server = self.program("postgres", owner);
        server.arg("-D").arg(&data).arg("-k").arg(&self.folder);
        server.args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "ssl=on"]);
        server.args(["-c", "max_connections=300"]);
        server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
        let server = server.spawn()?.id();
        watch(watched, server, &self.folder)?;
        for _ in 0..START_TRIES {
            if self.psql("postgres", "SELECT 1").status.success() {
                self.sql(&format!("CREATE ROLE {OWNER} LOGIN PASSWORD '{OWNER}'"));
                return fs::write(ready, self.port.to_string());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(io::Error::other(fs::read_to_string(self.folder.join("log"))?))
    }

    fn program(&self, name: &str, owner: Option<(u32, u32)>) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(&self.folder);
        if let Some((user, group)) = owner {
            command.uid(user).gid(group);
        }
        command
    }

    fn psql(&self, database: &str, statements: &str) -> std::process::Output {
        let mut psql = self.program("psql", None);
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1"]);
        psql.args(["--username=postgres", "--dbname", database, "--command", statements, "--host"]).arg(&self.folder);
        psql.args(["--port", &self.port.to_string()]);
        psql.output().unwrap_or_else(|error| fail(&format!("psql: {error}")))
    }

    fn run_sql(&self, database: &str, statements: &str) -> String {
        let output = self.psql(database, statements);
        if !output.status.success() {
            fail(&format!("{statements}: {}", String::from_utf8_lossy(&output.stderr)));
        }
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn sql(&self, statements: &str) {
        self.run_sql("postgres", statements);
    }
}

/// A port nobody listens on. Test runs that go on at once, each with a `seed`, begin at different ones.
fn free_port(seed: u32) -> io::Result<u16> {
    let mut ports = PORTS.cycle().skip(seed as usize % PORTS.len()).take(PORTS.len());
    let free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    ports.find(free).ok_or_else(|| io::Error::other("no port is free"))
}

/// Stops the server and takes its folder away once the test run is over, even when the run was killed.
fn watch(watched: u32, server: u32, folder: &Path) -> io::Result<()> {
    let script = format!(
        "while kill -0 {watched}; do sleep 0.3; done; kill -INT {server}; \
         for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 {server} || break; sleep 0.3; done; rm -rf '{}'",
        folder.display()
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.process_group(0).spawn().map(drop)
}

/// The folder of the newest installed PostgreSQL's programs.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("postgres").exists())
        .collect();
    versions.sort();
    versions.pop().map(|(_, programs)| programs)
}

/// The user and group the server runs as, when this process is root's.
fn postgres_user() -> io::Result<Option<(u32, u32)>> {
    let mut status = String::new();
    File::open("/proc/self/status")?.read_to_string(&mut status)?;
    let root =
        status.lines().any(|line| line.strip_prefix("Uid:").is_some_and(|ids| ids.trim_start().starts_with("0\t")));
    if !root {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let ids = users.lines().find_map(|line| {
        let mut fields = line.strip_prefix("postgres:")?.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    ids.map(Some).ok_or_else(|| io::Error::other(CURE))
}

fn finished(command: &mut Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[expect(clippy::panic, reason = "a test that cannot be set up must fail, with the cure")]
fn fail(why: &str) -> ! {
    panic!("{why}")
}
