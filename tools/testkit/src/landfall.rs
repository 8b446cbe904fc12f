//! The built binary, serving on a free port from a home that is gone with it.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    os::fd::OwnedFd,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::Visitor;

/// Longest the binary may take until it says where it serves, on a machine that is compiling meanwhile.
const READY: Duration = Duration::from_mins(1);
/// Longest it may take to stop when asked to.
const STOPPED: Duration = Duration::from_secs(30);
/// Longest a raw exchange waits for more.
const RAW_ANSWER: Duration = Duration::from_secs(10);

/// How a server is to be started.
#[derive(Debug, Clone)]
pub struct Setup {
    /// A program and its arguments under which the binary runs.
    under: Vec<String>,
    binary: PathBuf,
    site: PathBuf,
    /// Where its home is made.
    within: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    socket: Option<Arc<TcpListener>>,
}

/// A running server. Dropping it kills the process and removes its home.
#[derive(Debug)]
pub struct Landfall {
    setup: Setup,
    home: TempDir,
    process: Option<Process>,
    /// `127.0.0.1:PORT`: port 0 before the first start, then the port it got, also over restarts.
    address: String,
    output: Arc<Mutex<Vec<String>>>,
}

#[derive(Debug)]
struct Process {
    child: Child,
    /// Closed when the process has closed its output.
    said: Receiver<String>,
}

impl Setup {
    /// The binary at this path: `env!("CARGO_BIN_EXE_landfall")` in the landfall crate's own tests.
    pub fn new(binary: impl Into<PathBuf>) -> Self {
        // The repository's own site: this crate lies two folders below it.
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
        Self {
            under: Vec::new(),
            binary: binary.into(),
            site,
            within: env::temp_dir(),
            arguments: Vec::new(),
            environment: Vec::new(),
            socket: None,
        }
    }

    /// The binary that `LANDFALL_BIN` names, or the one built beside the running test.
    ///
    /// # Panics
    /// If there is none.
    pub fn built() -> Self {
        let beside = || {
            let test = env::current_exe().expect("a test knows its own path");
            test.ancestors().nth(2).expect("tests are built into target/PROFILE/deps").join("landfall")
        };
        let binary = env::var_os("LANDFALL_BIN").map_or_else(beside, PathBuf::from);
        assert!(binary.is_file(), "{} is not built: cargo build -p landfall", binary.display());
        Self::new(binary)
    }

    /// Serves a copy of this site folder instead of a copy of the repository's own.
    pub fn site(mut self, folder: impl Into<PathBuf>) -> Self {
        self.site = folder.into();
        self
    }

    /// Makes its home in this folder, for a disk to be measured, instead of where temporary files go.
    pub fn within(mut self, folder: impl Into<PathBuf>) -> Self {
        self.within = folder.into();
        self
    }

    /// Runs it under another program, which must become the binary (as `strace -D` does) for its process id to be the
    /// binary's.
    pub fn under(mut self, words: &[&str]) -> Self {
        self.under = words.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    /// Hands it this socket as a service manager does (sd_listen_fds(3)). It stays open over restarts.
    pub fn socket(mut self, socket: TcpListener) -> Self {
        self.socket = Some(Arc::new(socket));
        self.under(&["sh", "-c", "export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$@\" 3<&0 </dev/null", "sh"])
    }

    /// Allows it this many open files and sockets.
    pub fn descriptors(self, limit: u64) -> Self {
        self.under(&["sh", "-c", &format!("ulimit -n {limit} && exec \"$@\""), "sh"])
    }

    /// One more argument for `serve`.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// A variable in its environment, which holds no other `LANDFALL_…`.
    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Starts it and waits until it serves.
    ///
    /// # Panics
    /// If it does not come to serve; with everything it said.
    pub fn start(self) -> Landfall {
        let home = tempfile::Builder::new().prefix("landfall-").tempdir_in(&self.within);
        let home = home.expect("a folder for temporary files");
        copy_folder(&self.site, &home.path().join("site"));
        let mut landfall =
            Landfall { setup: self, home, process: None, address: "127.0.0.1:0".to_owned(), output: Arc::default() };
        landfall.start_again();
        landfall
    }
}

impl Landfall {
    /// Starts the built binary on the repository's own site.
    ///
    /// # Panics
    /// As [`Setup::built`] and [`Setup::start`].
    pub fn start() -> Self {
        Setup::built().start()
    }

    /// Where it serves, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Someone new at the site.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.url())
    }

    /// The folder of its store.
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// The folder of its keys.
    pub fn keys(&self) -> PathBuf {
        self.home.path().join("keys")
    }

    /// The folder of its site: a copy, which a test may change before a restart.
    pub fn site(&self) -> PathBuf {
        self.home.path().join("site")
    }

    /// The id of the running process.
    ///
    /// # Panics
    /// If it does not run.
    pub fn pid(&self) -> u32 {
        self.process.as_ref().expect("the server runs").child.id()
    }

    /// Every line it said so far, on both streams, over all its starts.
    ///
    /// # Panics
    /// Never: no reader of the output panics while it holds it.
    pub fn output(&self) -> Vec<String> {
        self.output.lock().expect("no reader panics").clone()
    }

    /// Kills it as a power cut would: no warning, nothing tidied. Start it again with [`Landfall::start_again`].
    ///
    /// # Panics
    /// If it does not run.
    pub fn kill9(&mut self) {
        let mut process = self.process.take().expect("the server runs");
        process.child.kill().expect("a running process can be killed");
        process.child.wait().expect("a killed process can be waited for");
    }

    /// Asks it to stop and waits until it has.
    ///
    /// # Panics
    /// If it does not run, or does not stop in time.
    pub fn stop(&mut self) -> ExitStatus {
        let mut process = self.process.take().expect("the server runs");
        let pid = i32::try_from(process.child.id()).ok().and_then(Pid::from_raw).expect("a process id");
        kill_process(pid, Signal::TERM).expect("a running process takes signals");
        let deadline = Instant::now() + STOPPED;
        // Its output closes when it ends, which can be waited for without asking again and again.
        while let Ok(_) | Err(RecvTimeoutError::Timeout) = process.said.recv_timeout(left(deadline)) {
            if left(deadline).is_zero() {
                self.process = Some(process);
                panic!("did not stop within {STOPPED:?}\n{}", self.output().join("\n"));
            }
        }
        process.child.wait().expect("an ended process can be waited for")
    }

    /// Stops it, then starts it again at the same address, on the same data, keys and site.
    ///
    /// # Panics
    /// As [`Landfall::stop`] and [`Landfall::start_again`].
    pub fn restart(&mut self) {
        self.stop();
        self.start_again();
    }

    /// Starts it again after [`Landfall::kill9`] or [`Landfall::stop`].
    ///
    /// # Panics
    /// If it runs already, or does not come to serve; with everything it said.
    pub fn start_again(&mut self) {
        assert!(self.process.is_none(), "the server runs already");
        let mut command = match self.setup.under.split_first() {
            None => Command::new(&self.setup.binary),
            Some((program, arguments)) => {
                let mut command = Command::new(program);
                command.args(arguments).arg(&self.setup.binary);
                command
            }
        };
        let ours = env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LANDFALL_"));
        for (name, _) in ours {
            command.env_remove(name);
        }
        command.arg("serve").args(["--listen", &self.address]);
        for (flag, folder) in [("--data", self.data()), ("--site", self.site()), ("--keys", self.keys())] {
            command.arg(flag).arg(folder);
        }
        // Nobody but the test does anything, unless it says otherwise.
        command.env("LANDFALL_SYNTHETIC_FILING_MINUTES", "0");
        command.args(&self.setup.arguments).envs(self.setup.environment.iter().map(|(name, value)| (name, value)));
        let socket = self.setup.socket.as_ref().map(|socket| socket.try_clone().expect("a socket can be shared"));
        command.stdin(socket.map_or_else(Stdio::null, |socket| OwnedFd::from(socket).into()));
        command.current_dir(self.home.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            command.spawn().unwrap_or_else(|error| panic!("starting {}: {error}", command.get_program().display()));
        let (say, said) = channel();
        let streams = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        self.listen(streams.0, say.clone());
        self.listen(streams.1, say);
        let process = self.process.insert(Process { child, said });
        let deadline = Instant::now() + READY;
        let address = loop {
            match process.said.recv_timeout(left(deadline)) {
                Ok(line) => {
                    if let Some(address) = address_in(&line) {
                        break Some(address);
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break None,
            }
        };
        let Some(address) = address else {
            panic!("{} does not serve\n{}", self.setup.binary.display(), self.output().join("\n"))
        };
        self.address = address;
    }

    /// Sends these bytes as they are and reads until the server closes or says no more: for requests no browser makes.
    ///
    /// # Panics
    /// If the server does not take a connection.
    pub fn raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("the server takes a connection");
        stream.set_read_timeout(Some(RAW_ANSWER)).expect("a time limit above zero");
        stream.set_write_timeout(Some(RAW_ANSWER)).expect("a time limit above zero");
        // A server may answer and close before it has read all of a bad request.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    fn listen(&self, stream: impl Read + Send + 'static, say: Sender<String>) {
        let output = Arc::clone(&self.output);
        thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).trim_end().to_owned();
                if let Ok(mut output) = output.lock() {
                    output.push(line.clone());
                }
                // Nobody listens any more once it serves.
                let _ = say.send(line);
            }
        });
    }
}

impl Drop for Landfall {
    fn drop(&mut self) {
        if thread::panicking() {
            // A failed test's server may know why.
            eprintln!("{} said:\n{}", self.setup.binary.display(), self.output().join("\n"));
        }
        if let Some(mut process) = self.process.take() {
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
    }
}

/// `127.0.0.1:PORT` in a line that holds `http://127.0.0.1:PORT`, or the same with `https`.
fn address_in(line: &str) -> Option<String> {
    const SCHEME: &str = "://";
    let at = line.find("://127.0.0.1:")?;
    let address = &line[at + SCHEME.len()..];
    let end = address.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':').unwrap_or(address.len());
    Some(address[..end].trim_end_matches(['.', ':']).to_owned())
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

/// Copies a folder with everything in it.
///
/// # Panics
/// When a file cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) {
    let failed = |error: std::io::Error| -> ! { panic!("copying {}: {error}", from.display()) };
    fs::create_dir_all(to).unwrap_or_else(|error| failed(error));
    for entry in fs::read_dir(from).unwrap_or_else(|error| failed(error)) {
        let entry = entry.unwrap_or_else(|error| failed(error));
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap_or_else(|error| failed(error));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_the_line_that_says_it() {
        for line in [
            "Landfall is at http://127.0.0.1:41234/en",
            "http://127.0.0.1:41234",
            "at http://127.0.0.1:41234.",
            "Landfall serves https://127.0.0.1:41234 (people reach it at http://localhost:41234)",
        ] {
            assert_eq!(address_in(line).as_deref(), Some("127.0.0.1:41234"), "{line}");
        }
        assert_eq!(address_in("data lies in ./data"), None);
    }
}
